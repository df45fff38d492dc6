"""Entries of YAML in their one spelling: what is an amount, a period or an expression; all else stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Span, span_of
from zhida.policy.clause.tree import RuleKind
from zhida.policy.document.yaml import Entry, read_yaml
from zhida.policy.formatting.expressions import ExpressionFormatter
from zhida.policy.formatting.parts import replace_parts
from zhida.policy.metadata import Metadata, parse_amount, render_period
from zhida.policy.spelling import spell_number

_Spelled: TypeAlias = "tuple[Entry, str]"


def format_metadata(body: Span, metadata: Metadata) -> str:
    """The front matter with its period and its budget as amounts and periods are written."""
    entries = read_yaml(body)
    spelled = {
        "in-force": render_period(metadata.in_force),
        "budget": "" if metadata.budget is None else spell_number(metadata.budget),
    }
    return _replace(body, ((entries[key], text) for key, text in spelled.items() if key in entries and text))


def format_attributes(body: Span, formatter: ExpressionFormatter) -> str:
    """The attributes of a clause with the values of its results, the limits of its stacking rules and its rules of allocation spelled."""
    entries = read_yaml(body)
    spelled = (*_spell_values(entries, formatter), *_spell_limits(entries, formatter))
    return _replace(body, (*spelled, *_spell_allocation(entries, formatter)))


def _spell_values(entries: Mapping[str, Entry], formatter: ExpressionFormatter) -> Iterator[_Spelled]:
    values = entries.get("values")
    if values and isinstance(values.value, Mapping):
        yield from _spell(values.value.values(), formatter.format_tests)


def _spell_limits(entries: Mapping[str, Entry], formatter: ExpressionFormatter) -> Iterator[_Spelled]:
    rules = entries.get("stacking")
    for rule in rules.value if rules and isinstance(rules.value, tuple) else ():
        if isinstance(rule.value, Mapping):
            limits = (entry for key, entry in rule.value.items() if key == RuleKind.CAP)
            yield from _spell(limits, formatter.format_expression)


def _spell_allocation(entries: Mapping[str, Entry], formatter: ExpressionFormatter) -> Iterator[_Spelled]:
    rules = entries.get("allocation")
    for rule in rules.value if rules and isinstance(rules.value, tuple) else ():
        if isinstance(rule.value, Mapping):
            yield from _spell((entry for key, entry in rule.value.items() if key == "budget"), _spell_amount)
            expressions = (entry for key, entry in rule.value.items() if key in {"by", "group"})
            items = (item for one in expressions for item in (one.value if isinstance(one.value, tuple) else (one,)))
            yield from _spell(items, formatter.format_expression)


def _spell_amount(text: str) -> str:
    """An amount as amounts are written; what is none stays as it is."""
    amount = parse_amount(text)
    return text if amount is None else spell_number(amount)


def _spell(entries: Iterable[Entry], spell: Callable[[str], str]) -> Iterator[_Spelled]:
    return ((entry, spell(entry.value)) for entry in entries if isinstance(entry.value, str))


def _replace(body: Span, spelled: Iterable[_Spelled]) -> str:
    return replace_parts(body, ((entry.span, _quote(entry, text)) for entry, text in spelled))


def _quote(entry: Entry, text: str) -> str:
    """The text in the quotes that the entry has; where YAML would read something else, what stands there."""
    written = entry.span.text
    if text == entry.value:
        return written
    quoted = f"'{text.replace(chr(39), chr(39) * 2)}'" if written.startswith(("'", '"')) else text
    return quoted if _reads_as(quoted, text) else written


def _reads_as(written: str, text: str) -> bool:
    try:
        return read_yaml(span_of(f"key: {written}\n"))["key"].value == text
    except DiagnosticError:
        return False
