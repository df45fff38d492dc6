"""The command line under a real shell: closed pipes, encodings that lack characters, a full disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from zhida.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
CALC = (sys.executable, "-m", "zhida.cli.main", "calc", "--firm", "examples/firm.json", "--on", "2026-06-30")


def run(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    line = " ".join(CALC)
    return subprocess.run(
        ["/bin/bash", "-c", command.format(calc=line)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src", **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("option", ["", "--json"])
def test_a_reader_who_stops_reading_hears_no_complaint(option):
    done = run("set -o pipefail; {calc} " + option + " | true")
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_character_the_encoding_lacks_becomes_a_question_mark():
    done = run("{calc}", PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "叠加后可得奖补" in done.stdout.decode("gbk")


def test_a_closed_output_is_no_fault():
    done = run("{calc} >&-")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_in_words():
    done = run("{calc} > /dev/full", ZHIDA_LANGUAGE="zh", PYTHONUTF8="1")
    assert (done.returncode, done.stderr.decode().strip()) == (2, "无法写出结果：磁盘已满")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024/1/1", "1999-12-31"])
def test_a_day_out_of_this_century_is_refused_in_words(day, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--lang", "zh", "demo-zone", "--firms", "1", "--out", "nowhere", "--on", day])
    assert stopped.value.code == 2
    assert f"“{day}”不是 2000 至 2100 年的日期：请写成 2026-06-30 这样" in capsys.readouterr().err
