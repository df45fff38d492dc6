"""A decision table of a model → the cells of the table of the document it came from."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.dmn.model import TableBox, TableRule
from zhida.policy.clause.rules import ARROW, ARTICLE, HIT_POLICIES, NOTE
from zhida.policy.document.rewrite import RewrittenTable, read_texts, rewrite_table
from zhida.policy.document.tree import Table
from zhida.policy.spelling import Speller

_LETTERS = {policy: letters for letters, policy in HIT_POLICIES.items()}
_NUMBER = "#"


@dataclass(frozen=True)
class TableEdit:
    """A table of the document, its box as exported and its box as edited, both in standard FEEL."""

    table: Table
    old: TableBox
    new: TableBox
    speller: Speller

    def rewrite(self) -> RewrittenTable | None:
        """The table with the cells that mean something else written anew; None where there are none.

        Raises `DiagnosticError` with what cannot be read or has no column.
        """
        found: list[Diagnostic] = []
        rows = [self._write_head()]
        for place, (rule, before) in enumerate(zip(self.new.rules, self._pair_rules(), strict=True), 1):
            try:
                rows.append(self._write_row(place, rule, before))
            except DiagnosticError as error:
                found += error.diagnostics
        if found:
            raise DiagnosticError(found)
        return rewrite_table(self.table, tuple(rows))

    @cached_property
    def _headings(self) -> tuple[str, ...]:
        """What each column of the document holds: ``#``, ``依据``, ``说明``, ``→ result`` or ``condition 0``."""
        headings: list[str] = [_NUMBER]
        conditions = 0
        for cell in self.table.header.cells[1:]:
            if cell.text in {ARTICLE, NOTE}:
                headings.append(cell.text)
            elif cell.text.startswith(ARROW):
                headings.append(f"{ARROW} {cell.text.removeprefix(ARROW).strip()}")
            else:
                headings.append(f"condition {conditions}")
                conditions += 1
        return tuple(headings)

    @cached_property
    def _origins(self) -> tuple[int | None, ...]:
        """For each condition of the edited table the one it was: by what it says, else, of as many, by its place."""
        left = {number: column.expression.text for number, column in enumerate(self.old.inputs)}
        origins: list[int | None] = []
        for column in self.new.inputs:
            same = next((number for number, text in left.items() if text == column.expression.text), None)
            origins.append(same)
            if same is not None:
                del left[same]
        if len(self.old.inputs) != len(self.new.inputs):
            return tuple(origins)
        return tuple(place if one is None and place in left else one for place, one in enumerate(origins))

    @cached_property
    def _layout(self) -> tuple[str, ...]:
        """The columns of the edited table: where they were, or, when conditions come or go, those first."""
        if len(self.old.inputs) == len(self.new.inputs):
            return self._headings
        others = [heading for heading in self._headings[1:] if not heading.startswith("condition ")]
        return (_NUMBER, *(f"condition {number}" for number in range(len(self.new.inputs))), *others)

    def _write_head(self) -> tuple[str, ...]:
        return tuple(map(self._write_heading, self._layout))

    def _write_heading(self, heading: str) -> str:
        if heading == _NUMBER:
            kept = (self.old.hit_policy, self.old.aggregation) == (self.new.hit_policy, self.new.aggregation)
            first = self.table.header.cells[0].text
            return first if kept else _LETTERS[self.new.hit_policy, self.new.aggregation]
        if not heading.startswith("condition "):
            return self.table.header.cells[self._headings.index(heading)].text
        number = int(heading.removeprefix("condition "))
        origin, new = self._origins[number], self.new.inputs[number].expression
        like = "" if origin is None else self._cell(-1, f"condition {origin}")
        if origin is not None and self.old.inputs[origin].expression.text == new.text:
            return like
        return self.speller.spell_expression(new, like)

    def _pair_rules(self) -> list[int | None]:
        """For each edited rule the place of the one it was."""
        old = [self._mark(rule, tuple(self._tests_as_edited(rule))) for rule in self.old.rules]
        new = [self._mark(rule, rule.tests) for rule in self.new.rules]
        pairs: list[int | None] = []
        for _, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            pairs += [first + place if first + place < last else None for place in range(end - start)]
        return pairs

    def _tests_as_edited(self, rule: TableRule) -> list[Source]:
        """The tests of a rule as exported, in the order of the edited columns."""
        return [Source("-") if origin is None else rule.tests[origin] for origin in self._origins]

    def _mark(self, rule: TableRule, tests: tuple[Source, ...]) -> tuple[str, ...]:
        texts = [source.text for source in (*tests, *rule.results)]
        return (*texts, _note(rule, ARTICLE), _note(rule, NOTE))

    def _write_row(self, place: int, rule: TableRule, before: int | None) -> tuple[str, ...]:
        for heading in (ARTICLE, NOTE):
            kept = before is not None and _note(rule, heading) == _note(self.old.rules[before], heading)
            if _note(rule, heading) and heading not in self._headings and not kept:
                values = {"heading": heading, "row": place}
                raise DiagnosticError([Diagnostic("exchange.column-missing", rule.results[0].span, values)])
        return tuple(self._write_cell(heading, place, rule, before) for heading in self._layout)

    def _write_cell(self, heading: str, place: int, rule: TableRule, before: int | None) -> str:
        if heading == _NUMBER:
            return str(place)
        if heading in {ARTICLE, NOTE}:
            return self._write_note(heading, rule, before)
        if heading.startswith(ARROW):
            names = [output.name for output in self.new.outputs]
            number = names.index(heading.removeprefix(ARROW).strip())
            old = None if before is None else self.old.rules[before].results[number]
            like = self._like(before, heading)
            new = rule.results[number]
            return like if old is not None and old.text == new.text else self.speller.spell_expression(new, like)
        number = int(heading.removeprefix("condition "))
        return self._write_test(rule.tests[number], self._origins[number], before)

    def _write_test(self, new: Source, origin: int | None, before: int | None) -> str:
        like = "" if origin is None else self._like(before, f"condition {origin}")
        if origin is not None and before is not None and self.old.rules[before].tests[origin].text == new.text:
            return like
        return self.speller.spell_tests(new, like)

    def _write_note(self, heading: str, rule: TableRule, before: int | None) -> str:
        new = _note(rule, heading)
        if before is not None and new == _note(self.old.rules[before], heading):
            return self._cell(before, heading)
        return " ".join(new.split())

    def _like(self, before: int | None, heading: str) -> str:
        """The cell a text takes the place of; of a new row those above and below."""
        if before is not None:
            return self._cell(before, heading)
        return " ".join(self._cell(row, heading) for row in range(len(self.table.rows)))

    def _cell(self, row: int, heading: str) -> str:
        """The text of a cell; row -1 is the header."""
        column = self._headings.index(heading)
        return read_texts(self.table.header if row < 0 else self.table.rows[row])[column]


def _note(rule: TableRule, heading: str) -> str:
    return rule.annotations.get(heading, "")
