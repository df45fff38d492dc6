"""The first screen: find a firm."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.selectors import LONGEST_QUERY, ZoneCount, count_zones, find_firms, has_synthetic_firms
from zhida.domain.library.selectors import count_clauses, get_library
from zhida.web.pages import render_page

MOST_RESULTS = 12


@dataclass(frozen=True, slots=True)
class FirmLink:
    """One firm found."""

    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class FirmResults:
    """What a query finds: the best few and, in words, how many there are."""

    template: ClassVar[str] = "web/firm_results.html"
    query: str
    summary: str
    firms: tuple[FirmLink, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The search with its results, and what the library and the register hold."""

    template: ClassVar[str] = "web/home.html"
    results: FirmResults
    longest_query: int
    firms: str
    policies: str
    clauses: str
    zones: tuple[ZoneCount, ...]
    synthetic: bool


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The whole page, or only the results when HTMX asks as someone types."""
    results = _find(request.GET.get("query", "").strip())
    if request.headers.get("HX-Request"):
        return render_page(request, results)
    zones = tuple(count_zones())
    library = get_library()
    page = HomePage(
        results=results,
        longest_query=LONGEST_QUERY,
        firms=f"{sum(zone.firms for zone in zones):,}",
        policies=f"{len(library.packs):,}",
        clauses=f"{count_clauses(library):,}",
        zones=zones,
        synthetic=has_synthetic_firms(),
    )
    return render_page(request, page)


def _find(query: str) -> FirmResults:
    found = find_firms(query)
    firms = tuple(_link(firm) for firm in found[:MOST_RESULTS])
    return FirmResults(query, _summarise(found.count() if len(firms) == MOST_RESULTS else len(firms)), firms)


def _summarise(count: int) -> str:
    if not count:
        return gettext("没有找到。可以试试简称、拼音首字母，或代码的前几位。")
    text = ngettext("找到 %(count)d 家企业", "找到 %(count)d 家企业", count) % {"count": count}
    if count > MOST_RESULTS:
        return text + gettext("，先列出 %(shown)d 家；多输几个字可以缩小范围。") % {"shown": MOST_RESULTS}
    return text


def _link(firm: Firm) -> FirmLink:
    return FirmLink(firm.code, firm.name, reverse("firm", args=[firm.code]))
