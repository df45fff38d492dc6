"""Two versions of a policy → what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhida.lang.core.tree import Expression
from zhida.policy.clause.rules import HIT_POLICIES
from zhida.policy.clause.tree import Clause, RuleTable, StackingRule
from zhida.policy.difference.align import align_names, align_rows
from zhida.policy.difference.grid import compare_cases, compare_tables
from zhida.policy.difference.meaning import find_meaning
from zhida.policy.difference.model import (
    Difference,
    PackDifference,
    Part,
    Side,
    tell_difference,
    tell_same_meaning,
)
from zhida.policy.document.tree import Comment, Document, FrontMatter, Heading
from zhida.policy.document.write import write_document
from zhida.policy.document.yaml import read_yaml
from zhida.policy.pack import Pack

_CLAUSE_LEVEL = 2


def compare_packs(old: Pack, new: Pack) -> PackDifference:
    """What differs between two versions of a policy; clauses belong together by their ids, whatever their order.

    Cells, definitions, headings and stacking limits that are written otherwise (``500万``, ``5000000``) are compared by
    their core trees, so that what means the same is told as such. Comments are not compared.
    """
    left, right = ({clause.id: clause for clause in pack.clauses} for pack in (old, new))
    differences = [*_compare_metadata(old, new), *_compare_preambles(old.document, new.document)]
    for id_ in dict.fromkeys((*left, *right)):
        if id_ in left and id_ in right:
            differences += _compare_clauses((old, left[id_]), (new, right[id_]))
        else:
            sides = (_tell_clause(clauses.get(id_)) for clauses in (left, right))
            differences.append(tell_difference(Part.CLAUSE, id_, *sides))
    return PackDifference(write_document(old.document) == write_document(new.document), tuple(differences))


def _compare_metadata(old: Pack, new: Pack) -> Iterator[Difference]:
    left, right = _read_entries(old), _read_entries(new)
    for key in dict.fromkeys((*left, *right)):
        before, after = left.get(key), right.get(key)
        if before and after and before.text == after.text:
            continue
        name = key.replace("-", "_")
        if before and after and getattr(old.metadata, name) == getattr(new.metadata, name):
            yield tell_same_meaning(Part.METADATA, "", before, after)
        else:
            yield tell_difference(Part.METADATA, "", before, after)


def _read_entries(pack: Pack) -> dict[str, Side]:
    front = next(block for block in pack.document.blocks if isinstance(block, FrontMatter))
    entries = read_yaml(front.body).items()
    return {
        key: Side(_squeeze(entry.span.text), name=key, line=entry.span.position.line)
        for key, entry in entries
        if entry.value != ""
    }


def _compare_preambles(old: Document, new: Document) -> Iterator[Difference]:
    """What stands outside of all clauses: the title and the words below it."""
    yield from _compare_words(Part.PREAMBLE, "", _read_preamble(old), _read_preamble(new))


def _read_preamble(document: Document) -> Side:
    texts = []
    is_outside = True
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _CLAUSE_LEVEL:
            is_outside = block.level < _CLAUSE_LEVEL
        if is_outside and not isinstance(block, FrontMatter | Comment):
            texts.append(block.span.text.strip())
    return Side("\n\n".join(filter(None, texts)))


def _compare_words(part: Part, clause: str, old: Side, new: Side) -> Iterator[Difference]:
    if old.text == new.text:
        return
    if _squeeze(old.text) == _squeeze(new.text):
        yield tell_same_meaning(part, clause, old, new)
    else:
        yield tell_difference(part, clause, old if old.text else None, new if new.text else None)


def _compare_clauses(old: tuple[Pack, Clause], new: tuple[Pack, Clause]) -> Iterator[Difference]:
    before, after = old[1], new[1]
    id_ = before.id
    if (before.article, before.title) != (after.article, after.title):
        yield tell_difference(Part.HEADING, id_, _tell_clause(before), _tell_clause(after))
    yield from _compare_words(Part.WORDS, id_, Side(before.words, before.article), Side(after.words, after.article))
    yield from _compare_definitions(old, new)
    yield from _compare_all_tables(old, new)
    yield from compare_cases(before, after)
    yield from _compare_attributes(before, after)
    yield from _compare_stacking(old, new)


def _compare_definitions(old: tuple[Pack, Clause], new: tuple[Pack, Clause]) -> Iterator[Difference]:
    left, right = _read_definitions(old[1]), _read_definitions(new[1])
    for name in dict.fromkeys((*left, *right)):
        before, after = left.get(name), right.get(name)
        if before and after and before.text == after.text:
            continue
        if before and after and _mean(old, name) == _mean(new, name):
            yield tell_same_meaning(Part.DEFINITION, old[1].id, before, after)
        else:
            yield tell_difference(Part.DEFINITION, old[1].id, before, after)


def _read_definitions(clause: Clause) -> dict[str, Side]:
    return {
        one.name: Side(one.expression.text, clause.article, one.name, line=one.expression.line)
        for one in clause.expressions
    }


def _mean(version: tuple[Pack, Clause], name: str) -> Expression:
    pack, clause = version
    return find_meaning(pack, clause.id, name)


def _compare_all_tables(old: tuple[Pack, Clause], new: tuple[Pack, Clause]) -> Iterator[Difference]:
    left, right = ({table.name: table for table in clause.tables} for _, clause in (old, new))
    for one, other in align_names(left, right):
        before, after = left[one] if one else None, right[other] if other else None
        if before is None or after is None:
            sides = (_tell_table(before, old[1]) if before else None, _tell_table(after, new[1]) if after else None)
            yield tell_difference(Part.TABLE, old[1].id, *sides)
            continue
        if _letters(before) != _letters(after):
            sides = (_tell_letters(before, old[1]), _tell_letters(after, new[1]))
            yield tell_difference(Part.HIT_POLICY, old[1].id, *sides)
        yield from compare_tables((*old, before), (*new, after))


def _tell_table(table: RuleTable, clause: Clause) -> Side:
    return Side(f"{len(table.rules)} × {table.name}", clause.article, table.name, line=table.span.position.line)


def _tell_letters(table: RuleTable, clause: Clause) -> Side:
    return replace(_tell_table(table, clause), text=_letters(table))


def _letters(table: RuleTable) -> str:
    wanted = (table.hit_policy, table.aggregation)
    return next(letters for letters, policy in HIT_POLICIES.items() if policy == wanted)


def _tell_clause(clause: Clause | None) -> Side | None:
    if clause is None:
        return None
    text = " ".join(dict.fromkeys((clause.article, clause.title)))
    return Side(text, clause.article, clause.title, line=clause.span.position.line)


def _compare_attributes(old: Clause, new: Clause) -> Iterator[Difference]:
    left, right = _read_attributes(old), _read_attributes(new)
    for name in dict.fromkeys((*left, *right)):
        if left.get(name) != right.get(name):
            sides = (
                Side(texts[name], clause.article, name) if name in texts else None
                for texts, clause in ((left, old), (right, new))
            )
            yield tell_difference(Part.ATTRIBUTE, old.id, *sides)


def _read_attributes(clause: Clause) -> Mapping[str, str]:
    attributes = clause.attributes
    texts = {
        "result": attributes.result.text if attributes.result else "",
        "kind": attributes.kind.value if attributes.kind else "",
        "no-application": "true" if attributes.no_application else "",
        "support": attributes.support.text if attributes.support else "",
        **{f"values.{name}": source.text for name, source in attributes.values.items()},
        **{f"fair-competition.{concern}": reason.text for concern, reason in attributes.fair_competition.items()},
    }
    return {name: text for name, text in texts.items() if text}


def _compare_stacking(old: tuple[Pack, Clause], new: tuple[Pack, Clause]) -> Iterator[Difference]:
    left, right = old[1].attributes.stacking, new[1].attributes.stacking
    for one, other in align_rows([(rule.written,) for rule in left], [(rule.written,) for rule in right]):
        before, after = None if one is None else left[one], None if other is None else right[other]
        if before and after and before.written == after.written:
            continue
        was, becomes = (
            _tell_stacking(before, old[1]) if before else None,
            _tell_stacking(after, new[1]) if after else None,
        )
        is_same = before and after and _mean_stacking(old, before) == _mean_stacking(new, after)
        if was and becomes and is_same:
            yield tell_same_meaning(Part.STACKING, old[1].id, was, becomes)
        else:
            yield tell_difference(Part.STACKING, old[1].id, was, becomes)


def _tell_stacking(rule: StackingRule, clause: Clause) -> Side:
    return Side(rule.written, clause.article, rule.kind.value, line=rule.span.position.line)


def _mean_stacking(version: tuple[Pack, Clause], rule: StackingRule) -> tuple[StackingRule, Expression | None]:
    """A rule without its writing, and the core tree of its limit."""
    limit = _mean(version, rule.name) if rule.limit is not None else None
    return replace(rule, limit=None, name="", written=""), limit


def _squeeze(text: str) -> str:
    """The text with every stretch of blanks as one."""
    return " ".join(text.split())
