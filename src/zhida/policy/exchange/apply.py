"""What an edited model changes in the document of its policy; everything that means the same stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError
from zhida.lang.base.span import Source, Span
from zhida.lang.dmn.model import Decision, Definitions, Expression, LiteralBox, TableBox, TableRule
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.standardise import standardise
from zhida.lang.dmn.xml import parse_xml
from zhida.lang.feel.names import Names
from zhida.policy.clause.read import read_clauses
from zhida.policy.clause.tree import Clause, NamedExpression, RuleTable
from zhida.policy.document.read import read_document
from zhida.policy.document.tree import Document, Table
from zhida.policy.document.write import digest_document
from zhida.policy.exchange.check import check_model
from zhida.policy.exchange.tables import TableEdit
from zhida.policy.exchange.write import DIGEST, NAMESPACE, write_model
from zhida.policy.from_document import define_key
from zhida.policy.pack import Pack
from zhida.policy.spelling import Speller


@dataclass(frozen=True, slots=True)
class Edit:
    """A decision that means something else now: how many rows are new, changed and gone; a definition is one row."""

    name: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Replacement:
    """A text that takes the place of the characters ``start`` to ``end`` of the document."""

    start: int
    end: int
    text: str
    edit: Edit


@dataclass(frozen=True, slots=True)
class AppliedModel:
    """The document with the changes of a model, what they are, and the model by the keys of the policy's definitions."""

    document: Document
    edits: tuple[Edit, ...]
    decisions: dict[str, Decision]


def apply_model(pack: Pack, data: bytes, file: str) -> AppliedModel:
    """The document of a pack with the edits of a model that was written from it (`write_model`).

    Raises `DiagnosticError` when the document has changed since, for what is no DMN, for texts that cannot be read and for
    everything that a document cannot hold.
    """
    before = read_dmn(write_model(pack))
    after = standardise(_fill_blanks(read_dmn(data, file)))
    found = (*_check_digest(pack.document, data, file), *check_model(before, after))
    if found:
        raise DiagnosticError(found)
    keys = {one.key: decision.key for one, decision in zip(before.decisions, pack.definitions.decisions, strict=True)}
    old = {keys[one.key]: one for one in before.decisions}
    new = {keys[one.key]: one for one in after.decisions}
    speller = Speller(Names.of([*_names(before.decisions), *(one.variable.name for one in before.input_data)]))
    replacements = sorted(_Comparison(pack, speller).compare(old, new), key=lambda one: one.start)
    text = pack.document.source.text
    for one in reversed(replacements):
        text = text[: one.start] + one.text + text[one.end :]
    document = read_document(text, pack.document.source.file)
    return AppliedModel(document, tuple(one.edit for one in replacements), new)


def locate_findings(found: Iterable[Diagnostic], applied: AppliedModel) -> tuple[Diagnostic, ...]:
    """Findings about the edited document at the cells of its model; those about nothing in it stay as they are."""
    clauses, _ = read_clauses(applied.document)
    places: dict[int, list[tuple[int, Source]]] = {}
    for key, holder in _list_holders(clauses).items():
        for source, origin in _pair_sources(holder, applied.decisions[key].expression):
            places.setdefault(source.line, []).append((source.column, origin))
    return tuple(_locate(one, places) for one in found)


def _locate(found: Diagnostic, places: dict[int, list[tuple[int, Source]]]) -> Diagnostic:
    if found.span is None:
        return found
    position = found.span.position
    before = [one for one in places.get(position.line, ()) if one[0] <= position.column]
    if not before:
        return found
    return replace(found, span=max(before, key=lambda one: one[0])[1].span)


def _pair_sources(
    holder: NamedExpression | RuleTable, expression: Expression | None
) -> Iterator[tuple[Source, Source]]:
    """Each text of the document with that of the model it was written from."""
    match holder, expression:
        case NamedExpression(expression=written), LiteralBox(source=source):
            yield written, source
        case RuleTable(conditions=conditions, rules=rules), TableBox() as box:
            yield from zip(conditions, (column.expression for column in box.inputs), strict=True)
            for written_rule, rule in zip(rules, box.rules, strict=False):
                yield from zip(written_rule.tests, rule.tests, strict=True)
                yield from zip(written_rule.results, rule.results, strict=True)


def _list_holders(clauses: Iterable[Clause]) -> dict[str, NamedExpression | RuleTable]:
    """What of the document holds a definition, by its key; expressions of rules of stacking and allocation and columns of tables are held elsewhere."""
    holders: dict[str, NamedExpression | RuleTable] = {}
    for clause in clauses:
        holders |= {define_key(clause.id, one.name): one for one in clause.expressions}
        holders |= {define_key(clause.id, one.name): one for one in clause.tables}
    return holders


def _check_digest(document: Document, data: bytes, file: str) -> Iterator[Diagnostic]:
    digest = parse_xml(data, file).root.attributes.get(f"{NAMESPACE} {DIGEST}")
    if digest is None:
        yield Diagnostic("exchange.not-of-a-policy", Source("", file).span)
    elif digest != digest_document(document):
        yield Diagnostic("exchange.document-changed", Source("", file).span, {"document": document.source.file})


def _names(decisions: Iterable[Decision]) -> Iterator[str]:
    return (one.variable.name for one in decisions)


def _fill_blanks(model: Definitions) -> Definitions:
    """The model with ``-`` where an editor leaves the cell of a condition empty."""
    return replace(model, decisions=tuple(map(_fill_decision, model.decisions)))


def _fill_decision(decision: Decision) -> Decision:
    if not isinstance(decision.expression, TableBox):
        return decision
    rules = tuple(map(_fill_rule, decision.expression.rules))
    return replace(decision, expression=replace(decision.expression, rules=rules))


def _fill_rule(rule: TableRule) -> TableRule:
    return replace(rule, tests=tuple(one if one.text.strip() else replace(one, text="-") for one in rule.tests))


class _Comparison:
    """Compares decisions with those of a pack, and collects what is wrong with them."""

    def __init__(self, pack: Pack, speller: Speller) -> None:
        self.pack = pack
        self.speller = speller
        self.holders = _list_holders(pack.clauses)
        self.tables = {block.header.span: block for block in pack.document.blocks if isinstance(block, Table)}
        self.found: list[Diagnostic] = []

    def compare(self, old: dict[str, Decision], new: dict[str, Decision]) -> list[_Replacement]:
        replacements = [one for key in old for one in self._compare_decision(key, old[key], new[key])]
        if self.found:
            raise DiagnosticError(self.found)
        return replacements

    def _compare_decision(self, key: str, old: Decision, new: Decision) -> Iterator[_Replacement]:
        holder = self.holders.get(key)
        try:
            match holder, old.expression, new.expression:
                case NamedExpression(), LiteralBox(source=before), LiteralBox(source=after):
                    if before.text != after.text:
                        yield self._replace_expression(holder, after)
                case RuleTable(), TableBox() as before_box, TableBox() as after_box:
                    yield from self._replace_table(holder, before_box, after_box)
                case _, LiteralBox(source=before), LiteralBox(source=after):
                    if before.text != after.text:
                        self._refuse_fixed(after.span, new.variable.name)
        except DiagnosticError as error:
            self.found += error.diagnostics

    def _replace_expression(self, holder: NamedExpression, after: Source) -> _Replacement:
        like = holder.expression.text
        start = holder.span.end
        text = self.speller.spell_expression(after, like)
        return _Replacement(start, start + len(like), text, Edit(holder.name, 0, 1, 0))

    def _replace_table(self, holder: RuleTable, old: TableBox, new: TableBox) -> Iterator[_Replacement]:
        table = self.tables[holder.span]
        rewritten = TableEdit(table, old, new, self.speller).rewrite()
        if rewritten is not None:
            edit = Edit(holder.name, rewritten.added, rewritten.changed, rewritten.removed)
            yield _Replacement(table.span.start, table.span.end, rewritten.text, edit)

    def _refuse_fixed(self, span: Span, name: str) -> None:
        self.found.append(Diagnostic("exchange.fixed-expression", span, {"name": name}))
