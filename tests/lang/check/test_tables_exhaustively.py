"""The checks against brute force: every point of a small grid, every row, three-valued logic by the book."""

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from lang.check.core_factories import (
    ANYTHING,
    BOOLEAN_COLUMN,
    NUMBER_COLUMN,
    STRING_COLUMN,
    all_of,
    any_of,
    is_,
    make_program,
    make_table,
    not_,
    within,
)
from zhida.lang.check.tables import check_tables
from zhida.lang.core.tree import BuiltinCall, Comparison, Conjunction, Constant, Disjunction, Membership

NUMBERS = [Decimal(number) / 2 for number in range(-1, 8)]
DOMAINS = {
    NUMBER_COLUMN: [*NUMBERS, None],
    STRING_COLUMN: ["A", "B", "其他", None],
    BOOLEAN_COLUMN: [True, False, None],
}

# Cells


def number_tests():
    ends = st.integers(0, 3)
    simple = st.builds(is_, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), ends)
    return cells(simple) | st.builds(within, ends, ends, low_closed=st.booleans(), high_closed=st.booleans())


def string_tests():
    return cells(st.builds(is_, st.sampled_from(["=", "!="]), st.sampled_from(["A", "B"])))


def boolean_tests():
    return cells(st.builds(is_, st.sampled_from(["=", "!="]), st.booleans()))


def cells(simple):
    simple |= st.just(is_("=", None))
    pairs = st.builds(all_of, simple, simple) | st.builds(any_of, simple, simple)
    plain = simple | st.builds(not_, simple) | pairs
    return st.just(ANYTHING) | plain | st.builds(not_, pairs)


TESTS = {NUMBER_COLUMN: number_tests(), STRING_COLUMN: string_tests(), BOOLEAN_COLUMN: boolean_tests()}


@st.composite
def tables(draw, policies):
    columns = draw(st.lists(st.sampled_from(list(TESTS)), min_size=1, max_size=3))
    row = st.tuples(*(TESTS[column] for column in columns), st.integers(1, 2))
    return make_table(
        columns, draw(st.lists(row, max_size=5)), draw(st.sampled_from(policies)), order=(Decimal(2), Decimal(1))
    )


# Brute force


def holds(test, value):
    """The test of a value: true, false or null (None)."""
    match test:
        case Constant(value=answer):
            return answer
        case Conjunction(operands=operands):
            return kleene_and([holds(operand, value) for operand in operands])
        case Disjunction(operands=operands):
            return negate(kleene_and([negate(holds(operand, value)) for operand in operands]))
        case BuiltinCall(arguments=(operand,)):
            return negate(holds(operand, value))
        case Comparison(operator=operator, right=Constant(value=end)):
            return compare(operator, value, end)
        case Membership(test=interval):
            low = compare(">=" if interval.low_closed else ">", value, interval.low.value)
            high = compare("<=" if interval.high_closed else "<", value, interval.high.value)
            return kleene_and([low, high])
    raise AssertionError(test)


def kleene_and(answers):
    return False if False in answers else None if None in answers else True


def negate(answer):
    return None if answer is None else not answer


def compare(operator, value, end):
    if operator in {"=", "!="}:
        return (value == end) is (operator == "=")
    if value is None or end is None:
        return None
    return {"<": value < end, "<=": value <= end, ">": value > end, ">=": value >= end}[operator]


def points_of(table):
    """Every point of the small grid; columns on one expression share a value."""
    columns = list(dict.fromkeys(table.inputs))
    for values in product(*(DOMAINS[column] for column in columns)):
        yield dict(zip(columns, values, strict=True))


def matches(table, rule, point):
    return all(holds(test, point[column]) is True for column, test in zip(table.inputs, rule.tests, strict=True))


def hits_of(table):
    return [(point, [rule for rule in table.rules if matches(table, rule, point)]) for point in points_of(table)]


def is_plain(point):
    return None not in point.values()


def point_of(table, finding):
    return {column: finding.values["assignment"][column.label] for column in table.inputs}


def rank(rule):
    return -rule.results[0].value


def answer_of(policy, rules):
    results = [rule.results[0].value for rule in rules]
    if policy == "PRIORITY":
        return max(results, default=None)
    return results[0] if results else None


def check(table, *codes):
    return [finding for finding in check_tables(make_program(table)) if finding.code in codes]


def rows_of(findings):
    return {finding.values["row"] for finding in findings}


# Laws


@settings(max_examples=150)
@given(tables(["UNIQUE"]))
def test_overlaps_are_the_pairs_that_match_together(table):
    together, on_null = set(), set()
    for point, rules in hits_of(table):
        pairs = {(one.number, other.number) for one in rules for other in rules if one.number < other.number}
        (together if is_plain(point) else on_null).update(pairs)
    found = check(table, "check.overlap")
    assert {(finding.values["row"], finding.values["other"]) for finding in found} == together
    found_on_null = check(table, "check.overlap-on-null")
    assert {(finding.values["row"], finding.values["other"]) for finding in found_on_null} == on_null - together
    for finding in (*found, *found_on_null):
        numbers = (finding.values["row"], finding.values["other"])
        assert all(matches(table, table.rules[number - 1], point_of(table, finding)) for number in numbers)


@settings(max_examples=100)
@given(tables(["ANY"]))
def test_conflicts_are_the_pairs_that_match_together_and_differ(table):
    expected = {
        (one.number, other.number)
        for point, rules in hits_of(table)
        for one in rules
        for other in rules
        if is_plain(point) and one.number < other.number and one.results != other.results
    }
    found = check(table, "check.conflict")
    assert {(finding.values["row"], finding.values["other"]) for finding in found} == expected


@settings(max_examples=150)
@given(tables(["UNIQUE", "FIRST", "COLLECT"]))
def test_gaps_are_where_nothing_matches(table):
    uncovered = [point for point, rules in hits_of(table) if is_plain(point) and not rules]
    found = check(table, "check.gap")
    assert bool(found) is bool(uncovered)
    for finding in found:
        point = point_of(table, finding)
        assert is_plain(point)
        assert not any(matches(table, rule, point) for rule in table.rules)


def stronger_rules(table, rule):
    if table.hit_policy == "FIRST":
        return table.rules[: rule.number - 1]
    if table.hit_policy == "PRIORITY":
        return [other for other in table.rules if rank(other) < rank(rule)]
    return []


@settings(max_examples=200)
@given(tables(["FIRST", "PRIORITY", "UNIQUE"]))
def test_dead_rows_are_those_no_point_reaches(table):
    impossible, unreachable, only_null = set(), set(), set()
    for rule in table.rules:
        matched = [point for point in points_of(table) if matches(table, rule, point)]
        others = stronger_rules(table, rule)
        reached = [point for point in matched if not any(matches(table, other, point) for other in others)]
        if not matched:
            impossible.add(rule.number)
        elif not reached:
            unreachable.add(rule.number)
        elif any(map(is_plain, matched)) and not any(map(is_plain, reached)):
            only_null.add(rule.number)
    assert rows_of(check(table, "check.impossible-row")) == impossible
    assert rows_of(check(table, "check.unreachable-row")) == unreachable
    assert rows_of(check(table, "check.only-null")) == only_null
    for finding in check(table, "check.unreachable-row", "check.only-null"):
        rule = table.rules[finding.values["row"] - 1]
        point = point_of(table, finding)
        assert matches(table, rule, point)
        assert any(matches(table, other, point) for other in stronger_rules(table, rule))


@settings(max_examples=200)
@given(tables(["FIRST", "PRIORITY"]))
def test_redundant_rows_are_those_whose_removal_changes_nothing(table):
    hits = hits_of(table)
    left = list(table.rules)
    for rule in reversed(table.rules):
        shorter = [other for other in left if other is not rule]
        if all(
            answer_of(table.hit_policy, [one for one in rules if one in left])
            == answer_of(table.hit_policy, [one for one in rules if one in shorter])
            for _, rules in hits
        ):
            left = shorter
    removed = {rule.number for rule in table.rules} - {rule.number for rule in left}
    dead = rows_of(check(table, "check.impossible-row", "check.unreachable-row"))
    assert rows_of(check(table, "check.redundant-row")) == removed - dead


@settings(max_examples=100)
@given(tables(["UNIQUE", "FIRST"]))
def test_merged_rows_match_exactly_where_one_of_the_two_does(table):
    for finding in check(table, "check.mergeable-rows"):
        one, other = (table.rules[finding.values[key] - 1] for key in ("row", "other"))
        assert one.results == other.results
        differing = [column for column in table.inputs if _differs(table, column, one, other)]
        assert len(set(differing)) == 1
        assert not any(matches(table, one, point) and matches(table, other, point) for point in points_of(table))


def _differs(table, column, one, other):
    tests = [(a, b) for heading, a, b in zip(table.inputs, one.tests, other.tests, strict=True) if heading == column]
    return any(
        all(holds(a, value) is True for a, _ in tests) is not all(holds(b, value) is True for _, b in tests)
        for value in DOMAINS[column]
    )
