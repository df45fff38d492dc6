"""Two versions of a policy, neither of which is in the library: the same as one in the library and a draft of it."""

from __future__ import annotations

from population.simulation.simulation_factories import (
    ON,
    RECORDS,
    compile_draft,
    make_library,
    render_policy,
    simulate,
)
from zhida.policy.pack import compile_pack
from zhida.population.manifest import Origin
from zhida.population.simulation.versions import simulate_versions
from zhida.population.snapshot import write_snapshot

OLD, NEW = render_policy(award="5万"), render_policy(award="7万", small="2万")


def compile_elsewhere(text: str, key: str = "草案/修订稿"):
    library = make_library()
    return compile_pack(text, key, "elsewhere.md", library.catalogue, library.packs)


def test_as_a_draft_of_a_library_that_holds_the_old_version(tmp_path):
    library = make_library(OLD)
    expected = simulate(library, compile_draft(library, NEW), tmp_path)
    snapshot = write_snapshot(RECORDS, library.catalogue, tmp_path / "再来", Origin("测试", synthetic=True), 4)

    for old, new in (
        (compile_draft(library, OLD), compile_elsewhere(NEW)),
        (compile_elsewhere(OLD), compile_draft(library, NEW)),
    ):
        found = simulate_versions(make_library(), old, new, snapshot, ON)
        assert (found.clauses, found.effects, found.switches) == (
            expected.clauses,
            expected.effects,
            expected.switches,
        )


def test_neither_key_is_in_the_library(tmp_path):
    library = make_library()
    snapshot = write_snapshot(RECORDS, library.catalogue, tmp_path / "快照", Origin("测试", synthetic=True), 4)

    found = simulate_versions(library, compile_elsewhere(OLD), compile_elsewhere(NEW, "别处/新版"), snapshot, ON)

    assert {clause.pack for clause in found.clauses} == {"草案/修订稿"}
    changed = {clause.title: clause.difference for clause in found.clauses if clause.changed}
    assert changed == {"投入奖励": 3 * 20_000, "小微补助": 2 * 10_000}
