"""Awards tied to tax, registration, ownership or local purchase are told, by their rules and by their words."""

from __future__ import annotations

import pytest

from factories.policy import FACTS, FRONT_MATTER, render_all
from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, Severity
from zhida.policy.checks import check_pack
from zhida.policy.facts import FactCatalogue, read_facts
from zhida.policy.fair_competition.check import check_fair_competition, find_facts_read
from zhida.policy.fair_competition.concern import Concern
from zhida.policy.pack import Pack, compile_pack

CONCERNS = """
## 公平竞争审查 {fair-competition}

| 事实 | 事项 |
|------|------|
| 规上企业 | 注册地 |
| 年度账.职工总数 | 纳税 |
| 知识产权.类别 | 所有制 |
"""
PLAIN = "| U | 注册资本 | → 奖励 | 依据 |\n|---|---|---|---|\n| 1 | > 0 | 1万 | 一 |\n"
REASON = "属条例第十二条第二项，到2026年底为止"


def catalogue() -> FactCatalogue:
    return read_facts(FACTS + CONCERNS, "facts.md")


def pack_of(body: str, front_matter: str = FRONT_MATTER) -> Pack:
    text = f"{front_matter}\n## 第一条 奖励 {{#award}}\n\n{body}"
    return compile_pack(text, "示范高新区/研发投入", "policy.md", catalogue(), {})


def review(body: str, front_matter: str = FRONT_MATTER) -> list[tuple[str, object]]:
    found = check_fair_competition(pack_of(body, front_matter))
    return [(one.code, one.values.get("shown", one.values["concern"])) for one in found]


@pytest.mark.parametrize(
    ("condition", "code", "shown"),
    [
        ("规上企业", "competition.registration", "规上企业"),
        ("本年.职工总数 > 0", "competition.tax-paid", "年度账.职工总数"),
        ("sum(近三年.职工总数) > 0", "competition.tax-paid", "年度账.职工总数"),
        ("count(年度账[职工总数 > 1]) > 0", "competition.tax-paid", "年度账.职工总数"),
        ('count(知识产权[类别 = "发明专利"]) > 0', "competition.ownership", "知识产权.类别"),
    ],
)
def test_a_rule_that_reads_such_a_fact(condition: str, code: str, shown: str) -> None:
    body = f"| U | {condition} | → 奖励 | 依据 |\n|---|---|---|---|\n| 1 | true | 1万 | 一 |\n"
    assert review(body) == [(code, shown)]


def test_a_fact_behind_other_definitions_and_in_the_amount() -> None:
    body = "```feel\n基数 = 本年.职工总数 * 100\n档 = 基数 + 1\n```\n\n" + PLAIN.replace("1万", "档")
    assert review(body) == [("competition.tax-paid", "年度账.职工总数")]


@pytest.mark.parametrize(
    ("words", "concern"),
    [
        ("按企业对地方财政贡献的50%奖励。", Concern.TAX_PAID),
        ("上年度在本地缴纳税款100万元以上的企业。", Concern.TAX_PAID),
        ("实缴的各项税收每满100万元奖励1万元。", Concern.TAX_PAID),
        ("将注册地由外省迁入的企业，奖励100万元。", Concern.REGISTRATION),
        ("在本区注册、登记的企业。", Concern.REGISTRATION),
        ("国有控股企业除外。", Concern.OWNERSHIP),
        ("外商投资企业另行规定。", Concern.OWNERSHIP),
        ("企业采购本市产品的，按10%补助。", Concern.LOCAL_PURCHASE),
        ("委托指定机构检测的，全额补助。", Concern.LOCAL_PURCHASE),
        ("年纳税额达到500万元的企业。", Concern.TAX_PAID),
        ("年纳税 100 万元以上的企业。", Concern.TAX_PAID),
        ("亩均税收不低于10万元的项目。", Concern.TAX_PAID),
        ("税收100万元以上的企业。", Concern.TAX_PAID),
        ("按企业所得税区级留存部分的50%奖励。", Concern.TAX_PAID),
        ("前两年给予税收返还。", Concern.TAX_PAID),
        ("按对地方经济社会发展贡献的80%奖励。", Concern.TAX_PAID),
        ("年度综合贡献排名前十的企业。", Concern.TAX_PAID),
        ("在南山区注册的企业。", Concern.REGISTRATION),
        ("注册于示范高新区的企业。", Concern.REGISTRATION),
        ("从外地迁入的企业，奖励100万元。", Concern.REGISTRATION),
        ("新迁入的总部企业，奖励100万元。", Concern.REGISTRATION),
        ("须在区内设立独立法人公司。", Concern.REGISTRATION),
        ("总部设在我市的企业。", Concern.REGISTRATION),
        ("对民企加倍。", Concern.OWNERSHIP),
        ("购买市内企业生产的工业机器人。", Concern.LOCAL_PURCHASE),
        ("向区内企业采购的部分，按10%补助。", Concern.LOCAL_PURCHASE),
    ],
)
def test_words_that_tie_an_award(words: str, concern: Concern) -> None:
    assert [code for code, _ in review(f"{words}\n\n{PLAIN}")] == [concern.code]


@pytest.mark.parametrize(
    "words",
    [
        "规上企业上年度研发费用超过500万元的，按增量的10%奖励。",
        "享受研发费用税前加计扣除的企业。",
        "应纳税所得额不超过300万元的企业。",
        "在中国境内注册、有实际生产经营活动的企业。",
        "购买检验检测服务的，按30%补助。",
        "应纳税额按实际扣除以后的数计算，由税务部门核定。",
        "依法纳税、没有欠税的企业。",
        "小规模纳税人免征增值税。",
        "在市场监管局登记满一年的企业。",
        "引才贡献突出的企业。",
    ],
)
def test_words_that_tie_nothing(words: str) -> None:
    assert review(f"{words}\n\n{PLAIN}") == []


def test_what_pays_nothing_is_not_reviewed() -> None:
    body = "| U | 规上企业 | → 在册 | 依据 |\n|---|---|---|---|\n| 1 | true | true | 一 |\n"
    assert review(body) == []


TIED = PLAIN.replace("注册资本", "规上企业").replace("> 0", "true")


def accept(reason: str, concern: str = "注册地") -> str:
    return f"{TIED}\n```yaml\nfair-competition:\n  {concern}: {reason}\n```\n"


def test_a_written_reason_of_the_clause_makes_it_a_note() -> None:
    (found,) = check_fair_competition(pack_of(accept(REASON)))
    assert (found.code, found.severity, found.values["reason"]) == ("competition.accepted", Severity.NOTE, REASON)


def test_a_written_reason_of_the_document_holds_for_all_its_clauses() -> None:
    front_matter = FRONT_MATTER.removesuffix("---\n") + f"fair-competition:\n  注册地: {REASON}\n---\n"
    assert review(TIED, front_matter) == [("competition.accepted", "规上企业")]
    assert review(PLAIN, front_matter) == [("competition.reason-unneeded", "注册地")]


def test_a_reason_for_another_concern_accepts_nothing() -> None:
    assert review(accept(REASON, "纳税")) == [
        ("competition.registration", "规上企业"),
        ("competition.reason-unneeded", "纳税"),
    ]


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("fair-competition: 无", "competition.not-a-mapping"),
        ("fair-competition:\n  注册地: 同意", "competition.reason-too-short"),
        ("fair-competition:\n  注册地: [一, 二]", "competition.reason-too-short"),
        (f"fair-competition:\n  税: {REASON}", "competition.unknown-concern"),
    ],
)
def test_wrong_reasons_are_refused(yaml: str, code: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        pack_of(f"{TIED}\n```yaml\n{yaml}\n```\n")
    assert [found.code for found in caught.value.diagnostics] == [code]


def test_the_finding_says_article_and_remedy() -> None:
    (found,) = [one for one in check_pack(pack_of(TIED)) if one.code.startswith("competition.")]
    (line,) = render_all([found])
    assert found.severity is Severity.WARNING
    assert "《公平竞争审查条例》第十条" in line
    assert "改为“在本区有实际生产经营活动的经营者" in line
    assert "fair-competition: {注册地: 理由}" in line


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("| 规下企业 | 注册地 |", "fact.unknown-concern-fact"),
        ("| 职工总数 | 注册地 |", "fact.unknown-concern-fact"),
        ("| 规上企业 | 税收 |", "fact.unknown-concern"),
    ],
)
def test_a_catalogue_that_marks_what_there_is_not(row: str, code: str) -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_facts(f"{FACTS}{CONCERNS}{row}\n", "facts.md")
    assert [found.code for found in caught.value.diagnostics] == [code]


def test_a_table_without_its_columns() -> None:
    with pytest.raises(DiagnosticError) as caught:
        read_facts(FACTS + CONCERNS.replace("| 事项 |", "| 理由 |"), "facts.md")
    found: list[Diagnostic] = list(caught.value.diagnostics)
    assert [one.code for one in found] == ["fact.unknown-column", "fact.column-missing"]


def test_facts_read() -> None:
    pack = pack_of(TIED.replace("1万", "本年.营业收入 * 0.01"))
    assert find_facts_read(pack.program, pack.answers[0].keys, pack.catalogue) == ("规上企业", "年度账.营业收入")
