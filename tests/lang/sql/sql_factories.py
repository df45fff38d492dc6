"""Programs and rows on which SQL is held against the interpreter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from zhida.lang.base.span import Source
from zhida.lang.base.temporal import Date
from zhida.lang.base.types import BOOLEAN, DATE, NUMBER, STRING, ContextType, ListType, Type
from zhida.lang.base.values import Missing, Value
from zhida.lang.core.from_feel import lower_expression, lower_unary_tests
from zhida.lang.core.scope import NOWHERE, Scope
from zhida.lang.core.tree import (
    Aggregation,
    Definition,
    DefinitionReference,
    Expression,
    HitPolicy,
    Input,
    InputReference,
    Program,
    Rule,
    Table,
    TableInput,
    TableOutput,
)
from zhida.lang.feel.lexer import Dialect
from zhida.lang.feel.names import Names
from zhida.lang.feel.parser import parse_expression, parse_unary_tests
from zhida.lang.interpret.prepare import prepare
from zhida.lang.sql.columns import ColumnType, Derived, Known, ListColumn, NumberColumn, RecordColumn, SimpleColumn
from zhida.lang.sql.compile import Compiled, compile_program
from zhida.lang.sql.dialect import DUCKDB
from zhida.lang.sql.dialect import Dialect as SqlDialect
from zhida.lang.sql.terms import missing_test

MONEY, COUNT, RATIO = NumberColumn(16, 2), NumberColumn(9, 0), NumberColumn(3, 6)
TEXT, FLAG, DAY = SimpleColumn.TEXT, SimpleColumn.BOOLEAN, SimpleColumn.DATE
RECORD = {"金额": MONEY, "种类": TEXT, "日": DAY, "真": FLAG}

COLUMNS: Mapping[str, ColumnType] = {
    "甲": MONEY,
    "乙": MONEY,
    "数": COUNT,
    "率": RATIO,
    "文": TEXT,
    "字": TEXT,
    "旗": FLAG,
    "幡": FLAG,
    "日": DAY,
    "期": DAY,
    "单": ListColumn(Known(RecordColumn(RECORD))),
    "年": Derived(RecordColumn({"收入": MONEY, "费用": MONEY}), "年缺"),
    "今": Known(DAY),
}
RECORD_TYPE = ContextType({"金额": NUMBER, "种类": STRING, "日": DATE, "真": BOOLEAN})
TYPES = {
    "甲": NUMBER,
    "乙": NUMBER,
    "数": NUMBER,
    "率": NUMBER,
    "文": STRING,
    "字": STRING,
    "旗": BOOLEAN,
    "幡": BOOLEAN,
    "日": DATE,
    "期": DATE,
    "单": ListType(RECORD_TYPE),
    "年": ContextType({"收入": NUMBER, "费用": NUMBER}),
    "今": DATE,
}
TODAY = Date(2026, 3, 1)
_ARROW = {
    TEXT: pa.string(),
    FLAG: pa.bool_(),
    DAY: pa.date32(),
}

MISSING = Missing(frozenset())

Row = Mapping[str, Any]
"""Column → value, None where the fact is missing; ``年`` may also be ``"null"``."""


def build_program(texts: Mapping[str, str]) -> Program:
    """A program of definitions in FEEL (dialect of policies); later ones may name earlier ones."""
    scope = Scope().mean({name: InputReference(name, span=NOWHERE, type=type_) for name, type_ in TYPES.items()})
    names = Names.of([*TYPES, *RECORD, "收入", "费用", *texts])
    definitions: dict[str, Definition] = {}
    for key, text in texts.items():
        body = lower_expression(parse_expression(Source(text), names, Dialect.POLICY), scope)
        definitions[key] = Definition(key, key, body, span=NOWHERE, type=body.type)
        scope = scope.mean({key: DefinitionReference(key, span=NOWHERE, type=body.type)})
    assert scope.found == []
    inputs = {name: Input(name, span=NOWHERE, type=type_) for name, type_ in TYPES.items()}
    return Program("test", inputs, definitions)


@dataclass(frozen=True)
class TableText:
    """A decision table of texts: hit policy as in policy documents, inputs, and rows of cells followed by one result."""

    policy: str
    inputs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    order: tuple[str, ...] = ()


HIT_POLICIES: Mapping[str, tuple[HitPolicy, Aggregation | None]] = {
    "U": ("UNIQUE", None),
    "A": ("ANY", None),
    "F": ("FIRST", None),
    "P": ("PRIORITY", None),
    "R": ("RULE ORDER", None),
    "O": ("OUTPUT ORDER", None),
    "C": ("COLLECT", None),
    "C+": ("COLLECT", "SUM"),
    "C#": ("COLLECT", "COUNT"),
    "C<": ("COLLECT", "MIN"),
    "C>": ("COLLECT", "MAX"),
}


LISTS = frozenset("ROC")
"""The hit policies that yield a list."""


def build_table_program(table: TableText, result: str = "表") -> Program:
    """A program of one table, ``表``, and of an expression that reads it."""
    scope = Scope().mean({name: InputReference(name, span=NOWHERE, type=type_) for name, type_ in TYPES.items()})
    names = Names.of([*TYPES, *RECORD, "收入", "费用", "表"])

    def lower(text: str, inside: Scope) -> Expression:
        return lower_expression(parse_expression(Source(text), names, Dialect.POLICY), inside)

    def lower_cell(text: str, input_: TableInput) -> Expression:
        return lower_unary_tests(parse_unary_tests(Source(text), names, Dialect.POLICY), input_.type, scope)

    inputs = tuple(
        TableInput(text, expression, span=NOWHERE, type=expression.type)
        for text in table.inputs
        if (expression := lower(text, scope))
    )
    rules = tuple(
        Rule(
            number,
            tuple(lower_cell(cell, input_) for cell, input_ in zip(row, inputs, strict=False)),
            (lower(row[-1], scope),),
            span=NOWHERE,
        )
        for number, row in enumerate(table.rows, 1)
    )
    policy, aggregation = HIT_POLICIES[table.policy]
    order = tuple(Decimal(text) for text in table.order)
    type_: Type = ListType(NUMBER) if table.policy in LISTS else NUMBER
    outputs = (TableOutput("表", order, span=NOWHERE),)
    body = Table(inputs, outputs, rules, policy, aggregation, span=NOWHERE, type=type_)
    reader = lower(result, scope.mean({"表": DefinitionReference("表", span=NOWHERE, type=type_)}))
    assert scope.found == []
    definitions = {
        "表": Definition("表", "表", body, span=NOWHERE, type=type_),
        "果": Definition("果", "果", reader, span=NOWHERE, type=reader.type),
    }
    return Program("test", {name: Input(name, span=NOWHERE, type=one) for name, one in TYPES.items()}, definitions)


def compile_test(program: Program, dialect: SqlDialect = DUCKDB) -> Compiled:
    return compile_program(program, COLUMNS, program.definitions, dialect)


def run_sql(compiled: Compiled, rows: Sequence[Row]) -> dict[str, list[Value]]:
    """For each output the value of every row: null is None, missing a `Missing` of no facts."""
    if not compiled.outputs:
        return {}
    projections = []
    for key, term in compiled.outputs.items():
        projections.append((f"{key}", term.value))
        projections.append((f"{key} missing", missing_test(term) or exp.false()))
    text = compiled.render(compiled.select(projections))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("facts", arrow_table(rows))
        cursor = connection.execute(text)
        names = [column[0] for column in cursor.description]
        columns = dict(zip(names, zip(*cursor.fetchall(), strict=True), strict=True))
    return {
        key: [
            MISSING if missing else read_value(value)
            for value, missing in zip(columns[key], columns[f"{key} missing"], strict=True)
        ]
        for key in compiled.outputs
    }


def read_value(value: Any) -> Value:
    if hasattr(value, "year"):
        return Date.from_python(value)
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def run_interpreter(program: Program, keys: Sequence[str], rows: Sequence[Row]) -> dict[str, list[Value]]:
    """The same by the interpreter."""
    prepared = prepare(program)
    evaluations = [
        prepared.run({name: make_fact(name, value) for name, value in {"今": TODAY, **row}.items()}) for row in rows
    ]
    return {key: [_forget(evaluation.value(key)) for evaluation in evaluations] for key in keys}


def _forget(value: Value) -> Value:
    return MISSING if isinstance(value, Missing) else value


def make_fact(name: str, value: Any) -> Value:
    if value is None:
        return Missing(frozenset({name}))
    if value == "null" and name == "年":
        return None
    if isinstance(value, list):
        return [make_fact(name, item) for item in value]
    if isinstance(value, dict):
        return {key: make_fact(f"{name}.{key}", item) for key, item in value.items()}
    return value


def arrow_table(rows: Sequence[Row]) -> pa.Table:
    arrays, fields = [], []
    for name, type_ in COLUMNS.items():
        values = [_plain(TODAY if name == "今" else row[name]) for row in rows]
        arrow = arrow_type(type_)
        fields.append(pa.field(name, arrow))
        arrays.append(pa.array([None if value == "null" else value for value in values], arrow))
    fields.append(pa.field("年缺", pa.bool_()))
    arrays.append(pa.array([row["年"] is None for row in rows]))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def arrow_type(type_: ColumnType) -> pa.DataType:
    match type_:
        case Known(column=inner) | Derived(column=inner):
            return arrow_type(inner)
        case ListColumn(item=item):
            return pa.list_(arrow_type(item))
        case RecordColumn(fields=fields):
            return pa.struct([pa.field(name, arrow_type(field)) for name, field in fields.items()])
        case NumberColumn():
            return pa.decimal128(type_.width, type_.scale)
        case _:
            return _ARROW[type_]


def _plain(value: Any) -> Any:
    match value:
        case Date():
            return value.to_python()
        case dict():
            return {name: _plain(item) for name, item in value.items()}
        case list():
            return [_plain(item) for item in value]
    return value


BASE_ROW: Row = {
    "甲": Decimal("100.00"),
    "乙": Decimal("30.00"),
    "数": Decimal(3),
    "率": Decimal("0.100000"),
    "文": "甲类",
    "字": "乙类",
    "旗": True,
    "幡": False,
    "日": Date(2024, 1, 31),
    "期": Date(2025, 2, 28),
    "单": [
        {"金额": Decimal("1.00"), "种类": "甲类", "日": Date(2024, 1, 1), "真": True},
        {"金额": Decimal("2.50"), "种类": "乙类", "日": Date(2025, 1, 1), "真": False},
    ],
    "年": {"收入": Decimal("10.00"), "费用": Decimal("3.00")},
}
"""A firm of which everything is known."""


def compute(text: str, **changes: Any) -> Value:
    """The value of one expression for the base row with changes, in SQL; it must compile."""
    compiled = compile_test(build_program({"值": text}))
    assert compiled.refused == {}, compiled.refused
    return run_sql(compiled, [{**BASE_ROW, **changes}])["值"][0]
