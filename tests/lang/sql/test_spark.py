"""On Spark, too, SQL agrees with the interpreter to the last digit: the engine itself computes whatever is generated."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from sqlglot import exp

from factories.spark import find_session
from lang.sql.sql_factories import (
    BASE_ROW,
    MISSING,
    arrow_table,
    build_program,
    compile_test,
    read_value,
    run_interpreter,
)
from lang.sql.strategies import ROWS, definitions
from zhida.lang.base.temporal import Date
from zhida.lang.sql.build import column, field, text
from zhida.lang.sql.spark import SPARK
from zhida.lang.sql.spark_text import write_expression
from zhida.lang.sql.terms import missing_test
from zhida.population.backends.spark_errors import list_exceptions, read_overflow

pytestmark = pytest.mark.xdist_group("spark")

CALM = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
FIRMS = 2_500
LEAST_CELLS = 100_000


def compute(program, file):
    """For each output the value of every row, as `run_sql` has them."""
    compiled = compile_test(program, SPARK)
    frame = find_session().read.parquet(f"file:{file}")
    for level in compiled.levels:
        frame = frame.selectExpr("*", *(f"{SPARK.render(value)} AS {quote(name)}" for name, value in level.items()))
    terms = [(key, (term.value, missing_test(term) or exp.false())) for key, term in compiled.outputs.items()]
    written = [
        f"{SPARK.render(value)} AS c{place}" for place, value in enumerate(one for _, pair in terms for one in pair)
    ]
    rows = frame.selectExpr(*written).collect()
    return {
        key: [MISSING if row[2 * place + 1] else read_value(row[2 * place]) for row in rows]
        for place, (key, _) in enumerate(terms)
    }


def quote(name):
    return SPARK.render(column(name))


def generate(strategy, examples):
    found = []

    @settings(CALM, max_examples=examples)
    @given(strategy)
    def collect(example):
        found.append(example)

    collect()
    return found


def compute_each(texts, file):
    """The values of expressions computed together; those with a number too large for Spark are left out."""
    try:
        return compute(build_program(texts), file)
    except list_exceptions() as error:
        if not read_overflow(error):
            raise
    if len(texts) == 1:
        return {}
    half = len(texts) // 2
    parts = (dict(itertools.islice(texts.items(), *ends)) for ends in ((half,), (half, None)))
    return {key: values for part in parts for key, values in compute_each(part, file).items()}


def test_generated_expressions_on_many_firms(tmp_path):
    seen = generate(ROWS, 60)
    rows = [{name: random.choice(seen)[name] for name in seen[0]} for _ in range(FIRMS)]
    drawn = dict.fromkeys(text for one in generate(definitions(), 14) for text in one)
    texts = {f"定义{number}": text for number, text in enumerate(drawn)}
    pq.write_table(arrow_table(rows), tmp_path / "facts.parquet")

    computed = compute_each(texts, tmp_path / "facts.parquet")

    expected = run_interpreter(build_program(texts), list(computed), rows)
    for key, values in computed.items():
        for row, one, other in zip(rows, values, expected[key], strict=True):
            assert (one, type(one)) == (other, type(other)), f"{texts[key]} of {row}"
    assert sum(map(len, computed.values())) >= LEAST_CELLS


EXACT = {
    "round half up(甲 / 乙, 2)": Decimal("3.33"),
    "round half up(-2 * 甲 / 乙, 2)": Decimal("-6.67"),
    "round half up(-0.125 * 甲 / 100, 2)": Decimal("-0.13"),
    "decimal(0.125 * 甲 / 100, 2)": Decimal("0.12"),
    "round half down(甲 / 800, 2)": Decimal("0.12"),
    "round up(甲 / 乙, 0)": Decimal(4),
    "round down(-甲 / 乙, 0)": Decimal(-3),
    "round down(-甲 * 0.12345, 2)": Decimal("-12.34"),
    "floor(-甲 / 乙)": Decimal(-4),
    "ceiling(-甲 / 乙)": Decimal(-3),
    "甲 / 乙 > 3.33": True,
    "甲 / 乙 = 乙 / 甲": False,
    "sum(单.金额)": Decimal("3.50"),
    "max(单.金额)": Decimal("2.50"),
    'max(单[种类 = "无"].金额)': None,
    "单[-1].金额": Decimal("2.50"),
    "单[3].金额": None,
    "count(单[金额 > 1])": Decimal(1),
    'string length("𠮷野家")': Decimal(3),
    'string length("it\'s \\\\ ok")': Decimal(9),
    '"𠮷" > "～"': True,
    'contains("惠企", "企")': True,
    'starts with("惠企", "企")': False,
    'ends with("惠企", "企")': True,
    '日 + @"P1M"': Date(2024, 2, 29),
    '日 - @"P31D"': Date(2023, 12, 31),
    "(期 - 日).days": Decimal(394),
    "years and months duration(日, 期).months": Decimal(0),
    "今.weekday": Decimal(7),
    "date(日.year - 1, 12, 31)": Date(2022 + 1, 12, 31),
}


def test_functions_are_exact_on_the_engine(tmp_path):
    pq.write_table(arrow_table([BASE_ROW]), tmp_path / "facts.parquet")
    texts = {f"定义{number}": text for number, text in enumerate(EXACT)}

    computed = compute(build_program(texts), tmp_path / "facts.parquet")

    assert {texts[key]: values[0] for key, values in computed.items()} == EXACT


LARGE = {**BASE_ROW, "甲": Decimal("99999999999999.99"), "数": Decimal(99999999)}


def test_a_quotient_of_more_than_64_bits_does_not_wrap(tmp_path):
    pq.write_table(arrow_table([LARGE]), tmp_path / "facts.parquet")
    program = build_program({"值": "round half up(甲 * 999999999 / 0.000003, 0)"})

    computed = compute(program, tmp_path / "facts.parquet")

    assert computed == run_interpreter(program, ["值"], [LARGE])
    assert computed["值"][0] > 2**64


@pytest.mark.parametrize(
    "expression",
    [
        "甲 * 甲 * 1000 > 0",
        "date(数 * 999999, 12, 31) > 日",
    ],
)
def test_what_does_not_fit_is_an_error_and_never_wrong(expression, tmp_path):
    large = {
        **BASE_ROW,
        "甲": Decimal("99999999999999.99"),
        "乙": Decimal("99999999999999.99"),
        "数": Decimal(99999999),
    }
    pq.write_table(arrow_table([large]), tmp_path / "facts.parquet")

    with pytest.raises(list_exceptions()) as caught:
        compute(build_program({"值": expression}), tmp_path / "facts.parquet")

    assert read_overflow(caught.value)


@pytest.mark.parametrize("words", ["it's", "a\\nb", "back\\", "a\nb", "`", '"', "${x}", "--", "/* */", "％_"])
def test_texts_and_names_arrive_as_they_are(words):
    frame = find_session().sql(f"SELECT {write_expression(text(words))} AS {quote(words)}")

    assert [row.asDict() for row in frame.collect()] == [{words: words}]


def test_what_the_compiler_does_not_make_is_no_text():
    with pytest.raises(TypeError, match="Between"):
        write_expression(exp.Between(this=field(column("a"), "b"), low=exp.null(), high=exp.null()))
