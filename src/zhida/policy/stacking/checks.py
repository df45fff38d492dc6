"""What is wrong with stacking rules: in one document, and among all documents of a library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Span
from zhida.lang.base.types import NUMBER, render_type
from zhida.lang.core.tree import Program
from zhida.policy.clause.tree import RuleKind, Selector
from zhida.policy.facts import FactCatalogue, find_similar
from zhida.policy.stacking.payments import AMOUNT, CLAUSE, PAYMENTS, POLICY, SUPPORT, YEAR
from zhida.policy.stacking.scope import AwardKey, BoundRule, Scope, StatedRule, bind_rules, find_subjects


def check_scope(scope: Scope, program: Program, catalogue: FactCatalogue) -> Iterator[Diagnostic]:
    """The findings about the rules of one document, as far as they speak of nothing outside."""
    for award in scope.awards:
        yield from _check_support(award.support, award.support_span, catalogue)
    for stated in scope.rules:
        for selector in stated.rule.names:
            yield from _check_support(selector.support, selector.span, catalogue)
        yield from _check_own_clauses(stated, scope)
        yield from _check_names(stated)
        yield from _check_limit(stated, program)
        yield from _check_history(stated, catalogue)
        if stated.rule.kind is RuleKind.ONE_PER_SUPPORT:
            yield from _check_supports(stated, scope)


def check_scopes(scopes: Sequence[Scope]) -> Iterator[Diagnostic]:
    """The findings about what the rules of all documents say of one another."""
    for scope in scopes:
        for stated in scope.rules:
            for selector in (*stated.rule.of, *stated.rule.names):
                yield from _check_selector(selector, scopes)
    yield from _find_circles(bind_rules(scopes))


def _check_support(support: str, span: Span | None, catalogue: FactCatalogue) -> Iterator[Diagnostic]:
    """Kinds of support are those that payments have, or no payment would ever be of the same kind."""
    fact = catalogue.find(f"{PAYMENTS}.{SUPPORT}")
    if support and fact is not None and not catalogue.allowed.allow(f"{PAYMENTS}.{SUPPORT}", support):
        allowed = fact.allowed.text if fact.allowed else ""
        known = find_similar(support, re.findall(r'"([^"]+)"', allowed)) or allowed
        yield Diagnostic("stacking.unknown-support", span, {"name": support, "known": known})


def _check_own_clauses(stated: StatedRule, scope: Scope) -> Iterator[Diagnostic]:
    """Ids of the document that are no clauses with an award; what ``of`` says beyond the document."""
    rule = stated.rule
    known = [award.key.clause for award in scope.awards]
    for selector in rule.of:
        if not selector.clause or selector.pack not in {"", scope.pack}:
            yield Diagnostic("stacking.of-other-policy", selector.span, {"text": _text(selector)})
    for selector in (*rule.of, *rule.names):
        if selector.clause and selector.pack in {"", scope.pack} and selector.clause not in known:
            yield _unknown_award(selector, selector.clause, known)
    own = {selector.clause for selector in rule.names if selector.pack in {"", scope.pack}}
    alone = len({key.clause for key in find_subjects(stated, scope)} | own) == 1
    if rule.kind is RuleKind.HIGHEST and alone and all(selector.clause in own for selector in rule.names):
        yield Diagnostic("stacking.nothing-to-choose", rule.span)


def _check_names(stated: StatedRule) -> Iterator[Diagnostic]:
    """Rules that name nothing and hence do nothing."""
    rule = stated.rule
    if rule.kind is RuleKind.ONCE and rule.years == 0:
        yield Diagnostic("stacking.once-without-period", rule.span)
    if rule.kind in _NAMING and not rule.names:
        yield Diagnostic("stacking.names-nothing", rule.span, {"kind": rule.kind.value})


_NAMING = frozenset({RuleKind.NOT_WITH, RuleKind.ON_TOP, RuleKind.DEDUCT, RuleKind.YIELD})


def _check_limit(stated: StatedRule, program: Program) -> Iterator[Diagnostic]:
    definition = program.definitions.get(stated.limit_key)
    limit = stated.rule.limit
    if limit is not None and definition is not None and definition.type != NUMBER:
        values = {"text": limit.text, "type": render_type(definition.type)}
        yield Diagnostic("stacking.limit-not-a-number", limit.span, values)


def _check_history(stated: StatedRule, catalogue: FactCatalogue) -> Iterator[Diagnostic]:
    group = catalogue.lists.get(PAYMENTS)
    needed = (POLICY, CLAUSE, SUPPORT, YEAR, AMOUNT)
    if stated.rule.years and (group is None or not set(needed) <= set(group.facts)):
        yield Diagnostic("stacking.no-payments", stated.rule.span, {"list": PAYMENTS, "facts": "、".join(needed)})


def _check_supports(stated: StatedRule, scope: Scope) -> Iterator[Diagnostic]:
    subjects = find_subjects(stated, scope)
    for award in scope.awards:
        if award.key in subjects and not award.support:
            yield Diagnostic("stacking.support-missing", stated.rule.span, {"title": award.title})


def _check_selector(selector: Selector, scopes: Sequence[Scope]) -> Iterator[Diagnostic]:
    packs = {scope.pack: scope for scope in scopes}
    if selector.pack and selector.pack not in packs:
        known = find_similar(selector.pack, packs) or "、".join(packs)
        yield Diagnostic("stacking.unknown-pack", selector.span, {"key": selector.pack, "known": known})
    elif selector.pack and selector.clause:
        clauses = [award.key.clause for award in packs[selector.pack].awards]
        if selector.clause not in clauses:
            yield _unknown_award(selector, selector.clause, clauses)
    zones = {scope.zone for scope in scopes}
    for zone in selector.zones:
        if zone not in zones:
            yield _unknown("stacking.unknown-zone", selector, zone, zones)
    funds = {scope.fund for scope in scopes if scope.fund}
    if selector.fund and selector.fund not in funds:
        yield _unknown("stacking.unknown-fund", selector, selector.fund, funds)


def _find_circles(rules: Iterable[BoundRule]) -> Iterator[Diagnostic]:
    """Awards that wait for one another: each circle once, at the rule that closes it."""
    stated: dict[AwardKey, list[tuple[AwardKey, Span]]] = {}
    for rule in rules:
        if rule.kind in {RuleKind.DEDUCT, RuleKind.YIELD}:
            for subject, others in rule.others.items():
                stated.setdefault(subject, []).extend((other, rule.stated.rule.span) for other in sorted(others))
    done: set[AwardKey] = set()
    for key in sorted(stated):
        yield from _visit(key, (), stated, done)


def _visit(
    key: AwardKey,
    above: tuple[AwardKey, ...],
    stated: Mapping[AwardKey, Sequence[tuple[AwardKey, Span]]],
    done: set[AwardKey],
) -> Iterator[Diagnostic]:
    if key in done:
        return
    done.add(key)
    for other, span in stated.get(key, ()):
        if other in (*above, key):
            circle = " → ".join(map(str, (*above, key, other)))
            yield Diagnostic("stacking.circle", span, {"circle": circle})
        else:
            yield from _visit(other, (*above, key), stated, done)


def _unknown_award(selector: Selector, clause: str, known: Sequence[str]) -> Diagnostic:
    return _unknown("stacking.unknown-award", selector, clause, known)


def _unknown(code: str, selector: Selector, name: str, known: Iterable[str]) -> Diagnostic:
    known = sorted(known)
    return Diagnostic(
        code, selector.span, {"name": name, "known": find_similar(name, known) or "、".join(known) or "—"}
    )


def _text(selector: Selector) -> str:
    return selector.span.text.strip() if selector.span else selector.clause
