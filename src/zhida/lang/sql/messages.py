"""Why SQL does not compute a definition; the interpreter then does."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "sql.allowed-values": Message(
        "SQL 不检查决策表这一列的取值范围。", "SQL does not check the allowed values of this column."
    ),
    "sql.any-results": Message(
        "命中策略 A 的结果可能缺失，或不是单个值，SQL 无法比较。",
        "Results of hit policy A that may be missing, or are not single values, are not compared in SQL.",
    ),
    "sql.arguments": Message(
        "SQL 里调用“{name}”的参数对不上。", "The arguments of “{name}” do not match its parameters."
    ),
    "sql.arithmetic": Message("SQL 不计算这里的“{operator}”。", "SQL does not compute this “{operator}”."),
    "sql.builtin": Message("SQL 不计算函数“{name}”。", "SQL does not compute the function “{name}”."),
    "sql.choice-of-lists": Message("SQL 不能在不同的列表之间选择。", "SQL does not choose between lists."),
    "sql.coercion": Message("SQL 不转换这里的类型。", "SQL does not convert the type of this value."),
    "sql.collected-contexts": Message("SQL 不汇集多列结果。", "SQL does not collect several results per row."),
    "sql.computed-priority": Message(
        "结果要算出来才知道次序。", "The rank of a computed result is not known while compiling."
    ),
    "sql.constant": Message("SQL 里没有这种常量：{kind}。", "SQL has no such constant: {kind}."),
    "sql.divided-by-quotient": Message("SQL 不能除以未舍入的商。", "SQL does not divide by an unrounded quotient."),
    "sql.domain": Message(
        "SQL 只遍历列表和很短的常数区间。", "SQL iterates over lists and short constant ranges only."
    ),
    "sql.function-value": Message("SQL 里“{name}”不能当作函数调用。", "“{name}” is not a function that SQL can call."),
    "sql.list-in-record": Message(
        "SQL 不读可能为空的记录里的“{name}”。", "SQL does not read “{name}” of a record that may be null."
    ),
    "sql.list-of-lists": Message(
        "SQL 需要单个值，这里是列表或复合值。", "SQL needs a single value here, not a list or a context."
    ),
    "sql.list-or-null": Message(
        "命中策略 R、O 没有命中时为空值，SQL 不对它计数或逐项判断。",
        "A table of hit policy R or O is null without a match; SQL neither counts nor tests such a list.",
    ),
    "sql.mixed-types": Message(
        "SQL 不比较、不混用不同类型的值。", "SQL neither compares nor mixes values of these types."
    ),
    "sql.multiplied-quotient": Message(
        "未舍入的商再乘会先被舍入到 34 位，SQL 不重现这一步。",
        "A quotient that is multiplied again is first rounded to 34 digits, which SQL does not repeat.",
        "先乘后除，或先用 round half up 舍入。",
        "Multiply before dividing, or round the quotient first.",
    ),
    "sql.no-boolean": Message("SQL 需要条件，这里不是。", "SQL needs a condition here."),
    "sql.no-list": Message("SQL 需要列表，这里不是。", "SQL needs a list here."),
    "sql.no-number": Message("SQL 需要数，这里不是。", "SQL needs a number here."),
    "sql.no-single-value": Message("结果不是单个值。", "The result is not a single value."),
    "sql.node": Message("SQL 不计算这种表达式：{kind}。", "SQL does not compute this kind of expression: {kind}."),
    "sql.recursion": Message("函数调用得太深。", "Functions call one another too deeply."),
    "sql.rests-on-refused": Message(
        "它依赖 SQL 不计算的“{name}”。", "It rests on “{name}”, which SQL does not compute."
    ),
    "sql.rounding-places": Message(
        "舍入的位数要是写明的整数。", "The places to round to must be a whole number written out."
    ),
    "sql.several-bindings": Message("SQL 不同时遍历几个列表。", "SQL does not iterate over several lists at once."),
    "sql.temporal-value": Message(
        "SQL 放不下这个日期或时长：{value}。", "SQL does not hold this date or duration: {value}."
    ),
    "sql.too-many-places": Message(
        "舍入到 {places} 位超出 ±{most}。", "Rounding to {places} places is beyond ±{most}."
    ),
    "sql.too-wide": Message(
        "这里可能需要 {digits} 位数字，最多 {most} 位。", "This may need {digits} digits; at most {most} are exact."
    ),
    "sql.two-quotients": Message("SQL 不把两个未舍入的商相加减。", "SQL does not add two unrounded quotients."),
    "sql.unknown-column": Message("没有“{name}”这一列。", "There is no column “{name}”."),
    "sql.unknown-field": Message("没有“{name}”这个字段。", "There is no field “{name}”."),
    "sql.unrounded-quotient": Message(
        "结果是未舍入的商。",
        "The result is an unrounded quotient.",
        "用 round half up(…, 2) 写明怎么舍入。",
        "Say how to round it: round half up(…, 2).",
    ),
}
