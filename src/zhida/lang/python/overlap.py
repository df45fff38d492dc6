"""Whether rows of a table can match together, told at the values where their tests change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal
from itertools import combinations, pairwise

from zhida.lang.base.values import Value

Column = tuple[Sequence[Value], Sequence[Callable[[Value], bool] | None]]
"""The bounds of the tests in a column, all that they compare with, and its tests row by row; None always holds."""

MAXIMUM_ROWS = 64
"""Tables of more rows are not looked at: every row is held against every other."""

_EXACT = Context(prec=20_000)


def find_samples(bounds: Iterable[Value]) -> tuple[Value, ...]:
    """A value of every kind that tests with these bounds can tell apart; none if they are not numbers, texts or truths.

    >>> find_samples([Decimal(2), Decimal(1)]) == (Decimal(0), Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3))
    True
    """
    known = list(bounds)
    numbers = sorted({bound for bound in known if isinstance(bound, Decimal)})
    texts = [bound for bound in known if isinstance(bound, str)]
    if numbers and all(isinstance(bound, Decimal) for bound in known):
        between = (_EXACT.multiply(_EXACT.add(low, high), Decimal("0.5")) for low, high in pairwise(numbers))
        ends = (_EXACT.subtract(numbers[0], Decimal(1)), _EXACT.add(numbers[-1], Decimal(1)))
        return tuple(sorted({*numbers, *between, *ends}))
    if len(texts) == len(known):
        return ("", *texts, *(f"{text}\0" for text in texts))
    return (False, True) if all(isinstance(bound, bool) for bound in known) else ()


def are_disjoint(columns: Iterable[Column], rows: int) -> bool:
    """Whether no two of so many rows can match the same values; False if that cannot be told."""
    if rows > MAXIMUM_ROWS:
        return False
    together = set(combinations(range(rows), 2))
    for bounds, tests in columns:
        samples = find_samples(bounds)
        if samples and together:
            held = [_find_held(test, samples) for test in tests]
            together = {(one, other) for one, other in together if held[one] & held[other]}
    return not together


def _find_held(test: Callable[[Value], bool] | None, samples: Sequence[Value]) -> frozenset[int]:
    """The places of the samples that pass the test."""
    return frozenset(place for place, sample in enumerate(samples) if test is None or test(sample))
