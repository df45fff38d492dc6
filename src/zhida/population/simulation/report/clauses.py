"""The section on clauses: what each costs before and after, and what it does to how many firms."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zhida.policy.clause.tree import ClauseKind
from zhida.policy.page.markup import Markup, element, join
from zhida.population.simulation.model import ClauseChange, Movement, Simulation, Switch, Tally
from zhida.population.simulation.report.charts import draw_bar
from zhida.population.simulation.report.figures import format_amount, format_signed_amount
from zhida.population.simulation.report.tables import Column, render_table

KIND_TITLES = {
    ClauseKind.AWARD: "奖补",
    ClauseKind.RELIEF: "减免",
    ClauseKind.STATUS: "资格",
    ClauseKind.CLASSIFICATION: "划型",
}

_CAPTIONS = {
    ClauseKind.AWARD: "奖补：支付给企业的金额（元）与受影响的企业数（家）",
    ClauseKind.RELIEF: "减免：企业少缴的金额（元），不是支出，不计入奖补合计",
    ClauseKind.STATUS: "资格：有没有资格，没有金额",
    ClauseKind.CLASSIFICATION: "划型：取值变了的算“改划”，不分好坏",
}
_MOVEMENTS = {
    Movement.GAINS: "受益",
    Movement.LOSES: "受损",
    Movement.CHANGED: "改划",
    Movement.UNCHANGED: "不变",
    Movement.BECOMES_UNKNOWN: "转待补充",
    Movement.BECOMES_KNOWN: "已补明",
    Movement.STAYS_UNKNOWN: "仍待补充",
}
_SWITCHED = "改走他条"


def render_clauses(simulation: Simulation) -> Markup:
    """A table for each kind of clause there is."""
    tables = (
        element("div", _render_kind(kind, clauses, simulation), *map(_render_transitions, clauses), class_="sheet")
        for kind in KIND_TITLES
        if (clauses := [clause for clause in simulation.clauses if clause.kind is kind])
    )
    return element("section", element("h2", "逐条对比"), *tables, _render_switches(simulation.switches))


def _render_kind(kind: ClauseKind, clauses: Sequence[ClauseChange], simulation: Simulation) -> Markup:
    movements = [one for one in _MOVEMENTS if _concerns(one, kind)]
    amounts = ("原金额", "新金额", "差额") if kind.is_amount else ("原可享", "新可享")
    switching = () if kind is ClauseKind.CLASSIFICATION else (_SWITCHED,)
    headings = (*amounts, *(_MOVEMENTS[one] for one in movements), *switching)
    columns = [Column("条款"), *(Column(heading, "figure") for heading in headings)]
    rows = [_render_clause(clause, movements, simulation) for clause in clauses]
    effect = simulation.effect(kind)
    total = _render_total(effect.total, len(columns)) if effect and kind.is_amount else None
    return render_table(_CAPTIONS[kind], columns, rows, total)


def _render_transitions(clause: ClauseChange) -> Markup:
    """From which text to which a classification moves firms."""
    if not clause.transitions:
        return Markup()
    largest = Decimal(clause.transitions[0].firms)
    columns = (Column("改划"), Column("比较", "chart cost"), Column("企业", "figure"))
    rows = (
        (f"{one.before} → {one.after}", draw_bar(Decimal(one.firms), largest, "after"), f"{one.firms:,}")
        for one in clause.transitions
    )
    return render_table(f"{clause.title}：从哪里改到哪里（家）", columns, rows)


def _render_switches(switches: Sequence[Switch]) -> Markup:
    """From which clause to which firms go."""
    if not switches:
        return Markup()
    largest = Decimal(switches[0].firms)
    columns = (Column("改走他条"), Column("比较", "chart cost"), Column("企业", "figure"))
    rows = (
        (f"{one.left} → {one.entered}", draw_bar(Decimal(one.firms), largest, "after"), f"{one.firms:,}")
        for one in switches
    )
    return element("div", render_table("改走他条：从哪条改到哪条（家）", columns, rows), class_="sheet")


def _concerns(movement: Movement, kind: ClauseKind) -> bool:
    """A classification changes; everything else is gained or lost."""
    if kind is ClauseKind.CLASSIFICATION:
        return movement not in {Movement.GAINS, Movement.LOSES}
    return movement is not Movement.CHANGED


def _render_clause(clause: ClauseChange, movements: Sequence[Movement], simulation: Simulation) -> list[str]:
    counts = [f"{clause.movements[one]:,}" for one in movements]
    switched = [] if clause.kind is ClauseKind.CLASSIFICATION else [f"{clause.switched:,}"]
    return [_name_clause(clause, simulation), *_render_figures(clause), *counts, *switched]


def _render_figures(clause: ClauseChange) -> list[str]:
    if clause.kind.is_amount:
        return [
            format_amount(clause.before),
            format_amount(clause.after),
            format_signed_amount(clause.difference),
        ]
    return [f"{clause.entitled_before:,}", f"{clause.entitled_after:,}"]


def _name_clause(clause: ClauseChange, simulation: Simulation) -> Markup:
    stands = {(False, True): "（新增）", (True, False): "（取消）"}.get((clause.in_before, clause.in_after), "")
    of_draft = clause.pack == simulation.draft.key
    policy = Markup() if of_draft else join(element("br"), element("span", clause.policy, class_="quiet"))
    return join(clause.title, stands, policy)


def _render_total(total: Tally, columns: int) -> list[str]:
    figures = [format_amount(total.before), format_amount(total.after), format_signed_amount(total.difference)]
    return ["合计", *figures, *[""] * (columns - 4)]
