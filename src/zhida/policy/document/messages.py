"""What reading a document says when something is wrong with it."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "document.too-large": Message(
        "{file} 超过 {limit} 个字符，没有读取。",
        "{file} has more than {limit} characters and was not read.",
        "把文件拆成几个政策包。",
        "Split it into several packs.",
    ),
    "document.not-utf-8": Message(
        "从这里起不是 UTF-8 编码。",
        "From here on the file is not UTF-8.",
        "另存为 UTF-8 编码（记事本：另存为 › 编码 › UTF-8）。",
        "Save it as UTF-8 (Notepad: Save as › Encoding › UTF-8).",
    ),
    "document.too-many-blocks": Message(
        "文件的标题、表和代码块超过 {limit} 个。",
        "The file has more than {limit} headings, tables and blocks.",
        "把文件拆成几个政策包。",
        "Split it into several packs.",
    ),
    "document.table-too-large": Message(
        "这张表超过 {limit} 个单元格。",
        "This table has more than {limit} cells.",
        "拆成几张表。",
        "Split it into several tables.",
    ),
    "document.line-break-in-cell": Message(
        "单元格里不能换行。",
        "A cell cannot hold a line break.",
        "写在一行里；长的表达式放进 feel 代码块，给它一个名字。",
        "Write it on one line; give a long expression a name in a feel block.",
    ),
    "document.full-width-colon": Message(
        "{key} 后面是全角冒号。",
        "A full-width colon stands after {key}.",
        "写成半角冒号加一个空格，如“{key}: 值”。",
        "Write a plain colon and a blank, like “{key}: value”.",
    ),
    "document.bad-yaml": Message(
        "这里不是 YAML：{problem}。",
        "This is not YAML: {problem}.",
        "每行写成“键: 值”，冒号后有一个空格，缩进用空格。",
        "Write “key: value” on each line, a blank after the colon, and indent with blanks.",
    ),
    "document.yaml-not-a-mapping": Message(
        "这里应当是若干行“键: 值”。",
        "Lines of “key: value” belong here.",
        "每行写成“键: 值”。",
        "Write “key: value” on each line.",
    ),
    "document.yaml-bad-key": Message(
        "键必须是一个词。",
        "A key must be a single word.",
        "写成“键: 值”。",
        "Write “key: value”.",
    ),
    "document.yaml-too-complex": Message(
        "这里不能用引用（&、*），嵌套也不能这样深。",
        "References (&, *) and such deep nesting are not allowed here.",
        "把内容直接写出来。",
        "Write the content out.",
    ),
    "document.duplicate-key": Message(
        "键 {key} 出现了两次。",
        "The key {key} is given twice.",
        "只留一个。",
        "Keep one of them.",
    ),
}
