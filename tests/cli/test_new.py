"""``zhida new`` as its user meets it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

FACTS = Path(__file__).resolve().parents[2] / "packs" / "facts.md"
KEY = "示范高新区/研发投入"


@pytest.fixture
def packs(tmp_path):
    shutil.copy(FACTS, tmp_path)
    return tmp_path


def make_new(packs: Path, *more: str, key: str = KEY) -> int:
    return main(["--lang", "zh", "new", key, "--packs", str(packs), *more])


def test_what_it_writes_passes_check_and_test(packs, capsys):
    assert make_new(packs, "--title", "若干措施", "--number", "示高〔2026〕1号", "--issuer", "管委会") == ExitCode.DONE
    file = packs / KEY / "policy.md"
    assert str(file) in capsys.readouterr().out.replace("\n", "")
    assert sorted(path.name for path in file.parent.iterdir()) == ["policy.md"]
    text = file.read_text(encoding="utf-8")
    assert 'title: "若干措施"' in text
    assert f"in-force: {dt.datetime.now(tz=dt.UTC).astimezone().date()}.." in text

    assert main(["--lang", "zh", "check", str(packs)]) == ExitCode.DONE
    assert "1 个政策包，1 个条款：0 个错误，0 个警告" in capsys.readouterr().out
    assert main(["--lang", "zh", "test", str(packs)]) == ExitCode.DONE
    assert "12 个算例通过，0 个不通过" in capsys.readouterr().out


def test_the_title_is_the_name_of_the_policy_unless_said(packs):
    assert make_new(packs) == ExitCode.DONE
    assert "\n# 研发投入\n" in (packs / KEY / "policy.md").read_text(encoding="utf-8")


def test_it_never_overwrites(packs, capsys):
    folder = packs / KEY
    folder.mkdir(parents=True)

    assert make_new(packs) == ExitCode.BAD_INPUT
    assert "已经存在" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "more", "said"),
    [
        ("../外面", (), "不能作文件夹的名称"),
        ("研发投入", (), "区域/政策"),
        ("示范高新区/研发#投入", (), "不能有“#”"),
        (KEY, ("--title", "两\n行"), "title"),
    ],
)
def test_bad_names_are_told_and_nothing_is_written(key, more, said, packs, capsys):
    assert make_new(packs, *more, key=key) == ExitCode.BAD_INPUT
    assert said in capsys.readouterr().err
    assert [path.name for path in packs.iterdir()] == ["facts.md"]


def test_a_library_without_a_catalogue_is_told(tmp_path, capsys):
    assert make_new(tmp_path) == ExitCode.BAD_INPUT
    assert "facts.md" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_in_english(packs, capsys):
    assert main(["--lang", "en", "new", KEY, "--packs", str(packs)]) == ExitCode.DONE
    assert "zhida check" in capsys.readouterr().out
