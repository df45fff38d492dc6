"""``zhida format`` as its user meets it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

FACTS = Path(__file__).resolve().parents[2] / "packs" / "facts.md"
KEYS = ("示范高新区/研发投入", "示范高新区/融资补助")


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.delenv("ZHIDA_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def packs(tmp_path):
    """A library of two packs as `zhida new` writes them."""
    shutil.copy(FACTS, tmp_path)
    for key in KEYS:
        assert main(["new", key, "--packs", str(tmp_path)]) == ExitCode.DONE
    return tmp_path


def read(packs: Path) -> list[bytes]:
    return [(packs / key / "policy.md").read_bytes() for key in KEYS]


def loosen(packs: Path, key: str) -> Path:
    file = packs / key / "policy.md"
    text = file.read_text(encoding="utf-8")
    for spelled, loose in ((">= 2000万", "≥20000000"), ("min(50万, ", "min( 500000，")):
        assert spelled in text
        text = text.replace(spelled, loose, 1)
    file.write_text(text, encoding="utf-8")
    return file


def test_what_new_writes_is_in_the_one_spelling(packs, capsys):
    before = read(packs)
    capsys.readouterr()

    assert main(["format", "--check", str(packs)]) == ExitCode.DONE
    assert main(["format", str(packs)]) == ExitCode.DONE
    assert capsys.readouterr().out == "2 个政策包，要改写 0 个\n2 个政策包，改写了 0 个\n"
    assert read(packs) == before


def test_check_names_what_format_then_rewrites(packs, capsys):
    before = read(packs)
    file = loosen(packs, KEYS[0])
    loose = read(packs)
    capsys.readouterr()

    assert main(["format", "--check", str(packs)]) == ExitCode.FINDINGS
    assert capsys.readouterr().out == f"要改写 {file}\n2 个政策包，要改写 1 个\n"
    assert read(packs) == loose

    assert main(["format", str(packs)]) == ExitCode.DONE
    assert capsys.readouterr().out == f"已写入 {file}。\n2 个政策包，改写了 1 个\n"
    assert read(packs) == before
    assert main(["format", "--check", str(packs)]) == ExitCode.DONE


def test_only_the_packs_named_each_once(packs, capsys):
    loosen(packs, KEYS[0])
    loosen(packs, KEYS[1])
    capsys.readouterr()

    line = ["--lang", "en", "format", str(packs / KEYS[1]), str(packs / KEYS[1] / "policy.md")]
    assert main(line) == ExitCode.DONE
    assert capsys.readouterr().out.endswith("Packs: 1; rewritten: 1\n")
    assert main(["format", "--check", str(packs / KEYS[1])]) == ExitCode.DONE
    assert main(["format", "--check", str(packs / KEYS[0])]) == ExitCode.FINDINGS


def test_nothing_is_written_when_a_document_has_errors(packs, tmp_path_factory, capsys):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(packs, elsewhere, dirs_exist_ok=True)
    loosen(packs, KEYS[0])
    bad = loosen(elsewhere, KEYS[0])
    bad.write_text(bad.read_text(encoding="utf-8").replace("min(", "最小(", 1), encoding="utf-8")
    before = read(packs)

    assert main(["format", str(packs), str(elsewhere)]) == ExitCode.BAD_INPUT
    assert "最小" in capsys.readouterr().err
    assert read(packs) == before
    assert main(["format", str(packs / "没有.md")]) == ExitCode.BAD_INPUT
    assert "没有.md" in capsys.readouterr().err
