from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.policy.facts import Kind
from zhida.population.zone.figures import add_years, find_nearest, find_writing, take_share


@given(st.integers(-(10**17), 10**17), st.sampled_from([Kind.MONEY, Kind.RATIO, Kind.NUMBER]))
def test_written_numbers_are_exact_and_have_the_decimals_of_their_kind(figure, kind):
    text = find_writing(kind)(figure)
    assert Decimal(text) == Decimal(figure).scaleb(-kind.decimals)
    assert len(text.partition(".")[2]) == kind.decimals


@pytest.mark.parametrize(
    ("kind", "figure"), [(Kind.COUNT, 12), (Kind.TEXT, "工业"), (Kind.FLAG, True), (Kind.FLAG, False)]
)
def test_what_is_plain_stays_as_it_is(kind, figure):
    assert find_writing(kind)(figure) is figure


@given(st.dates())
def test_days_are_written_as_iso(day):
    assert find_writing(Kind.DATE)(day.toordinal()) == day.isoformat()


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [("2023-11-05", 3, "2026-11-05"), ("2024-02-29", 1, "2025-02-28"), ("2024-02-29", 4, "2028-02-28")],
)
def test_a_date_some_years_later(start, years, end):
    assert add_years(date.fromisoformat(start).toordinal(), years) == date.fromisoformat(end).toordinal()


@given(st.integers(1, 10**6), st.lists(st.integers(1, 10**6), min_size=1, unique=True).map(sorted))
def test_the_nearest_rung_is_the_least_far_in_proportion(value, rungs):
    nearest = find_nearest(value, rungs)
    distance = max(nearest, value) / min(nearest, value)
    assert distance == pytest.approx(min(max(rung, value) / min(rung, value) for rung in rungs))


@given(st.integers(0, 10**15), st.integers(0, 10_000))
def test_a_share_is_never_more_than_the_whole(amount, share):
    assert 0 <= take_share(amount, share) <= amount
