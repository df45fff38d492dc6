"""What is written about accounts."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import transaction


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A person of the demonstration: the name to log in with, the name shown and the role."""

    username: str
    shown: str
    role: str


DEMO_ACCOUNTS = (
    DemoAccount("officer", "政策专员（演示）", "政策专员"),
    DemoAccount("enterprise", "企业（演示）", "企业"),
)


@transaction.atomic
def create_demo_accounts(password: str) -> tuple[DemoAccount, ...]:
    """Make the accounts of the demonstration, or give those that exist this password."""
    for account in DEMO_ACCOUNTS:
        user, _ = User.objects.get_or_create(username=account.username, defaults={"first_name": account.shown})
        user.set_password(password)
        user.save(update_fields=["password"])
        group, _ = Group.objects.get_or_create(name=account.role)
        user.groups.set([group])
    return DEMO_ACCOUNTS
