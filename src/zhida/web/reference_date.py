"""The day a request is about."""

from datetime import date

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def read_reference_date(request: HttpRequest) -> date:
    """``?on=2026-06-30``, else the installation's day, else today; `BadRequest` for what is no date of this century."""
    text = request.GET.get("on")
    if not text:
        given: date | None = settings.ZHIDA_REFERENCE_DATE
        return given or timezone.localdate()
    try:
        on = date.fromisoformat(text)
    except ValueError as error:
        raise BadRequest from error
    if not EARLIEST <= on <= LATEST:
        raise BadRequest
    return on
