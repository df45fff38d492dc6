"""What rests on what, seen in small programs."""

from __future__ import annotations

from zhida.lang.base.span import span_of
from zhida.lang.core.dependencies import find_dependencies
from zhida.lang.core.tree import Definition, DefinitionReference, ListOf, Program

NOWHERE = span_of("")


def program(**names):
    """A program in which each definition is the list of the others it names."""
    definitions = {}
    for key, others in names.items():
        body = ListOf(tuple(DefinitionReference(other, span=NOWHERE) for other in others), span=NOWHERE)
        definitions[key] = Definition(key, key, body, span=NOWHERE)
    return Program("例", {}, definitions)


def test_all_on_the_way_are_found():
    assert find_dependencies(program(a="bc", b="d", c="", d="", e="a"), ["a"]) == {"a", "b", "c", "d"}


def test_what_is_not_defined_is_left_out():
    assert find_dependencies(program(a="x"), ["a", "y"]) == {"a"}


def test_a_circle_ends():
    assert find_dependencies(program(a="b", b="a"), ["b"]) == {"a", "b"}
