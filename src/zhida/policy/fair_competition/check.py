"""The fair-competition review of a pack: which of its awards are tied to what none may be tied to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import Field, InputReference, ItemReference, Program
from zhida.lang.core.walk import walk
from zhida.policy.answers import Answer
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.facts import VIEWS, FactCatalogue
from zhida.policy.fair_competition.concern import Concern
from zhida.policy.pack import Pack

_REVIEWED = frozenset({ClauseKind.AWARD, ClauseKind.RELIEF})


def check_fair_competition(pack: Pack) -> Iterator[Diagnostic]:
    """Every award or relief that is tied to tax paid, place of registration, ownership or buying locally.

    What a clause depends on is read off its rules, through every definition it rests on, and off its words. A concern with a
    reason written beside it (in the clause, or in the front matter for all clauses) is a note; a reason nothing needs is a
    warning.
    """
    needed: set[Concern] = set()
    for answer in pack.answers:
        if answer.kind in _REVIEWED:
            concerns = find_concerns(pack, answer)
            needed |= concerns.keys()
            yield from _report(pack, answer, concerns)
    for concern, reason in pack.metadata.fair_competition.items():
        if concern not in needed:
            yield Diagnostic("competition.reason-unneeded", reason.span, {"concern": concern}, Severity.WARNING)


def find_concerns(pack: Pack, answer: Answer) -> Mapping[Concern, str]:
    """What an answer is tied to, each with what shows it: the facts it reads, or the words of its clause."""
    facts = find_facts_read(pack.program, answer.keys, pack.catalogue)
    shown: dict[Concern, str] = {}
    for concern in Concern:
        read = [path for path in facts if pack.catalogue.concerns.get(path) is concern]
        words = concern.find_in(answer.clause.words)
        if read or words:
            shown[concern] = "、".join(read) or words
    return shown


def find_facts_read(program: Program, keys: Iterable[str], catalogue: FactCatalogue) -> tuple[str, ...]:
    """The paths of the facts definitions may read, in the order of the catalogue: ``本地注册``, ``年度账.实缴税额``."""
    bodies = tuple(program.definitions[name].body for name in find_dependencies(program, keys))
    inputs = {reference.name for reference in walk(bodies, InputReference)}
    fields = {field.name for field in walk(bodies, Field)} | {item.name for item in walk(bodies, ItemReference)}
    lists = {
        name
        for name, group in catalogue.lists.items()
        if name in inputs or (group is catalogue.years and inputs & set(VIEWS))
    }
    own = [name for name in catalogue.firm_facts if name in inputs]
    return (
        *own,
        *(f"{name}.{fact}" for name in sorted(lists) for fact in catalogue.lists[name].facts if fact in fields),
    )


def _report(pack: Pack, answer: Answer, concerns: Mapping[Concern, str]) -> Iterator[Diagnostic]:
    clause = answer.clause
    for concern, shown in concerns.items():
        reason = clause.attributes.fair_competition.get(concern) or pack.metadata.fair_competition.get(concern)
        values = {"title": clause.title, "shown": shown, "concern": concern}
        if reason is None:
            yield Diagnostic(concern.code, clause.span, values, Severity.WARNING)
        else:
            accepted = {**values, "reason": reason.text}
            yield Diagnostic("competition.accepted", clause.span, accepted, Severity.NOTE)
    for concern, reason in clause.attributes.fair_competition.items():
        if concern not in concerns:
            yield Diagnostic("competition.reason-unneeded", reason.span, {"concern": concern}, Severity.WARNING)
