"""What is said about rules of allocation as they are written."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "allocation.not-a-list": Message(
        "allocation 应当是一列规则。",
        "allocation must be a list of rules.",
        "每条规则以“- ”开头，如“- places: 50”“- budget: 1000万”。",
        "Begin each rule with “- ”, such as “- places: 50” or “- budget: 1000万”.",
    ),
    "allocation.which-rule": Message(
        "这里看不出是名额还是预算。",
        "This says neither places nor a budget.",
        "每条规则写一种，可以写的是：{known}。",
        "Each rule has exactly one of these keys: {known}.",
    ),
    "allocation.rule-twice": Message(
        "一个条款里写了两条 {kind}。",
        "The clause has two rules {kind}.",
        "合成一条。",
        "Make one of them.",
    ),
    "allocation.bad-places": Message(
        "“{text}”不是名额。",
        "“{text}” is not a number of places.",
        "写大于 0 的整数，如 50；以后公布的写 announced。",
        "Write a whole number above 0, such as 50, or announced if it is announced later.",
    ),
    "allocation.bad-budget-written": Message(
        "“{text}”不是预算。",
        "“{text}” is not a budget.",
        "写到分为止的金额，如 1000万、1.2亿；以后公布的写 announced。",
        "Write an amount exact to the cent, such as 1000万 or 1.2亿, or announced if it is announced later.",
    ),
    "allocation.unknown-choice": Message(
        "{key} 不能是“{text}”。",
        "{key} cannot be “{text}”.",
        "可以写的是：{known}。",
        "It can be: {known}.",
    ),
    "allocation.rounding-without-cut": Message(
        "没有写超出预算时同比例折减，舍入规则没有用处。",
        "There is nothing to round: the rule does not say that amounts are cut in proportion.",
        "写上 exceeded: in-proportion，或删去 rounding。",
        "Write exceeded: in-proportion, or leave rounding out.",
    ),
    "allocation.no-award": Message(
        "“{clause}”不是本文件的奖补条款，没有可分配的金额。",
        "“{clause}” is no clause of this document with an award; there is nothing to allocate.",
        "名额写在奖补条款里；预算的 of 写奖补条款的标识：{known}。",
        "Places stand in a clause with an award; of a budget name such clauses: {known}.",
    ),
    "allocation.interval": Message(
        "“{clause}”的金额是区间，核定之前不能分配。",
        "The amount of “{clause}” is an interval; nobody can allocate it before it is decided.",
        "让 result 只写一个结果，或删去 allocation。",
        "Let result be one definition, or leave allocation out.",
    ),
    "allocation.two-budgets": Message(
        "“{clause}”已经由“{other}”的预算约束。",
        "“{clause}” is subject to the budget of “{other}” already.",
        "一个条款只从一个预算里支付；合成一条，用 of 列出共用的条款。",
        "An award is paid out of one budget; write one, and list under of the clauses that share it.",
    ),
    "allocation.criterion-not-a-number": Message(
        "排名依据“{text}”的类型是 {type}，不是数。",
        "Firms are ranked by “{text}”, which has the type {type}; it must be a number.",
        "写一个数或算式，大的在前；要小的在前，写负号。",
        "Write a number or an expression; the greatest comes first, so write a minus for the smallest.",
    ),
    "allocation.group-not-plain": Message(
        "分组“{text}”的类型是 {type}，不能用来分组。",
        "Firms cannot be grouped by “{text}”, which has the type {type}.",
        "写文本、是否或数。",
        "Write a text, a boolean or a number.",
    ),
}
