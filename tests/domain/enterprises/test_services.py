import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction

from zhida.domain.enterprises.models import Fact, Firm
from zhida.domain.enterprises.selectors import get_firm_file
from zhida.domain.enterprises.services import import_zone

pytestmark = pytest.mark.django_db

RECORD = {
    "统一社会信用代码": "91610131MA6U0K1234",
    "名称": "西安直达科技有限公司",
    "成立日期": "2019-05-20",
    "规上企业": True,
    "注册资本": "68212208.10",
    "质量评价得分": None,
    "年度账": [{"年份": 2025, "营业收入": "12345678901234567890.12"}],
    "负面记录": [],
    "出处": {"年度账": {"来源": "税务局", "日期": "2026-05-31"}},
}


def import_records(*records, zone="示范高新区"):
    return import_zone(records, zone=zone, snapshot_digest="d" * 64, synthetic=True)


def test_a_firm_is_written_with_pinyin_origin_and_snapshot():
    assert import_records(RECORD) == 1

    firm = Firm.objects.get()
    assert (firm.code, firm.name, firm.zone) == ("91610131MA6U0K1234", "西安直达科技有限公司", "示范高新区")
    assert (firm.pinyin, firm.initials) == ("xianzhidakejiyouxiangongsi", "xazdkjyxgs")
    assert (firm.synthetic, firm.snapshot_digest) == (True, "d" * 64)
    accounts = firm.facts.get(name="年度账")
    assert (accounts.source, accounts.date, accounts.certified) == ("税务局", dt.date(2026, 5, 31), True)


def test_values_come_back_to_the_letter_and_null_is_not_stored():
    import_records(RECORD)

    record = get_firm_file(Firm.objects.get()).record

    assert record == {name: value for name, value in RECORD.items() if value is not None}
    assert record["年度账"][0]["营业收入"] == "12345678901234567890.12"
    assert json.loads(Fact.objects.get(name="注册资本").value) == "68212208.10"


def test_an_import_takes_the_place_of_the_zone_and_leaves_others():
    import_records(RECORD)
    import_records(RECORD | {"统一社会信用代码": "91330106MA2B000001"}, zone="杭州高新区")

    import_records(RECORD | {"统一社会信用代码": "91610131MA6U0K5678"})

    codes = Firm.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == ["91330106MA2B000001", "91610131MA6U0K5678"]


@pytest.mark.parametrize("fault", ["twice", "no name", "no code"])
def test_a_faulty_import_changes_nothing(fault):
    import_records(RECORD)
    other = RECORD | {"统一社会信用代码": "91610131MA6U0K5678"}
    broken = {
        key: value
        for key, value in other.items()
        if key != {"no name": "名称", "no code": "统一社会信用代码"}.get(fault)
    }
    records = [other, other] if fault == "twice" else [other, broken]

    with pytest.raises((IntegrityError, KeyError)), transaction.atomic():
        import_records(*records)

    assert list(Firm.objects.values_list("code", flat=True)) == ["91610131MA6U0K1234"]


@pytest.mark.parametrize(
    ("model", "values", "constraint"),
    [
        (Firm, {"code": "123"}, "firm_code_has_18_characters"),
        (Firm, {"name": ""}, "firm_has_a_name"),
        (Fact, {"name": ""}, "fact_has_a_name"),
        (Fact, {"value": ""}, "fact_has_a_value"),
        (Fact, {"certified": True, "source": ""}, "certified_fact_has_source_and_date"),
        (Fact, {"certified": True, "date": None}, "certified_fact_has_source_and_date"),
    ],
)
def test_the_database_refuses_what_may_not_be(model, values, constraint):
    import_records(RECORD)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.filter(pk=model.objects.order_by("pk").last().pk).update(**values)


def test_a_fact_is_given_once():
    import_records(RECORD)
    firm = Firm.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Fact.objects.create(firm=firm, name="规上企业", value="false")

    assert firm.facts.get(name="规上企业").value == "true"


@pytest.mark.parametrize(
    ("origin", "certified"),
    [
        ({"来源": "税务局", "日期": "2026-05-31"}, True),
        ({"来源": "企业填报", "日期": "2026-05-31"}, False),
        ({"来源": "税务局"}, False),
    ],
)
def test_a_department_certifies_what_it_gives_with_a_date_and_a_firm_does_not(origin, certified):
    import_records(RECORD | {"出处": {"年度账": origin}})

    file = get_firm_file(Firm.objects.get())

    assert file.certified == (frozenset({"年度账"}) if certified else frozenset())
    assert file.record["出处"] == {"年度账": origin}


def test_a_number_with_decimals_does_not_become_a_float():
    import_records(RECORD | {"质量评价得分": 81.25})

    assert get_firm_file(Firm.objects.get()).record["质量评价得分"] == "81.25"
