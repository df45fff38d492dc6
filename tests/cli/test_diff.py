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


def test_the_library_is_found_beside_the_new_version(old, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["diff", str(old), str(old / "policy.md")]) == ExitCode.DONE
    assert "完全相同" in capsys.readouterr().out


def test_without_a_library_it_says_what_one_is(old, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    copy = shutil.copy(old / "policy.md", tmp_path / "新版.md")
    assert main(["diff", str(old), str(copy)]) == ExitCode.BAD_INPUT
    assert "packs/facts.md：没有这个文件或文件夹；政策库是有 facts.md 的文件夹" in capsys.readouterr().err


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
    assert told.splitlines()[:4] == [
        "第一条 研发投入奖励 (award)",
        "  意思相同  规则 研发投入奖励 第2行 本年.研发费用",
        "      - >= 2000万",
        "      + >= 20000000",
    ]
    assert "  修改  规则 研发投入奖励 第2行 → 研发投入奖励\n      - min(50万, round" in told
    assert "      + min(60万, round half up(1% * 本年.研发费用, 2))\n" in told
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
    assert told["changes_meaning"] is True
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


def edit(packs: Path, folder: Path, *texts: str) -> Path:
    """Another version of the policy: the first text replaced by the second, the third by the fourth, and so on."""
    text = (packs / KEY / "policy.md").read_text(encoding="utf-8")
    for before, after in zip(texts[::2], texts[1::2], strict=True):
        assert before in text
        text = text.replace(before, after, 1)
    file = folder / "改.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_narrow_terminal_cuts_no_figure(packs, zone, new, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    assert run_diff(packs, packs / KEY, new, "--zone", str(zone), *ON) == ExitCode.DONE
    told = capsys.readouterr().out
    money = read_money(packs, zone, packs / KEY, new, capsys)
    assert f"+{money:,.2f}" in told


def test_a_renamed_clause_is_told_as_one_and_counted_as_two(packs, zone, old, tmp_path, capsys):
    renamed = edit(packs, tmp_path, "{#award}", "{#grant}")

    assert run_diff(packs, old, renamed, "--zone", str(zone), *ON) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "第一条 研发投入奖励 (grant)\n  修改  标识\n      - award\n      + grant\n" in told
    assert "1 处修改" in told
    assert "金额按去掉旧条款、新增新条款算" in told


def test_only_words_changed_leaves_the_money(packs, zone, old, tmp_path, capsys):
    worded = edit(packs, tmp_path, "title: ", "title: 新的")

    assert run_diff(packs, old, worded, "--zone", str(zone), *ON) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "（整个政策）\n  修改  头部 标题\n" in told
    assert "没有哪条的规则变了意思，各条单独的金额不变（没有计叠加规则）。" in told


@pytest.mark.parametrize(
    "case",
    [
        ("2027-01-01..", "用 --on 给出 2027-01-01.. 中的一天"),
        ("2026-01-01..2026-03-31", "用 --on 给出 2026-01-01..2026-03-31 中的一天"),
        ("..2025-12-31", "没有同时施行的日子"),
    ],
)
def test_a_day_on_which_not_both_are_in_force(packs, zone, tmp_path, capsys, case):
    period, hint = case
    other = edit(packs, tmp_path, "in-force: 2026-01-01..", f"in-force: {period}")

    assert run_diff(packs, packs / KEY, other) == ExitCode.DONE
    assert "施行期" in capsys.readouterr().out
    assert run_diff(packs, packs / KEY, other, "--zone", str(zone), *ON) == ExitCode.BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert hint in told.err
