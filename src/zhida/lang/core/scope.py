"""Names → references: what an expression sees, and where the findings about it are collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TypeAlias

from zhida.lang.base.diagnostic import Diagnostic
from zhida.lang.base.span import Source, Span
from zhida.lang.base.types import ANY, ContextType, ListType, SimpleType, Type
from zhida.lang.core.builtins import BUILTINS
from zhida.lang.core.tree import (
    BuiltinReference,
    Constant,
    Expression,
    Field,
    ItemReference,
    LocalReference,
)

Meaning: TypeAlias = "Expression | Callable[[], Expression]"
"""What a name stands for; a callable makes it when it is first asked for."""

NOWHERE = Span(Source(""), 0, 0)
"""The place of what is bound but not yet mentioned."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names visible at a place. Inner scopes shadow outer ones; ``found`` is shared by all of them.

    ``qualifiers`` are the names of imported models, whose elements are called ``qualifier.name``; ``signatures`` the names of
    parameters by the keys of definitions that are functions. ``item`` is set inside
    the predicate of a filter, where the fields of the item are names of their own.

    >>> scope = Scope().bind("研发费用", ANY)
    >>> scope.suggest("研发费")
    '研发费用'
    """

    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    types: Mapping[str, Type] = field(default_factory=dict)
    qualifiers: frozenset[str] = frozenset()
    signatures: Mapping[str, Sequence[str]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    outer: Scope | None = None
    item: LocalReference | None = None

    def bind(self, name: str, type_: Type) -> Scope:
        """A scope inside this one with a local variable."""
        return self.bind_all({name: type_})

    def bind_all(self, locals_: Mapping[str, Type]) -> Scope:
        """A scope inside this one with local variables."""
        return self.mean({name: LocalReference(name, span=NOWHERE, type=type_) for name, type_ in locals_.items()})

    def mean(self, meanings: Mapping[str, Meaning]) -> Scope:
        """A scope inside this one in which names stand for the given expressions."""
        return replace(self, meanings=meanings, outer=self, item=None)

    def enter_filter(self, type_: Type) -> Scope:
        """The scope of a filter's predicate over items of a type. Inside another filter the item gets a name of its own."""
        depth = sum(scope.item is not None for scope in self._chain())
        name = f"item {depth + 1}" if depth else "item"
        item = LocalReference(name, span=NOWHERE, type=type_)
        return replace(self, meanings={"item": item}, outer=self, item=item)

    @property
    def item_name(self) -> str:
        """What the item of the filter around this place is called."""
        return "item" if self.item is None else self.item.name

    def _chain(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def lookup(self, name: str, span: Span) -> Expression | None:
        """What the name stands for at ``span``; None if it is unknown here."""
        if self.item is not None:
            return self._lookup_in_filter(self.item, name, span)
        meaning = self.meanings.get(name)
        if meaning is None:
            return self.outer.lookup(name, span) if self.outer else _builtin(name, span)
        return replace(meaning() if callable(meaning) else meaning, span=span)

    def _lookup_in_filter(self, item: LocalReference, name: str, span: Span) -> Expression | None:
        here = replace(item, span=span)
        outside = here if name == "item" else self.outer.lookup(name, span) if self.outer else None
        match item.type:
            case ContextType(fields=fields) if name in fields:
                return Field(here, name, span=span, type=fields[name])
            case ContextType(fields=fields) if fields:
                return outside
            case SimpleType() if item.type != ANY:
                return outside
            case ListType():
                return outside
        return ItemReference(name, here, outside or Constant(None, span=span), span=span)

    def names(self) -> frozenset[str]:
        """Every name that can be looked up, but for the builtins."""
        names: set[str] = set()
        for scope in self._chain():
            names.update(scope.meanings)
            if scope.item is not None and isinstance(scope.item.type, ContextType):
                names.update(scope.item.type.fields)
        return frozenset(names)

    def suggest(self, name: str) -> str:
        """The visible names most like an unknown one, for a hint."""
        return suggest(name, [*self.names(), *BUILTINS])

    def report(self, code: str, span: Span, **values: object) -> None:
        """Note an error."""
        self.found.append(Diagnostic(code, span, values))


def _builtin(name: str, span: Span) -> Expression | None:
    return BuiltinReference(name, span=span) if name in BUILTINS else None


def suggest(name: str, known: Iterable[str]) -> str:
    """The known names most like ``name``, joined; a dash if none is near.

    >>> suggest("strng length", ["string length", "sum"])
    'string length'
    """
    return "、".join(get_close_matches(name, sorted(known), n=3, cutoff=0.5)) or "—"
