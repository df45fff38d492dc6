"""What the policy floor says: everything about documents, facts, firms and packs."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages
from zhida.policy.clause.messages import MESSAGES as CLAUSE
from zhida.policy.document.messages import MESSAGES as DOCUMENT
from zhida.policy.fact_messages import MESSAGES as FACTS
from zhida.policy.firm_messages import MESSAGES as FIRM

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
        "写成 2024-01-01..2026-12-31；一端可以不写，如 2024-01-01..。",
        "Write 2024-01-01..2026-12-31; one end may be left out, as in 2024-01-01...",
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
}

MESSAGES: Messages = {**DOCUMENT, **CLAUSE, **FACTS, **FIRM, **_PACK}
"""Every code of this floor; the edges join it with those of ``lang``."""
