import pytest

from zhida.domain.enterprises.services import import_zone

pytestmark = pytest.mark.usefixtures("firms")

HTMX = {"HX-Request": "true"}


def read(response):
    text = response.content.decode()
    assert "‼" not in text
    return text


def test_the_first_page_counts_what_there_is_and_says_that_it_is_synthetic(client):
    response = client.get("/")

    page = response.context["page"]
    assert (page.firms, page.policies, page.clauses, page.synthetic) == ("3", "2", "6", True)
    assert [(zone.zone, zone.firms) for zone in page.zones] == [("示范高新区", 3)]
    assert "演示数据（合成）" in read(response)


@pytest.mark.parametrize("query", ["直达光电", "xazdgd", "xianzhida", "91610131MA6U0K001C", "  xian zhida "])
def test_a_firm_is_found_by_name_pinyin_and_code(client, query):
    page = client.get("/", {"query": query}).context["page"]

    assert [firm.name for firm in page.results.firms] == ["西安直达光电科技有限公司"]
    assert page.results.firms[0].address == "/firms/91610131MA6U0K001C/"


def test_what_htmx_gets_is_what_a_reload_shows(client):
    partial = read(client.get("/", {"query": "zd"}, headers=HTMX))
    whole = read(client.get("/", {"query": "zd"}))

    assert partial.startswith('<div id="results"')
    assert partial.strip() in whole


def test_nothing_found_says_what_to_try(client):
    page = client.get("/", {"query": "没有这家"}).context["page"]

    assert page.results.firms == ()
    assert page.results.summary == "没有找到。可以试试简称、拼音首字母，或代码的前几位。"


def test_queries_of_the_search_and_of_the_page(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/", {"query": "zd"}, headers=HTMX)
    with django_assert_num_queries(3):
        client.get("/", {"query": "zd"})


@pytest.mark.parametrize("query", ["<script>", "%", "'", "\x00", "９１６１", "a" * 5000])
def test_odd_queries_are_answered_and_escaped(client, query):
    response = client.get("/", {"query": query})

    assert response.status_code == 200
    assert "<script>" not in read(response).replace("<script src", "")


def test_many_results_are_cut_and_counted(client):
    records = [{"统一社会信用代码": f"9161013{number:011}", "名称": f"众多{number}号有限公司"} for number in range(20)]
    import_zone(records, zone="乙区", snapshot_digest="x", synthetic=False)

    page = client.get("/", {"query": "众多"}).context["page"]

    assert len(page.results.firms) == 12
    assert page.results.summary == "找到 20 家企业，先列出 12 家；多输几个字可以缩小范围。"
