"""The report of a simulation as one HTML page: no scripts, no requests, printable."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from zhida.policy.clause.tree import ClauseKind
from zhida.policy.page.markup import Markup, element, join
from zhida.population.simulation.dimensions import Dimension
from zhida.population.simulation.model import DraftSummary, Effect, Simulation
from zhida.population.simulation.report.budgets import render_budgets
from zhida.population.simulation.report.charts import draw_bar
from zhida.population.simulation.report.clauses import KIND_TITLES, render_clauses
from zhida.population.simulation.report.effects import render_effects
from zhida.population.simulation.report.figures import format_amount, format_signed_amount
from zhida.population.simulation.report.stacking import render_stacking
from zhida.population.simulation.report.tables import Column, render_table

_METHOD = (
    "同一份企业快照、同一个基准日，现行的政策与换上草案逐户对比。只比较草案和用到它的政策；含义没有变的条款沿用现行的结果，不重算。",
    "金额精确到分，逐户相加，没有抽样和估计。奖补是支付的钱；减免是企业少缴的钱，分开列，不相加。",
    "“待补充”是事实不全、说不清的，金额按 0 计：实际支出可能更高。两边只有一边待补充的，不算受益或受损；两边都待补充的，按企业看算不变。",
    "“改走他条”是离开一条、同时享受上同一政策里同类另一条的企业，在两条里各计一次。",
    "“说不清”是任何一条转为待补充、或由待补充转明的企业。其余企业按各条差额之和分受益、受损、不变。",
    "没有计企业因政策改变的行为；名额和预算的分配（zhida allocate）不在模拟之内。",
)
_WITHOUT_STACKING = "没有计政策叠加限制（就高不重复等）。"
_BESIDES_STACKING = "“叠加后”一节以外，没有计政策叠加限制（就高不重复等）。"


def render_report(simulation: Simulation, dimensions: Iterable[Dimension]) -> str:
    """The whole page, in Chinese; it shows what the ``simulation`` holds and how its ``dimensions`` are defined."""
    title = f"草案模拟：{simulation.draft.title}"
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", title),
        element("style", Markup(files(__package__).joinpath("report.css").read_text(encoding="utf-8"))),
    )
    body = element(
        "main",
        _render_header(simulation),
        render_clauses(simulation),
        render_effects(simulation),
        render_budgets(simulation),
        render_stacking(simulation),
        _render_method(simulation, dimensions),
        _render_basis(simulation),
    )
    return f"<!doctype html>\n{element('html', head, element('body', body), lang='zh-CN')}\n"


def _render_header(simulation: Simulation) -> Markup:
    draft = simulation.draft
    synthetic = element("span", "合成数据", class_="badge") if simulation.origin.synthetic else Markup()
    line = f"{draft.number} · 基准日 {simulation.on.isoformat()} · {simulation.firms:,} 家企业（{simulation.origin.source}） "
    return element(
        "header",
        element("p", "草案模拟", class_="eyebrow"),
        element("h1", draft.title),
        element("p", line, synthetic, class_="quiet"),
        element("p", _describe_place(draft), class_="quiet"),
        _render_cards(simulation),
        *(_render_cost(effect) for effect in simulation.effects if effect.kind.is_amount),
    )


def _describe_place(draft: DraftSummary) -> str:
    if draft.replaces is None:
        return f"作为新的政策包（{draft.key}），与现行政策并列。"
    same = "（内容相同）" if draft.digest == draft.replaced_digest else ""
    return f"替换现行的《{draft.replaces}》（{draft.key}）{same}。"


def _render_cards(simulation: Simulation) -> Markup:
    """The figures that matter most, of the first kind of clause in which something moves."""
    if not simulation.effects:
        return Markup()
    effect = next((effect for effect in simulation.effects if effect.total.moves), simulation.effects[0])
    total = effect.total
    cards = [
        _render_card("受益企业", f"{total.gaining:,}", "家", "gain" if total.gaining else None),
        _render_card("受损企业", f"{total.losing:,}", "家", "loss" if total.losing else None),
        _render_card("说不清", f"{total.unclear:,}", "家"),
    ]
    if effect.kind.is_amount:
        title = "奖补支出增减" if effect.kind is ClauseKind.AWARD else "减免增减"
        cards.insert(0, _render_card(title, format_signed_amount(total.difference), "元", wide="wide"))
    return element("dl", *cards, class_="cards")


def _render_card(title: str, figure: str, unit: str, style: str | None = None, wide: str | None = None) -> Markup:
    value = element("dd", figure, element("small", unit), class_=style)
    return element("div", element("dt", title), value, class_=wide)


def _render_cost(effect: Effect) -> Markup:
    """The amounts before and after as two bars."""
    total = effect.total
    largest = max(total.before, total.after)
    columns = (Column(KIND_TITLES[effect.kind]), Column("金额", "chart cost"), Column("元", "figure wide"))
    rows = (
        ("现行", draw_bar(total.before, largest, "before"), format_amount(total.before)),
        ("草案", draw_bar(total.after, largest, "after"), format_amount(total.after)),
    )
    return element("div", render_table(f"{KIND_TITLES[effect.kind]}合计", columns, rows), class_="sheet")


def _render_method(simulation: Simulation, dimensions: Iterable[Dimension]) -> Markup:
    stacking = _WITHOUT_STACKING if simulation.stacking is None else _BESIDES_STACKING
    grouped = (f"按{dimension.title}：{dimension.words}" for dimension in dimensions)
    items = (element("li", text) for text in (*_METHOD, stacking, *grouped))
    return element("section", element("h2", "口径与局限"), element("ul", *items, class_="method"))


def _render_basis(simulation: Simulation) -> Markup:
    draft = simulation.draft
    given = {
        "草案摘要": draft.digest,
        "现行摘要": draft.replaced_digest or "—",
        "快照摘要": simulation.snapshot,
        "事实目录摘要": simulation.catalogue,
    }
    items = (join(element("dt", title), element("dd", element("code", digest))) for title, digest in given.items())
    engine = join(element("dt", "软件版本"), element("dd", simulation.engine))
    return element("section", element("h2", "依据"), element("dl", *items, engine, class_="basis"))
