"""Rules of stacking as documents state them, applied to firms."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factories.stacking import granted, make_library, make_pack, pay, stack, tell, write_policy
from zhida.policy.stacking.result import Outcome


def test_without_rules_everything_adds_up():
    result = stack(write_policy(), 甲=100, 乙=80)
    assert (granted(result), result.total) == ({"a": 100, "b": 80}, Decimal("180.00"))
    assert {award.outcome for award in result.awards} == {Outcome.GRANTED}


class TestHighest:
    def test_one_is_granted_and_the_others_say_why(self):
        result = stack(write_policy("- highest: [a, b]"), 甲=100, 乙=120, 丙=7)
        assert tell(result) == {
            "a": ("0.00", ["与“乙奖励”不能同时享受，已取“乙奖励” 120.00 元（《措施》 第九条）。"]),
            "b": ("120.00", []),
            "c": ("7.00", []),
        }
        assert result.total == Decimal("127.00")

    def test_the_sum_counts_not_the_single_award(self):
        """a excludes b and c; b and c together are more."""
        result = stack(write_policy("- highest: [a, b]\n- highest: [a, c]"), 甲=100, 乙=60, 丙=60)
        assert granted(result) == {"a": 0, "b": 60, "c": 60}

    def test_of_two_that_are_equal_the_first_by_key_is_granted(self):
        assert granted(stack(write_policy("- highest: [b, a]"), 甲=100, 乙=100)) == {"a": 100, "b": 0}

    def test_without_names_it_binds_all_awards_of_the_document(self):
        assert granted(stack(write_policy("- highest:"), 甲=1, 乙=2, 丙=3)) == {"a": 0, "b": 0, "c": 3}

    def test_in_the_clause_of_an_award_it_binds_that_award(self):
        policy = write_policy(own={"甲": "stacking:\n- highest: [b]"})
        assert granted(stack(policy, 甲=1, 乙=2, 丙=3)) == {"a": 0, "b": 2, "c": 3}

    def test_not_with_leaves_the_own_awards_alone(self):
        city = make_pack(write_policy(facts="丁", key="示范市/办法"), "示范市/办法")
        library = make_library(make_pack(write_policy("- not-with: [示范市/办法]\n  per: year")), city)
        assert granted(stack(library, 甲=5, 乙=6, 丁=10)) == {"a": 5, "b": 6, "d": 0}
        assert granted(stack(library, 甲=5, 乙=6, 丁=12)) == {"a": 0, "b": 0, "d": 12}
        paid = stack(library, 甲=5, 已获奖补=[pay("d", 3, "示范市/办法")])
        assert tell(paid) == {"a": ("0.00", ["不能同时享受的奖补已兑现 3.00 元（《措施》 第九条）。"])}
        assert granted(stack(library, 甲=5, 已获奖补=[pay("d", 3, "示范市/办法", year=2025)])) == {"a": 5}
        assert granted(stack(library, 甲=5, 已获奖补=None)) == {"a": None}

    def test_what_is_said_to_be_on_top_is(self):
        policy = write_policy("- highest:\n- on-top: [c]\n  of: [a]")
        assert granted(stack(policy, 甲=5, 乙=6, 丙=3)) == {"a": 5, "b": 0, "c": 3}


class TestAcrossDocuments:
    CITY = "示范市/办法"

    def library(self, stacking, support="研发"):
        own = {"甲": "support: 研发", "乙": "support: 设备"}
        city = write_policy(own={"丙": f"support: {support}", "丁": "support: 研发"}, facts="丙丁", key=self.CITY)
        return make_library(make_pack(write_policy(stacking, own, facts="甲乙")), make_pack(city, self.CITY))

    def test_one_of_each_kind_of_support_and_the_other_document_binds_itself(self):
        """The two of the city may stand together: nobody says they may not."""
        library = self.library("- one-per-support: [示范市]")
        assert granted(stack(library, 甲=100, 乙=50, 丙=60, 丁=60)) == {"a": 0, "b": 50, "c": 60, "d": 60}
        assert granted(stack(library, 甲=130, 乙=50, 丙=60, 丁=60)) == {"a": 130, "b": 50, "c": 0, "d": 0}

    def test_another_zone_does_not_count_unless_it_is_named(self):
        library = self.library("- one-per-support:")
        assert granted(stack(library, 甲=100, 丙=60)) == {"a": 100, "c": 60}

    def test_another_kind_does_not_count(self):
        library = self.library("- one-per-support: [示范市]", support="设备")
        assert granted(stack(library, 甲=100, 丙=60)) == {"a": 100, "c": 60}

    def test_an_award_of_another_document_is_named_by_its_key(self):
        library = self.library(f"- highest: [{self.CITY}#c]\n  of: [a]")
        assert granted(stack(library, 甲=100, 丙=60, 丁=1)) == {"a": 100, "c": 0, "d": 1}

    def test_a_total_is_topped_up(self):
        """就高补差: the award is a total, others of the kind are deducted."""
        library = self.library("- deduct: [{support: 研发, zones: [示范市]}]\n  of: [a]")
        result = stack(library, 甲=100, 丙=60, 丁=10)
        assert granted(result) == {"a": 30, "c": 60, "d": 10}
        assert tell(result)["a"][1] == ["按总额计，“丙奖励、丁奖励”已给 70.00 元，只补差额（《措施》 第九条）。"]
        assert granted(stack(library, 甲=100, 丙=90, 丁=11)) == {"a": 0, "c": 90, "d": 11}

    def test_a_total_deducts_payments_of_the_kind_wherever_they_come_from(self):
        library = self.library("- deduct: [{support: 研发, zones: [示范市]}]\n  of: [a]\n  per: year")
        paid = [pay("x", 30, "省级研发补助"), pay("c", 5, self.CITY), pay("c", 900, self.CITY, year=2025)]
        elsewhere = [pay("c", 900, "外省/办法"), pay("c", 900, self.CITY, support="设备")]
        assert granted(stack(library, 甲=100, 已获奖补=[*paid, *elsewhere])) == {"a": 65}


class TestCaps:
    def test_the_greater_award_is_filled_first(self):
        result = stack(write_policy("- cap: 1.5万\n  of: [a, b]"), 甲=10000, 乙=8000, 丙=3)
        assert tell(result) == {
            "a": ("10000.00", []),
            "b": ("5000.00", ["合计最高 15,000.00 元（《措施》 第九条）。"]),
            "c": ("3.00", []),
        }
        assert [award.outcome for award in result.awards] == [Outcome.GRANTED, Outcome.CUT, Outcome.GRANTED]

    def test_a_share_of_a_base(self):
        policy = write_policy("- cap: 50% * 研发费用")
        assert stack(policy, 甲=100, 乙=100, 研发费用=101).total == Decimal("50.50")

    def test_a_limit_is_cut_to_the_cent_never_rounded_up(self):
        assert stack(write_policy("- cap: 研发费用 / 3"), 甲=100, 研发费用=200).total == Decimal("66.66")

    def test_payments_of_the_year_count(self):
        policy = write_policy("- cap: 100\n  per: year")
        paid = [pay("a", 30), pay("c", 20), pay("a", 50, year=2025), pay("a", 50, "别处/办法")]
        result = stack(policy, 甲=60, 乙=20, 已获奖补=paid)
        assert granted(result) == {"a": 50, "b": 0}
        assert tell(result)["b"][1] == ["合计最高 100.00 元，已兑现 50.00 元（《措施》 第九条）。"]

    @pytest.mark.parametrize(("per", "left"), [("year", 60), ("2 years", 50), ("3 years", 40), ("ever", 30)])
    def test_the_years_that_count(self, per, left):
        paid = [pay("a", 10, year=2025), pay("a", 10, year=2024), pay("a", 10, year=2010), pay("a", 10, year=2030)]
        assert granted(stack(write_policy(f"- cap: 60\n  per: {per}"), 甲=99, 已获奖补=paid[:3])) == {"a": left}

    def test_awards_of_others_count_but_are_not_cut(self):
        city = write_policy(facts="丁", key="示范市/办法")
        own = write_policy("- cap: 100\n  with: [示范市/办法]")
        library = make_library(make_pack(own), make_pack(city, "示范市/办法"))
        assert granted(stack(library, 甲=60, 丁=70)) == {"a": 30, "d": 70}
        assert granted(stack(library, 甲=60, 丁=170)) == {"a": 0, "d": 170}

    def test_a_fund_is_an_envelope_over_documents(self):
        city = write_policy(facts="丁", key="示范区/办法", more="fund: 科技资金\n")
        own = write_policy("- cap: 100\n  with: [{fund: 科技资金}]", more="fund: 科技资金\n")
        library = make_library(make_pack(own), make_pack(city, "示范区/办法"))
        assert granted(stack(library, 甲=60, 丁=70)) == {"a": 30, "d": 70}


class TestOnceAndOrder:
    def test_once_only(self):
        policy = write_policy("- once: ever\n  of: [a]")
        result = stack(policy, 甲=60, 乙=5, 已获奖补=[pay("a", 60, year=2019)])
        assert tell(result)["a"] == ("0.00", ["只奖一次，已兑现 60.00 元（《措施》 第九条）。"])
        assert granted(stack(policy, 甲=60, 已获奖补=[pay("b", 60)])) == {"a": 60}

    def test_once_a_year(self):
        policy = write_policy("- once: year\n  of: [a]")
        assert granted(stack(policy, 甲=60, 已获奖补=[pay("a", 60, year=2025)])) == {"a": 60}

    def test_stages_deduct_what_has_been_paid(self):
        policy = write_policy(own={"甲": "stacking:\n- deduct: [a]\n  per: ever"})
        result = stack(policy, 甲=400, 已获奖补=[pay("a", 60, year=2024), pay("a", 240, year=2025), pay("b", 9)])
        assert tell(result)["a"] == ("100.00", ["已兑现 300.00 元，予以扣除（《措施》 第一条）。"])
        assert granted(stack(policy, 甲=300, 已获奖补=[pay("a", 300)])) == {"a": 0}

    def test_an_award_yields_to_one_that_the_firm_would_get(self):
        policy = write_policy("- yield: [a]\n  of: [b]")
        result = stack(policy, 甲=1, 乙=500)
        assert tell(result)["b"] == ("0.00", ["须先享受“甲奖励”（《措施》 第九条）。"])
        assert granted(stack(policy, 甲=0, 乙=500)) == {"b": 500}

    def test_what_is_used_up_is_not_yielded_to(self):
        policy = write_policy("- yield: [a]\n  of: [b]\n- cap: 100\n  of: [a]\n  per: ever")
        assert granted(stack(policy, 甲=50, 乙=500, 已获奖补=[pay("a", 100)])) == {"a": 0, "b": 500}
        assert granted(stack(policy, 甲=50, 乙=500, 已获奖补=[pay("a", 99)])) == {"a": 1, "b": 0}

    def test_what_yields_itself_is_not_yielded_to(self):
        policy = write_policy("- yield: [a]\n  of: [b]\n- yield: [b]\n  of: [c]")
        assert granted(stack(policy, 甲=1, 乙=5, 丙=9)) == {"a": 1, "b": 0, "c": 9}


class TestMissingFacts:
    def test_without_payments_nobody_can_tell_what_a_cap_leaves(self):
        policy = write_policy("- cap: 100\n  of: [a, b]\n  per: year")
        result = stack(policy, 甲=70, 乙=60, 丙=5, 已获奖补=None)
        assert granted(result) == {"a": None, "b": None, "c": 5}
        assert [(fact.path, fact.source) for fact in result.awards[0].missing] == [("已获奖补", "财政局")]
        assert (result.at_least, result.at_most, result.total) == (Decimal("5.00"), Decimal("135.00"), None)

    def test_a_payment_of_an_unknown_amount_matters_only_where_it_counts(self):
        policy = write_policy("- cap: 100\n  of: [a]\n  per: year")
        unknown = {**pay("a", 1), "金额": None}
        assert granted(stack(policy, 甲=70, 已获奖补=[unknown])) == {"a": None}
        assert granted(stack(policy, 甲=70, 已获奖补=[{**unknown, "条款": "b"}])) == {"a": 70}
        assert granted(stack(policy, 甲=70, 已获奖补=[{**unknown, "年度": Decimal(2020)}])) == {"a": 70}

    def test_a_base_that_is_missing(self):
        result = stack(write_policy("- cap: 50% * 研发费用"), 甲=70)
        assert [fact.label for fact in result.awards[0].missing] == ["研发费用"]
        assert (result.at_least, result.at_most) == (Decimal("0.00"), Decimal("70.00"))

    def test_an_award_of_an_unknown_amount_has_no_bound_unless_a_cap_sets_one(self):
        assert stack(write_policy(), 甲=70, 乙=None).at_most is None
        capped = stack(write_policy("- cap: 100"), 甲=70, 乙=None, 丙=0)
        assert (capped.at_least, capped.at_most) == (Decimal("70.00"), Decimal("100.00"))

    def test_what_is_granted_beside_an_unknown_award_is_for_now(self):
        result = stack(write_policy("- highest: [a, b]"), 甲=70, 乙=None, 丙=5)
        assert granted(result) == {"a": 70, "b": None, "c": 5}
        assert {award.clause: [fact.path for fact in award.missing] for award in result.awards} == {
            "a": ["乙"],
            "b": ["乙"],
            "c": [],
        }

    def test_nobody_can_tell_an_award_that_may_have_to_yield(self):
        result = stack(write_policy("- yield: [a]\n  of: [b]"), 甲=None, 乙=500, 丙=0)
        assert granted(result) == {"a": None, "b": None}
        assert result.at_least == 0

    def test_a_limit_that_is_null_is_a_fault_of_the_rule(self):
        result = stack(write_policy("- cap: 研发费用 / 0\n  of: [a]"), 甲=70, 研发费用=1)
        assert tell(result)["a"] == ("?", ["上限“研发费用 / 0”算不出数（《措施》 第九条）。"])
