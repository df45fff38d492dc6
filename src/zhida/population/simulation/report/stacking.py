"""The section on stacking: what all awards come to once they are taken together, and who gets more or less of it."""

from __future__ import annotations

from decimal import Decimal

from zhida.policy.page.markup import Markup, element
from zhida.population.simulation.model import Simulation, StackedChange
from zhida.population.simulation.report.charts import draw_bar
from zhida.population.simulation.report.figures import format_amount, format_signed_amount
from zhida.population.simulation.report.tables import Column, render_table

_COLUMNS = (Column("奖补"), Column("金额", "chart cost"), Column("元", "figure wide"))
_WORDS = (
    "全部现行政策的奖补，按各政策的叠加规则（就高不重复、同类不重复、封顶、补差等）逐户合计，取合规组合里金额最大的。"
    "有待补充或由主管部门核定的，合计有下限和上限，这里加总的是下限；上限、下限不相等的企业，金额未定。"
    "下限、上限都不降且有一个升的算多得，反过来算少得；一升一降的，以及只有一边金额已定的，算说不清。"
)


def render_stacking(simulation: Simulation) -> Markup:
    """The awards of all policies before and after stacking; nothing if that was not asked for."""
    change = simulation.stacking
    if change is None:
        return Markup()
    return element(
        "section",
        element("h2", "叠加后"),
        element("p", _describe(change)),
        element("div", _render_sums(change), class_="sheet"),
        element("p", _WORDS, class_="note"),
    )


def _render_sums(change: StackedChange) -> Markup:
    before, after = change.before, change.after
    sums = (
        ("现行，各条单独", before.alone, "before"),
        ("现行，叠加后至少", before.at_least, "before"),
        ("草案，各条单独", after.alone, "after"),
        ("草案，叠加后至少", after.at_least, "after"),
    )
    largest = max(amount for _, amount, _ in sums)
    rows = [(name, draw_bar(amount, largest, style), format_amount(amount)) for name, amount, style in sums]
    total = ("叠加后差额", "", format_signed_amount(change.difference))
    return render_table("全部现行政策的奖补合计", _COLUMNS, rows, total)


def _describe(change: StackedChange) -> str:
    return (
        f"多得 {change.gaining:,} 家{_tell_sum('共多得', change.gained)}；"
        f"少得 {change.losing:,} 家{_tell_sum('共少得', abs(change.lost))}；"
        f"其中 {change.provisional:,} 家的金额未定；说不清 {change.unclear:,} 家；不变 {change.unchanged:,} 家。"
        f"金额未定的企业，现行 {change.before.open:,} 家，换上草案 {change.after.open:,} 家。"
    )


def _tell_sum(words: str, amount: Decimal) -> str:
    return f"，{words}下限 {format_amount(amount)} 元" if amount else ""
