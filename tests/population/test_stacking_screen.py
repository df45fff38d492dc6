"""The screen of stacking: who does not pass gets the sum of the awards, whatever the rules and facts are."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.stacking import CATALOGUE, ON, make_library, make_pack, pay, write_policy
from population.population_factories import make_code
from population.stacking_factories import write_firms
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.stacking.stack import solve_stacking
from zhida.population.run import run_packs
from zhida.population.snapshot import iterate_firms
from zhida.population.stacked_totals import FirmStacker

CITY = "示范市/办法"
RULES = (
    "- highest: [a, b]",
    "- one-per-support: [示范市]\n  of: [a]",
    f"- not-with: [{CITY}]\n  of: [b]\n  per: year",
    f"- not-with: [{CITY}]\n  of: [b]",
    "- cap: 9\n  of: [a, b]\n  per: year",
    "- cap: 9\n  of: [a, c]",
    "- cap: 11\n  of: [b, e]",
    "- cap: if 基准日.year = 2026 then 12 else 0\n  of: [b, c]",
    f"- cap: 12\n  of: [b, c]\n  with: [{CITY}]",
    "- cap: 50% * 研发费用\n  of: [a]",
    f"- deduct: [c, {CITY}]\n  of: [a]\n  per: ever",
    f"- deduct: [{CITY}]\n  of: [c]",
    "- yield: [c]\n  of: [b]",
    "- once: ever\n  of: [c]",
    "- on-top: [c]\n  of: [a]",
)
SUPPORT = {"甲": "support: 研发", "丁": "support: 研发"}
INTERVAL = """
## 第五条 裁量奖励 {#e}

```feel
最少 = if 甲 > 6 then 3 else 0
最多 = 甲
```

```yaml
result: [最少, 最多]
```
"""

amounts = st.one_of(st.none(), st.integers(0, 12))
paid = st.one_of(
    st.none(),
    st.lists(
        st.sampled_from([pay("c", 3), pay("b", 2, year=2025), pay("d", 4, CITY), pay("x", 5, "省级补助")]), max_size=1
    ),
)
firms = st.lists(
    st.fixed_dictionaries({**dict.fromkeys(("甲", "乙", "丙", "丁", "研发费用"), amounts), "已获奖补": paid}),
    min_size=20,
    max_size=20,
)


def library_of(*rules):
    city = make_pack(write_policy(own=SUPPORT, facts="丁", key=CITY), CITY)
    return make_library(make_pack(write_policy("\n".join(rules), SUPPORT) + INTERVAL), city)


def stack(library, snapshot, results):
    """The totals of a run, and how many firms were solved."""
    run_packs(library, snapshot, ON, results)
    stacker = FirmStacker(library.in_force(ON), CATALOGUE, ON)
    with duckdb.connect() as connection:
        (part,) = snapshot.parts
        relation = f"read_parquet('{results / 'part-00000.parquet'}')"
        return {one.firm: one for one in stacker.stack_part(part, relation, connection)}, stacker.solved


@given(st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True), firms)
@settings(max_examples=15, deadline=None)
def test_totals_are_those_of_each_firm_by_itself(rules, given_firms):
    folder = Path(tempfile.mkdtemp())
    try:
        library, snapshot = library_of(*rules), write_firms(given_firms, folder / "快照", 20)
        totals, _ = stack(library, snapshot, folder / "结果")
        for firm in iterate_firms(snapshot.parts[0], CATALOGUE):
            entitlements = compute_entitlements(library, firm, ON)
            alone = solve_stacking(library, entitlements, firm, ON)
            total = totals.pop(firm.code)
            assert (total.at_least, total.at_most) == (alone.at_least, alone.at_most)
            assert total.alone == sum((one.amount or 0 for one in entitlements), Decimal(0))
        assert totals == {}
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("rule", "firm", "solved"),
    [
        ("- highest: [a, b]", {"甲": 5, "丙": 5}, 0),
        ("- highest: [a, b]", {"甲": 5, "乙": 5}, 1),
        ("- highest: [a, b]", {"甲": 5, "乙": None}, 1),
        ("- cap: 9\n  of: [a, c]", {"甲": 5, "丙": 4, "已获奖补": None}, 0),
        ("- cap: 9\n  of: [a, c]", {"甲": 5, "丙": "4.01"}, 1),
        ("- cap: 9\n  of: [a, c]", {"甲": 5, "丙": None}, 1),
        ("- cap: 9\n  of: [a, c]\n  per: year", {"甲": 5, "已获奖补": [pay("x", 5, "省级补助")]}, 1),
        ("- cap: 9\n  of: [a, c]\n  per: year", {"甲": 5, "已获奖补": None}, 1),
        ("- cap: 9\n  of: [a, c]\n  per: year", {"甲": 5}, 0),
        ("- cap: 50% * 研发费用\n  of: [b]", {"乙": 1, "研发费用": 100}, 1),
        ("- cap: 50% * 研发费用\n  of: [b]", {"甲": 1, "研发费用": 100}, 0),
        ("- once: ever\n  of: [c]", {"丙": 1}, 0),
        ("- once: ever\n  of: [c]", {"丙": 1, "已获奖补": [pay("c", 3)]}, 1),
        ("- once: ever\n  of: [c]", {"甲": 1, "已获奖补": [pay("c", 3)]}, 0),
        (f"- not-with: [{CITY}]\n  of: [b]\n  per: year", {"乙": 1, "已获奖补": [pay("d", 4, CITY)]}, 1),
        (f"- deduct: [{CITY}]\n  of: [c]\n  per: ever", {"丙": 1, "已获奖补": None}, 1),
        ("- yield: [c]\n  of: [b]", {"丙": 1}, 0),
        ("- on-top: [c]\n  of: [a]", {"甲": 1, "丙": 1}, 0),
    ],
)  # fmt: skip
def test_only_firms_on_which_a_rule_may_bear_are_solved(rule, firm, solved, tmp_path):
    snapshot = write_firms([firm], tmp_path / "快照")

    totals, told = stack(library_of(rule), snapshot, tmp_path / "结果")

    assert (list(totals), told) == ([make_code(0)], solved)
