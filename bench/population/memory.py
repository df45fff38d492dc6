"""The memory of this process, as Linux tells it."""

from __future__ import annotations

import re
from pathlib import Path

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_RESET_PEAK = "5"


def resident_memory() -> float:
    """MiB that are resident now."""
    return _read("VmRSS")


def peak_memory() -> float:
    """MiB that were resident at most since `reset_peak`."""
    return _read("VmHWM")


def reset_peak() -> None:
    """Forget the peak so far."""
    _CLEAR.write_text(_RESET_PEAK)


def _read(name: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+) kB", _STATUS.read_text(), re.MULTILINE)
    if found is None:
        raise OSError(f"{_STATUS} does not tell {name}")
    return int(found[1]) / 1024
