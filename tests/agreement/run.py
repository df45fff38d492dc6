"""Models drawn by Hypothesis, each compared for thousands of firms."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from agreement.compare import compare, compile_model
from agreement.evidence import Evidence
from agreement.firms import FirmGenerator, find_literals
from agreement.machine_code import compare_machine_code
from agreement.models import Model, models
from agreement.sweep import SWEEP

FIRMS, EXTREME_FIRMS = 6_000, 40
"""Firms for each model: ordinary ones, and such with numbers at the ends of their columns."""

_LEAST_CELLS = 10
"""Cells that a model has for each firm, at least, on the average; models left over are drawn but not compared."""

_MODELS_PER_MACHINE_CODE = 20
"""Of so many models, one is computed by machine code too: to compile it takes longer than to run it."""

_SETTINGS = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def compare_models(number: int, cells: int, firms: int = FIRMS) -> Evidence:
    """The evidence of as many models as make so many cells, the one of every construct first.

    Which models and firms, follows from the number of the seed.
    """
    evidence = Evidence()
    compare_model(SWEEP, Random(f"{number}"), firms, evidence)

    @seed(number)
    @settings(_SETTINGS, max_examples=cells // (_LEAST_CELLS * firms))
    @given(models(), st.integers(0, 2**32))
    def compare_one(model: Model, firms_seed: int) -> None:
        if evidence.cells < cells:
            compare_model(model, Random(f"{number} {firms_seed}"), firms, evidence)

    compare_one()
    return evidence


def compare_model(model: Model, random: Random, firms: int, evidence: Evidence) -> None:
    """Compare one model for firms made for it."""
    program = model.build()
    compiled = compile_model(program)
    generator = FirmGenerator(find_literals(program), random)
    extreme, ordinary = generator.make_extreme(EXTREME_FIRMS), generator.make(firms)
    comparison = compare(program, compiled, extreme, ordinary)
    evidence.add(program, compiled, comparison)
    if model is SWEEP or random.randrange(_MODELS_PER_MACHINE_CODE) == 0:
        evidence.add_machine_code(*compare_machine_code(compiled, comparison, extreme, ordinary))
