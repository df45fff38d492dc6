"""Errors as data: a code, a place and values. Text is made at the edge, by `messages`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zhida.lang.base.span import Span


class Severity(StrEnum):
    """How bad a diagnostic is: an error stops, a warning is recorded, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what (``code``), where (``span``), with which ``values``.

    ``code`` is ``<room>.<kebab-name>`` and has a message in both languages in the room's
    ``messages.py``; a hint belongs to the message and is filled from the same values.

    >>> Diagnostic("feel.unknown-name", values={"name": "研发费", "similar": "研发费用"}).code
    'feel.unknown-name'
    """

    code: str
    span: Span | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


class DiagnosticError(Exception):
    """Raised where work cannot go on; carries every diagnostic found so far."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(", ".join(diagnostic.code for diagnostic in self.diagnostics))


def refuse(code: str, span: Span | None = None, **values: object) -> DiagnosticError:
    """A `DiagnosticError` of one error, to be raised by the caller.

    >>> raise refuse("feel.unexpected-end")
    Traceback (most recent call last):
    zhida.lang.base.diagnostic.DiagnosticError: feel.unexpected-end
    """
    return DiagnosticError([Diagnostic(code, span, values)])


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
