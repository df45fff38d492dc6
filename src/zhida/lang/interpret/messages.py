"""Texts of this room's diagnostics."""

from __future__ import annotations

from types import MappingProxyType

from zhida.lang.base.messages import Message, Messages

_LIMITS: Messages = {
    "interpret.too-many-steps": Message(
        "计算步数超过上限 {limit}，已停止。",
        "The evaluation takes more than {limit} steps and was ended.",
        "缩小遍历的范围或列表。",
        "Iterate over a smaller range or list.",
    ),
    "interpret.too-deep": Message(
        "函数嵌套调用超过 {limit} 层，已停止。",
        "Functions call one another more than {limit} deep; the evaluation was ended.",
        "检查递归是否有终止条件。",
        "See that the recursion comes to an end.",
    ),
    "interpret.nested-too-deep": Message(
        "表达式嵌套过深，已停止。",
        "The expression is nested too deep; the evaluation was ended.",
        "把它拆成几个有名称的定义。",
        "Split it into several named definitions.",
    ),
    "interpret.text-too-long": Message(
        "文本超过 {limit} 个字符，已停止。", "A text grows beyond {limit} characters; the evaluation was ended."
    ),
    "interpret.value-too-large": Message(
        "一个值含有超过 {limit} 项，已停止。", "A value holds more than {limit} items; the evaluation was ended."
    ),
    "interpret.pattern-too-costly": Message(
        "正则表达式的计算量超过上限 {limit}。",
        "The regular expression costs more than the limit of {limit}.",
        "避免嵌套的重复。",
        "Avoid repetitions inside repetitions.",
    ),
    "interpret.unknown-definition": Message("没有定义“{key}”。", "There is no definition “{key}”."),
}

_OPERANDS: Messages = {
    "interpret.wrong-operands": Message(
        "“{operator}”不能用于 {left} 和 {right}，结果为 null。",
        "“{operator}” does not apply to {left} and {right}; the result is null.",
    ),
    "interpret.wrong-operand": Message(
        "“{operator}”不能用于 {operand}，结果为 null。", "“{operator}” does not apply to {operand}; the result is null."
    ),
    "interpret.incomparable": Message(
        "{left} 与 {right} 不能比较，结果为 null。", "{left} and {right} cannot be compared; the result is null."
    ),
    "interpret.division-by-zero": Message("除数为零，结果为 null。", "Division by zero; the result is null."),
    "interpret.undefined-number": Message(
        "该运算没有数值结果，为 null。", "The operation has no number as its result; it is null."
    ),
    "interpret.number-too-large": Message(
        "结果超出数值范围（34 位有效数字），为 null。", "The result lies beyond the numbers of 34 digits; it is null."
    ),
    "interpret.not-a-number": Message("需要数值，却是 {kind}。", "A number is wanted, not {kind}."),
    "interpret.duration-too-long": Message("时长过长，结果为 null。", "The duration is too long; the result is null."),
    "interpret.date-out-of-range": Message(
        "日期超出日历范围，结果为 null。", "The date lies beyond the calendar; the result is null."
    ),
    "interpret.one-zone": Message(
        "只有一个值带时区，不能相减。", "Only one of the values has a time zone; they cannot be subtracted."
    ),
    "interpret.no-field": Message("{kind} 没有“{name}”，结果为 null。", "{kind} has no “{name}”; the result is null."),
    "interpret.wrong-ends": Message(
        "区间两端须为同类的可比较值，却是 {kinds}。",
        "The ends of a range are values of one kind that can be compared, not {kinds}.",
    ),
    "interpret.not-a-condition": Message(
        "需要条件（是或否），却是 {kind}，视为不成立。", "A condition is wanted, not {kind}; it does not hold."
    ),
    "interpret.name-given-twice": Message(
        "同一名称给出了两次，结果为 null。", "A name is given twice; the result is null."
    ),
    "interpret.nothing-to-iterate": Message("null 不能遍历。", "There is nothing to run over in null."),
    "interpret.not-countable": Message(
        "只能在整数或日期之间遍历，不能从 {low} 到 {high}。",
        "Only whole numbers and dates can be counted, not {low} to {high}.",
    ),
    "interpret.endless-range": Message("无界区间不能遍历。", "A range without an end cannot be run over."),
    "interpret.backward-range": Message(
        "区间的起点大于终点，不能遍历。", "The range ends before it starts and cannot be run over."
    ),
}

_CALLS: Messages = {
    "interpret.not-a-function": Message(
        "{kind} 不是函数，不能调用。", "{kind} is not a function and cannot be called."
    ),
    "interpret.wrong-count": Message(
        "需要 {expected} 个参数，给出了 {given} 个。", "{expected} arguments are wanted, {given} are given."
    ),
    "interpret.wrong-names": Message(
        "“{function}”的参数名不符：{names}。", "The argument names do not fit “{function}”: {names}."
    ),
    "interpret.wrong-argument": Message(
        "参数“{name}”需要 {type}，却是 {kind}。", "The argument “{name}” is to be {type}, not {kind}."
    ),
    "interpret.wrong-arguments": Message(
        "“{name}”不接受这些参数：{kinds}。", "“{name}” does not take these arguments: {kinds}."
    ),
    "interpret.null-argument": Message("参数为 null，结果为 null。", "An argument is null, and so is the result."),
    "interpret.no-answer": Message(
        "函数须回答是或否，却是 {kind}。", "The function is to answer true or false, not {kind}."
    ),
    "interpret.no-clock": Message("没有给出当前时间，结果为 null。", "No present time is given; the result is null."),
    "interpret.wrong-type": Message(
        "需要 {type}，却是 {kind}，结果为 null。", "{type} is wanted, not {kind}; the result is null."
    ),
    "interpret.not-allowed": Message(
        "{value} 不在允许的取值之内，结果为 null。", "{value} is not an allowed value; the result is null."
    ),
}

_BUILTINS: Messages = {
    "interpret.empty-list": Message("列表为空，结果为 null。", "The list is empty; the result is null."),
    "interpret.sample-too-small": Message("至少需要两个数。", "Two numbers at least are wanted."),
    "interpret.position-out-of-range": Message(
        "没有第 {position} 位（共 {length} 位）。", "There is no position {position} among {length}."
    ),
    "interpret.length-out-of-range": Message("长度 {length} 不合适。", "The length {length} does not fit."),
    "interpret.scale-out-of-range": Message(
        "小数位数须在 {least} 到 {greatest} 之间。", "The scale lies between {least} and {greatest}."
    ),
    "interpret.unreadable-text": Message("“{text}”不是 {kind}。", "“{text}” is not a {kind}."),
    "interpret.no-such-date": Message("没有这样的日期或时间。", "There is no such date or time."),
    "interpret.wrong-separators": Message(
        "分隔符须为空格、逗号或句点，且两者不同。", "Separators are a space, a comma or a period, and differ."
    ),
    "interpret.null-key": Message("键为 null。", "A key is null."),
    "interpret.null-item": Message("列表中有 null。", "The list holds null."),
    "interpret.wrong-pattern": Message(
        "正则表达式“{pattern}”第 {position} 个字符处有误。",
        "The regular expression “{pattern}” is wrong at character {position}.",
    ),
    "interpret.wrong-flags": Message(
        "正则表达式没有标志“{flags}”。",
        "There are no flags “{flags}”.",
        "可用：s m i x q。",
        "There are s, m, i, x and q.",
    ),
    "interpret.wrong-replacement": Message(
        "替换文本“{replacement}”有误。",
        "The replacement “{replacement}” is wrong.",
        "$ 后须为组号；\\ 后只能是 $ 或 \\。",
        "A group number follows $; only $ or \\ follows \\.",
    ),
    "interpret.empty-match": Message(
        "该正则表达式能匹配空文本，不能用来替换或分割。", "The regular expression matches the empty text."
    ),
}

_TABLES: Messages = {
    "interpret.not-unique": Message(
        "唯一命中（U）的决策表有多行命中：{rules}。",
        "Several rules of a table with the hit policy UNIQUE match: {rules}.",
    ),
    "interpret.not-the-same": Message(
        "任意命中（A）的决策表命中行的结果不同：{rules}。",
        "Rules of a table with the hit policy ANY match with different results: {rules}.",
    ),
}

MESSAGES: Messages = MappingProxyType({**_LIMITS, **_OPERANDS, **_CALLS, **_BUILTINS, **_TABLES})
"""Texts of every diagnostic of this room."""
