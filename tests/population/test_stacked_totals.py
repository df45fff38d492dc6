"""A run's results taken together firm by firm: the same as each firm by itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.stacking import CATALOGUE, ON, make_library, make_pack, pay, write_policy
from population.population_factories import make_code
from population.stacking_factories import write_firms
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.stacking.stack import solve_stacking
from zhida.population.run import run_packs
from zhida.population.snapshot import iterate_firms
from zhida.population.stacked_totals import Reduction, StackedSummary, stack_results, summarise_stacking
from zhida.population.verify import compare_with_interpreter

OWN = "- highest: [a, b]\n- cap: 10% * 研发费用\n  of: [c]\n  per: year"
FIRMS = [
    {"甲": 100, "乙": 120, "丙": 0},
    {"甲": 100, "乙": 0, "丙": 50, "研发费用": 1000, "已获奖补": [pay("c", 80)]},
    {"甲": 100, "乙": 0, "丙": 50, "研发费用": 1000, "已获奖补": None},
    {"甲": 100, "乙": None, "丙": 0},
    {"丁": "33.33"},
    {"丁": None, "甲": 5},
    {},
]


@pytest.fixture
def library():
    city = make_pack(write_policy(facts="丁", key="示范市/办法"), "示范市/办法")
    return make_library(make_pack(write_policy(OWN)), city)


@pytest.fixture
def snapshot(tmp_path):
    return write_firms(FIRMS, tmp_path / "快照")


def test_every_firm_gets_what_it_gets_by_itself(library, snapshot, tmp_path):
    run_packs(library, snapshot, ON, tmp_path / "结果")
    totals = {one.firm: (one.at_least, one.at_most) for one in stack_results(library, snapshot, tmp_path / "结果")}
    for part in snapshot.parts:
        for firm in iterate_firms(part, CATALOGUE):
            alone = solve_stacking(library, compute_entitlements(library, firm, ON), firm, ON)
            assert totals.pop(firm.code) == (alone.at_least, alone.at_most)
    assert totals == {}


def test_intervals_of_a_run_are_those_of_each_firm_by_itself(snapshot, tmp_path):
    interval = """
## 第五条 裁量奖励 {#e}

```feel
最少 = 甲
最多 = 甲 + 乙 - 100.001 * 丁
```

```yaml
result: [最少, 最多]
```
"""
    for name, stacking in (("单列", ""), ("叠加", "- cap: 150\n  of: [a, e]")):
        library = make_library(make_pack(write_policy(stacking) + interval))
        run_packs(library, snapshot, ON, tmp_path / name)
        checked = compare_with_interpreter(library, snapshot, tmp_path / name, len(FIRMS), 1)
        assert (checked.firms, checked.differences) == (len(FIRMS), ())
        totals = {one.firm: (one.at_least, one.at_most) for one in stack_results(library, snapshot, tmp_path / name)}
        for part in snapshot.parts:
            for firm in iterate_firms(part, CATALOGUE):
                alone = solve_stacking(library, compute_entitlements(library, firm, ON), firm, ON)
                assert totals[firm.code] == (alone.at_least, alone.at_most)
    assert totals[make_code(0)] == (Decimal("270.00"), Decimal("270.00"))


def test_the_summary_tells_what_stacking_takes_of_each_clause(library, snapshot, tmp_path):
    run_packs(library, snapshot, ON, tmp_path / "结果")
    totals = list(stack_results(library, snapshot, tmp_path / "结果"))
    summary = summarise_stacking(totals)
    assert summary == StackedSummary(
        firms=7,
        alone=Decimal("658.33"),
        at_least=Decimal("478.33"),
        open=3,
        reductions=(
            Reduction("示范区/措施", "a", 1, Decimal("100.00")),
            Reduction("示范区/措施", "c", 1, Decimal("30.00")),
        ),
    )
    assert summarise_stacking(reversed(totals)) == summary
