"""The environment of the peers, ``.build/peers``: made of ``bench/requirements-peers.lock``, which pins with hashes."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".build" / "peers"
PYTHON = str(FOLDER / "bin" / "python")
LOCK = ROOT / "bench" / "requirements-peers.lock"
_MADE_OF = FOLDER / "made-of"


def make_peers() -> None:
    """Make the environment, unless it was made of the same lock file."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if _MADE_OF.exists() and _MADE_OF.read_text() == digest:
        return
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(FOLDER)], check=True)
    install = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", str(LOCK)]
    subprocess.run(install, check=True)
    _MADE_OF.write_text(digest)
