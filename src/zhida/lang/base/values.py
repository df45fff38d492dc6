"""The values of FEEL and how Python holds them.

========================  =============================================
FEEL                      Python
========================  =============================================
number                    `decimal.Decimal` (decimal128, see `numbers`)
string, boolean, null     `str`, `bool`, `None`
date, time …              the classes of `temporal`
list                      `list` (never changed once made)
context                   `dict` from `str` (never changed once made)
range                     `Range`
function                  `Function`
a fact nobody has given   `Missing`
========================  =============================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.types import ANY, Type


@dataclass(frozen=True, slots=True)
class Missing:
    """An answer that cannot be known yet, and the facts that would settle it.

    FEEL's null says "there is none"; `Missing` says "nobody told us". It never occurs in
    standard DMN. Every operation on it is `Missing` again, with the union of the facts, except
    where the other operands decide alone (``false and missing`` is false: Kleene's strong logic).
    """

    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Range:
    """An interval. An end that is None is unbounded (``< 5``); ``low_closed`` says whether it contains its low end.

    ``is_single`` marks one written ``(= 5)``, which FEEL does not call equal to ``[5..5]``.
    """

    low: Value
    high: Value
    low_closed: bool
    high_closed: bool
    is_single: bool = field(default=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function value: a lambda, a business knowledge model, a decision service or a builtin.

    ``call`` takes the values of ``parameters`` in order. Equal only to itself. ``types`` and ``result`` are what it
    declares (or what was inferred), for ``instance of``; an overloaded builtin fits every function type.
    """

    parameters: tuple[str, ...]
    call: Callable[[Sequence[Value]], Value]
    name: str = ""
    types: tuple[Type, ...] = ()
    result: Type = ANY
    is_overloaded: bool = False


Value: TypeAlias = (
    "Decimal | str | bool | Date | Time | DateTime | DaysDuration | MonthsDuration"
    " | list[Value] | dict[str, Value] | Range | Function | Missing | None"
)

Inputs = Mapping[str, Value]
"""The values of a model's input data, by name."""
