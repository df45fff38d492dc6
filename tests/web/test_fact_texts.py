from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.conftest import PACKS
from zhida.policy.facts import read_facts
from zhida.web.fact_texts import read_text, write_text

CATALOGUE = read_facts((PACKS / "facts.md").read_text(), "facts.md")


def read(name, text):
    fact = CATALOGUE.find(name)
    return read_text(name, fact, CATALOGUE, text)


@given(st.decimals(min_value=0, max_value=Decimal(10**14), places=2))
def test_an_amount_survives_being_written_and_read(amount):
    fact = CATALOGUE.find("注册资本")

    reading = read("注册资本", write_text(fact, str(amount)))

    assert reading.diagnostic is None
    assert Decimal(reading.value) == amount


@given(st.text(max_size=300))
def test_whatever_is_typed_is_a_value_or_a_diagnostic(text):
    for name in ("注册资本", "成立日期", "规上企业", "产业方向", "年度账.从业人员"):
        reading = read(name, text)

        assert reading.value is None or reading.diagnostic is None


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("注册资本", "500万", "5000000"),
        ("注册资本", "0.5亿元", "50000000"),
        ("注册资本", "１，２００．５０", "1200.50"),
        ("注册资本", "  ", None),
        ("注册资本", "¥1,200.50", "1200.50"),
        ("注册资本", "3000元整", "3000"),
        ("注册资本", "+500", "500"),
        ("年度账.从业人员", "85", "85"),
        ("成立日期", "2024/1/1", "2024-01-01"),
        ("成立日期", "2024.1.31", "2024-01-31"),
        ("成立日期", "2024年1月1日", "2024-01-01"),
        ("成立日期", "20240131", "2024-01-31"),
        ("规上企业", "true", True),
        ("规上企业", "", None),
        ("成立日期", "２０２６-03-01", "2026-03-01"),
        ("产业方向", " C ", "C"),
        ("知识产权.类别", "Ⅰ类", "Ⅰ类"),
    ],
)
def test_how_people_write_facts(name, text, value):
    reading = read(name, text)

    assert (reading.value, reading.diagnostic) == (value, None)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("注册资本", "-1", "fact.not-allowed"),
        ("注册资本", "1.005", "fact.too-many-decimals"),
        ("注册资本", "百万", "fact.not-a-number"),
        ("注册资本", "10%", "fact.not-a-number"),
        ("注册资本", "1,2,3", "fact.not-a-number"),
        ("成立日期", "202411", "fact.bad-date"),
        ("成立日期", "01/02/2024", "fact.bad-date"),
        ("注册资本", "Infinity", "fact.not-a-number"),
        ("年度账.从业人员", "1.5", "fact.too-many-decimals"),
        ("规上企业", "是", "fact.wrong-type"),
        ("成立日期", "2026-02-30", "fact.no-such-day"),
        ("产业方向", "Z", "fact.not-allowed"),
    ],
)
def test_what_is_no_fact_is_refused_by_name(name, text, code):
    assert read(name, text).diagnostic.code == code
