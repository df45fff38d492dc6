"""How one engine is measured: answers first, then the median time of each thing it can do."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

REPETITIONS = 7


def read_workload() -> dict[str, Any]:
    """The workload, from standard input."""
    return json.load(sys.stdin)


def median_seconds(work: Callable[[], object], calls: int) -> float:
    """The median time of one call of ``work``, over seven rounds of ``calls`` calls."""
    rounds = []
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        for _ in range(calls):
            work()
        rounds.append((time.perf_counter() - start) / calls)
    return statistics.median(rounds)


def same(expected: object, got: object) -> bool:
    """Whether an answer is exactly the one expected; numbers of any kind are compared by value."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return expected is got
    if isinstance(expected, list):
        return isinstance(got, list) and len(got) == len(expected) and all(map(same, expected, got))
    if isinstance(expected, int) and isinstance(got, int | float | Decimal):
        return Decimal(expected) == Decimal(got)
    return expected == got


def measure_expressions(evaluate: Callable[[str], object], expressions: dict[str, object]) -> dict[str, Any]:
    """Which expressions the engine answers rightly, and its median time for each of those."""
    times = {}
    for text, expected in expressions.items():
        try:
            right = same(expected, evaluate(text))
        except Exception:  # noqa: BLE001  # a peer may fail in any way; that is the finding
            right = False
        if right:
            times[text] = median_seconds(lambda text=text: evaluate(text), 50)
    return times
