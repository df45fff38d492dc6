"""The section on budgets: how much of them the awards take, and how many firms they reach."""

from __future__ import annotations

from collections.abc import Sequence

from zhida.policy.page.markup import Markup, element
from zhida.population.simulation.model import BudgetUse, Simulation
from zhida.population.simulation.report.charts import draw_bar
from zhida.population.simulation.report.figures import format_amount, format_share
from zhida.population.simulation.report.tables import Column, render_table

_COLUMNS = (
    Column("政策"),
    Column("占用", "chart"),
    Column("预算", "figure"),
    Column("测算支出", "figure"),
    Column("占预算", "figure"),
    Column("用尽日", "figure"),
    Column("可享企业", "figure"),
    Column("小额先付", "figure"),
    Column("大额先付", "figure"),
)
_LIMITS = (
    "预算先给谁，是政策的决定，这里不替它决定，只给出两头：小额先付，付得清的企业最多；大额先付，到第一家付不下为止，付得清的最少。"
    "“用尽日”假定这些支出在施行期内逐日均匀发生（没有终止日期的按一年），是预算第一次不够的那一天；预算够用的没有用尽日。"
    "企业同享一个政策包的几条奖补，金额合并计算；没有计入待补充的企业、往年结转和其他政策的支出。"
)


def render_budgets(simulation: Simulation) -> Markup:
    """The budgets before and after; nothing if no policy tells its budget."""
    before, after = simulation.budgets_before, simulation.budgets_after
    if not before and not after:
        return Markup()
    rows = [*_render_rows("现行", "before", before), *_render_rows("草案", "after", after)]
    table = render_table("预算与测算支出（元），以及付得清的企业数（家）", _COLUMNS, rows)
    return element(
        "section",
        element("h2", "预算"),
        element("div", table, class_="sheet"),
        element("p", _LIMITS, class_="note"),
    )


def _render_rows(side: str, style: str, uses: Sequence[BudgetUse]) -> list[list[str]]:
    return [
        [
            f"{side}：{use.policy}",
            draw_bar(min(use.cost, use.budget), use.budget, "loses" if use.cost > use.budget else style),
            format_amount(use.budget),
            format_amount(use.cost),
            "—" if use.share is None else format_share(use.share),
            use.runs_dry.isoformat() if use.runs_dry else "—",
            f"{use.firms:,}",
            f"{use.smallest_first:,}",
            f"{use.largest_first:,}",
        ]
        for use in uses
    ]
