"""Every pack of the folder: it checks, its worked examples pass, and they tell of every answer there is."""

from __future__ import annotations

import re

from zhida.lang.base.diagnostic import Severity
from zhida.policy.checks import check_pack
from zhida.policy.clause.tree import ClauseKind
from zhida.policy.exchange.apply import apply_model
from zhida.policy.exchange.write import write_model

OWN_AWARDS = re.compile(r'政策 = "(?P<key>[^"]+)" and 条款 = "(?P<clause>[^"]+)"')


SHARE = re.compile(r"(?<!\b100)%|/")
"""What makes more than two decimals of an amount of money."""


def run_case(pack, case):
    """The evaluation of a case, with every value it expects computed."""
    evaluation = pack.prepared.run(case.inputs)
    for expected in case.expected:
        if expected.key in pack.program.definitions:
            evaluation.value(expected.key)
    return evaluation


def test_checks_find_no_fault(pack):
    """Nothing overlaps, contradicts or is never reached; a gap means 不符合, and only where that is an answer."""
    faults = [(found.code, dict(found.values)) for found in check_pack(pack) if found.severity is not Severity.NOTE]

    assert faults == []


def test_worked_examples_run_without_warnings(pack):
    """No comparison with nothing, no sum of nothing: what is null is so because no row matched."""
    warned = [(case.name, warning.code) for case in pack.cases for warning in run_case(pack, case).warnings]

    assert warned == []


def test_worked_examples_show_every_status_of_an_answer(pack):
    """Awards and statuses: entitled, not entitled and cannot tell; a classification: cannot tell and two texts or more."""
    for answer in pack.answers:
        shown = {case.expected[answer.name].text for case in answer.clause.cases if answer.name in case.expected}
        values = shown - {"不符合", "待补充", "false"}

        assert "待补充" in shown, answer.name
        assert values, answer.name
        assert shown & {"不符合", "false"} or len(values) > 1, answer.name


def test_names_of_worked_examples_are_unique_in_their_clause(pack):
    for clause in pack.clauses:
        names = [case.name for case in clause.cases]

        assert sorted(set(names)) == sorted(names)


def test_every_row_cites_its_article_and_every_clause_has_words(pack):
    assert [clause.id for clause in pack.clauses if not clause.words.strip() and clause.id != "loans"] == []
    assert [
        (clause.id, rule.number)
        for clause in pack.clauses
        for table in clause.tables
        for rule in table.rules
        if not rule.article
    ] == []


def test_awards_already_paid_are_looked_up_under_the_clause_itself(pack):
    looked_up = [
        (expression.expression.text, clause.id, found["key"], found["clause"])
        for clause in pack.clauses
        for expression in clause.expressions
        for found in OWN_AWARDS.finditer(expression.expression.text)
    ]

    assert [text for text, clause_id, key, clause in looked_up if (key, clause) != (pack.key, clause_id)] == []


def test_front_matter_is_complete_and_owns_up_to_being_unverified(pack):
    metadata = pack.metadata

    assert metadata.verified is False
    assert metadata.zone == pack.key.partition("/")[0]
    assert all((metadata.title, metadata.number, metadata.issuer, metadata.department))


def test_shares_of_an_amount_are_rounded_in_the_rule_itself(pack):
    """A percentage or a quotient has more decimals than the bank: the row says how it becomes cents."""
    amounts = {answer.name for answer in pack.answers if answer.kind.is_amount}
    unrounded = [
        result.text
        for clause in pack.clauses
        for table in clause.tables
        if table.name in amounts
        for rule in table.rules
        for result in rule.results
        if SHARE.search(result.text) and "round half up" not in result.text
    ]

    assert unrounded == []


def test_there_is_money_to_be_had(library):
    awards = [answer for pack in library.packs.values() for answer in pack.answers if answer.kind is ClauseKind.AWARD]

    assert len(awards) >= 40


def test_a_model_nobody_edited_changes_nothing(pack):
    applied = apply_model(pack, write_model(pack, "1.3"), "model.dmn")

    assert applied.edits == ()
    assert applied.document.source.text == pack.document.source.text
