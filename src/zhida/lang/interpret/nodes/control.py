"""Conditionals, iterations, quantifiers and filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from zhida.lang.base.types import NUMBER
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Binding, Conditional, Expression, Iteration, LocalReference, Quantification, Selection
from zhida.lang.interpret.compare import kind_of
from zhida.lang.interpret.domains import count_between, items_of
from zhida.lang.interpret.logic import conjoin, disjoin
from zhida.lang.interpret.missing import join_missing
from zhida.lang.interpret.nodes.builder import Builder, BuildFunction
from zhida.lang.interpret.nodes.leaves import read_variable
from zhida.lang.interpret.run import Code, Locals, NoValueError, Run


def build_conditional(node: Conditional, builder: Builder) -> Code:
    """``if``: the alternative when the condition is anything but true; missing when it is missing."""
    condition = builder.build(node.condition)
    consequence, alternative = builder.build(node.consequence), builder.build(node.alternative)
    span = node.condition.span

    def code(run: Run, local: Locals) -> Value:
        answer = condition(run, local)
        if answer is True:
            return consequence(run, local)
        if type(answer) is Missing:
            return answer
        if not isinstance(answer, bool) and answer is not None:
            run.warn("interpret.not-a-condition", span, kind=kind_of(answer))
        return alternative(run, local)

    return code


# Bindings: each gives the items its variable runs over


Domain: TypeAlias = tuple[str, Code, Code | None]


class _MissingDomainError(Exception):
    """What a variable runs over is missing, and so is the whole."""

    def __init__(self, missing: Missing) -> None:
        self.missing = missing
        super().__init__()


def _build_domains(bindings: Sequence[Binding], builder: Builder) -> list[Domain]:
    return [
        (binding.name, builder.build(binding.domain), builder.build(binding.high) if binding.high else None)
        for binding in bindings
    ]


def _items(domain: Domain, run: Run, local: Locals) -> Sequence[Value]:
    _, low, high = domain
    start = low(run, local)
    end = high(run, local) if high else None
    if missing := join_missing((start, end)):
        raise _MissingDomainError(missing)
    items = count_between(start, end) if high else items_of(start)
    run.spend(len(items))
    return items


def _combinations(domains: Sequence[Domain], run: Run, local: Locals) -> Iterator[Locals]:
    """The variables of every combination, the last one running fastest; a later domain sees the earlier variables."""
    if not domains:
        yield local
        return
    name = domains[0][0]
    for item in _items(domains[0], run, local):
        local[name] = item
        yield from _combinations(domains[1:], run, local)


def build_iteration(node: Iteration, builder: Builder) -> Code:
    """``for``: the list of the bodies; ``partial`` is the list of those before."""
    domains, body, span = _build_domains(node.bindings, builder), builder.build(node.body), node.span

    def code(run: Run, local: Locals) -> Value:
        results: list[Value] = []
        try:
            for inner in _combinations(domains, run, {**local, "partial": results}):
                results.append(body(run, inner))  # noqa: PERF401 - the body reads the list as `partial`
        except _MissingDomainError as error:
            return error.missing
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)
        return results

    return code


def build_quantification(node: Quantification, builder: Builder) -> Code:
    """``some``: a disjunction over all combinations; ``every``: a conjunction."""
    domains, condition, span = _build_domains(node.bindings, builder), builder.build(node.condition), node.span
    combine = disjoin if node.quantifier == "some" else conjoin

    def code(run: Run, local: Locals) -> Value:
        try:
            return combine(condition(run, inner) for inner in _combinations(domains, run, dict(local)))
        except _MissingDomainError as error:
            return error.missing
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


# Filters


def build_selection(node: Selection, builder: Builder) -> Code:
    """``source[predicate]``: the item at a number when the predicate is one, else the items that satisfy it.

    A predicate that is neither a number nor a condition has no value; a condition that is null is not satisfied.
    """
    source, predicate, span = _build_source(node.source, builder), builder.build(node.predicate), node.span
    name = node.item
    if node.predicate.type == NUMBER:
        return _build_index(source, predicate, name)

    def code(run: Run, local: Locals) -> Value:
        value = source(run, local)
        if value is None or type(value) is Missing:
            return value
        items = _as_list(value)
        run.spend(len(items))
        if not items:
            return _select_of_nothing(predicate, run, {**local, name: None})
        inner: Locals = {**local, name: items[0]}
        first = predicate(run, inner)
        if type(first) is Decimal:
            return _item_at(items, first)
        try:
            return _satisfying(items, chain([first], _answers(items[1:], predicate, run, inner, name)))
        except NoValueError as error:
            return run.warn(error.code, span, **error.values)

    return code


def _build_source(node: Expression, builder: Builder) -> Code:
    """An item of ``partial`` is taken without copying the list first."""
    if isinstance(node, LocalReference) and node.name == "partial":
        return read_variable(node.name)
    return builder.build(node)


def _select_of_nothing(predicate: Code, run: Run, local: Locals) -> Value:
    """No items satisfy anything; no item stands at a number. The predicate is only asked which of the two it is."""
    warned = len(run.warnings)
    answer = predicate(run, local)
    del run.warnings[warned:]
    return None if type(answer) is Decimal else []


def _build_index(source: Code, index: Code, name: str) -> Code:
    def code(run: Run, local: Locals) -> Value:
        value, number = source(run, local), index(run, {**local, name: None})
        return select_at(value, number)

    return code


def select_at(value: Value, number: Value) -> Value:
    """``value[number]``: null where there is no such item, or no number."""
    if missing := join_missing((value, number)):
        return missing
    return None if value is None or type(number) is not Decimal else _item_at(_as_list(value), number)


def _as_list(value: Value) -> list[Value]:
    return value if type(value) is list else [value]


def _item_at(items: list[Value], number: Decimal) -> Value:
    """The item at a position from 1, or from -1 at the end; null where there is none."""
    if number != number.to_integral_value() or not 1 <= abs(number) <= len(items):
        return None
    return items[int(number) - 1 if number > 0 else int(number)]


def _answers(items: list[Value], predicate: Code, run: Run, local: Locals, name: str) -> Iterator[Value]:
    for item in items:
        local[name] = item
        yield predicate(run, local)


def _satisfying(items: list[Value], answers: Iterable[Value]) -> Value:
    kept: list[Value] = []
    undecided: list[Value] = []
    for item, answer in zip(items, answers, strict=True):
        if answer is True:
            kept.append(item)
        elif type(answer) is Missing:
            undecided.append(answer)
        elif answer is not False and answer is not None:
            raise NoValueError("interpret.not-a-condition", kind=kind_of(answer))
    return join_missing(undecided) or kept


CONTROL: Mapping[type, BuildFunction] = MappingProxyType(
    {
        Conditional: build_conditional,
        Iteration: build_iteration,
        Quantification: build_quantification,
        Selection: build_selection,
    }
)
"""Build functions of this module."""
