"""Firms told apart by some of their facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from agreement.constructs import Fact
from agreement.firms import Firm


class DistinctFirms:
    """Finds, for a set of facts, the firms no two of which have the same."""

    def __init__(self, firms: Sequence[Firm]) -> None:
        self._firms = firms
        self._columns: dict[Fact, list[int]] = {}
        self._found: dict[frozenset[Fact], list[int]] = {}

    def find(self, facts: frozenset[Fact]) -> list[int]:
        """The indices of firms each of which differs from every other in one of the facts; all others equal one of them."""
        if facts not in self._found:
            columns = [self._column(fact) for fact in sorted(facts)]
            firms = zip(*columns, strict=True) if columns else [()]
            first: dict[tuple[int, ...], int] = {}
            for index, values in enumerate(firms):
                first.setdefault(values, index)
            self._found[facts] = list(first.values())
        return self._found[facts]

    def _column(self, fact: Fact) -> list[int]:
        """A number for each firm, the same where the fact is the same."""
        if fact not in self._columns:
            numbers: dict[str, int] = {}
            self._columns[fact] = [numbers.setdefault(str(_read(firm, fact)), len(numbers)) for firm in self._firms]
        return self._columns[fact]


def _read(firm: Firm, fact: Fact) -> Any:
    name, part = fact
    value = firm[name]
    return value[part] if part and isinstance(value, Mapping) else value
