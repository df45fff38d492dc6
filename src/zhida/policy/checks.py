"""Everything that can be said of a pack before a firm meets it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhida.lang.base.diagnostic import Diagnostic, Severity
from zhida.lang.check.tables import check_tables
from zhida.policy.cases import rows_never_hit, run_cases
from zhida.policy.pack import Pack


def check_pack(pack: Pack) -> tuple[Diagnostic, ...]:
    """Warnings of compilation, findings about its tables, worked examples that fail, rows that none reaches.

    A worked example that fails is an error; the tables of packs in use are not checked again.
    """
    return (*pack.diagnostics, *_check_tables(pack), *_check_cases(pack), *rows_never_hit(pack))


def _check_tables(pack: Pack) -> Iterator[Diagnostic]:
    """A gap in the table of an amount is how a clause says 不符合: worth a note, no warning."""
    file = pack.document.source.file
    amounts = {answer.name for answer in pack.answers if answer.kind.is_amount}
    for found in check_tables(pack.program):
        if found.span is None or found.span.source.file != file:
            continue
        of_amount = found.code == "check.gap" and found.values.get("table") in amounts
        yield replace(found, severity=Severity.NOTE) if of_amount else found


def _check_cases(pack: Pack) -> Iterator[Diagnostic]:
    for result in run_cases(pack):
        if not result.passed:
            values = {"case": result.case, "name": result.name, "expected": result.expected, "got": result.got}
            yield Diagnostic("pack.case-fails", result.span, values)
