"""The section on firms: who gains and who loses, by the dimensions that tell firms apart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from zhida.policy.clause.tree import ClauseKind
from zhida.policy.page.markup import Markup, element, join
from zhida.population.simulation.model import Distribution, Effect, Simulation, Tally
from zhida.population.simulation.report.charts import draw_balance
from zhida.population.simulation.report.clauses import KIND_TITLES
from zhida.population.simulation.report.figures import format_amount, format_signed_amount
from zhida.population.simulation.report.tables import Column, render_table

_LEGEND = element(
    "p",
    element("span", element("i", class_="loses"), "向左：受损"),
    element("span", element("i", class_="gains"), "向右：受益"),
    class_="legend",
    aria_hidden="true",
)


def render_effects(simulation: Simulation) -> Markup:
    """The effect of the clauses of each kind on firms; nothing if all are classifications."""
    if not simulation.effects:
        return Markup()
    effects = (_render_effect(effect) for effect in simulation.effects)
    return element("section", element("h2", "谁受益，谁受损"), *effects)


def _render_effect(effect: Effect) -> Markup:
    title = element("h3", KIND_TITLES[effect.kind])
    if not effect.total.moves:
        return join(title, element("p", "没有一家企业的结果有变动。", class_="quiet"))
    tables = (_render_distribution(one, effect.kind) for one in effect.distributions)
    return join(title, element("p", _describe(effect)), _LEGEND, *tables)


def _describe(effect: Effect) -> str:
    total = effect.total
    amounts = effect.kind.is_amount
    gained = f"，共多得 {format_amount(total.gained)} 元" if amounts and total.gaining else ""
    lost = f"，共少得 {format_amount(abs(total.lost))} 元" if amounts and total.losing else ""
    return (
        f"受益 {total.gaining:,} 家{gained}；受损 {total.losing:,} 家{lost}；"
        f"说不清 {total.unclear:,} 家；不变 {total.unchanged:,} 家。"
    )


def _render_distribution(distribution: Distribution, kind: ClauseKind) -> Markup:
    groups = _fold(distribution.groups)
    largest = max((size for tally in groups for size in _sizes(tally, kind)), default=Decimal(0))
    counts = [Column(heading, "figure") for heading in ("企业", "受益", "受损", "说不清")]
    amounts = [Column(heading, "figure") for heading in ("多得", "少得", "差额")] if kind.is_amount else []
    columns = [Column(distribution.title), Column("受损｜受益", "chart"), *counts, *amounts]
    unit = "条宽为金额，单位元" if kind.is_amount else "条宽为企业数"
    rows = [_render_group(tally, kind, largest) for tally in groups]
    return element("div", render_table(f"按{distribution.title}（{unit}）", columns, rows), class_="sheet")


def _render_group(tally: Tally, kind: ClauseKind, largest: Decimal) -> list[str]:
    gained, lost = _sizes(tally, kind)
    counts = [f"{count:,}" for count in (tally.firms, tally.gaining, tally.losing, tally.unclear)]
    amounts = [format_signed_amount(amount) for amount in (tally.gained, tally.lost, tally.difference)]
    return [tally.name, draw_balance(gained, lost, largest), *counts, *(amounts if kind.is_amount else ())]


def _sizes(tally: Tally, kind: ClauseKind) -> tuple[Decimal, Decimal]:
    """What the bars picture: amounts, or firms where there are none."""
    return (tally.gained, -tally.lost) if kind.is_amount else (Decimal(tally.gaining), Decimal(tally.losing))


def _fold(groups: Iterable[Tally]) -> list[Tally]:
    """The groups in which something moves; the others, if several, as one row at the end."""
    tallies = list(groups)
    still = [tally for tally in tallies if not tally.moves]
    if len(still) < 2:  # noqa: PLR2004 - one row is not folded into one
        return tallies
    return [*(tally for tally in tallies if tally.moves), _add(f"其余 {len(still)} 组，没有变动", still)]


def _add(name: str, tallies: list[Tally]) -> Tally:
    """Groups in which nothing moves as one."""
    zero = Decimal("0.00")
    firms, amount = sum(tally.firms for tally in tallies), sum((tally.before for tally in tallies), zero)
    return Tally(name, firms, 0, 0, 0, firms, amount, amount, zero, zero, zero)
