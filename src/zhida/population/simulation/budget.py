"""Budgets held against what packs would pay."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from zhida.lang.base.numbers import DECIMAL128
from zhida.policy.pack import Pack
from zhida.population.simulation.compare import Run
from zhida.population.simulation.model import BudgetUse

_SHARE = Decimal("0.0001")

_PAYMENTS = """
WITH paid AS (
  SELECT firm, sum(amount) AS amount FROM {side} WHERE pack = $1 AND kind = 'award' AND amount IS NOT NULL GROUP BY firm
), ordered AS (
  SELECT amount,
    sum(amount) OVER (ORDER BY amount, firm ROWS UNBOUNDED PRECEDING) AS smallest_first,
    sum(amount) OVER (ORDER BY amount DESC, firm ROWS UNBOUNDED PRECEDING) AS largest_first
  FROM paid
)
SELECT coalesce(sum(amount), 0), count(*), count(*) FILTER (smallest_first <= $2), count(*) FILTER (largest_first <= $2)
FROM ordered
"""


def measure_budgets(side: str, run: Run, connection: duckdb.DuckDBPyConnection) -> tuple[BudgetUse, ...]:
    """The budgets of the packs of a run, whose results stand in the table ``side`` (``before`` or ``after``)."""
    packs = (pack for pack in run.library.packs.values() if run.summary.on in pack.metadata.in_force)
    return tuple(
        _measure_budget(side, pack, pack.metadata.budget, connection)
        for pack in packs
        if pack.metadata.budget is not None
    )


def _measure_budget(side: str, pack: Pack, budget: Decimal, connection: duckdb.DuckDBPyConnection) -> BudgetUse:
    rows = connection.execute(_PAYMENTS.format(side=side), [pack.key, budget]).fetchall()
    cost, firms, smallest_first, largest_first = rows[0]
    share = DECIMAL128.quantize(DECIMAL128.divide(cost, budget), _SHARE) if budget else None
    return BudgetUse(pack.key, pack.metadata.title, budget, Decimal(cost), share, firms, smallest_first, largest_first)
