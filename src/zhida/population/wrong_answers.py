"""Answers that no clause can have, counted: an award that is not exact to the cent, a value of another type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zhida.lang.base.diagnostic import Diagnostic
from zhida.policy.answers import Answer
from zhida.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """A clause that answers what it cannot: for so many firms, one of which is ``firm``."""

    answer: Answer
    firm: str
    value: str
    firms: int


class WrongAnswers:
    """What was noted of wrong answers, clause by clause."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], WrongAnswer] = {}

    def note(self, pack: Pack, answer: Answer, *, firm: str, value: str, firms: int) -> None:
        """Note that the clause has a wrong answer for so many more firms."""
        key = (pack.key, answer.clause.id)
        known = self._found.get(key)
        if known is None:
            self._found[key] = WrongAnswer(answer, firm, value, firms)
        else:
            self._found[key] = replace(known, firms=known.firms + firms)

    @property
    def diagnostics(self) -> Iterable[Diagnostic]:
        """An error for each clause."""
        for found in self._found.values():
            values = {
                "title": found.answer.clause.title,
                "firm": found.firm,
                "value": found.value,
                "firms": found.firms,
            }
            yield Diagnostic("run.wrong-answer", found.answer.clause.span, values)
