"""What snapshots and runs have to say."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "snapshot.exists": Message(
        "快照目录已经存在：{folder}。",
        "The folder of the snapshot is there already: {folder}.",
        "快照写成后不再改动，请换一个目录。",
        "A snapshot never changes; choose another folder.",
    ),
    "snapshot.not-a-snapshot": Message("不是快照目录：{folder}。", "Not the folder of a snapshot: {folder}."),
    "snapshot.format": Message(
        "快照格式 {found} 不认识，应为 {wanted}。", "Unknown snapshot format {found}; {wanted} is expected."
    ),
    "snapshot.other-catalogue": Message(
        "快照按另一份事实目录写成（{found}，现为 {wanted}）。",
        "The snapshot was written after another catalogue of facts ({found}; now {wanted}).",
        "按现在的 packs/facts.md 重写快照。",
        "Write the snapshot again after the present packs/facts.md.",
    ),
    "snapshot.nameless-firm": Message(
        "企业记录缺少代码或名称：{record}", "A firm's record lacks its code or name: {record}"
    ),
    "snapshot.duplicate-firm": Message("企业代码出现两次：{firm}。", "The code of a firm occurs twice: {firm}."),
    "snapshot.unknown-fact": Message("{firm}：事实目录里没有“{name}”。", "{firm}: the catalogue has no fact “{name}”."),
    "snapshot.wrong-value": Message("{firm}：“{path}”的值不对：{value}", "{firm}: “{path}” cannot be {value}"),
    "snapshot.not-allowed": Message(
        "{firm}：“{path}”的值 {value} 不在取值范围内：{allowed}",
        "{firm}: {value} is not allowed for “{path}”: {allowed}",
    ),
    "run.exists": Message("结果目录已经存在：{folder}。", "The folder of the results is there already: {folder}."),
    "run.in-progress": Message(
        "另一个进程正在做同一次测算：{folder}。",
        "Another process is at work on the same run: {folder}.",
        "等它完成，或换一个结果目录。",
        "Wait until it is done, or choose another folder.",
    ),
    "run.wrong-answer": Message(
        "“{title}”给企业 {firm} 的结果 {value} 不能作为答案（共 {firms} 家）。",
        "“{title}” cannot answer {value}, as it does for firm {firm} ({firms} firms in all).",
        "金额要精确到分，在条款里写明如何舍入。",
        "An amount must be exact to the cent; say in the clause how to round it.",
    ),
    "run.overflow": Message(
        "“{pack}”在 {part} 里有数字超出 SQL 的位数（{reason}），改由解释器计算。",
        "A number of “{pack}” in {part} has more digits than SQL holds ({reason}); the interpreter computed it.",
    ),
}
