"""Models of policies in standard FEEL."""

from __future__ import annotations

from dataclasses import replace

from lang.dmn.documents import EVERYTHING, IMPORT, INPUT, NEWER, TABLE, decision, literal, strip, wrap
from zhida.lang.core.from_dmn import build_program
from zhida.lang.dmn.model import LiteralBox, TableBox
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.standardise import standardise
from zhida.lang.feel.lexer import Dialect


def test_texts_lose_the_notation_of_policies() -> None:
    table = TABLE.replace("&gt; 500", "≥ 500万，＜1亿").replace(
        '"高"</text></outputEntry>', "10% * 营业收入</text></outputEntry>"
    )
    model = standardise(read_dmn(wrap(INPUT + decision(table, requires="?#i"))))
    box = model.decisions[0].expression
    assert isinstance(box, TableBox)
    assert box.rules[0].tests[0].text == ">= 5000000, < 100000000"
    assert box.rules[0].results[0].text == "0.1 * 营业收入"
    assert box.rules[0].tests[0].place == ("d", "rule 1", 'input "收入"')


def test_requirements_that_no_text_names_go() -> None:
    model = read_dmn(
        wrap(
            IMPORT
            + INPUT
            + decision(literal("1"), "e", "别的")
            + decision(literal("营业收入 + 乙.数"), requires="?#i #e urn:b#x urn:c#y"),
        )
    )
    assert standardise(model).decisions[1].requires == ("i", "urn:b#x")


def test_what_cannot_be_read_stays() -> None:
    model = read_dmn(wrap(decision(literal("1 +"))))
    box = standardise(model).decisions[0].expression
    assert isinstance(box, LiteralBox)
    assert box.source.text == "1 +"


def test_standard_models_keep_their_meaning() -> None:
    for data in (EVERYTHING, NEWER):
        model = read_dmn(data)
        standard = standardise(model)
        assert strip(standardise(standard)) == strip(standard)
        requires = {one.key: one.requires for one in standard.decisions}
        pruned = replace(model, decisions=tuple(replace(one, requires=requires[one.key]) for one in model.decisions))
        before, after = build_program(pruned, dialect=Dialect.POLICY), build_program(standard)
        assert before.definitions == after.definitions
        assert [one.code for one in before.diagnostics] == [one.code for one in after.diagnostics]
