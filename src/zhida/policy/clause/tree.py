"""What a clause holds, before any expression in it is parsed: texts are `Source`s that know their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhida.lang.base.span import Source, Span
from zhida.lang.dmn.model import AggregationName, HitPolicyName
from zhida.policy.allocation.rules import NO_RULES, AllocationRules
from zhida.policy.fair_competition.concern import Concern
from zhida.policy.fair_competition.reasons import AcceptedReason

MAXIMUM_DEFINITIONS = 500
"""A policy of more definitions is refused."""


class ClauseKind(StrEnum):
    """What the answer of a clause is: money paid, tax relieved, a yes or no, a text, or nothing of its own.

    Both `AWARD` and `RELIEF` are amounts in 元; a relief lowers what a firm owes and is never paid out, so it stands in
    no total of awards.
    """

    AWARD = "award"
    RELIEF = "relief"
    STATUS = "status"
    CLASSIFICATION = "classification"
    DEFINITIONS = "definitions"

    @property
    def is_amount(self) -> bool:
        """Whether the answer is an amount in 元."""
        return self in {ClauseKind.AWARD, ClauseKind.RELIEF}


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a rule table: a test per condition, an expression per result, its article and a note."""

    number: int
    tests: tuple[Source, ...]
    results: tuple[Source, ...]
    article: str
    note: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A decision table: what its columns test, the names it defines, and its rows."""

    hit_policy: HitPolicyName
    aggregation: AggregationName | None
    conditions: tuple[Source, ...]
    results: tuple[Source, ...]
    rules: tuple[Rule, ...]
    span: Span = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """What the table as a whole is called: its result, or, of several, all of them together."""
        names = [result.text for result in self.results]
        return names[0] if len(names) == 1 else f"{''.join(names)}表"


@dataclass(frozen=True, slots=True)
class NamedExpression:
    """``名称 = 表达式`` of a ``feel`` block."""

    name: str
    expression: Source
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example: facts given, by path, and results expected, by name; empty cells are left out."""

    name: str
    given: Mapping[str, Source]
    expected: Mapping[str, Source]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CaseTable:
    """A table of worked examples; ``facts`` and ``results`` are its columns."""

    facts: tuple[Source, ...]
    results: tuple[Source, ...]
    cases: tuple[Case, ...]
    span: Span = field(compare=False, repr=False)


class RuleKind(StrEnum):
    """What a stacking rule does with the awards it binds and those it names (``docs/policy-format.md``, Stacking)."""

    HIGHEST = "highest"
    ONE_PER_SUPPORT = "one-per-support"
    NOT_WITH = "not-with"
    ON_TOP = "on-top"
    CAP = "cap"
    DEDUCT = "deduct"
    YIELD = "yield"
    ONCE = "once"


EVER = 9999
"""As many calendar years as there are: every payment counts."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Awards a stacking rule speaks of: a clause (``clause``, of another pack with ``pack``), all of a pack, or those of a kind of support or a fund.

    With ``support`` or ``fund``, ``zones`` are those whose packs count.
    """

    clause: str = ""
    pack: str = ""
    support: str = ""
    fund: str = ""
    zones: tuple[str, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class StackingRule:
    """A rule about awards together, which stands in the clause that states it.

    ``of`` are the clauses of the document it binds, empty if it does not say; ``names`` the awards it speaks of besides;
    ``limit`` the most they get together (元); ``years`` how many calendar years up to the reference date's count with what has
    been paid, 0 if payments do not count. ``name`` is the definition of the limit; ``written`` is the rule as it stands.
    """

    kind: RuleKind
    of: tuple[Selector, ...]
    names: tuple[Selector, ...]
    years: int
    limit: Source | None
    name: str
    written: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Attributes:
    """The ``yaml`` block of a clause; ``values`` list the values of a result, best first (unary tests).

    ``result`` is the answer; of an interval its least, and ``most`` its most (the answer itself where it is no interval).
    ``support`` is the kind of support an award is (同类), ``stacking`` the rules about awards together that stand here,
    ``allocation`` those about firms together.
    """

    result: Source | None = None
    most: Source | None = None
    kind: ClauseKind | None = None
    no_application: bool = False
    values: Mapping[str, Source] = field(default_factory=dict)
    fair_competition: Mapping[Concern, AcceptedReason] = field(default_factory=dict)
    support: Source | None = None
    stacking: tuple[StackingRule, ...] = ()
    allocation: AllocationRules = NO_RULES


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a policy; ``words`` are its prose, ``span`` its heading."""

    id: str
    article: str
    title: str
    words: str
    tables: tuple[RuleTable, ...]
    expressions: tuple[NamedExpression, ...]
    case_tables: tuple[CaseTable, ...]
    attributes: Attributes
    span: Span = field(compare=False, repr=False)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The worked examples of all its tables, in order."""
        return tuple(case for table in self.case_tables for case in table.cases)
