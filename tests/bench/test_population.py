"""The workload of the benchmark, small: every engine that needs no peers answers as the reference written by hand."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date

import pytest
from bench.population.engines.zhida_sql import load_library
from bench.population.latency import make_one
from bench.population.measure import ENGINES, compute_reference, find_wrong_cells, make_engine
from bench.population.workload import numbers, policies
from bench.population.workload import workload as workload_module
from bench.population.workload.firms import Firms, digest_files, write_parts
from bench.population.workload.snapshot import write_firms
from bench.population.workload.workload import Workload

from zhida.policy.entitlement import Status, build_inputs
from zhida.population.interpreted import interpret_answers
from zhida.population.snapshot import iterate_firms

FIRMS = 300
ON = date(2026, 3, 1)
FORMULAS = {"c15", "c23"}
"""Clauses that are one expression over facts, without a rule or another definition."""


@pytest.fixture(scope="module")
def workload(tmp_path_factory) -> Workload:
    folder = tmp_path_factory.mktemp("bench")
    write_firms(Firms(FIRMS), folder / "firms")
    return Workload(folder / "firms", FIRMS, 30, folder)


@pytest.mark.parametrize("name", ["zhida", "zhida-files", "tuned", "tuned-status", "tuned-files"])
def test_engine_answers_as_the_reference(workload, name):
    engine = make_engine(name)
    engine.load(workload)
    engine.run()

    assert find_wrong_cells(engine, workload, FIRMS) == []


@pytest.mark.parametrize("name", ["polars-cents", "zen", "openfisca", "policyengine"])
def test_peers_run_where_they_are_installed(workload, name):
    module, _, settings = ENGINES[name]
    pytest.importorskip({"polars_frame": "polars", "zen_engine": "zen"}.get(module, settings.get("package")))
    engine = make_engine(name)
    engine.load(workload)
    engine.run()

    share = len(find_wrong_cells(engine, workload, FIRMS)) / (30 * FIRMS)

    assert share < 0.05 if module == "fisca" else share == 0


@pytest.mark.parametrize(
    "name", ["python", "zhida-interpreter", "zhida-compiled", "zhida-traced", "zhida-worded", "tuned"]
)
def test_engine_answers_for_one_firm_as_the_reference(workload, name):
    few = replace(workload, firms=5)
    engine = make_one(name)
    firms = engine.load(few)
    found = [engine.cells(engine.run_one(firm)) for firm in firms]

    assert [list(column) for column in zip(*found, strict=True)] == compute_reference(few, len(firms))


def test_reasons_as_data_are_every_value_and_every_condition(workload):
    """Clause 1 is one rule of two cells, clause 3 three rules of one, of which no two hold."""
    engine = make_one("zhida-traced")
    for firm in engine.load(replace(workload, firms=5)):
        entitlements, reasons = engine.run_one(firm)
        told = {one.clause: found for one, found in zip(entitlements, reasons, strict=True)}
        met = [firm.facts[name] for name in ("高新技术企业", "规上企业")].count(True)
        reached = next(one for one in entitlements if one.clause == "c03").status is Status.ENTITLED

        assert told["c01"] == (1, met, 2 - met, 0)
        assert told["c03"] == (1, reached, 3 - reached, 0)
        assert sum(one.undecided for one in reasons) == 0
        assert {clause for clause, found in told.items() if found == (1, 0, 0, 0)} == FORMULAS


def test_reasons_as_data_tell_article_value_and_place_of_every_condition(workload):
    engine = make_one("zhida-traced")
    (firm,) = engine.load(replace(workload, firms=1))
    (table,) = engine.compute(firm)[2].explanation.trace.steps

    assert [rule.annotations["依据"] for rule in table.table.rules] == ["第3条第1档", "第3条第2档", "第3条第3档"]
    assert table.inputs == (firm.facts["营业收入"],)
    places = [rule.tests[0].span.position.place[-2:] for rule in table.table.rules]
    assert places == [(f"第{number}行", "营业收入") for number in (1, 2, 3)]


def test_reasons_in_words_name_every_clause_and_its_figures(workload):
    engine = make_one("zhida-worded")
    (firm,) = engine.load(replace(workload, firms=1))

    _, reasons = engine.run_one(firm)

    assert [reason.name for reason in reasons][:3] == ["规上高企奖励", "规模奖励", "上台阶奖励"]
    assert {one.label for row in reasons[2].rows for one in row.criteria} == {"营业收入"}


def test_a_wrong_answer_is_found(workload):
    engine = make_engine("tuned")
    engine.load(workload)
    engine.query = engine.query.replace("100000.00 END AS c01_0", "100000.01 END AS c01_0")
    engine.run()

    wrong = find_wrong_cells(engine, workload, FIRMS)

    assert {(clause, mine, right) for clause, _, mine, right in wrong} == {(0, 10000001, 10000000)}


def test_every_clause_is_obtained_by_some_firms_and_refused_to_others(workload):
    columns = compute_reference(workload, FIRMS)

    assert len(columns) == 30
    assert [len(set(column)) > 1 and None in column for column in columns] == [True] * 30


def test_other_numbers_give_other_answers(workload):
    columns = compute_reference(Workload(workload.snapshot, FIRMS, 300, workload.scratch), FIRMS)

    assert [columns[place] == columns[place + 30] for place in range(30) if place not in {14, 22}].count(True) <= 2


def test_firms_follow_from_the_seed(tmp_path):
    folders = [tmp_path / name for name in "abc"]
    for folder, seed in zip(folders, (1, 1, 2), strict=True):
        write_parts(Firms(50, seed), folder)

    first, same, other = (digest_files(folder.iterdir()) for folder in folders)

    assert first == same
    assert first != other


@pytest.mark.parametrize("module", [numbers, policies, workload_module], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module):
    assert doctest.testmod(module) == (0, doctest.testmod(module).attempted)
    assert doctest.testmod(module).attempted > 0


def test_missing_facts_are_told_alike_by_sql_and_interpreter(tmp_path):
    snapshot = write_firms(Firms(100, missing=100), tmp_path / "firms")
    workload = Workload(tmp_path / "firms", 100, 30, tmp_path)
    library = load_library(workload)
    tasks = [(pack, pack.answers) for pack in library.packs.values()]
    wanted = [
        [one.finding.status for one in interpret_answers(tasks, build_inputs(firm, ON, library.catalogue))]
        for firm in iterate_firms(snapshot.parts[0], library.catalogue)
    ]
    engine = make_engine("zhida")
    engine.load(workload)
    engine.run()

    found = engine.connection.execute("SELECT COLUMNS('结果$') FROM answers").fetchall()

    assert sorted(found) == sorted(tuple(row) for row in wanted)
    assert 100 < sum(row.count(Status.UNKNOWN) for row in wanted) < 2500
