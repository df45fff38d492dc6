import shutil
from decimal import Decimal

import pytest
from django.utils import translation

from factories.stacking import stack, write_policy
from zhida.domain.library.selectors import get_library
from zhida.policy.stacking.result import StackingResult
from zhida.web.stacking import StackedLine, describe_bound, list_stacked

ADDRESS = "/firms/91610131MA6U0K001C/"


@pytest.fixture
def capped(settings, tmp_path):
    """The library of the other tests, with a limit on the awards of its policy."""
    packs = shutil.copytree(settings.ZHIDA_PACKS, tmp_path / "packs")
    policy = packs / "示范高新区" / "研发投入" / "policy.md"
    rule = "\n## 第九条 封顶 {#limit}\n\n```yaml\nstacking:\n- cap: 10万\n```\n"
    policy.write_text(policy.read_text(encoding="utf-8") + rule, encoding="utf-8")
    settings.ZHIDA_PACKS = packs
    return get_library()


@pytest.mark.usefixtures("firms", "capped")
def test_the_page_of_a_firm_tells_the_total_after_stacking_and_why(client):
    response = client.get(ADDRESS)
    page = response.context["page"]
    assert page.total == "100,000"
    assert page.bound == "", "an award is missing, but the limit is reached without it"
    assert page.stacked == (
        StackedLine(
            "研发投入奖励",
            "只计一部分",
            "250,000.05 元 → 100,000 元",
            (
                "合计最高 100,000.00 元（《示范区支持研发投入若干措施》 第九条）。",
                "可能因这些所缺的事实而变：知识产权",
            ),
        ),
    )
    assert "data-stacked" in response.content.decode()


@pytest.mark.usefixtures("capped")
def test_the_page_of_a_policy_shows_its_rules(client):
    response = client.get("/policies/示范高新区/研发投入/")
    clauses = {clause.id: clause for clause in response.context["page"].clauses}
    assert [(rule.name, rule.text) for rule in clauses["limit"].stacking] == [("封顶", "cap: 10万")]
    assert "叠加规则" in response.content.decode()


@pytest.mark.usefixtures("firms")
def test_where_nothing_is_cut_there_is_nothing_to_explain(client):
    response = client.get(ADDRESS)
    assert response.context["page"].stacked == ()
    assert response.context["page"].bound == "这是至少可得的数：补齐所缺的事实后可能更多。"
    assert "data-stacked" not in response.content.decode()


def test_in_english():
    result = stack(write_policy("- highest: [a, b]\n- cap: 5\n  of: [c]\n  per: year"), 甲=1, 乙=2, 丙=9, 已获奖补=None)
    with translation.override("en"):
        assert list_stacked(result) == (
            StackedLine(
                "甲奖励",
                "not counted",
                "1 yuan",
                ("It does not go together with “乙奖励”, of which 2.00 元 is granted (《措施》, 第九条).",),
            ),
            StackedLine(
                "丙奖励", "Cannot tell yet", "9 yuan", ("May change with the facts that are missing: 已获奖补",)
            ),
        )
        assert describe_bound(result) == "This is the least: once the missing facts are known it is at most 11 yuan."


@pytest.mark.usefixtures("firms")
def test_an_interval_is_told_with_both_ends(client, settings, tmp_path):
    packs = shutil.copytree(settings.ZHIDA_PACKS, tmp_path / "packs")
    policy = packs / "示范高新区" / "研发投入" / "policy.md"
    clause = """
## 第九条 裁量奖励 {#discretion}

```feel
裁量最少 = 5万
裁量最多 = 20万
```

```yaml
result: [裁量最少, 裁量最多]
```
"""
    policy.write_text(policy.read_text(encoding="utf-8") + clause, encoding="utf-8")
    settings.ZHIDA_PACKS = packs
    cards = [card for group in client.get(ADDRESS).context["page"].groups for card in group.cards]
    (card,) = [card for card in cards if card.title == "裁量奖励"]
    assert (card.amount, card.most, card.reading) == ("50,000", "200,000", "")
    assert "由主管部门在区间内核定" in client.get(ADDRESS).content.decode()


def test_a_bound_that_intervals_leave_open_names_no_missing_facts():
    result = StackingResult((), Decimal(5), Decimal(9))
    assert describe_bound(result) == "这是至少可得的数：主管部门在区间内核定，最多 9 元。"


@pytest.mark.usefixtures("firms")
def test_an_award_that_depends_on_other_firms_says_so(client, settings, tmp_path):
    packs = shutil.copytree(settings.ZHIDA_PACKS, tmp_path / "packs")
    policy = packs / "示范高新区" / "研发投入" / "policy.md"
    clause = """
## 第九条 择优奖励 {#first}

```feel
择优奖励 = 5万
```

```yaml
result: 择优奖励
allocation:
- places: 5
- budget: announced
```
"""
    before = client.get(ADDRESS).context["page"]
    policy.write_text(policy.read_text(encoding="utf-8") + clause, encoding="utf-8")
    settings.ZHIDA_PACKS = packs
    page = client.get(ADDRESS).context["page"]
    (card,) = [card for group in page.groups for card in group.cards if card.title == "择优奖励"]
    assert (card.amount, card.subject_to) == ("50,000", "按排名和预算，以兑付结果为准")
    assert (before.is_subject, page.is_subject) == (False, True)
    told = client.get(ADDRESS).content.decode()
    assert "按排名和预算，以兑付结果为准" in told
    assert "合计里有按排名或预算兑付的奖补，以兑付结果为准。" in told
    told = client.get("/policies/示范高新区/研发投入/").content.decode()
    assert told.count("分配规则") == 1
    assert "budget: announced" in told
