"""Standard output and error as a command may meet them: closed, of another encoding, or no longer read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def prepare_streams() -> None:
    """Make both fit to write to: what is closed leads nowhere, a character an encoding lacks becomes ``?``."""
    sys.stdout = sys.stdout or _open_nowhere()
    sys.stderr = sys.stderr or _open_nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def abandon_output() -> None:
    """Nobody reads standard output any more: what is left of it leads nowhere, so that leaving stays quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _open_nowhere() -> io.TextIOWrapper:
    return Path(os.devnull).open("w", encoding="utf-8")
