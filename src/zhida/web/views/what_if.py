"""What if a fact were different: amounts anew, nothing saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.selectors import get_firm_file
from zhida.domain.library.selectors import get_library
from zhida.lang.base.numbers import DECIMAL128
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import Entitlement
from zhida.web.assessment import Assessment, assess
from zhida.web.cards import build_card_groups
from zhida.web.diagnostics import describe
from zhida.web.fact_form import FactForm, build_form
from zhida.web.formats import current_language, format_difference, format_money, read_amount
from zhida.web.pages import render_page
from zhida.web.reference_date import read_reference_date

YEARS_OFFERED = 3


@dataclass(frozen=True, slots=True)
class Change:
    """A clause whose answer differs: its statuses before and after, and the difference of its amount."""

    title: str
    statuses: str
    difference: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The total with the facts as typed, against the total of the record; ``problems`` kept it from being computed."""

    total: str
    reading: str
    before: str
    difference: str
    summary: str
    changes: tuple[Change, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfPage:
    """The form with the firm's facts and what comes of them."""

    template: ClassVar[str] = "web/what_if.html"
    name: str
    synthetic: bool
    address: str
    firm_address: str
    form: FactForm
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OutcomeSwap(WhatIfPage):
    """What HTMX swaps in as someone types: the outcome, and the note beside each field."""

    template: ClassVar[str] = "web/outcome_swap.html"


@require_http_methods(["GET", "HEAD", "POST"])
def show_what_if(request: HttpRequest, code: str) -> HttpResponse:
    """The form as it is on record, or as posted. Nothing is written in either case; a faulty record has its page tell so."""
    firm = get_object_or_404(Firm, code=code)
    on = read_reference_date(request)
    library = get_library()
    record = get_firm_file(firm).record
    before = assess(library, record, on)
    firm_address = f"{reverse('firm', args=[firm.code])}?on={on.isoformat()}"
    if before.diagnostics:
        return redirect(firm_address)
    form = build_form(library.catalogue, record, _list_years(on), request.POST.dict())
    after = before if form.record == record else assess(library, form.record, on)
    in_place = request.headers.get("HX-Target") == "outcome"
    page = (OutcomeSwap if in_place else WhatIfPage)(
        name=firm.name,
        synthetic=firm.synthetic,
        address=f"{reverse('what-if', args=[firm.code])}?on={on.isoformat()}",
        firm_address=firm_address,
        form=form,
        outcome=_compare(before, after),
    )
    return render_page(request, page)


def _list_years(on: date) -> range:
    return range(on.year - YEARS_OFFERED, on.year)


def _compare(before: Assessment, after: Assessment) -> Outcome:
    """The outcome of what was typed; where that cannot be computed, the amounts are those of the record."""
    problems = tuple(describe(diagnostic) for diagnostic in after.diagnostics)
    after = before if problems else after
    difference = DECIMAL128.subtract(after.total, before.total)
    groups = build_card_groups(after.entitlements)
    return Outcome(
        total=format_money(after.total),
        reading=read_amount(after.total, current_language()),
        before=format_money(before.total),
        difference=format_difference(difference, current_language()) if difference else "",
        summary=" · ".join(f"{group.label} {len(group.cards)}" for group in groups),
        changes=tuple(_list_changes(before, after)),
        problems=problems,
    )


def _list_changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    """The clauses whose status, amount or text differs, in the order of the library."""
    earlier = {(one.pack, one.clause): one for one in before.entitlements}
    for one in after.entitlements:
        old = earlier.get((one.pack, one.clause))
        if old is not None and (old.status, old.amount, old.value) != (one.status, one.amount, one.value):
            difference = DECIMAL128.subtract(one.amount or Decimal(0), old.amount or Decimal(0))
            shown = format_difference(difference, current_language()) if difference else ""
            yield Change(one.title, _tell_statuses(old, one), shown)


def _tell_statuses(old: Entitlement, new: Entitlement) -> str:
    before, after = (one.value or gettext(one.status.value) for one in (old, new))
    statuses = after if before == after else f"{before} → {after}"
    return f"{statuses} · {gettext('减免')}" if new.kind is ClauseKind.RELIEF else statuses
