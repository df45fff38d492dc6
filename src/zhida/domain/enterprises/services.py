"""What is written to the register of firms."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from zhida.domain.enterprises.models import Fact, Firm
from zhida.domain.enterprises.pinyin import spell_name
from zhida.policy.facts import CODE, NAME, PROVENANCE

BATCH = 1_000
"""Firms written at once: bounds memory whatever the size of the zone."""

SELF_DECLARED = "企业填报"
"""The source of a fact that only the firm itself vouches for."""


@transaction.atomic
def import_zone(records: Iterable[Mapping[str, Any]], *, zone: str, snapshot_digest: str, synthetic: bool) -> int:
    """Make ``records`` the firms of ``zone``, in place of those it had; the number of firms.

    A record is a firm as docs/policy-format.md writes it in JSON. All or nothing: on any error
    (`KeyError` without code or name, `IntegrityError` for a code given twice) the register stays as it was.
    """
    Firm.objects.filter(zone=zone).delete()
    remaining, count = iter(records), 0
    while batch := list(islice(remaining, BATCH)):
        firms = Firm.objects.bulk_create(
            _make_firm(record, zone, snapshot_digest, synthetic=synthetic) for record in batch
        )
        pairs = zip(firms, batch, strict=True)
        Fact.objects.bulk_create(
            (fact for firm, record in pairs for fact in _make_facts(firm, record)), batch_size=BATCH
        )
        count += len(firms)
    return count


def _make_firm(record: Mapping[str, Any], zone: str, snapshot_digest: str, *, synthetic: bool) -> Firm:
    spelling = spell_name(record[NAME])
    return Firm(
        code=record[CODE],
        name=record[NAME],
        zone=zone,
        pinyin=spelling.full,
        initials=spelling.initials,
        synthetic=synthetic,
        snapshot_digest=snapshot_digest,
    )


def _make_facts(firm: Firm, record: Mapping[str, Any]) -> Iterator[Fact]:
    provenance = record.get(PROVENANCE, {})
    for name, value in record.items():
        if value is None or name in {CODE, NAME, PROVENANCE}:
            continue
        source, day = provenance.get(name, {}).get("来源", ""), provenance.get(name, {}).get("日期")
        yield Fact(
            firm=firm,
            name=name,
            value=json.dumps(value, ensure_ascii=False),
            source=source,
            date=day and date.fromisoformat(day),
            certified=bool(source and day and source != SELF_DECLARED),
        )
