"""The inputs that generated models read: their columns in SQL, and their types in the model."""

from __future__ import annotations

from collections.abc import Mapping

from zhida.lang.base.span import Source
from zhida.lang.dmn.model import InputData, ItemDefinition, Variable
from zhida.lang.sql.columns import ColumnType, Derived, Known, ListColumn, NumberColumn, RecordColumn, SimpleColumn

MONEY, NARROW_MONEY = NumberColumn(16, 2), NumberColumn(10, 2)
COUNT, RATIO = NumberColumn(9, 0), NumberColumn(3, 6)
TEXT, FLAG, DAY = SimpleColumn.TEXT, SimpleColumn.BOOLEAN, SimpleColumn.DATE

RECORD = RecordColumn({"金额": MONEY, "种类": TEXT, "日": DAY, "真": FLAG})
FULL_RECORD = RecordColumn({"金额": Known(NARROW_MONEY), "种类": Known(TEXT), "日": Known(DAY), "真": Known(FLAG)})
YEAR = RecordColumn({"收入": MONEY, "费用": NARROW_MONEY})

YEAR_MISSING = "年缺"
"""The column that tells whether the year is missing, where it is NULL."""

COLUMNS: Mapping[str, ColumnType] = {
    "甲": MONEY,
    "乙": MONEY,
    "丙": Known(NARROW_MONEY),
    "数": COUNT,
    "率": RATIO,
    "文": TEXT,
    "字": TEXT,
    "旗": FLAG,
    "幡": FLAG,
    "日": DAY,
    "期": DAY,
    "今": Known(DAY),
    "单": ListColumn(Known(RECORD)),
    "册": Known(ListColumn(Known(FULL_RECORD))),
    "年": Derived(YEAR, YEAR_MISSING),
}
"""Facts that may be missing, two that never are, lists of records with gaps and without, and a year that may be null."""

_TYPE_NAMES = {TEXT: "string", FLAG: "boolean", DAY: "date"}


def _type_name(column: ColumnType) -> str:
    match column:
        case Known(column=inner):
            return _type_name(inner)
        case SimpleColumn():
            return _TYPE_NAMES[column]
        case _:
            return "number"


def _record(name: str, record: RecordColumn) -> ItemDefinition:
    fields = (ItemDefinition(one, type_ref=_type_name(type_)) for one, type_ in record.fields.items())
    return ItemDefinition(name, components=tuple(fields))


ITEM_DEFINITIONS = (
    _record("记录", RECORD),
    ItemDefinition("清单", type_ref="记录", is_collection=True),
    _record("年度", YEAR),
)

_NAMED_TYPES = {"单": "清单", "册": "清单", "年": "年度"}

INPUT_DATA = tuple(
    InputData(name, Variable(name, _NAMED_TYPES.get(name) or _type_name(type_)), Source(name))
    for name, type_ in COLUMNS.items()
)
