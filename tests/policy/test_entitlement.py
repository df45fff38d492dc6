from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import AWARD, CATALOGUE, CODE, FRONT_MATTER, make_clause, make_firm_data, make_pack, render_all
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.entitlement import (
    ENGINE,
    Entitlement,
    MissingFact,
    Status,
    compute_entitlements,
    describe_missing,
    sum_awards,
)
from zhida.policy.firm import build_firm, read_firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.serialise import to_json

ON = dt.date(2026, 7, 1)


def compute(pack: Pack, **facts: Value) -> Entitlement:
    firm = build_firm(CODE, "示例科技", {"成立日期": Date(2019, 5, 20), **facts}, CATALOGUE)
    (entitlement,) = compute_entitlements(PackLibrary(CATALOGUE, {pack.key: pack}), firm, ON)
    return entitlement


def accounts(this: object, last: object = None) -> list[Value]:
    figures = {2025: this, 2024: last}
    return [
        {"年份": Decimal(year), "研发费用": Decimal(str(figure))}
        for year, figure in figures.items()
        if figure is not None
    ]


def test_an_award() -> None:
    found = compute(make_pack(), 规上企业=True, 年度账=accounts(40_000_000, 10_000_000))
    assert (found.status, found.amount, found.value) == (Status.ENTITLED, Decimal("2000000.00"), None)
    assert (found.pack, found.policy, found.number) == (
        "示范高新区/研发投入",
        "支持研发投入若干措施",
        "示高管发〔2024〕3号",
    )
    assert (found.clause, found.article, found.title, found.kind) == (
        "rd-award",
        "第三条",
        "研发投入奖励",
        ClauseKind.AWARD,
    )
    assert (found.verified, found.no_application, found.missing, found.diagnostics) == (False, False, (), ())


@pytest.mark.parametrize(
    ("listed", "this", "last", "status", "amount"),
    [
        (True, 6_000_000, 5_000_000, Status.ENTITLED, "100000.00"),
        (True, "6000000.10", "5000000", Status.ENTITLED, "100000.01"),
        (True, 5_000_000, 0, Status.NOT_ENTITLED, None),
        (True, 6_000_000, 7_000_000, Status.NOT_ENTITLED, None),
        (False, 6_000_000, 5_000_000, Status.NOT_ENTITLED, None),
        (None, 6_000_000, 5_000_000, Status.UNKNOWN, None),
        (None, 5_000_000, None, Status.NOT_ENTITLED, None),
        (True, 6_000_000, None, Status.UNKNOWN, None),
        (True, None, 5_000_000, Status.UNKNOWN, None),
        (False, None, None, Status.NOT_ENTITLED, None),
    ],
)
def test_statuses_of_an_award(listed: Value, this: object, last: object, status: Status, amount: str | None) -> None:
    found = compute(make_pack(), 规上企业=listed, 年度账=accounts(this, last))
    assert (found.status, found.amount) == (status, None if amount is None else Decimal(amount))


def test_missing_facts_say_who_has_them() -> None:
    """The conditions come first: what a row would give matters once it is known to match."""
    found = compute(make_pack(), 年度账=accounts(6_000_000))
    assert (found.status, found.missing) == (Status.UNKNOWN, (MissingFact("规上企业", "规上企业", "统计局"),))
    found = compute(make_pack(), 规上企业=True, 年度账=accounts(6_000_000))
    assert (found.status, found.missing) == (
        Status.UNKNOWN,
        (MissingFact("年度账[2024].研发费用", "2024年研发费用", "科技局"),),
    )


@pytest.mark.parametrize(
    ("path", "label", "source"),
    [
        ("知识产权[0].授权日", "知识产权第1项的授权日", "知识产权局"),
        ("知识产权", "知识产权", "知识产权局"),
        ("年度账[2024]", "2024年年度账", "税务局、科技局、人社局"),
        ("本年.研发费用", "本年研发费用", "科技局"),
        ("基准日", "基准日", ""),
    ],
)
def test_missing_facts_in_words(path: str, label: str, source: str) -> None:
    assert describe_missing(path, CATALOGUE) == MissingFact(path, label, source)


RELIEF = "```yaml\nkind: relief\n```\n\n| U | 规上企业 | → 减免额 |\n|---|---|---|\n| 1 | true | 5 |\n"


def test_a_relief_is_an_amount_that_no_total_counts() -> None:
    relief = compute(make_clause(RELIEF), 规上企业=True)
    award = compute(make_pack(), 规上企业=True, 年度账=accounts(40_000_000, 10_000_000))

    assert (relief.kind, relief.status, relief.amount) == (ClauseKind.RELIEF, Status.ENTITLED, Decimal("5.00"))
    assert compute(make_clause(RELIEF), 规上企业=False).status is Status.NOT_ENTITLED
    assert sum_awards((relief, award)) == Decimal("2000000.00")


def test_a_relief_must_be_a_number() -> None:
    with pytest.raises(DiagnosticError) as refused:
        make_clause(RELIEF.replace("| 5 |", "| true |"))
    assert [found.code for found in refused.value.diagnostics if found.severity == "error"] == ["pack.kind-differs"]


@pytest.mark.parametrize(
    ("listed", "status"), [(True, Status.ENTITLED), (False, Status.NOT_ENTITLED), (None, Status.UNKNOWN)]
)
def test_a_status(listed: bool | None, status: Status) -> None:  # noqa: FBT001
    pack = make_clause("| F | 规上企业 | → 资格 |\n|---|---|---|\n| 1 | true | true |\n| 2 | - | false |\n")
    found = compute(pack, 规上企业=listed)
    assert (found.kind, found.status, found.amount, found.value) == (ClauseKind.STATUS, status, None, None)


def test_a_classification() -> None:
    pack = make_clause('| U | 行业 | → 类别 |\n|---|---|---|\n| 1 | "工业" | "甲类" |\n')
    assert (compute(pack, 行业="工业").status, compute(pack, 行业="工业").value) == (Status.ENTITLED, "甲类")
    assert (compute(pack, 行业="建筑业").status, compute(pack, 行业="建筑业").value) == (Status.NOT_ENTITLED, None)


def test_an_amount_beyond_the_cent_is_an_error_of_the_clause() -> None:
    found = compute(make_pack(), 规上企业=True, 年度账=accounts("6000000.01", "5000000"))
    assert (found.status, found.amount) == (Status.UNKNOWN, None)
    (line,) = render_all(found.diagnostics)
    assert line.startswith("policy.md:11:1: 条款“研发投入奖励”算出的“研发投入奖励”是 100000.001 元，不到分为止。")


def test_a_result_of_another_type_is_an_error_of_the_clause() -> None:
    body = '```yaml\nkind: award\n```\n\n| F | 规上企业 | → 奖励 |\n|---|---|---|\n| 1 | true | 5 |\n| 2 | - | "无" |\n'
    found = compute(make_clause(body), 规上企业=False)
    assert (found.status, [diagnostic.code for diagnostic in found.diagnostics]) == (
        Status.UNKNOWN,
        ["entitlement.wrong-type"],
    )


@pytest.mark.parametrize(("letter", "code"), [("U", "interpret.not-unique"), ("A", "interpret.not-the-same")])
def test_a_clause_that_contradicts_itself_refuses_nobody(letter: str, code: str) -> None:
    rows = "| 1 | > 上年.研发费用 | 5 |\n| 2 | >= 0 | 6 |\n"
    pack = make_clause(f"| {letter} | 本年.研发费用 | → 奖励 |\n|---|---|---|\n{rows}")
    found = compute(pack, 年度账=accounts(10, 5))
    assert (found.status, found.amount, [warning.code for warning in found.diagnostics]) == (
        Status.UNKNOWN,
        None,
        [code],
    )
    assert compute(pack, 年度账=accounts(5, 10)).amount == Decimal("6.00")


def test_a_clause_that_asks_for_too_much_refuses_nobody() -> None:
    found = compute(make_clause("```yaml\nresult: 数\n```\n\n```feel\n数 = count(for i in 1..3000000 return i)\n```\n"))
    assert (found.status, [error.code for error in found.diagnostics]) == (
        Status.UNKNOWN,
        ["interpret.too-many-steps"],
    )


@pytest.mark.parametrize(("day", "count"), [("2023-12-31", 0), ("2024-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)])
def test_only_packs_in_force_answer(day: str, count: int) -> None:
    pack = make_pack()
    firm = build_firm(CODE, "示例科技", {}, CATALOGUE)
    library = PackLibrary(CATALOGUE, {pack.key: pack})
    assert len(compute_entitlements(library, firm, dt.date.fromisoformat(day))) == count


def test_definitions_give_no_answer() -> None:
    pack = make_clause("```feel\n甲 = 1\n```\n")
    firm = build_firm(CODE, "示例科技", {}, CATALOGUE)
    assert compute_entitlements(PackLibrary(CATALOGUE, {pack.key: pack}), firm, ON) == ()


def test_what_it_rests_on() -> None:
    head = FRONT_MATTER + "\n## 第一条 分档 {#grade}\n\n"
    base = make_pack(head + "| U | 规上企业 | → 档 |\n|---|---|---|\n| 1 | true | 3 |\n", key="全国/基础")
    text = FRONT_MATTER.replace("layer: N", "uses: {基础: 全国/基础}") + (
        "\n## 第一条 加倍 {#double}\n\n| U | 基础.档 | → 奖励 |\n|---|---|---|\n| 1 | 3 | 基础.档 * 100 |\n"
    )
    pack = make_pack(text, {"全国/基础": base})
    found = compute(pack, 规上企业=True)
    assert (found.status, found.amount) == (Status.ENTITLED, Decimal("300.00"))
    assert found.rests_on.packs == {pack.key: pack.digest} | {base.key: base.digest}
    assert (found.rests_on.catalogue, found.rests_on.engine) == (CATALOGUE.digest, ENGINE)


def test_several_results_of_one_table() -> None:
    body = (
        '| U | 规上企业 | → 档 | → 奖励 |\n|---|---|---|---|\n| 1 | true | "甲" | 8万 |\n| 2 | false | "乙" | 0 |\n\n'
        "```yaml\nresult: 奖励\n```\n"
    )
    assert compute(make_clause(body), 规上企业=True).amount == Decimal("80000.00")
    assert compute(make_clause(body), 规上企业=False).status is Status.NOT_ENTITLED


def test_clauses_see_each_other() -> None:
    text = (
        FRONT_MATTER
        + AWARD
        + "\n## 第四条 加倍 {#double}\n\n```yaml\nresult: 加倍奖励\n```\n\n```feel\n加倍奖励 = 研发投入奖励 * 2\n```\n"
    )
    pack = make_pack(text)
    firm = build_firm(
        CODE,
        "示例",
        {"成立日期": Date(2019, 1, 1), "规上企业": True, "年度账": accounts(6_000_000, 5_000_000)},
        CATALOGUE,
    )
    found = compute_entitlements(PackLibrary(CATALOGUE, {pack.key: pack}), firm, ON)
    assert [(one.clause, one.amount) for one in found] == [
        ("rd-award", Decimal("100000.00")),
        ("double", Decimal("200000.00")),
    ]


def test_as_json() -> None:
    found = compute(make_pack(), 规上企业=True, 年度账=accounts(40_000_000, 10_000_000))
    data = to_json(found)
    assert isinstance(data, dict)
    assert json.loads(json.dumps(data)) == data
    assert (data["status"], data["amount"], data["kind"], data["missing"]) == ("可享", "2000000.00", "award", [])
    assert list(data) == [
        "pack", "policy", "number", "clause", "article", "title", "kind", "status", "amount", "most", "value", "subject_to", "no_application",
        "verified", "reason", "missing", "diagnostics", "rests_on",
    ]  # fmt: skip


def test_the_same_firm_gives_the_same_answer_from_a_file() -> None:
    data = make_firm_data(
        成立日期="2019-05-20",
        规上企业=True,
        年度账=[{"年份": 2025, "研发费用": "40000000"}, {"年份": 2024, "研发费用": 10000000}],
    )
    pack = make_pack()
    firm = read_firm(data, "firm.json", CATALOGUE)
    (found,) = compute_entitlements(PackLibrary(CATALOGUE, {pack.key: pack}), firm, ON)
    assert found == compute(pack, 规上企业=True, 年度账=accounts(40_000_000, 10_000_000))


FIGURES = st.one_of(st.none(), st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100))
PACK = make_pack()


@given(st.sampled_from([True, False, None]), FIGURES, FIGURES)
def test_what_is_missing_never_entitles(listed: bool | None, this: Decimal | None, last: Decimal | None) -> None:  # noqa: FBT001
    """Whoever is entitled with facts missing stays so whatever they turn out to be; so do those who are not."""
    found = compute(PACK, 规上企业=listed, 年度账=accounts(this, last))
    if found.status is Status.UNKNOWN:
        assert found.amount is None
        assert found.missing or found.diagnostics
        return
    assert found.missing == ()
    filled = compute(
        PACK,
        规上企业=True if listed is None else listed,
        年度账=accounts(this if this is not None else 50_000_000, last if last is not None else 0),
    )
    assert (filled.status, filled.amount) == (found.status, found.amount)


@given(st.integers(0, 10**10), st.integers(0, 10**10))
def test_amounts_are_exact_or_refused(this: int, last: int) -> None:
    figures = (Decimal(this) / 100, Decimal(last) / 100)
    found = compute(PACK, 规上企业=True, 年度账=accounts(*figures))
    due = min(Decimal(2_000_000), max(Decimal(0), figures[0] - figures[1]) / 10)
    if figures[0] <= 5_000_000 or due == 0:
        assert (found.status, found.amount) == (Status.NOT_ENTITLED, None)
    elif due * 100 == int(due * 100):
        assert (found.status, found.amount) == (Status.ENTITLED, due)
    else:
        assert (found.status, [error.code for error in found.diagnostics]) == (
            Status.UNKNOWN,
            ["entitlement.not-exact"],
        )
