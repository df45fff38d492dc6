"""What is said about workbooks, by sheet and cell."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "workbook.too-large": Message(
        "工作簿超过 {limit} 字节。",
        "The workbook is larger than {limit} bytes.",
        "只保留政策的表。",
        "Keep the tables of the policy only.",
    ),
    "workbook.not-excel": Message(
        "这不是 Excel 工作簿（.xlsx）。",
        "This is no Excel workbook (.xlsx).",
        "在 Excel 里另存为“Excel 工作簿 (*.xlsx)”；有密码的先去掉密码。",
        "Save it as “Excel Workbook (*.xlsx)”, without a password.",
    ),
    "workbook.without-cover": Message(
        "工作簿里没有工作表“{name}”。",
        "The workbook has no sheet “{name}”.",
        "用 zhida to-excel 重新导出，再改。",
        "Make it anew with zhida to-excel, then edit.",
    ),
    "workbook.sheet-too-large": Message(
        "工作表超过 {rows} 行或 {columns} 列。",
        "The sheet has more than {rows} rows or {columns} columns.",
        "删去表外的行和列。",
        "Delete rows and columns outside the table.",
    ),
    "workbook.merged-cells": Message(
        "{cells} 是合并的单元格。",
        "{cells} are merged cells.",
        "取消合并，每一格都写上内容。",
        "Unmerge them and fill in every cell.",
    ),
    "workbook.outside-table": Message(
        "这一格在表头之外，会丢。",
        "This cell stands beyond the header and would be lost.",
        "在第一行写上这一列的表头，或删去这一格。",
        "Give its column a heading in the first row, or delete it.",
    ),
    "workbook.line-break": Message(
        "单元格里有换行，表格里写不下。",
        "The cell has a line break, which no table can hold.",
        "写成一行。",
        "Write it on one line.",
    ),
    "workbook.formula": Message(
        "这一格是公式 {text}。",
        "This cell is a formula, {text}.",
        "写上规则本身；要让文字以 = 开头，把单元格设为文本。",
        "Write the rule itself; for a text that begins with =, format the cell as text.",
    ),
    "workbook.error-value": Message(
        "这一格是错误值 {text}。",
        "This cell is the error {text}.",
        "改正或清空。",
        "Correct or clear it.",
    ),
    "workbook.no-text": Message(
        "这一格的值 {text} 写不进规则。",
        "The value {text} cannot stand in a rule.",
        '写成文字；日期写成 @"2024-01-31"。',
        'Write it as text; a day as @"2024-01-31".',
    ),
    "workbook.digits-lost": Message(
        "数字 {text} 超过 Excel 的 15 位，可能已经丢了数位。",
        "The number {text} has more than the 15 digits of Excel and may have lost some.",
        "把单元格设为文本，重新写全。",
        "Format the cell as text and write it out again.",
    ),
    "workbook.document-changed": Message(
        "导出这个工作簿之后，文档 {document} 又改过。",
        "The document {document} has changed since this workbook was made.",
        "重新导出，把改动写到新的工作簿里；不然会盖掉别人的修改。",
        "Export it again and edit that one, or the changes of others would be lost.",
    ),
    "workbook.sheet-missing": Message(
        "工作簿里没有工作表“{name}”。",
        "The workbook has no sheet “{name}”.",
        "不要删除或改名工作表；要删一张表，在文档里删。",
        "Leave the sheets and their names; to drop a table, drop it in the document.",
    ),
    "workbook.sheet-empty": Message(
        "工作表“{name}”是空的。",
        "The sheet “{name}” is empty.",
        "至少保留表头。",
        "Keep the header at least.",
    ),
    "workbook.unknown-sheet": Message(
        "文档里没有工作表“{name}”的表。",
        "The document has no table for the sheet “{name}”.",
        "可能的名称：{known}。新的表在文档里加。",
        "It may be {known}. New tables are added in the document.",
    ),
}
