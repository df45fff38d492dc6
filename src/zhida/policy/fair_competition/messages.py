"""What a fair-competition review says, with the article and the wording of the remedy."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "competition.tax-paid": Message(
        "“{title}”与缴纳的税收或地方贡献挂钩（{shown}）：《公平竞争审查条例》第十条、《实施办法》第十九条不许以在本地纳税为条件给予奖补，也不许变相返还税收。",
        "“{title}” is tied to tax paid or to local fiscal contribution ({shown}): Article 10 of the Fair Competition Review "
        "Regulations and Article 19 of their Measures allow no award on condition of local tax, nor tax paid back in disguise.",
        "改用产出、投入、就业等客观指标，如“按上年度研发费用的10%给予奖励”；确有法律、行政法规或国务院依据，或属条例第十二条情形的，在 yaml 里写“fair-competition: {{纳税: 理由}}”。",
        "Use objective figures such as output, investment or jobs (“10 % of last year's R&D costs”); if a law or the State "
        "Council provides for it, or Article 12 applies, write “fair-competition: {{纳税: reason}}” in the yaml.",
    ),
    "competition.registration": Message(
        "“{title}”以注册地、迁入或在本地纳统为条件（{shown}）：《公平竞争审查条例》第十条、《实施办法》第十九条不许以将注册地迁移至本地、纳入本地统计等为条件给予奖补。",
        "“{title}” depends on where a firm is registered or counted ({shown}): Article 10 of the Fair Competition Review "
        "Regulations and Article 19 of their Measures allow no award on condition of moving the registration here.",
        "改为“在本区有实际生产经营活动的经营者，包括外地经营者设立的分支机构”；属条例第十二条情形的，在 yaml 里写“fair-competition: {{注册地: 理由}}”。",
        "Say “operators that actually produce or trade here, branches of others included”; if Article 12 applies, write "
        "“fair-competition: {{注册地: reason}}” in the yaml.",
    ),
    "competition.ownership": Message(
        "“{title}”区分所有制（{shown}）：《公平竞争审查条例》第十条、《实施办法》第十九条不许根据所有制形式、组织形式给予奖补。",
        "“{title}” tells firms apart by ownership ({shown}): Article 10 of the Fair Competition Review Regulations and "
        "Article 19 of their Measures allow no award by form of ownership or organisation.",
        "删去所有制条件，改写为“符合下列条件的各类经营者”；属条例第十二条情形的，在 yaml 里写“fair-competition: {{所有制: 理由}}”。",
        "Drop the condition: “operators of every kind that …”; if Article 12 applies, write “fair-competition: {{所有制: "
        "reason}}” in the yaml.",
    ),
    "competition.local-purchase": Message(
        "“{title}”以购买本地的或指定的产品、服务为条件（{shown}）：《公平竞争审查条例》第九条不许以补贴歧视外地商品、要素和服务。",
        "“{title}” depends on buying local or appointed products or services ({shown}): Article 9 of the Fair Competition "
        "Review Regulations allows no subsidy that discriminates against goods and services from elsewhere.",
        "改为“购买符合条件的产品或服务”，服务机构用公开的备案条件代替指定；属条例第十二条情形的，在 yaml 里写“fair-competition: {{本地采购: 理由}}”。",
        "Say “products or services that meet …”, and replace appointed suppliers by open conditions; if Article 12 applies, "
        "write “fair-competition: {{本地采购: reason}}” in the yaml.",
    ),
    "competition.accepted": Message(
        "“{title}”与{concern}有关（{shown}），已写明理由：{reason}",
        "“{title}” touches {concern} ({shown}), for a written reason: {reason}",
    ),
    "competition.reason-unneeded": Message(
        "给“{concern}”写了理由，却没有条款与它有关。",
        "A reason is given for “{concern}”, which no clause here touches.",
        "删去这一行。",
        "Delete this line.",
    ),
    "competition.not-a-mapping": Message(
        "fair-competition 应当写明事项和理由。",
        "fair-competition must give reasons by concern.",
        "写成“fair-competition: {{注册地: 理由}}”。",
        "Write “fair-competition: {{注册地: reason}}”.",
    ),
    "competition.unknown-concern": Message(
        "公平竞争审查没有“{name}”这个事项。",
        "A fair-competition review knows no “{name}”.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "competition.reason-too-short": Message(
        "“{name}”的理由太短。",
        "The reason for “{name}” is too short.",
        "至少 {shortest} 个字：依据哪部法律、行政法规或国务院文件，或属条例第十二条哪一种情形、到何时为止。",
        "At least {shortest} characters: which law or decision of the State Council provides for it, or which case of Article 12 "
        "applies and until when.",
    ),
}
