"""What snapshots and runs have to say."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages
from zhida.population.allocation.messages import MESSAGES as ALLOCATION

MESSAGES: Messages = {
    **ALLOCATION,
    "snapshot.exists": Message(
        "快照目录已经存在：{folder}。",
        "The folder of the snapshot is there already: {folder}.",
        "快照写成后不再改动，请换一个目录。",
        "A snapshot never changes; choose another folder.",
    ),
    "snapshot.not-a-snapshot": Message(
        "这里没有快照：{folder}。",
        "No snapshot is there: {folder}.",
        "检查路径；快照由 zhida snapshot 或 zhida demo-zone 写成。",
        "Check the path; zhida snapshot and zhida demo-zone write snapshots.",
    ),
    "snapshot.damaged": Message(
        "快照的清单已损坏：{file}。",
        "The manifest of the snapshot is damaged: {file}.",
        "快照写成后不能再改动；请重写快照。",
        "A snapshot must not change once written; write it again.",
    ),
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
    "snapshot.changed": Message(
        "快照文件被改动过：{file} 有 {found} 家企业，清单写的是 {firms} 家。",
        "A file of the snapshot was changed: {file} holds {found} firms, the manifest says {firms}.",
        "快照写成后不能再改动；请重写快照。",
        "A snapshot must not change once written; write it again.",
    ),
    "run.unreadable-file": Message(
        "数据文件读不了：{reason}",
        "A data file cannot be read: {reason}",
        "快照可能不完整或已损坏，请重写快照。",
        "The snapshot may be incomplete or damaged; write it again.",
    ),
    "run.disk-full": Message(
        "磁盘已满，写不下中间结果：{folder}。",
        "The disk is full, intermediate results cannot be written: {folder}.",
        "腾出空间，或把结果写到别的磁盘上。",
        "Make room, or write the results to another disk.",
    ),
    "run.out-of-memory": Message(
        "{megabytes} MB 内存不够：{reason}",
        "{megabytes} MB of memory do not suffice: {reason}",
        "用 --memory 多给一些，如 --memory 1GB。",
        "Allow more with --memory, as in --memory 1GB.",
    ),
    "run.no-results": Message(
        "{folder} 里没有批量测算的结果。",
        "{folder} holds no results of a run.",
        "先运行 zhida run --out {folder}。",
        "Run zhida run --out {folder} first.",
    ),
    "run.exists": Message(
        "结果目录已经存在：{folder}。",
        "The folder of the results is there already: {folder}.",
        "结果写成后不再改动，请换一个目录，或先移走它。",
        "Results never change; choose another folder, or move it away first.",
    ),
    "run.in-progress": Message(
        "另一个进程正在做同一次测算：{folder}。",
        "Another process is at work on the same run: {folder}.",
        "等它完成，或换一个结果目录。",
        "Wait until it is done, or choose another folder.",
    ),
    "run.wrong-answer": Message(
        "“{title}”给企业 {firm} 的结果 {value} 不能作为答案（共 {firms} 家）。",
        "“{title}” cannot answer {value}, as it does for firm {firm} ({firms} firms in all).",
        "金额要精确到分（在条款里写明如何舍入），并且小于一亿亿元。",
        "An amount must be exact to the cent (say in the clause how to round it) and less than 10^16 元.",
    ),
    "run.overflow": Message(
        "“{title}”给企业 {firm} 算出的数字超出 SQL 的位数（{reason}），{part} 里这一条改由解释器计算。",
        "A number of “{title}” for firm {firm} has more digits than SQL holds ({reason}); the interpreter computed it for {part}.",
    ),
    "run.no-pyspark": Message(
        "没有安装 pyspark，不能用 Spark 计算。",
        "Spark cannot compute: pyspark is not installed.",
        "安装：pip install 'zhida[spark]'，或用 --backend duckdb。",
        "Install it: pip install 'zhida[spark]', or use --backend duckdb.",
    ),
    "run.no-java": Message(
        "没有找到 Java（先看 JAVA_HOME，再看 PATH），不能用 Spark 计算。",
        "Spark cannot compute: no Java in JAVA_HOME or, if that is not set, on the PATH.",
        "安装 Java 17 或更高版本（如 Debian 的 openjdk-17-jre-headless），或改正 JAVA_HOME。",
        "Install Java 17 or later (on Debian openjdk-17-jre-headless), or correct JAVA_HOME.",
    ),
    "run.other-master": Message(
        "本进程的 Spark 会话在 {active} 上，不在 {master} 上。",
        "The Spark session of this process is on {active}, not on {master}.",
        "先停止那个会话，或用它的主节点。",
        "Stop that session first, or use its master.",
    ),
    "run.spark-failed": Message(
        "Spark 没有在 {master} 上启动：{reason}",
        "Spark did not start on {master}: {reason}",
        "检查主节点的地址，以及它是否在运行。",
        "Check the address of the master, and that it is running.",
    ),
    "run.master-without-spark": Message(
        "给了 Spark 主节点 {master}，但没有用 Spark 计算。",
        "A Spark master is given ({master}), but Spark is not the backend.",
        "加上 --backend spark。",
        "Add --backend spark.",
    ),
}
