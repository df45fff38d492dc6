"""Laws of allocation, for any firms and any rules."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from factories.stacking import ON, make_library, make_pack, write_policy
from zhida.policy.allocation.rules import TieRule
from zhida.population.allocation.announcement import Announcement
from zhida.population.allocation.budgets import share_budgets
from zhida.population.allocation.candidates import Candidate, Standing
from zhida.population.allocation.model import Allotment
from zhida.population.allocation.places import give_places
from zhida.population.allocation.subjects import list_subjects

cents = st.integers(0, 10**9).map(lambda value: Decimal(value).scaleb(-2))
standings = st.none() | st.builds(
    Standing, st.sampled_from(("", "是")), st.tuples(st.integers(0, 3).map(Decimal), st.integers(0, 1).map(Decimal))
)
candidates = st.dictionaries(st.sampled_from("abcdefghij"), st.tuples(st.none() | cents, standings)).map(
    lambda firms: [Candidate(firm, amount, standing) for firm, (amount, standing) in firms.items()]
)
rules = st.tuples(
    st.sampled_from(TieRule),
    st.booleans(),
    st.sampled_from(("in-proportion", "undecided")),
    st.sampled_from(("floor", "largest-remainder")),
)

announcements = st.tuples(st.integers(1, 6), cents, st.sets(st.sampled_from("abcdefghij")))


@cache
def make_subject(ties, make_up, exceeded, rounding):
    places = f"- places: announced\n  by: [研发费用, 乙]\n  ties: {ties}\n  make-up: {str(make_up).lower()}"
    budget = f"- budget: announced\n  exceeded: {exceeded}"
    budget += f"\n  rounding: {rounding}" if exceeded == "in-proportion" else ""
    policy = write_policy(facts="甲", own={"甲": f"allocation:\n{places}\n{budget}"})
    (subject,) = list_subjects(make_library(make_pack(policy)), ON)
    return subject


def allot(subject, firms, count, budget, declined):
    """What places and the budget leave of the amounts, stacking left out; and the use of the budget."""
    announcement = Announcement({subject.key: count}, {subject.key: budget}, dict.fromkeys(declined))
    owed = [
        Allotment(
            one.candidate.firm, *subject.key, one.group, one.rank, one.candidate.amount,
            one.candidate.amount if one.has_award else Decimal(0) if one.is_refused else None, None, (),
        )
        for one in give_places(subject, firms, announcement)
    ]  # fmt: skip
    return share_budgets((subject,), owed, announcement)


@given(rules, candidates, announcements, st.randoms())
def test_the_order_of_the_firms_does_not_matter(rule, firms, announced, random):
    subject = make_subject(*rule)
    told, use = allot(subject, firms, *announced)
    shuffled = random.sample(firms, len(firms))
    assert allot(subject, shuffled, *announced) == (told, use)


@given(rules, candidates, announcements)
def test_never_above_the_budget_nor_what_is_owed(rule, firms, announced):
    told, (use,) = allot(make_subject(*rule), firms, *announced)
    paid = [one for one in told if one.allotted is not None]
    assert sum(one.allotted for one in paid) == use.allotted <= min(announced[1], use.owed)
    assert all(0 <= one.allotted <= one.owed <= (one.amount or one.owed) for one in paid)
    assert len(told) == len(firms)


@given(rules, candidates, announcements)
def test_no_more_places_than_there_are_but_for_ties_that_all_count(rule, firms, announced):
    subject = make_subject(*rule)
    count, _, declined = announced
    announcement = Announcement({subject.key: count}, {}, dict.fromkeys(declined))
    placed = give_places(subject, firms, announcement)
    for group in ("", "是"):
        members = [one for one in placed if one.group == group and one.rank is not None]
        having = [one for one in members if one.has_award]
        assert len(having) <= count or rule[0] is TieRule.ALL
        assert not any(one.candidate.firm in declined for one in having)
        # Whoever is refused without having declined is not better than anybody who has a place.
        worst = max((one.rank for one in having), default=0)
        refused = [one for one in members if one.is_refused and one.candidate.firm not in declined]
        assert all(one.rank >= worst for one in refused)


@given(candidates, cents, cents)
def test_a_larger_budget_takes_nothing_from_anybody(firms, budget, more):
    subject = make_subject(TieRule.NONE, make_up=False, exceeded="in-proportion", rounding="floor")
    firms = [replace(one, standing=Standing("", (Decimal(0), Decimal(0)))) for one in firms]
    before, after = (
        {one.firm: one.allotted for one in allot(subject, firms, 99, given_, ())[0]}
        for given_ in (budget, budget + more)
    )
    assert all(amount is None or after[firm] >= amount for firm, amount in before.items())
