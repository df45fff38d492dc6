"""Two versions of a policy → what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from zhida.lang.core.tree import Expression
from zhida.policy.allocation.rules import GROUP, AllocationKind, BudgetRule, PlacesRule, name_criterion
from zhida.policy.clause.rules import HIT_POLICIES
from zhida.policy.clause.tree import Clause, NamedExpression, RuleTable, StackingRule
from zhida.policy.difference.align import align_rows
from zhida.policy.difference.compare_grids import compare_cases, compare_tables, tell_table
from zhida.policy.difference.grid import tell_results
from zhida.policy.difference.meaning import find_meaning, read_tests
from zhida.policy.difference.model import (
    Difference,
    PackDifference,
    Part,
    Side,
    tell_difference,
    tell_same_meaning,
)
from zhida.policy.difference.pairing import Pairing, pair_definitions, pair_tables, pair_versions, tell_heading
from zhida.policy.document.tree import Comment, Document, FrontMatter, Heading
from zhida.policy.document.write import write_document
from zhida.policy.document.yaml import read_yaml
from zhida.policy.fair_competition.check import find_facts_read
from zhida.policy.pack import Pack

_CLAUSE_LEVEL = 2
_VALUES = "values."


def compare_packs(old: Pack, new: Pack) -> PackDifference:
    """What differs between two versions of a policy; clauses belong together by their ids, whatever their order.

    A clause or a definition whose name alone changed is told as renamed, not as another one. Cells, definitions,
    headings, and expressions of rules of stacking and allocation that are written otherwise (``500万``, ``5000000``) are compared by their core trees, so
    that what means the same is told as such. Comments are not compared.
    """
    pairing = pair_versions(old, new)
    differences = [*_compare_metadata(old, new), *_compare_preambles(old.document, new.document)]
    for before, after in pairing.clauses:
        if before and after:
            differences += _compare_clauses(pairing, before, after)
        elif clause := before or after:
            sides = (_tell_clause(before) if before else None, _tell_clause(after) if after else None)
            differences.append(tell_difference(Part.CLAUSE, clause.id, *sides))
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


def _compare_clauses(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    if old.id != new.id:
        yield tell_difference(Part.IDENTIFIER, new.id, _tell_identifier(old), _tell_identifier(new))
    if tell_heading(old) != tell_heading(new):
        yield tell_difference(Part.HEADING, new.id, _tell_heading(old), _tell_heading(new))
    yield from _compare_words(Part.WORDS, new.id, Side(old.words, old.article), Side(new.words, new.article))
    yield from _compare_definitions(pairing, old, new)
    yield from _compare_all_tables(pairing, old, new)
    yield from compare_cases(pairing, old, new)
    yield from _compare_attributes(old, new)
    yield from _compare_stacking(pairing, old, new)
    yield from _compare_allocation(pairing, old, new)
    yield from _compare_facts(pairing, old, new)


def _tell_identifier(clause: Clause) -> Side:
    return Side(clause.id, clause.article, line=clause.span.position.line)


def _tell_heading(clause: Clause) -> Side:
    return Side(tell_heading(clause), clause.article, line=clause.span.position.line)


def _tell_clause(clause: Clause) -> Side:
    """A clause that only one version has, by its words."""
    text = "\n\n".join(filter(None, (tell_heading(clause), clause.words)))
    return Side(text, clause.article, clause.title, line=clause.span.position.line)


def _compare_definitions(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    for before, after in pair_definitions(old, new):
        was, becomes = (
            _tell_definition(before, old) if before else None,
            _tell_definition(after, new) if after else None,
        )
        if not (before and after and was and becomes):
            yield tell_difference(Part.DEFINITION, new.id, was, becomes)
        elif before.name != after.name:
            sides = replace(was, text=before.name), replace(becomes, text=after.name)
            yield tell_difference(Part.DEFINITION_NAME, new.id, *sides)
        elif was.text != becomes.text:
            trees = find_meaning(pairing.old, old.id, before.name), find_meaning(pairing.new, new.id, after.name)
            tell = tell_same_meaning if pairing.mean_same(*trees) else tell_difference
            yield tell(Part.DEFINITION, new.id, was, becomes)


def _tell_definition(definition: NamedExpression, clause: Clause) -> Side:
    source = definition.expression
    return Side(source.text, clause.article, definition.name, line=source.line)


def _compare_all_tables(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    for before, after in pair_tables(old, new):
        if before is None or after is None:
            sides = (
                tell_table(pairing.old, old, before) if before else None,
                tell_table(pairing.new, new, after) if after else None,
            )
            yield tell_difference(Part.TABLE, new.id, *sides)
            continue
        if _letters(before) != _letters(after):
            yield tell_difference(Part.HIT_POLICY, new.id, _tell_letters(before, old), _tell_letters(after, new))
        yield from compare_tables(pairing, (old, before), (new, after))


def _tell_letters(table: RuleTable, clause: Clause) -> Side:
    return Side(_letters(table), clause.article, tell_results(table), line=table.span.position.line)


def _letters(table: RuleTable) -> str:
    wanted = (table.hit_policy, table.aggregation)
    return next(letters for letters, policy in HIT_POLICIES.items() if policy == wanted)


def _compare_attributes(old: Clause, new: Clause) -> Iterator[Difference]:
    left, right = _read_attributes(old), _read_attributes(new)
    for name in dict.fromkeys((*left, *right)):
        before, after = left.get(name), right.get(name)
        if before and after and before.text == after.text:
            continue
        if before and after and _mean_same_values(name, old, new):
            yield tell_same_meaning(Part.ATTRIBUTE, new.id, before, after)
        else:
            yield tell_difference(Part.ATTRIBUTE, new.id, before, after)


def _mean_same_values(name: str, old: Clause, new: Clause) -> bool:
    """Whether an attribute lists the values of a result, and the same ones in both."""
    if not name.startswith(_VALUES):
        return False
    before, after = (read_tests(clause.attributes.values[name.removeprefix(_VALUES)]) for clause in (old, new))
    return before is not None and before == after


def _read_attributes(clause: Clause) -> Mapping[str, Side]:
    attributes = clause.attributes
    least, most = (source.text if source else "" for source in (attributes.result, attributes.most))
    texts = {
        "result": least if least == most else f"[{least}, {most}]",
        "kind": attributes.kind.value if attributes.kind else "",
        "no-application": "true" if attributes.no_application else "",
        "support": attributes.support.text if attributes.support else "",
        **{f"{_VALUES}{name}": source.text for name, source in attributes.values.items()},
        **{f"fair-competition.{concern}": reason.text for concern, reason in attributes.fair_competition.items()},
    }
    return {name: Side(text, clause.article, name) for name, text in texts.items() if text}


def _compare_stacking(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    left, right = old.attributes.stacking, new.attributes.stacking
    for one, other in align_rows([(rule.written,) for rule in left], [(rule.written,) for rule in right]):
        before, after = None if one is None else left[one], None if other is None else right[other]
        was, becomes = _tell_stacking(before, old) if before else None, _tell_stacking(after, new) if after else None
        if not (before and after and was and becomes):
            yield tell_difference(Part.STACKING, new.id, was, becomes)
        elif before.written != after.written:
            rules = _read_stacking(pairing.old, old, before), _read_stacking(pairing.new, new, after)
            tell = tell_same_meaning if pairing.mean_same(*rules) else tell_difference
            yield tell(Part.STACKING, new.id, was, becomes)


def _tell_stacking(rule: StackingRule, clause: Clause) -> Side:
    return Side(rule.written, clause.article, rule.kind.value, line=rule.span.position.line)


def _read_stacking(pack: Pack, clause: Clause, rule: StackingRule) -> tuple[StackingRule, Expression | None]:
    """A rule without its writing, and the core tree of its limit."""
    limit = find_meaning(pack, clause.id, rule.name) if rule.limit is not None else None
    return replace(rule, limit=None, name="", written=""), limit


def _compare_allocation(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    """Rules of allocation, each kind of which stands in a clause once."""
    left, right = old.attributes.allocation, new.attributes.allocation
    for before, after in ((left.places, right.places), (left.budget, right.budget)):
        was, becomes = _tell_allocation(before, old), _tell_allocation(after, new)
        if not (before and after and was and becomes):
            if was or becomes:
                yield tell_difference(Part.ALLOCATION, new.id, was, becomes)
        elif before.written != after.written:
            rules = _read_allocation(pairing.old, old, before), _read_allocation(pairing.new, new, after)
            tell = tell_same_meaning if pairing.mean_same(*rules) else tell_difference
            yield tell(Part.ALLOCATION, new.id, was, becomes)


def _tell_allocation(rule: PlacesRule | BudgetRule | None, clause: Clause) -> Side | None:
    if rule is None:
        return None
    kind = AllocationKind.PLACES if isinstance(rule, PlacesRule) else AllocationKind.BUDGET
    return Side(rule.written, clause.article, kind.value, line=rule.span.position.line)


def _read_allocation(pack: Pack, clause: Clause, rule: PlacesRule | BudgetRule) -> tuple[object, ...]:
    """A rule without its writing: clauses by their ids, expressions by their core trees."""
    if isinstance(rule, BudgetRule):
        return replace(rule, of=(), written=""), tuple(one.text for one in rule.of)
    criteria = tuple(find_meaning(pack, clause.id, name_criterion(number)) for number in range(1, len(rule.by) + 1))
    group = None if rule.group is None else find_meaning(pack, clause.id, GROUP)
    return replace(rule, by=(), group=None, written=""), criteria, group


def _compare_facts(pairing: Pairing, old: Clause, new: Clause) -> Iterator[Difference]:
    """The facts that the answer of a clause began or ceased to rest on, wherever that was changed."""
    left, right = _read_facts(pairing.old, old), _read_facts(pairing.new, new)
    for fact in dict.fromkeys((*left, *right)):
        if fact not in left or fact not in right:
            yield tell_difference(Part.FACT, new.id, left.get(fact), right.get(fact))


def _read_facts(pack: Pack, clause: Clause) -> Mapping[str, Side]:
    keys = [key for answer in pack.answers if answer.clause.id == clause.id for key in answer.keys]
    facts = find_facts_read(pack.program, keys, pack.catalogue)
    return {fact: Side(fact, clause.article) for fact in facts}


def _squeeze(text: str) -> str:
    """The text with every stretch of blanks as one."""
    return " ".join(text.split())
