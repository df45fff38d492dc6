"""The screen of stacking: which firms a rule may take something from, asked of all at once; the others need no solving.

It errs on one side only: a firm that passes may keep everything, a firm that does not gets the sum of its awards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.clause.tree import ClauseKind, RuleKind
from zhida.policy.decimals import count_cents, from_cents
from zhida.policy.entitlement import Status
from zhida.policy.facts import REFERENCE_DATE
from zhida.policy.pack import Pack
from zhida.policy.stacking.scope import AwardKey, BoundRule, bind_rules
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import read_inputs
from zhida.population.results import AMOUNT, MOST, STATUS, name_column

UNPAID = "没有已获奖补"
"""The column beside the results that tells whether it is known that a firm has been paid nothing so far."""

_BY_PAIRS = frozenset({RuleKind.HIGHEST, RuleKind.ONE_PER_SUPPORT, RuleKind.NOT_WITH, RuleKind.DEDUCT, RuleKind.YIELD})
"""Rules that need two awards, or a payment."""

_COUNTING = frozenset({RuleKind.NOT_WITH, RuleKind.CAP, RuleKind.DEDUCT, RuleKind.ONCE})
"""Rules that may count payments."""


class AwardColumns:
    """The awards of packs as columns of results."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        awards = {
            AwardKey(pack.key, answer.clause.id): answer
            for pack in packs
            for answer in pack.answers
            if answer.kind is ClauseKind.AWARD
        }
        self.titles = {key: answer.clause.title for key, answer in awards.items()}
        self._intervals = frozenset(key for key, answer in awards.items() if answer.is_interval)

    def render(self, key: AwardKey, told: str) -> str:
        """A column; only an interval has one for its most, which elsewhere is the amount."""
        stored = AMOUNT if told == MOST and key not in self._intervals else told
        return quote_name(name_column(key.pack, key.clause, stored))

    def render_all(self, key: AwardKey) -> tuple[str, ...]:
        """All columns of an award."""
        return tuple(dict.fromkeys(self.render(key, told) for told in (STATUS, AMOUNT, MOST)))

    def render_claim(self, key: AwardKey) -> str:
        """The test whether a firm is, or may be, entitled to an award."""
        return f"{self.render(key, STATUS)} <> {quote_text(Status.NOT_ENTITLED)}"


def render_screen(packs: Iterable[Pack], columns: AwardColumns, on: dt.date) -> str:
    """The test whether rules of stacking of these packs may bear on a firm, over its results and `UNPAID`."""
    by_key = {pack.key: pack for pack in packs}
    rules = bind_rules(pack.scope for pack in by_key.values())
    tests = [test for rule in rules for test in _render_tests(rule, by_key[rule.scope.pack], columns, on)]
    return " OR ".join(f"({test})" for test in tests) or "false"


def _render_tests(rule: BoundRule, pack: Pack, columns: AwardColumns, on: dt.date) -> Iterator[str]:
    if not rule.subjects:
        return
    bound = _any_claimed(rule.subjects, columns)
    if rule.kind in _COUNTING and rule.stated.rule.years:
        yield f"NOT {quote_name(UNPAID)} AND ({bound})"
    if rule.kind in _BY_PAIRS:
        yield from _render_pairs(rule.others, columns)
    elif rule.kind is RuleKind.CAP:
        yield f"({bound}){_render_excess(rule, _read_limit(rule, pack, on), columns)}"


def _render_pairs(others: Mapping[AwardKey, frozenset[AwardKey]], columns: AwardColumns) -> Iterator[str]:
    for subject, named in sorted(others.items()):
        if named:
            yield f"{columns.render_claim(subject)} AND ({_any_claimed(named, columns)})"


def _any_claimed(keys: Iterable[AwardKey], columns: AwardColumns) -> str:
    return " OR ".join(columns.render_claim(key) for key in sorted(keys))


def _render_excess(rule: BoundRule, limit: Value, columns: AwardColumns) -> str:
    """The test whether the awards under a cap exceed it, for all that is known; nothing more to ask if its limit hangs on the firm."""
    if not isinstance(limit, Decimal):
        return ""
    members = sorted(rule.subjects.union(*rule.others.values()))
    unknown = " OR ".join(f"{columns.render_claim(key)} AND {columns.render(key, MOST)} IS NULL" for key in members)
    total = " + ".join(f"coalesce({columns.render(key, MOST)}, 0)" for key in members)
    return f" AND ({unknown} OR {total} > {from_cents(count_cents(limit)):f})"


def _read_limit(rule: BoundRule, pack: Pack, on: dt.date) -> Value:
    """The limit of a cap that is the same for all firms; None for another."""
    key = rule.stated.limit_key
    if not read_inputs(pack.program, [key]) <= {REFERENCE_DATE}:
        return None
    return pack.prepared.run({REFERENCE_DATE: Date.from_python(on)}).value(key)
