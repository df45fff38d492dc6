"""Money in Polars: exact, as whole cents, or as floats of 元. The clauses are the same for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

POINTS = 10_000
"""Basis points of one."""


class Arithmetic(Protocol):
    """How money is stored, multiplied with rates and rounded; products of rates stay in units of their own."""

    def store(self, column: pl.Expr) -> pl.Expr:
        """A decimal column of 元 as money."""

    def money(self, yuan: int) -> Any:
        """An amount of 元 as money."""

    def rate(self, points: int, value: Any) -> Any:
        """``value`` times a rate in basis points, unrounded."""

    def whole(self, value: Any) -> Any:
        """``value`` in the units of such a product."""

    def round(self, product: Any, divisor: int = 1) -> Any:
        """A product, divided by a whole number, to the cent, half up."""


@dataclass(frozen=True, slots=True)
class Cents:
    """Whole cents of 64 bits; a product with a rate counts ten-thousandths of a cent."""

    def store(self, column: pl.Expr) -> pl.Expr:
        return (column * 100).cast(pl.Int64)

    def money(self, yuan: int) -> Any:
        return yuan * 100

    def rate(self, points: int, value: Any) -> Any:
        return value * points

    def whole(self, value: Any) -> Any:
        return value * POINTS

    def round(self, product: Any, divisor: int = 1) -> Any:
        unit = POINTS * divisor
        return (product + unit // 2) // unit


@dataclass(frozen=True, slots=True)
class Floats:
    """元 as floats of 64 bits."""

    def store(self, column: pl.Expr) -> pl.Expr:
        return column.cast(pl.Float64)

    def money(self, yuan: int) -> Any:
        return float(yuan)

    def rate(self, points: int, value: Any) -> Any:
        return value * (points / POINTS)

    def whole(self, value: Any) -> Any:
        return value

    def round(self, product: Any, divisor: int = 1) -> Any:
        return (product / divisor).round(2)
