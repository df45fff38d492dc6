"""The room as Django knows it."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """Firms and their facts."""

    name = "zhida.domain.enterprises"
    label = "enterprises"
    verbose_name = "企业"
    default_auto_field = "django.db.models.BigAutoField"
