"""What a firm could do next: its rungs, the facts worth finding out, and what it is short of."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.selectors import get_firm_file
from zhida.domain.library.selectors import get_ladders, get_library
from zhida.policy.distance.find import measure_distances
from zhida.policy.ladder.climb import find_standings
from zhida.policy.questions.find import find_questions
from zhida.web.advice import LadderView, Short, Wanted, describe_question, describe_standing, list_ways
from zhida.web.assessment import assess
from zhida.web.pages import render_page
from zhida.web.reference_date import read_reference_date

MOST_SHORT = 10
"""So many clauses just out of reach, the best first, are shown before the others are asked for."""


@dataclass(frozen=True, slots=True)
class NextStepsPage:
    """The next steps of one firm on a page of their own; of many clauses just out of reach, ``further`` are folded away."""

    template: ClassVar[str] = "web/next_steps.html"
    name: str
    synthetic: bool
    firm_address: str
    ladders: tuple[LadderView, ...]
    wanted: tuple[Wanted, ...]
    short: tuple[Short, ...]
    further: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class NextStepsSwap(NextStepsPage):
    """What HTMX puts into the firm's page."""

    template: ClassVar[str] = "web/next_steps_body.html"


@require_safe
def show_next_steps(request: HttpRequest, code: str) -> HttpResponse:
    """The next steps; ``?on=`` chooses another reference date. A faulty record has the firm's page tell so."""
    firm = get_object_or_404(Firm, code=code)
    on = read_reference_date(request)
    library = get_library()
    assessment = assess(library, get_firm_file(firm).record, on)
    firm_address = f"{reverse('firm', args=[firm.code])}?on={on.isoformat()}"
    if assessment.firm is None:
        return redirect(firm_address)
    standings = find_standings(get_ladders(), library, assessment.entitlements, assessment.firm, on)
    distances = measure_distances(library, assessment.entitlements, assessment.firm, on)
    titles = {(one.pack, one.clause): (one.title, one.policy) for one in assessment.entitlements}
    short = tuple(Short(*titles[clause], list_ways(ways)) for clause, ways in distances.items())
    in_place = request.headers.get("HX-Target") == "next-steps"
    page = (NextStepsSwap if in_place else NextStepsPage)(
        name=firm.name,
        synthetic=firm.synthetic,
        firm_address=firm_address,
        ladders=tuple(map(describe_standing, standings)),
        wanted=tuple(map(describe_question, find_questions(library, assessment.firm, on))),
        short=short[:MOST_SHORT],
        further=short[MOST_SHORT:],
    )
    return render_page(request, page)
