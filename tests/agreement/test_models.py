"""SQL agrees with the interpreter to the last digit, or refuses: ten million cells of generated models."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from agreement.compare import compare, compile_model
from agreement.constructs import SUPPORTED
from agreement.expressions import REFUSED_BOOLEANS, REFUSED_NUMBERS
from agreement.firms import FirmGenerator, find_literals
from agreement.machine_code import compare_machine_code
from agreement.models import Model
from agreement.run import compare_models
from agreement.sweep import REFUSED, SWEEP
from zhida.lang.core.tree import Comparison

SEEDS = range(5)
CELLS = 2_000_000


@pytest.mark.parametrize("seed", SEEDS)
def test_two_million_cells_of_generated_models(seed):
    evidence = compare_models(seed, CELLS)

    assert evidence.differences == []
    assert evidence.cells >= CELLS
    assert evidence.by_python > CELLS // 20
    assert evidence.by_machine_code > CELLS // 20
    assert [name for name in SUPPORTED if not evidence.constructs[name]] == []
    assert min(evidence.outcomes[name] for name in ("value", "null", "missing")) > CELLS // 50
    assert evidence.errors < CELLS // 10_000


def test_what_sql_refuses_it_refuses_by_name():
    refused = compile_model(SWEEP.build()).refused

    codes = {text: refused[key].code for key, text in REFUSED.items() if key in refused}

    assert codes == {**REFUSED_NUMBERS, **REFUSED_BOOLEANS}


def test_a_number_too_large_is_an_error_of_its_decision_and_firm_and_of_no_other():
    program = Model({"积": "甲 * 乙", "和": "甲 + 乙"}).build()
    plain, *_ = FirmGenerator(find_literals(program), Random(1)).make(1)
    huge = {**plain, "甲": Decimal("9999999999999999.99"), "乙": Decimal("9999999999999999.99")}
    firms = [{**plain, "甲": Decimal(number), "乙": Decimal("2.00")} for number in range(5)]

    found = compare(program, compile_model(program), [*firms, huge])

    assert found.errors == {("积", 5)}
    assert found.differences == ()


def test_a_cent_is_enough_to_differ():
    """The comparison itself: SQL that says ``>=`` where the model says ``>`` differs exactly on the literal."""
    program = Model({"达标": "甲 > 100万"}).build()
    definition = program.definitions["达标"]
    assert isinstance(definition.body, Comparison)
    changed = replace(definition, body=replace(definition.body, operator=">="))
    wrong = compile_model(replace(program, definitions={**program.definitions, "达标": changed}))
    firms = FirmGenerator(find_literals(program), Random(1)).make(300)

    found = compare(program, wrong, firms)

    by_machine_code = compare_machine_code(wrong, found, firms)[1]
    assert {one.firm["甲"] for one in found.differences} == {Decimal(1_000_000)}
    assert {one.firm["甲"] for one in by_machine_code} == {Decimal(1_000_000)}
