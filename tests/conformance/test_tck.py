"""The conformance suite, where it lies beside the project; and the runner's own reading and comparing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from conformance import tck
from lang.dmn.documents import decision, literal, wrap
from zhida.lang.base.temporal import Date, MonthsDuration
from zhida.lang.dmn.xml import parse_xml
from zhida.lang.interpret.conform import type_check

HEAD = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'


@pytest.mark.skipif(not tck.SUITE.exists(), reason="the suite is not part of the project")
def test_every_case_passes_but_for_the_named_gaps() -> None:
    results = tck.run_suite(tck.SUITE)
    assert len(results) > 2000
    failed = [(one.folder, one.case.name, one.reason) for one in results if one.reason and not one.is_gap]
    assert failed == []


def read(xml: str) -> object:
    return tck.read_value(parse_xml(f"<v {HEAD}>{xml}</v>".encode(), "v.xml").root)


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ('<value xsi:type="xsd:decimal">1.50</value>', Decimal("1.50")),
        ('<value xsi:type="xsd:boolean">true</value>', True),
        ('<value xsi:type="xsd:string"> a </value>', " a "),
        ('<value xsi:type="xsd:date">2024-01-31</value>', Date(2024, 1, 31)),
        ('<value xsi:type="xsd:duration">P14M</value>', MonthsDuration(14)),
        ('<value xsi:nil="true"/>', None),
        ("<list><item><value>a</value></item><item><list/></item></list>", ["a", []]),
        ('<component name="a"><value>b</value></component>', {"a": "b"}),
    ],
)
def test_reads_values(xml: str, value: object) -> None:
    assert read(xml) == value


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Decimal("0.333333333333"), Decimal("0.33333333")),
        (Decimal("1.0"), Decimal(1)),
        ([Decimal(1), {"a": None}], [Decimal(1), {"a": None}]),
    ],
)
def test_same_values(given: tck.Value, wanted: tck.Value) -> None:
    assert tck.is_same(given, wanted)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (Decimal("0.3333"), Decimal("0.33333333")),
        (Decimal(1), True),
        (Decimal(1), "1"),
        ([Decimal(1), Decimal(2)], [Decimal(2), Decimal(1)]),
        ([], None),
        ({"a": None}, {}),
    ],
)
def test_different_values(given: tck.Value, wanted: tck.Value) -> None:
    assert not tck.is_same(given, wanted)


CASES = f"""<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" {HEAD}><modelName>m.dmn</modelName>
<testCase id="right"><resultNode name="d"><expected><value xsi:type="xsd:decimal">2</value></expected></resultNode></testCase>
<testCase id="wrong"><resultNode name="d"><expected><value xsi:type="xsd:decimal">3</value></expected></resultNode></testCase>
<testCase id="unknown"><resultNode name="x"><expected/></resultNode></testCase></testCases>"""


def test_runs_a_folder_and_says_why_a_case_fails(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2" / "0001-sums"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_bytes(wrap(decision(literal("1 + 1"))))
    (folder / "cases.xml").write_text(CASES, encoding="utf-8")
    results = tck.run_suite(tmp_path)
    assert [(one.case.name, one.reason) for one in results] == [
        ("right", ""),
        ("wrong", "d: 2 instead of 3"),
        ("unknown", "x: interpret.unknown-definition"),
    ]
    assert tck.count_folders(results) == {"0001-sums": (1, 3)}
    report = tck.render_report(results)
    assert "**1/3**" in report
    assert "0001-sums, case wrong: d: 2 instead of 3" in report


def test_a_model_that_is_refused_fails_its_cases_only(tmp_path: Path) -> None:
    folder = tmp_path / "compliance-level-2" / "0001-sums"
    folder.mkdir(parents=True)
    (folder / "m.dmn").write_bytes(b"<html/>")
    (folder / "cases.xml").write_text(CASES, encoding="utf-8")
    assert {one.reason for one in tck.run_suite(tmp_path)} == {"the model is refused: dmn.unknown-version"}


def test_inputs_of_imported_models_lie_in_contexts_named_after_the_imports() -> None:
    given: dict[str, tck.Value] = {"乙": {"丙": {"收入": "1"}}, "a": "2"}
    assert tck.flatten_inputs(given, ["乙.丙.收入", "a", "b"])["乙.丙.收入"] == "1"


@pytest.mark.skipif(not tck.SUITE.exists(), reason="the suite is not part of the project")
def test_every_value_is_of_the_type_inferred_for_it() -> None:
    wrong = []
    for folder in sorted(tck.SUITE.glob("compliance-level-*/*/")):
        for model in tck.load_models(folder).values():
            assert isinstance(model, tck.Model)
            evaluation = model.prepared.run({})
            for definition in model.program.definitions.values():
                value = evaluation.value(definition.key)
                if not type_check(definition.type)(value):
                    wrong.append((folder.name, definition.name, tck.show(value)))
    assert wrong == []
