"""Everything that can be said of a pack before a firm meets it."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.lang.base.diagnostic import Diagnostic
from zhida.policy.cases import rows_never_hit, run_cases
from zhida.policy.fair_competition.check import check_fair_competition
from zhida.policy.pack import Pack


def check_pack(pack: Pack) -> tuple[Diagnostic, ...]:
    """What compiling found, its tables included; worked examples that fail, which are errors; rows that none reaches; what a fair-competition review finds."""
    return (*pack.diagnostics, *_check_cases(pack), *rows_never_hit(pack), *check_fair_competition(pack))


def _check_cases(pack: Pack) -> Iterator[Diagnostic]:
    for result in run_cases(pack):
        if not result.passed:
            values = {"case": result.case, "name": result.name, "expected": result.expected, "got": result.got}
            yield Diagnostic("pack.case-fails", result.span, values)
