"""What is said about a user's tables."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    # Files
    "table.unknown-format": Message(
        "认不出这种文件。",
        "Files of this kind are not known.",
        "可用的：{known}；旧的 .xls 在 Excel 里另存为 .xlsx。",
        "Known are {known}; save an old .xls as .xlsx in Excel.",
    ),
    "table.not-excel": Message(
        "不是 Excel 工作簿，或文件已损坏、已加密。",
        "Not an Excel workbook, or damaged, or encrypted.",
        "在 Excel 里打开，去掉密码，另存为 .xlsx。",
        "Open it in Excel, remove the password and save it as .xlsx.",
    ),
    "table.bad-parquet": Message(
        "不是 Parquet 文件，或文件已损坏：{reason}",
        "Not a Parquet file, or damaged: {reason}",
    ),
    "table.unknown-encoding": Message(
        "既不是 UTF-8 也不是 GB18030 编码。",
        "Neither UTF-8 nor GB18030.",
        "在 Excel 里另存为“CSV UTF-8（逗号分隔）”。",
        "Save it as “CSV UTF-8 (comma delimited)” in Excel.",
    ),
    "table.bad-csv": Message(
        "从这里起不是完好的 CSV：{reason}",
        "From here on this is no well-formed CSV: {reason}",
        "多半是引号没有成对；在 Excel 里打开检查这一行，再另存。",
        "A quotation mark is probably unpaired; look at the line in Excel and save it again.",
    ),
    "table.no-firms": Message(
        "没有企业表：哪张表里都没有“{name}”这一列。",
        "There is no table of firms: no table has the column “{name}”.",
        "一行一家企业，至少有“统一社会信用代码”和“名称”两列。",
        "One line for each firm, with the columns “统一社会信用代码” and “名称” at least.",
    ),
    "table.second-firms": Message(
        "“{name}”是第二张企业表（第一张是 {first}）。",
        "“{name}” is a second table of firms (the first is {first}).",
        "企业的事实放在一张表里；列表的表以列表命名，如“年度账”“知识产权”。",
        "Put the facts of firms into one table; name the table of a list after it, such as “年度账” or “知识产权”.",
    ),
    "table.second-list": Message(
        "“{name}”出现了两次（第一次是 {first}）。",
        "“{name}” is given twice (first as {first}).",
        "合并成一张表。",
        "Put both into one table.",
    ),
    "table.unknown-list": Message(
        "事实目录里没有列表“{name}”。",
        "The catalogue has no list “{name}”.",
        "是不是 {similar}？",
        "Did you mean {similar}?",
    ),
    # Headings
    "table.no-code-column": Message(
        "前 10 行里没有“{name}”这一列。",
        "The first 10 lines have no column “{name}”.",
        "表头写在第一行（上面可以有标题），每一行都写企业的代码；CSV 用逗号、制表符或分号分隔。",
        "Put headings in the first line (a title may stand above) and the code of the firm into every line; separate CSV by comma, tab or semicolon.",
    ),
    "table.no-name-column": Message(
        "企业表里没有“{name}”这一列。",
        "The table of firms has no column “{name}”.",
        "加一列“{name}”，写企业的全称。",
        "Add a column “{name}” with the full name of each firm.",
    ),
    "table.misspelt-column": Message(
        "事实目录里没有“{name}”。",
        "The catalogue has no fact “{name}”.",
        "是不是“{similar}”？不是事实的列删去，或用 --ignore {name} 略过。",
        "Did you mean “{similar}”? Remove a column that is no fact, or leave it out by --ignore {name}.",
    ),
    "table.unknown-column": Message(
        "事实目录里没有“{name}”。",
        "The catalogue has no fact “{name}”.",
        "事实的名称见 packs/facts.md；不是事实的列删去，或用 --ignore {name} 略过。",
        "See packs/facts.md for the names; remove a column that is no fact, or leave it out by --ignore {name}.",
    ),
    "table.column-elsewhere": Message(
        "“{name}”是列表“{table}”的事实，不是企业的。",
        "“{name}” is a fact of the list “{table}”, not of firms.",
        "放到名为“{table}”的工作表或文件里，每一行写企业的代码。",
        "Put it into a sheet or file named “{table}”, with the code of the firm in every line.",
    ),
    "table.column-of-firms": Message(
        "“{name}”是企业的事实，不是列表“{table}”的。",
        "“{name}” is a fact of firms, not of the list “{table}”.",
        "放到企业表里；这里的用 --ignore {name} 略过。",
        "Put it into the table of firms; leave it out here by --ignore {name}.",
    ),
    "table.duplicate-column": Message(
        "“{name}”有两列。",
        "There are two columns “{name}”.",
        "只留一列；系统不替你挑选。",
        "Keep one of them; none is chosen for you.",
    ),
    "table.other-unit": Message(
        "“{name}”写着以“{given}”计，应当以“{unit}”计。",
        "“{name}” says it is in “{given}”; it must be in “{unit}”.",
        "换算后再导入；系统不替你换算。",
        "Convert the numbers first; they are not converted for you.",
    ),
    # Lines
    "table.short-line": Message(
        "这一行只有 {given} 格，表头有 {wanted} 格。",
        "This line has {given} cells, the headings are {wanted}.",
        "补上缺少的分隔符；没有值的格子留空。",
        "Add the separators that lack; leave a cell without a value empty.",
    ),
    "table.no-heading": Message(
        "“{text}”所在的列没有表头。",
        "The column of “{text}” has no heading.",
        "补上表头，或删去这一格；值里有分隔符的要加引号。",
        "Give the column a heading or clear the cell; put a value with separators in quotes.",
    ),
    "table.code-missing": Message(
        "这一行没有统一社会信用代码。",
        "This line has no unified social credit code.",
        "每一行都要写；合并过的单元格先取消合并，再填满。",
        "Every line needs it; split merged cells and fill all of them.",
    ),
    "table.code-short": Message(
        "“{code}”只有 {length} 位数字，不是 18 位的统一社会信用代码。",
        "“{code}” has {length} digits; it is no unified social credit code of 18 characters.",
        "不要写注册号、组织机构代码或税号；15 位的旧号要换成 18 位的新代码。",
        "Write no registration, organisation or tax number; an old one of 15 digits has a new code of 18.",
    ),
    "table.duplicate-code": Message(
        "企业 {code} 在第 {first} 行已经有了。",
        "The firm {code} stands in line {first} already.",
        "一家企业一行；同一家的多条记录放到列表的表里。",
        "One line for each firm; put several records of one firm into the table of a list.",
    ),
    "table.name-missing": Message(
        "这家企业没有名称。",
        "This firm has no name.",
        "补上企业全称。",
        "Add its full name.",
    ),
    "table.unknown-firm": Message(
        "企业表里没有 {code}。",
        "The table of firms has no {code}.",
        "把这家企业加进企业表，或删去这一行；先核对代码。",
        "Add the firm to the table of firms or remove this line; compare the code first.",
    ),
    "table.empty-record": Message(
        "这一行只有企业的代码，没有任何事实。",
        "This line has the code of a firm and no fact.",
        "删去这一行；整张表已经查全、没有记录就是没有的，用 --complete 说明。",
        "Remove the line; say --complete if the table is complete, so that a firm without a record has none.",
    ),
    "table.year-missing": Message(
        "这一年的账没有写“{name}”。",
        "These accounts do not say their “{name}”.",
        "补上年份，如 2025。",
        "Add the year, such as 2025.",
    ),
    # Cells
    "table.bad-date": Message(
        "“{name}”的值 {text} 不是日期。",
        "The value {text} of “{name}” is not a date.",
        "写成 2024-01-31、2024/1/31 或 2024年1月31日，不带时刻。",
        "Write it as 2024-01-31 or 2024/1/31, without a time of day.",
    ),
    "table.not-a-number": Message(
        "“{name}”的值“{text}”不是数字。",
        "The value “{text}” of “{name}” is not a number.",
        "以元等基本单位写数字，如 12000000 或 12,000,000.00；不写单位和“万”。不知道时留空，不写“无”或“-”。",
        "Write a number in the base unit, such as 12000000 or 12,000,000.00, without units or 万; leave it empty if unknown.",
    ),
    "table.not-a-flag": Message(
        "“{name}”只能是“是”或“否”，这里是 {text}。",
        "“{name}” is yes or no, not {text}.",
        "写“是”或“否”（true、false 也可以）；不知道时留空。",
        "Write 是 or 否 (or true or false); leave it empty if unknown.",
    ),
    "table.error-value": Message(
        "这一格是 Excel 的错误值 {text}。",
        "This cell holds the error {text} of Excel.",
        "改正公式，或清空这一格。",
        "Mend the formula or clear the cell.",
    ),
    "table.formula-without-value": Message(
        "这一格是公式，文件里没有它的结果。",
        "This cell is a formula whose result is not in the file.",
        "在 Excel 里打开，保存后再导入；或把公式粘贴为数值。",
        "Open the file in Excel and save it, or paste the formula as a value.",
    ),
    "table.no-text": Message(
        "这一格的内容（{kind}）不能作为事实：{text}",
        "What this cell holds ({kind}) cannot be a fact: {text}",
        "日期不带时刻；列表放到另一张表里。",
        "A date has no time of day; a list goes into a table of its own.",
    ),
    "table.too-many-findings": Message(
        "问题已到 {limit} 处，其余的没有再查。",
        "There are {limit} findings; the rest was not looked at.",
        "先改正上面的，再导入一次。",
        "Mend these first, then import again.",
    ),
}
