"""Simulations: laws that hold for every draft, and one small zone worked out by hand."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from population.simulation.simulation_factories import (
    AS_IS,
    AWARDS,
    ON,
    RECORDS,
    SIZES,
    compile_draft,
    make_code,
    make_library,
    make_record,
    read_rows,
    render_policy,
    simulate,
)
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.pack import PackLibrary, compile_pack
from zhida.population.run import run_packs
from zhida.population.simulation.dimensions import build_dimensions, find_dimensions
from zhida.population.simulation.draft import compare_libraries
from zhida.population.simulation.model import Movement, Switch, Transition
from zhida.population.simulation.settings import SimulationSettings
from zhida.population.simulation.simulate import simulate_draft
from zhida.population.snapshot import read_snapshot

DRAFT = render_policy(
    "budget: 30万\n",
    threshold="150万",
    award="round half up(12% * 投入, 2)",
    relief="4000",
    status="100万",
)
OPPOSITE = {
    Movement.GAINS: Movement.LOSES,
    Movement.BECOMES_UNKNOWN: Movement.BECOMES_KNOWN,
    **{one: one for one in (Movement.CHANGED, Movement.UNCHANGED, Movement.STAYS_UNKNOWN)},
    Movement.LOSES: Movement.GAINS,
    Movement.BECOMES_KNOWN: Movement.BECOMES_UNKNOWN,
}

policies = st.fixed_dictionaries(
    {},
    optional={
        "threshold": st.sampled_from(["0", "100万", "150万", "1亿"]),
        "award": st.sampled_from(["10万", "round half up(7% * 投入, 2)", "if 规上企业 then 3万 else 0.01"]),
        "small": st.sampled_from(["1万", "12345.67"]),
        "relief": st.sampled_from(["5000", "if 投入 > 0 then 1 else 0"]),
        "status": st.sampled_from(["0", "200万"]),
    },
)


@pytest.fixture(scope="module")
def golden(tmp_path_factory):
    """The draft over the small zone, and the folder that holds the snapshot and what was written."""
    library, folder = make_library(), tmp_path_factory.mktemp("园区")
    return simulate(library, compile_draft(library, DRAFT), folder), folder


def compare(library, text):
    return compare_libraries(library, compile_draft(library, text), ON)


def compile_pack_over(library, packs):
    """The awards in force over another pack of sizes."""
    return compile_pack(render_policy(), AWARDS, "policy.md", library.catalogue, packs)


def simulate_policies(before, after):
    library = make_library(render_policy(**before))
    folder = Path(tempfile.mkdtemp())
    try:
        return simulate(library, compile_draft(library, render_policy(**after)), folder), read_rows(folder)
    finally:
        shutil.rmtree(folder)


@given(policies)
@settings(max_examples=3, deadline=None)
def test_a_draft_that_says_the_same_changes_nothing(policy):
    simulation, rows = simulate_policies(policy, policy)

    assert rows == []
    assert {clause.changed for clause in simulation.clauses} == {False}
    assert {(clause.difference, clause.switched) for clause in simulation.clauses} == {(Decimal(0), 0)}
    assert [effect.total.unchanged for effect in simulation.effects] == [len(RECORDS)] * 3
    assert simulation.draft.digest == simulation.draft.replaced_digest


@given(policies, policies)
@settings(max_examples=3, deadline=None)
def test_swapping_before_and_after_negates(before, after):
    there, rows = simulate_policies(before, after)
    back, rows_back = simulate_policies(after, before)

    for one, other in zip(there.clauses, back.clauses, strict=True):
        assert (one.before, one.after, one.difference) == (other.after, other.before, -other.difference)
        assert {OPPOSITE[movement]: firms for movement, firms in one.movements.items()} == dict(other.movements)
        assert one.switched == other.switched
    for effect, opposite in zip(there.effects, back.effects, strict=True):
        total, other_total = effect.total, opposite.total
        assert (total.gaining, total.losing, total.unclear) == (
            other_total.losing,
            other_total.gaining,
            other_total.unclear,
        )
        assert (total.gained, total.lost) == (-other_total.lost, -other_total.gained)
    there_rows, back_rows = (
        {(row["统一社会信用代码"], row["条款"]): row["差额"] for row in one} for one in (rows, rows_back)
    )
    assert there_rows == {cell: difference and -difference for cell, difference in back_rows.items()}


@given(policies, policies)
@settings(max_examples=3, deadline=None)
def test_totals_are_the_sums_of_the_rows(before, after):
    simulation, rows = simulate_policies(before, after)

    for clause in simulation.clauses:
        own = [row for row in rows if row["条款"] == clause.clause]
        assert sum(clause.movements.values()) == simulation.firms
        assert len(own) == (simulation.firms if clause.changed else 0)
        assert sum(row["差额"] or 0 for row in own) == clause.difference == clause.after - clause.before
    for effect in simulation.effects:
        own = [row for row in rows if row["种类"] == effect.kind.value]
        same = sum(one.after for one in simulation.clauses if one.kind is effect.kind and not one.changed)
        assert sum(row["新金额"] or 0 for row in own) + same == effect.total.after
        for distribution in effect.distributions:
            for name in ("firms", "gaining", "losing", "unclear", "unchanged", "before", "after", "difference", "lost"):
                assert sum(getattr(group, name) for group in distribution.groups) == getattr(effect.total, name)


def test_the_sums_are_those_of_two_plain_runs(golden, tmp_path):
    simulation, folder = golden
    library = make_library()
    snapshot = read_snapshot(folder / "快照", library.catalogue)
    plain = [
        run_packs(make_library(text), snapshot, ON, tmp_path / name)
        for name, text in (("原", render_policy()), ("新", DRAFT))
    ]

    for run, side in zip(plain, ("before", "after"), strict=True):
        totals = {clause.clause: clause.total for clause in run.clauses if clause.pack == AWARDS}
        assert {clause.clause: getattr(clause, side) for clause in simulation.clauses} == totals
        entitled = {clause.clause: clause.entitled for clause in run.clauses if clause.pack == AWARDS}
        assert {clause.clause: getattr(clause, f"entitled_{side}") for clause in simulation.clauses} == entitled
    assert simulation.effect(ClauseKind.AWARD).total.after == plain[1].total


def test_a_zone_worked_out_by_hand(golden):
    simulation, _ = golden
    award, small, relief, status = simulation.clauses

    assert (award.before, award.after, award.difference) == (Decimal(550000), Decimal(540000), Decimal(-10000))
    assert {one: firms for one, firms in award.movements.items() if firms} == {
        Movement.GAINS: 2,
        Movement.LOSES: 1,
        Movement.UNCHANGED: 2,
        Movement.STAYS_UNKNOWN: 1,
    }
    assert small.difference == 0
    assert (relief.before, relief.after, relief.movements[Movement.LOSES]) == (Decimal(5000), Decimal(4000), 1)
    assert (status.entitled_before, status.entitled_after, status.movements[Movement.GAINS]) == (1, 3, 2)
    assert [clause.switched for clause in simulation.clauses] == [0, 0, 0, 0]
    assert (simulation.firms, simulation.on, simulation.origin.synthetic) == (6, ON, True)


def test_reliefs_stand_apart_from_awards(golden):
    simulation, _ = golden

    assert [effect.kind for effect in simulation.effects] == [ClauseKind.AWARD, ClauseKind.RELIEF, ClauseKind.STATUS]
    assert simulation.effect(ClauseKind.AWARD).total.after == Decimal(560000)
    assert simulation.effect(ClauseKind.RELIEF).total.after == Decimal(4000)
    assert simulation.effect(ClauseKind.STATUS).total.after == 0


def test_firms_are_told_apart_by_what_is_known_of_them(golden):
    simulation, _ = golden
    effect = simulation.effect(ClauseKind.AWARD)
    firms = {one.dimension: {group.name: group.firms for group in one.groups} for one in effect.distributions}
    differences = {
        one.dimension: {group.name: group.difference for group in one.groups} for one in effect.distributions
    }

    assert firms == {
        "size": {"大型": 1, "中型": 1, "小型": 2, "微型": 1, "不详": 1},
        "industry": {"制造业": 4, "信息传输、软件和信息技术": 1, "不详": 1},
        "age": {"未满1年": 1, "5至10年": 4, "10年及以上": 1},
        "stage": {"高新技术企业": 1, "无上述资质": 5},
        "above-scale": {"规上": 1, "规下": 4, "不详": 1},
    }
    assert differences["size"] == {"大型": 60000, "中型": -100000, "小型": 0, "微型": 0, "不详": 30000}


@pytest.mark.parametrize(
    ("certificates", "stage"),
    [
        (None, "不详"),
        ([("专精特新小巨人", "2024-01-01", "2026-03-01"), ("高新技术企业", "2024-01-01", "2027-01-01")], "专精特新"),
        (
            [("专精特新小巨人", "2023-01-01", "2026-02-28"), ("高新技术企业", "2024-01-01", "2027-01-01")],
            "高新技术企业",
        ),
        ([("专精特新小巨人", "2024-01-01", None), ("高新技术企业", "2024-01-01", "2027-01-01")], "不详"),
        ([("科技型中小企业", "2026-03-02", "2026-12-31")], "无上述资质"),
    ],
    ids=["nobody-knows", "last-day", "expired", "end-unknown", "not-yet"],
)
def test_the_stage_follows_the_certificates_valid_on_the_day(certificates, stage, tmp_path):
    given_ones = certificates and [
        dict(zip(("名称", "发证日期", "有效期至"), one, strict=True)) for one in certificates
    ]
    library = make_library()
    records = [make_record(1, 投入=0, 资质证书=given_ones)]

    simulation = simulate(library, compile_draft(library, DRAFT), tmp_path, records)

    stages = next(one for one in simulation.effects[0].distributions if one.dimension == "stage")
    assert [group.name for group in stages.groups] == [stage]


def test_a_size_of_another_standard_is_a_group_of_its_own(tmp_path):
    library = make_library()
    sizes = library.packs[SIZES].document.source.text.replace('"中型"', '"中等"')
    packs = {SIZES: compile_draft(library, sizes, SIZES)}
    other = PackLibrary(library.catalogue, {**packs, AWARDS: compile_pack_over(library, packs)})

    simulation = simulate(other, compile_draft(other, DRAFT), tmp_path)

    sizes_told = simulation.effects[0].distributions[0]
    assert [group.name for group in sizes_told.groups] == ["大型", "小型", "微型", "中等", "不详"]


def test_without_a_pack_of_sizes_firms_are_not_told_apart_by_size():
    library = make_library()
    renamed = library.packs[SIZES].document.source.text.replace("企业规模", "规模")
    without = PackLibrary(library.catalogue, {SIZES: compile_draft(library, renamed, SIZES)})

    assert next(one.id for one in find_dimensions(library, ON)) == "size"
    assert [one.id for one in find_dimensions(without, ON)] == ["industry", "age", "stage", "above-scale"]
    assert "size" not in [one.id for one in find_dimensions(library, dt.date(2020, 1, 1))]


def test_the_groups_are_computed_in_sql(golden, tmp_path):
    library = make_library()
    groups = build_dimensions(library, find_dimensions(library, ON))
    snapshot = read_snapshot(golden[1] / "快照", library.catalogue)

    summary = run_packs(groups, snapshot, ON, tmp_path / "分组")

    assert [(clause.clause, clause.in_sql) for clause in summary.clauses] == [
        (name, True) for name in ("size", "industry", "age", "stage", "above-scale")
    ]


def test_a_budget_is_held_against_awards_in_both_orders(golden):
    simulation, _ = golden
    (use,) = simulation.budgets_after

    assert simulation.budgets_before == ()
    assert (use.pack, use.budget, use.cost, use.share) == (AWARDS, 300000, 560000, Decimal("1.8667"))
    assert (use.firms, use.smallest_first, use.largest_first) == (4, 3, 0)
    assert use.runs_dry == dt.date(2024, 1, 1) + dt.timedelta(days=300000 * 1096 // 560000)


@pytest.mark.parametrize(("budget", "reached"), [("56万", (4, 4)), ("559999.99", (3, 3)), ("0", (0, 0))])
def test_a_budget_runs_dry_to_the_cent(budget, reached, tmp_path):
    library = make_library()
    text = DRAFT.replace("budget: 30万", f"budget: {budget}")

    (use,) = simulate(library, compile_draft(library, text), tmp_path).budgets_after

    assert (use.smallest_first, use.largest_first) == reached
    assert (use.share is None) is (budget == "0")


def test_a_firm_that_leaves_one_clause_for_another_switches(tmp_path):
    library = make_library()
    text = render_policy(threshold="200万", small="2万").replace('"小型","微型"', '"中型","小型","微型"')
    records = [make_record(1, 投入=1000000, 人数=300), make_record(2, 投入=3000000, 人数=300)]

    simulation = simulate(library, compile_draft(library, text), tmp_path, records)
    award, small, *_ = simulation.clauses

    assert (award.switched, small.switched) == (1, 1)
    assert simulation.switches == (Switch(AWARDS, ClauseKind.AWARD, "投入奖励", "小微补助", 1),)
    assert (award.difference, small.difference) == (Decimal(-100000), Decimal(20000))


def test_what_nobody_can_tell_any_more_is_neither_gain_nor_loss(tmp_path):
    library = make_library()
    text = render_policy(award="if 规上企业 then 30万 else 20万")
    records = [make_record(1, 投入=2000000, 规上企业=None)]

    simulation = simulate(library, compile_draft(library, text), tmp_path, records)

    assert simulation.clauses[0].movements[Movement.BECOMES_UNKNOWN] == 1
    assert simulation.clauses[0].difference == Decimal(-200000)
    total = simulation.effect(ClauseKind.AWARD).total
    assert (total.gaining, total.losing, total.unclear, total.lost) == (0, 0, 1, 0)


def test_a_new_pack_stands_beside_the_others(tmp_path):
    library = make_library()

    simulation = simulate(library, compile_draft(library, render_policy(), "示范区/新政"), tmp_path)

    assert simulation.draft.replaces is None
    assert simulation.packs_before == {}
    assert {(clause.in_before, clause.in_after) for clause in simulation.clauses} == {(False, True)}
    assert simulation.effect(ClauseKind.AWARD).total.difference == Decimal(570000)
    assert {row["原结果"] for row in read_rows(tmp_path)} == {None}


def test_clauses_dropped_added_or_of_another_kind_are_told(tmp_path):
    library = make_library()
    text = render_policy().replace("{#small}", "{#other}").replace("kind: relief", "kind: award")

    simulation = simulate(library, compile_draft(library, text), tmp_path)

    told = {(clause.clause, clause.kind.value): (clause.in_before, clause.in_after) for clause in simulation.clauses}
    assert told == {
        ("award", "award"): (True, True),
        ("small", "award"): (True, False),
        ("other", "award"): (False, True),
        ("relief", "relief"): (True, False),
        ("relief", "award"): (False, True),
        ("status", "status"): (True, True),
    }


def test_a_changed_size_reaches_the_packs_that_use_it(tmp_path):
    library = make_library()
    sizes = library.packs[SIZES].document.source.text.replace(">= 20 ", ">= 60 ").replace(">= 300 ", ">= 100 ")

    simulation = simulate(library, compile_draft(library, sizes, SIZES), tmp_path, [*RECORDS, make_record(7, 人数=200)])

    assert [clause.pack for clause in simulation.clauses] == [SIZES, *[AWARDS] * 4]
    assert simulation.clauses[0].movements[Movement.CHANGED] == 3
    assert simulation.effect(ClauseKind.AWARD).distributions[0].groups[2].name == "小型"


def test_a_classification_tells_from_where_to_where(tmp_path):
    library = make_library()
    sizes = library.packs[SIZES].document.source.text.replace(">= 20 ", ">= 60 ").replace(">= 300 ", ">= 100 ")
    records = [*RECORDS, make_record(7, 人数=200), make_record(8, 人数=None)]

    simulation = simulate(library, compile_draft(library, sizes, SIZES), tmp_path, records)

    assert simulation.clauses[0].transitions == (Transition("小型", "微型", 2), Transition("小型", "中型", 1))
    assert {clause.transitions for clause in simulation.clauses[1:]} == {()}


def test_a_classification_that_can_now_be_told_counts_as_a_transition(tmp_path):
    library = make_library()
    text = library.packs[SIZES].document.source.text.replace("| 1 | >= 1000 |", "| 1 | - |")

    simulation = simulate(library, compile_draft(library, text, SIZES), tmp_path, [make_record(1, 人数=None)])

    assert simulation.clauses[0].transitions == (Transition("待补充", "大型", 1),)
    assert simulation.clauses[0].movements[Movement.BECOMES_KNOWN] == 1


def test_what_is_written(golden):
    simulation, folder = golden
    written = folder / "模拟"
    told = json.loads((written / "summary.json").read_text(encoding="utf-8"))
    rows = read_rows(folder)

    assert sorted(file.name for file in written.iterdir()) == ["report.html", "result.parquet", "summary.json"]
    assert [clause["difference"] for clause in told["clauses"]] == ["-10000.00", "0.00", "-1000.00", "0.00"]
    assert told["clauses"][0]["movements"]["受益"] == 2
    assert told["draft"]["replaced_digest"] == make_library().packs[AWARDS].digest
    row = next(row for row in rows if row["统一社会信用代码"] == make_code(2) and row["条款"] == "award")
    assert row == {
        "统一社会信用代码": make_code(2),
        "政策包": AWARDS,
        "条款": "award",
        "种类": "award",
        "原结果": "可享",
        "新结果": "不符合",
        "原金额": Decimal("100000.00"),
        "新金额": Decimal("0.00"),
        "差额": Decimal("-100000.00"),
        "原取值": None,
        "新取值": None,
        "变动": "受损",
    }
    assert simulation.clauses[0].title == "投入奖励"


def test_progress_tells_of_the_making_of_a_baseline_and_a_kept_one_is_not_made_again(golden, tmp_path):
    library, told = make_library(), []
    snapshot = read_snapshot(golden[1] / "快照", library.catalogue)
    settings = SimulationSettings(tmp_path / "基线", lambda done, firms: told.append((done, firms)))

    first = simulate_draft(library, compare(library, DRAFT), snapshot, tmp_path / "一", settings)
    again = simulate_draft(library, compare(library, DRAFT), snapshot, tmp_path / "二", settings)

    assert told == [(4, 6), (6, 6)]
    assert again == first == golden[0]
    assert [file.suffix for file in (tmp_path / "基线").iterdir()] == [".duckdb"]


def test_results_are_never_written_over(golden):
    library, folder = make_library(), golden[1]
    comparison = compare_libraries(library, compile_draft(library, DRAFT), ON)
    snapshot = read_snapshot(folder / "快照", library.catalogue)

    with pytest.raises(DiagnosticError, match=r"run\.exists"):
        simulate_draft(library, comparison, snapshot, folder / "模拟")


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError

    monkeypatch.setattr("zhida.population.simulation.simulate.render_report", fail)
    library = make_library()

    with pytest.raises(OSError):  # noqa: PT011 - the very error raised above
        simulate(library, compile_draft(library, DRAFT), tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["快照"]


def test_an_amount_not_exact_to_the_cent_is_told(tmp_path):
    library = make_library()
    text = render_policy(award="投入 / 7")

    simulation = simulate(library, compile_draft(library, text), tmp_path)

    assert "run.wrong-answer" in [found.code for found in simulation.diagnostics]
    assert AS_IS["award"] not in text
    assert simulation.clauses[0].movements[Movement.BECOMES_UNKNOWN] == 3
