"""Facts after a change, and the changes nobody can bring about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.policy import CATALOGUE
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Value
from zhida.policy.distance.obstacles import find_obstacle
from zhida.policy.distance.situation import Edit, Place, Situation

ON = Date(2026, 6, 30)
FACTS: dict[str, Value] = {
    "成立日期": Date(2019, 5, 20),
    "注册资本": Decimal(100),
    "年度账": [{"年份": Decimal(year), "研发费用": Decimal(year)} for year in (2025, 2024)],
    "知识产权": [{"类别": "发明专利", "授权日": Date(2020, 1, 1)}],
}
SITUATION = Situation(FACTS, ON, CATALOGUE)
RESEARCH = Place("年度账", 1, "研发费用")


def test_a_change_moves_one_fact_and_leaves_the_rest() -> None:
    changed = SITUATION.change((Edit(RESEARCH, Decimal(7)), Edit(Place("注册资本"), Decimal(8))))
    assert (changed.read(RESEARCH), changed.read(Place("注册资本"))) == (Decimal(7), Decimal(8))
    assert changed.read(Place("年度账", 0, "研发费用")) == Decimal(2025)
    assert (SITUATION.read(RESEARCH), SITUATION.read(Place("注册资本"))) == (Decimal(2024), Decimal(100))


def test_a_figure_of_the_accounts_is_seen_in_its_view() -> None:
    changed = SITUATION.change((Edit(RESEARCH, Decimal(7)),))
    assert changed.inputs["上年"] == {"年份": Decimal(2024), "研发费用": Decimal(7)}
    assert SITUATION.find_year(RESEARCH) == 2024


def test_there_is_nothing_at_a_place_that_is_not() -> None:
    nowhere = Place("知识产权", 5, "类别")
    assert SITUATION.read(nowhere) is None
    assert SITUATION.change((Edit(nowhere, "实用新型"),)).facts["知识产权"] == FACTS["知识产权"]


RIGHT: Value = {"类别": "发明专利", "授权日": ON}
OLD_RIGHT: Value = {"类别": "发明专利", "授权日": Date(2026, 6, 29)}


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (Place("成立日期"), Date(2018, 1, 1), "distance.founding-date"),
        (Place("年度账", 0, "研发费用"), Decimal(1), None),
        (RESEARCH, Decimal(1), "distance.closed-year"),
        (Place("注册资本"), Decimal(1), None),
        (Place("知识产权"), [], "distance.past-record"),
        (Place("知识产权"), [RIGHT, RIGHT], None),
        (Place("知识产权"), [RIGHT, OLD_RIGHT], "distance.past-date"),
        (Place("已获奖补"), [], "distance.awards-received"),
    ],
)
def test_what_has_happened_stays(place: Place, value: Value, code: str | None) -> None:
    obstacle = find_obstacle(Edit(place, value), SITUATION)
    assert (obstacle and obstacle.code) == code
