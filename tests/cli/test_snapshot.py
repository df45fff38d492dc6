"""``zhida snapshot``: a user's tables become a zone to run on, or every wrong cell is told and nothing written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main
from zhida.population.zone.codes import make_credit_code

PACKS = Path(__file__).resolve().parents[2] / "packs"
A, B = (make_credit_code(1, number, "610131") for number in (0, 1))
FIRMS = (
    f'统一社会信用代码,名称,成立日期,规上企业,注册资本（元）\n{A},甲公司,2019/5/20,是,"1,000,000.00"\n{B},乙公司,,否,\n'
)
YEARS = f"统一社会信用代码,年份,营业收入\n{A},2025,60000000\n"


@pytest.fixture
def own_packs(tmp_path_factory):
    """A library of one pack."""
    folder = tmp_path_factory.mktemp("packs")
    shutil.copy(PACKS / "facts.md", folder)
    shutil.copytree(PACKS / "全国" / "中小企业划型", folder / "全国" / "中小企业划型")
    return str(folder)


def write(folder, firms=FIRMS):
    (folder / "企业.csv").write_text(firms, encoding="gb18030")
    (folder / "年度账.csv").write_text(YEARS, encoding="utf-8-sig")
    return [str(folder / "企业.csv"), str(folder / "年度账.csv")]


def test_tables_are_imported_and_run(tmp_path, own_packs, capsys):
    own, result = tmp_path / "own", tmp_path / "result"

    assert (
        main(
            [
                "--lang",
                "zh",
                "snapshot",
                *write(tmp_path),
                "--out",
                str(own),
                "--source",
                "统计局",
                "--packs",
                own_packs,
            ]
        )
        == ExitCode.DONE
    )
    said = capsys.readouterr().out
    assert "企业：成立日期、规上企业、注册资本" in said
    assert "年度账：年份、营业收入" in said
    assert "--complete" in said
    assert json.loads((own / "manifest.json").read_text(encoding="utf-8"))["origin"]["source"] == "统计局"

    line = [
        "run",
        "--zone",
        str(own),
        "--out",
        str(result),
        "--packs",
        own_packs,
        "--on",
        "2026-06-30",
        "--verify",
        "2",
    ]
    assert main(line) == ExitCode.DONE
    assert "2" in capsys.readouterr().out


def test_wrong_cells_are_told_and_nothing_is_written(tmp_path, own_packs, capsys):
    files = write(tmp_path, FIRMS.replace("2019/5/20", "2023-02-29"))

    assert (
        main(["--lang", "en", "snapshot", *files, "--out", str(tmp_path / "own"), "--packs", own_packs])
        == ExitCode.BAD_INPUT
    )

    told = capsys.readouterr()
    assert "企业.csv:2:3 (成立日期)" in told.err
    assert "2023-02-29" in told.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["企业.csv", "年度账.csv"]


def test_a_snapshot_is_never_written_over(tmp_path, own_packs, capsys):
    assert main(["snapshot", *write(tmp_path), "--out", str(tmp_path), "--packs", own_packs]) == ExitCode.BAD_INPUT
    assert str(tmp_path) in capsys.readouterr().err.replace("\n", "")


def test_a_file_that_is_not_there_is_told(tmp_path, own_packs, capsys):
    assert (
        main(["snapshot", str(tmp_path / "没有.xlsx"), "--out", str(tmp_path / "own"), "--packs", own_packs])
        == ExitCode.BAD_INPUT
    )
    assert "没有.xlsx" in capsys.readouterr().err.replace("\n", "")
