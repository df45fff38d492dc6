"""What is said where places or a budget cannot be allocated."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "allocation.nothing-to-allocate": Message(
        "{on} 有效的政策里没有名额、预算的规则。",
        "No policy in force on {on} has rules about places or budgets.",
        "在条款的 yaml 里写 allocation（docs/policy-format.md）。",
        "Write allocation in the yaml of a clause (docs/policy-format.md).",
    ),
    "allocation.other-run": Message(
        "{folder} 里的结果不是用这些政策包对这个园区算的。",
        "The results in {folder} are not of these packs over this zone.",
        "用现在的政策包和园区再运行 zhida run。",
        "Run zhida run again with the packs and the zone as they are now.",
    ),
    "allocation.unknown-rule": Message(
        "“{key}”没有 {kind} 的规则。",
        "“{key}” has no rule {kind}.",
        "是不是：{known}？",
        "Did you mean: {known}?",
    ),
    "allocation.bad-award": Message(
        "“{text}”不是条款。",
        "“{text}” is not a clause.",
        "写成 政策包#条款，如 临安区/研发投入补助#increment；放弃全部的只写统一社会信用代码。",
        "Write pack#clause, such as 临安区/研发投入补助#increment; leave it out for all of them.",
    ),
    "allocation.not-in-the-running": Message(
        "放弃名单里的企业 {firm} 没有可放弃的奖补（{award}）。",
        "The firm {firm} declines what it is not in the running for ({award}).",
        "核对统一社会信用代码和条款。",
        "Check the code and the clause.",
    ),
    "allocation.firm-twice": Message(
        "企业 {firm} 出现了两次。",
        "The firm {firm} is given twice.",
        "每家企业只留一条。",
        "Keep one entry for each firm.",
    ),
    "allocation.bad-claim": Message(
        "企业 {firm} 的金额 {amount} 不能分配：应当不小于 0，且到分为止。",
        "The claim of {firm}, {amount}, cannot be shared: it must be at least 0 and exact to the cent.",
        "改正这个金额。",
        "Correct the amount.",
    ),
    "allocation.bad-budget": Message(
        "预算 {amount} 不能分配：应当不小于 0，且到分为止。",
        "The budget {amount} cannot be shared: it must be at least 0 and exact to the cent.",
        "改正预算。",
        "Correct the budget.",
    ),
}
