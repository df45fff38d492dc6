"""What is said about the layout of clauses, tables and worked examples."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    # Notation
    "pack.thousands-separator": Message(
        "“{text}”会被读成几个数：数字里不能写逗号。",
        "“{text}” would be read as several numbers: digits are not grouped by commas.",
        "写成 {written}；确实是几个值时，逗号后空一格。",
        "Write {written}; if several values are meant, leave a blank after each comma.",
    ),
    "pack.dashed-range": Message(
        "“{text}”不是区间的写法，“-”会被读成减法。",
        "“{text}” is not how a range is written; “-” would be read as a subtraction.",
        "区间写成 {written}：方括号含端点，圆括号不含。",
        "Write the range as {written}: square brackets include the end, round ones do not.",
    ),
    "pack.bounds-with-comma": Message(
        "“{text}”里的逗号是“或”：任何数都满足。",
        "The comma in “{text}” means “or”: every number satisfies it.",
        "两头都要满足时写成区间 {written}。",
        "If both must hold, write the range {written}.",
    ),
    "pack.bounds-in-words": Message(
        "“{text}”里的两个条件要写成一个区间。",
        "The two conditions of “{text}” are written as one range.",
        "写成 {written}：方括号含端点，圆括号不含。",
        "Write {written}: square brackets include the end, round ones do not.",
    ),
    "pack.bare-date": Message(
        "“{text}”不会被读成日期。",
        "“{text}” would not be read as a date.",
        "写成 {written}。",
        "Write {written}.",
    ),
    "pack.comparison-in-words": Message(
        "“{text}”要写成符号。",
        "“{text}” must be written with a sign.",
        "写成 {written}；条文写明不含本数的，不带等号。",
        "Write {written}; without the equals sign if the article excludes the bound itself.",
    ),
    "pack.amount-notation": Message(
        "“{text}”的写法不对：数字和单位之间没有空格，金额不写“元”。",
        "“{text}” is not how amounts are written: no blank before the unit, and no “元”.",
        "写成 {written}。",
        "Write {written}.",
    ),
    "pack.spreadsheet-truth": Message(
        "“{text}”是表格软件的写法。",
        "“{text}” is how spreadsheets write it.",
        "写成小写的 {written}，或“是”“否”。",
        "Write {written} in small letters, or 是 and 否.",
    ),
    "pack.spreadsheet-formula": Message(
        "“{text}”是表格软件的函数。",
        "“{text}” is a function of spreadsheets.",
        "写成 {written}。",
        "Write {written}.",
    ),
    # Clauses
    "pack.clause-without-id": Message(
        "条款“{title}”没有标识。",
        "The clause “{title}” has no id.",
        "在标题末尾写上标识，如 {{#rd-award}}。",
        "Put an id at the end of the heading, such as {{#rd-award}}.",
    ),
    "pack.bad-clause-id": Message(
        "{id} 不能作条款标识。",
        "{id} cannot be the id of a clause.",
        "标识写成 {{#rd-award}}：# 号后只用拉丁字母、数字和连字符。",
        "Write it as {{#rd-award}}: only Latin letters, digits and hyphens after the #.",
    ),
    "pack.duplicate-clause": Message(
        "条款标识 {id} 已经在第 {line} 行用过（{other}）。",
        "The clause id {id} is already used in line {line} ({other}).",
        "给其中一个条款换一个标识；只差大小写也算相同。",
        "Give one of the two clauses another id; upper and lower case are the same.",
    ),
    "pack.block-not-closed": Message(
        "从这里开始的块一直没有结束，后面的内容都会丢失。",
        "The block that begins here never ends, and everything after it would be lost.",
        "补上结束的 ``` 或 -->。",
        "Close it with ``` or -->.",
    ),
    "pack.table-outside-clause": Message(
        "这张表不属于任何条款。",
        "This table belongs to no clause.",
        "把它放到一个二级标题（## 第三条 … {{#标识}}）之下。",
        "Put it below a level-2 heading (## 第三条 … {{#id}}).",
    ),
    "pack.block-outside-clause": Message(
        "这个代码块不属于任何条款。",
        "This block belongs to no clause.",
        "把它放到一个二级标题（## 第三条 … {{#标识}}）之下。",
        "Put it below a level-2 heading (## 第三条 … {{#id}}).",
    ),
    "pack.not-a-clause": Message(
        "这一行不是条款的标题，下面的规则会算到上一条里。",
        "This line does not open a clause; the rules below it would belong to the clause above.",
        "条款的标题以两个半角 # 和一个空格开头：## 第三条 研发投入奖励 {{#rd-award}}。",
        "The heading of a clause begins with two plain # and a blank: ## 第三条 研发投入奖励 {{#rd-award}}.",
    ),
    "pack.wrong-dashes": Message(
        "表头下面这一行不是分隔行，下面的表没有读成规则。",
        "This line below a heading does not separate it from rows; the table was not read as a rule.",
        "每格写三个以上的半角减号，竖线用半角：{written}。",
        "Write three or more plain hyphens in each cell, between plain bars: {written}.",
    ),
    "pack.row-outside-table": Message(
        "这一行以 | 开头，却不在任何表里。",
        "This line begins with | but stands in no table.",
        "去掉它与表之间的空行、行首的缩进和列表符号；新表要在表头下写一行 |---|。",
        "Remove the empty line above it, and indentation or a list mark before it; a new table needs a line of |---| below its header.",
    ),
    "pack.not-a-definition": Message(
        "这一行不是定义。",
        "This line is not a definition.",
        "写成“名称 = 表达式”；续行以空格开头。",
        "Write “name = expression”; begin a continued line with a blank.",
    ),
    "pack.bad-name": Message(
        "“{name}”不能作名称。",
        "“{name}” cannot be a name.",
        "名称不能为空、不能以数字开头、不能含标点，也不能是 FEEL 的关键字。",
        "A name is not empty, does not begin with a digit, has no punctuation and is no keyword of FEEL.",
    ),
    # Attributes
    "pack.unknown-key": Message(
        "没有名为 {key} 的键。",
        "There is no key named {key}.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "pack.key-wants-text": Message(
        "{key} 应当是一段文字。",
        "{key} must be a text.",
        "写成“{key}: 文字”。",
        "Write “{key}: text”.",
    ),
    "pack.not-true-or-false": Message(
        "{key} 只能是 true 或 false，这里是“{text}”。",
        "{key} must be true or false, not “{text}”.",
        "写 true 或 false。",
        "Write true or false.",
    ),
    "pack.unknown-kind": Message(
        "没有“{kind}”这种条款。",
        "There is no kind of clause “{kind}”.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "pack.values-not-a-mapping": Message(
        "values 应当按结果列出取值。",
        "values must list the values of a result by its name.",
        '写成“values: {{档次: \'"一档","二档"\'}}”，最好的在前。',
        'Write “values: {{档次: \'"一档","二档"\'}}”, the best first.',
    ),
    # Tables
    "pack.unknown-hit-policy": Message(
        "“{text}”不是命中策略。",
        "“{text}” is not a hit policy.",
        "表头第一格写其中之一：{known}。",
        "The first header cell is one of {known}.",
    ),
    "pack.result-column-missing": Message(
        "这张表没有结果列。",
        "This table has no column of results.",
        "给结果列的表头加上 →，如“→ 奖励金额”。",
        "Mark the heading of the result with →, such as “→ 奖励金额”.",
    ),
    "pack.empty-heading": Message(
        "有一列没有表头。",
        "A column has no heading.",
        "写上条件表达式、“→ 名称”、“依据”或“说明”。",
        "Write a condition, “→ name”, “依据” or “说明”.",
    ),
    "pack.duplicate-column": Message(
        "“{name}”这一列出现了两次。",
        "The column “{name}” stands twice.",
        "只留一列。",
        "Keep one of them.",
    ),
    "pack.ragged-row": Message(
        "这一行有 {given} 格，表头有 {wanted} 格。",
        "This row has {given} cells, the header {wanted}.",
        "补上或去掉 |；单元格里的 | 写成 \\|。",
        "Add or remove a |; write a | inside a cell as \\|.",
    ),
    "pack.row-number": Message(
        "这一行的编号应当是 {number}，这里是“{text}”。",
        "This row must be numbered {number}, not “{text}”.",
        "从 1 起依次编号。",
        "Number the rows from 1.",
    ),
    "pack.empty-result": Message(
        "第 {row} 行没有写“{name}”的结果。",
        "Row {row} has no result for “{name}”.",
        "写上结果；确实没有时写 null。",
        "Write the result, or null if there is none.",
    ),
    "pack.row-without-article": Message(
        "第 {row} 行没有写依据，将引用条款本身。",
        "Row {row} names no article; the clause itself will be cited.",
        "加一列“依据”，写明出自第几条。",
        "Add a column “依据” with the article.",
    ),
    "pack.case-without-name": Message(
        "这个算例没有名称。",
        "This worked example has no name.",
        "在第一格写上名称。",
        "Write a name in the first cell.",
    ),
    "pack.duplicate-case": Message(
        "这个条款已有名为“{name}”的算例。",
        "The clause already has a worked example named “{name}”.",
        "换一个名称。",
        "Choose another name.",
    ),
}
