"""The library example of both READMEs runs as it stands, and the commands they show exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhida.cli.main import build_parser

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")


def read_blocks(readme: str, language: str) -> list[str]:
    text = (ROOT / readme).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("readme", READMES)
def test_the_library_example_runs(readme, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (example,) = read_blocks(readme, "python")

    exec(compile(example, readme, "exec"), {})

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 20
    assert {line.split()[0] for line in lines} == {"可享", "不符合", "待补充"}


def read_commands(readme: str) -> list[list[str]]:
    lines = (ROOT / readme).read_text(encoding="utf-8").splitlines()
    return [line.split("#")[0].split()[1:] for line in lines if line.startswith("zhida ")]


@pytest.mark.parametrize("readme", READMES)
def test_the_commands_shown_exist(readme):
    parser = build_parser("zh")

    shown = {parser.parse_args(words).run for words in read_commands(readme)}

    assert len(shown) > 5


def test_both_tell_the_same_commands():
    english, chinese = (read_commands(readme) for readme in READMES)

    assert english == chinese


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_somewhere(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)

    assert len(targets) > 5
    assert [target for target in targets if not (ROOT / target).exists()] == []
