"""The grid of a table: its columns as axes and its rows as boxes over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from zhida.lang.base.values import Value
from zhida.lang.check.axis import Axis, Mask, Spacing, make_axis, type_of, unite
from zhida.lang.check.bounds import Bounds
from zhida.lang.check.conditions import NOTHING, Given, Subject, as_constant, find_constants, find_subject, judge
from zhida.lang.check.cover import Box, Cover
from zhida.lang.check.facts import Restriction
from zhida.lang.check.interval import Interval
from zhida.lang.check.program import Path, are_related, find_paths
from zhida.lang.core.tree import (
    Coercion,
    Constant,
    DefinitionReference,
    Expression,
    Program,
    Rule,
    Table,
    TableInput,
)

SINGLE_HIT = frozenset({"UNIQUE", "ANY", "FIRST", "PRIORITY"})
"""The policies by which a table yields one result, not a list."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One axis of a grid: what it is called, its values, and those of them that can occur.

    ``is_certain`` is false where a restriction on the values could not be read; ``paths`` are the facts it rests on.
    """

    label: str
    axis: Axis
    domain: Mask
    is_certain: bool
    paths: frozenset[Path]

    @property
    def plain(self) -> Mask:
        """The values that can occur without null and what cannot be compared; all of them where there are no others."""
        return self.domain & self.axis.regular or self.domain


@dataclass(frozen=True, slots=True)
class OpaqueCell:
    """A cell whose test could not be read, or not wholly, and the heading of its column."""

    label: str
    test: Expression


@dataclass(frozen=True, slots=True)
class Row:
    """A row as boxes: where it surely matches (``inner``) and where it may (``outer``), and its cells not read."""

    rule: Rule
    inner: Box
    outer: Box
    opaque: tuple[OpaqueCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be checked: its axes, its rows, and these as covers where they surely and where they may match."""

    name: str
    table: Table
    dimensions: tuple[Dimension, ...]
    rows: tuple[Row, ...]
    inner: Cover
    outer: Cover
    given: Given

    @property
    def domain(self) -> Box:
        """All values that can occur."""
        return tuple(dimension.domain for dimension in self.dimensions)

    @property
    def plain(self) -> Box:
        """All values that can occur, nulls left aside."""
        return tuple(dimension.plain for dimension in self.dimensions)

    def is_certain(self, box: Box) -> bool:
        """Whether there surely are inputs in the box: what it restricts can be chosen freely."""
        restricted = [
            dimension for dimension, side in zip(self.dimensions, box, strict=True) if dimension.plain & ~side
        ]
        return all(dimension.is_certain for dimension in restricted) and not any(
            are_related(one.paths, other.paths) for one, other in combinations(restricted, 2)
        )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its place in the table, its heading, what it tests, and that without checks of its type."""

    place: int
    heading: TableInput
    subject: Subject
    bare: Expression


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a table is looked at: its program, and the bounds of that program's expressions."""

    program: Program
    bounds: Bounds


def make_grid(name: str, table: Table, known: Known, given: Given = NOTHING) -> Grid:
    """The grid of a table of the definition ``name``; columns that test the same expression become one axis.

    Cells may speak of the inputs ``given`` as of constants; what is found then holds for these values.
    """
    groups = _group_columns(table)
    dimensions = tuple(_make_dimension(table, group, known, given) for group in groups)
    rows = tuple(_make_row(rule, groups, dimensions, given) for rule in table.rules)
    inner = Cover(tuple(row.inner for row in rows))
    outer = Cover(tuple(row.outer for row in rows))
    return Grid(name, table, dimensions, rows, inner, outer, given)


def _group_columns(table: Table) -> list[list[_Column]]:
    groups: list[list[_Column]] = []
    for place, heading in enumerate(table.inputs):
        subject = find_subject(heading.expression)
        column = _Column(place, heading, subject, _strip_coercions(subject.expression))
        group = next((group for group in groups if group[0].bare == column.bare), None)
        if group is None:
            groups.append([column])
        else:
            group.append(column)
    return groups


def _strip_coercions(expression: Expression) -> Expression:
    """The expression under coercions to the type it has anyway."""
    while isinstance(expression, Coercion) and expression.operand.type == expression.type:
        expression = expression.operand
    return expression


# Dimensions


def _make_dimension(table: Table, group: list[_Column], known: Known, given: Given) -> Dimension:
    bare = group[0].bare
    restrictions = [*_list_restrictions(group, known)]
    possible = _list_possible_values(bare, known.program)
    interval = known.bounds.of(bare)
    tests = [rule.tests[column.place] for rule in table.rules for column in group]
    conditions = [column.subject.condition for column in group if column.subject.condition is not None]
    sources = [*conditions, *(test for test, _ in restrictions), *tests]
    constants = [*possible, *(constant for source in sources for constant in find_constants(source, given))]
    spacing = Spacing.WHOLE if interval.is_whole else Spacing.DENSE
    axis = make_axis(bare.type, [*constants, *interval.ends], spacing)
    truths = [judge(test, subject, axis, given) for test, subject in restrictions]
    domain = _find_domain(axis, interval)
    for truth in truths:
        domain &= truth.may_hold
    if possible:
        domain = unite(axis.find(value) for value in possible)
    is_certain = all(truth.is_known_on(axis.regular) for truth in truths)
    if not domain or as_constant(bare) is None:
        domain |= axis.null
    return Dimension(_name(group), axis, domain, is_certain, find_paths(bare, known.program))


def _find_domain(axis: Axis, interval: Interval) -> Mask:
    """What can occur at all, null left aside: numbers of the interval, and anything that is not a number."""
    numbers = [(bit, piece.sample) for bit, piece in enumerate(axis.pieces) if isinstance(piece.sample, Decimal)]
    outside = (bit for bit, number in numbers if not interval.contains(number))
    return (axis.regular | axis.strange) & ~unite(1 << bit for bit in outside)


def _name(group: list[_Column]) -> str:
    """What the axis of some columns is called: as the first that tests it plainly is, else as the expression is written."""
    labels = [column.heading.label for column in group if column.subject.condition is None]
    return next(filter(None, labels), group[0].bare.span.text)


def _list_restrictions(group: list[_Column], known: Known) -> Iterator[Restriction]:
    """The tests the values of an axis must pass: those of the columns, of coercions and of the fact itself."""
    for column in group:
        if column.heading.allowed is not None:
            yield column.heading.allowed, column.subject
        expression = column.subject.expression
        while isinstance(expression, Coercion):
            if expression.allowed is not None:
                yield expression.allowed, Subject(expression)
            expression = expression.operand
    path = known.bounds.find_path(group[0].bare)
    if path is not None:
        yield from known.bounds.facts.restrictions(path)


def _list_possible_values(expression: Expression, program: Program) -> list[Value]:
    """All values of a constant, or of a definition that is a table of constants; empty when they are not known."""
    constants = _list_result_constants(expression, program)
    values: list[Value] = []
    values += (constant.value for constant in constants if constant is not None and constant.value is not None)
    return values if all(constants) and all(map(type_of, values)) else []


def _list_result_constants(expression: Expression, program: Program) -> list[Constant | None]:
    constant = as_constant(expression)
    if constant is not None:
        return [constant]
    body = (
        program.definitions[expression.key].body
        if isinstance(expression, DefinitionReference) and expression.key in program.definitions
        else None
    )
    if not isinstance(body, Table) or body.hit_policy not in SINGLE_HIT or len(body.outputs) != 1:
        return []
    default = body.outputs[0].default
    return [
        as_constant(result) for result in (*(rule.results[0] for rule in body.rules), default) if result is not None
    ]


# Rows


def _make_row(rule: Rule, groups: list[list[_Column]], dimensions: Sequence[Dimension], given: Given) -> Row:
    inner: list[Mask] = []
    outer: list[Mask] = []
    opaque: list[OpaqueCell] = []
    for group, dimension in zip(groups, dimensions, strict=True):
        holds = may_hold = dimension.domain
        for column in group:
            test = rule.tests[column.place]
            truth = judge(test, column.subject, dimension.axis, given)
            holds &= truth.holds
            may_hold &= truth.may_hold
            if not truth.is_known_on(dimension.domain & dimension.axis.regular):
                opaque.append(OpaqueCell(column.heading.label or column.heading.span.text, test))
        inner.append(holds)
        outer.append(may_hold)
    return Row(rule, tuple(inner), tuple(outer), tuple(opaque))
