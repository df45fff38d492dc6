"""What is said about new policies."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    "template.bad-key": Message(
        "“{key}”不是政策包的路径。",
        "“{key}” is no key of a pack.",
        "写成 区域/政策，如 示范高新区/研发投入。",
        "Write zone/policy, such as 示范高新区/研发投入.",
    ),
    "template.bad-name": Message(
        "“{name}”不能作文件夹的名称。",
        "“{name}” is no name for a folder.",
        "1 至 {limit} 个字，不以点或连字符开头，不以点结尾。",
        "1 to {limit} characters, not beginning with a dot or a hyphen, not ending with a dot.",
    ),
    "template.bad-character": Message(
        "名称“{name}”里不能有“{character}”。",
        "The name “{name}” cannot have “{character}”.",
        "用汉字、字母、数字和连字符。",
        "Use Chinese characters, letters, digits and hyphens.",
    ),
    "template.bad-text": Message(
        "{name} 是空的，或者有换行等不可见的字符：“{text}”。",
        "{name} is empty, or has line breaks or other characters that cannot be seen: “{text}”.",
        "写成一行文字。",
        "Write it as one line of text.",
    ),
    "template.unfit-catalogue": Message(
        "模板在这个政策库里编译不了，没有写入：",
        "The template does not compile in this library; nothing was written:",
        "在 facts.md 里声明模板用到的事实：规上企业（是否），年度账的研发费用（金额）。",
        "Declare in facts.md the facts it uses: 规上企业 (是否) and, of the accounts, 研发费用 (金额).",
    ),
}
