"""Pages are tested on a small library and a few firms of their own, on a fixed day."""

import datetime as dt
from pathlib import Path

import pytest

from zhida.domain.enterprises.services import import_zone

PACKS = Path(__file__).parent / "packs"
CODE = "91610131MA6U0K001C"
"""The firm that most tests are about."""

DAY = dt.date(2026, 6, 30)

UNDEFINED = "‼%s‼"
"""What a template prints for a variable nobody gave it; no page may contain it."""

RECORD = {
    "统一社会信用代码": CODE,
    "名称": "西安直达光电科技有限公司",
    "成立日期": "2019-05-20",
    "规上企业": True,
    "注册资本": "68212208.10",
    "年度账": [
        {"年份": 2023, "营业收入": "98000000.00", "研发费用": "5000000.00"},
        {"年份": 2024, "营业收入": "120000000.00", "研发费用": "6000000.00", "从业人员": 85},
        {"年份": 2025, "营业收入": "150000000.00", "研发费用": "8500000.50", "从业人员": 90},
    ],
    "负面记录": [],
    "出处": {
        "规上企业": {"来源": "统计局", "日期": "2025-03-31"},
        "年度账": {"来源": "税务局", "日期": "2026-05-31"},
        "负面记录": {"来源": "市场监管局", "日期": "2026-06-20"},
        "注册资本": {"来源": "企业填报", "日期": "2026-06-01"},
    },
}
OTHERS = [
    {"统一社会信用代码": "91610131MA6U0K002F", "名称": "西安华科软件有限公司"},
    {"统一社会信用代码": "91610131MA6U0K003J", "名称": "重庆直达机器人有限公司"},
]


@pytest.fixture(autouse=True)
def installation(settings):
    settings.ZHIDA_PACKS = PACKS
    settings.ZHIDA_REFERENCE_DATE = DAY
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    [templates] = settings.TEMPLATES
    settings.TEMPLATES = [templates | {"OPTIONS": templates["OPTIONS"] | {"string_if_invalid": UNDEFINED}}]


def import_firms():
    import_zone([RECORD, *OTHERS], zone="示范高新区", snapshot_digest="5eed" * 16, synthetic=True)


@pytest.fixture
def firms(db):
    import_firms()
