"""What is said about the catalogue of facts and about the value of a fact."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    # The catalogue
    "fact.table-without-heading": Message(
        "这张表之上没有标题。",
        "There is no heading above this table.",
        "在表前写一个二级标题，如“## 企业”。",
        "Put a level-2 heading above it, such as “## 企业”.",
    ),
    "fact.unknown-group-shape": Message(
        "不知道 {{{shape}}} 是什么。",
        "{{{shape}}} is unknown.",
        "标题后只能写 {{list}} 或 {{years}}，或什么也不写。",
        "A heading ends with {{list}} or {{years}}, or with neither.",
    ),
    "fact.duplicate": Message(
        "事实“{name}”在第 {line} 行已经声明过。",
        "The fact “{name}” is already declared in line {line}.",
        "只声明一次；只差大小写也算相同。",
        "Declare it once; upper and lower case are the same.",
    ),
    "fact.name-taken": Message(
        "名称“{name}”已被占用（第 {line} 行；0 表示系统保留）。",
        "The name “{name}” is taken (line {line}; 0 means it is reserved).",
        "换一个名称。",
        "Choose another name.",
    ),
    "fact.years-without-year": Message(
        "“{group}”按年记录，却没有类型为数量的“{year}”。",
        "“{group}” is kept by year but has no “{year}” of the kind 数量.",
        "加一行“| {year} | 数量 | 年 |”。",
        "Add a row “| {year} | 数量 | 年 |”.",
    ),
    "fact.second-years": Message(
        "“{group}”是第二个按年记录的组。",
        "“{group}” is a second group kept by year.",
        "只能有一个 {{years}}；其余的用 {{list}}。",
        "There can be one {{years}}; use {{list}} for others.",
    ),
    "fact.unknown-column": Message(
        "不认识“{name}”这一列。",
        "The column “{name}” is unknown.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "fact.column-missing": Message(
        "缺少“{name}”这一列。",
        "The column “{name}” is missing.",
        "补上这一列。",
        "Add it.",
    ),
    "fact.ragged-row": Message(
        "这一行有 {given} 格，表头有 {wanted} 格。",
        "This row has {given} cells, the header {wanted}.",
        "补上或去掉 |；单元格里的 | 写成 \\|。",
        "Add or remove a |; write a | inside a cell as \\|.",
    ),
    "fact.bad-name": Message(
        "“{name}”不能作事实的名称。",
        "“{name}” cannot be the name of a fact.",
        "名称不能为空、不能以数字开头、不能含标点，也不能是 FEEL 的关键字。",
        "A name is not empty, does not begin with a digit, has no punctuation and is no keyword of FEEL.",
    ),
    "fact.unknown-kind": Message(
        "“{kind}”不是事实的类型。",
        "“{kind}” is not a kind of fact.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "fact.bad-freshness": Message(
        "时效“{text}”不是天数。",
        "The freshness “{text}” is not a number of days.",
        "写一个正整数，如 365。",
        "Write a whole number above 0, such as 365.",
    ),
    # Values
    "fact.wrong-type": Message(
        "“{name}”应当是“{kind}”，这里是 {text}。",
        "“{name}” is a {kind}, not {text}.",
        "金额、数量、比率、数值写数字或带引号的数字，是否写 true 或 false，文本和日期写在引号里。",
        "Write numbers plain or in quotes, 是否 as true or false, texts and dates in quotes.",
    ),
    "fact.not-a-number": Message(
        "“{name}”的值“{text}”不是数字。",
        "The value “{text}” of “{name}” is not a number.",
        "只写数字，以元等基本单位计，不写逗号、单位和“万”，如 12000000.00。",
        "Write digits only, in the base unit, without commas, units or 万, such as 12000000.00.",
    ),
    "fact.exponent": Message(
        "“{name}”的值 {text} 是科学计数法，可能已经丢了数位。",
        "The value {text} of “{name}” is in exponent form and may have lost digits.",
        "写出全部数字；Excel 里先把这一列设为文本。",
        "Write all digits; in Excel, format the column as text first.",
    ),
    "fact.number-too-large": Message(
        "“{name}”超过 {limit} 位整数。",
        "“{name}” has more than {limit} digits before the point.",
        "检查单位：金额以元记。",
        "Check the unit: amounts are in 元.",
    ),
    "fact.too-many-decimals": Message(
        "“{name}”是“{kind}”，最多 {decimals} 位小数，这里是 {text}。",
        "“{name}” is a {kind} of at most {decimals} decimals, not {text}.",
        "由数据来源按规定位数给出；系统不替你四舍五入。",
        "Let the source give it with the right decimals; nothing is rounded silently.",
    ),
    "fact.not-allowed": Message(
        "“{name}”不能是 {text}，允许的取值是 {allowed}。",
        "“{name}” cannot be {text}; allowed is {allowed}.",
        "改正数值；不知道时删去这一项，系统会答“待补充”。",
        "Correct the value; if it is unknown leave it out, and the answer will be 待补充.",
    ),
    "fact.bad-date": Message(
        "“{name}”的值 {text} 不是日期。",
        "The value {text} of “{name}” is not a date.",
        "写成带引号的“2024-01-31”。",
        "Write it in quotes as “2024-01-31”.",
    ),
    "fact.no-such-day": Message(
        "“{name}”的值 {text} 不是真实存在的日期。",
        "“{name}” is {text}, a day that does not exist.",
        "检查月份和日。",
        "Check month and day.",
    ),
    "fact.unknown-concern-fact": Message(
        "公平竞争审查的表里，“{name}”不是已声明的事实。",
        "In the table of the fair-competition review, “{name}” is no declared fact.",
        "可以写的是：{known}；按年、按项记录的写成“组.事实”。",
        "What can stand here: {known}; for records write “group.fact”.",
    ),
    "fact.unknown-concern": Message(
        "公平竞争审查没有“{name}”这个事项。",
        "A fair-competition review knows no “{name}”.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "fact.empty-text": Message(
        "“{name}”是空的文字。",
        "“{name}” is an empty text.",
        "不知道时删去这一项。",
        "Leave it out if it is unknown.",
    ),
}
