from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.policy import FACTS, FRONT_MATTER, POLICY_TEXT, found_in, make_clause, make_pack
from zhida.lang.base.diagnostic import DiagnosticError, has_errors
from zhida.policy.cases import run_cases
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.metadata import Period
from zhida.policy.pack import PackLibrary, load_packs, load_some_packs

RULE = "\n## 第一条 条款 {#one}\n\n```feel\n数 = 1\n```\n"


def write_packs(folder: Path, texts: Mapping[str, str]) -> Path:
    (folder / "facts.md").write_text(FACTS, encoding="utf-8")
    for key, text in texts.items():
        path = folder / key / "policy.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


def using(*keys: str) -> str:
    uses = ", ".join(f"包{index}: {key}" for index, key in enumerate(keys))
    return FRONT_MATTER.replace("layer: N", f"uses: {{{uses}}}") + RULE


def load(folder: Path, texts: Mapping[str, str]) -> PackLibrary:
    return load_packs(write_packs(folder, texts))


def refused(folder: Path, texts: Mapping[str, str]) -> list[str]:
    with pytest.raises(DiagnosticError) as error:
        load(folder, texts)
    return found_in(error.value)


def test_metadata() -> None:
    metadata = make_pack(
        POLICY_TEXT.replace("layer: N", "layer: N\nbudget: 1.5亿\nstages: [甲, 乙]\ndepartment: 科技局")
    ).metadata
    assert (metadata.title, metadata.number, metadata.zone) == (
        "支持研发投入若干措施",
        "示高管发〔2024〕3号",
        "示范高新区",
    )
    assert (metadata.budget, metadata.stages, metadata.department) == (Decimal(150_000_000), ("甲", "乙"), "科技局")
    assert metadata.in_force == Period(dt.date(2024, 1, 1), dt.date(2026, 12, 31))


def test_clause() -> None:
    (clause,) = make_pack().clauses
    assert (clause.id, clause.article, clause.title) == ("rd-award", "第三条", "研发投入奖励")
    assert clause.words == "规上企业研发费用超过500万元的，按增量的10%奖励，最高200万元。"
    assert [case.name for case in clause.cases] == ["封顶", "恰好500万", "上年不详"]


def test_answer() -> None:
    (answer,) = make_pack().answers
    assert (answer.kind, answer.name, answer.key) == (ClauseKind.AWARD, "研发投入奖励", "rd-award/研发投入奖励")


def test_digest() -> None:
    assert make_pack().digest == hashlib.sha256(POLICY_TEXT.encode()).hexdigest()


def test_a_library_of_a_folder(tmp_path: Path) -> None:
    library = load(
        tmp_path, {"甲区/用": using("全国/基"), "全国/基": FRONT_MATTER + RULE, "乙区/用": using("甲区/用", "全国/基")}
    )
    order = list(library.packs)
    assert order.index("全国/基") < order.index("甲区/用") < order.index("乙区/用")
    assert library.packs["乙区/用"].uses["包0"] is library.packs["甲区/用"]
    assert set(library.packs["乙区/用"].digests) == {"全国/基", "甲区/用", "乙区/用"}


def test_packs_in_force(tmp_path: Path) -> None:
    later = (FRONT_MATTER + RULE).replace("2024-01-01..2026-12-31", "2027-01-01..")
    library = load(tmp_path, {"甲区/今": FRONT_MATTER + RULE, "甲区/后": later})
    assert [pack.key for pack in library.in_force(dt.date(2026, 12, 31))] == ["甲区/今"]
    assert [pack.key for pack in library.in_force(dt.date(2027, 1, 1))] == ["甲区/后"]


@pytest.mark.parametrize(
    ("written", "start"), [("2024-01-01..9999-12-31", dt.date(2024, 1, 1)), ("..9999-12-31", None)]
)
def test_the_last_day_of_the_calendar_is_no_end(written: str, start: dt.date | None) -> None:
    pack = make_pack((FRONT_MATTER + RULE).replace("2024-01-01..2026-12-31", written))
    assert pack.metadata.in_force == Period(start, None)


def test_packs_in_a_circle_are_refused(tmp_path: Path) -> None:
    lines = refused(tmp_path, {"甲区/甲": using("甲区/乙"), "甲区/乙": using("甲区/丙"), "甲区/丙": using("甲区/甲")})
    circles = [line for line in lines if "循环" in line]
    assert len(circles) == 1
    assert circles[0].split("：")[1].startswith("甲区/丙 → 甲区/甲 → 甲区/乙 → 甲区/丙")


def test_a_pack_that_uses_itself_is_refused(tmp_path: Path) -> None:
    assert any("甲区/甲 → 甲区/甲" in line for line in refused(tmp_path, {"甲区/甲": using("甲区/甲")}))


def test_a_pack_that_does_not_exist(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, {"甲区/甲": using("全国/划形"), "全国/划型": FRONT_MATTER + RULE})
    assert line.endswith("policy.md:6:12: 没有政策包“全国/划形”。 → 可以用的是：全国/划型。")


def test_all_packs_are_looked_at(tmp_path: Path) -> None:
    bad = (FRONT_MATTER + RULE).replace("layer: N", "layer: 2")
    lines = refused(tmp_path, {"甲区/甲": bad, "甲区/乙": bad, "甲区/丙": FRONT_MATTER + RULE})
    assert ["甲区/乙/policy.md" in lines[0], "甲区/甲/policy.md" in lines[1], len(lines)] == [True, True, 2]


class TestSomePacks:
    def test_those_they_use_come_with_them(self, tmp_path: Path) -> None:
        sound = {"甲区/甲": using("甲区/乙"), "甲区/乙": using("全国/基"), "全国/基": FRONT_MATTER + RULE}
        folder = write_packs(tmp_path, {**sound, "乙区/别的": FRONT_MATTER + RULE})

        library = load_some_packs(folder, {"甲区/甲"})

        assert list(library.packs) == ["全国/基", "甲区/乙", "甲区/甲"]
        assert library.packs["甲区/甲"].digests == load_packs(folder).packs["甲区/甲"].digests

    def test_what_is_wrong_with_others_is_not_told(self, tmp_path: Path) -> None:
        folder = write_packs(tmp_path, {"甲区/甲": FRONT_MATTER + RULE, "甲区/坏": "没有头部"})
        (folder / "甲区" / "坏" / "policy.md").write_bytes(b"\xff")

        assert list(load_some_packs(folder, {"甲区/甲"}).packs) == ["甲区/甲"]

    def test_what_is_wrong_with_one_they_use_is_told(self, tmp_path: Path) -> None:
        bad = (FRONT_MATTER + RULE).replace("layer: N", "layer: 2")
        folder = write_packs(tmp_path, {"甲区/甲": using("全国/基"), "全国/基": bad})
        with pytest.raises(DiagnosticError) as error:
            load_some_packs(folder, {"甲区/甲"})
        assert "全国/基/policy.md" in found_in(error.value)[0]

    def test_one_that_is_not_there_is_told_as_ever(self, tmp_path: Path) -> None:
        folder = write_packs(tmp_path, {"甲区/甲": using("全国/划形"), "全国/划型": FRONT_MATTER + RULE})
        with pytest.raises(DiagnosticError) as error:
            load_some_packs(folder, {"甲区/甲"})
        assert found_in(error.value)[0].endswith("→ 可以用的是：全国/划型。")

    def test_packs_in_a_circle_are_refused(self, tmp_path: Path) -> None:
        folder = write_packs(tmp_path, {"甲区/甲": using("甲区/乙"), "甲区/乙": using("甲区/甲")})
        with pytest.raises(DiagnosticError) as error:
            load_some_packs(folder, {"甲区/甲"})
        assert any("循环" in line for line in found_in(error.value))


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    write_packs(tmp_path, {"甲区/甲": FRONT_MATTER + RULE})
    (tmp_path / "甲区" / "甲" / "policy.md").write_bytes((FRONT_MATTER + RULE).encode("gb18030"))
    with pytest.raises(DiagnosticError) as error:
        load_packs(tmp_path)
    assert [found.code for found in error.value.diagnostics] == ["document.not-utf-8"]


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    write_packs(tmp_path, {"甲区/甲": ""})
    with (tmp_path / "甲区" / "甲" / "policy.md").open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(DiagnosticError) as error:
        load_packs(tmp_path)
    assert [found.code for found in error.value.diagnostics] == ["document.too-large"]


def test_definitions_of_the_same_name_stay_in_their_clauses() -> None:
    text = FRONT_MATTER + "".join(
        f"\n## 第{number}条 条款 {{#c{number}}}\n\n```feel\n数 = {number}\n答{number} = 数 * 10\n```\n"
        for number in (1, 2)
    )
    pack = make_pack(text)
    assert [pack.prepared.run({}).value(f"c{number}/答{number}") for number in (1, 2)] == [10, 20]


def test_a_name_defined_twice_elsewhere_is_unknown() -> None:
    text = FRONT_MATTER + "".join(
        f"\n## 第{number}条 条款 {{#c{number}}}\n\n```feel\n{body}\n```\n"
        for number, body in ((1, "数 = 1"), (2, "数 = 2"), (3, "答 = 数"))
    )
    with pytest.raises(DiagnosticError) as error:
        make_pack(text)
    assert [found.code for found in error.value.diagnostics] == ["core.unknown-name"]


def test_definitions_in_a_circle_are_refused() -> None:
    with pytest.raises(DiagnosticError) as error:
        make_clause("```feel\n甲 = 乙 + 1\n乙 = 甲 + 1\n```\n")
    assert "dmn.cycle" in [found.code for found in error.value.diagnostics]


@pytest.mark.parametrize(
    ("letters", "value"),
    [
        ("F", Decimal(1)),
        ("R", [1, 2]),
        ("C", [1, 2]),
        ("C+", Decimal(3)),
        ("C#", Decimal(2)),
        ("C<", Decimal(1)),
        ("C>", Decimal(2)),
        ("Ｃ＋", Decimal(3)),
    ],
)
def test_hit_policies(letters: str, value: object) -> None:
    body = f"```yaml\nkind: definitions\n```\n| {letters} | 规上企业 | → 数 |\n|---|---|---|\n| 1 | true | 1 |\n| 2 | - | 2 |\n"
    pack = make_clause(body)
    assert pack.prepared.run({"规上企业": True}).value("test/数") == value


def test_a_table_of_words_is_no_rule() -> None:
    (clause,) = make_clause("| 档次 | 说明 |\n|---|---|\n| 甲 | 好 |\n").clauses
    assert (clause.tables, clause.words) == ((), "| 档次 | 说明 |\n|---|---|\n| 甲 | 好 |")


def test_what_is_commented_out_is_no_rule() -> None:
    (clause,) = make_clause("<!--\n| U | → 奖励 |\n|---|---|\n| 1 | 5 |\n-->\n").clauses
    assert clause.tables == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("## 第一条 条款 {#one}\n" * 3_001, "document.too-many-blocks"),
        (
            "## 第一条 条款 {#one}\n```feel\n" + "".join(f"数{n} = 1\n" for n in range(501)) + "```\n",
            "pack.too-many-definitions",
        ),
        ("## 第一条 条款 {#one}\n" + "|" * 30_000 + "\n|---|\n", "document.table-too-large"),
        ("\ud800", "document.not-utf-8"),
    ],
)
def test_what_is_too_much_is_refused(body: str, code: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        make_pack(FRONT_MATTER + body)
    assert [found.code for found in error.value.diagnostics] == [code]


PIECES = st.sampled_from(
    ["", "|", "\n", "[", "{", "→", "`", "```", "-", "万", "%", '"', "@", "(", "=", "基准日", "1e99", "<!--"]
)


@settings(max_examples=150)
@given(st.integers(0, len(POLICY_TEXT)), st.integers(0, 12), PIECES)
def test_a_damaged_policy_is_refused_or_runs(start: int, length: int, piece: str) -> None:
    text = POLICY_TEXT[:start] + piece + POLICY_TEXT[start + length :]
    try:
        results = run_cases(make_pack(text))
    except DiagnosticError as error:
        lines = found_in(error)
        errors = has_errors(error.diagnostics)
    else:
        lines = [result.got for result in results]
        errors = True
    assert (all(lines), errors) == (True, True)


def test_packs_whose_keys_differ_by_case_alone_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, {"测试/Award": FRONT_MATTER + RULE, "测试/award": FRONT_MATTER + RULE}) == [
        "政策包 测试/award 与 测试/Award 只差大小写。 → 给其中一个文件夹换一个名称：结果的列不分大小写。"
    ]
