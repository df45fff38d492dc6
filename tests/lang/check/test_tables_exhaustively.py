"""The checks against brute force: every point of a small grid, every row, three-valued logic by the book."""

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from lang.check.core_factories import (
    ANYTHING,
    BOOLEAN_COLUMN,
    NUMBER_COLUMN,
    REVENUE,
    STRING_COLUMN,
    all_of,
    any_of,
    is_,
    make_program,
    make_table,
    not_,
    within,
)
from zhida.lang.check.gaps import GAPS_REPORTED
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


def points_of(table, domains=DOMAINS):
    """Every point of the small grid; columns on one expression share a value."""
    columns = list(dict.fromkeys(table.inputs))
    for values in product(*(domains[column] for column in columns)):
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


def is_hole(table, point, numbers):
    """Whether rows match below and above a point that none matches, on the axis of numbers."""
    if NUMBER_COLUMN not in point or is_covered(table, point):
        return False
    covered = [number for number in numbers if is_covered(table, {**point, NUMBER_COLUMN: number})]
    return bool(covered) and min(covered) < point[NUMBER_COLUMN] < max(covered)


def is_covered(table, point):
    return any(matches(table, rule, point) for rule in table.rules)


ALLOWED = {
    None: lambda _: True,
    is_(">=", 0): lambda number: number >= 0,
    within(1, 3): lambda number: 1 <= number <= 3,
}


@settings(max_examples=300)
@given(tables(["UNIQUE", "FIRST", "COLLECT"]), st.sampled_from(list(ALLOWED)), st.booleans())
def test_gaps_and_holes_are_where_nothing_matches(table, allowed, whole):
    numbers = [number for number in map(Decimal, range(-1, 5)) if ALLOWED[allowed](number)]
    if not whole:
        numbers = [number for number in NUMBERS if ALLOWED[allowed](number)]
    points = [point for point in points_of(table, {**DOMAINS, NUMBER_COLUMN: numbers}) if is_plain(point)]
    program = make_program(table, inputs=[(REVENUE, allowed)])
    found = [
        finding
        for finding in check_tables(program, {(REVENUE,)} if whole else set())
        if finding.code in {"check.gap", "check.hole"}
    ]
    assert bool(found) is not all(is_covered(table, point) for point in points)
    expected_first = "check.hole" if any(is_hole(table, point, numbers) for point in points) else "check.gap"
    assert [finding.code for finding in found[:1]] in ([], [expected_first])
    for finding in found:
        point = point_of(table, finding)
        assert is_plain(point)
        assert not is_covered(table, point)
        assert ALLOWED[allowed](point.get(NUMBER_COLUMN, 1))
        if len(found) < GAPS_REPORTED:
            assert is_hole(table, point, numbers) is (finding.code == "check.hole")


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
