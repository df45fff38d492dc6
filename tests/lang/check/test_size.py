"""A table as large as policies have them is checked to the end: 200 rows of 8 inputs."""

import random
from itertools import product

import pytest

from lang.check.core_factories import ANYTHING, column, is_, make_program, make_table, one_of, read, within
from zhida.lang.base.types import BOOLEAN, NUMBER, STRING
from zhida.lang.check.tables import check_tables

NUMBERS = [column(read(name, NUMBER)) for name in ("营业收入", "研发费用", "增速", "占比")]
OTHERS = [column(read(name, STRING)) for name in ("行业", "规模")] + [
    column(read(name, BOOLEAN)) for name in ("规上", "纳统")
]
COLUMNS = [*NUMBERS, *OTHERS]
INDUSTRIES = "甲乙丙丁戊"


def step(number, steps):
    """One of so many steps that together take all numbers."""
    if number == 0:
        return is_("<", 1)
    return is_(">=", number) if number == steps - 1 else within(number, number + 1, high_closed=False)


def make_matrix(left_out=()):
    """10 × 4 × 5 rows, each for a step of revenue, a step of research and an industry."""
    places = product(range(10), range(4), INDUSTRIES)
    rows = [
        (step(x, 10), step(y, 4), ANYTHING, ANYTHING, is_("=", z), ANYTHING, ANYTHING, ANYTHING, number)
        for number, (x, y, z) in enumerate(places)
        if number not in left_out
    ]
    return make_table([*NUMBERS, column(read("行业", STRING), one_of(*INDUSTRIES)), *OTHERS[1:]], rows)


def make_scattered():
    """200 rows each of which tests every column, here and there."""
    chance = random.Random(7)
    rows = []
    for number in range(200):
        lows = [chance.randrange(50) for _ in NUMBERS]
        texts = [one_of(*chance.sample(INDUSTRIES, 3)) for _ in range(2)]
        flags = [is_("=", chance.random() < 0.5) for _ in range(2)]
        rows.append((*(within(low, low + chance.randrange(1, 30)) for low in lows), *texts, *flags, number))
    return make_table(COLUMNS, rows, "FIRST")


@pytest.mark.parametrize(("left_out", "codes"), [((), []), ((103,), ["check.hole"])])
def test_a_matrix_of_200_rows(left_out, codes):
    assert [finding.code for finding in check_tables(make_program(make_matrix(left_out)))] == codes


def test_200_rows_here_and_there():
    codes = [finding.code for finding in check_tables(make_program(make_scattered()))]
    assert codes.count("check.undecided") == 0
    assert codes.count("check.hole") + codes.count("check.gap") == 5
