"""The library of policies, and one policy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from zhida.domain.library.selectors import count_clauses, find_pack, get_library
from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.messages import render_position
from zhida.policy.metadata import Metadata, Period
from zhida.policy.pack import Pack
from zhida.web.clauses import ClauseView, build_clauses
from zhida.web.diagnostics import advise, describe
from zhida.web.formats import current_language, format_date, format_money, read_amount
from zhida.web.pages import render_page
from zhida.web.reference_date import read_reference_date

DIGEST_SHOWN = 12

NATIONAL = "全国"
"""The zone of national policies, which are listed first."""


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy in the list; ``state`` is in-force, ended or coming."""

    address: str
    title: str
    number: str
    department: str
    layer: str
    clauses: int
    in_force: str
    state: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ZonePolicies:
    """The policies of a zone."""

    name: str
    policies: tuple[PolicyLine, ...]


@dataclass(frozen=True, slots=True)
class PoliciesPage:
    """The whole library, zone by zone."""

    template: ClassVar[str] = "web/policies.html"
    summary: str
    zones: tuple[ZonePolicies, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding of the table checks in words."""

    severity: str
    colour: str
    message: str
    hint: str
    place: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """One policy: what it is, what its tables lack, and its clauses."""

    template: ClassVar[str] = "web/policy.html"
    title: str
    number: str
    issuer: str
    zone: str
    state: str
    verified: bool
    properties: tuple[tuple[str, str], ...]
    source: str
    findings: tuple[FindingView, ...]
    notes: tuple[FindingView, ...]
    clauses: tuple[ClauseView, ...]
    digest: str


@require_safe
def show_policies(request: HttpRequest) -> HttpResponse:
    """Every policy of the library, in force or not."""
    on = read_reference_date(request)
    library = get_library()
    packs = sorted(library.packs.values(), key=lambda pack: (pack.metadata.zone != NATIONAL, pack.metadata.zone))
    zones = tuple(
        ZonePolicies(zone, tuple(_list_pack(pack, on) for pack in group))
        for zone, group in groupby(packs, key=lambda pack: pack.metadata.zone)
    )
    summary = gettext("%(policies)d 份政策，%(clauses)d 个可计算的条款") % {
        "policies": len(packs),
        "clauses": count_clauses(library),
    }
    return render_page(request, PoliciesPage(summary, zones))


@require_safe
def show_policy(request: HttpRequest, key: str) -> HttpResponse:
    """One policy as a document that computes."""
    pack = find_pack(get_library(), key)
    if pack is None:
        raise Http404
    metadata = pack.metadata
    page = PolicyPage(
        title=metadata.title,
        number=metadata.number,
        issuer=metadata.issuer,
        zone=metadata.zone,
        state=_state_of(metadata.in_force, read_reference_date(request)),
        verified=metadata.verified,
        properties=tuple(_list_properties(metadata)),
        source=metadata.source if metadata.source.startswith("https://") else "",
        findings=tuple(_show_finding(one) for one in pack.diagnostics if one.severity is not Severity.NOTE),
        notes=tuple(_show_finding(one) for one in pack.diagnostics if one.severity is Severity.NOTE),
        clauses=build_clauses(pack),
        digest=pack.digest[:DIGEST_SHOWN],
    )
    return render_page(request, page)


def _list_pack(pack: Pack, on: date) -> PolicyLine:
    metadata = pack.metadata
    return PolicyLine(
        address=reverse("policy", args=[pack.key]),
        title=metadata.title,
        number=metadata.number,
        department=metadata.department,
        layer=metadata.layer,
        clauses=len(pack.answers),
        in_force=_format_period(metadata.in_force),
        state=_state_of(metadata.in_force, on),
        verified=metadata.verified,
    )


def _list_properties(metadata: Metadata) -> Iterable[tuple[str, str]]:
    """What the front matter says, in pairs of label and text; what it leaves out is left out."""
    yield gettext("有效期"), _format_period(metadata.in_force)
    if metadata.layer:
        yield gettext("“1+5+N”层级"), metadata.layer
    if metadata.budget is not None:
        yield gettext("年度预算"), read_amount(metadata.budget, current_language()) or format_money(metadata.budget)
    if metadata.department:
        yield gettext("主管部门"), metadata.department
    if metadata.stages:
        yield gettext("面向"), "、".join(metadata.stages)


def _format_period(period: Period) -> str:
    start = format_date(period.start) if period.start else gettext("不限")
    end = format_date(period.end) if period.end else gettext("长期")
    return gettext("%(start)s 至 %(end)s") % {"start": start, "end": end}


def _state_of(period: Period, on: date) -> str:
    if on in period:
        return "in-force"
    return "ended" if period.end is not None and period.end < on else "coming"


def _show_finding(diagnostic: Diagnostic) -> FindingView:
    severities = {
        Severity.ERROR: (gettext("错误"), "text-error"),
        Severity.WARNING: (gettext("提醒"), "text-warning"),
        Severity.NOTE: (gettext("说明"), "text-info"),
    }
    severity, colour = severities[diagnostic.severity]
    return FindingView(
        severity=severity,
        colour=colour,
        message=describe(diagnostic),
        hint=advise(diagnostic),
        place=render_position(diagnostic.span.position) if diagnostic.span else "",
    )
