"""What is said where places or a budget cannot be allocated."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
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
