"""Firms are read strictly: every error has its file, its line and the way to it, and all are told at once."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import CATALOGUE, CODE, found_in, make_code, make_firm_data
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing
from zhida.policy.firm import MAXIMUM_BYTES, Firm, Provenance, open_firm, read_firm


def read(data: bytes | str) -> Firm:
    return read_firm(data if isinstance(data, bytes) else data.encode(), "firm.json", CATALOGUE)


def refused(data: bytes | str) -> list[str]:
    with pytest.raises(DiagnosticError) as error:
        read(data)
    return found_in(error.value)


def write(members: str) -> str:
    return f'{{\n"统一社会信用代码": "{CODE}",\n"名称": "示例科技",\n{members}\n}}'


def test_a_whole_firm() -> None:
    firm = read(
        make_firm_data(
            成立日期="2019-05-20",
            规上企业=True,
            年度账=[{"年份": 2025, "研发费用": "900000.50", "职工总数": None}],
            知识产权=[{"授权日": "2023-03-01"}],
            出处={"年度账": {"来源": "税务局", "日期": "2026-05-31"}},
        )
    )
    assert (firm.code, firm.name) == (CODE, "示例科技有限公司")
    assert firm.facts == {
        "成立日期": Date(2019, 5, 20),
        "规上企业": True,
        "行业": Missing(frozenset({"行业"})),
        "注册资本": Missing(frozenset({"注册资本"})),
        "得分率": Missing(frozenset({"得分率"})),
        "年度账": [
            {
                "年份": Decimal(2025),
                "营业收入": Missing(frozenset({"年度账[2025].营业收入"})),
                "研发费用": Decimal("900000.50"),
                "职工总数": Missing(frozenset({"年度账[2025].职工总数"})),
            }
        ],
        "知识产权": [{"类别": Missing(frozenset({"知识产权[0].类别"})), "授权日": Date(2023, 3, 1)}],
    }
    assert firm.provenance == {"年度账": Provenance("税务局", Date(2026, 5, 31))}


def test_an_empty_list_is_known() -> None:
    assert read(make_firm_data(知识产权=[])).facts["知识产权"] == []


def test_a_mark_of_byte_order_is_no_fault() -> None:
    assert read(b"\xef\xbb\xbf" + make_firm_data()).code == CODE


@pytest.mark.parametrize("number", range(20))
def test_valid_codes(number: int) -> None:
    code = make_code(number)
    assert read(json.dumps({"统一社会信用代码": code, "名称": "甲"})).code == code


CODES = [
    ('"91610131MA6U0K123B"', "校验位不对：末位是 B，按前 17 位应当是 A"),
    ('"91610131MA6U0K123"', "有 17 位，应当是 18 位"),
    ('"91610131MA6U0K12IA"', "含有不该有的字符"),
    ('"9161013１MA6U0K123A"', "含空格、连字符、小写字母或全角字符。 → 写成 91610131MA6U0K123A。"),
    ('"91610131ma6u0k123a"', "含空格、连字符、小写字母或全角字符。 → 写成 91610131MA6U0K123A。"),
    ('"91610131 MA6U0K123A"', "含空格、连字符、小写字母或全角字符。 → 写成 91610131MA6U0K123A。"),
    ("911101080000000001", "写成了数字，末几位可能已经不对"),
    ("9.11101080000000e+17", "成了 9.11101080000000e+17：表格软件把它当成数字"),
    ('"9.1110108E+17"', "成了 9.1110108E+17：表格软件把它当成数字"),
    ("91110108", "成了 91110108：表格软件把它当成数字"),
    ("true", "统一社会信用代码不是文字"),
    ("null", "没有统一社会信用代码"),
]


@pytest.mark.parametrize(("written", "words"), CODES, ids=[written for written, _ in CODES])
def test_bad_codes(written: str, words: str) -> None:
    (line,) = refused(f'{{"名称": "甲",\n"统一社会信用代码": {written}}}')
    assert line.startswith("firm.json:")
    assert "(统一社会信用代码)" in line
    assert words in line


FACTS = [
    ('"注册资本": -5', "4:9 (注册资本): “注册资本”不能是 -5，允许的取值是 >= 0。"),
    ('"注册资本": "1200万"', "4:9 (注册资本): “注册资本”的值“1200万”不是数字。"),
    ('"注册资本": "12,000"', "4:9 (注册资本): “注册资本”的值“12,000”不是数字。"),
    ('"注册资本": "１２"', "4:9 (注册资本): “注册资本”的值“１２”不是数字。"),
    ('"注册资本": 1.2e7', "4:9 (注册资本): “注册资本”的值 1.2e7 是科学计数法，可能已经丢了数位。"),
    ('"注册资本": 0.001', "4:9 (注册资本): “注册资本”是“金额”，最多 2 位小数，这里是 0.001。"),
    ('"注册资本": "1.' + "0" * 40 + '1"', "4:9 (注册资本): “注册资本”是“金额”，最多 2 位小数，这里是 1.0000"),
    ('"注册资本": 1000000000000000', "4:9 (注册资本): “注册资本”超过 15 位整数。"),
    ('"注册资本": true', "4:9 (注册资本): “注册资本”应当是“金额”，这里是 true。"),
    ('"注册资本": []', "4:9 (注册资本): “注册资本”应当是“金额”，这里是 []。"),
    ('"得分率": 1.01', "4:8 (得分率): “得分率”不能是 1.01，允许的取值是 [0..1]。"),
    ('"规上企业": "true"', '4:9 (规上企业): “规上企业”应当是“是否”，这里是 "true"。'),
    ('"规上企业": 1', "4:9 (规上企业): “规上企业”应当是“是否”，这里是 1。"),
    ('"行业": 5', "4:7 (行业): “行业”应当是“文本”，这里是 5。"),
    ('"行业": " "', "4:7 (行业): “行业”是空的文字。"),
    ('"行业": "采矿业"', "4:7 (行业): “行业”不能是 采矿业，允许的取值是"),
    ('"成立日期": "2023-02-29"', "4:9 (成立日期): “成立日期”的值 2023-02-29 不是真实存在的日期。"),
    ('"成立日期": "2023/2/9"', "4:9 (成立日期): “成立日期”的值 2023/2/9 不是日期。"),
    ('"成立日期": 20230209', "4:9 (成立日期): “成立日期”的值 20230209 不是日期。"),
    ('"注册资金": 5', "4:9 (注册资金): 事实目录里没有“注册资金”。 → 是不是“注册资本”？"),
    ('"x": 5', "4:6 (x): 事实目录里没有“x”。 → 事实的名称见 packs/facts.md；用不到的删去。"),
    ('"知识产权": {}', "4:9 (知识产权): “知识产权”应当是一个列表 […]。"),
    ('"知识产权": ["发明"]', "4:10 (知识产权[0]): “知识产权”的每一项应当是一个对象 {…}。"),
    ('"知识产权": [{}, {"类": "a"}]', "4:20 (知识产权[1].类): 事实目录里没有“类”。"),
    ('"年度账": [{"研发费用": 1}]', "4:9 (年度账[0]): 这一年的账没有写“年份”。"),
    ('"年度账": [{"年份": 2025}, {"年份": 2025}]', "4:23 (年度账[1]): 2025 年的账出现了两次。"),
    ('"年度账": [{"年份": 2025}, {"年份": 2024, "营业收入": -1}]', "(年度账[1].营业收入): “营业收入”不能是 -1"),
    (
        '"年度账": [{"年份": 2025, "职工总数": 1.5}]',
        "(年度账[0].职工总数): “职工总数”是“数量”，最多 0 位小数，这里是 1.5。",
    ),
    ('"出处": []', "4:7 (出处): 出处写得不对。"),
    ('"出处": {"年度帐": {"来源": "税务局"}}', "(出处.年度帐): 事实目录里没有“年度帐”。 → 是不是“年度账”？"),
    ('"出处": {"年度账": {"日期": "2026-05-31"}}', "(出处.年度账): 出处写得不对。"),
    (
        '"出处": {"年度账": {"来源": "税务局", "日期": "2026-13-01"}}',
        "(出处.年度账.日期): “日期”的值 2026-13-01 不是真实存在的日期。",
    ),
]


@pytest.mark.parametrize(("member", "words"), FACTS, ids=[member[:40] for member, _ in FACTS])
def test_bad_facts(member: str, words: str) -> None:
    (line,) = refused(write(member))
    assert line.startswith("firm.json:4:")
    assert words in line


JSON = [
    ('{"a": 1', "1:8: JSON 没有写完。"),
    ('{"a": 1,}', "1:9: “{”“[”里的最后一项之后多了一个逗号，或缺了一项。"),
    ('{"a": [1,]}', "1:10: “{”“[”里的最后一项之后多了一个逗号，或缺了一项。"),
    ('{"a": [1}', "1:9: 这里应当是“,”，却是“}”。"),
    ('{"a": 1 "b": 2}', '1:9: 这里应当是“,”，却是“"”。'),
    ('{"a" 1}', "1:6: 这里应当是“:”，却是“1”。"),
    ('{"a"：1}', "1:5: “：”是全角符号，JSON 只认半角。 → 写成 :。"),
    ('{"a": 1，"b": 2}', "1:8: “，”是全角符号，JSON 只认半角。 → 写成 ,。"),
    ("{“a”: 1}", "1:2: ““”是全角符号，JSON 只认半角。"),
    ("名称,成立日期\n甲,2020-01-01\n", "1:1: 这不是 JSON：可能是表格、网页或别的文件。"),
    ("  \n ", "2:2: 文件是空的。"),
    ("{'a': 1}", "1:2: 这里不应当是“'”。"),
    ('{"a": NaN}', "1:7: NaN 不是数字。"),
    ('{"a": -Infinity}', "1:7: -Infinity 不是数字。"),
    ('{"a": 01}', "1:8: 这里应当是“,”，却是“1”。"),
    ('{"a": "x', "这段文字没有写完，或含有不能出现的字符。"),
    ('{"a": "x\ny"}', "这段文字没有写完，或含有不能出现的字符。"),
    ('{"a": "\\ud800"}', "这段文字没有写完，或含有不能出现的字符。"),
    ('{"注册资本": 1,\n"注册资本": 2}', "2:1: “注册资本”出现了两次。"),
    ("{} {}", "1:4: JSON 到此已经结束，后面还有内容。"),
    ("[" * 100_000, "1:22: 嵌套超过 20 层。"),
    ("", "1:1: 文件是空的。"),
    ("[]", "1:1: 企业文件应当是一个 JSON 对象 {…}。"),
]


@pytest.mark.parametrize(("text", "words"), JSON, ids=[text[:20] for text, _ in JSON])
def test_bad_json(text: str, words: str) -> None:
    (line,) = refused(text)
    assert line.startswith("firm.json:")
    assert words in line


def test_not_utf_8() -> None:
    assert refused('{\n"名称": "示例"}'.encode("gb18030")) == [
        "firm.json:2:1: 从这一行起不是 UTF-8 编码。 → 另存为 UTF-8 编码（记事本：另存为 › 编码 › UTF-8）。"
    ]


def test_all_errors_are_told_at_once() -> None:
    lines = refused(
        '{"统一社会信用代码": 1,\n"注册资本": -1,\n"成立日期": "2023-02-30",\n"年度账": [{"年份": 2025, "研发费": 1}]}'
    )
    assert [line.split(")")[0].split("(")[1] for line in lines] == [
        "统一社会信用代码",
        "名称",
        "注册资本",
        "成立日期",
        "年度账[0].研发费",
    ]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "firm.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DiagnosticError) as error:
        open_firm(path, CATALOGUE)
    assert [(found.code, found.values["size"]) for found in error.value.diagnostics] == [
        ("firm.too-large", 200_000_000)
    ]


def test_so_are_large_data() -> None:
    assert "超过上限 5000000" in refused(b" " * (MAXIMUM_BYTES + 1))[0]


def test_a_firm_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "firm.json"
    path.write_bytes(make_firm_data(规上企业=False))
    assert open_firm(path, CATALOGUE).facts["规上企业"] is False


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(DiagnosticError):
        assert isinstance(read(data), Firm)


AMOUNTS = st.decimals(0, 10**15 - 1, places=2)


@given(AMOUNTS, st.booleans())
def test_amounts_are_read_exactly(amount: Decimal, quoted: bool) -> None:  # noqa: FBT001
    text = format(amount, "f")
    written = f'"{text}"' if quoted else text
    assert read(write(f'"注册资本": {written}')).facts["注册资本"] == amount


def test_a_null_provenance_is_none() -> None:
    assert dict(read(write('"出处": null')).provenance) == {}
