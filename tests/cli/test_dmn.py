"""A policy goes out as a DMN model, is edited elsewhere, and comes back by the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

PACKS = Path(__file__).resolve().parents[2] / "packs"
KEY = "全国/中小企业划型"


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZHIDA_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def pack(tmp_path):
    """The folder of the one pack of a library that a test may spoil."""
    target = tmp_path / "packs" / KEY
    target.mkdir(parents=True)
    shutil.copy(PACKS / "facts.md", tmp_path / "packs")
    shutil.copy(PACKS / KEY / "policy.md", target)
    return target


@pytest.fixture
def model(pack, tmp_path):
    assert main(["to-dmn", str(pack), str(tmp_path / "model.dmn")]) == ExitCode.DONE
    return tmp_path / "model.dmn"


def read(pack):
    return (pack / "policy.md").read_text(encoding="utf-8")


def edit(model, old, new):
    text = model.read_text(encoding="utf-8")
    assert old in text
    model.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_model_nobody_edited_changes_nothing(pack, model, capsys):
    text = read(pack)
    assert main(["from-dmn", str(pack), str(model)]) == ExitCode.DONE
    assert "没有改动" in capsys.readouterr().out
    assert read(pack) == text


def test_a_threshold_edited_elsewhere_comes_back_and_its_worked_example_fails(pack, model, capsys):
    text = read(pack)
    assert ">= 2亿" in text
    edit(model, "<text>&gt;= 200000000</text>", "<text>&gt;= 300000000</text>")
    assert main(["from-dmn", str(pack), str(model)]) == ExitCode.FINDINGS
    printed = capsys.readouterr()
    assert "修改 1 行" in printed.out
    assert read(pack) == text.replace(">= 2亿", ">= 3亿", 1)
    assert main(["test", str(pack)]) == ExitCode.FINDINGS
    assert main(["from-dmn", str(pack), str(model)]) == ExitCode.BAD_INPUT
    assert "又改过" in capsys.readouterr().err


def test_a_cell_that_cannot_be_read_is_told_at_its_rule_and_nothing_is_written(pack, model, capsys):
    text = read(pack)
    edit(model, "<text>&gt;= 200000000</text>", "<text>&gt;= </text>")
    assert main(["from-dmn", str(pack), str(model)]) == ExitCode.BAD_INPUT
    assert "model.dmn:" in capsys.readouterr().err
    assert read(pack) == text


def test_what_no_document_can_hold_is_refused_by_name(pack, model, capsys):
    text = read(pack)
    edit(model, "</definitions>", '<decision id="n" name="新的"><variable name="新的"/></decision></definitions>')
    assert main(["from-dmn", str(pack), str(model)]) == ExitCode.BAD_INPUT
    told = capsys.readouterr().err
    assert "“新的”" in told
    assert "model.dmn:" in told
    assert read(pack) == text


def test_work_in_a_model_is_not_overwritten(pack, model, capsys):
    before = model.read_bytes()
    assert main(["to-dmn", str(pack), str(model)]) == ExitCode.BAD_INPUT
    assert "--overwrite" in capsys.readouterr().err
    assert model.read_bytes() == before
    assert main(["to-dmn", str(pack), str(model), "--overwrite", "--version", "1.5"]) == ExitCode.DONE
    assert b"20230324/MODEL" in model.read_bytes()
