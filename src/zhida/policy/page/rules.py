"""Rules of stacking and allocation in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from zhida.policy.allocation.rules import (
    AllocationRules,
    BudgetRule,
    ExceededRule,
    PlacesRule,
    Rounding,
    TieRule,
)
from zhida.policy.clause.tree import EVER, Clause, RuleKind, Selector, StackingRule
from zhida.policy.pack import Pack


def tell_rules(pack: Pack, clause: Clause) -> Iterator[str]:
    """The rules that stand in a clause, a sentence each."""
    titles = {one.id: f"“{one.title}”" for one in pack.clauses}
    for rule in clause.attributes.stacking:
        yield _STACKING[rule.kind](rule, _name_bound(rule, pack, clause, titles), _name_all(rule.names, titles))
    yield from _tell_allocation(clause.attributes.allocation, titles)


def _name_bound(rule: StackingRule, pack: Pack, clause: Clause, titles: Mapping[str, str]) -> str:
    """The awards that a rule binds: those it lists, else that of its clause, else all of the document."""
    if rule.of:
        return _name_all(rule.of, titles)
    is_award = any(answer.clause.id == clause.id and answer.kind.is_amount for answer in pack.answers)
    return titles[clause.id] if is_award else "本文件的各项奖补"


def _name_all(selectors: Iterable[Selector], titles: Mapping[str, str]) -> str:
    return "、".join(_name(selector, titles) for selector in selectors)


def _name(selector: Selector, titles: Mapping[str, str]) -> str:
    if selector.support or selector.fund:
        named = f"“{selector.support}”类奖补" if selector.support else f"由“{selector.fund}”列支的奖补"
        return f"{named}（本区域{''.join(f'、{zone}' for zone in selector.zones)}）"
    if selector.pack:
        return f"《{selector.pack}》{f'的 {selector.clause}' if selector.clause else ''}"
    return titles.get(selector.clause, selector.clause)


def _tell_highest(_: StackingRule, bound: str, names: str) -> str:
    return f"就高不重复：{'、'.join(filter(None, (bound, names)))}，只享受一项。"


def _tell_one_per_support(rule: StackingRule, bound: str, _: str) -> str:
    zones = "".join(f"、{zone}" for selector in rule.names for zone in selector.zones)
    return f"同类不重复：{bound}与本区域{zones}支持类别相同的奖补，只享受一项。"


def _tell_not_with(rule: StackingRule, bound: str, names: str) -> str:
    return f"互斥：享受{names}的，不再享受{bound}{_tell_payments(rule, '；{}已兑付的也算')}。"


def _tell_on_top(_: StackingRule, bound: str, names: str) -> str:
    return f"可叠加：{bound}与{names}可以同时享受。"


def _tell_cap(rule: StackingRule, bound: str, names: str) -> str:
    limit = rule.limit.text.strip() if rule.limit else ""
    counted = f"{bound}（连同{names}）" if names else bound
    return f"封顶：{counted}，合计不超过 {limit}{_tell_payments(rule, '，扣除{}已兑付的')}。"


def _tell_deduct(rule: StackingRule, bound: str, names: str) -> str:
    return f"补差抵扣：{bound}扣除{names}后发放{_tell_payments(rule, '，{}已兑付的也扣除')}。"


def _tell_yield(_: StackingRule, bound: str, names: str) -> str:
    return f"须先享受：可享受{names}的，不发放{bound}。"


def _tell_once(rule: StackingRule, bound: str, _: str) -> str:
    return f"只奖一次：{_tell_period(rule.years)}已兑付过的，不再发放{bound}。"


_STACKING: Mapping[RuleKind, Callable[[StackingRule, str, str], str]] = MappingProxyType(
    {
        RuleKind.HIGHEST: _tell_highest,
        RuleKind.ONE_PER_SUPPORT: _tell_one_per_support,
        RuleKind.NOT_WITH: _tell_not_with,
        RuleKind.ON_TOP: _tell_on_top,
        RuleKind.CAP: _tell_cap,
        RuleKind.DEDUCT: _tell_deduct,
        RuleKind.YIELD: _tell_yield,
        RuleKind.ONCE: _tell_once,
    }
)


def _tell_payments(rule: StackingRule, words: str) -> str:
    return words.format(_tell_period(rule.years)) if rule.years else ""


def _tell_period(years: int) -> str:
    """The calendar years whose payments count.

    >>> [_tell_period(years) for years in (1, 3, EVER)]
    ['当年', '近3年', '历年']
    """
    return {1: "当年", EVER: "历年"}.get(years, f"近{years}年")


# Allocation


def _tell_allocation(rules: AllocationRules, titles: Mapping[str, str]) -> Iterator[str]:
    if rules.places is not None:
        yield f"名额：{'，'.join(_tell_places(rules.places))}。"
    if rules.budget is not None:
        yield f"预算：{'，'.join(_tell_budget(rules.budget, titles))}。"


_TIES = MappingProxyType(
    {
        TieRule.ALL: "末位相同的都入选",
        TieRule.NONE: "末位相同的都不入选",
        TieRule.UNDECIDED: "末位相同的如何处理未作规定",
    }
)


def _tell_places(places: PlacesRule) -> Iterator[str]:
    yield "数量另行公布" if places.count is None else f"{places.count} 家"
    if places.group is not None:
        yield f"按 {places.group.text.strip()} 分组，每组各计"
    if places.by:
        yield f"按 {_list_texts([one.text for one in places.by])} 从高到低排名"
    yield _TIES[places.ties]
    if places.make_up:
        yield "有放弃的依次递补"


def _list_texts(texts: Sequence[str]) -> str:
    return "、".join(text.strip() for text in texts)


_EXCEEDED = MappingProxyType(
    {ExceededRule.IN_PROPORTION: "超过时同比例折减", ExceededRule.UNDECIDED: "超过时如何处理未作规定"}
)
_ROUNDING = MappingProxyType(
    {Rounding.FLOOR: "不足一分的舍去", Rounding.LARGEST_REMAINDER: "余下的分按余数从大到小各补一分"}
)


def _tell_budget(budget: BudgetRule, titles: Mapping[str, str]) -> Iterator[str]:
    shared = _list_texts([titles.get(one.text.strip(), one.text) for one in budget.of])
    amount = "数额另行公布" if budget.amount is None else f"{budget.amount:,.2f} 元"
    yield f"{shared}合计 {amount}" if shared else amount
    yield _EXCEEDED[budget.exceeded]
    if budget.exceeded is ExceededRule.IN_PROPORTION:
        yield _ROUNDING[budget.rounding]
