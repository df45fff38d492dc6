"""``zhida allocate`` over a demonstration zone, on the day on which three policies of the library allot awards."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from shutil import copyfile, copytree

import pyarrow.parquet as pq
import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

pytestmark = pytest.mark.xdist_group("allocate")

PACKS = Path(__file__).resolve().parents[2] / "packs"
ALLOTTING = ("南山区/高成长国高", "临安区/研发投入补助", "苏州工业园区/稳增促产", "广东省/专精特新贷款贴息")
NAMED = ("杭州市/鲲鹏计划",)
ON = ["--on", "2024-06-01"]
GROWTH = "南山区/高成长国高#growth"
INCREMENT = "临安区/研发投入补助#increment"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The arguments that name a zone and its results."""
    folder = tmp_path_factory.mktemp("allocate")
    packs = copy_packs(folder / "packs")
    zone, result = ["--zone", str(folder / "zone")], str(folder / "result")
    assert main(["demo-zone", "--firms", "1000", "--seed", "7", "--out", zone[1], *packs, *ON]) == ExitCode.DONE
    assert main(["run", *zone, "--out", result, *packs, *ON]) == ExitCode.DONE
    return [*zone, "--results", result, *packs]


def copy_packs(folder):
    """The arguments that name a library of the policies that allot awards, and of those they name."""
    for key in (*ALLOTTING, *NAMED):
        copytree(PACKS / key, folder / key)
    copyfile(PACKS / "facts.md", folder / "facts.md")
    return ["--packs", str(folder)]


def read_rows(folder):
    return pq.read_table(folder / "allotments.parquet").to_pylist()


def test_budgets_and_places_are_told_and_every_firm_is_written(run, tmp_path, capsys):
    line = ["allocate", *run, "--out", str(tmp_path / "out"), "--budget", f"{GROWTH}=12.3456万"]
    assert main(line) == ExitCode.DONE
    told = capsys.readouterr().out
    assert told.split()[:5] == ["条款", "名额", "候选", "获分配", "待补充"]
    assert f"{GROWTH}：预算 123,456.00 元，应得 " in told
    assert "结果是暂定的" in told
    rows = [row for row in read_rows(tmp_path / "out") if row["条款"] == "growth" and row["分配金额"]]
    assert rows
    assert sum(row["分配金额"] for row in rows) <= Decimal("123456.00")
    assert {row["理由"] for row in rows} == {"按预算同比例折减"}


def test_places_announced_and_who_declines(run, tmp_path, capsys):
    assert main(["allocate", *run, "--out", str(tmp_path / "before"), "--json"]) == ExitCode.DONE
    before = {one["clause"]: one for one in json.loads(capsys.readouterr().out)["awards"]}
    assert before["increment"]["places"] == 50
    ranked = [row for row in read_rows(tmp_path / "before") if row["条款"] == "increment" and row["名次"]]
    first = next(row["统一社会信用代码"] for row in ranked if row["名次"] == 1)
    (tmp_path / "declined.csv").write_text(f"{first},{INCREMENT}\n", encoding="utf-8")

    line = ["allocate", *run, "--out", str(tmp_path / "after"), "--places", f"{INCREMENT}=1", "--json"]
    assert main([*line, "--declined", str(tmp_path / "declined.csv")]) == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    assert {one["clause"]: one["places"] for one in told["awards"]}["increment"] == 1
    reasons = {
        row["统一社会信用代码"]: row["理由"] for row in read_rows(tmp_path / "after") if row["条款"] == "increment"
    }
    assert reasons[first] == "放弃"
    assert told["is_final"] is False


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--budget", "南山区/高成长国高=5万"], "应当写成 政策包#条款=数"),
        (["--budget", f"{GROWTH}=很多"], "“很多”不是到分为止的金额"),
        (["--budget", f"{GROWTH}=0.001"], "“0.001”不是到分为止的金额"),
        (["--places", f"{INCREMENT}=0"], "“0”"),
    ],
)
def test_what_is_written_wrong_on_the_line(words, said, run, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["allocate", *run, "--out", str(tmp_path / "out"), *words])
    assert stopped.value.code == ExitCode.BAD_INPUT
    assert said in capsys.readouterr().err


def test_an_unknown_rule_in_english(run, tmp_path, capsys):
    line = ["--lang", "en", "allocate", *run, "--out", str(tmp_path / "out"), "--budget", f"{INCREMENT}=5万"]
    assert main(line) == ExitCode.BAD_INPUT
    assert f"“{INCREMENT}” has no rule budget." in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
