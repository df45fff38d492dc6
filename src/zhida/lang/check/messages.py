"""The words of the table checks, in both languages."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "check.overlap": Message(
        "决策表“{table}”的第{row}行和第{other}行会同时命中，例如 {witness}。",
        "Rows {row} and {other} of the table “{table}” match together, for example for {witness}.",
        "命中策略 U 只许一行命中：收窄其中一行的条件（重叠范围：{region}），或改用 F、P 等策略。",
        "Hit policy UNIQUE wants one row: narrow one of them (both match for {region}), or use FIRST or PRIORITY.",
    ),
    "check.possible-overlap": Message(
        "决策表“{table}”的第{row}行和第{other}行可能同时命中，例如 {witness}；这些列取自相同的事实，能否同时成立未能判定。",
        "Rows {row} and {other} of the table “{table}” may match together, for example for {witness}; these columns rest "
        "on common facts, so it is not known whether such values occur.",
        "如果不可能同时成立，可改为对同一个表达式设条件，以便检查。",
        "If they cannot go together, test one expression in both columns, so that it can be checked.",
    ),
    "check.overlap-on-null": Message(
        "决策表“{table}”的第{row}行和第{other}行在有空值时会同时命中，例如 {witness}。",
        "Rows {row} and {other} of the table “{table}” match together where a value is null, for example for {witness}.",
        "not(…) 对空值也成立：为其中一行加上 != null。",
        "not(…) holds for null, too: exclude null in one of the rows.",
    ),
    "check.conflict": Message(
        "决策表“{table}”的第{row}行和第{other}行同时命中而结果不同，例如 {witness}。",
        "Rows {row} and {other} of the table “{table}” match together with different results, for example for {witness}.",
        "命中策略 A 要求同时命中的行结果相同（重叠范围：{region}）。",
        "Hit policy ANY wants equal results wherever rows match together (both match for {region}).",
    ),
    "check.possible-conflict": Message(
        "决策表“{table}”的第{row}行和第{other}行可能同时命中而结果不同，例如 {witness}。",
        "Rows {row} and {other} of the table “{table}” may match together with different results, for example for {witness}.",
        "命中策略 A 要求同时命中的行结果相同。",
        "Hit policy ANY wants equal results wherever rows match together.",
    ),
    "check.hole": Message(
        "决策表“{table}”的行与行之间没有一行覆盖：{region}，例如 {witness}。",
        "Between the rows of the table “{table}” none matches for {region}, for example for {witness}.",
        "两边都有行、中间缺一段，多半是漏了：请补一行，或移动相邻一行的界限。",
        "Rows match on both sides, so one was probably forgotten: add it, or move the end of its neighbour.",
    ),
    "check.possible-hole": Message(
        "决策表“{table}”的行与行之间可能没有一行覆盖：{region}，例如 {witness}；这些列取自相同的事实，是否出现未能判定。",
        "Between the rows of the table “{table}” perhaps none matches for {region}, for example for {witness}; these "
        "columns rest on common facts, so it is not known whether such values occur.",
        "两边都有行、中间缺一段，多半是漏了：请补一行，或移动相邻一行的界限。",
        "Rows match on both sides, so one was probably forgotten: add it, or move the end of its neighbour.",
    ),
    "check.gap": Message(
        "决策表“{table}”没有一行覆盖：{region}，例如 {witness}。",
        "No row of the table “{table}” matches for {region}, for example for {witness}.",
        "没有命中时结果为空（不符合）；若非本意，请补一行或设默认值。",
        "With no row the result is null (not entitled); if that is not meant, add a row or a default.",
    ),
    "check.possible-gap": Message(
        "决策表“{table}”可能没有一行覆盖：{region}，例如 {witness}；这些列取自相同的事实，是否出现未能判定。",
        "Perhaps no row of the table “{table}” matches for {region}, for example for {witness}; these columns rest on "
        "common facts, so it is not known whether such values occur.",
    ),
    "check.impossible-row": Message(
        "决策表“{table}”的第{row}行永远不会命中：“{column}”的条件没有任何值能满足。",
        "Row {row} of the table “{table}” can never match: no value passes its test of “{column}”.",
        "检查该列的条件是否自相矛盾，或超出取值范围。",
        "See whether the test contradicts itself or lies outside the allowed values.",
    ),
    "check.unreachable-row": Message(
        "决策表“{table}”的第{row}行永远轮不到：它命中的情形都已由第 {others} 行决定，例如 {witness}。",
        "Row {row} of the table “{table}” is never reached: rows {others} decide wherever it matches, for example for {witness}.",
        "把更窄的条件放在前面，或删去该行。",
        "Put the narrower row first, or remove this one.",
    ),
    "check.only-null": Message(
        "决策表“{table}”的第{row}行只有空值才轮得到：其余情形都已由第 {others} 行决定，例如 {witness}。",
        "Row {row} of the table “{table}” is reached by null alone: rows {others} decide all else, for example {witness}.",
    ),
    "check.redundant-row": Message(
        "决策表“{table}”的第{row}行是多余的：第 {others} 行在相同情形给出相同结果，例如 {witness}。",
        "Row {row} of the table “{table}” is redundant: rows {others} give the same, for example for {witness}.",
        "删去该行，结果不变。",
        "Remove it, and nothing changes.",
    ),
    "check.mergeable-rows": Message(
        "决策表“{table}”的第{row}行和第{other}行结果相同，可合并为一行：{region}（例如 {witness}）。",
        "Rows {row} and {other} of the table “{table}” have one result and can become one row: {region} (for example {witness}).",
    ),
    "check.opaque-cell": Message(
        "决策表“{table}”第{row}行“{column}”的条件 {cell} 涉及本列以外的值，未参与重叠和缺口检查。",
        "The test {cell} of “{column}” in row {row} of the table “{table}” reads more than its column; "
        "overlaps and gaps were not checked with it.",
    ),
    "check.undecided": Message(
        "决策表“{table}”过于复杂，一项检查（{question}）没有做完。",
        "The table “{table}” is too intricate: one check ({question}) was not finished.",
        "拆成几张小表，检查就能做完。",
        "Split it into smaller tables to have it checked.",
    ),
}
