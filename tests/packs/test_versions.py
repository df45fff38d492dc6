"""A firm asks on two days, and each day answers by the version of the policy in force."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from zhida.lang.base.temporal import Date
from zhida.policy.entitlement import compute_entitlements
from zhida.policy.firm import build_firm

CERTIFICATE = {
    "名称": "高新技术企业",
    "级别": "国家级",
    "认定方式": "首次认定",
    "发证日期": Date(2023, 2, 8),
    "有效期至": Date(2026, 2, 7),
}


@pytest.fixture
def firm(library):
    return build_firm(
        "91220524MA0Y0X0000", "示例药业有限公司", {"资质证书": [CERTIFICATE], "已获奖补": []}, library.catalogue
    )


def award_of(library, firm, on):
    """Key of the pack → amount, for the clauses of 柳河县 on high-tech firms."""
    return {
        found.pack: found.amount
        for found in compute_entitlements(library, firm, on)
        if found.pack.startswith("柳河县/") and found.clause == "high-tech"
    }


def test_the_new_version_pays_less_from_its_first_day(library, firm):
    assert award_of(library, firm, dt.date(2023, 2, 8)) == {"柳河县/重点产业": Decimal(200_000)}


def test_the_old_version_holds_until_the_day_before_and_knows_no_certificate_of_tomorrow(library, firm):
    assert award_of(library, firm, dt.date(2023, 2, 7)) == {"柳河县/重点产业2018": None}


def test_the_old_version_paid_more(library):
    earlier = [CERTIFICATE | {"发证日期": Date(2021, 11, 1)}]
    firm = build_firm(
        "91220524MA0Y0X0000", "示例药业有限公司", {"资质证书": earlier, "已获奖补": []}, library.catalogue
    )

    assert award_of(library, firm, dt.date(2022, 3, 1)) == {"柳河县/重点产业2018": Decimal(300_000)}


def test_no_version_is_left_when_the_period_has_run_out(library, firm):
    assert award_of(library, firm, dt.date(2026, 2, 7)) == {"柳河县/重点产业": Decimal(200_000)}
    assert award_of(library, firm, dt.date(2026, 2, 8)) == {}
