"""What is said about stacking rules, and why an award is not granted in full."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    # Rules as they are written
    "stacking.not-a-list": Message(
        "stacking 应当是一列规则。",
        "stacking must be a list of rules.",
        "每条规则以“- ”开头，如“- cap: 100万”。",
        "Begin each rule with “- ”, such as “- cap: 100万”.",
    ),
    "stacking.which-rule": Message(
        "这里看不出是哪一种叠加规则。",
        "This does not say which stacking rule it is.",
        "每条规则写一种，可以写的是：{known}。",
        "Each rule has exactly one of these keys: {known}.",
    ),
    "stacking.bad-selector": Message(
        "“{text}”指不出奖补。",
        "“{text}” does not name awards.",
        "写条款标识（rd-award）、其他政策的条款（杭州市/鲲鹏计划#first-reach）、整个政策（杭州市/鲲鹏计划），或 {{support: 研发, zones: [杭州市]}}、{{fund: 科技专项资金}}。",
        "Write the id of a clause (rd-award), a clause of another policy (杭州市/鲲鹏计划#first-reach), a whole policy (杭州市/鲲鹏计划), or {{support: 研发, zones: [杭州市]}}, {{fund: 科技专项资金}}.",
    ),
    "stacking.bad-period": Message(
        "{key} 的“{text}”不是期间。",
        "“{text}” is not a period for {key}.",
        "写 year（当年）、3 years（连当年在内三年）或 ever（历年）。",
        "Write year, 3 years (this one included) or ever.",
    ),
    "stacking.cap-without-limit": Message(
        "cap 没有写上限。",
        "The cap has no limit.",
        "写成金额或算式，如 100万、50% * 本年.研发费用。",
        "Write an amount or an expression, such as 100万 or 50% * 本年.研发费用.",
    ),
    "stacking.limit-not-a-number": Message(
        "上限“{text}”的类型是 {type}，不是数。",
        "The limit “{text}” has the type {type}; it must be a number.",
        "写成金额或算式，如 100万、50% * 本年.研发费用。",
        "Write an amount or an expression, such as 100万 or 50% * 本年.研发费用.",
    ),
    "stacking.of-other-policy": Message(
        "“{text}”不是本文件的条款：一个文件只约束自己的奖补。",
        "“{text}” is not a clause of this document, which binds its own awards only.",
        "of 里写本文件的条款标识；其他政策的奖补写在 highest、with、deduct 或 yield 里。",
        "Let of name clauses of this document; awards of others go under highest, with, deduct or yield.",
    ),
    "stacking.unknown-award": Message(
        "没有奖补条款“{name}”。",
        "There is no clause “{name}” with an award.",
        "是不是：{known}？",
        "Did you mean: {known}?",
    ),
    "stacking.unknown-pack": Message(
        "没有政策包“{key}”。",
        "There is no pack “{key}”.",
        "是不是：{known}？",
        "Did you mean: {known}?",
    ),
    "stacking.unknown-zone": Message(
        "没有哪个政策包属于“{name}”。",
        "No pack belongs to “{name}”.",
        "是不是：{known}？",
        "Did you mean: {known}?",
    ),
    "stacking.unknown-fund": Message(
        "没有哪个政策包写着资金“{name}”。",
        "No pack names the fund “{name}”.",
        "是不是：{known}？",
        "Did you mean: {known}?",
    ),
    "stacking.unknown-support": Message(
        "没有“{name}”这类支持。",
        "There is no kind of support “{name}”.",
        "是不是：{known}？（见 packs/facts.md 的 已获奖补.类别）",
        "Did you mean: {known}? (See 已获奖补.类别 of packs/facts.md.)",
    ),
    "stacking.support-missing": Message(
        "奖补“{title}”没有写 support，看不出与谁同类。",
        "The award “{title}” has no support, so nobody knows what is of the same kind.",
        "在它的 yaml 块里写上，如 support: 研发；或用 of 说明这条规则管哪些条款。",
        "Write it in its yaml block, such as support: 研发, or name the clauses of the rule with of.",
    ),
    "stacking.nothing-to-choose": Message(
        "highest 至少要有两项奖补。",
        "highest needs at least two awards.",
        "列出条款标识，如 highest: [rd-award, equipment]。",
        "List ids of clauses, such as highest: [rd-award, equipment].",
    ),
    "stacking.names-nothing": Message(
        "{kind} 没有写是与哪些奖补。",
        "{kind} names no awards.",
        "列出条款标识，如 {kind}: [rd-award]；扣除本条已兑现的，写本条的标识，再写 per: ever。",
        "List ids of clauses, such as {kind}: [rd-award]; to deduct what has been paid for the award itself, write its own id, and per: ever.",
    ),
    "stacking.once-without-period": Message(
        "once 没有写期间。",
        "once says no period.",
        "写 once: ever（历年）、once: year（当年）或 once: 3 years。",
        "Write once: ever, once: year or once: 3 years.",
    ),
    "stacking.no-payments": Message(
        "这条规则要看已兑现的奖补，事实目录里没有列表“{list}”（{facts}）。",
        "This rule counts payments, but the catalogue has no list “{list}” with {facts}.",
        "在 packs/facts.md 里声明它。",
        "Declare it in packs/facts.md.",
    ),
    "stacking.circle": Message(
        "抵扣或先后次序成了循环：{circle}。",
        "Deductions or precedence go round in a circle: {circle}.",
        "去掉其中一条，定下谁先谁后。",
        "Remove one of them, so that it is clear which comes first.",
    ),
    # Why an award is not granted, or not in full
    "stacking.not-together": Message(
        "与“{others}”不能同时享受，已取“{others}” {amount} 元（{policy} {article}）。",
        "It does not go together with “{others}”, of which {amount} 元 is granted ({policy}, {article}).",
    ),
    "stacking.capped": Message(
        "合计最高 {limit} 元（{policy} {article}）。",
        "At most {limit} 元 in all ({policy}, {article}).",
    ),
    "stacking.capped-after-payments": Message(
        "合计最高 {limit} 元，已兑现 {paid} 元（{policy} {article}）。",
        "At most {limit} 元 in all, of which {paid} 元 has been paid ({policy}, {article}).",
    ),
    "stacking.tops-up": Message(
        "按总额计，“{others}”已给 {amount} 元，只补差额（{policy} {article}）。",
        "The amount is a total: “{others}” grants {amount} 元, only the difference is added ({policy}, {article}).",
    ),
    "stacking.paid-deducted": Message(
        "已兑现 {paid} 元，予以扣除（{policy} {article}）。",
        "{paid} 元 has been paid and is deducted ({policy}, {article}).",
    ),
    "stacking.yields": Message(
        "须先享受“{others}”（{policy} {article}）。",
        "“{others}” comes first ({policy}, {article}).",
    ),
    "stacking.paid-already": Message(
        "只奖一次，已兑现 {paid} 元（{policy} {article}）。",
        "Granted once only; {paid} 元 has been paid ({policy}, {article}).",
    ),
    "stacking.paid-for-other": Message(
        "不能同时享受的奖补已兑现 {paid} 元（{policy} {article}）。",
        "{paid} 元 has been paid for awards it does not go together with ({policy}, {article}).",
    ),
    "stacking.no-limit": Message(
        "上限“{text}”算不出数（{policy} {article}）。",
        "The limit “{text}” does not come to a number ({policy}, {article}).",
    ),
}
