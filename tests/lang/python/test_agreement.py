"""Compiled programs mean what the interpreter means: random programs, the conformance suite, every pack over a zone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance import tck
from factories.core import NOON
from lang.python.agreement import assert_agreement, assert_same_run, assert_same_value
from lang.sql.sql_factories import TODAY, build_program, build_table_program, make_fact
from lang.sql.strategies import ROWS, definitions, tables
from zhida.lang.interpret.prepare import prepare
from zhida.lang.python.compile import compile_to_python
from zhida.policy.entitlement import build_inputs
from zhida.policy.firm import read_firm
from zhida.policy.pack import load_packs
from zhida.population.zone.generate import generate_zone

CALM = settings(deadline=None, suppress_health_check=list(HealthCheck))
READERS = {"C": "count(表) + sum(表)", "R": "sum(表) + count(表[item > 1])", "O": "max(表) + 表[1]"}
LIBRARY = load_packs(Path(__file__).resolve().parents[3] / "packs")
ON = dt.date(2026, 3, 1)


def facts_of(rows):
    return [{name: make_fact(name, value) for name, value in {"今": TODAY, **row}.items()} for row in rows]


@settings(CALM, max_examples=60)
@given(definitions(), st.lists(ROWS, min_size=8, max_size=8))
def test_random_expressions_on_random_firms(expressions, rows):
    program = build_program({f"定义{number}": text for number, text in enumerate(expressions)})

    assert assert_agreement(program, facts_of(rows)).interpreted == {}


@settings(CALM, max_examples=80)
@given(tables(), st.lists(ROWS, min_size=8, max_size=8))
def test_random_tables_on_random_firms(table, rows):
    program = build_table_program(table, READERS.get(table.policy, "表 + 1"))

    assert assert_agreement(program, facts_of(rows)).interpreted == {}


@pytest.mark.skipif(not tck.SUITE.exists(), reason="the suite is not part of the project")
def test_the_models_of_the_conformance_suite():
    compared = 0
    for folder in sorted({path.parent for path in tck.SUITE.glob("compliance-level-*/*/*.xml")}):
        models = {name: model for name, model in tck.load_models(folder).items() if not isinstance(model, str)}
        compiled = {name: compile_to_python(model.program, lambda: NOON) for name, model in models.items()}
        prepared = {name: prepare(model.program, clock=lambda: NOON) for name, model in models.items()}
        for name in models:
            assert_same_run(prepared[name], compiled[name], {})
        for case in [case for path in sorted(folder.glob("*.xml")) for case in tck.read_cases(path)]:
            model = models.get(case.model)
            keys = {model.keys.get(expected.name) for expected in case.expected} if model else set()
            for key in keys - {None}:
                inputs = tck.flatten_inputs(case.inputs, model.program.inputs)
                assert_same_value(prepared[case.model], compiled[case.model], key, inputs)
                compared += 1
    assert compared > 2000


@pytest.mark.parametrize("pack", LIBRARY.packs.values(), ids=LIBRARY.packs)
def test_every_pack_over_a_zone(pack):
    records = generate_zone(LIBRARY.catalogue, 12, 7, ON)
    firms = [read_firm(json.dumps(record, ensure_ascii=False).encode(), "", LIBRARY.catalogue) for record in records]

    compiled = assert_agreement(pack.program, [build_inputs(firm, ON, LIBRARY.catalogue) for firm in firms])

    assert compiled.interpreted == {}
