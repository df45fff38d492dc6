"""What is read from the register of firms."""

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.services import CERTIFIED, CODE, DATE, NAME, PROVENANCE, SOURCE

LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """How many firms the register holds of a zone."""

    zone: str
    firms: int


def find_firms(query: str) -> QuerySet[Firm]:
    """The firms whose code begins with, or whose name or its pinyin or initials contain the query; best first.

    An empty query finds none. Spaces and full-width letters do not matter.
    """
    text = "".join(unicodedata.normalize("NFKC", query[:LONGEST_QUERY]).split())
    if not text:
        return Firm.objects.none()
    by_name = Q(name__icontains=text) | Q(code__startswith=text.upper())
    letters = text.lower()
    by_sound = Q(initials__contains=letters) | Q(pinyin__contains=letters) if text.isascii() else Q()
    rank = Case(
        When(code=text.upper(), then=Value(0)),
        When(name__istartswith=text, then=Value(1)),
        When(initials__startswith=letters, then=Value(2)),
        When(pinyin__startswith=letters, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return Firm.objects.filter(by_name | by_sound).annotate(rank=rank).order_by("rank", "code")


def count_zones() -> list[ZoneCount]:
    """The zones of the register with their numbers of firms, largest first."""
    rows = Firm.objects.values("zone").annotate(firms=Count("pk")).order_by("-firms", "zone")
    return [ZoneCount(row["zone"], row["firms"]) for row in rows]


def get_firm_record(firm: Firm) -> dict[str, Any]:
    """All that is known of a firm, in the JSON of docs/policy-format.md; amounts are texts, to the letter."""
    record: dict[str, Any] = {CODE: firm.code, NAME: firm.name}
    provenance: dict[str, dict[str, object]] = {}
    for fact in firm.facts.all():
        record[fact.name] = json.loads(fact.value)
        origin: dict[str, object] = {SOURCE: fact.source} if fact.source else {}
        origin |= {DATE: fact.date.isoformat()} if fact.date else {}
        origin |= {CERTIFIED: True} if fact.certified else {}
        provenance |= {fact.name: origin} if origin else {}
    return record | ({PROVENANCE: provenance} if provenance else {})


def has_synthetic_firms() -> bool:
    """Whether anything in the register is a demonstration, which every page that shows it must say."""
    return Firm.objects.filter(synthetic=True).exists()
