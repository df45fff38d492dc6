"""What is read from the register of firms."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from zhida.domain.enterprises.models import Firm
from zhida.policy.facts import CODE, NAME, PROVENANCE

LONGEST_QUERY = 100

Record = Mapping[str, Any]
"""A firm as docs/policy-format.md writes it in JSON."""


@dataclass(frozen=True, slots=True)
class ZoneCount:
    """How many firms the register holds of a zone."""

    zone: str
    firms: int


@dataclass(frozen=True, slots=True)
class FirmFile:
    """A firm in the JSON of docs/policy-format.md, amounts as texts to the letter; ``certified`` names the facts a department vouches for."""

    record: Record
    certified: frozenset[str]


def find_firms(query: str) -> QuerySet[Firm]:
    """The firms whose code begins with, or whose name or its pinyin or initials contain the query; best first.

    An empty query finds none. Spaces and full-width letters do not matter.
    """
    letters = unicodedata.normalize("NFKC", query[:LONGEST_QUERY])
    text = "".join(letter for letter in letters if letter.isprintable() and not letter.isspace())
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


def get_firm_file(firm: Firm) -> FirmFile:
    """All that is known of a firm, with one query."""
    record: dict[str, Any] = {CODE: firm.code, NAME: firm.name}
    provenance: dict[str, dict[str, str]] = {}
    facts = list(firm.facts.all())
    for fact in facts:
        record[fact.name] = json.loads(fact.value, parse_float=str)
        if fact.source:
            provenance[fact.name] = {"来源": fact.source} | ({"日期": fact.date.isoformat()} if fact.date else {})
    certified = frozenset(fact.name for fact in facts if fact.certified)
    return FirmFile(record | ({PROVENANCE: provenance} if provenance else {}), certified)


def has_synthetic_firms() -> bool:
    """Whether anything in the register is a demonstration, which every page that shows it must say."""
    return Firm.objects.filter(synthetic=True).exists()
