"""Hypothesis strategies: decision tables of every hit policy, as boxed expressions of a DMN model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from agreement.expressions import (
    AMOUNTS,
    DAYS,
    LITERAL_TEXTS,
    RATES,
    Texts,
    booleans,
    dates,
    numbers,
    quotients,
    texts,
)
from zhida.lang.base.span import Source
from zhida.lang.dmn.model import AggregationName, HitPolicyName, InputClause, OutputClause, TableBox, TableRule

HIT_POLICIES: Mapping[str, tuple[HitPolicyName, AggregationName | None]] = {
    "U": ("UNIQUE", None),
    "A": ("ANY", None),
    "F": ("FIRST", None),
    "P": ("PRIORITY", None),
    "R": ("RULE ORDER", None),
    "O": ("OUTPUT ORDER", None),
    "C": ("COLLECT", None),
    "C+": ("COLLECT", "SUM"),
    "C#": ("COLLECT", "COUNT"),
    "C<": ("COLLECT", "MIN"),
    "C>": ("COLLECT", "MAX"),
}
"""As policy documents write them."""

LISTS = frozenset("ROC")
"""The hit policies that yield a list."""

RANKED = frozenset("PO")
"""The hit policies that rank results, which therefore are constants."""

FIELDS = ("额", "档")
"""The outputs of a table of two."""


@dataclass(frozen=True, slots=True)
class TableText:
    """A decision table of texts: rows are cells followed by results; ``orders`` lists ranked results, best first."""

    policy: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    orders: tuple[tuple[str, ...], ...] = ()
    default: str | None = None

    def box(self) -> TableBox:
        """The table as a part of a model."""
        policy, aggregation = HIT_POLICIES[self.policy]
        width = len(self.inputs)
        return TableBox(
            source=Source("表"),
            inputs=tuple(InputClause(Source(text), text) for text in self.inputs),
            outputs=tuple(self._output(place, name) for place, name in enumerate(self.outputs)),
            rules=tuple(
                TableRule(tuple(map(Source, row[:width])), tuple(map(Source, row[width:])), number=number)
                for number, row in enumerate(self.rows, 1)
            ),
            hit_policy=policy,
            aggregation=aggregation,
        )

    def _output(self, place: int, name: str) -> OutputClause:
        allowed = Source(",".join(self.orders[place])) if self.orders else None
        default = None if self.default is None else Source(self.default)
        return OutputClause(name, name, allowed_values=allowed, default=default)


# Columns: what is tested, and the cells that test it


def _number_cells(literals: Texts) -> Texts:
    return st.one_of(
        st.just("-"),
        st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), literals),
        st.builds("{}{}..{}{}".format, st.sampled_from("[("), literals, literals, st.sampled_from("])")),
        st.builds("{}, {}".format, literals, literals),
        st.builds("not({})".format, literals),
        st.builds("< {}, > {}".format, literals, literals),
        st.sampled_from(["<= 乙", "null", "0", "? > 丙 and ? < 乙"]),
    )


_TEXT_CELLS = st.one_of(
    st.just("-"),
    LITERAL_TEXTS,
    st.builds("{},{}".format, LITERAL_TEXTS, LITERAL_TEXTS),
    st.builds("not({})".format, LITERAL_TEXTS),
    st.sampled_from(["字", 'starts with(?, "甲")', "null"]),
)
_FLAG_CELLS = st.sampled_from(["-", "true", "false", "幡"])
_DAY_CELLS = st.one_of(
    st.just("-"),
    st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), DAYS),
    st.builds("[{}..{})".format, DAYS, DAYS),
    st.sampled_from(["< 期", '? > 今 - @"P2Y"']),
)


@cache
def _columns(layer: int) -> st.SearchStrategy[tuple[str, Texts]]:
    amounts, rates = _number_cells(AMOUNTS), _number_cells(RATES)
    kinds = [
        (st.sampled_from(["甲", "乙", "丙", "年.收入", "sum(单.金额)"]), amounts),
        (numbers(layer, 1), amounts),
        (quotients(layer, 1), rates),
        (texts(layer), _TEXT_CELLS),
        (st.sampled_from(["文", "字"]), _TEXT_CELLS),
        (booleans(layer, 1), _FLAG_CELLS),
        (dates(layer, 1), _DAY_CELLS),
    ]
    return st.sampled_from(kinds).flatmap(lambda kind: st.tuples(kind[0], st.just(kind[1])))


# Rows


@st.composite
def _divide(draw: st.DrawFn, results: Texts) -> tuple[tuple[str, str], ...]:
    """Cells that share all amounts among them, each with a result: one matches, and no other."""
    ends = sorted(set(draw(st.lists(st.integers(-5, 5_000), min_size=2, max_size=4))))
    cells = [
        f"< {ends[0]}万",
        *(f"[{low}万..{high}万)" for low, high in pairwise(ends)),
        f">= {ends[-1]}万",
    ]
    return tuple((cell, draw(results)) for cell in cells)


@st.composite
def _open_rows(draw: st.DrawFn, cells: tuple[Texts, ...], results: tuple[Texts, ...]) -> tuple[tuple[str, ...], ...]:
    """Rows that may match together, or leave gaps."""
    return tuple(draw(st.lists(st.tuples(*cells, *results), min_size=1, max_size=4)))


_GRADES = st.sampled_from(['"甲类"', '"乙类"'])
_ORDERS = st.permutations(["1", "2", "3"]).map(tuple)


@cache
def _results(layer: int, policy: str) -> Texts:
    if policy in RANKED:
        return st.sampled_from(["1", "2", "3"])
    if policy == "A":
        return st.sampled_from(["1", "2", "丙", "丙 * 2", "null"])
    return st.one_of(AMOUNTS, numbers(layer, 1), st.just("null"), numbers(layer, 0))


@st.composite
def tables(draw: st.DrawFn, layer: int, name: str) -> TableText:
    """A decision table with one output, called as the table; its results are numbers."""
    policy = draw(st.sampled_from(sorted(HIT_POLICIES)))
    results = _results(layer, policy)
    if policy in {"U", "F"} and draw(st.booleans()):
        return TableText(policy, (draw(numbers(layer, 1)),), (name,), draw(_divide(results)))
    columns = draw(st.lists(_columns(layer), min_size=1, max_size=3))
    rows = draw(_open_rows(tuple(cell for _, cell in columns), (results,)))
    orders = (draw(_ORDERS),) if policy in RANKED else ()
    default = draw(st.sampled_from([None, None, "0", "丙"])) if policy not in LISTS | RANKED else None
    return TableText(policy, tuple(text for text, _ in columns), (name,), rows, orders, default)


@st.composite
def wide_tables(draw: st.DrawFn, layer: int) -> TableText:
    """A decision table of two outputs, a number and a text: its value is a context."""
    policy = draw(st.sampled_from("UFAP"))
    columns = draw(st.lists(_columns(layer), min_size=1, max_size=2))
    plain = policy in {"U", "F"}
    results = (_results(layer, policy), texts(layer)) if plain else (st.sampled_from(["1", "2"]), _GRADES)
    rows = draw(_open_rows(tuple(cell for _, cell in columns), results))
    orders = (draw(_ORDERS), ('"乙类"', '"甲类"')) if policy in RANKED else ()
    return TableText(policy, tuple(text for text, _ in columns), FIELDS, rows, orders)
