"""The packs are written in the one spelling, and writing them so changes nothing."""

from __future__ import annotations

from pathlib import Path

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

PACKS = Path(__file__).resolve().parents[2] / "packs"


def test_every_pack_is_in_the_one_spelling(capsys):
    assert main(["--lang", "zh", "format", "--check", str(PACKS)]) == ExitCode.DONE, capsys.readouterr().out
