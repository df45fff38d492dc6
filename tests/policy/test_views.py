from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.policy import CATALOGUE
from zhida.lang.base.temporal import Date
from zhida.lang.base.values import Missing, Value
from zhida.policy.firm import build_firm
from zhida.policy.views import derive_views

ON = Date(2026, 7, 1)


def views(founded: Value = None, accounts: Value = None) -> dict[str, Value]:
    facts = build_firm("", "", {"成立日期": founded, "年度账": accounts}, CATALOGUE).facts
    return derive_views(facts, ON, CATALOGUE)


def year(number: int, **figures: int) -> dict[str, Value]:
    return {"年份": Decimal(number)} | {name: Decimal(figure) for name, figure in figures.items()}


def unknown(number: int) -> dict[str, Value]:
    figures = ("营业收入", "研发费用", "职工总数")
    return {"年份": Decimal(number)} | {name: Missing(frozenset({f"年度账[{number}].{name}"})) for name in figures}


def test_the_reference_date() -> None:
    assert views()["基准日"] == ON


def test_the_years_are_found_by_their_number() -> None:
    accounts = [year(2023, 研发费用=3), year(2025, 研发费用=1), year(2024, 研发费用=2), year(2022, 研发费用=4)]
    derived = views(Date(2019, 5, 20), accounts)
    assert [derived[name]["研发费用"] for name in ("本年", "上年", "前年")] == [1, 2, 3]
    assert [record["年份"] for record in derived["近三年"]] == [2025, 2024, 2023]


def test_a_year_without_accounts_is_unknown_figure_by_figure() -> None:
    derived = views(Date(2019, 5, 20), [year(2025)])
    assert derived["上年"] == unknown(2024)
    assert derived["近三年"] == [unknown(2025), unknown(2024), unknown(2023)]


@pytest.mark.parametrize(
    ("founded", "count"), [(Date(2026, 1, 1), 0), (Date(2025, 12, 31), 1), (Date(2024, 1, 1), 2), (Date(2023, 6, 1), 3)]
)
def test_years_before_the_founding_do_not_exist(founded: Date, count: int) -> None:
    derived = views(founded, [])
    assert [derived[name] is None for name in ("本年", "上年", "前年")] == [count < 1, count < 2, count < 3]
    assert derived["近三年"] == [unknown(2025), unknown(2024), unknown(2023)][:count]


def test_accounts_prove_that_a_year_was() -> None:
    assert views(Date(2025, 6, 1), [year(2024, 研发费用=2)])["上年"]["研发费用"] == 2


def test_without_founding_date_a_year_is_unknown_as_a_whole() -> None:
    derived = views(None, [year(2025, 研发费用=1)])
    assert derived["上年"] == Missing(frozenset({"成立日期", "年度账[2024]"}))
    assert derived["近三年"] == Missing(frozenset({"成立日期", "年度账[2024]", "年度账[2023]"}))


def test_accounts_nobody_has_given_are_like_years_without() -> None:
    assert views(Date(2019, 1, 1), None) == views(Date(2019, 1, 1), [])


@given(st.integers(2020, 2027), st.sets(st.integers(2020, 2026)))
def test_the_last_three_years_are_those_that_are_not_null(founded: int, numbers: set[int]) -> None:
    derived = views(Date(founded, 1, 1), [year(number) for number in sorted(numbers)])
    assert derived["近三年"] == [derived[name] for name in ("本年", "上年", "前年") if derived[name] is not None]
