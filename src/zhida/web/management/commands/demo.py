"""``demo``: database, demonstration zone and accounts, then a server."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from zhida.domain.accounts.services import create_demo_accounts
from zhida.domain.enterprises.demonstration import Demonstration, create_demonstration
from zhida.domain.library.selectors import count_clauses, get_library
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.web.diagnostics import describe_with_place

DEFAULT_FIRMS, DEFAULT_SEED, DEFAULT_PORT = 2_000, 1, 8_000
THREADS = 4


class Command(BaseCommand):
    """Prepares everything, step by step, and serves it; running it again changes nothing that is there."""

    help = "Set up a demonstration and serve it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How large a zone, and where to serve it."""
        parser.add_argument("--firms", type=int, default=DEFAULT_FIRMS)
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=DEFAULT_PORT)
        parser.add_argument("--no-server", action="store_true", help="prepare only")

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ARG002
        """Say what is done and where to go."""
        try:
            self._prepare(options["firms"], options["seed"])
        except DiagnosticError as error:
            raise CommandError("\n".join(describe_with_place(found) for found in error.diagnostics)) from error
        if not options["no_server"]:
            self._serve(options["host"], options["port"])

    def _prepare(self, firms: int, seed: int) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        library = get_library()
        self.stdout.write(f"政策 policies: {len(library.packs)}；条款 clauses: {count_clauses(library)}")
        wanted = Demonstration(firms, seed, settings.ZHIDA_REFERENCE_DATE or timezone.localdate())
        snapshot = create_demonstration(wanted, library.catalogue, settings.ZHIDA_SNAPSHOTS)
        self.stdout.write(f"企业（合成）firms (synthetic): {firms}；快照 snapshot: {snapshot.folder}")
        password = secrets.token_urlsafe(9)
        for account in create_demo_accounts(password):
            self.stdout.write(f"账号 account: {account.username} / {password}（{account.role}）")

    def _serve(self, host: str, port: int) -> None:
        self.stdout.write(self.style.SUCCESS(f"打开 open: http://{host}:{port}/　（Ctrl+C 停止 stops）"))
        self.stdout.flush()
        target = ":".join(settings.WSGI_APPLICATION.rsplit(".", 1))
        server = Granian(
            target, host, port, interface=Interfaces.WSGI, blocking_threads=THREADS, log_level=LogLevels.warning
        )
        server.serve()
