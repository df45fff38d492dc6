"""A firm's record assessed: its entitlements, or what is wrong with the record."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhida.domain.enterprises.selectors import Record
from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.policy.entitlement import Entitlement, compute_entitlements, sum_awards
from zhida.policy.facts import CODE
from zhida.policy.firm import read_firm
from zhida.policy.pack import PackLibrary


@dataclass(frozen=True, slots=True)
class Assessment:
    """Every clause applied to a firm; with ``diagnostics`` the record is faulty and nothing could be computed."""

    entitlements: tuple[Entitlement, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def total(self) -> Decimal:
        """The sum of all awards in 元, before any rule of stacking; reliefs are not paid out and do not count."""
        return sum_awards(self.entitlements)


def assess(library: PackLibrary, record: Record, on: date) -> Assessment:
    """The firm of a record on a reference date."""
    data = json.dumps(record, ensure_ascii=False).encode()
    try:
        firm = read_firm(data, str(record[CODE]), library.catalogue)
    except DiagnosticError as error:
        return Assessment((), error.diagnostics)
    return Assessment(compute_entitlements(library, firm, on))
