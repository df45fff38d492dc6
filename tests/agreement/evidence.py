"""What has been compared so far: how many cells, of which constructs of the language, and what SQL refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from agreement.compare import Comparison, Difference
from agreement.constructs import fingerprint, list_constructs
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.tree import Program
from zhida.lang.sql.compile import Compiled


@dataclass(slots=True)
class Evidence:
    """Counts over the models compared.

    A cell is a decision computed by both for one firm; no two are the same: they differ in what the decision says, or in
    the value of a fact that it reads. ``constructs`` tells how many cells hold each construct of the language,
    ``by_python`` and ``by_machine_code`` how many these computed too,
    ``outcomes`` how many are null, missing or a value, ``refused`` how many decisions SQL refused and why, ``errors`` for
    how many cells more a number was too large for SQL.
    """

    models: int = 0
    decisions: int = 0
    cells: int = 0
    by_python: int = 0
    by_machine_code: int = 0
    errors: int = 0
    constructs: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)

    def add(self, program: Program, compiled: Compiled, comparison: Comparison) -> None:
        """Count the comparison of one model; a decision that an earlier model had is not counted again."""
        self.models += 1
        self.by_python += comparison.by_python
        self.differences += comparison.differences
        self.refused.update(refusal.code for refusal in compiled.refused.values())
        failed = Counter(key for key, _ in comparison.errors)
        self.errors += failed.total()
        for key, values in comparison.values.items():
            if (mark := fingerprint(program, key)) not in self.seen:
                self.seen.add(mark)
                cells = len(values) - failed[key]
                self.decisions += 1
                self.cells += cells
                self.outcomes.update(map(name_outcome, values.values()))
                self.constructs.update(dict.fromkeys(list_constructs(program, key, compiled.outputs), cells))

    def add_machine_code(self, cells: int, differences: Sequence[Difference]) -> None:
        """Count what machine code computed of a model."""
        self.by_machine_code += cells
        self.differences += differences


def name_outcome(value: Value) -> str:
    """Which of three a value is."""
    if value is None:
        return "null"
    return "missing" if type(value) is Missing else "value"
