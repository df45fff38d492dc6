"""The answers without reasons are those of the entitlements."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

from factories.policy import CATALOGUE, CODE, make_clause
from zhida.policy.entitlement import Finding, Status, compute_answers, compute_entitlements
from zhida.policy.firm import build_firm, read_firm
from zhida.policy.pack import PackLibrary, load_packs
from zhida.population.zone.generate import generate_zone

ON = dt.date(2026, 7, 1)
LIBRARY = load_packs(Path(__file__).resolve().parents[2] / "packs")


def test_answers_are_those_of_the_entitlements_for_every_firm_of_a_zone() -> None:
    statuses = set()
    for record in generate_zone(LIBRARY.catalogue, 12, 3, ON):
        firm = read_firm(json.dumps(record).encode(), "", LIBRARY.catalogue)
        answers = compute_answers(LIBRARY, firm, ON)
        entitlements = compute_entitlements(LIBRARY, firm, ON)
        assert {clause: (one.status, one.amount, one.value) for clause, one in answers.items()} == {
            (one.pack, one.clause): (one.status, one.amount, one.value) for one in entitlements
        }
        statuses |= {one.status for one in answers.values()}
    assert statuses == set(Status)


TWO_CLAUSES = """| U | 本年.研发费用 | → 重叠 |
|---|---|---|
| 1 | > 上年.研发费用 | 5 |
| 2 | >= 0 | 6 |

## 第八条 另一条 {#other}

| U | 本年.研发费用 | → 另一奖励 |
|---|---|---|
| 1 | >= 0 | 7 |

## 第九条 又一条 {#more}

| U | 重叠 | → 又一奖励 |
|---|---|---|
| 1 | null | 8 |
"""


def test_a_fault_is_only_of_the_answers_that_rest_on_it() -> None:
    pack = make_clause(TWO_CLAUSES)
    facts = {"年度账": [{"年份": Decimal(year), "研发费用": Decimal(spent)} for year, spent in ((2025, 9), (2024, 5))]}
    firm = build_firm(CODE, "示例科技", facts, CATALOGUE)

    answers = compute_answers(PackLibrary(CATALOGUE, {pack.key: pack}), firm, ON)

    assert [finding for _, finding in sorted(answers.items())] != []
    assert {clause: finding for (_, clause), finding in answers.items()} == {
        pack.answers[0].clause.id: Finding(Status.UNKNOWN),
        "other": Finding(Status.ENTITLED, Decimal("7.00"), Decimal("7.00")),
        "more": Finding(Status.UNKNOWN),
    }
