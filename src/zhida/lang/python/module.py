"""The Python module being written: functions as text, and a table of the values they rest on.

No text of a user ever becomes a part of the source: names, strings and numbers stand in slots, and the source speaks
of ``k1``, ``k2`` …
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

INDENT = "    "


class Module:
    """Functions and slots under way; `link` makes the functions. ``names`` are what the source may call."""

    def __init__(self, names: Mapping[str, object]) -> None:
        self._namespace: dict[str, Any] = {"__builtins__": {}, **names}
        self._functions: list[str] = []
        self._texts: dict[str, str] = {}
        self._count = 0

    @property
    def source(self) -> str:
        """The text of all functions."""
        return "\n\n\n".join(self._functions) + "\n"

    def slot(self, value: object) -> str:
        """The name that stands for a value; null and the two truths stand for themselves."""
        if value is None or value is True or value is False:
            return repr(value)
        if type(value) is not str:
            return self._keep(value)
        if value not in self._texts:
            self._texts[value] = self._keep(value)
        return self._texts[value]

    def name(self, prefix: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{prefix}{self._count}"

    def define(self, name: str, parameters: Sequence[str], lines: Sequence[str]) -> None:
        """Add a function."""
        head = f"def {name}({', '.join(parameters)}):"
        self._functions.append("\n".join([head, *(f"{INDENT}{line}" for line in lines)]))

    def link(self) -> Mapping[str, Callable[..., Any]]:
        """Everything the module then defines, by name."""
        code = compile(self.source, "<compiled program>", "exec")
        exec(code, self._namespace)  # noqa: S102 - written from the core tree, without a word of any user
        return self._namespace

    def _keep(self, value: object) -> str:
        name = self.name("k")
        self._namespace[name] = value
        return name
