"""Budgets held against what packs would pay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

import duckdb

from zhida.lang.base.numbers import DECIMAL128
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.metadata import Period
from zhida.policy.pack import Pack
from zhida.population.measure import quote_name
from zhida.population.results import AMOUNT
from zhida.population.simulation.baseline import name_before
from zhida.population.simulation.compare import Standing
from zhida.population.simulation.model import BudgetUse

_SHARE = Decimal("0.0001")
_YEAR = 365

_PAYMENTS = """
WITH paid AS (SELECT firm, {amount} AS amount FROM compared WHERE {amount} IS NOT NULL), ordered AS (
  SELECT amount,
    sum(amount) OVER (ORDER BY amount, firm ROWS UNBOUNDED PRECEDING) AS smallest_first,
    sum(amount) OVER (ORDER BY amount DESC, firm ROWS UNBOUNDED PRECEDING) AS largest_first
  FROM paid
)
SELECT coalesce(sum(amount), 0), count(*), count(*) FILTER (smallest_first <= $1), count(*) FILTER (largest_first <= $1)
FROM ordered
"""


def measure_budgets(packs: Sequence[Pack], side: str, connection: duckdb.DuckDBPyConnection) -> tuple[BudgetUse, ...]:
    """The budgets of packs held against their awards ``before`` or ``after``; needs the columns of `list_payments`."""
    return tuple(
        _measure_budget(pack, pack.metadata.budget, _name_payment(place, side), connection)
        for place, pack in enumerate(packs)
        if pack.metadata.budget is not None
    )


def list_payments(packs: Sequence[Pack], side: str, clauses: Iterable[Standing]) -> list[str]:
    """The columns with what each pack that has a budget pays a firm; NULL where it pays nothing."""
    standing = tuple(clauses)
    return [
        f"{_add_awards(pack, side, standing)} AS {_name_payment(place, side)}"
        for place, pack in enumerate(packs)
        if pack.metadata.budget is not None
    ]


def find_dry_day(budget: Decimal, cost: Decimal, period: Period) -> dt.date | None:
    """The first day on which a budget does not suffice, if the cost falls due evenly over the days of the period.

    A period without an end is taken as a year; without a start, or if the budget suffices, there is no such day.

    >>> find_dry_day(Decimal(50), Decimal(100), Period(dt.date(2026, 1, 1), dt.date(2026, 1, 10)))
    datetime.date(2026, 1, 6)
    """
    if period.start is None or cost <= budget:
        return None
    days = _YEAR if period.end is None else (period.end - period.start).days + 1
    return period.start + dt.timedelta(days=int(budget * days // cost))


def _name_payment(place: int, side: str) -> str:
    return f"paid_{side}_{place}"


def _add_awards(pack: Pack, side: str, clauses: Iterable[Standing]) -> str:
    """What the awards of a pack come to on one side, over the columns of answers before and after."""
    columns = [
        clause.column(AMOUNT) if side == "after" and clause.changed else name_before(clause.column(AMOUNT))
        for clause in clauses
        if (clause.pack, clause.kind) == (pack.key, ClauseKind.AWARD)
        and (clause.in_after if side == "after" else clause.in_before)
    ]
    total = " + ".join(f"coalesce({quote_name(column)}, 0)" for column in columns)
    return f"nullif(({total or '0'})::DECIMAL(28, 2), 0)"


def _measure_budget(pack: Pack, budget: Decimal, amount: str, connection: duckdb.DuckDBPyConnection) -> BudgetUse:
    ((cost, firms, smallest_first, largest_first),) = connection.execute(
        _PAYMENTS.format(amount=amount), [budget]
    ).fetchall()
    share = DECIMAL128.quantize(DECIMAL128.divide(cost, budget), _SHARE) if budget else None
    return BudgetUse(
        pack=pack.key,
        policy=pack.metadata.title,
        budget=budget,
        cost=Decimal(cost),
        share=share,
        firms=firms,
        smallest_first=smallest_first,
        largest_first=largest_first,
        runs_dry=find_dry_day(budget, Decimal(cost), pack.metadata.in_force),
    )
