"""Only what a draft changes is computed, and that is the same as computing everything: held against two plain runs."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from population.population_factories import read_cells
from population.simulation.simulation_factories import (
    AWARDS,
    ON,
    RECORDS,
    SIZES,
    compile_draft,
    make_library,
    render_policy,
)
from zhida.policy.clause.tree import ClauseKind
from zhida.population.manifest import Origin
from zhida.population.run import run_packs
from zhida.population.simulation.baseline import KEPT
from zhida.population.simulation.clause_identity import identify_clauses
from zhida.population.simulation.model import Movement
from zhida.population.simulation.settings import SimulationSettings
from zhida.population.simulation.simulate import open_simulation
from zhida.population.snapshot import write_snapshot

ENTITLED, UNKNOWN = "可享", "待补充"
KINDS = {
    "award": ClauseKind.AWARD,
    "small": ClauseKind.AWARD,
    "relief": ClauseKind.RELIEF,
    "status": ClauseKind.STATUS,
}
TOO_LARGE = "if 投入 * 投入 * 投入 * 投入 * 投入 * 投入 > 1 then 100 else 0"
changes = st.fixed_dictionaries(
    {},
    optional={
        "threshold": st.sampled_from(["100万", "150万"]),
        "award": st.sampled_from(["10万", "round half up(sqrt(投入), 2)", "if 规上企业 then 3万 else 0.01", TOO_LARGE]),
        "small": st.sampled_from(["1万", "12345.67"]),
        "relief": st.sampled_from(["5000", "if 投入 > 0 then 1 else 0"]),
        "status": st.sampled_from(["0", "200万"]),
    },
)


def write_zone(folder):
    return write_snapshot(RECORDS, make_library().catalogue, folder / "快照", Origin("测试", synthetic=True), 4)


def run_plain(policy, snapshot, out):
    """The answers of a plain run: by firm and clause the status and the amount."""
    run_packs(make_library(policy), snapshot, ON, out)
    cells = read_cells(out).items()
    return {cell: (told["结果"], told.get("金额") or Decimal(0)) for cell, told in cells if cell[1] in KINDS}


def move(before, after, amounts):
    if UNKNOWN in (before[0], after[0]):
        both = before[0] == after[0]
        becomes = Movement.BECOMES_UNKNOWN if after[0] == UNKNOWN else Movement.BECOMES_KNOWN
        return Movement.STAYS_UNKNOWN if both else becomes
    gain = after[1] - before[1] if amounts else (after[0] == ENTITLED) - (before[0] == ENTITLED)
    return Movement.GAINS if gain > 0 else Movement.LOSES if gain < 0 else Movement.UNCHANGED


def assert_same(simulation, before, after):
    """Every figure by clause, and the sums of each kind, as two plain runs have them."""
    for clause in simulation.clauses:
        own = [(before[cell], after[cell]) for cell in before if cell[1] == clause.clause]
        assert clause.before == sum(old[1] for old, _ in own)
        assert clause.after == sum(new[1] for _, new in own)
        assert clause.entitled_before == sum(old[0] == ENTITLED for old, _ in own)
        assert clause.entitled_after == sum(new[0] == ENTITLED for _, new in own)
        moved = Counter(move(old, new, clause.kind.is_amount) for old, new in own)
        assert {one: firms for one, firms in clause.movements.items() if firms} == moved
    for effect in simulation.effects:
        score = Counter()
        unclear = set()
        for firm, name in before:
            if KINDS[name] is effect.kind:
                old, new = before[firm, name], after[firm, name]
                moved = move(old, new, effect.kind.is_amount)
                unclear |= {firm} if moved in {Movement.BECOMES_UNKNOWN, Movement.BECOMES_KNOWN} else set()
                step = {Movement.GAINS: 1, Movement.LOSES: -1}.get(moved, 0)
                score[firm] += new[1] - old[1] if effect.kind.is_amount else step
        assert effect.total.unclear == len(unclear)
        assert effect.total.gaining == sum(one > 0 for firm, one in score.items() if firm not in unclear)
        assert effect.total.losing == sum(one < 0 for firm, one in score.items() if firm not in unclear)
        assert effect.total.difference == (sum(score.values()) if effect.kind.is_amount else 0)


@given(changes, st.lists(changes, min_size=2, max_size=2))
@settings(max_examples=3, deadline=None)
def test_one_draft_after_the_other_over_one_baseline_is_as_two_plain_runs(before, drafts):
    folder = Path(tempfile.mkdtemp())
    try:
        snapshot, policy = write_zone(folder), render_policy(**before)
        library = make_library(policy)
        plain = run_plain(policy, snapshot, folder / "原")
        with open_simulation(library, snapshot, AWARDS, ON) as simulator:
            for number, change in enumerate(drafts):
                text = render_policy(**{**before, **change})
                simulation = simulator.change(compile_draft(library, text))
                assert_same(simulation, plain, run_plain(text, snapshot, folder / str(number)))
    finally:
        shutil.rmtree(folder)


def test_only_clauses_of_another_meaning_are_changed(tmp_path):
    library = make_library()
    text = render_policy(small="2万").replace("第一条 投入奖励", "第一条 换个名称")

    with open_simulation(library, write_zone(tmp_path), AWARDS, ON) as simulator:
        simulation = simulator.change(compile_draft(library, text))

    assert [clause.clause for clause in simulation.clauses if clause.changed] == ["small"]
    assert simulation.clauses[0].title == "换个名称"


def test_the_identity_of_a_clause_is_its_meaning_and_that_of_all_it_rests_on():
    library = make_library()
    held = identify_clauses(library.packs[AWARDS])
    worded = identify_clauses(compile_draft(library, render_policy().replace("第二条 小微补助", "第二条 补助")))
    sizes = library.packs[SIZES].document.source.text.replace(">= 300 ", ">= 200 ")
    packs = {SIZES: compile_draft(library, sizes, SIZES)}
    rests = identify_clauses(compile_draft(type(library)(library.catalogue, packs), render_policy()))

    assert worded == held
    assert [key[1] for key in held if rests[key] != held[key]] == ["small"]


def test_a_draft_that_reads_more_facts_than_the_packs_in_force(tmp_path):
    library = make_library(
        render_policy(award="1", threshold="100万").replace("投入 |", "人数 |").replace("100万", "1")
    )
    snapshot = write_zone(tmp_path)
    text = render_policy()

    with open_simulation(library, snapshot, AWARDS, ON) as simulator:
        first = simulator.change(compile_draft(library, text))
        again = simulator.change(compile_draft(library, text))

    assert again == first
    assert_same(
        first,
        run_plain(library.packs[AWARDS].document.source.text, snapshot, tmp_path / "原"),
        run_plain(text, snapshot, tmp_path / "新"),
    )


def test_a_folder_keeps_the_baselines_used_last(tmp_path):
    snapshot = write_zone(tmp_path)
    for number in range(KEPT + 2):
        library = make_library(render_policy(small=f"{number + 1}万"))
        with open_simulation(library, snapshot, AWARDS, ON, SimulationSettings(tmp_path / "基线")):
            pass

    assert len(list((tmp_path / "基线").iterdir())) == KEPT


def test_two_can_look_at_one_baseline_at_once(tmp_path):
    library, snapshot = make_library(), write_zone(tmp_path)
    kept = SimulationSettings(tmp_path / "基线")
    draft = compile_draft(library, render_policy(small="2万"))

    with (
        open_simulation(library, snapshot, AWARDS, ON, kept) as one,
        open_simulation(library, snapshot, AWARDS, ON, kept) as other,
    ):
        assert one.change(draft) == other.change(draft)
