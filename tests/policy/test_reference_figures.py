"""A figure that changes with time stands once, by date, and every document that uses it follows (docs/policy-format.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zhida.lang.base.diagnostic import Severity
from zhida.policy.cases import run_cases
from zhida.policy.checks import check_pack
from zhida.policy.pack import Pack, compile_pack, load_catalogue

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "policy-format.md").read_text(encoding="utf-8")
CATALOGUE = load_catalogue(ROOT / "packs")
KEY = "示范区/参考利率"


def read_example(label: str) -> str:
    (text,) = re.findall(rf"^````markdown {label}\n(.*?)^````$", PAGE, re.DOTALL | re.MULTILINE)
    return text


def compile_both(reference: str) -> tuple[Pack, Pack]:
    rates = compile_pack(reference, KEY, "policy.md", CATALOGUE, {})
    return rates, compile_pack(
        read_example("reference-use"), "示范高新区/贷款贴息", "policy.md", CATALOGUE, {KEY: rates}
    )


@pytest.mark.parametrize("place", [0, 1])
def test_both_documents_check_and_their_examples_pass(place):
    pack = compile_both(read_example("reference"))[place]

    assert [found for found in check_pack(pack) if found.severity is not Severity.NOTE] == []
    assert [result for result in run_cases(pack) if not result.passed] == []
    assert len(pack.cases) == (2, 5)[place]


def test_a_new_figure_is_one_cell_and_reaches_who_uses_it():
    changed = read_example("reference").replace("3.2% | 2025", "3% | 2025")
    _, user = compile_both(changed)

    failed = {result.case: result.got for result in run_cases(user) if not result.passed}
    assert failed == {"调整当天": "1.5万"}


def test_figures_have_no_answer_of_their_own():
    rates, user = compile_both(read_example("reference"))

    assert rates.answers == ()
    assert [answer.name for answer in user.answers] == ["贴息"]
