"""One firm: what it is entitled to, and the facts that this rests on."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.selectors import get_firm_file
from zhida.domain.library.selectors import get_library
from zhida.web.assessment import assess
from zhida.web.cards import CardGroup, build_card_groups
from zhida.web.diagnostics import describe
from zhida.web.formats import current_language, format_money, read_amount
from zhida.web.pages import render_page
from zhida.web.reference_date import read_reference_date
from zhida.web.sheet import Group, build_sheet
from zhida.web.stacking import StackedLine, describe_bound, list_stacked

DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FirmPage:
    """A firm on a reference date: total after stacking, what that cuts, cards by status and the sheet of facts; all empty if there are ``problems`` with its record."""

    template: ClassVar[str] = "web/firm.html"
    code: str
    name: str
    zone: str
    synthetic: bool
    on: str
    total: str
    reading: str
    bound: str
    is_subject: bool
    stacked: tuple[StackedLine, ...]
    what_if_address: str
    next_steps_address: str
    groups: tuple[CardGroup, ...]
    sheet: tuple[Group, ...]
    snapshot: str
    problems: tuple[str, ...]


@require_safe
def show_firm(request: HttpRequest, code: str) -> HttpResponse:
    """The firm's page; ``?on=`` chooses another reference date."""
    firm = get_object_or_404(Firm, code=code)
    on = read_reference_date(request)
    library = get_library()
    file = get_firm_file(firm)
    assessment = assess(library, file.record, on)
    page = FirmPage(
        code=firm.code,
        name=firm.name,
        zone=firm.zone,
        synthetic=firm.synthetic,
        on=on.isoformat(),
        total=format_money(assessment.total),
        reading=read_amount(assessment.total, current_language()),
        bound=describe_bound(assessment.stacking),
        is_subject=any(one.subject_to and one.amount is not None for one in assessment.entitlements),
        stacked=list_stacked(assessment.stacking),
        what_if_address=f"{reverse('what-if', args=[firm.code])}?on={on.isoformat()}",
        next_steps_address=f"{reverse('next-steps', args=[firm.code])}?on={on.isoformat()}",
        groups=build_card_groups(assessment.entitlements),
        sheet=() if assessment.diagnostics else build_sheet(library.catalogue, file, on),
        snapshot=firm.snapshot_digest[:DIGEST_SHOWN],
        problems=tuple(describe(diagnostic) for diagnostic in assessment.diagnostics),
    )
    return render_page(request, page)
