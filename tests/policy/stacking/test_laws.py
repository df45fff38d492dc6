"""Laws of stacking whatever the rules and the facts: bounds that hold, reasons for every cent, an order that does not matter."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factories.stacking import HOME, make_library, make_pack, pay, stack, write_policy
from zhida.policy.pack import PackLibrary
from zhida.policy.stacking.result import Outcome

CITY = "示范市/办法"
RULES = (
    "- highest: [a, b]",
    "- highest: [b, c]",
    "- one-per-support: [示范市]\n  of: [a]",
    f"- not-with: [{CITY}]\n  of: [b]\n  per: year",
    "- cap: 9\n  of: [a, b]\n  per: year",
    "- cap: 50% * 研发费用",
    f"- cap: 12\n  of: [b, c]\n  with: [{CITY}]",
    f"- deduct: [c, {CITY}]\n  of: [a]\n  per: ever",
    "- yield: [c]\n  of: [b]",
    "- once: ever\n  of: [c]",
)
SUPPORT = {"甲": "support: 研发", "丁": "support: 研发"}


@cache
def library_of(rules: tuple[str, ...]) -> PackLibrary:
    city = make_pack(write_policy(own=SUPPORT, facts="丁", key=CITY), CITY)
    return make_library(make_pack(write_policy("\n".join(rules), SUPPORT)), city)


libraries = st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True).map(
    lambda rules: tuple(sorted(rules))
)
amounts = st.integers(0, 12)
clauses = st.sampled_from([(HOME, "a"), (HOME, "b"), (HOME, "c"), (CITY, "d"), ("省级补助", "x")])
payments = st.lists(
    st.builds(
        lambda where, amount, year: pay(where[1], amount, where[0], year=year),
        clauses,
        amounts,
        st.sampled_from([2025, 2026]),
    ),
    max_size=2,
)
firms = st.fixed_dictionaries({**dict.fromkeys(("甲", "乙", "丙", "丁", "研发费用"), amounts), "已获奖补": payments})


@settings(max_examples=200)
@given(libraries, firms, st.sets(st.sampled_from(["甲", "乙", "丙", "丁", "研发费用", "已获奖补"]), min_size=1))
def test_the_bounds_hold_whatever_the_missing_facts_are(rules, firm, missing):
    library = library_of(rules)
    known = stack(library, **firm)
    told = stack(library, **{**firm, **dict.fromkeys(missing)})
    assert known.total is not None
    assert told.at_least <= known.total
    assert told.at_most is None or known.total <= told.at_most


@settings(max_examples=200)
@given(libraries, firms, st.sets(st.sampled_from(["甲", "乙", "丙", "丁", "研发费用", "已获奖补"]), min_size=1))
@example((RULES[7], RULES[3]), {"甲": 2, "乙": 1, "丙": 0, "丁": 2, "研发费用": 0, "已获奖补": []}, {"甲"})
@example(
    (RULES[7], RULES[0], RULES[1]), {"甲": 2, "乙": 1, "丙": 2, "丁": 0, "研发费用": 0, "已获奖补": []}, {"已获奖补"}
)
def test_what_is_told_as_settled_is_so_whatever_the_missing_facts_are(rules, firm, missing):
    library = library_of(rules)
    known = {(one.pack, one.clause): one.granted for one in stack(library, **firm).awards}
    for award in stack(library, **{**firm, **dict.fromkeys(missing)}).awards:
        if award.outcome is not Outcome.UNKNOWN and not award.missing:
            assert award.granted == known.get((award.pack, award.clause), 0)


@settings(max_examples=200)
@given(libraries, firms)
def test_every_award_that_is_not_granted_in_full_tells_why(rules, firm):
    result = stack(library_of(rules), **firm)
    for award in result.awards:
        assert bool(award.reasons) == (award.granted != award.amount)
        assert 0 <= award.granted <= award.amount
    assert sum((award.granted for award in result.awards), Decimal(0)) == result.total


@settings(max_examples=100)
@given(libraries, firms)
def test_the_order_of_policies_and_of_rules_does_not_matter(rules, firm):
    library = library_of(rules)
    turned = library_of(tuple(reversed(rules)))
    other = PackLibrary(turned.catalogue, dict(reversed(turned.packs.items())))
    by_key = {(one.pack, one.clause): one.granted for one in stack(library, **firm).awards}
    assert {(one.pack, one.clause): one.granted for one in stack(other, **firm).awards} == by_key
