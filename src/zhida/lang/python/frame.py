"""What is known at a point of a function being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Frame:
    """The variables of FEEL in sight, by the Python expressions that hold them, and how deep the point lies."""

    variables: Mapping[str, str]
    depth: int = 0

    def deeper(self) -> Frame:
        """One expression further inside."""
        return replace(self, depth=self.depth + 1)

    def bind(self, name: str, holder: str) -> Frame:
        """With one more variable, or another holder of it."""
        return replace(self, variables={**self.variables, name: holder})

    def begin(self) -> Frame:
        """The beginning of a function of its own, which is given the variables in sight."""
        return replace(self, depth=0)

    @property
    def holders(self) -> tuple[str, ...]:
        """The Python names of all variables in sight, each once."""
        return tuple(dict.fromkeys(holder for holder in self.variables.values() if holder != NOTHING))


NOTHING = "None"
"""The holder of a variable that stands for null."""

AT_THE_TOP = Frame({})
"""Where the body of a definition begins."""
