"""Drafts after stacking: held against plain runs with stacking of the library in force and of that with the draft put in."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.stacking import CATALOGUE, HOME, ON, make_library, make_pack, pay, write_policy
from population.population_factories import make_code
from population.stacking_factories import write_firms
from zhida.policy.pack import PackLibrary, compile_pack
from zhida.population.run import run_packs
from zhida.population.simulation.baseline import KEPT
from zhida.population.simulation.draft import compare_libraries
from zhida.population.simulation.model import StackedChange, StackedMovement
from zhida.population.simulation.settings import SimulationSettings
from zhida.population.simulation.simulate import STACKED, open_simulation, simulate_draft
from zhida.population.stacked_totals import Reduction, StackedSummary, stack_results, summarise_stacking

CITY = "示范市/办法"
WITH_STACKING = SimulationSettings(with_stacking=True)
SUPPORT = {"甲": "support: 研发", "丁": "support: 研发"}
RULES = (
    "- highest: [a, b]",
    "- highest: [b, c]",
    "- cap: 9\n  of: [a, b]",
    "- cap: 12\n  of: [a, b]\n  per: year",
    "- cap: 50% * 研发费用",
    "- one-per-support: [示范市]\n  of: [a]",
    f"- deduct: [{CITY}]\n  of: [c]\n  per: ever",
    f"- yield: [{CITY}]\n  of: [b]",
    "- once: ever\n  of: [c]",
)
CITY_RULES = ("", "- highest: [{support: 研发, zones: [示范区]}, d]", f"- cap: 10\n  with: [{HOME}]")
INTERVAL = """
## 第五条 裁量奖励 {#e}

```feel
最少 = 2
最多 = 2 + 丙
```

```yaml
result: [最少, 最多]
```
"""

policies = st.fixed_dictionaries(
    {
        "rules": st.lists(st.sampled_from(RULES), max_size=3, unique=True).map(sorted),
        "facts": st.sampled_from(["甲乙丙", "甲乙", "乙丙"]),
        "support": st.sampled_from([SUPPORT, {}]),
        "first": st.sampled_from(["甲", "甲 + 3", "if 乙 > 4 then 甲 else 0"]),
        "more": st.sampled_from(["", INTERVAL, INTERVAL.replace("2 + 丙", "6"), INTERVAL.replace("[最少, 最多]", "最少")]),
    }
)  # fmt: skip
amounts = st.one_of(st.none(), st.integers(0, 12))
paid = st.one_of(
    st.none(),
    st.lists(st.sampled_from([pay("c", 3), pay("a", 2), pay("d", 4, CITY), pay("x", 5, "省级补助")]), max_size=1),
)
firms = st.lists(
    st.fixed_dictionaries({**dict.fromkeys(("甲", "乙", "丙", "丁", "研发费用"), amounts), "已获奖补": paid}),
    min_size=12,
    max_size=12,
)


def render(rules=(), facts="甲乙丙", support=MappingProxyType(SUPPORT), first="甲", more=""):
    """A policy; rules that speak of clauses it does not have are left out."""
    here = {"甲": "a", "乙": "b", "丙": "c"}
    absent = [clause for fact, clause in here.items() if fact not in facts]
    kept = [
        rule
        for rule in rules
        if not any(f"{mark}{one}{end}" in rule for one in absent for mark in "[ " for end in ",]")
    ]
    own = {fact: attributes for fact, attributes in support.items() if fact in facts}
    if "甲" not in own:
        kept = [rule for rule in kept if "one-per-support" not in rule]
    text = write_policy("\n".join(kept), own, facts)
    return text.replace("| 1 | > 0 | 甲 |", f"| 1 | > 0 | {first} |") + more


def make_libraries(before, city_rules=""):
    own = make_pack(before)
    city = make_pack(write_policy(city_rules, {"丁": "support: 研发"}, "丁", CITY), CITY)
    return make_library(own, city)


def put_in(library, text):
    return PackLibrary(CATALOGUE, MappingProxyType({**library.packs, HOME: make_pack(text)}))


def stack_plainly(library, snapshot, out):
    """The totals of a plain run with stacking by firm, and their summary."""
    run_packs(library, snapshot, ON, out)
    totals = list(stack_results(library, snapshot, out))
    return {one.firm: one for one in totals}, summarise_stacking(totals)


def move(before, after):
    """What happens to a firm, by the bounds of its total."""
    if (before.at_least == before.at_most) != (after.at_least == after.at_most):
        return StackedMovement.UNCLEAR
    most = [Decimal("Infinity") if one.at_most is None else one.at_most for one in (before, after)]
    rises = after.at_least > before.at_least or most[1] > most[0]
    falls = after.at_least < before.at_least or most[1] < most[0]
    if rises and falls:
        return StackedMovement.UNCLEAR
    return StackedMovement.GAINS if rises else StackedMovement.LOSES if falls else StackedMovement.UNCHANGED


def assert_same(change, before, after):
    """Every figure as two plain runs with stacking have them."""
    (totals_before, summary_before), (totals_after, summary_after) = before, after
    assert (change.before, change.after) == (summary_before, summary_after)
    pairs = [(totals_before[firm], totals_after[firm]) for firm in totals_before]
    moved = Counter(move(*pair) for pair in pairs)
    assert change.gaining == moved[StackedMovement.GAINS]
    assert change.losing == moved[StackedMovement.LOSES]
    assert change.unclear == moved[StackedMovement.UNCLEAR]
    assert change.unchanged == moved[StackedMovement.UNCHANGED]
    assert change.difference == summary_after.at_least - summary_before.at_least
    by_movement = Counter()
    for old, new in pairs:
        by_movement[move(old, new)] += new.at_least - old.at_least
    assert change.gained == by_movement[StackedMovement.GAINS]
    assert change.lost == by_movement[StackedMovement.LOSES]
    assert change.provisional == sum(
        old.at_least != old.at_most
        for old, new in pairs
        if move(old, new) in {StackedMovement.GAINS, StackedMovement.LOSES}
    )


@given(policies, policies, st.sampled_from(CITY_RULES), firms)
@settings(max_examples=6, deadline=None)
def test_totals_are_those_of_two_plain_runs_with_stacking(before, draft, city_rules, given_firms):
    folder = Path(tempfile.mkdtemp())
    try:
        snapshot = write_firms(given_firms, folder / "快照", 7)
        library = make_libraries(render(**before), city_rules)
        text = render(**draft)
        held = stack_plainly(library, snapshot, folder / "原")
        drafted = stack_plainly(put_in(library, text), snapshot, folder / "新")
        with open_simulation(library, snapshot, HOME, ON, WITH_STACKING) as simulator:
            change = simulator.change(make_pack(text)).stacking
            back = simulator.change(make_pack(render(**before))).stacking
        assert_same(change, held, drafted)
        assert_same(back, held, held)
        assert (back.touched, back.solved) == (0, 0)
    finally:
        shutil.rmtree(folder)


GOLDEN = [
    {"甲": 100, "乙": 80},
    {"甲": 100},
    {"甲": 100, "乙": None},
    {"甲": 130},
    {"丙": 5},
    {"甲": None, "丙": 7},
]
HIGHEST, CAP = "- highest: [a, b]", "- cap: 120\n  of: [a, b]"


def change(library, draft, given_firms, folder):
    """What a draft in the place of the policy of home changes after stacking."""
    snapshot = write_firms(given_firms, folder / "快照")
    with open_simulation(library, snapshot, HOME, ON, WITH_STACKING) as simulator:
        return simulator.change(make_pack(draft)).stacking


def test_a_cap_in_the_place_of_a_choice_worked_out_by_hand(tmp_path):
    library = make_library(make_pack(write_policy(HIGHEST)))

    found = change(library, write_policy(CAP), GOLDEN, tmp_path)

    assert found == StackedChange(
        before=StackedSummary(6, Decimal("522.00"), Decimal("442.00"), 2, (Reduction(HOME, "b", 1, Decimal("80.00")),)),
        after=StackedSummary(
            6,
            Decimal("522.00"),
            Decimal("452.00"),
            2,
            (Reduction(HOME, "a", 1, Decimal("10.00")), Reduction(HOME, "b", 1, Decimal("60.00"))),
        ),
        difference=Decimal("10.00"),
        gaining=1,
        losing=3,
        unclear=0,
        unchanged=2,
        provisional=2,
        gained=Decimal("20.00"),
        lost=Decimal("-10.00"),
        touched=5,
        solved=4,
    )


def test_a_row_for_every_firm(tmp_path):
    library = make_library(make_pack(write_policy(HIGHEST)))
    snapshot = write_firms(GOLDEN, tmp_path / "快照")
    comparison = compare_libraries(library, make_pack(write_policy(CAP)), ON)

    simulate_draft(library, comparison, snapshot, tmp_path / "模拟", WITH_STACKING)

    rows = pq.read_table(tmp_path / "模拟" / STACKED).to_pylist()
    by_firm = {row.pop("统一社会信用代码"): row for row in rows}
    assert [by_firm[make_code(number)]["变动"] for number in range(6)] == [
        "受益", "不变", "受损", "受损", "不变", "受损",
    ]  # fmt: skip
    assert by_firm[make_code(2)] == {
        "原单独合计": Decimal("100.00"),
        "新单独合计": Decimal("100.00"),
        "原至少": Decimal("100.00"),
        "原至多": None,
        "新至少": Decimal("100.00"),
        "新至多": Decimal("120.00"),
        "差额": Decimal("0.00"),
        "变动": "受损",
    }
    assert sum(row["差额"] for row in by_firm.values()) == Decimal("10.00")


def test_without_asking_nothing_is_told_of_stacking(tmp_path):
    library = make_library(make_pack(write_policy(HIGHEST)))
    snapshot = write_firms(GOLDEN, tmp_path / "快照")
    comparison = compare_libraries(library, make_pack(write_policy(CAP)), ON)

    simulation = simulate_draft(library, comparison, snapshot, tmp_path / "模拟", SimulationSettings(tmp_path / "基线"))

    assert simulation.stacking is None
    assert not (tmp_path / "模拟" / STACKED).exists()
    assert list((tmp_path / "基线").glob("*.stacked")) == []


@pytest.mark.parametrize(
    ("changed", "touched", "solved"),
    [
        (("第一条 甲奖励", "第一条 甲的奖励"), 0, 0),
        (("| 1 | > 0 | 丙 |", "| 1 | > 5 | 丙 |"), 1, 0),
        (("| 1 | > 0 | 甲 |", "| 1 | > 100 | 甲 |"), 3, 0),
        (("| 1 | > 0 | 甲 |", "| 1 | > 0 | 甲 + 1 |"), 4, 2),
        (("[a, b]", "[a, c]"), 3, 1),
        (("[a, b]", "[b, c]"), 2, 0),
        (("title: 措施", "title: 办法"), 0, 0),
    ],
    ids=["words", "free-award", "no-longer-two", "bound-award", "other-pair", "pair-nobody-has", "title"],
)
def test_only_firms_that_a_draft_touches_are_taken_together(changed, touched, solved, tmp_path):
    text = write_policy(HIGHEST)
    assert changed[0] in text
    library = make_library(make_pack(text))

    found = change(library, text.replace(*changed), GOLDEN, tmp_path)

    assert (found.touched, found.solved) == (touched, solved)


@pytest.mark.parametrize(
    ("changed", "firm", "moved"),
    [
        (("| 1 | > 0 | 丙 |", "| 1 | > 0 | 丙 + 丁 |"), {"丙": 5, "丁": None}, (0, 0, 1, 1)),
        (("> 0 | 丙 |", "> 0 | if 丁 > 0 then 丙 else 0 |"), {"丙": 0, "丁": None}, (0, 0, 0, 0)),
        (("| U | 丙 |", "| U | 丁 |"), {"丙": 0, "丁": None}, (0, 0, 1, 1)),
        (("2 + 丙", "3 + 丙"), {"丙": 5}, (1, 0, 0, 1)),
        (("2 + 丙", "1 + 丙"), {"丙": 5}, (0, 1, 0, 1)),
    ],
    ids=["amount-unknown", "still-known", "status-unknown", "most-rises", "most-falls"],
)
def test_a_firm_is_touched_by_a_change_of_its_status_or_of_its_most(changed, firm, moved, tmp_path):
    text = write_policy() + INTERVAL
    assert changed[0] in text

    found = change(make_library(make_pack(text)), text.replace(*changed), [firm], tmp_path)

    assert (found.gaining, found.losing, found.unclear, found.touched) == moved


def test_a_new_award_that_a_rule_of_another_policy_speaks_of(tmp_path):
    library = make_libraries(write_policy(facts="乙"), CITY_RULES[1])
    firms_ = [{"甲": 10, "丁": 30}, {"甲": 10}, {"乙": 5, "丁": 30}]

    found = change(library, write_policy(own={"甲": "support: 研发"}, facts="甲乙"), firms_, tmp_path)

    assert (found.before.at_least, found.after.at_least) == (Decimal("65.00"), Decimal("75.00"))
    assert (found.after.alone, found.gaining, found.touched, found.solved) == (Decimal("85.00"), 1, 2, 1)


def test_a_limit_of_another_policy_that_rests_on_the_draft(tmp_path):
    own = write_policy(facts="甲") + "\n## 第八条 上限 {#limit}\n\n```feel\n总额 = 12\n```\n"
    home = make_pack(own)
    city = write_policy(
        "- cap: 措施.总额\n  with: [示范区/措施]", facts="丁", key=CITY, more=f"uses:\n  措施: {HOME}\n"
    )
    library = make_library(home, compile_pack(city, CITY, "policy.md", CATALOGUE, {HOME: home}))

    found = change(
        library, own.replace("总额 = 12", "总额 = 13"), [{"甲": 10, "丁": 5}, {"甲": 10}, {"丁": 12}], tmp_path
    )

    assert (found.before.at_least, found.after.at_least) == (Decimal("34.00"), Decimal("35.00"))
    assert (found.touched, found.solved) == (2, 1)


def test_the_baseline_of_stacking_is_kept_and_those_used_last_stay(tmp_path):
    snapshot, kept = write_firms(GOLDEN, tmp_path / "快照"), tmp_path / "基线"
    found = []
    for number in (*range(KEPT + 2), KEPT + 1):
        library = make_library(make_pack(write_policy(f"- cap: {100 + number}\n  of: [a, b]")))
        with open_simulation(library, snapshot, HOME, ON, SimulationSettings(kept, with_stacking=True)) as simulator:
            found.append(simulator.change(make_pack(write_policy(CAP))).stacking)
        inodes = {folder.stat().st_ino for folder in kept.glob("*.stacked")}

    assert len(inodes) == KEPT
    assert found[-1] == found[-2]
    assert found[-1] != found[0]
    assert sorted({file.suffix for file in kept.iterdir()}) == [".duckdb", ".stacked"]
