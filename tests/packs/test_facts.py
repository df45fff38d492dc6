"""The catalogue of facts, and what the packs make of it."""

from __future__ import annotations

import re
from pathlib import Path

from zhida.policy.facts import Kind
from zhida.policy.ladder.read import load_ladders, read_ladders

ROOT = Path(__file__).resolve().parents[2]
SIZE_PACK = "全国/中小企业划型"
QUOTED = re.compile(r'"([^"]*)"')


def all_facts(library):
    groups = library.catalogue.groups
    return {f"{group.name}.{name}": fact for group in groups for name, fact in group.facts.items()}


def test_every_fact_says_what_it_means_and_who_gives_it(library):
    facts = all_facts(library)

    assert [path for path, fact in facts.items() if not fact.meaning or not fact.source] == []
    assert [path for path, fact in facts.items() if fact.kind is Kind.MONEY and not fact.unit.startswith("元")] == []


def test_all_that_may_change_grows_stale(library):
    """Only what never changes has no freshness: the day of foundation, the year of an account."""
    lasting = [path for path, fact in all_facts(library).items() if fact.freshness is None]

    assert lasting == ["企业.成立日期", "年度账.年份"]


def test_industries_of_the_size_standard_are_those_of_the_catalogue(library):
    catalogued = QUOTED.findall(library.catalogue.firm_facts["划型行业"].allowed.text)
    (clause,) = library.packs[SIZE_PACK].clauses
    classified = dict.fromkeys(QUOTED.findall(rule.tests[0].text)[0] for rule in clause.tables[0].rules)

    assert len(catalogued) == 16
    assert list(classified) == catalogued


def test_texts_that_rules_compare_with_are_values_the_catalogue_allows(library):
    """A misspelt value would never match, and nobody would know: every text of a rule is one that some fact may have."""
    allowed = {
        value for fact in all_facts(library).values() if fact.allowed for value in QUOTED.findall(fact.allowed.text)
    }
    free = {"16", "27", "51", "52", "84", "85", "90", "厦门火炬高新区管委会", "大型", "中型", "小型", "微型"}
    free |= library.packs.keys()
    free |= {clause.id for pack in library.packs.values() for clause in pack.clauses}
    texts = {
        text
        for pack in library.packs.values()
        for clause in pack.clauses
        for source in [
            *(expression.expression for expression in clause.expressions),
            *(condition for table in clause.tables for condition in table.conditions),
            *(test for table in clause.tables for rule in table.rules for test in rule.tests),
        ]
        for text in QUOTED.findall(re.sub(r'@"[^"]*"', "", source.text))
    }

    assert texts - allowed - free == set()


def test_the_ladders_of_the_library_and_of_the_specification_name_clauses_there_are(library):
    page = (ROOT / "docs" / "policy-format.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```markdown ladders\n(.*?)^```\n", page, re.DOTALL | re.MULTILINE)

    assert len(load_ladders(ROOT / "packs", library)) >= 2
    assert [rung.name for ladder in read_ladders(example, "page", library) for rung in ladder.rungs] == [
        "科技型中小企业",
        "高新技术企业",
    ]
