"""The text of a regular expression to its tree (XPath Functions 3.1, §5.6.1; XML Schema 1.1 part 2, appendix G)."""

from __future__ import annotations

from zhida.lang.interpret.regex.characters import (
    BLOCKS,
    CATEGORIES,
    MULTIPLE_ESCAPES,
    SINGLE_ESCAPES,
    all_but,
    any_of,
    between,
    in_block,
    in_category,
    is_any_character,
    is_line_character,
    none_of,
)
from zhida.lang.interpret.regex.tree import (
    Anchor,
    BackReference,
    Chain,
    Character,
    CharacterTest,
    Choice,
    Group,
    Pattern,
    Repeat,
)
from zhida.lang.interpret.run import NoValueError

_LARGEST_COUNT = 1000
_DEEPEST = 50


def parse_pattern(text: str, flags: frozenset[str]) -> tuple[Pattern, int]:
    """The tree of a regular expression and the number of its groups; `NoValueError` if it is none."""
    if "q" in flags:
        caseless = "i" in flags
        return Chain(tuple(Character(between(each, each, caseless=caseless)) for each in text)), 0
    reader = _Reader(text, flags)
    pattern = reader.read_choice(0)
    if not reader.at_end:
        raise reader.fault()
    return pattern, reader.groups


class _Reader:
    """Reads a regular expression from left to right."""

    def __init__(self, text: str, flags: frozenset[str]) -> None:
        self.text = _drop_white_space(text) if "x" in flags else text
        self.position = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.caseless = "i" in flags
        self.lines = "m" in flags
        self.dot = is_any_character if "s" in flags else is_line_character

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.text)

    def peek(self, length: int = 1) -> str:
        return self.text[self.position : self.position + length]

    def take(self, expected: str) -> bool:
        if self.text.startswith(expected, self.position):
            self.position += len(expected)
            return True
        return False

    def next(self) -> str:
        if self.at_end:
            raise self.fault()
        self.position += 1
        return self.text[self.position - 1]

    def require(self, expected: str) -> None:
        if not self.take(expected):
            raise self.fault()

    def fault(self) -> NoValueError:
        return NoValueError("interpret.wrong-pattern", pattern=self.text[:80], position=self.position + 1)

    # Structure

    def read_choice(self, depth: int) -> Pattern:
        if depth > _DEEPEST:
            raise self.fault()
        options = [self.read_chain(depth)]
        while self.take("|"):
            options.append(self.read_chain(depth))
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def read_chain(self, depth: int) -> Pattern:
        parts: list[Pattern] = []
        while not self.at_end and self.peek() not in "|)":
            parts.append(self.read_piece(depth))
        return Chain(tuple(parts))

    def read_piece(self, depth: int) -> Pattern:
        atom = self.read_atom(depth)
        bounds = self.read_quantifier()
        if bounds is None:
            return atom
        return Repeat(atom, *bounds, greedy=not self.take("?"))

    def read_quantifier(self) -> tuple[int, int | None] | None:
        if self.take("*"):
            return 0, None
        if self.take("+"):
            return 1, None
        if self.take("?"):
            return 0, 1
        return self.read_bounds() if self.take("{") else None

    def read_bounds(self) -> tuple[int, int | None]:
        low = self.read_count()
        high: int | None = low
        if self.take(","):
            high = None if self.peek() == "}" else self.read_count()
        self.require("}")
        if high is not None and high < low:
            raise self.fault()
        return low, high

    def read_count(self) -> int:
        start = self.position
        while self.peek().isdecimal() and self.peek().isascii():
            self.position += 1
        digits = self.text[start : self.position]
        if not digits or len(digits) > len(str(_LARGEST_COUNT)) or int(digits) > _LARGEST_COUNT:
            raise self.fault()
        return int(digits)

    def read_atom(self, depth: int) -> Pattern:
        character = self.next()
        match character:
            case "(":
                return self.read_group(depth)
            case "[":
                return Character(self.read_class(depth))
            case ".":
                return Character(self.dot)
            case "^":
                return Anchor("line start" if self.lines else "start")
            case "$":
                return Anchor("line end" if self.lines else "end")
            case "\\":
                return self.read_escape()
        if character in "?*+{}]":
            raise self.fault()
        return Character(between(character, character, caseless=self.caseless))

    def read_group(self, depth: int) -> Pattern:
        if self.take("?:"):
            body = self.read_choice(depth + 1)
            self.require(")")
            return body
        self.groups += 1
        number = self.groups
        body = self.read_choice(depth + 1)
        self.require(")")
        self.closed.add(number)
        return Group(body, number)

    # Characters

    def read_escape(self) -> Pattern:
        if self.peek().isdecimal():
            return self.read_reference()
        return Character(self.read_escaped_class(self.next()))

    def read_reference(self) -> Pattern:
        """The longest number of a group that is closed already."""
        number = int(self.next()) if self.peek().isascii() else 0
        while self.peek().isdecimal() and number * 10 + int(self.peek()) in self.closed:
            number = number * 10 + int(self.next())
        if number not in self.closed:
            raise self.fault()
        return BackReference(number, self.caseless)

    def read_escaped_class(self, letter: str) -> CharacterTest:
        if letter in SINGLE_ESCAPES:
            character = SINGLE_ESCAPES[letter]
            return between(character, character, caseless=self.caseless)
        if letter in MULTIPLE_ESCAPES:
            return MULTIPLE_ESCAPES[letter]
        if letter in "pP":
            named = self.read_property()
            return named if letter == "p" else none_of(named)
        raise self.fault()

    def read_property(self) -> CharacterTest:
        self.require("{")
        start = self.position
        while self.next() != "}":
            pass
        name = self.text[start : self.position - 1]
        if name in CATEGORIES:
            return in_category(name)
        if name.removeprefix("Is") in BLOCKS and name.startswith("Is"):
            return in_block(name.removeprefix("Is"))
        raise self.fault()

    def read_class(self, depth: int) -> CharacterTest:
        """``[a-z-[aeiou]]``, after the first bracket."""
        if depth > _DEEPEST:
            raise self.fault()
        negated = self.take("^")
        tests: list[CharacterTest] = []
        excluded: CharacterTest | None = None
        while excluded is None and (self.peek() != "]" or not tests):
            if tests and self.take("-["):
                excluded = self.read_class(depth + 1)
            else:
                tests.append(self.read_class_part())
        self.require("]")
        test = none_of(any_of(tests)) if negated else any_of(tests)
        return test if excluded is None else all_but(test, excluded)

    def read_class_part(self) -> CharacterTest:
        """One character, a range of characters or an escape."""
        character = self.next()
        if character in "[]":
            raise self.fault()
        if character == "\\":
            letter = self.next()
            if letter not in SINGLE_ESCAPES:
                return self.read_escaped_class(letter)
            character = SINGLE_ESCAPES[letter]
        last = character
        if self.peek() == "-" and self.peek(2) not in {"-]", "-["}:
            self.position += 1
            last = self.read_range_end()
        if last < character:
            raise self.fault()
        return between(character, last, caseless=self.caseless)

    def read_range_end(self) -> str:
        character = self.next()
        if character in "[]":
            raise self.fault()
        if character != "\\":
            return character
        letter = self.next()
        if letter not in SINGLE_ESCAPES:
            raise self.fault()
        return SINGLE_ESCAPES[letter]


def _drop_white_space(text: str) -> str:
    """The pattern as the flag x reads it: white space counts only inside brackets."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for character in text:
        if character in " \t\n\r" and not depth:
            continue
        kept.append(character)
        depth += 0 if escaped else (character == "[") - (character == "]")
        escaped = character == "\\" and not escaped
    return "".join(kept)
