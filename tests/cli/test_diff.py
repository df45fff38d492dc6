"""``zhida diff`` as its user meets it."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

FACTS = Path(__file__).resolve().parents[2] / "packs" / "facts.md"
KEY = "示范高新区/研发投入"
ON = ("--on", "2026-06-30")


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZHIDA_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """A library of one pack."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copy(FACTS, folder)
    assert main(["new", KEY, "--packs", str(folder)]) == ExitCode.DONE
    file = folder / KEY / "policy.md"
    text = file.read_text(encoding="utf-8")
    start = text.index("in-force: ")
    file.write_text(text.replace(text[start : start + 22], "in-force: 2026-01-01..", 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def zone(packs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("zones") / "zone"
    line = ["demo-zone", "--firms", "120", "--seed", "3", "--packs", str(packs), "--out", str(folder), *ON]
    assert main(line) == ExitCode.DONE
    return folder


@pytest.fixture
def old(packs):
    return packs / KEY


@pytest.fixture
def new(packs, tmp_path):
    """The second award raised to 60万 at most, one number written otherwise."""
    text = (packs / KEY / "policy.md").read_text(encoding="utf-8")
    for before, after in (("min(50万,", "min(60万,"), (">= 2000万", ">= 20000000")):
        assert before in text
        text = text.replace(before, after, 1)
    file = tmp_path / "新版.md"
    file.write_text(text, encoding="utf-8")
    return file


def run_diff(packs: Path, old: Path, new: Path, *more: str) -> int:
    return main(["diff", str(old), str(new), "--packs", str(packs), *more])


def test_for_people(packs, old, new, capsys):
    assert run_diff(packs, old, new) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "规则 研发投入奖励 第2行 → 研发投入奖励 (第一条)" in told
    assert "min(60万, round half up(1% * 本年.研发费用, 2))" in told
    assert "0 处增加，0 处删去，1 处修改，1 处写法不同、意思相同" in told


def test_in_english(packs, old, new, capsys):
    assert main(["--lang", "en", "diff", str(old), str(new), "--packs", str(packs)]) == ExitCode.DONE
    assert "1 changed, 1 written otherwise with the same meaning" in capsys.readouterr().out


def test_the_same_and_all_but_the_same(packs, old, tmp_path, capsys):
    assert run_diff(packs, old, old / "policy.md") == ExitCode.DONE
    assert "完全相同" in capsys.readouterr().out

    blank = tmp_path / "空白.md"
    blank.write_text((old / "policy.md").read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    assert run_diff(packs, old, blank) == ExitCode.DONE
    assert "只有空白或说明不同" in capsys.readouterr().out


def read_money(packs: Path, zone: Path, old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> Decimal:
    assert run_diff(packs, old, new, "--zone", str(zone), *ON, "--json") == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    (clause,) = told["simulation"]["clauses"]
    assert clause["clause"] == "award"
    assert [one["change"] for one in told["difference"]["differences"]] == ["same-meaning", "changed"]
    (effect,) = told["simulation"]["effects"]
    assert effect["total"]["difference"] == clause["difference"]
    assert Decimal(clause["difference"]) == Decimal(clause["after"]) - Decimal(clause["before"])
    return Decimal(clause["difference"])


def test_the_money_changes_its_sign_the_other_way_round(packs, zone, old, new, capsys):
    more = read_money(packs, zone, old, new, capsys)

    assert more > 0
    assert read_money(packs, zone, new, old, capsys) == -more


def test_the_money_for_people(packs, zone, old, new, capsys):
    assert run_diff(packs, old, new, "--zone", str(zone), *ON) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "在 120 家企业的园区里，基准日 2026-06-30" in told
    assert "奖补：差额 +" in told


def test_a_version_that_does_not_compile_or_is_not_there(packs, old, new, tmp_path, capsys):
    new.write_text(new.read_text(encoding="utf-8").replace("min(60万", "最小(60万"), encoding="utf-8")

    assert run_diff(packs, old, new) == ExitCode.BAD_INPUT
    assert "最小" in capsys.readouterr().err
    assert run_diff(packs, old, tmp_path / "没有.md") == ExitCode.BAD_INPUT
    assert "没有.md" in capsys.readouterr().err
