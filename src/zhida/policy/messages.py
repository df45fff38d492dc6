"""What the policy floor says: everything about documents, facts, firms and packs."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages
from zhida.policy.allocation.messages import MESSAGES as ALLOCATION
from zhida.policy.clause.messages import MESSAGES as CLAUSE
from zhida.policy.distance.messages import MESSAGES as DISTANCE
from zhida.policy.document.messages import MESSAGES as DOCUMENT
from zhida.policy.exchange.messages import MESSAGES as EXCHANGE
from zhida.policy.fact_messages import MESSAGES as FACTS
from zhida.policy.fair_competition.messages import MESSAGES as FAIR_COMPETITION
from zhida.policy.firm_messages import MESSAGES as FIRM
from zhida.policy.formatting.messages import MESSAGES as FORMATTING
from zhida.policy.ladder.messages import MESSAGES as LADDER
from zhida.policy.stacking.messages import MESSAGES as STACKING
from zhida.policy.template.messages import MESSAGES as TEMPLATE
from zhida.policy.workbook.messages import MESSAGES as WORKBOOK

_PACK: Messages = {
    # Front matter
    "pack.front-matter-missing": Message(
        "文件没有以 --- 开头的头部。",
        "The file has no front matter between lines of ---.",
        "第一行写 ---，接着写 title、number、issuer、zone、in-force、verified，再以 --- 结束。",
        "Begin with ---, then title, number, issuer, zone, in-force and verified, and end with ---.",
    ),
    "pack.key-missing": Message(
        "头部没有 {key}。",
        "The front matter lacks {key}.",
        "补上这一行。",
        "Add it.",
    ),
    "pack.key-wants-list": Message(
        "{key} 应当是一个列表。",
        "{key} must be a list.",
        "写成 [甲, 乙]。",
        "Write [one, other].",
    ),
    "pack.unknown-layer": Message(
        "“{layer}”不是“1+5+N”的层次。",
        "“{layer}” is no layer of the “1+5+N” system.",
        "写 1、5 或 N；国家文件不写。",
        "Write 1, 5 or N; leave it out for national documents.",
    ),
    "pack.bad-amount": Message(
        "“{text}”不是金额。",
        "“{text}” is not an amount.",
        "写成 1亿、500万 或 5000000。",
        "Write 1亿, 500万 or 5000000.",
    ),
    "pack.bad-period": Message(
        "“{text}”不是有效期。",
        "“{text}” is not a period in force.",
        "写成 2024-01-01..2026-12-31；一端可以不写，如 2024-01-01..；两端都不知道的，写 ..9999-12-31。",
        "Write 2024-01-01..2026-12-31; one end may be left out, as in 2024-01-01..; where neither is known, ..9999-12-31.",
    ),
    "pack.bad-date": Message(
        "“{text}”不是日期。",
        "“{text}” is not a date.",
        "写成 2024-01-31。",
        "Write 2024-01-31.",
    ),
    "pack.no-such-day": Message(
        "“{text}”这一天不存在。",
        "“{text}” is a day that does not exist.",
        "检查月份和日。",
        "Check month and day.",
    ),
    "pack.reversed-dates": Message(
        "有效期从 {start} 到 {end}，首尾颠倒。",
        "The period in force runs backwards, from {start} to {end}.",
        "把两个日期对调。",
        "Swap the two dates.",
    ),
    "pack.uses-not-a-mapping": Message(
        "uses 应当写明名称和政策包。",
        "uses must give names to packs.",
        "写成“划型: 全国/中小企业划型”。",
        "Write “划型: 全国/中小企业划型”.",
    ),
    "pack.bad-pack-key": Message(
        "“{text}”不是政策包。",
        "“{text}” is not a pack.",
        "写成 区域/政策，如 全国/中小企业划型。",
        "Write zone/policy, such as 全国/中小企业划型.",
    ),
    # Names
    "pack.duplicate-definition": Message(
        "这个条款里“{name}”已在第 {line} 行定义过。",
        "“{name}” is already defined in this clause, in line {line}.",
        "换一个名称，或把两张表合成一张。",
        "Choose another name, or make one table of the two.",
    ),
    "pack.definition-hides-fact": Message(
        "“{name}”与事实同名。",
        "“{name}” has the name of a fact.",
        "换一个名称，免得分不清说的是哪一个。",
        "Choose another name, so that readers know which is meant.",
    ),
    "pack.definition-hides-pack": Message(
        "“{name}”与 uses 里的政策包同名。",
        "“{name}” has the name of a pack in uses.",
        "换一个名称。",
        "Choose another name.",
    ),
    "pack.too-many-definitions": Message(
        "定义超过 {limit} 个。",
        "There are more than {limit} definitions.",
        "把文件拆成几个政策包。",
        "Split it into several packs.",
    ),
    # Packs in use
    "pack.unknown-use": Message(
        "没有政策包“{key}”。",
        "There is no pack “{key}”.",
        "可以用的是：{known}。",
        "Packs there are: {known}.",
    ),
    "pack.circular-use": Message(
        "政策包互相引用，成了循环：{circle}。",
        "The packs use one another in a circle: {circle}.",
        "把共用的定义放进第三个政策包。",
        "Put what they share into a third pack.",
    ),
    "pack.keys-alike": Message(
        "政策包 {key} 与 {other} 只差大小写。",
        "The packs {key} and {other} differ by case alone.",
        "给其中一个文件夹换一个名称：结果的列不分大小写。",
        "Give one of the two folders another name: columns of results are the same in upper and lower case.",
    ),
    # Answers and worked examples
    "pack.unknown-result": Message(
        "这个条款没有定义“{name}”。",
        "This clause does not define “{name}”.",
        "result 写这个条款的定义之一：{known}。",
        "Let result be one of its definitions: {known}.",
    ),
    "pack.bad-interval": Message(
        "区间“{text}”不是两个结果。",
        "The interval “{text}” is not two results.",
        "写成 result: [最少, 最多]，两个都是这个条款的定义。",
        "Write result: [least, most], both definitions of this clause.",
    ),
    "pack.interval-not-of-amounts": Message(
        "条款“{title}”的区间“{least}”至“{most}”不是两个金额。",
        "The interval of the clause “{title}”, “{least}” to “{most}”, is not two amounts.",
        "只有奖补和减免可以是区间，两端都得是数。",
        "Only an award or a relief can be an interval, and both its ends have to be numbers.",
    ),
    "pack.kind-unclear": Message(
        "“{name}”的类型是 {type}，看不出条款“{title}”答的是什么。",
        "“{name}” has the type {type}, which does not tell what the clause “{title}” answers.",
        "在 yaml 块里写明 kind；结果应当是数、是否或文字。",
        "Say kind in a yaml block; a result is a number, a yes or no, or a text.",
    ),
    "pack.kind-differs": Message(
        "条款“{title}”的 kind 与结果“{name}”的类型 {type} 不一致。",
        "The kind of the clause “{title}” does not go with the type {type} of its result “{name}”.",
        "award 对应数，status 对应是否，classification 对应文字。",
        "An award is a number, a status a yes or no, a classification a text.",
    ),
    "pack.answer-without-case": Message(
        "条款“{title}”没有算例说明“{name}”。",
        "No worked example of the clause “{title}” shows “{name}”.",
        "写几个算例：典型的、恰好在界上的、差一点的、缺数据的。",
        "Write some: a typical one, one at the limit, one just short of it, one with a fact missing.",
    ),
    "pack.case-unknown-fact": Message(
        "算例的“{name}”不是事实。",
        "“{name}” in a worked example is not a fact.",
        "是不是：{known}？",
        "Did you mean: {known}?",
    ),
    "pack.case-unknown-result": Message(
        "算例的结果“{name}”没有定义。",
        "The result “{name}” of a worked example is not defined.",
        "这个条款定义了：{known}。",
        "This clause defines: {known}.",
    ),
    "pack.case-wants-list": Message(
        "算例的“{name}”应当是一个列表。",
        "“{name}” in a worked example must be a list.",
        "写成 [{{…}}, {{…}}]，一条也没有时写 []。",
        "Write [{{…}}, {{…}}], or [] if there is none.",
    ),
    "pack.case-wants-record": Message(
        "算例的“{name}”应当由记录组成。",
        "“{name}” in a worked example must be made of records.",
        "写成 {{事实: 值, …}}。",
        "Write {{fact: value, …}}.",
    ),
    "pack.case-unknown-field": Message(
        "“{group}”里没有“{name}”。",
        "“{group}” has no “{name}”.",
        "名称见 packs/facts.md。",
        "See packs/facts.md for the names.",
    ),
    "pack.case-wrong-type": Message(
        "算例的“{name}”应当是“{kind}”。",
        "“{name}” in a worked example must be a {kind}.",
        '文字写在引号里，日期写成 @"2026-07-01"，是否写 true 或 false。',
        'Write texts in quotes, dates as @"2026-07-01", and 是否 as true or false.',
    ),
    "pack.case-fails": Message(
        "算例“{case}”的“{name}”应当是 {expected}，算出来是 {got}。",
        "The worked example “{case}” expects {expected} as “{name}”, but gets {got}.",
        "改正规则，或者改正算例。",
        "Correct the rule, or the example.",
    ),
    "pack.row-never-hit": Message(
        "没有算例用到条款“{title}”里“{name}”的第 {row} 行。",
        "No worked example reaches row {row} of “{name}” in the clause “{title}”.",
        "补一个命中这一行的算例。",
        "Add one that this row decides.",
    ),
    # Entitlements
    "entitlement.wrong-type": Message(
        "条款“{title}”算出的 {value} 不是它该答的（{kind}）。",
        "The clause “{title}” yields {value}, which is not what it has to answer ({kind}).",
        "检查结果的类型和 kind。",
        "Check the type of the result and the kind.",
    ),
    "entitlement.interval-reversed": Message(
        "条款“{title}”的区间颠倒了：最少 {least} 元，最多 {amount} 元。",
        "The interval of the clause “{title}” is reversed: {least} 元 at least, {amount} 元 at most.",
        "改正规则，使最少的不超过最多的。",
        "Correct the rules so that the least is not more than the most.",
    ),
    "entitlement.too-large": Message(
        "条款“{title}”算出的“{name}”是 {amount} 元，不可能有这么多。",
        "The clause “{title}” yields {amount} 元 as “{name}”, which no award comes to.",
        "金额要小于一亿亿元；检查事实的单位和规则里的数。",
        "An amount must be less than 10^16 元; check the units of the facts and the numbers of the rules.",
    ),
    "entitlement.not-exact": Message(
        "条款“{title}”算出的“{name}”是 {amount} 元，不到分为止。",
        "The clause “{title}” yields {amount} 元 as “{name}”, which is not exact to the cent.",
        "在规则里写明怎样取整，如 round half up(…, 2)；系统不替你四舍五入。",
        "Let the rule say how to round, as in round half up(…, 2); nothing is rounded silently.",
    ),
}

MESSAGES: Messages = {
    **DOCUMENT,
    **CLAUSE,
    **ALLOCATION,
    **DISTANCE,
    **EXCHANGE,
    **FACTS,
    **FAIR_COMPETITION,
    **FIRM,
    **FORMATTING,
    **LADDER,
    **STACKING,
    **TEMPLATE,
    **WORKBOOK,
    **_PACK,
}
"""Every code of this floor; the edges join it with those of ``lang``."""
