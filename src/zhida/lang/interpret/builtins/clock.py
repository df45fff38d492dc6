"""``now()`` and ``today()``: the moment comes from outside, the language has no clock (DMN 1.5, §10.3.4.10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from zhida.lang.base.temporal import DateTime
from zhida.lang.base.values import Value
from zhida.lang.interpret.builtins.implementation import Implementations
from zhida.lang.interpret.run import NoValueError

Clock: TypeAlias = Callable[[], DateTime]
"""Tells the present moment."""


def make_clock_builtins(clock: Clock | None) -> Implementations:
    """The builtins that ask the clock; without one they have no value."""

    def tell() -> DateTime:
        if clock is None:
            raise NoValueError("interpret.no-clock")
        return clock()

    def today() -> Value:
        return tell().date

    return {"now": tell, "today": today}
