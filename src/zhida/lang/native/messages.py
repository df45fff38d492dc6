"""Why an expression of SQL has no machine code; the database then computes it."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "native.choice-of-lists": Message("机器码不在不同的列表之间选择。", "Machine code does not choose between lists."),
    "native.comparison": Message("机器码不比较这样的两个值。", "Machine code does not compare two such values."),
    "native.date": Message("机器码不这样计算日期。", "Machine code does not compute such a date."),
    "native.division": Message(
        "机器码只对不超过 64 位的整数做除法和舍入。",
        "Machine code divides and rounds whole numbers of at most 64 bits only.",
    ),
    "native.expression": Message("机器码里没有“{expression}”。", "Machine code has no “{expression}”."),
    "native.index": Message("机器码没有第 0 项。", "Machine code has no item 0."),
    "native.mixed-kinds": Message("机器码的一列只有一种值。", "A column of machine code has values of one kind."),
    "native.no-boolean": Message("机器码在这里需要是非值。", "Machine code needs a boolean here."),
    "native.no-column": Message("机器码不读取“{name}”这一列。", "Machine code does not read the column “{name}”."),
    "native.no-list": Message("机器码在这里需要列表。", "Machine code needs a list here."),
    "native.no-number": Message("机器码在这里需要数。", "Machine code needs a number here."),
    "native.no-value": Message("机器码在这里需要单个值。", "Machine code needs a single value here."),
    "native.record": Message("机器码不这样读取复合值。", "Machine code does not read a record like this."),
    "native.too-many-columns": Message(
        "一个机器码函数写不了这么多列。", "A function of machine code does not write so many columns."
    ),
    "native.too-wide": Message("数超出机器码的 128 位。", "The number has no room in the 128 bits of machine code."),
}
