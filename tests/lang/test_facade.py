"""The names of `zhida.lang`, as a notebook uses them."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from decimal import Decimal

import pytest

import zhida.lang as language
from lang.dmn.documents import INPUT, TABLE, decision, literal, wrap
from zhida.lang.base.temporal import Date, DateTime, Time
from zhida.lang.messages import MESSAGES

DOCUMENT = wrap(INPUT + decision(TABLE, requires="?#i"))


@pytest.mark.parametrize(
    ("text", "inputs", "value"),
    [
        ("0.1 + 0.2 = 0.3", {}, True),
        ("1234567890123456789012345678901233 + 1", {}, Decimal(1234567890123456789012345678901234)),
        ("a b + 1", {"a b": 1}, Decimal(2)),
        ("[1, 2, 3][item > n]", {"n": 1}, [Decimal(2), Decimal(3)]),
        ('日期 + duration("P1M")', {"日期": dt.date(2024, 1, 31)}, Date(2024, 2, 29)),
        ("人.名", {"人": {"名": "甲"}}, "甲"),
        ("count(表)", {"表": (1, "a", None)}, Decimal(3)),
        ("1 / 0", {}, None),
    ],
)  # fmt: skip
def test_evaluates_an_expression(text: str, inputs: dict[str, object], value: object) -> None:
    assert language.evaluate(text, inputs) == value


def test_the_clock_is_given_by_the_caller() -> None:
    moment = DateTime(Date(2026, 6, 30), Time(9, 0, 0))
    assert language.evaluate("today()") is None
    assert language.evaluate("today()", clock=lambda: moment) == Date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "code"),
    [("1 +", "feel.unexpected-end"), ("营业收入", "core.unknown-name"), ('1 + "a"', "core.operand-types"), ("substring()", "core.wrong-arity")],
)  # fmt: skip
def test_a_wrong_expression_is_refused(text: str, code: str) -> None:
    with pytest.raises(language.DiagnosticError) as caught:
        language.evaluate(text)
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert language.render_diagnostic(caught.value.diagnostics[0], "en")


@pytest.mark.parametrize("value", [0.5, dt.datetime(2024, 1, 1, tzinfo=dt.UTC), object(), [1.5], {"a": 1j}])
def test_inexact_and_foreign_values_are_refused(value: object) -> None:
    with pytest.raises(language.DiagnosticError, match=r"lang\.unknown-value") as caught:
        language.evaluate("x", {"x": value})
    assert "x" in language.render_diagnostic(caught.value.diagnostics[0], "zh")


def test_loads_and_evaluates_a_model() -> None:
    program = language.load_dmn(DOCUMENT, "a.dmn")
    assert language.check(program) == ()
    assert language.evaluate(program, {"营业收入": 501}, "d") == "高"
    assert language.evaluate(program, {"营业收入": 500}, "d") == "低"
    with pytest.raises(language.DiagnosticError, match=r"interpret\.unknown-definition"):
        language.evaluate(program, {}, "e")


def test_loads_a_model_with_what_it_imports() -> None:
    other = wrap(decision(literal("2")), "urn:b")
    program = language.load_dmn(
        wrap(
            '<import name="乙" namespace="urn:b" importType="x"/>' + decision(literal("乙.d * 3"), requires="urn:b#d")
        ),
        imported=[other],
    )
    assert language.evaluate(program, key="d") == 6


def test_check_finds_what_compiling_and_the_tables_tell() -> None:
    table = TABLE.replace("<text>-</text>", "<text>营业收人</text>")
    codes = [
        finding.code for finding in language.check(language.load_dmn(wrap(INPUT + decision(table, requires="?#i"))))
    ]
    assert codes[0] == "core.unknown-name"


def test_compiles_text_and_documents() -> None:
    typed = language.compile("研发费用 * 10% > 5万", {"研发费用": "number"}, dialect=language.Dialect.POLICY)
    assert typed.diagnostics == ()
    assert language.evaluate(typed, {"研发费用": 600_000}) is True
    document = language.read_document(DOCUMENT)
    assert language.compile(document) == language.compile(document.definitions) == language.load_dmn(DOCUMENT)
    assert language.write_dmn(document).startswith(b"<?xml")


def test_parse_and_unparse() -> None:
    assert language.unparse(language.parse("a-b+(1)", ["a-b"])) == "a-b + 1"


def test_every_name_exists_and_is_described() -> None:
    for name in language.__all__:
        assert getattr(language, name).__doc__


def test_every_message_has_both_languages() -> None:
    for code, message in MESSAGES.items():
        assert message.zh, code
        assert message.en, code


def test_databases_and_frameworks_are_not_loaded() -> None:
    heavy = "{'sqlglot', 'duckdb', 'pyarrow', 'django'}"
    script = f"import sys, zhida.lang; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
