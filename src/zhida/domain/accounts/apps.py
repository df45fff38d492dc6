"""The room as Django knows it."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their roles, on Django's own users and groups."""

    name = "zhida.domain.accounts"
    label = "accounts"
    verbose_name = "账号"
