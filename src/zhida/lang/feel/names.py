"""The names in scope, prepared for longest match over tokens (DMN 1.5, §10.3.1.2).

FEEL names may hold spaces, operators and keywords (``profit and loss``, ``a-b``): where a name
ends depends on which names are known. A trie over tokens finds the longest in one walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.span import Source
from zhida.lang.feel.lexer import Dialect, Token, tokenize

MAX_NAME_TOKENS = 100
"""Tokens a name may have; longer names are never recognised."""

LANGUAGE_NAMES = ("date and time", "years and months duration", "days and time duration")
"""Names of the language that hold keywords; they are always in scope."""


@dataclass(slots=True)
class NameNode:
    """A node of the trie: the nodes one token further, and the name that ends here, bound ``uses`` times."""

    following: dict[str, NameNode] = field(default_factory=dict)
    name: str | None = None
    uses: int = 0


def normalise_name(name: str) -> str:
    """The name with single spaces and none around it.

    >>> normalise_name("  profit  and loss ")
    'profit and loss'
    """
    return " ".join(name.split())


def remove_space(text: str) -> str:
    """The text without white space: how a name is looked for where nobody knows yet which spaces belong to it.

    >>> remove_space("profit  and loss") in remove_space("2 * profit and loss")
    True
    """
    return "".join(text.split())


def join_tokens(tokens: Sequence[Token]) -> str:
    """The text of tokens, with one space wherever white space stood."""
    return "".join(f" {token.text}" if token.gap and index else token.text for index, token in enumerate(tokens))


def match_name(root: NameNode, tokens: Sequence[Token], start: int) -> tuple[int, str] | None:
    """The longest name that begins at ``start``: the index after its last token, and the name."""
    node = root.following.get(tokens[start].text)
    longest = None
    index = start
    while node is not None:
        index += 1
        if node.name is not None:
            longest = (index, node.name)
        token = tokens[index] if node.following else None
        node = node.following.get(_key(token)) if token is not None else None
    return longest


@lru_cache(maxsize=16_384)
def split_name(name: str, dialect: Dialect) -> tuple[str, ...]:
    """The steps of a name in the trie; empty if no expression can hold it."""
    try:
        tokens = tokenize(Source(name), dialect)[:-1]
    except DiagnosticError:
        return ()
    if len(tokens) > MAX_NAME_TOKENS:
        return ()
    return steps_of(tokens)


def steps_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The way through the trie that tokens spell: white space before a token counts, but for the first."""
    return tuple(_key(token) if index else token.text for index, token in enumerate(tokens))


def _key(token: Token) -> str:
    return f" {token.text}" if token.gap else token.text


class Names:
    """An immutable set of names. White space in them is normalised; spaces around operators count.

    >>> names = Names.of(["profit and loss", "研发费用"])
    >>> "研发费用" in names.extend(["a-b"]), "a-b" in names
    (True, False)
    """

    __slots__ = ("_names", "root")

    def __init__(self, names: frozenset[str], root: NameNode) -> None:
        self._names = names
        self.root = root

    @classmethod
    def of(cls, names: Iterable[str] = ()) -> Names:
        """The names given, and those of the language itself."""
        return _language_names().extend(names)

    def extend(self, names: Iterable[str]) -> Names:
        """These names and more; what is prepared already is shared."""
        added = {normalise_name(name) for name in names} - self._names
        if not added:
            return self
        root = _copy(self.root)
        copied = {id(root)}
        for name in added:
            for steps in {split_name(name, dialect) for dialect in Dialect}:
                _insert(root, steps, name, copied)
        return Names(self._names | added, root)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._names))

    def __repr__(self) -> str:
        return f"Names.of({sorted(self._names)!r})"


@cache
def _language_names() -> Names:
    return Names(frozenset(), NameNode()).extend(LANGUAGE_NAMES)


def _insert(root: NameNode, steps: tuple[str, ...], name: str, copied: set[int]) -> None:
    node = root
    for step in steps:
        node = _own_child(node, step, copied)
    if steps:
        node.name = name


def _own_child(node: NameNode, step: str, copied: set[int]) -> NameNode:
    child = node.following.get(step)
    if child is None or id(child) not in copied:
        child = node.following[step] = NameNode() if child is None else _copy(child)
        copied.add(id(child))
    return child


def _copy(node: NameNode) -> NameNode:
    return NameNode(dict(node.following), node.name)


class LocalNames:
    """The names bound inside an expression while it is parsed; bound twice, they must be unbound twice."""

    __slots__ = ("root",)

    def __init__(self) -> None:
        self.root = NameNode()

    def bind(self, steps: tuple[str, ...], name: str) -> None:
        """Make the name known, spelled by its steps (see `steps_of`)."""
        node = self.root
        for step in steps:
            node = node.following.setdefault(step, NameNode())
        node.name = name
        node.uses += 1

    def unbind(self, steps: tuple[str, ...]) -> None:
        """Take back one `bind` of the same steps."""
        node = self.root
        for step in steps:
            node = node.following[step]
        node.uses -= 1
        if node.uses == 0:
            node.name = None
