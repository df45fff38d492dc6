"""The words of the command line in both languages."""

from __future__ import annotations

import os
from collections.abc import Mapping

from zhida.lang.base.messages import Language

TEXTS: Mapping[str, tuple[str, str]] = {
    "program": (
        "直达：会计算的惠企政策。写成文档的政策，算得出每家企业应得多少、为什么、缺什么。",
        "Zhida: enterprise-support policies that compute: what a firm is owed, why, and what is missing.",
    ),
    "epilog": (
        """退出码：
  0 完成
  1 完成，但有错误发现：检查、算例、核对不一致，或 format --check 有要改写的
  2 输入有误，未计算也未写入
  130 用户中断
  141 没有人再读输出（如 | head）
语言：--lang zh|en，或环境变量 ZHIDA_LANGUAGE。""",
        """exit codes:
  0 done
  1 done, with faults found: a check, a worked example, a figure that differs, a document format --check would rewrite
  2 bad input, nothing computed or written
  130 interrupted
  141 nobody reads the output any more (as with | head)
language: --lang zh|en, or the environment variable ZHIDA_LANGUAGE.""",
    ),
    "lang": ("界面语言：zh 或 en", "language of the messages: zh or en"),
    "command": ("命令", "commands"),
    "packs": ("政策库所在文件夹（含 facts.md），默认 packs", "folder of the packs (with facts.md), default: packs"),
    "pack": ("政策包：policy.md、其所在文件夹，或整个政策库", "a policy.md, its folder, or a whole folder of packs"),
    "pack-or-model": (
        "政策包（policy.md、其所在文件夹或整个政策库），或 DMN 模型（.dmn）",
        "a policy.md, its folder, a whole folder of packs, or a DMN model (.dmn)",
    ),
    "json": ("输出 JSON", "print JSON"),
    "on": ("基准日 YYYY-MM-DD，默认今天", "reference date YYYY-MM-DD, default: today"),
    "new": (
        "新建一个政策包：带说明的模板，查得通、算例全过",
        "begin a pack from a template that checks and computes as it stands",
    ),
    "new-key": ("政策包的路径 区域/政策，如 示范高新区/研发投入", "key of the pack, such as 示范高新区/研发投入"),
    "new-title": ("政策的标题，默认用路径里的名称", "title of the policy, default: its name in the key"),
    "new-number": ("文号", "document number"),
    "new-issuer": ("发文机关", "who issues it"),
    "pack-written": (
        "已写入 {path}。接下来：照着里面的说明改，再运行 zhida check 和 zhida test。",
        "Written to {path}. Next: edit it as its comments say, then run zhida check and zhida test.",
    ),
    "diff": (
        "两个版本的政策逐条逐格对比；给出园区，再算钱差多少",
        "compare two versions of a policy, cell by cell; with a zone, also the money",
    ),
    "diff-old": ("旧版：policy.md 或其所在文件夹", "the old version: a policy.md or its folder"),
    "diff-new": ("新版：policy.md 或其所在文件夹", "the new version: a policy.md or its folder"),
    "diff-zone": (
        "园区快照文件夹：再算两版在全园区的金额",
        "folder of a zone's snapshot: also compute the money of both",
    ),
    "diff-packs": (
        "政策库所在文件夹（含 facts.md），默认新版所在的政策库，没有就是 packs",
        "folder of the packs (with facts.md), default: the library the new version lies in, else packs",
    ),
    "diff-same-file": ("两个文件完全相同。", "The files are the same."),
    "diff-only-blanks": (
        "内容没有差别，只有空白或说明不同。",
        "Nothing differs but blanks, comments or remarks.",
    ),
    "diff-summary": (
        "{added} 处增加，{removed} 处删去，{changed} 处修改，{same_meaning} 处写法不同、意思相同",
        "{added} added, {removed} removed, {changed} changed, {same_meaning} written otherwise with the same meaning",
    ),
    "diff-whole": ("（整个政策）", "(the policy as a whole)"),
    "diff-row": ("第{row}行", "row {row}"),
    "diff-money": (
        "在 {firms} 家企业的园区里，基准日 {on}：",
        "Over a zone of {firms} firms, on {on}:",
    ),
    "diff-no-money": (
        "没有哪条的规则变了意思，各条单独的金额不变（没有计叠加规则）。",
        "No clause means something else: by themselves they pay the same (rules of stacking are not counted).",
    ),
    "diff-identifiers": (
        "标识改了的条款，金额按去掉旧条款、新增新条款算：两行都列出来，待补充的企业算作说不清。",
        "A clause whose id changed is counted as one that goes and one that comes, each in a row; firms that wait for facts are unclear.",
    ),
    "diff-added": ("增加", "added"),
    "diff-removed": ("删去", "removed"),
    "diff-changed": ("修改", "changed"),
    "diff-same-meaning": ("意思相同", "same meaning"),
    "part-metadata": ("头部", "front matter"),
    "part-preamble": ("正文之前", "preamble"),
    "part-clause": ("条款", "clause"),
    "part-identifier": ("标识", "id"),
    "part-heading": ("标题", "heading"),
    "part-words": ("文字", "words"),
    "part-definition": ("定义", "definition"),
    "part-definition-name": ("定义的名称", "name of a definition"),
    "part-table": ("决策表", "table"),
    "part-hit-policy": ("命中策略", "hit policy"),
    "part-column": ("列", "column"),
    "part-row": ("规则行", "rule"),
    "part-cell": ("规则", "rule"),
    "part-case": ("算例", "worked example"),
    "part-case-name": ("算例的名称", "name of a worked example"),
    "part-case-cell": ("算例", "worked example"),
    "part-attribute": ("属性", "attribute"),
    "part-stacking": ("叠加规则", "stacking rule"),
    "part-fact": ("用到的事实", "fact read"),
    "key-title": ("标题", "title"),
    "key-number": ("文号", "document number"),
    "key-issuer": ("发文机关", "issuer"),
    "key-zone": ("区域", "zone"),
    "key-layer": ("层级", "layer"),
    "key-in-force": ("施行期", "in force"),
    "key-budget": ("预算", "budget"),
    "key-fund": ("资金", "fund"),
    "key-department": ("主管部门", "department"),
    "key-stages": ("适用阶段", "stages"),
    "key-source": ("原文链接", "source"),
    "key-verified": ("已核对", "verified"),
    "key-uses": ("引用的政策", "packs used"),
    "key-fair-competition": ("公平竞争审查", "fair competition"),
    "key-result": ("结果", "result"),
    "key-kind": ("种类", "kind"),
    "key-no-application": ("免申即享", "no application"),
    "key-support": ("支持类别", "kind of support"),
    "key-values": ("取值", "values of"),
    "format": (
        "把政策文档改写成统一的写法：意思一样，已验证；正文不动",
        "write policy documents in the one spelling: the meaning proved the same, prose untouched",
    ),
    "format-check": (
        "只查不改：有要改写的，列出来，退出码 1",
        "write nothing: name what would be rewritten, exit code 1 if there is any",
    ),
    "format-would": ("要改写 {path}", "Would rewrite {path}"),
    "format-checked": (
        "{packs} 个政策包，要改写 {changed} 个",
        "Packs: {packs}; to be rewritten: {changed}",
    ),
    "format-done": (
        "{packs} 个政策包，改写了 {changed} 个",
        "Packs: {packs}; rewritten: {changed}",
    ),
    "part-allocation": ("分配规则", "allocation rule"),
    "check": (
        "检查政策包：语法、名称、类型、决策表的空洞与重叠",
        "check packs: syntax, names, types, gaps and overlaps of tables",
    ),
    "notes": ("提示也列出来", "tell the notes, too"),
    "test": ("运行政策包里的算例", "run the worked examples of packs"),
    "calc": (
        "测算一家企业：可享什么、多少、为什么、缺什么",
        "compute one firm: entitled to what, how much, why, what is missing",
    ),
    "ask": (
        "还要问哪些事实才能算清，按牵涉的金额排序",
        "which facts to find out next, in order of the money at stake",
    ),
    "ladder": (
        "企业站在梯度培育库的哪一级，上一级还差什么",
        "the rung of each ladder a firm stands on, and what the next one takes",
    ),
    "no-rung": ("还没上第一级", "none yet"),
    "current-rung": ("现在：{name}", "now: {name}"),
    "doc": ("把一个政策写成给人看的网页或 PDF", "write a policy as a page for people, HTML or PDF"),
    "page": ("要写的文件，.html 或 .pdf", "the file to write, .html or .pdf"),
    "page-kind": (
        "{path}：只会写 .html 和 .pdf，请改文件名。",
        "{path}: only .html and .pdf can be written; change the name of the file.",
    ),
    "to-excel": (
        "把一个政策的决策表和算例导出成 Excel 工作簿",
        "write the decision tables and worked examples of a policy to an Excel workbook",
    ),
    "from-excel": (
        "把改好的 Excel 工作簿写回政策文档；有错不写",
        "write an edited Excel workbook back to the policy document, or nothing if it has errors",
    ),
    "to-dmn": (
        "把一个政策导出成 DMN 模型（标准 FEEL），供 dmn-js、Camunda Modeler 等工具修改",
        "write a policy as a DMN model in standard FEEL, for dmn-js, Camunda Modeler and other tools",
    ),
    "from-dmn": (
        "把改好的 DMN 模型写回政策文档；有错不写",
        "write an edited DMN model back to the policy document, or nothing if it has errors",
    ),
    "model": ("DMN 模型（.dmn）", "a DMN model (.dmn)"),
    "dmn-version": (
        "DMN 版本：1.3（默认，dmn-js 和 Camunda Modeler 能打开）或 1.5",
        "version of DMN: 1.3 (default, as dmn-js and Camunda Modeler open it) or 1.5",
    ),
    "model-written": (
        "{decisions} 个决策写入 {path}（DMN {version}）。",
        "{decisions} decisions written to {path} (DMN {version}).",
    ),
    "workbook": ("Excel 工作簿（.xlsx）", "an Excel workbook (.xlsx)"),
    "one-pack": ("政策包：policy.md 或其所在文件夹", "a policy.md or its folder"),
    "overwrite": ("覆盖已有的文件", "overwrite a file that exists"),
    "file-exists": ("{path} 已经存在；要覆盖加 --overwrite。", "{path} exists; say --overwrite to replace it."),
    "workbook-written": ("{sheets} 张表写入 {path}。", "{sheets} tables written to {path}."),
    "edit": (
        "{sheet}：增加 {added} 行，修改 {changed} 行，删去 {removed} 行",
        "{sheet}: {added} rows added, {changed} changed, {removed} removed",
    ),
    "nothing-changed": ("没有改动，文档未写。", "Nothing changed; the document was not written."),
    "document-written": ("已写入 {path}。", "Written to {path}."),
    "fact-wanted": ("要补充的事实", "fact wanted"),
    "kept-by": ("谁有", "kept by"),
    "at-stake": ("最多牵涉（元）", "at stake, at most (元)"),
    "clauses-waiting": ("等它的条款", "clauses that wait for it"),
    "without-bound": ("不封顶", "no upper bound"),
    "nothing-to-ask": ("没有要补充的：每个条款都有答案。", "Nothing to ask: every clause has its answer."),
    "firm": ("企业事实文件（JSON）", "the firm's facts (a JSON file)"),
    "run": ("对整个园区批量测算", "compute a whole zone"),
    "zone": (
        "企业快照文件夹（由 snapshot 或 demo-zone 写成）",
        "folder of a snapshot (as snapshot or demo-zone writes it)",
    ),
    "out": ("结果写入的文件夹", "folder to write to"),
    "verify": ("用解释器逐户核对多少家企业", "how many firms to recompute by the interpreter"),
    "memory": (
        "计算用的内存上限，如 512MB（默认）、2GB；超出的部分暂存到磁盘",
        "memory to compute with, as 512MB (default) or 2GB; what exceeds it goes to disk",
    ),
    "memory-expected": (
        "“{text}”不是内存大小：请写成 512MB 或 2GB 这样，至少 {least}MB",
        "“{text}” is no amount of memory: write it like 512MB or 2GB, at least {least}MB",
    ),
    "missing-facts": (
        "给每个待补充的结果列出还缺哪些事实（结果文件里的“缺”列）",
        "tell for every result nobody can tell which facts are missing (the column “缺” of the results)",
    ),
    "stack-results": (
        "再按叠加规则逐户合计（就高不重复、封顶、补差）",
        "then take each firm's awards together by the rules of stacking",
    ),
    "simulate-stacking": (
        "另算叠加后的结果：全部现行政策的奖补按叠加规则逐户合计，换上草案前后对比",
        "tell besides what firms get after stacking: all awards of all policies in force, before and with the draft",
    ),
    "stacking": ("叠加", "stacking"),
    "stacked-total": (
        "叠加后奖补合计至少 {amount} 元（{open} 家有待补充，补齐后可能更多）",
        "Awards after stacking: at least {amount} 元 ({open} firms lack facts and may get more)",
    ),
    "stacked-less": (
        "{clause}：{firms} 家共减少 {amount} 元",
        "{clause}: {amount} 元 less, of {firms} firms",
    ),
    "backend": (
        "由谁计算 SQL：duckdb（默认，内嵌）、native（编译成机器码）或 spark（一台或多台机器），结果相同",
        "what computes the SQL: duckdb (default, embedded), native (compiled to machine code) or spark (one machine or many), with the same results",
    ),
    "spark-master": (
        "Spark 主节点，如 spark://host:7077，默认 {master}",
        "the Spark master, such as spark://host:7077, default: {master}",
    ),
    "resuming": (
        "中断后再次运行同样的命令，即从已完成的部分接着做",
        "Interrupted, the same command run again goes on from the parts that are done",
    ),
    "simulate": (
        "模拟草案：换上草案后全园区支出多少，谁受益，谁受损",
        "simulate a draft over a whole zone: what it costs, who gains, who loses",
    ),
    "baselines": (
        "存放现行政策测算结果的文件夹，同一快照再模拟时直接取用；默认放在园区快照旁边",
        "folder that keeps the answers of the packs in force for the next draft, default: beside the zone's snapshot",
    ),
    "computing-baseline": ("现行政策", "packs in force"),
    "draft": ("草案：policy.md 或其所在文件夹", "the draft: a policy.md or its folder"),
    "replaces": (
        "草案替换的政策包（如 示范高新区/研发投入），默认按文件所在的两级文件夹",
        "key of the pack the draft replaces, default: the two folders the file stands in",
    ),
    "snapshot": (
        "导入自己的企业数据（Excel、CSV、Parquet），写成快照；有错不写",
        "import your own firms (Excel, CSV, Parquet) as a snapshot, or nothing if there are errors",
    ),
    "tables": (
        "表格文件：一张企业表，列表各一张（以列表命名，如 年度账）",
        "files of tables: one of firms, and one for each list, named after it, such as 年度账",
    ),
    "tables-source": (
        "数据从哪里来，记在快照里（默认是文件名）",
        "where the data come from, kept in the snapshot (default: the names of the files)",
    ),
    "tables-complete": (
        "这个列表的表是查全的：表里没有记录的企业就是没有（可写多次）",
        "the table of this list is complete: a firm without a record has none (may be repeated)",
    ),
    "tables-ignore": ("略过这一列（可写多次）", "leave out this column (may be repeated)"),
    "importing": ("导入", "importing"),
    "table-read": ("{name}：{facts}", "{name}: {facts}"),
    "tables-open": (
        "{names}：表里没有记录的企业，按不知道有没有计；表已查全的，用 --complete 说明",
        "{names}: of a firm without a record it is unknown whether it has any; say --complete if the table is complete",
    ),
    "tables-left-aside": (
        "没有信用代码列、没有读的工作表：{names}",
        "sheets without a column of codes, not read: {names}",
    ),
    "snapshot-written": (
        "{firms} 家企业写入 {folder}，内容摘要 {digest}",
        "{firms} firms written to {folder}, digest of the content {digest}",
    ),
    "demo-zone": ("生成合成的演示园区", "make a synthetic demonstration zone"),
    "firms": ("企业数", "number of firms"),
    "seed": ("随机种子：同样的种子得到同样的园区", "random seed: the same seed makes the same zone"),
    "date-expected": (
        "“{text}”不是 2000 至 2100 年的日期：请写成 2026-06-30 这样",
        "“{text}” is not a date of 2000 to 2100: write it like 2026-06-30",
    ),
    "number-expected": ("“{text}”不是正整数", "“{text}” is not a positive whole number"),
    "interrupted": ("已中断，未留下半成品。", "Interrupted; nothing half written is left."),
    "error-of": ("错误：", "error: "),
    "warning-of": ("警告：", "warning: "),
    "note-of": ("提示：", "note: "),
    "check-summary": (
        "{packs} 个政策包，{clauses} 个条款：{errors} 个错误，{warnings} 个警告，{notes} 个提示（--notes 列出）",
        "{packs} packs, {clauses} clauses: {errors} errors, {warnings} warnings, {notes} notes (told by --notes)",
    ),
    "cases-summary": (
        "{packs} 个政策包：{passed} 个算例通过，{failed} 个不通过",
        "{packs} packs: {passed} worked examples pass, {failed} fail",
    ),
    "case-failed": (
        "算例“{case}”：{name} 应为 {expected}，算得 {got}",
        "case “{case}”: {name} should be {expected}, is {got}",
    ),
    "computing": ("测算", "computing"),
    "generating": ("生成", "generating"),
    "zone-written": (
        "已写入 {firms} 家合成企业：{folder}（摘要 {digest}）",
        "Wrote {firms} synthetic firms to {folder} (digest {digest})",
    ),
    "allocate": (
        "把批量测算的结果按名额和预算分配到企业：排名、递补、同比例折减",
        "allot the results of a run: places by rank, budgets shared in proportion",
    ),
    "results": ("zhida run 的结果文件夹", "folder with the results of zhida run"),
    "announced-places": (
        "另行公布的名额，如 广东省/专精特新贷款贴息#interest=200；可以写多次，先于政策里的数",
        "places announced, such as 广东省/专精特新贷款贴息#interest=200; may be given again; goes before the policy",
    ),
    "announced-budget": (
        "另行公布的预算，如 南山区/高成长国高#growth=1000万；可以写多次，先于政策里的数",
        "a budget announced, such as 南山区/高成长国高#growth=1000万; may be given again; goes before the policy",
    ),
    "declined": (
        "放弃名单：每行一个统一社会信用代码，逗号后写 政策包#条款（不写为全部）",
        "who declines: a line per firm with its code and, after a comma, pack#clause (left out: all)",
    ),
    "clause-expected": ("“{text}”应当写成 政策包#条款=数", "“{text}” must be written as pack#clause=number"),
    "amount-expected": (
        "“{text}”不是到分为止的金额，如 1000万",
        "“{text}” is not an amount exact to the cent, such as 1000万",
    ),
    "places": ("名额", "places"),
    "candidates": ("候选", "candidates"),
    "allotted-firms": ("获分配", "allotted to"),
    "made-up": ("递补", "made up"),
    "tied": ("并列未定", "tied"),
    "owed": ("应得", "owed"),
    "allotted": ("分配", "allotted"),
    "budget-unknown": (
        "{clause}：预算待公布（用 --budget 给出），应得 {owed} 元",
        "{clause}: the budget is not announced (give it by --budget); {owed} 元 are owed",
    ),
    "budget-exceeded": (
        "{clause}：应得 {owed} 元，超出预算 {budget} 元，原文未写明如何折减",
        "{clause}: {owed} 元 are owed, more than the budget of {budget} 元; the policy does not say how to cut",
    ),
    "budget-shared": (
        "{clause}：预算 {budget} 元，应得 {owed} 元，按 {factor} 分配 {allotted} 元，余 {left} 元",
        "{clause}: of a budget of {budget} 元, {owed} 元 are owed; at {factor}, {allotted} 元 are allotted and {left} 元 left",
    ),
    "allocation-provisional": (
        "结果是暂定的：有待补充、并列或待公布的，分配可能改变。",
        "This is provisional: missing facts, ties or announcements may still change it.",
    ),
    "allocation-written": ("每家企业的分配已写入 {file}", "What each firm is allotted is in {file}"),
    "subject-places": ("按排名，以兑付结果为准", "subject to ranking; what is paid out decides"),
    "subject-budget": ("按预算，以兑付结果为准", "subject to the budget; what is paid out decides"),
    "subject-both": ("按排名和预算，以兑付结果为准", "subject to ranking and the budget; what is paid out decides"),
    "run-written": ("结果已写入 {folder}，用时 {seconds} 秒", "The results are in {folder}; it took {seconds} s"),
    "run-digest": ("结果摘要 {digest}", "Digest of the results: {digest}"),
    "run-resumed": (
        "接着上次做，已完成 {done}/{parts} 部分",
        "Going on from an earlier attempt: {done} of {parts} parts are done",
    ),
    "run-interrupted": (
        "已中断。已完成的部分（如有）已保存，再次运行同样的命令即接着做；目标文件夹没有写入。",
        "Interrupted. Finished parts, if any, are kept: run the same command again to go on. The target is not written.",
    ),
    "run-refused": ("由解释器计算（SQL 不支持）：", "Computed by the interpreter (SQL refuses):"),
    "run-refused-clause": ("{pack} {clause}：{reason}", "{pack} {clause}: {reason}"),
    "verified": (
        "已用解释器核对 {firms} 家企业、{cells} 个结果：{differing} 个不一致",
        "Recomputed {firms} firms, {cells} results, by the interpreter: {differing} differ",
    ),
    "simulation-written": ("报告已写入 {report}", "The report is in {report}"),
    "draft-replaces": (
        "草案《{title}》替换现行的《{replaced}》（{pack}）",
        "The draft “{title}” replaces “{replaced}” ({pack})",
    ),
    "draft-new": ("草案《{title}》作为新的政策包（{pack}）", "The draft “{title}” stands as a new pack ({pack})"),
    "before": ("原金额", "before"),
    "after": ("新金额", "after"),
    "difference": ("差额", "difference"),
    "gaining": ("受益", "gain"),
    "losing": ("受损", "lose"),
    "changed": ("改划", "change"),
    "becomes-unknown": ("转为待补充", "no longer tell"),
    "switched": ("改走他条", "switch"),
    "effect-award": (
        "奖补：差额 {difference} 元，受益 {gaining} 家，受损 {losing} 家，说不清 {unclear} 家",
        "Awards: {difference} 元; {gaining} firms gain, {losing} lose, {unclear} unclear",
    ),
    "effect-relief": (
        "减免：差额 {difference} 元，受益 {gaining} 家，受损 {losing} 家，说不清 {unclear} 家（不计入奖补）",
        "Reliefs: {difference} 元; {gaining} firms gain, {losing} lose, {unclear} unclear (in no total of awards)",
    ),
    "effect-status": (
        "资格：受益 {gaining} 家，受损 {losing} 家，说不清 {unclear} 家",
        "Statuses: {gaining} firms gain, {losing} lose, {unclear} unclear",
    ),
    "budget-used": (
        "预算（{policy}）：{budget} 元，占用 {share}，按施行期均匀支出的用尽日 {dry}；{firms} 家可享，从小到大付得清 {most} 家，从大到小 {least} 家",
        "Budget ({policy}): {budget} 元, {share} used, dry on {dry} if spent evenly over the period in force; of {firms} firms {most} are paid smallest first, {least} largest first",
    ),
    "budget-limits": (
        "（付款次序由政策定；没有计待补充的企业）",
        "(the order of payment is for the policy to say; firms nobody can tell are not counted)",
    ),
    "after-stacking": ("叠加后（全部现行政策的奖补，元）", "After stacking (all awards in force, 元)"),
    "in-force": ("现行", "in force"),
    "with-draft": ("换上草案", "with the draft"),
    "awards-alone": ("各条单独合计", "clauses by themselves"),
    "awards-stacked": ("叠加后至少", "after stacking, at least"),
    "firms-open": ("金额未定的企业（家）", "firms whose total is open"),
    "stacked-effect": (
        "叠加后：多得 {gaining} 家（{gained} 元），少得 {losing} 家（{lost} 元），其中 {provisional} 家的金额未定；说不清 {unclear} 家；不变 {unchanged} 家",
        "After stacking: {gaining} firms get more ({gained} 元), {losing} less ({lost} 元), {provisional} of these provisionally; {unclear} unclear; {unchanged} the same",
    ),
    "without-stacking": (
        "以上按各条单独计算，没有计叠加规则（加 --stacking 计入）。",
        "Clauses are told by themselves: rules of stacking are not counted (--stacking counts them).",
    ),
    "besides-stacking": (
        "其余数字按各条单独计算。",
        "All other figures tell clauses by themselves.",
    ),
    "without-allocation": (
        "名额和预算的分配（zhida allocate）不在模拟之内。",
        "Places and budgets (zhida allocate) are no part of a simulation.",
    ),
    "policy": ("政策", "policy"),
    "clause": ("条款", "clause"),
    "entitled": ("可享", "entitled"),
    "not-entitled": ("不符合", "not entitled"),
    "cannot-tell": ("待补充", "cannot tell"),
    "total": ("合计（元）", "total (元)"),
    "awards-total": (
        "奖补合计 {amount} 元（不含减免，未计政策叠加限制）",
        "Awards in all: {amount} 元 (reliefs not counted, before rules of stacking)",
    ),
    "total-owed": ("叠加后可得奖补 {amount} 元", "Awards after stacking: {amount} 元 in all"),
    "total-at-least": (
        "叠加后可得奖补至少 {least} 元（有待补充的，没有上限）",
        "Awards after stacking: at least {least} 元 (facts are missing; there is no upper bound)",
    ),
    "total-between": (
        "叠加后可得奖补 {least} 至 {most} 元（有待补充或待核定的）",
        "Awards after stacking: {least} to {most} 元 (facts are missing, or a department decides)",
    ),
    "total-subject": (
        "合计里有按排名或预算兑付的奖补，以兑付结果为准。",
        "Some of these awards are subject to ranking or a budget; what is paid out decides.",
    ),
    "amount-between": (
        "{least} 至 {most} 元（由主管部门在区间内核定）",
        "{least} to {most} 元 (the department decides within the range)",
    ),
    "stacked-granted": ("暂计  {title}  {amount} 元", "for now  {title}  {amount} 元"),
    "stacked-cut": ("削减  {title}  {amount} 元 → {granted} 元", "cut  {title}  {amount} 元 → {granted} 元"),
    "stacked-dropped": ("不计  {title}  {amount} 元", "not granted  {title}  {amount} 元"),
    "stacked-unknown": ("待补充  {title}", "cannot tell  {title}"),
    "distance": ("差：{changes}，可得 {gain}", "short of it: {changes}; then {gain}"),
    "distance-class": ("差：{changes}，可认定为 {gain}", "short of it: {changes}; then classified as {gain}"),
    "distance-status": ("差：{changes}，即符合", "short of it: {changes}; then entitled"),
    "distance-until": ("（最迟 {day}）", " (by {day})"),
    "change": ("{name} 从 {before} 到 {after}", "{name} from {before} to {after}"),
    "missing": ("还缺：{facts}", "missing: {facts}"),
    "unverified": ("未与原文核对", "not yet checked against the original"),
}


def choose_language(wanted: str | None) -> Language:
    """The language asked for, else ZHIDA_LANGUAGE's, else the locale's; Chinese when nothing is said."""
    for text in (wanted, os.environ.get("ZHIDA_LANGUAGE"), os.environ.get("LC_ALL"), os.environ.get("LANG")):
        if text:
            return "en" if text.lower().startswith("en") else "zh"
    return "zh"


def say(key: str, language: Language, **values: object) -> str:
    """A text in a language, its values filled in.

    >>> say("entitled", "en")
    'entitled'
    """
    chinese, english = TEXTS[key]
    return (chinese if language == "zh" else english).format(**values)
