from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.allocation.rules import Rounding
from zhida.population.allocation.proportional import share_budget

amounts = st.integers(0, 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
claims = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), amounts, max_size=12)
roundings = st.sampled_from(Rounding)


def test_what_the_budget_pays_is_paid_in_full():
    shares = share_budget({"a": Decimal("10.01"), "b": Decimal(5)}, Decimal(16), Rounding.FLOOR)
    assert (shares.granted, shares.factor, shares.left) == (
        {"a": Decimal("10.01"), "b": Decimal(5)},
        Fraction(1),
        Decimal("0.99"),
    )


def test_cents_left_by_rounding_down_stay_in_the_budget():
    shares = share_budget({"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)}, Decimal("0.50"), Rounding.FLOOR)
    assert (set(shares.granted.values()), shares.left) == ({Decimal("0.16")}, Decimal("0.02"))


def test_or_go_to_the_largest_remainders():
    """Five cents for claims of 3, 2 and 2 are 2.14…, 1.43… and 1.43…: the cent beyond 2 + 1 + 1 goes to b, whose code comes before c."""
    claims = {"c": Decimal("0.02"), "a": Decimal("0.03"), "b": Decimal("0.02")}
    shares = share_budget(claims, Decimal("0.05"), Rounding.LARGEST_REMAINDER)
    assert {firm: str(amount) for firm, amount in shares.granted.items()} == {"a": "0.02", "b": "0.02", "c": "0.01"}


@pytest.mark.parametrize("wrong", [Decimal(-1), Decimal("0.001"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_amount_is_refused(wrong):
    with pytest.raises(DiagnosticError) as refused:
        share_budget({"a": wrong}, Decimal(5), Rounding.FLOOR)
    assert refused.value.diagnostics[0].code == "allocation.bad-claim"
    with pytest.raises(DiagnosticError) as refused:
        share_budget({"a": Decimal(1)}, wrong, Rounding.FLOOR)
    assert refused.value.diagnostics[0].code == "allocation.bad-budget"


@given(claims, amounts, roundings)
def test_never_above_the_budget_nor_a_claim_and_all_of_it_is_accounted_for(claims, budget, rounding):
    shares = share_budget(claims, budget, rounding)
    assert sum(shares.granted.values()) + shares.left == budget
    assert shares.left >= 0
    assert all(0 <= shares.granted[firm] <= claim for firm, claim in claims.items())
    if rounding is Rounding.LARGEST_REMAINDER:
        assert sum(shares.granted.values()) == min(budget, sum(claims.values()))


@given(claims, amounts, roundings)
def test_each_share_is_less_than_a_cent_from_its_proportion(claims, budget, rounding):
    shares = share_budget(claims, budget, rounding)
    for firm, claim in claims.items():
        assert abs(Fraction(shares.granted[firm]) - Fraction(claim) * shares.factor) < Fraction(1, 100)


@given(claims, amounts, roundings, st.randoms(use_true_random=False))
def test_the_order_of_the_firms_does_not_matter(claims, budget, rounding, random):
    shuffled = dict(random.sample(list(claims.items()), len(claims)))
    assert share_budget(shuffled, budget, rounding) == share_budget(claims, budget, rounding)


@given(claims, amounts, amounts)
def test_a_larger_budget_takes_nothing_from_anybody_when_cents_are_left(claims, budget, more):
    before = share_budget(claims, budget, Rounding.FLOOR).granted
    after = share_budget(claims, budget + more, Rounding.FLOOR).granted
    assert all(after[firm] >= amount for firm, amount in before.items())
