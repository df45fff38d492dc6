"""The terminal: results go to standard output, diagnostics and progress to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from zhida.cli.messages import MESSAGES
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.base.messages import Language, render_diagnostic, render_hint, render_message, render_position

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


WIDTH_OF_FILES = 160
"""Columns where nobody sees a terminal: a file or a pipe."""


class _Console(Console):
    """A console that leaves it to the command line what happens when nobody reads on."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _make_console() -> Console:
    return _Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDTH_OF_FILES)


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command writes, and in which language."""

    language: Language
    out: Console = field(default_factory=_make_console)
    err: Console = field(default_factory=lambda: _Console(stderr=True, highlight=False, soft_wrap=True))

    def say(self, key: str, **values: object) -> str:
        """A text of the command line in the terminal's language."""
        return say(key, self.language, **values)

    def print_json(self, data: object) -> None:
        """Data as JSON on standard output, and nothing else."""
        json.dump(data, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")

    def describe(self, diagnostic: Diagnostic) -> str:
        """What a diagnostic says, in one line."""
        return render_message(diagnostic, MESSAGES, self.language)

    def describe_with_place(self, diagnostic: Diagnostic) -> str:
        """What a diagnostic says, in one line that begins with its place."""
        said = self.describe(diagnostic)
        return f"{render_position(diagnostic.span.position)}: {said}" if diagnostic.span else said

    def print_diagnostics(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Each diagnostic with its place, line and hint, on standard error."""
        for diagnostic in diagnostics:
            severity = diagnostic.severity
            self.err.print(self.say(f"{severity.value}-of"), style=STYLES[severity], end="")
            self.err.print(render_diagnostic(diagnostic, MESSAGES, self.language), markup=False)

    @contextmanager
    def progress(self, key: str, total: int | None) -> Iterator[Callable[[int], None]]:
        """A progress bar on standard error; call what it yields with the number done so far; None is a total nobody knows."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True) as progress:
            task = progress.add_task(self.say(key), total=total)
            yield lambda done: progress.update(task, completed=done)


def diagnostic_to_json(diagnostic: Diagnostic, language: Language) -> dict[str, object]:
    """A diagnostic for programs: code, severity, words, hint and place."""
    position = diagnostic.span.position if diagnostic.span else None
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": render_message(diagnostic, MESSAGES, language),
        "hint": render_hint(diagnostic, MESSAGES, language),
        "file": position and position.file,
        "line": position and position.line,
        "column": position and position.column,
        "place": list(position.place) if position else [],
    }
