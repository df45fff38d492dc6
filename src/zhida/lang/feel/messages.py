"""What the front end of FEEL says when a text is not an expression."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    # Limits
    "feel.too-long": Message(
        "表达式有 {length} 个字符，超过上限 {limit}。",
        "The expression has {length} characters; the limit is {limit}.",
        "拆成几个有名字的定义。",
        "Split it into named definitions.",
    ),
    "feel.too-deep": Message(
        "表达式的嵌套超过 {limit} 层。",
        "The expression is nested more than {limit} levels deep.",
        "拆成几个有名字的定义，或把一长串 or 写成 in (…)。",
        "Split it into named definitions, or write a long chain of or as in (…).",
    ),
    "feel.name-too-long": Message(
        "这个名称超过 {limit} 个词。",
        "This name has more than {limit} words.",
        "换一个短名称。",
        "Choose a shorter name.",
    ),
    # Characters and literals
    "feel.unknown-character": Message(
        "字符 {found} 在这里没有意义。",
        "The character {found} means nothing here.",
        "如果它是名称的一部分，请确认该名称已经定义。",
        "If it is part of a name, make sure that the name is defined.",
    ),
    "feel.foreign-operator": Message(
        "FEEL 不使用 {found}。",
        "FEEL does not use {found}.",
        "改用 {instead}。",
        "Write {instead} instead.",
    ),
    "feel.unterminated-string": Message(
        "文本没有结束的引号。",
        "The string has no closing quotation mark.",
        "在文本末尾加上引号；换行写作 \\n。",
        "Close it with a quotation mark; write a line break as \\n.",
    ),
    "feel.unterminated-comment": Message(
        "注释没有结束。", "The comment is not closed.", "在注释末尾加上 */。", "Close it with */."
    ),
    "feel.invalid-escape": Message(
        "{escape} 不是有效的转义。",
        "{escape} is not a valid escape.",
        "\\u 之后写四位、\\U 之后写六位十六进制数字；反斜杠本身写作 \\\\。",
        "Write four hexadecimal digits after \\u and six after \\U; a backslash itself is \\\\.",
    ),
    "feel.lone-surrogate": Message(
        "文本里有半个代理对，不是一个字符。",
        "The string holds half of a surrogate pair, which is no character.",
        "写出成对的 \\uD8xx\\uDCxx，或用 \\U 加六位数字。",
        "Write both halves, or \\U with six digits.",
    ),
    "feel.number-out-of-range": Message(
        "数字 {number} 超出 decimal128 的范围。",
        "The number {number} is outside the range of decimal128.",
    ),
    "feel.unknown-unit": Message(
        "数字 {number} 后面的 {unit} 不是可用的单位。",
        "{unit} after the number {number} is not a unit.",
        "政策文档中可用 万、亿、万亿、%、‰，紧跟数字书写，金额不写“元”；标准 FEEL 没有单位。",
        "Policy documents know 万, 亿, 万亿, % and ‰ right after the number, without 元; standard FEEL has no units.",
    ),
    # Order of tokens
    "feel.empty-expression": Message("这里没有表达式。", "There is no expression here."),
    "feel.unexpected-end": Message("表达式没有写完。", "The expression ends too early."),
    "feel.missing-token": Message(
        "表达式没有写完，还缺 {expected}。", "The expression ends where {expected} should stand."
    ),
    "feel.unexpected-token": Message("这里应该是 {expected}，不是 {found}。", "Expected {expected}, not {found}."),
    "feel.expected-expression": Message("{found} 之前缺一个值。", "A value is missing before {found}."),
    "feel.expected-name": Message("这里应该是一个名称，不是 {found}。", "Expected a name, not {found}."),
    "feel.reserved-word": Message(
        "{found} 是保留字，不能用在这里。",
        "{found} is a reserved word and cannot stand here.",
        "如果前面的表达式没有写完，请补全。",
        "Perhaps the expression before it is incomplete.",
    ),
    "feel.missing-operator": Message(
        "{found} 之前缺一个运算符。",
        "An operator is missing before {found}.",
        "例如 +、and、= 或逗号。",
        "For example +, and, = or a comma.",
    ),
    "feel.extra-text": Message(
        "表达式到此已经结束，{found} 是多余的。",
        "The expression is complete before {found}.",
        "对同一个值的几个条件写成区间 (5..10)，或写出 ? > 5 and ? < 10。",
        "Write several conditions on one value as a range (5..10), or as ? > 5 and ? < 10.",
    ),
    # Brackets
    "feel.unclosed-bracket": Message(
        "第 {line} 行第 {column} 列的 {opening} 要用 {expected} 结束。",
        "Expected {expected} to close the {opening} at line {line}, column {column}.",
        "在这里加上 {expected}，或在它之前补上运算符或逗号。",
        "Write {expected} here, or an operator or a comma before.",
    ),
    "feel.unopened-bracket": Message("{found} 没有对应的开括号。", "No bracket is open that {found} could close."),
    # Constructions
    "feel.chained-comparison": Message(
        "比较不能连写，第二个 {operator} 没有意义。",
        "Comparisons cannot be chained; the second {operator} means nothing.",
        "写成 a < b and b < c，或 b in (a..c)。",
        "Write a < b and b < c, or b in (a..c).",
    ),
    "feel.misplaced-comparison": Message(
        "{found} 左边没有值；这样的比较只能独自作为一个条件。",
        "{found} has no left side; such a comparison is a test of its own.",
        "并列的条件写成区间 (5..10)，或写出 ? > 5 and ? < 10。",
        "Write a range (5..10), or ? > 5 and ? < 10.",
    ),
    "feel.bare-range": Message(
        "区间要写在括号里。", "A range needs brackets.", "例如 [1..5] 或 (1..5)。", "For example [1..5] or (1..5)."
    ),
    "feel.mixed-arguments": Message(
        "同一次调用不能既按位置又按名称给参数。",
        "One invocation cannot have both positional and named arguments.",
        "全部写名称，或全部不写。",
        "Name all of them, or none.",
    ),
}
