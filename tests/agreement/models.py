"""A Hypothesis strategy: models of some forty decisions on three layers, with functions that all may call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from agreement.expressions import (
    LAYERS,
    PER_LAYER,
    booleans,
    dates,
    list_and_text_tests,
    numbers,
    quotients,
    rounded_numbers,
    texts,
)
from agreement.inputs import INPUT_DATA, ITEM_DEFINITIONS
from agreement.tables import FIELDS, LISTS, TableText, tables, wide_tables
from zhida.lang.base.span import Source
from zhida.lang.core.from_dmn import build_program
from zhida.lang.core.tree import Program
from zhida.lang.dmn.model import Decision, Definitions, Expression, FunctionBox, KnowledgeModel, LiteralBox, Variable
from zhida.lang.feel.lexer import Dialect

Content = str | TableText
"""A FEEL text, or a decision table."""

_READERS = {
    "C": "count({0}) + sum({0})",
    "R": "sum({0}) + sum({0}[item > 1])",
    "O": "max({0}) - {0}[1]",
}


def read_list(policy: str, name: str) -> str:
    """A number made of the list that a table of this hit policy yields under a name."""
    return _READERS[policy].format(name)


_FUNCTIONS: Mapping[str, tuple[tuple[tuple[str, str], ...], str, str]] = {
    "奖励": ((("基数", "number"), ("比例", "number")), "min(200万, max(0, 基数 * 比例))", "number"),
    "折算": ((("数额", "number"),), "if 大额(数额) then 数额 - 1000万 else 数额 / 2", "number"),
    "大额": ((("数额", "number"),), "数额 >= 1000万", "boolean"),
}


@dataclass(frozen=True, slots=True)
class Model:
    """The decisions of a model by name, each after those it may read."""

    contents: Mapping[str, Content]

    def build(self) -> Program:
        """The program of the model; it has no errors."""
        program = build_program(self._definitions(), dialect=Dialect.POLICY)
        assert program.diagnostics == (), [(one.code, one.values, one.span) for one in program.diagnostics]
        return program

    def _definitions(self) -> Definitions:
        below = [*(data.key for data in INPUT_DATA), *_FUNCTIONS]
        decisions = []
        for name, content in self.contents.items():
            decisions.append(Decision(name, Variable(name), _box(content), tuple(below), Source(name)))
            below.append(name)
        return Definitions(
            "模型",
            "模型",
            Source("模型"),
            item_definitions=ITEM_DEFINITIONS,
            input_data=INPUT_DATA,
            decisions=tuple(decisions),
            knowledge_models=tuple(map(_build_function, _FUNCTIONS)),
        )


def _box(content: Content) -> Expression:
    return LiteralBox(source=Source(content)) if isinstance(content, str) else content.box()


def _build_function(name: str) -> KnowledgeModel:
    parameters, body, result = _FUNCTIONS[name]
    box = FunctionBox(
        tuple(Variable(*parameter) for parameter in parameters), LiteralBox(source=Source(body)), source=Source(body)
    )
    requires = tuple(other for other in _FUNCTIONS if other != name)
    return KnowledgeModel(name, Variable(name, result), box, requires, Source(name))


_STRATEGIES = {
    "额": lambda layer: numbers(layer, 2),
    "整": rounded_numbers,
    "验": list_and_text_tests,
    "判": lambda layer: booleans(layer, 2),
    "时": lambda layer: dates(layer, 1),
    "类": texts,
    "商": lambda layer: quotients(layer, 1),
}


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A model; a decision reads inputs and what stands on the layers below its own."""
    contents: dict[str, Content] = {}
    for layer in range(LAYERS):
        for kind, many in PER_LAYER.items():
            for place in range(1, many + 1):
                name = f"{kind}{layer}{place}"
                if kind == "表":
                    contents |= _draw_table(draw, layer, name)
                else:
                    contents[name] = draw(_STRATEGIES[kind](layer))
    return Model(contents)


def _draw_table(draw: st.DrawFn, layer: int, name: str) -> dict[str, Content]:
    """A table whose value is a number under the name; one that yields more has a decision of its own besides."""
    if draw(st.integers(0, 3)) == 0:
        whole = draw(wide_tables(layer))
        value, text = FIELDS
        return {f"{name}全": whole, name: f"{name}全.{value}", f"{name}档": f"{name}全.{text}"}
    table = draw(tables(layer, name))
    if table.policy not in LISTS:
        return {name: table}
    return {f"{name}列": table, name: read_list(table.policy, f"{name}列")}
