"""The command line as its user meets it: what is printed, where, and with which exit code."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from zhida.cli.exit_codes import ExitCode
from zhida.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "packs"
FIRM = ROOT / "examples" / "firm.json"
SIZE = PACKS / "全国" / "中小企业划型"
ON = ("--on", "2026-06-30")

REGEX_POLICY = """---
title: 注册地
number: 测〔2026〕1号
issuer: 测试
zone: 测试区
in-force: 2020-01-01..
verified: false
---
## 在陕西 {#shaanxi}

| U | matches(注册地, "^61") | → 在陕西 | 依据 |
|---|---|---|---|
| 1 | true | true | 在陕西 |
"""
MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="m">
<inputData id="i" name="营业收入"><variable name="营业收入" typeRef="number"/></inputData>
<decision id="d" name="奖励"><variable name="奖励" typeRef="number"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>{text}</text></literalExpression></decision></definitions>"""
CYCLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="m">
<decision id="a" name="甲"><variable name="甲"/><informationRequirement><requiredDecision href="#b"/></informationRequirement>
<literalExpression><text>乙 + 1</text></literalExpression></decision>
<decision id="b" name="乙"><variable name="乙"/><informationRequirement><requiredDecision href="#a"/></informationRequirement>
<literalExpression><text>甲 + 1</text></literalExpression></decision></definitions>"""


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZHIDA_LANGUAGE", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.chdir(ROOT)


@pytest.fixture
def own_packs(tmp_path):
    """A library of one pack that a test may spoil."""
    target = tmp_path / "packs" / "全国" / "中小企业划型"
    target.mkdir(parents=True)
    shutil.copy(PACKS / "facts.md", tmp_path / "packs")
    shutil.copy(SIZE / "policy.md", target)
    return tmp_path / "packs"


def spoil(packs: Path, old: str, new: str) -> Path:
    policy = packs / "全国" / "中小企业划型" / "policy.md"
    text = policy.read_text(encoding="utf-8")
    assert old in text
    policy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return policy


class TestCheck:
    def test_a_sound_pack(self, capsys):
        assert main(["check", str(SIZE)]) == ExitCode.DONE
        assert "1 个政策包，1 个条款：0 个错误" in capsys.readouterr().out

    def test_a_single_file_names_the_same_pack_as_its_folder(self, capsys):
        assert main(["check", str(SIZE / "policy.md")]) == ExitCode.DONE
        assert "1 个政策包，1 个条款" in capsys.readouterr().out

    def test_an_unknown_name_is_told_with_file_line_and_remedy(self, own_packs, capsys):
        policy = spoil(own_packs, "| 本年.从业人员 |", "| 本年.从业人 |")

        assert main(["check", str(policy)]) == ExitCode.FINDINGS
        told = capsys.readouterr().err
        assert "policy.md:22:" in told
        assert "从业人员" in told

    def test_findings_as_json(self, own_packs, capsys):
        policy = spoil(own_packs, ">= 2亿", "> = 2亿")

        assert main(["check", str(policy), "--json"]) == ExitCode.FINDINGS
        found = json.loads(capsys.readouterr().out)
        assert {one["severity"] for one in found} >= {"error"}
        error = next(one for one in found if one["severity"] == "error")
        assert (error["file"], error["line"]) == (str(policy), 24)
        assert error["message"]

    @pytest.mark.parametrize(
        ("model", "said"),
        [
            ("<definitions", "model.dmn:1:"),
            ('<!DOCTYPE d [<!ENTITY a "aa">]><d>&a;</d>', "model.dmn:1:"),
            (CYCLE, "甲"),
            (MODEL.format(text="营业收人 * 2"), "营业收入"),
        ],
        ids=["malformed", "entities", "cycle", "unknown-name"],
    )
    def test_a_faulty_model_is_told_with_its_place(self, model, said, tmp_path, capsys):
        file = tmp_path / "model.dmn"
        file.write_text(model, encoding="utf-8")

        assert main(["check", str(file)]) == ExitCode.FINDINGS
        assert said in capsys.readouterr().err

    def test_a_sound_model(self, tmp_path, capsys):
        file = tmp_path / "model.dmn"
        file.write_text(MODEL.format(text="营业收入 * 2"), encoding="utf-8")

        assert main(["check", str(file)]) == ExitCode.DONE
        assert "0 个错误" in capsys.readouterr().out

    def test_a_model_of_200_megabytes_is_refused(self, tmp_path, capsys):
        file = tmp_path / "model.dmn"
        with file.open("wb") as large:
            large.truncate(200_000_000)

        assert main(["check", str(file)]) == ExitCode.FINDINGS
        assert "model.dmn" in capsys.readouterr().err

    def test_definitions_in_a_circle_are_refused(self, own_packs, capsys):
        block = "```feel\n甲 = 乙 + 1\n乙 = 甲 + 1\n```\n\n| F | 划型行业 |"
        policy = spoil(own_packs, "| F | 划型行业 |", block)

        assert main(["check", str(policy)]) == ExitCode.FINDINGS
        told = capsys.readouterr().err
        assert "policy.md:2" in told
        assert "甲" in told

    def test_a_clause_id_may_occur_once(self, own_packs, capsys):
        policy = spoil(own_packs, "## 第四条", "## 第三条 重复 {#size}\n\n文字。\n\n## 第四条")

        assert main(["check", str(policy)]) == ExitCode.FINDINGS
        assert "size" in capsys.readouterr().err

    def test_notes_are_told_when_asked_for(self, capsys):
        pack = PACKS / "杭州市"

        assert main(["check", str(pack)]) == ExitCode.DONE
        without = capsys.readouterr()
        assert main(["check", str(pack), "--notes"]) == ExitCode.DONE
        told = capsys.readouterr()

        assert without.err == ""
        assert "没有一行覆盖" in told.err
        assert told.out == without.out

    def test_no_such_path(self, capsys):
        assert main(["check", "packs/没有"]) == ExitCode.BAD_INPUT
        assert "无法打开" in capsys.readouterr().err


class TestTest:
    def test_all_cases_pass(self, own_packs, capsys):
        assert main(["test", str(own_packs)]) == ExitCode.DONE
        assert "0 个不通过" in capsys.readouterr().out

    def test_a_case_that_fails_is_told_with_its_place(self, own_packs, capsys):
        policy = spoil(own_packs, '| "大型" | 第四条第（二）项 |', '| "中型" | 第四条第（二）项 |')

        assert main(["test", str(policy)]) == ExitCode.FINDINGS
        told = capsys.readouterr().out
        assert "policy.md:" in told
        assert "企业规模 应为" in told


class TestCalc:
    def test_for_people(self, capsys):
        assert main(["calc", "--firm", str(FIRM), *ON]) == ExitCode.DONE
        told = capsys.readouterr().out
        assert "可享" in told
        assert "不符合" in told
        assert "第四条第" in told

    def test_for_programs_the_amounts_add_up(self, capsys):
        assert main(["calc", "--firm", str(FIRM), *ON, "--json"]) == ExitCode.DONE
        told = json.loads(capsys.readouterr().out)
        owed = sum(Decimal(one["amount"]) for one in told["entitlements"] if one["kind"] == "award" and one["amount"])
        granted = sum(Decimal(award["granted"] or 0) for award in told["stacking"]["awards"])

        assert 0 < granted <= owed
        assert told["stacking"]["at_least"] == f"{granted:.2f}"
        assert main(["calc", "--firm", str(FIRM), *ON]) == ExitCode.DONE
        assert f"{granted:,.2f} 元" in capsys.readouterr().out.partition("叠加后可得奖补")[2]

    def test_an_interval_is_told_with_both_ends(self, own_packs, capsys):
        policy = own_packs / "全国" / "中小企业划型" / "policy.md"
        clause = "\n## 第九条 裁量奖励 {#discretion}\n\n```feel\n最少 = 5万\n最多 = 20万\n```\n\n```yaml\nresult: [最少, 最多]\n```\n"
        policy.write_text(policy.read_text(encoding="utf-8") + clause, encoding="utf-8")

        assert main(["calc", "--firm", str(FIRM), "--packs", str(own_packs), *ON]) == ExitCode.DONE
        told = capsys.readouterr().out
        assert "裁量奖励  50,000.00 至 200,000.00 元（由主管部门在区间内核定）" in told
        assert "叠加后可得奖补 50,000.00 至 200,000.00 元（有待补充或待核定的）" in told

        assert main(["calc", "--firm", str(FIRM), "--packs", str(own_packs), *ON, "--json"]) == ExitCode.DONE
        told = json.loads(capsys.readouterr().out)
        assert [(one["amount"], one["most"]) for one in told["entitlements"] if one["clause"] == "discretion"] == [
            ("50000.00", "200000.00")
        ]
        assert (told["stacking"]["at_least"], told["stacking"]["at_most"]) == ("50000.00", "200000.00")

    def test_an_award_that_depends_on_other_firms_is_told_to(self, own_packs, capsys):
        policy = own_packs / "全国" / "中小企业划型" / "policy.md"
        before = policy.read_text(encoding="utf-8")
        clause = "\n## 第九条 择优 {#first}\n\n```feel\n择优奖励 = 5万\n```\n\n```yaml\nresult: 择优奖励\nallocation:\n- places: 5\n"
        for rules, said in (
            ("", "按排名，以兑付结果为准"),
            ("- budget: 1万\n", "按排名和预算，以兑付结果为准"),
        ):
            policy.write_text(before + f"{clause}{rules}```\n", encoding="utf-8")
            assert main(["calc", "--firm", str(FIRM), "--packs", str(own_packs), *ON]) == ExitCode.DONE
            told = capsys.readouterr().out
            assert said in told
            assert "合计里有按排名或预算兑付的奖补，以兑付结果为准。" in told

        assert main(["calc", "--firm", str(FIRM), "--packs", str(own_packs), *ON, "--json"]) == ExitCode.DONE
        told = json.loads(capsys.readouterr().out)["entitlements"]
        assert [one["subject_to"] for one in told if one["clause"] == "first"] == [["places", "budget"]]

    def test_what_is_short_of_a_clause_is_told(self, capsys):
        assert main(["calc", "--firm", str(FIRM), *ON]) == ExitCode.DONE
        told = capsys.readouterr().out
        assert "差：入驻企业 从 0项 到 1项（年产值：" in told
        assert "），可得 20,000.00 元" in told

        assert main(["calc", "--firm", str(FIRM), *ON, "--json"]) == ExitCode.DONE
        answers = json.loads(capsys.readouterr().out)["entitlements"]
        (tenants,) = (one["distances"] for one in answers if one["clause"] == "tenants")
        assert tenants[0]["amount"] == "20000.00"
        assert [(change["path"], change["before"], change["after"]) for change in tenants[0]["changes"]] == [
            ("入驻企业", "0", "1")
        ]
        assert tenants[0]["changes"][0]["record"] == {"年产值": "20000000.01"}
        assert [one["distances"] for one in answers if one["status"] == "可享" and one["distances"]] == []

    def test_english(self, capsys):
        assert main(["--lang", "en", "calc", "--firm", str(FIRM), *ON]) == ExitCode.DONE
        assert "not entitled" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"统一社会信用代码": "91610131MA6U0K1234"}, "统一社会信用代码"),
            ({"统一社会信用代码": 9.16101310000000e17}, "Excel"),
            ({"成立日期": "2023-02-29"}, "2023-02-29"),
            ({"注册资本": -1}, "注册资本"),
            ({"注册资本": "很多"}, "注册资本"),
            ({"注册资金": 1}, "注册资本"),
        ],
        ids=["check-digit", "lost-digits", "no-such-day", "negative", "no-number", "unknown-fact"],
    )
    def test_a_wrong_firm_is_refused_with_place_and_remedy(self, change, said, own_packs, tmp_path, capsys):
        file = tmp_path / "firm.json"
        facts = json.loads(FIRM.read_text(encoding="utf-8")) | change
        file.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")

        assert main(["calc", "--firm", str(file), "--packs", str(own_packs), *ON]) == ExitCode.BAD_INPUT
        told = capsys.readouterr()
        assert told.out == ""
        assert "firm.json:" in told.err
        assert said in told.err
        assert "→" in told.err

    def test_a_file_of_200_megabytes_is_refused_unread(self, own_packs, tmp_path, capsys):
        file = tmp_path / "firm.json"
        with file.open("wb") as large:
            large.truncate(200_000_000)

        assert main(["calc", "--firm", str(file), "--packs", str(own_packs), *ON]) == ExitCode.BAD_INPUT
        assert "5000000" in capsys.readouterr().err.replace(",", "").replace("_", "")

    def test_a_day_that_does_not_exist(self, capsys):
        with pytest.raises(SystemExit) as stopped:
            main(["calc", "--firm", str(FIRM), "--on", "2026-02-30"])

        assert stopped.value.code == ExitCode.BAD_INPUT
        assert "2026-02-30" in capsys.readouterr().err


class TestZone:
    def test_a_zone_is_made_run_and_verified(self, tmp_path, capsys):
        zone, result = tmp_path / "zone", tmp_path / "result"

        assert main(["demo-zone", "--firms", "300", "--seed", "7", "--out", str(zone), *ON]) == ExitCode.DONE
        run = ["run", "--zone", str(zone), "--out", str(result), "--verify", "50", "--stacking", *ON, "--json"]
        assert main(run) == ExitCode.DONE

        out = capsys.readouterr().out
        told = json.loads(out[out.index("{\n") :])
        assert told["verification"]["firms"] == 50
        assert told["verification"]["differences"] == []
        assert told["verification"]["cells"] == 50 * len(told["summary"]["clauses"])
        assert told["stacking"]["firms"] == 300
        awards = sum(Decimal(one["total"]) for one in told["summary"]["clauses"] if one["kind"] == "award")
        lost = sum(Decimal(one["amount"]) for one in told["stacking"]["reductions"])
        assert Decimal(told["stacking"]["at_least"]) <= awards - lost
        rows = sum(pq.read_metadata(file).num_rows for file in result.glob("*.parquet"))
        assert rows == 300

    def test_machine_code_comes_to_the_same_digest(self, tmp_path, capsys):
        packs, zone = tmp_path / "packs", tmp_path / "zone"
        shutil.copytree(SIZE, packs / "全国" / "中小企业划型")
        shutil.copy(PACKS / "facts.md", packs / "facts.md")
        main(["demo-zone", "--firms", "30", "--out", str(zone), "--packs", str(packs), *ON])
        capsys.readouterr()
        digests = []

        for backend in ("duckdb", "native"):
            run = ["run", "--zone", str(zone), "--out", str(tmp_path / backend), "--backend", backend]
            assert main([*run, "--packs", str(packs), *ON, "--json"]) == ExitCode.DONE
            digests.append(json.loads(capsys.readouterr().out)["summary"]["digest"])

        assert digests[0] == digests[1]

    def test_what_sql_refuses_is_told_by_its_place(self, own_packs, tmp_path, capsys):
        policy = own_packs / "测试区" / "注册地" / "policy.md"
        policy.parent.mkdir(parents=True)
        policy.write_text(REGEX_POLICY, encoding="utf-8")
        places = ("--packs", str(own_packs), *ON)
        main(["demo-zone", "--firms", "3", "--out", str(tmp_path / "zone"), *places])

        run = ["run", "--zone", str(tmp_path / "zone"), "--out", str(tmp_path / "result"), *places]
        assert main(run) == ExitCode.DONE

        told = capsys.readouterr().out
        assert f'  测试区/注册地 在陕西：{policy}:11:7 (在陕西 › matches(注册地, "^61")): SQL' in told

    def test_a_folder_that_is_there_is_not_touched(self, tmp_path, capsys):
        (tmp_path / "note.txt").write_text("mine", encoding="utf-8")

        assert main(["demo-zone", "--firms", "1", "--out", str(tmp_path), *ON]) == ExitCode.BAD_INPUT
        assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]
        assert str(tmp_path) in capsys.readouterr().err

    @pytest.mark.parametrize("count", ["0", "-3", "viele", "1.5"])
    def test_a_number_of_firms_is_a_whole_number(self, count, tmp_path, capsys):
        with pytest.raises(SystemExit) as stopped:
            main(["demo-zone", "--firms", count, "--out", str(tmp_path / "zone")])

        assert stopped.value.code == ExitCode.BAD_INPUT
        assert "正整数" in capsys.readouterr().err


def test_every_command_explains_itself(capsys):
    for command in ("check", "test", "calc", "run", "demo-zone"):
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == ExitCode.DONE
    assert "基准日" in capsys.readouterr().out


def test_exit_codes_are_told_by_help(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert [f"{code.value} " in told for code in ExitCode] == [True] * len(ExitCode)


def test_today_is_the_reference_date_when_none_is_given(own_packs, capsys):
    calc = ["calc", "--firm", str(FIRM), "--packs", str(own_packs), "--json"]

    assert main(calc) == ExitCode.DONE
    without = capsys.readouterr().out
    assert main([*calc, "--on", dt.date.today().isoformat()]) == ExitCode.DONE  # noqa: DTZ011
    assert capsys.readouterr().out == without
    assert main([*calc, "--on", "2011-01-01"]) == ExitCode.DONE
    assert capsys.readouterr().out != without


class TestAsk:
    def test_the_facts_wanted_in_order(self, capsys):
        assert main(["ask", "--firm", str(FIRM), *ON, "--json"]) == ExitCode.DONE
        questions = json.loads(capsys.readouterr().out)
        stakes = [Decimal(question["stake"] or "Infinity") for question in questions]
        assert len(stakes) > 3
        assert stakes == sorted(stakes, reverse=True)

    def test_a_table_for_people(self, capsys):
        assert main(["ask", "--firm", str(FIRM), *ON]) == ExitCode.DONE
        printed = capsys.readouterr().out
        assert "要补充的事实" in printed
        assert "2025年公共服务额" in printed
        assert "2,000,000.00" in printed


def test_the_ladders_of_a_firm(capsys):
    assert main(["ladder", "--firm", str(FIRM), *ON]) == ExitCode.DONE
    printed = capsys.readouterr().out
    assert "科技企业梯度" in printed
    assert "现在：" in printed


class TestExcel:
    def test_out_edited_and_back(self, own_packs, tmp_path, capsys):
        pack, book = own_packs / "全国" / "中小企业划型", tmp_path / "划型.xlsx"
        text = (pack / "policy.md").read_text(encoding="utf-8")
        assert main(["to-excel", str(pack), str(book)]) == ExitCode.DONE
        assert main(["from-excel", str(pack), str(book)]) == ExitCode.DONE
        assert "没有改动" in capsys.readouterr().out
        workbook = load_workbook(book)
        sheet = workbook[next(name for name in workbook.sheetnames if "规则" in name)]
        column = next(cell.column for cell in sheet[1] if cell.value == "依据")
        sheet.cell(2, column).value = "附件第一条"
        workbook.save(book)
        assert main(["from-excel", str(pack), str(book)]) == ExitCode.DONE
        assert "修改 1 行" in capsys.readouterr().out
        changed = (pack / "policy.md").read_text(encoding="utf-8")
        assert changed != text
        assert "附件第一条" in changed
        assert main(["from-excel", str(pack), str(book)]) == ExitCode.BAD_INPUT
        assert "又改过" in capsys.readouterr().err

    def test_a_workbook_with_an_error_leaves_the_document(self, own_packs, tmp_path, capsys):
        pack, book = own_packs / "全国" / "中小企业划型", tmp_path / "划型.xlsx"
        text = (pack / "policy.md").read_text(encoding="utf-8")
        main(["to-excel", str(pack), str(book)])
        assert main(["to-excel", str(pack), str(book)]) == ExitCode.BAD_INPUT
        workbook = load_workbook(book)
        name = next(name for name in workbook.sheetnames if "规则" in name)
        workbook[name]["B2"] = "从业人员 >"
        workbook.save(book)
        assert main(["from-excel", str(pack), str(book)]) == ExitCode.BAD_INPUT
        assert f"{name} › B2" in capsys.readouterr().err
        assert (pack / "policy.md").read_text(encoding="utf-8") == text

    def test_one_pack_is_wanted(self, tmp_path, capsys):
        assert main(["to-excel", str(PACKS / "全国"), str(tmp_path / "x.xlsx")]) == ExitCode.BAD_INPUT
        assert "这里只要一个" in capsys.readouterr().err


class TestDoc:
    @pytest.mark.parametrize(("name", "start"), [("划型.html", b"<!doctype html>"), ("划型.PDF", b"%PDF-")])
    def test_a_page_for_people(self, own_packs, tmp_path, name, start):
        pack = own_packs / "全国" / "中小企业划型"
        assert main(["doc", str(pack), str(tmp_path / name)]) == ExitCode.DONE
        assert (tmp_path / name).read_bytes().startswith(start)

    def test_other_kinds_of_files_are_refused(self, own_packs, tmp_path, capsys):
        assert main(["doc", str(own_packs / "全国"), str(tmp_path / "划型.docx")]) == ExitCode.BAD_INPUT
        assert ".pdf" in capsys.readouterr().err
