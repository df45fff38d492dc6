from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.allocation.rules import TieRule
from zhida.population.allocation.ranking import Applicant, Selection, rank_firms, select_first

FIRMS = tuple("abcdefghij")


def apply_with(**scores: int) -> list[Applicant]:
    return [Applicant(firm, (Decimal(score),)) for firm, score in scores.items()]


def names(selection: Selection) -> dict[str, str]:
    parts = ("selected", "reserve", "tied", "made_up")
    return {part: "".join(one.firm for one in getattr(selection, part)) for part in parts}


applicants = st.dictionaries(st.sampled_from(FIRMS), st.integers(0, 4)).map(lambda scores: apply_with(**scores))
quotas = st.integers(0, 11)
tie_rules = st.sampled_from(TieRule)
declining = st.sets(st.sampled_from(FIRMS))


def test_equal_firms_share_a_rank_and_the_next_ranks_are_left_out():
    ranked = rank_firms(apply_with(a=5, b=7, c=5, d=1))
    assert [(one.firm, one.rank) for one in ranked] == [("b", 1), ("a", 2), ("c", 2), ("d", 4)]


def test_a_second_score_decides_between_equal_ones():
    ranked = rank_firms([Applicant("a", (Decimal(5), Decimal(1))), Applicant("b", (Decimal(5), Decimal(2)))])
    assert [(one.firm, one.rank) for one in ranked] == [("b", 1), ("a", 2)]


def test_scores_are_compared_to_their_last_digit():
    scores = {"a": Decimal("1." + "0" * 33 + "1"), "b": Decimal("1." + "0" * 33 + "2")}
    ranked = rank_firms([Applicant(firm, (score,)) for firm, score in scores.items()])
    assert [(one.firm, one.rank) for one in ranked] == [("b", 1), ("a", 2)]


@pytest.mark.parametrize(
    ("ties", "selected", "reserve"),
    [(TieRule.ALL, "abcd", "e"), (TieRule.NONE, "a", "bcde"), (TieRule.UNDECIDED, "a", "e")],
)
def test_a_tie_at_the_edge_is_told_and_decided_by_the_rule(ties, selected, reserve):
    selection = select_first(apply_with(a=9, b=5, c=5, d=5, e=1), 2, ties)
    assert names(selection) == {"selected": selected, "reserve": reserve, "tied": "bcd", "made_up": ""}


def test_a_tie_within_the_quota_is_no_tie_at_the_edge():
    selection = select_first(apply_with(a=9, b=9, c=5), 2, TieRule.UNDECIDED)
    assert names(selection) == {"selected": "ab", "reserve": "c", "tied": "", "made_up": ""}


def test_the_next_makes_up_for_one_that_declines():
    selection = select_first(apply_with(a=9, b=8, c=7, d=6), 2, TieRule.NONE, declined={"a"})
    assert names(selection) == {"selected": "bc", "reserve": "d", "tied": "", "made_up": "c"}
    assert [one.rank for one in selection.selected] == [2, 3]


def test_a_firm_that_applies_twice_is_refused():
    with pytest.raises(DiagnosticError) as refused:
        rank_firms([*apply_with(a=1), *apply_with(a=2)])
    assert [(found.code, found.values["firm"]) for found in refused.value.diagnostics] == [
        ("allocation.firm-twice", "a")
    ]


@given(applicants, quotas, tie_rules, declining, st.randoms(use_true_random=False))
def test_the_order_of_the_firms_does_not_matter(firms, quota, ties, declined, random):
    shuffled = random.sample(firms, len(firms))
    assert select_first(shuffled, quota, ties, declined) == select_first(firms, quota, ties, declined)


@given(applicants, quotas, declining)
def test_everyone_is_selected_in_reserve_or_undecided_and_nobody_worse_goes_before(firms, quota, declined):
    scores = {firm.firm: firm.scores for firm in firms}
    for ties in TieRule:
        selection = select_first(firms, quota, ties, declined)
        undecided = selection.tied if ties is TieRule.UNDECIDED else ()
        everyone = [one.firm for one in (*selection.selected, *selection.reserve, *undecided)]
        assert sorted(everyone) == sorted(scores.keys() - declined)
        assert len(selection.selected) <= quota or ties is TieRule.ALL
        worst = min((scores[one.firm] for one in selection.selected), default=(Decimal(99),))
        assert all(scores[one.firm] < worst or one in selection.tied for one in selection.reserve)


@given(applicants, quotas)
def test_without_ties_exactly_the_quota_is_selected(firms, quota):
    apart = [Applicant(firm.firm, (*firm.scores, Decimal(FIRMS.index(firm.firm)))) for firm in firms]
    for ties in TieRule:
        selection = select_first(apart, quota, ties)
        assert (len(selection.selected), selection.tied) == (min(quota, len(firms)), ())
