"""A new policy computes as it stands, whatever its texts; names that a library cannot have are refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.diagnostic import DiagnosticError, Severity
from zhida.policy.cases import rows_never_hit, run_cases
from zhida.policy.checks import check_pack
from zhida.policy.facts import read_facts
from zhida.policy.pack import Pack, compile_pack
from zhida.policy.template.render import LONGEST_NAME, NewPolicy, render_template

FACTS = Path(__file__).resolve().parents[3] / "packs" / "facts.md"
CATALOGUE = read_facts(FACTS.read_text(encoding="utf-8"), "facts.md")
NEW = NewPolicy(
    "示范高新区/研发投入", "支持研发投入若干措施", "示高管发〔2026〕1号", "示范高新区管委会", dt.date(2026, 7, 1)
)

PRINTABLE = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable() and text.strip())


def compile_new(policy: NewPolicy) -> Pack:
    return compile_pack(render_template(policy, CATALOGUE), policy.key, "policy.md", CATALOGUE, {})


def codes_of(policy: NewPolicy) -> list[str]:
    with pytest.raises(DiagnosticError) as refused:
        render_template(policy, CATALOGUE)
    return [one.code for one in refused.value.diagnostics]


def test_it_computes_as_it_stands():
    pack = compile_new(NEW)

    assert {one.severity for one in check_pack(pack)} == {Severity.NOTE}
    assert [result.passed for result in run_cases(pack)] == [True] * 12
    assert list(rows_never_hit(pack)) == []


def test_its_front_matter_says_what_it_was_told():
    metadata = compile_new(NEW).metadata

    assert (metadata.title, metadata.number, metadata.issuer, metadata.zone, metadata.verified) == (
        "支持研发投入若干措施", "示高管发〔2026〕1号", "示范高新区管委会", "示范高新区", False,
    )  # fmt: skip
    assert (metadata.in_force.start, metadata.in_force.end) == (dt.date(2026, 7, 1), None)


@given(PRINTABLE, PRINTABLE, PRINTABLE)
def test_no_text_can_break_the_document(title, number, issuer):
    metadata = compile_new(replace(NEW, title=title, number=number, issuer=issuer)).metadata

    assert (metadata.title, metadata.number, metadata.issuer) == (title, number, issuer)


@pytest.mark.parametrize("key", ["", "研发投入", "示范高新区/研发/投入", "\\示范"])
def test_a_key_is_a_zone_and_a_policy(key):
    assert codes_of(replace(NEW, key=key)) == ["template.bad-key"]


@pytest.mark.parametrize("name", ["", ".", "..", ".研发", "-研发", "研发.", "研\0发", "研" * (LONGEST_NAME + 1)])
def test_names_no_folder_can_have(name):
    assert codes_of(replace(NEW, key=f"示范高新区/{name}")) == ["template.bad-name"]
    assert codes_of(replace(NEW, key=f"{name}/研发投入")) == ["template.bad-name"]


@pytest.mark.parametrize("character", list(' \\<>:"|?*#[]{}$'))
def test_characters_that_references_cannot_have(character):
    assert codes_of(replace(NEW, key=f"示范高新区/研发{character}投入")) == ["template.bad-character"]


def test_the_longest_name_is_one():
    assert compile_new(replace(NEW, key=f"示范高新区/{'研' * LONGEST_NAME}")).key.endswith("研")


@pytest.mark.parametrize("text", ["", "  ", "两\n行", "响\a铃"])
@pytest.mark.parametrize("field", ["title", "number", "issuer"])
def test_texts_are_one_line(field, text):
    assert codes_of(replace(NEW, **{field: text})) == ["template.bad-text"]


def test_a_catalogue_without_its_facts_is_told():
    catalogue = read_facts(FACTS.read_text(encoding="utf-8").replace("| 规上企业 |", "| 四上企业 |"), "facts.md")

    with pytest.raises(DiagnosticError) as refused:
        render_template(NEW, catalogue)
    first, *others = refused.value.diagnostics
    assert first.code == "template.unfit-catalogue"
    assert "规上企业" in {str(value) for one in others for value in one.values.values()}
