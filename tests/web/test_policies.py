import pytest

pytestmark = pytest.mark.django_db


def get_page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "‼" not in response.content.decode()
    return response.context["page"]


def test_the_list_says_what_is_in_force_and_checked(client):
    page = get_page(client, "/policies/")

    assert page.summary == "2 份政策，6 个可计算的条款"
    [zone] = page.zones
    lines = [(one.title, one.number, one.layer, one.clauses, one.state, one.verified) for one in zone.policies]
    assert lines == [
        ("示范区已到期的措施", "示高管发〔2020〕1号", "", 1, "ended", True),
        ("示范区支持研发投入若干措施", "示高管发〔2024〕3号", "N", 5, "in-force", False),
    ]
    assert zone.policies[1].in_force == "2024-01-01 至 2026-12-31"


def test_a_policy_shows_its_words_tables_and_examples(client):
    page = get_page(client, "/policies/示范高新区/研发投入/")
    clause = page.clauses[0]
    [table] = clause.tables

    assert (page.title, page.number, page.verified) == ("示范区支持研发投入若干措施", "示高管发〔2024〕3号", False)
    assert dict(page.properties) == {
        "有效期": "2024-01-01 至 2026-12-31",
        "“1+5+N”层级": "N",
        "年度预算": "1亿元",
        "主管部门": "科技创新局",
        "面向": "科技型中小企业、高新技术企业",
    }
    assert (clause.id, clause.heading, clause.kind) == ("rd-award", "第三条 研发投入奖励", "奖补")
    assert clause.words == "<p>规上企业上年度研发费用超过500万元的，按增量的10%奖励，最高200万元。</p>\n"
    assert (table.conditions, table.results) == (("规上企业", "本年.研发费用"), ("研发投入奖励",))
    assert [(rule.number, rule.tests, rule.article) for rule in table.rules] == [(1, ("true", "> 500万"), "第三条")]


def test_worked_examples_are_run(client):
    page = get_page(client, "/policies/示范高新区/研发投入/")
    [cases] = page.clauses[0].case_tables

    assert cases.summary == "2 / 2 通过"
    assert [(case.name, case.expected, case.passed) for case in cases.cases] == [
        ("封顶", ("200万",), True),
        ("恰好500万", ("不符合",), True),
    ]


def test_findings_of_the_checks_are_told_with_their_place(client):
    page = get_page(client, "/policies/示范高新区/研发投入/")

    assert [finding.severity for finding in page.findings] == ["提醒"] * 4
    assert [note.severity for note in page.notes] == ["说明"] * 6
    assert "没有一行覆盖" in page.notes[0].message
    assert "知识产权奖励" in page.findings[0].message
    assert "policy.md:" in page.findings[0].place


@pytest.mark.parametrize("key", ["没有/这份", "x", "../../etc/passwd", "示范高新区"])
def test_no_such_policy(client, key):
    assert client.get(f"/policies/{key}/").status_code == 404


def test_pages_of_the_library_need_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/policies/")
        client.get("/policies/示范高新区/研发投入/")
