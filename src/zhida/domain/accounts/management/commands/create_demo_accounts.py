"""``create_demo_accounts``: people to log in as in a demonstration."""

import secrets
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from zhida.domain.accounts.services import create_demo_accounts


class Command(BaseCommand):
    """Creates the accounts and says how to log in."""

    help = "Create the accounts of the demonstration (officer, enterprise)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--password`` for all of them; made up when left out."""
        parser.add_argument("--password", default="", help="their password; made up when left out")

    def handle(self, *args: object, password: str, **options: object) -> None:  # noqa: ARG002
        """Write the accounts, one a line."""
        password = password or secrets.token_urlsafe(9)
        for account in create_demo_accounts(password):
            self.stdout.write(f"{account.role}: {account.username} / {password}")
