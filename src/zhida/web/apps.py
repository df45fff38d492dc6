"""The pages as Django knows them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, static files, translations and template tags."""

    name = "zhida.web"
    label = "web"
    verbose_name = "网页"
