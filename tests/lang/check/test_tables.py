"""Golden tables: what is found, where, and with which witness."""

from decimal import Decimal

import pytest

from lang.check.core_factories import (
    ANYTHING,
    BOOLEAN_COLUMN,
    INDUSTRY,
    LISTED,
    NUMBER_COLUMN,
    REVENUE,
    STRING_COLUMN,
    all_of,
    any_of,
    column,
    constant,
    field_of,
    is_,
    make_program,
    make_table,
    not_,
    one_of,
    read,
    within,
)
from zhida.lang.base.diagnostic import Severity
from zhida.lang.base.messages import render_hint, render_message
from zhida.lang.base.span import span_of
from zhida.lang.base.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from zhida.lang.base.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_DURATION,
    MONTHS_DURATION,
    NUMBER,
    STRING,
    ListType,
)
from zhida.lang.check import tables
from zhida.lang.check.messages import MESSAGES
from zhida.lang.check.tables import check_tables
from zhida.lang.core.tree import Arithmetic, BuiltinCall, Conditional, Definition, DefinitionReference, Field

COUNT = BuiltinCall("count", (read("知识产权", ListType(ANY)),), span=span_of("项数"), type=NUMBER)


def find(table, *codes, **program):
    found = check_tables(make_program(table, **program))
    return [finding for finding in found if not codes or finding.code in codes]


def codes_of(findings):
    return [(finding.code, finding.values.get("row"), finding.values.get("other")) for finding in findings]


class TestOverlaps:
    def test_rows_that_share_an_end(self):
        table = make_table([NUMBER_COLUMN], [(is_("<=", 500), 1), (is_(">=", 500), 2)])
        (found,) = find(table)
        assert (found.code, found.severity, found.span) == ("check.overlap", Severity.ERROR, table.rules[1].span)
        assert found.values["assignment"] == {REVENUE: Decimal(500)}
        assert (found.values["row"], found.values["other"]) == (1, 2)
        assert (found.values["witness"], found.values["region"]) == ("营业收入 = 500", "营业收入: 500")

    def test_open_ends_do_not_touch(self):
        assert find(make_table([NUMBER_COLUMN], [(is_("<", 500), 1), (is_(">=", 500), 2)])) == []

    def test_different_spellings_of_one_number_are_one_number(self):
        table = make_table([NUMBER_COLUMN], [(is_("=", Decimal("5.0")), 1), (is_("=", Decimal(5)), 2)])
        assert codes_of(find(table, "check.overlap")) == [("check.overlap", 1, 2)]

    def test_in_several_columns_all_must_meet(self):
        rows = [(is_(">", 5), is_("=", "A"), 1), (is_(">", 9), is_("=", "B"), 2), (is_(">", 7), not_(is_("=", "A")), 3)]
        (found,) = find(make_table([NUMBER_COLUMN, STRING_COLUMN], rows), "check.overlap")
        assert (found.values["row"], found.values["other"]) == (2, 3)
        assert found.values["assignment"] == {REVENUE: Decimal(10), INDUSTRY: "B"}

    def test_two_columns_on_one_expression_are_intersected(self):
        rows = [(is_(">=", 5), is_("<", 10), 1), (is_(">=", 10), is_("<", 20), 2)]
        assert find(make_table([NUMBER_COLUMN, NUMBER_COLUMN], rows), "check.overlap") == []

    def test_any_with_equal_results_is_harmless(self):
        table = make_table([NUMBER_COLUMN], [(is_("<=", 500), 1), (is_(">=", 400), 1)], "ANY")
        assert find(table) == []

    def test_any_with_different_results_is_refused(self):
        table = make_table([NUMBER_COLUMN], [(is_("<=", 500), 1), (is_(">=", 400), 2)], "ANY")
        (found,) = find(table)
        assert (found.code, found.severity) == ("check.conflict", Severity.ERROR)
        assert found.values["assignment"] == {REVENUE: Decimal(400)}
        assert found.values["region"] == "营业收入: [400..500]"

    def test_any_with_results_that_are_computed_may_conflict(self):
        results = (read("甲", NUMBER), read("乙", NUMBER))
        table = make_table([NUMBER_COLUMN], [(is_("<=", 5), results[0]), (is_(">=", 4), results[1])], "ANY")
        (found,) = find(table)
        assert (found.code, found.severity) == ("check.possible-conflict", Severity.WARNING)

    @pytest.mark.parametrize("policy", ["FIRST", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"])
    def test_other_policies_allow_overlaps(self, policy):
        table = make_table([NUMBER_COLUMN], [(is_("<=", 500), 1), (is_(">=", 400), 2)], policy)
        assert find(table, "check.overlap", "check.conflict") == []

    def test_negations_meet_on_null(self):
        rows = [(not_(is_("=", True)), 1), (not_(is_("=", False)), 2)]
        (found,) = find(make_table([BOOLEAN_COLUMN], rows))
        assert (found.code, found.severity) == ("check.overlap-on-null", Severity.WARNING)
        assert found.values["assignment"] == {LISTED: None}

    def test_a_boolean_function_of_null_is_null(self):
        rows = [(not_(is_("<", 5)), 1), (is_("<", 5), 2)]
        assert find(make_table([NUMBER_COLUMN], rows)) == []

    def test_columns_of_one_fact_may_depend_on_each_other(self):
        double = Arithmetic("*", read(REVENUE, NUMBER), constant(2), span=span_of("2倍"), type=NUMBER)
        rows = [(is_(">", 5), ANYTHING, 1), (ANYTHING, is_("<", 5), 2)]
        (found,) = find(make_table([NUMBER_COLUMN, column(double)], rows), "check.overlap", "check.possible-overlap")
        assert (found.code, found.severity) == ("check.possible-overlap", Severity.WARNING)

    def test_columns_of_two_fields_of_one_input_are_free(self):
        columns = [column(field_of("本年", "研发费用")), column(field_of("本年", "营业收入"))]
        (found,) = find(make_table(columns, [(is_(">", 5), ANYTHING, 1), (ANYTHING, is_("<", 5), 2)]), "check.overlap")
        assert found.values["assignment"] == {"本年.研发费用": Decimal(6), "本年.营业收入": Decimal(4)}

    def test_dependence_is_seen_through_definitions(self):
        body = Arithmetic("/", read(REVENUE, NUMBER), constant(2), span=span_of("一半"), type=NUMBER)
        half = DefinitionReference("一半", span=span_of("一半"), type=NUMBER)
        more = [Definition("一半", "一半", body, span=span_of("一半"))]
        rows = [(is_(">", 5), ANYTHING, 1), (ANYTHING, is_("<", 1), 2)]
        found = find(
            make_table([NUMBER_COLUMN, column(half)], rows), "check.overlap", "check.possible-overlap", more=more
        )
        assert codes_of(found) == [("check.possible-overlap", 1, 2)]


class TestGaps:
    def test_between_two_rows(self):
        table = make_table([NUMBER_COLUMN], [(is_("<", 500), 1), (is_(">", 500), 2)])
        (found,) = find(table)
        assert (found.code, found.severity, found.span) == ("check.hole", Severity.WARNING, table.span)
        assert found.values["assignment"] == {REVENUE: Decimal(500)}

    def test_regions_are_as_large_as_can_be(self):
        rows = [(is_("=", True), is_(">=", 5), 1)]
        found = find(make_table([BOOLEAN_COLUMN, NUMBER_COLUMN], rows))
        assert sorted(finding.values["region"] for finding in found) == ["营业收入: < 5", "规上企业: false"]

    def test_dates_have_nothing_between_two_days(self):
        day = column(read("成立日期", DATE))
        rows = [(is_("<=", Date(2024, 2, 28)), 1), (is_(">=", Date(2024, 2, 29)), 2)]
        assert find(make_table([day], rows)) == []
        rows = [(is_("<=", Date(2023, 2, 28)), 1), (is_(">", Date(2023, 3, 1)), 2)]
        (found,) = find(make_table([day], rows))
        assert found.values["assignment"] == {"成立日期": Date(2023, 3, 1)}
        assert found.values["witness"] == '成立日期 = @"2023-03-01"'

    @pytest.mark.parametrize(
        ("type_", "low", "high", "middle"),
        [
            (
                DATE_TIME,
                DateTime(Date(2024, 1, 1), Time(0, 0, 0)),
                DateTime(Date(2024, 1, 1), Time(0, 0, 2)),
                "2024-01-01T00:00:01",
            ),
            (DAYS_DURATION, DaysDuration.of(days=1), DaysDuration.of(days=2), "P1DT0.000000001S"),
            (MONTHS_DURATION, MonthsDuration(12), MonthsDuration(24), "P1Y1M"),
        ],
    )
    def test_between_times_and_durations(self, type_, low, high, middle):
        (found,) = find(make_table([column(read("时", type_))], [(is_("<=", low), 1), (is_(">=", high), 2)]))
        assert str(found.values["assignment"]["时"]) == middle

    def test_between_two_neighbouring_months_there_is_nothing(self):
        rows = [(is_("<=", MonthsDuration(12)), 1), (is_(">", MonthsDuration(12)), 2)]
        assert find(make_table([column(read("时", MONTHS_DURATION))], rows)) == []

    def test_strings_without_allowed_values_are_open(self):
        (found,) = find(make_table([STRING_COLUMN], [(one_of("工业", "农业"), 1)]))
        assert found.values["assignment"] == {INDUSTRY: "其他"}
        assert found.values["region"] == '行业: not("工业", "农业")'

    def test_strings_with_allowed_values_are_closed(self):
        columns = [column(read(INDUSTRY, STRING), one_of("工业", "农业", "其他"))]
        assert find(make_table(columns, [(one_of("工业", "农业"), 1), (is_("=", "其他"), 2)]), "check.gap") == []
        (found,) = find(make_table(columns, [(one_of("工业", "农业"), 1)]))
        assert found.values["assignment"] == {INDUSTRY: "其他"}

    def test_the_allowed_values_of_an_input_count(self):
        table = make_table([NUMBER_COLUMN], [(is_(">", 0), 1)])
        (found,) = find(table, inputs=[(REVENUE, is_(">=", 0))])
        assert (found.values["assignment"], found.values["region"]) == ({REVENUE: Decimal(0)}, "营业收入: 0")

    def test_allowed_values_that_cannot_be_read_leave_it_possible(self):
        allowed = is_("<", read("上限", NUMBER))
        (found,) = find(make_table([column(read(REVENUE, NUMBER), allowed)], [(is_("<", 5), 1)]))
        assert (found.code, found.severity) == ("check.possible-gap", Severity.NOTE)

    def test_a_default_fills_them(self):
        assert find(make_table([NUMBER_COLUMN], [(is_(">", 5), 1)], default=constant(0))) == []

    @pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "OUTPUT ORDER"])
    def test_they_are_notes_where_lists_are_wanted(self, policy):
        (found,) = find(make_table([NUMBER_COLUMN], [(is_(">", 5), 1)], policy))
        assert (found.code, found.severity) == ("check.gap", Severity.NOTE)

    def test_null_alone_is_no_gap(self):
        rows = [(is_("=", True), 1), (is_("=", False), 2)]
        assert find(make_table([BOOLEAN_COLUMN], rows)) == []

    def test_a_column_that_is_a_condition_is_true_or_false(self):
        over = is_(">", 500, read(REVENUE, NUMBER))
        (found,) = find(make_table([column(over)], [(is_("=", True), 1)]))
        assert found.values["assignment"] == {REVENUE: Decimal(499)}
        assert found.values["region"] == "营业收入: <= 500"

    def test_a_condition_and_its_own_expression_are_one_axis(self):
        over = is_(">", 500, read(REVENUE, NUMBER))
        rows = [(is_("=", True), ANYTHING, 1), (is_("=", False), ANYTHING, 2), (ANYTHING, is_("=", 600), 3)]
        found = find(make_table([column(over), NUMBER_COLUMN], rows), "check.gap", "check.overlap")
        assert codes_of(found) == [("check.overlap", 1, 3)]

    def test_a_constant_input_has_one_value(self):
        table = make_table([column(constant(value=True))], [(is_("=", True), 1)])
        assert find(table) == []

    def test_the_results_of_a_table_are_its_only_values(self):
        sizes = make_table([NUMBER_COLUMN], [(is_("<", 5), "小型"), (is_(">=", 5), "大型")])
        more = [Definition("规模", "规模", sizes, span=span_of("规模"))]
        size = column(DefinitionReference("规模", span=span_of("规模"), type=STRING))
        assert find(make_table([size], [(is_("=", "小型"), 1), (is_("=", "大型"), 2)]), "check.gap", more=more) == []
        (found,) = find(make_table([size], [(is_("=", "小型"), 1)]), "check.gap", more=more)
        assert found.values["assignment"] == {"规模": "大型"}

    def test_intervals_left_out_of_one_column_are_told_together(self):
        rows = [(is_("=", number), number) for number in range(3)]
        found = find(make_table([NUMBER_COLUMN], rows))
        assert [(finding.code, finding.values["region"]) for finding in found] == [
            ("check.hole", "营业收入: (0..1), (1..2)"),
            ("check.gap", "营业收入: < 0, > 2"),
        ]

    def test_no_more_than_five_are_told(self):
        columns = [column(read(name, BOOLEAN)) for name in "甲乙丙丁戊己庚"]
        row = (*(is_("=", True) for _ in columns), 1)
        assert len(find(make_table(columns, [row]), "check.gap")) == 5

    def test_a_table_without_rows_leaves_everything_out(self):
        (found,) = find(make_table([NUMBER_COLUMN], []))
        assert (found.code, found.values["region"]) == ("check.gap", "-")

    def test_counts_are_whole_and_not_negative(self):
        found = find(make_table([column(COUNT)], [(is_("=", 0), 1), (is_("=", 1), 2), (is_(">=", 2), 3)]), "check.gap")
        assert found == []
        (found,) = find(make_table([column(COUNT)], [(is_(">", Decimal("1.5")), 1)]))
        assert found.values["region"] == "项数: [0..1.5)"
        assert found.values["assignment"] == {"项数": Decimal(0)}

    def test_counts_are_whole_under_a_name(self):
        more = [Definition("项", "项", COUNT, span=span_of("项"))]
        named = column(DefinitionReference("项", span=span_of("项"), type=NUMBER))
        assert find(make_table([named], [(is_("=", 0), 1), (is_(">=", 1), 2)]), more=more) == []

    def test_differences_of_years_are_whole_and_may_be_negative(self):
        years = [Field(read(name, DATE), "year", span=span_of(name), type=NUMBER) for name in ("甲", "乙")]
        difference = Arithmetic("-", *years, span=span_of("年差"), type=NUMBER)
        (found,) = find(make_table([column(difference)], [(is_("=", 1), 1), (is_(">=", 2), 2)]))
        assert (found.values["region"], found.values["assignment"]) == ("年差: < 1", {"年差": Decimal(0)})

    def test_quotients_are_not_whole(self):
        half = Arithmetic("/", COUNT, constant(2), span=span_of("一半"), type=NUMBER)
        (found,) = find(make_table([column(half)], [(is_("=", 0), 1), (is_(">=", 1), 2)]))
        assert (found.code, found.values["region"]) == ("check.hole", "一半: (0..1)")


class TestReach:
    def test_a_wider_row_first_leaves_a_narrower_one_dead(self):
        table = make_table([NUMBER_COLUMN], [(is_(">", 10), 1), (is_(">", 20), 2), (ANYTHING, 3)], "FIRST")
        (found,) = find(table)
        assert (found.code, found.severity, found.span) == (
            "check.unreachable-row",
            Severity.WARNING,
            table.rules[1].span,
        )
        assert (found.values["row"], found.values["others"]) == (2, "1")
        assert found.values["assignment"] == {REVENUE: Decimal(21)}

    def test_several_rows_together_cover_one(self):
        rows = [(is_("<", 20), 1), (is_(">", 10), 2), (within(5, 30), 3), (ANYTHING, 4)]
        found = find(make_table([NUMBER_COLUMN], rows, "FIRST"), "check.unreachable-row", "check.only-null")
        assert [(finding.code, finding.values["row"], finding.values["others"]) for finding in found] == [
            ("check.unreachable-row", 3, "1, 2"),
            ("check.only-null", 4, "1, 2, 3"),
        ]

    def test_an_end_left_out_keeps_a_row_alive(self):
        rows = [(is_("<", 10), 1), (is_(">", 10), 2), (within(5, 30), 3)]
        assert find(make_table([NUMBER_COLUMN], rows, "FIRST"), "check.unreachable-row") == []

    def test_a_test_against_itself_is_impossible(self):
        table = make_table([NUMBER_COLUMN], [(all_of(is_(">", 10), is_("<", 5)), 1), (ANYTHING, 2)])
        (found,) = find(table)
        assert (found.code, found.values["column"], found.span) == (
            "check.impossible-row",
            REVENUE,
            table.rules[0].span,
        )

    def test_a_value_that_is_not_allowed_is_impossible(self):
        columns = [column(read(INDUSTRY, STRING), one_of("工业", "农业"))]
        found = find(make_table(columns, [(is_("=", "林业"), 1), (ANYTHING, 2)]))
        assert codes_of(found) == [("check.impossible-row", 1, None)]

    def test_two_columns_on_one_expression_can_exclude_each_other(self):
        table = make_table([NUMBER_COLUMN, NUMBER_COLUMN], [(is_(">", 10), is_("<", 5), 1), (ANYTHING, ANYTHING, 2)])
        assert codes_of(find(table)) == [("check.impossible-row", 1, None)]

    def test_a_row_that_asks_for_null_is_not_told(self):
        rows = [(is_("=", True), 1), (is_("=", False), 2), (is_("=", None), 3)]
        assert find(make_table([BOOLEAN_COLUMN], rows, "FIRST")) == []

    def test_values_of_an_unknown_type_keep_a_last_row_alive(self):
        column_ = column(read("任意", ANY))
        rows = [(is_("<", 5), 1), (is_(">=", 5), 2), (is_("=", None), 3), (ANYTHING, 4)]
        found = find(make_table([column_], rows, "FIRST"), "check.unreachable-row")
        assert found == []

    def test_a_better_row_hides_a_worse_one(self):
        order = ("高", "低")
        table = make_table([NUMBER_COLUMN], [(is_(">", 20), "低"), (is_(">", 10), "高")], "PRIORITY", order=order)
        (found,) = find(table, "check.unreachable-row")
        assert (found.values["row"], found.values["others"]) == (1, "2")


class TestRedundancy:
    def test_a_row_that_falls_through_to_the_same_result(self):
        table = make_table([NUMBER_COLUMN], [(is_(">", 20), 1), (is_(">", 10), 1), (ANYTHING, 0)], "FIRST")
        (found,) = find(table, "check.redundant-row")
        assert (found.values["row"], found.values["others"]) == (1, "2")

    def test_not_where_another_result_comes_between(self):
        rows = [(is_(">", 20), 1), (is_(">", 15), 2), (is_(">", 10), 1)]
        assert find(make_table([NUMBER_COLUMN], rows, "FIRST"), "check.redundant-row") == []

    def test_of_two_equal_rows_the_later_is_told(self):
        rows = [(is_(">", 20), 1), (is_(">", 20), 1)]
        found = find(make_table([NUMBER_COLUMN], rows, "ANY"), "check.redundant-row")
        assert codes_of(found) == [("check.redundant-row", 2, None)]

    def test_neighbours_of_one_result_can_be_one_row(self):
        rows = [(within(0, 5), 1), (within(5, 9, low_closed=False), 1), (within(20, 30), 1)]
        (found,) = find(make_table([NUMBER_COLUMN], rows), "check.mergeable-rows")
        assert (found.severity, found.values["row"], found.values["other"]) == (Severity.NOTE, 1, 2)
        assert found.values["region"] == "营业收入: [0..9]"

    def test_rows_of_different_articles_stay_apart(self):
        rows = [(within(0, 5), 1), (within(5, 9, low_closed=False), 1)]
        notes = {1: {"依据": "第三条"}, 2: {"依据": "第四条"}}
        assert find(make_table([NUMBER_COLUMN], rows, annotations=notes), "check.mergeable-rows") == []

    def test_sums_need_every_row(self):
        rows = [(is_(">", 20), 1), (is_(">", 20), 1)]
        assert find(make_table([NUMBER_COLUMN], rows, "COLLECT"), "check.redundant-row", "check.mergeable-rows") == []


class TestReferenceDates:
    """Cells that reckon from a date that is an input are read for one day."""

    TODAY = read("基准日", DATE)
    FOUNDED = column(read("成立日期", DATE))

    def before(self, distance):
        return Arithmetic("-", self.TODAY, constant(distance), span=span_of(f"基准日 - {distance}"), type=DATE)

    def test_a_year_before_it_parts_the_line_in_two(self):
        for distance in (DaysDuration.of(days=365), MonthsDuration(12)):
            end = self.before(distance)
            assert find(make_table([self.FOUNDED], [(is_("<=", end), 1), (is_(">", end), 2)])) == []

    def test_a_gap_is_shown_for_one_day(self):
        rows = [(is_("<=", self.before(MonthsDuration(36))), 1), (is_(">=", self.before(MonthsDuration(12))), 2)]
        (found,) = find(make_table([self.FOUNDED], rows))
        assert found.values["assignment"] == {"基准日": Date(2025, 6, 15), "成立日期": Date(2022, 6, 16)}
        assert found.values["region"] == '成立日期: (@"2022-06-15"..@"2024-06-15")'

    def test_an_overlap_is_shown_for_one_day(self):
        rows = [(is_("<=", self.TODAY), 1), (is_(">=", Date(2024, 1, 1)), 2)]
        (found,) = find(make_table([self.FOUNDED], rows))
        assert (found.code, found.values["assignment"]["成立日期"]) == ("check.overlap", Date(2024, 1, 1))

    def test_a_row_is_dead_only_if_it_is_on_every_day(self):
        rows = [(is_("<=", self.TODAY), 1), (is_("<=", Date(2000, 1, 1)), 2), (ANYTHING, 3)]
        assert find(make_table([self.FOUNDED], rows, "FIRST")) == []

    def test_a_date_that_a_column_tests_is_not_taken_as_given(self):
        rows = [(is_("<=", self.TODAY), is_(">", Date(2026, 1, 1)), 1), (ANYTHING, ANYTHING, 2)]
        found = find(make_table([self.FOUNDED, column(self.TODAY)], rows, "FIRST"))
        assert [finding.code for finding in found] == ["check.opaque-cell"]

    def test_hours_before_a_date_are_not_reckoned(self):
        end = self.before(DaysDuration.of(hours=5))
        found = find(make_table([self.FOUNDED], [(is_("<=", end), 1), (ANYTHING, 2)], "FIRST"))
        assert [finding.code for finding in found] == ["check.opaque-cell"]


class TestOpaqueCells:
    def test_a_cell_that_reads_another_input_is_named(self):
        cell = is_(">", read("上年收入", NUMBER))
        table = make_table([NUMBER_COLUMN], [(cell, 1), (ANYTHING, 2)])
        (found,) = find(table)
        assert (found.code, found.severity, found.span) == ("check.opaque-cell", Severity.NOTE, cell.span)
        assert (found.values["row"], found.values["column"], found.values["cell"]) == (1, REVENUE, "> 上年收入")

    def test_it_may_cover_anything(self):
        cell = is_(">", read("上年收入", NUMBER))
        assert find(make_table([NUMBER_COLUMN], [(cell, 1)]), "check.gap", "check.overlap") == []

    def test_it_covers_nothing_for_sure(self):
        cell = is_(">", read("上年收入", NUMBER))
        found = find(make_table([NUMBER_COLUMN], [(cell, 1), (is_(">", 5), 2)], "FIRST"), "check.unreachable-row")
        assert found == []

    def test_what_is_known_of_it_is_used(self):
        cell = all_of(is_(">", 100), is_(">", read("上年收入", NUMBER)))
        (found,) = find(make_table([NUMBER_COLUMN], [(cell, 1), (is_(">", 200), 2)], "FIRST"), "check.gap")
        assert found.values["region"] == "营业收入: <= 100"
        cell = any_of(is_(">", 100), is_(">", read("上年收入", NUMBER)))
        table = make_table([NUMBER_COLUMN], [(cell, 1), (is_(">", 200), 2)], "FIRST")
        assert codes_of(find(table, "check.unreachable-row")) == [("check.unreachable-row", 2, None)]

    @pytest.mark.parametrize(
        "cell",
        [
            is_("<", "B"),
            is_("=", 5),
            BuiltinCall("starts with", (read(INDUSTRY, STRING), constant("A")), span=span_of("starts"), type=BOOLEAN),
        ],
    )
    def test_texts_in_order_numbers_among_texts_and_functions_are_not_read(self, cell):
        assert [finding.code for finding in find(make_table([STRING_COLUMN], [(cell, 1), (ANYTHING, 2)]))] == [
            "check.opaque-cell"
        ]

    def test_lists_are_not_read(self):
        columns = [column(read("产品", ListType(STRING)))]
        found = find(make_table(columns, [(is_("=", "A"), 1), (ANYTHING, 2)]))
        assert [finding.code for finding in found] == ["check.opaque-cell"]


def test_tables_are_found_inside_expressions_and_functions():
    table = make_table([NUMBER_COLUMN], [(is_("<=", 5), 1), (is_(">=", 5), 2)])
    choice = Conditional(read(LISTED, BOOLEAN), table, constant(0), span=span_of("if"), type=NUMBER)
    program = make_program(more=[Definition("奖励", "奖励", choice, span=span_of("奖励"))])
    assert [(finding.code, finding.values["table"]) for finding in check_tables(program)] == [("check.overlap", "奖励")]


def test_a_program_without_tables_has_no_findings():
    assert check_tables(make_program()) == ()


def test_what_takes_too_long_is_said_to_be_undecided(monkeypatch):
    monkeypatch.setattr(tables, "COMPARISONS", 1)
    rows = [(is_("<", 5), 1), (is_("<", 9), 2), (ANYTHING, 1)]
    found = find(make_table([NUMBER_COLUMN], rows, "FIRST"))
    assert [(finding.code, finding.severity, finding.values["question"]) for finding in found] == [
        ("check.undecided", Severity.NOTE, "check.gap"),
        ("check.undecided", Severity.NOTE, "check.unreachable-row"),
        ("check.undecided", Severity.NOTE, "check.redundant-row"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_has_its_words(language):
    tables = [
        make_table([NUMBER_COLUMN], [(is_("<=", 5), 1), (is_(">=", 5), 2)]),
        make_table([NUMBER_COLUMN], [(is_("<", 5), 1), (is_(">", 5), 2), (is_(">", 6), 1)], "FIRST"),
        make_table([NUMBER_COLUMN], [(all_of(is_("<", 5), is_(">", 5)), 1)], "FIRST"),
    ]
    for finding in check_tables(make_program(*tables)):
        text = render_message(finding, MESSAGES, language) + render_hint(finding, MESSAGES, language)
        assert str(finding.values.get("row", "奖励")) in text
