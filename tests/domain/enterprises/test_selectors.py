import pytest

from zhida.domain.enterprises.models import Firm
from zhida.domain.enterprises.selectors import count_zones, find_firms, get_firm_file, has_synthetic_firms
from zhida.domain.enterprises.services import import_zone

pytestmark = pytest.mark.django_db

FIRMS = {
    "91610131MA6U0K0001": "西安华科光电有限公司",
    "91610131MA6U0K0002": "华科软件有限公司",
    "91610131MA6U0K0003": "重庆直达机器人有限公司",
}


@pytest.fixture(autouse=True)
def firms():
    records = [{"统一社会信用代码": code, "名称": name} for code, name in FIRMS.items()]
    import_zone(records[:2], zone="甲区", snapshot_digest="a", synthetic=False)
    import_zone(records[2:], zone="乙区", snapshot_digest="b", synthetic=False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("91610131MA6U0K0003", [3]),
        ("91610131ma6u0k000", [1, 2, 3]),
        ("华科", [2, 1]),
        ("光电", [1]),
        ("chongqing", [3]),
        ("zhida ji", [3]),
        ("hkrj", [2]),
        ("HK", [2, 1]),
        ("ｈｋｒｊ", [2]),
        ("  ", []),
        ("", []),
        ("没有的公司", []),
        ("%", []),
        ("\x00", []),
        ("华\x00科\u2028", [2, 1]),
        ("_", []),
        ("'; drop table", []),
    ],
)
def test_find_firms(query, found):
    assert [firm.code[-1] for firm in find_firms(query)] == [str(number) for number in found]


def test_a_query_as_long_as_a_book_is_cut():
    assert list(find_firms("华" * 100_000)) == []


def test_zones_are_counted_largest_first():
    assert [(count.zone, count.firms) for count in count_zones()] == [("甲区", 2), ("乙区", 1)]


def test_synthetic_firms_are_noticed():
    assert not has_synthetic_firms()

    Firm.objects.filter(name="华科软件有限公司").update(synthetic=True)

    assert has_synthetic_firms()


def test_a_record_is_read_with_one_query(django_assert_num_queries):
    firm = Firm.objects.get(code="91610131MA6U0K0001")

    with django_assert_num_queries(1):
        record = get_firm_file(firm).record

    assert record == {"统一社会信用代码": "91610131MA6U0K0001", "名称": "西安华科光电有限公司"}
