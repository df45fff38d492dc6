"""``zhida simulate`` as its user meets it."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
KEY = "厦门火炬高新区/高质量发展"
ON = ("--on", "2026-06-30")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A small library: the sizes, a policy of a zone, and one of the city whose awards it does not go with."""
    packs = tmp_path_factory.mktemp("库") / "packs"
    for key in ("全国/中小企业划型", "厦门市/增产增效", KEY):
        shutil.copytree(ROOT / "packs" / key, packs / key)
    shutil.copy(ROOT / "packs" / "facts.md", packs)
    return packs


@pytest.fixture(scope="module")
def zone(library):
    folder = library.parent / "zone"
    line = ["demo-zone", "--firms", "200", "--seed", "3", "--packs", str(library), "--out", str(folder), *ON]
    assert main(line) == ExitCode.DONE
    return folder


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZHIDA_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def draft(library, tmp_path):
    """The policy with a budget and its awards doubled, in a folder named like no pack."""
    text = (library / KEY / "policy.md").read_text(encoding="utf-8")
    assert "| 10万 |" in text
    path = tmp_path / "草案" / "修订稿" / "policy.md"
    path.parent.mkdir(parents=True)
    changed = text.replace("verified: false", "verified: false\nbudget: 100万", 1)
    path.write_text(changed.replace("< 2000万 | 10万 | 高企", "< 2000万 | 20万 | 高企"), encoding="utf-8")
    return path


@pytest.fixture
def simulate(draft, zone, library, tmp_path):
    """Runs the command on the draft, to a folder ``out``, unless told otherwise."""

    def run(*more, path=draft, out=tmp_path / "out"):
        line = ["simulate", "--draft", str(path), "--zone", str(zone), "--packs", str(library), "--out", str(out)]
        return main([*line, *ON, *more])

    return run


def test_for_people(simulate, tmp_path, capsys):
    out = tmp_path / "out"

    assert simulate("--replaces", KEY) == ExitCode.DONE
    told = capsys.readouterr().out
    assert f"替换现行的《厦门火炬高新区关于推动高质量发展的若干措施》（{KEY}）" in told
    assert "高新技术企业奖励" in told
    assert "占用" in told
    assert "付款次序由政策定" in told
    assert str(out / "report.html") in told
    assert sorted(file.name for file in out.iterdir()) == ["report.html", "result.parquet", "summary.json"]


def test_for_programs(simulate, tmp_path, capsys):
    assert simulate("--replaces", KEY, "--json") == ExitCode.DONE

    told = json.loads(capsys.readouterr().out)
    award = next(clause for clause in told["clauses"] if clause["clause"] == "high-tech")
    assert Decimal(award["difference"]) == Decimal(award["after"]) - Decimal(award["before"])
    assert Decimal(award["difference"]) == 100000 * award["movements"]["受益"] > 0
    assert told == json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))


def test_stacking_is_told_if_asked_for(simulate, library, zone, tmp_path, capsys):
    assert simulate("--replaces", KEY) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "没有计叠加规则（加 --stacking 计入）" in told
    assert "名额和预算的分配（zhida allocate）不在模拟之内" in told

    out = tmp_path / "叠加"
    assert simulate("--replaces", KEY, "--stacking", out=out) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "叠加后（全部现行政策的奖补，元）" in told
    assert "没有计叠加规则" not in told
    assert "名额和预算的分配（zhida allocate）不在模拟之内" in told
    files = ["report.html", "result.parquet", "stacked.parquet", "summary.json"]
    assert sorted(file.name for file in out.iterdir()) == files
    stacking = json.loads((out / "summary.json").read_text(encoding="utf-8"))["stacking"]
    assert f"{Decimal(stacking['before']['at_least']):,.2f}" in told

    run = ["run", "--zone", str(zone), "--packs", str(library), "--out", str(tmp_path / "run"), "--stacking", "--json"]
    assert main([*run, *ON]) == ExitCode.DONE
    plain = json.loads(capsys.readouterr().out)
    assert stacking["before"] == plain["stacking"]
    assert stacking["before"]["alone"] == "{:.2f}".format(
        sum(Decimal(one["total"]) for one in plain["summary"]["clauses"] if one["kind"] == "award")
    )


def test_without_a_key_it_stands_as_a_new_pack(simulate, capsys):
    assert simulate() == ExitCode.DONE
    assert "作为新的政策包（草案/修订稿）" in capsys.readouterr().out


@pytest.mark.parametrize(
    "fault",
    [
        ("创新券剩余额度, 应抵扣额", "创新券剩余额, 应抵扣额", "创新券剩余额度"),
        ("title:", "标题:", "title"),
        ("..9999-12-31", "..2026-06-29", "--on"),
    ],
    ids=["unknown-name", "front-matter", "not-in-force"],
)
def test_a_bad_draft_is_told_and_nothing_is_written(fault, simulate, draft, tmp_path, capsys):
    old, new, said = fault
    text = draft.read_text(encoding="utf-8")
    assert old in text
    draft.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert simulate() == ExitCode.BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["草案"]


def test_no_such_draft_or_pack_to_replace(simulate, tmp_path, capsys):
    assert simulate(path=tmp_path / "没有") == ExitCode.BAD_INPUT
    assert "无法打开" in capsys.readouterr().err
    assert simulate("--replaces", "厦门/高质量") == ExitCode.BAD_INPUT
    assert "厦门/高质量" in capsys.readouterr().err


def test_a_folder_that_is_there_is_not_touched(simulate, tmp_path, capsys):
    assert simulate(out=tmp_path) == ExitCode.BAD_INPUT
    assert [path.name for path in tmp_path.iterdir()] == ["草案"]
    assert str(tmp_path) in capsys.readouterr().err


def test_an_amount_that_is_not_exact_is_a_finding(simulate, draft, capsys):
    text = draft.read_text(encoding="utf-8")
    draft.write_text(text.replace(">= 2000万 | 35万", ">= 2000万 | 35万 / 7.003"), encoding="utf-8")

    assert simulate("--replaces", KEY) == ExitCode.FINDINGS
    assert "精确到分" in capsys.readouterr().err
