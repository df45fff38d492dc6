"""What Spark's errors mean for a run."""

from __future__ import annotations

import importlib
import re

_OVERFLOWS = (
    "NUMERIC_VALUE_OUT_OF_RANGE",
    "ARITHMETIC_OVERFLOW",
    "BINARY_ARITHMETIC_OVERFLOW",
    "CAST_OVERFLOW",
    "DATETIME_FIELD_OUT_OF_BOUNDS",
)
"""The conditions of Spark under which a number has more digits than its type."""

_OVERFLOW = re.compile(rf"\[(?:{'|'.join(_OVERFLOWS)})[A-Z_.]*\][^\n]*")


def list_exceptions() -> tuple[type[Exception], ...]:
    """What Spark may raise: looked up when there is need, as pyspark may not be installed."""
    errors, py4j = importlib.import_module("pyspark.errors"), importlib.import_module("py4j.protocol")
    return errors.PySparkException, py4j.Py4JError


def read_overflow(error: Exception) -> str | None:
    r"""Spark's words for a number too large, or None if the error is another one.

    >>> read_overflow(RuntimeError("Job aborted: [CAST_OVERFLOW] The value 5L cannot be cast.\n\tat org.apache"))
    '[CAST_OVERFLOW] The value 5L cannot be cast.'
    """
    found = _OVERFLOW.search(str(error))
    return found.group() if found else None
