"""Every example of docs/policy-format.md is run."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from zhida.lang.base.diagnostic import Severity
from zhida.lang.base.values import Missing
from zhida.lang.feel.names import Names
from zhida.policy.cases import rows_never_hit, run_cases
from zhida.policy.clause.rules import HIT_POLICIES
from zhida.policy.document.write import write_document
from zhida.policy.facts import FactCatalogue, Kind, read_facts
from zhida.policy.firm import read_firm
from zhida.policy.formatting.expressions import ExpressionFormatter
from zhida.policy.formatting.format import format_pack
from zhida.policy.pack import Pack, compile_pack, load_pack

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "policy-format.md").read_text(encoding="utf-8")


def examples(label: str) -> list[str]:
    found = re.findall(rf"^(`{{3,}})\w+ {label}\n(.*?)^\1\n", PAGE, re.DOTALL | re.MULTILINE)
    return [body for _, body in found]


@pytest.fixture(scope="module")
def catalogue() -> FactCatalogue:
    path = ROOT / "packs" / "facts.md"
    return read_facts(path.read_text(encoding="utf-8"), str(path))


@pytest.fixture(scope="module")
def pack(catalogue: FactCatalogue) -> Pack:
    sizes = load_pack(ROOT / "packs" / "全国" / "中小企业划型" / "policy.md", catalogue, {})
    text = "\n".join(examples("policy"))
    return compile_pack(text, "示范高新区/研发投入", "policy.md", catalogue, {sizes.key: sizes})


def test_the_policy_has_all_its_pieces() -> None:
    assert len(examples("policy")) == 10


def test_the_pieces_of_the_policy_are_one_pack(pack: Pack) -> None:
    assert {answer.clause.id: answer.kind.value for answer in pack.answers} == {
        "rd-award": "award",
        "intensity": "status",
        "steady": "award",
        "rating": "classification",
        "leader": "award",
        "discretion": "award",
        "backbone": "award",
    }
    assert pack.metadata.budget == Decimal(100_000_000)


def test_its_worked_examples_pass(pack: Pack) -> None:
    results = run_cases(pack)
    assert [(result.case, result.name, result.got) for result in results if not result.passed] == []
    assert len(results) == 61


def test_they_reach_every_row_and_only_the_rating_leaves_a_gap(pack: Pack) -> None:
    told = [found for found in pack.diagnostics if found.severity is not Severity.NOTE]
    assert [(found.code, found.values["table"]) for found in told] == [("check.gap", "评级")]
    assert rows_never_hit(pack) == ()


def test_the_policy_is_in_the_one_spelling(pack: Pack) -> None:
    assert write_document(format_pack(pack)) == write_document(pack.document)


def test_what_is_loose_is_spelled_as_the_page_says(catalogue: FactCatalogue) -> None:
    (loose,), (spelled,) = examples("loose"), examples("spelled")
    front = examples("policy")[0].partition("uses:")[0] + "---\n"
    pack = compile_pack(front + loose, "示范高新区/研发投入", "policy.md", catalogue, {})

    assert write_document(format_pack(pack)).endswith(f"---\n{spelled}")


def test_each_spelling_of_the_page() -> None:
    section = PAGE.partition("## One spelling")[2].partition("\n## ")[0]
    formatter = ExpressionFormatter(Names.of(["本年", "上年", "研发费用"]))
    rows = [row.split(" | ") for row in re.findall(r"^\| (`.*) \|$", section, re.MULTILINE)]
    for written, becomes in rows:
        texts, spelled = (re.findall("`([^`]+)`", cell) for cell in (written, becomes))
        assert [formatter.format_tests(text) for text in texts] == (
            spelled if len(spelled) > 1 else spelled * len(texts)
        )
    assert len(rows) == 10


def test_every_hit_policy_is_described() -> None:
    rows = re.findall(r"^\| ((?:`[A-Z][+#<>]?` ?)+)\|", PAGE, re.MULTILINE)
    assert {letter for row in rows for letter in re.findall(r"`([^`]+)`", row)} == set(HIT_POLICIES)


def test_every_kind_of_fact_is_described_with_its_decimals() -> None:
    rows = re.findall(r"^\| `(\w+)`[^|]*\| (\w+) \| (\d*) *\|$", PAGE, re.MULTILINE)
    assert {(kind, decimals) for kind, _, decimals in rows} == {
        (kind.value, "" if kind.decimals is None else str(kind.decimals)) for kind in Kind
    }


def test_the_firm_is_read_with_the_facts_of_the_page() -> None:
    (facts,) = examples("facts")
    (firm,) = examples("firm")
    read = read_firm(firm.encode(), "firm.json", read_facts(facts, "facts.md"))
    assert read.facts["年度账"] == [
        {"年份": Decimal(2025), "营业收入": Decimal("12000000.00"), "研发费用": Decimal(900000)}
    ]
    assert not isinstance(read.facts["成立日期"], Missing)
