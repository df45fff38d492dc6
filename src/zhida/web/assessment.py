"""A firm's record assessed: its entitlements, or what is wrong with the record."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhida.domain.enterprises.selectors import Record
from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.policy.entitlement import Entitlement, compute_entitlements
from zhida.policy.facts import CODE
from zhida.policy.firm import Firm, read_firm
from zhida.policy.pack import PackLibrary
from zhida.policy.stacking.result import StackingResult
from zhida.policy.stacking.stack import solve_stacking

NOTHING = StackingResult((), Decimal("0.00"), Decimal("0.00"))
"""No awards, and nothing to come."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every clause applied to a firm, and its awards taken together; with ``diagnostics`` the record is faulty and there is no firm."""

    firm: Firm | None
    entitlements: tuple[Entitlement, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    stacking: StackingResult = NOTHING

    @property
    def total(self) -> Decimal:
        """The awards after stacking in 元, at least; reliefs are not paid out and do not count."""
        return self.stacking.at_least


def assess(library: PackLibrary, record: Record, on: date) -> Assessment:
    """The firm of a record on a reference date."""
    data = json.dumps(record, ensure_ascii=False).encode()
    try:
        firm = read_firm(data, str(record[CODE]), library.catalogue)
    except DiagnosticError as error:
        return Assessment(None, (), error.diagnostics)
    entitlements = compute_entitlements(library, firm, on)
    return Assessment(firm, entitlements, stacking=solve_stacking(library, entitlements, firm, on))
