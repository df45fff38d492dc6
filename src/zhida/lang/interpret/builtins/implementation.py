"""What an implementation of a builtin is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from zhida.lang.base.values import Value

Implementation: TypeAlias = Callable[..., Value]
"""Takes the arguments in the order of the signature, already checked against it, with those left out left out.
Raises `NoValueError` where the builtin has no value."""

Implementations: TypeAlias = Mapping[str, Implementation]
"""Implementations by the name of the builtin."""
