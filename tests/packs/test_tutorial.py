"""The documents of docs/writing-a-pack.md: the draft has the faults the text speaks of, the final version has none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhida.lang.base.diagnostic import DiagnosticError, Severity
from zhida.policy.cases import run_cases
from zhida.policy.checks import check_pack
from zhida.policy.document.write import write_document
from zhida.policy.formatting.format import format_pack
from zhida.policy.pack import load_packs

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "writing-a-pack.md"
DOCUMENT = re.compile(r"^````markdown (?P<path>\S+)(?: (?P<stage>\S+))?\n(?P<text>.*?)^````$", re.MULTILINE | re.DOTALL)
KEY = "示范高新区/升规和研发"


def read_documents(stage):
    """The files of a stage of the tutorial, by path; files without a stage belong to every one."""
    found = DOCUMENT.finditer(TUTORIAL.read_text(encoding="utf-8"))
    return {match["path"]: match["text"] for match in found if match["stage"] in (None, stage)}


def set_ends_apart(text):
    """What the text tells to do about the overlap of the draft."""
    return text.replace("| [0..500万] |", "| (0..500万] |").replace("| >= 500万 |", "| > 500万 |")


@pytest.fixture
def load_stage(tmp_path):
    def load(stage, mend=str):
        for path, text in read_documents(stage).items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(mend(text), encoding="utf-8")
        return load_packs(tmp_path / "packs").packs[KEY]

    return load


def test_the_draft_has_rows_that_overlap(load_stage):
    with pytest.raises(DiagnosticError) as refused:
        load_stage("初稿")

    (overlap,) = [found for found in refused.value.diagnostics if found.severity is Severity.ERROR]
    assert overlap.code == "check.overlap"
    assert (overlap.values["row"], overlap.values["other"]) == (1, 2)


def test_the_draft_does_not_round(load_stage):
    (failed,) = [result for result in run_cases(load_stage("初稿", set_ends_apart)) if not result.passed]

    assert (failed.case, failed.expected, failed.got) == ("除不尽", "12,345.68", "12,345.678")


def test_the_final_version_has_only_gaps_that_mean_not_entitled(load_stage):
    pack = load_stage("定稿")
    found = check_pack(pack)

    assert {diagnostic.code for diagnostic in found} <= {"check.gap", "check.opaque-cell"}
    assert [answer.name for answer in pack.answers] == ["升规奖励", "研发增量奖励"]
    assert [result.passed for result in run_cases(pack)] == [True] * 16
    assert write_document(format_pack(pack)) == write_document(pack.document)
