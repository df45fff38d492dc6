"""What is said about a firm's file."""

from __future__ import annotations

from zhida.lang.base.messages import Message, Messages

MESSAGES: Messages = {
    # A firm
    "firm.too-large": Message(
        "{file} 有 {size} 字节，超过上限 {limit}，没有读取。",
        "{file} has {size} bytes, more than the limit of {limit}, and was not read.",
        "一个文件只放一家企业；批量测算用快照。",
        "One file holds one firm; use a snapshot for many.",
    ),
    "firm.not-utf-8": Message(
        "从这一行起不是 UTF-8 编码。",
        "From this line on the file is not UTF-8.",
        "另存为 UTF-8 编码（记事本：另存为 › 编码 › UTF-8）。",
        "Save it as UTF-8.",
    ),
    "firm.not-an-object": Message(
        "企业文件应当是一个 JSON 对象 {{…}}。",
        "A firm's file must be one JSON object {{…}}.",
        "以 {{ 开头，以 }} 结尾；一个文件一家企业。",
        "Begin with {{ and end with }}; one firm in one file.",
    ),
    "firm.code-missing": Message(
        "没有统一社会信用代码。",
        "There is no unified social credit code.",
        "补上“统一社会信用代码”，18 位，写在引号里。",
        "Add “统一社会信用代码”: 18 characters, in quotes.",
    ),
    "firm.code-is-number": Message(
        "统一社会信用代码 {text} 写成了数字，末几位可能已经不对。",
        "The unified social credit code {text} is written as a number; its last digits may be wrong already.",
        "对照营业执照，把 18 位代码写在引号里；Excel 里先把这一列设为文本。",
        "Compare it with the business licence and write the 18 characters in quotes; in Excel, format the column as text first.",
    ),
    "firm.code-lost-digits": Message(
        "统一社会信用代码成了 {text}：表格软件把它当成数字，末几位已经丢失，无法还原。",
        "The unified social credit code became {text}: a spreadsheet took it for a number, and its last digits are lost for good.",
        "对照营业执照重新录入；Excel 里先把这一列设为文本，再粘贴 18 位代码。",
        "Type it again from the business licence; in Excel, format the column as text before pasting the 18 characters.",
    ),
    "firm.code-not-text": Message(
        "统一社会信用代码不是文字。",
        "The unified social credit code is not a text.",
        "把 18 位代码写在引号里。",
        "Write the 18 characters in quotes.",
    ),
    "firm.code-length": Message(
        "统一社会信用代码“{code}”有 {length} 位，应当是 18 位。",
        "The unified social credit code “{code}” has {length} characters, not 18.",
        "对照营业执照补全。",
        "Complete it from the business licence.",
    ),
    "firm.code-characters": Message(
        "统一社会信用代码“{code}”含有不该有的字符。",
        "The unified social credit code “{code}” has characters it cannot have.",
        "前 8 位是数字，后 10 位是数字或大写字母，不用 I、O、Z、S、V。",
        "The first 8 are digits, the last 10 digits or capital letters other than I, O, Z, S and V.",
    ),
    "firm.code-check-digit": Message(
        "统一社会信用代码“{code}”的校验位不对：末位是 {given}，按前 17 位应当是 {right}。",
        "The check digit of the unified social credit code “{code}” is wrong: it ends with {given}, the first 17 characters call for {right}.",
        "对照营业执照逐位核对，前 17 位也可能有误。",
        "Compare every character with the business licence; the first 17 may be wrong too.",
    ),
    "firm.code-not-plain": Message(
        "统一社会信用代码“{code}”含空格、连字符、小写字母或全角字符。",
        "The unified social credit code “{code}” has blanks, hyphens, small letters or full-width characters.",
        "写成 {plain}。",
        "Write {plain}.",
    ),
    "firm.name-missing": Message(
        "没有企业名称。",
        "The firm has no name.",
        "补上“名称”。",
        "Add “名称”.",
    ),
    "firm.unknown-fact": Message(
        "事实目录里没有“{name}”。",
        "The catalogue has no fact “{name}”.",
        "事实的名称见 packs/facts.md；用不到的删去。",
        "See packs/facts.md for the names; leave out what is not used.",
    ),
    "firm.misspelt-fact": Message(
        "事实目录里没有“{name}”。",
        "The catalogue has no fact “{name}”.",
        "是不是“{similar}”？",
        "Did you mean “{similar}”?",
    ),
    "firm.not-a-list": Message(
        "“{name}”应当是一个列表 […]。",
        "“{name}” must be a list […].",
        "一条也没有时写 []；不知道时删去这一项。",
        "Write [] if there is none, leave it out if it is unknown.",
    ),
    "firm.not-a-record": Message(
        "“{name}”的每一项应当是一个对象 {{…}}。",
        "Every item of “{name}” must be an object {{…}}.",
        '写成 {{"事实": 值, …}}。',
        'Write {{"fact": value, …}}.',
    ),
    "firm.year-missing": Message(
        "这一年的账没有写“{name}”。",
        "These accounts do not say their “{name}”.",
        "补上年份，如 2025。",
        "Add the year, such as 2025.",
    ),
    "firm.duplicate-year": Message(
        "{year} 年的账出现了两次。",
        "The accounts of {year} stand twice.",
        "只留一份。",
        "Keep one of them.",
    ),
    "firm.bad-provenance": Message(
        "出处写得不对。",
        "The provenance is not well formed.",
        '写成 {{"年度账": {{"来源": "税务局", "日期": "2026-05-31"}}}}。',
        'Write {{"年度账": {{"来源": "税务局", "日期": "2026-05-31"}}}}.',
    ),
    # JSON
    "json.text-after-end": Message(
        "JSON 到此已经结束，后面还有内容。",
        "The JSON ends here, yet more follows.",
        "一个文件只放一个对象。",
        "A file holds one object.",
    ),
    "json.empty": Message(
        "文件是空的。",
        "The file is empty.",
        "写一个 JSON 对象 {{…}}，至少有“统一社会信用代码”和“名称”。",
        "Write one JSON object {{…}} with at least “统一社会信用代码” and “名称”.",
    ),
    "json.something-else": Message(
        "这不是 JSON：可能是表格、网页或别的文件。",
        "This is not JSON: perhaps a spreadsheet, a web page or another file.",
        "企业文件以 {{ 开头；表格里的企业要先转成 JSON，样子见 examples/firm.json。",
        "A firm's file begins with {{; turn a spreadsheet into JSON first, as in examples/firm.json.",
    ),
    "json.trailing-comma": Message(
        "“{{”“[”里的最后一项之后多了一个逗号，或缺了一项。",
        "After the last item of an object or a list there is a comma too many, or an item is lacking.",
        "删去这之前的逗号。",
        "Remove the comma before it.",
    ),
    "json.full-width": Message(
        "“{text}”是全角符号，JSON 只认半角。",
        "“{text}” is a full-width sign; JSON takes plain ones only.",
        "写成 {plain}。",
        "Write {plain}.",
    ),
    "json.missing": Message(
        "这里应当是“{wanted}”，却是“{text}”。",
        "“{wanted}” belongs here, not “{text}”.",
        "两项之间写逗号，名称和值之间写冒号。",
        "Write a comma between items and a colon between a name and its value.",
    ),
    "json.ends-early": Message(
        "JSON 没有写完。",
        "The JSON ends too early.",
        "补上缺少的 }} 或 ]。",
        "Add the missing }} or ].",
    ),
    "json.unexpected": Message(
        "这里不应当是“{text}”。",
        "“{text}” cannot stand here.",
        "检查逗号、冒号、引号和括号；最后一项之后没有逗号，也不能写注释。",
        "Check commas, colons, quotes and brackets; no comma after the last item, and no comments.",
    ),
    "json.bad-string": Message(
        "这段文字没有写完，或含有不能出现的字符。",
        "This text does not end, or has a character that cannot stand in it.",
        "补上结尾的引号；换行写成 \\n。",
        "Close the quotes; write a line break as \\n.",
    ),
    "json.not-a-number": Message(
        "{text} 不是数字。",
        "{text} is not a number.",
        "不知道时删去这一项。",
        "Leave it out if it is unknown.",
    ),
    "json.duplicate-key": Message(
        "“{key}”出现了两次。",
        "“{key}” is given twice.",
        "只留一个；系统不替你挑选。",
        "Keep one of them; none is chosen for you.",
    ),
    "json.too-deep": Message(
        "嵌套超过 {limit} 层。",
        "Nested more than {limit} levels deep.",
        "企业文件只有对象、列表和列表里的对象。",
        "A firm's file has an object, lists, and objects in them.",
    ),
}
