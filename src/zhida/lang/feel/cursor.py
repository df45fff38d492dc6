"""A walk over tokens: what stands here, what must stand here, how deep we are, which names are known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from zhida.lang.base.diagnostic import DiagnosticError, refuse
from zhida.lang.base.span import Source, Span
from zhida.lang.feel.lexer import KEYWORDS, Dialect, Token, tokenize
from zhida.lang.feel.names import MAX_NAME_TOKENS, LocalNames, NameNode, Names, join_tokens, match_name, steps_of

MAX_DEPTH = 100
"""Levels a tree may have, so that every pass over it may recurse."""

_NAME_STARTS = KEYWORDS | {"WORD", "NUMBER", "UNKNOWN", "?"}
_NAME_SYMBOLS = frozenset(["WORD", "NUMBER", "UNKNOWN", "instance of", ".", "/", "-", "+", "*", "**"]) | KEYWORDS
_FOREIGN = dict.fromkeys("'“”‘’", '"') | {
    "==": "=",
    "&&": "and",
    "||": "or",
    "!": "not(…)",
    "^": "**",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
}
"""Operators and quotation marks of other notations, and what FEEL writes instead."""

COMPARISONS = frozenset(["=", "!=", "<", "<=", ">", ">="])
_KEY_ENDS = frozenset([":", ",", "{", "}", "<", ">", "STRING", "END"])
_UNIT_STARTS = "万亿元"
_OPERAND_STARTS = frozenset(["WORD", "NUMBER", "STRING", "@", "?", "{", "true", "false", "null"])


class BoundName(NamedTuple):
    """A name that the expression itself binds, and how its tokens spell it."""

    name: str
    steps: tuple[str, ...]


class Cursor:
    """The state of parsing one text."""

    def __init__(self, source: Source, names: Names, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.tokens = tokenize(source, dialect)
        self.index = 0
        self.token = self.tokens[0]
        self.brackets: list[Token] = []
        self._nesting = 0
        self._height = 0
        self._filters = 0
        self._names = names
        self._locals = LocalNames()
        self._keys = LocalNames()

    # Movement

    def advance(self) -> Token:
        """Step over the token here and return it."""
        token = self.token
        self.index += 1
        self.token = self.tokens[self.index]
        return token

    def take(self, kind: str) -> bool:
        """Step over the token here if it is of this kind."""
        if self.token.kind != kind:
            return False
        self.advance()
        return True

    def expect(self, kind: str) -> Token:
        """Step over the token here, which must be of this kind."""
        if self.token.kind != kind:
            raise self.refuse_token(kind)
        return self.advance()

    def open(self) -> Token:
        """Step over an opening bracket."""
        self.brackets.append(self.token)
        return self.advance()

    def close(self, *kinds: str) -> Token:
        """Step over the bracket that closes the one opened last, of one of these kinds."""
        if self.token.kind not in kinds:
            raise self._refuse_unclosed(kinds[0])
        self.brackets.pop()
        return self.advance()

    def peek(self) -> Token:
        """The token after the one here."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def span_from(self, start: int) -> Span:
        """From character ``start`` to the end of the token before the one here."""
        return Span(self.source, start, max(start, self.tokens[self.index - 1].end) if self.index else start)

    def here(self) -> Span:
        """The token here."""
        return Span(self.source, self.token.start, self.token.end)

    # Depth

    def descend(self) -> int:
        """Enter a nested expression; the result is to be handed to `ascend`."""
        self._nesting += 1
        if self._nesting > MAX_DEPTH:
            raise refuse("feel.too-deep", self.here(), limit=MAX_DEPTH)
        outer = self._height
        self._height = 0
        return outer

    def ascend(self, outer: int) -> None:
        """Leave a nested expression: the one around it is at least as high."""
        self._nesting -= 1
        self._height = max(outer, self._height)

    def grow(self) -> None:
        """Note a node above the expressions read since `descend`: one level more."""
        self._height += 1
        if self._height > MAX_DEPTH:
            raise refuse("feel.too-deep", self.here(), limit=MAX_DEPTH)

    # Names in scope

    @contextmanager
    def filtering(self) -> Iterator[None]:
        """Inside a filter every context key met so far is a name."""
        self._filters += 1
        yield
        self._filters -= 1

    def bind(self, bound: BoundName) -> None:
        """Bring a name into scope."""
        self._locals.bind(bound.steps, bound.name)

    def bind_key(self, bound: BoundName) -> None:
        """Bring the key of a context entry into scope, and remember it for paths and filters."""
        self.bind(bound)
        self._keys.bind(bound.steps, bound.name)

    def unbind(self, bound: list[BoundName]) -> None:
        """Take names out of scope again."""
        for one in bound:
            self._locals.unbind(one.steps)

    # Reading names

    def at_name(self) -> bool:
        """Whether a name begins here: a word, or a known name that begins with a keyword or an odd character."""
        kind = self.token.kind
        if kind == "WORD":
            return True
        if kind not in _NAME_STARTS:
            return False
        known = self._match_known(self._roots())
        return known is not None and (known[0] > self.index + 1 or kind == "UNKNOWN")

    def read_name(self) -> str:
        """The longest known name here, or as many words as stand side by side."""
        return self._read(self._roots())

    def read_member(self) -> str:
        """The name after a full stop: keywords and the keys of contexts are allowed there."""
        roots = [self._names.root, self._locals.root, self._keys.root]
        if not self._at_word() and not (self.token.kind == "UNKNOWN" and self._match_known(roots)):
            raise self._refuse_name()
        return self._read(roots)

    def read_binding(self, *stops: str) -> BoundName:
        """A new name: everything up to one of the ``stops``, operators and odd characters included."""
        start = self.index
        if self.token.kind in stops or not self._may_begin_name():
            raise self._refuse_name()
        self.take("?")
        while self.token.kind not in stops and self.token.kind in _NAME_SYMBOLS:
            self.advance()
        return self._bound(start)

    def read_key(self) -> BoundName:
        """The key of a context entry: everything up to the colon."""
        start = self.index
        if not self._may_begin_name():
            raise self._refuse_name()
        while self.token.kind not in _KEY_ENDS:
            self.advance()
        return self._bound(start)

    def at_named_argument(self) -> bool:
        """Whether ``name:`` stands here."""
        if not self._at_word() and self.token.kind != "?":
            return False
        index = self.index + 1
        while self.tokens[index].kind in _NAME_SYMBOLS:
            index += 1
        return self.tokens[index].kind == ":"

    def _at_word(self) -> bool:
        return self.token.kind == "WORD" or self.token.kind in KEYWORDS

    def _may_begin_name(self) -> bool:
        return self._at_word() or self.token.kind in {"UNKNOWN", "?"}

    def _bound(self, start: int) -> BoundName:
        tokens = self.tokens[start : self.index]
        if len(tokens) > MAX_NAME_TOKENS:
            raise refuse("feel.name-too-long", self.span_from(tokens[0].start), limit=MAX_NAME_TOKENS)
        if len(tokens) == 1 and tokens[0].kind in KEYWORDS and self.token.kind != ":":
            self._move(start)
            raise self._refuse_name()
        return BoundName(join_tokens(tokens), steps_of(tokens))

    def _roots(self) -> list[NameNode]:
        roots = [self._names.root, self._locals.root]
        return [*roots, self._keys.root] if self._filters else roots

    def _match_known(self, roots: list[NameNode]) -> tuple[int, str] | None:
        matches = [found for root in roots if (found := match_name(root, self.tokens, self.index))]
        return max(matches, key=lambda match: match[0], default=None)

    def _read(self, roots: list[NameNode]) -> str:
        start = self.index
        end, name = self._match_known(roots) or (start + 1, self.token.text)
        self._move(end)
        while self.token.kind == "WORD" or (
            self.token.kind == "NUMBER" and self.token.gap and self.token.text.isdigit()
        ):
            self.advance()
        return name if self.index == end else join_tokens(self.tokens[start : self.index])

    def _move(self, index: int) -> None:
        self.index = index
        self.token = self.tokens[index]

    # Refusals

    def refuse_operand(self) -> DiagnosticError:
        """What is wrong where an expression should begin."""
        token = self.token
        if token.kind == "END":
            return self._refuse_end()
        if token.kind in KEYWORDS:
            return refuse("feel.reserved-word", self.here(), found=token.text)
        if token.kind in COMPARISONS:
            return refuse("feel.misplaced-comparison", self.here(), found=token.text)
        return self._refuse_character() or refuse("feel.expected-expression", self.here(), found=self._found())

    def refuse_token(self, expected: str) -> DiagnosticError:
        """What is wrong where ``expected`` should stand."""
        if self.token.kind == "END":
            return refuse("feel.missing-token", self.here(), expected=expected)
        return self._refuse_character() or refuse(
            "feel.unexpected-token", self.here(), found=self._found(), expected=expected
        )

    def refuse_rest(self) -> DiagnosticError:
        """What is wrong where the text should end."""
        token = self.token
        if (refusal := self._refuse_character()) is not None:
            return refusal
        if token.kind in _OPERAND_STARTS:
            return refuse("feel.missing-operator", self.here(), found=self._found())
        if token.kind == "..":
            return refuse("feel.bare-range", self.here())
        if token.kind in {")", "]", "}"}:
            return refuse("feel.unopened-bracket", self.here(), found=token.kind)
        return refuse("feel.extra-text", self.here(), found=self._found())

    def _refuse_unclosed(self, expected: str) -> DiagnosticError:
        opening = self.brackets[-1]
        position = Span(self.source, opening.start, opening.end).position
        return self._refuse_character() or refuse(
            "feel.unclosed-bracket",
            self.here(),
            expected=expected,
            found=self._found(),
            opening=opening.text,
            line=position.line,
            column=position.column,
        )

    def _refuse_character(self) -> DiagnosticError | None:
        """What is wrong with the token itself, wherever it stands; None if nothing is."""
        token = self.token
        if token.text in _FOREIGN and token.kind != "STRING":
            return refuse("feel.foreign-operator", self.here(), found=token.text, instead=_FOREIGN[token.text])
        if token.kind == "UNKNOWN":
            return refuse("feel.unknown-character", self.here(), found=self._found())
        before = self.tokens[self.index - 1]
        if token.kind == "WORD" and before.kind == "NUMBER" and (not token.gap or token.text[0] in _UNIT_STARTS):
            return refuse("feel.unknown-unit", self.here(), number=before.text, unit=token.text)
        return None

    def _refuse_name(self) -> DiagnosticError:
        if self.token.kind == "END":
            return self._refuse_end()
        if self.token.kind in KEYWORDS:
            return refuse("feel.reserved-word", self.here(), found=self.token.text)
        return self._refuse_character() or refuse("feel.expected-name", self.here(), found=self._found())

    def _refuse_end(self) -> DiagnosticError:
        code = "feel.empty-expression" if self.index == 0 else "feel.unexpected-end"
        return refuse(code, self.here())

    def _found(self) -> str:
        return self.here().text
