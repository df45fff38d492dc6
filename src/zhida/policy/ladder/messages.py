"""What is said about the ladders of a library."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "ladder.table-without-heading": Message(
        "这张表之上没有二级标题。",
        "There is no level-2 heading above this table.",
        "在表前写梯度的名称，如“## 科技企业梯度”。",
        "Put the name of the ladder above it, such as “## 科技企业梯度”.",
    ),
    "ladder.unknown-column": Message(
        "不认识“{name}”这一列。",
        "The column “{name}” is unknown.",
        "可以写的是：{known}。",
        "What can stand here: {known}.",
    ),
    "ladder.column-missing": Message(
        "表里没有“{name}”这一列。",
        "The table lacks the column “{name}”.",
        "补上这一列。",
        "Add it.",
    ),
    "ladder.ragged-row": Message(
        "这一行有 {given} 格，表头有 {wanted} 格。",
        "This row has {given} cells, the header {wanted}.",
        "格里的 | 写成 \\|。",
        "Write a | within a cell as \\|.",
    ),
    "ladder.bad-name": Message(
        "梯级名称“{name}”为空或重复。",
        "The name of the rung “{name}” is empty or taken.",
        "每一级写一个不同的名称。",
        "Give every rung a name of its own.",
    ),
    "ladder.unknown-clause": Message(
        "政策库里没有条款“{name}”。",
        "The library has no clause “{name}”.",
        "写成“政策包#条款”。可以写的是：{known}。",
        "Write “pack#clause”. What can stand here: {known}.",
    ),
}
