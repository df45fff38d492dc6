"""Runs the conformance suite of DMN (github.com/dmn-tck/tck): ``python tests/conformance/tck.py [DIR]``.

Prints the cases passed in every folder and writes them, with the reason of every failure, to ``docs/tck.md``.
The last line is ``passed/total``.
"""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.numbers import DECIMAL128
from zhida.lang.base.temporal import Date, DateTime, Time
from zhida.lang.base.temporal_text import parse_date, parse_date_time, parse_duration, parse_time
from zhida.lang.base.values import Function, Range, Value
from zhida.lang.core.from_dmn import build_program
from zhida.lang.core.tree import Program
from zhida.lang.dmn.model import Definitions
from zhida.lang.dmn.read import read_dmn
from zhida.lang.dmn.xml import Element, parse_xml
from zhida.lang.interpret.evaluate import call_service, evaluate
from zhida.lang.interpret.prepare import Prepared, prepare

ROOT = Path(__file__).resolve().parents[2]
SUITE = ROOT.parent / "shared" / "tck"
REPORT = ROOT / "docs" / "tck.md"

EXTERNAL = "needs a function in Java, which is refused (`core.external-function`)"

_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


# The cases


@dataclass(frozen=True)
class Expected:
    """What a decision, function or service should yield; ``is_error`` asks for an error, which is null."""

    name: str
    value: Value
    is_error: bool


@dataclass(frozen=True)
class Case:
    """One test case of a file; ``invocable`` names the function or service to call, if not decisions are asked for."""

    file: str
    name: str
    model: str
    invocable: str | None
    inputs: Mapping[str, Value]
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Result:
    """A case that ran; ``reason`` says why it failed."""

    folder: str
    case: Case
    reason: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether the case failed for a reason that is known and meant."""
        return self.reason == EXTERNAL


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file of the suite."""
    root = parse_xml(path.read_bytes(), path.name).root
    if root.name != "testCases":
        return
    model = root.first("modelName")
    for number, element in enumerate(root.all("testCase"), start=1):
        yield Case(
            path.name,
            element.attribute("id") or str(number),
            "" if model is None else model.text.strip(),
            element.attribute("invocableName"),
            {node.attribute("name") or "": read_value(node) for node in element.all("inputNode")},
            tuple(_read_expected(node) for node in element.all("resultNode")),
        )


def _read_expected(element: Element) -> Expected:
    expected = element.first("expected")
    return Expected(
        element.attribute("name") or "",
        None if expected is None else read_value(expected),
        element.attribute("errorResult") == "true",
    )


def read_value(element: Element) -> Value:
    """The value an element holds: a list, components, or a simple value of an XML Schema type."""
    if element.attributes.get(f"{_INSTANCE} nil") == "true":
        return None
    items = element.first("list")
    if items is not None:
        return _read_list(items)
    components = list(element.all("component"))
    if components:
        return {component.attribute("name") or "": read_value(component) for component in components}
    value = element.first("value")
    return None if value is None else _read_simple(value)


def _read_list(element: Element) -> Value:
    if element.attributes.get(f"{_INSTANCE} nil") == "true":
        return None
    return [read_value(item) for item in element.all("item")]


def _read_simple(element: Element) -> Value:
    if element.attributes.get(f"{_INSTANCE} nil") == "true":
        return None
    text = element.text
    type_ = element.attributes.get(f"{_INSTANCE} type", "").rpartition(":")[2]
    match type_:
        case "decimal" | "double" | "integer" | "int" | "long" | "float":
            return DECIMAL128.create_decimal(text.strip())
        case "boolean":
            return text.strip() in {"true", "1"}
        case "date":
            return parse_date(text.strip())
        case "time":
            return parse_time(text.strip())
        case "dateTime":
            return parse_date_time(text.strip())
        case "duration" | "dayTimeDuration" | "yearMonthDuration":
            return parse_duration(text.strip())
    return text


# Running


@dataclass(frozen=True)
class Model:
    """A model ready to run, with the keys of its elements by name."""

    program: Program
    prepared: Prepared
    keys: Mapping[str, str]


def now() -> DateTime:
    """The moment of the run, in UTC."""
    moment = dt.datetime.now(dt.UTC)
    return DateTime(Date.from_python(moment.date()), Time(moment.hour, moment.minute, moment.second, 0, 0))


def load_models(folder: Path) -> dict[str, Model | str]:
    """The models of a folder by file name, or why one cannot be loaded; each may import the others."""
    read: dict[str, Definitions] = {}
    models: dict[str, Model | str] = {}
    for path in sorted(folder.glob("*.dmn")):
        try:
            read[path.name] = read_dmn(path.read_bytes(), path.name)
        except DiagnosticError as error:
            models[path.name] = f"the model is refused: {error}"
    return models | {name: _load_model(definitions, read) for name, definitions in read.items()}


def _load_model(definitions: Definitions, read: Mapping[str, Definitions]) -> Model | str:
    program = build_program(definitions, [other for other in read.values() if other is not definitions])
    keys = {element.variable.name: element.key for element in (*definitions.services, *definitions.knowledge_models)}
    keys |= {decision.name: decision.key for decision in definitions.decisions}
    try:
        return Model(program, prepare(program, clock=now), keys)
    except DiagnosticError as error:
        return f"the model cannot be prepared: {error}"


def run_folder(folder: Path) -> list[Result]:
    """The results of every case of a folder."""
    models = load_models(folder)
    cases = [case for path in sorted(folder.glob("*.xml")) for case in read_cases(path)]
    return [Result(folder.name, case, _explain(case, models)) for case in cases]


def _explain(case: Case, models: Mapping[str, Model | str]) -> str:
    """Why a case fails; empty when it passes."""
    model = models.get(case.model, f"there is no model {case.model}")
    if isinstance(model, str):
        return model
    reasons = [reason for expected in case.expected if (reason := _check(case, expected, model))]
    if reasons and any(diagnostic.code == "core.external-function" for diagnostic in model.program.diagnostics):
        return EXTERNAL
    return "; ".join(reasons)


def _check(case: Case, expected: Expected, model: Model) -> str:
    try:
        given = _run(case, expected.name, model)
    except DiagnosticError as error:
        return f"{expected.name}: {error}"
    except Exception as fault:  # noqa: BLE001 - a fault of the program fails the case, not the run
        return f"{expected.name}: {type(fault).__name__}: {fault}"
    wanted = None if expected.is_error else expected.value
    return "" if is_same(given, wanted) else f"{expected.name}: {show(given)} instead of {show(wanted)}"


def _run(case: Case, name: str, model: Model) -> Value:
    inputs = flatten_inputs(case.inputs, model.program.inputs)
    if case.invocable is None:
        return evaluate(model.prepared, model.keys.get(name, name), inputs).value
    key = model.keys.get(case.invocable, case.invocable)
    service = model.program.services.get(key)
    if service is None:
        return call_service(model.prepared, key, case.inputs, inputs).value
    names = {*service.inputs, *(model.program.definitions[given].name for given in service.given)}
    arguments = {argument: inputs.get(argument) for argument in names}
    value = call_service(model.prepared, key, arguments, inputs).value
    return value.get(name) if len(service.outputs) > 1 and isinstance(value, dict) else value


def flatten_inputs(given: Mapping[str, Value], names: Iterable[str]) -> dict[str, Value]:
    """The inputs by their names in the program: that of an imported model lies in a context named after the import."""
    inputs = dict(given)
    for name in names:
        if name not in inputs:
            value = _look_inside(given, name)
            if value is not None:
                inputs[name] = value
    return inputs


def _look_inside(given: Mapping[str, Value], name: str) -> Value:
    for prefix, value in given.items():
        rest = name.removeprefix(f"{prefix}.")
        if rest != name and isinstance(value, dict):
            return value[rest] if rest in value else _look_inside(value, rest)
    return None


# Comparing


def is_same(given: Value, wanted: Value) -> bool:
    """Whether two values are the same; a number that the suite writes with fewer digits is compared in those."""
    if isinstance(given, Decimal) and isinstance(wanted, Decimal):
        return given == wanted or _is_rounded(given, wanted)
    if isinstance(given, list) and isinstance(wanted, list):
        return len(given) == len(wanted) and all(map(is_same, given, wanted))
    if isinstance(given, dict) and isinstance(wanted, dict):
        return given.keys() == wanted.keys() and all(is_same(given[key], wanted[key]) for key in wanted)
    return type(given) is type(wanted) and given == wanted


def _is_rounded(given: Decimal, wanted: Decimal) -> bool:
    """Whether ``wanted`` is ``given`` in the eight decimals in which the suite compares, or more."""
    return abs(given - wanted) < Decimal("1e-8")


def show(value: Value) -> str:
    """The value for a message."""
    match value:
        case Function() | Range():
            return type(value).__name__.lower()
        case list():
            return f"[{', '.join(map(show, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {show(item)}' for key, item in value.items())}}}"
    return "null" if value is None else str(value)


# Reporting


def run_suite(suite: Path) -> list[Result]:
    """The results of every case of the suite."""
    folders = sorted({path.parent for path in suite.glob("compliance-level-*/*/*.xml")})
    return [result for folder in folders for result in run_folder(folder)]


def count_folders(results: Sequence[Result]) -> dict[str, tuple[int, int]]:
    """Passed and all cases of every folder."""
    counts: dict[str, tuple[int, int]] = {}
    for result in results:
        passed, total = counts.get(result.folder, (0, 0))
        counts[result.folder] = passed + (not result.reason), total + 1
    return counts


def render_report(results: Sequence[Result]) -> str:
    """The page ``docs/tck.md``."""
    passed = sum(not result.reason for result in results)
    lines = [
        "# Conformance",
        "",
        "Cases of the [DMN conformance suite](https://github.com/dmn-tck/tck) that pass, written by `make tck TCK=DIR`. Numbers",
        "are compared exactly, those the suite writes in fewer digits to its own precision of 8 decimals.",
        "",
        f"**{passed}/{len(results)}**",
        "",
        "| folder | passed | cases |",
        "| --- | ---: | ---: |",
        *(f"| {folder} | {one} | {total} |" for folder, (one, total) in count_folders(results).items()),
        "",
        "## Gaps",
        "",
    ]
    gaps = [result for result in results if result.reason]
    lines += [f"- {gap.folder}, case {gap.case.name}: {gap.reason}" for gap in gaps] or ["None."]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Run the suite in a folder, print and write what passed."""
    results = run_suite(Path(arguments[0]) if arguments else SUITE)
    for folder, (passed, total) in count_folders(results).items():
        print(f"{folder}: {passed}/{total}")
    for result in results:
        if result.reason:
            print(f"  {result.folder} {result.case.file} {result.case.name}: {result.reason}")
    REPORT.write_text(render_report(results), encoding="utf-8")
    print(f"{sum(not result.reason for result in results)}/{len(results)}")


if __name__ == "__main__":
    main(sys.argv[1:])
