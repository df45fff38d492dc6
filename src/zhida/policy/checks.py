"""Everything that can be said of a pack before a firm meets it."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.check.tables import check_tables
from zhida.policy.cases import rows_never_hit, run_cases
from zhida.policy.pack import Pack


def check_pack(pack: Pack) -> tuple[Diagnostic, ...]:
    """Warnings of compilation, findings about its tables, worked examples that fail, rows that none reaches.

    A worked example that fails is an error; the tables of packs in use are not checked again.
    """
    file = pack.document.source.file
    tables = (found for found in check_tables(pack.program) if found.span and found.span.source.file == file)
    return (*pack.diagnostics, *tables, *_check_cases(pack), *rows_never_hit(pack))


def _check_cases(pack: Pack) -> Iterator[Diagnostic]:
    for result in run_cases(pack):
        if not result.passed:
            values = {"case": result.case, "name": result.name, "expected": result.expected, "got": result.got}
            yield Diagnostic("pack.case-fails", result.span, values)
