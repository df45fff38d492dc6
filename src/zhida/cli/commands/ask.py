"""``zhida ask --firm FILE``: which facts to find out next, those first that most money waits for."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path

from rich.table import Table

from zhida.cli.arguments import add_date, add_json, add_packs, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.firm import open_firm
from zhida.policy.pack import load_packs
from zhida.policy.questions.find import Question, find_questions
from zhida.policy.serialise import to_json

NAME = "ask"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("--firm", type=Path, required=True, metavar="FILE", help=say("firm", language))
    add_packs(parser, language)
    add_date(parser, language)
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Print the questions in the order in which to ask them."""
    library = load_packs(options.packs)
    questions = find_questions(library, open_firm(options.firm, library.catalogue), reference_date(options))
    if options.json:
        terminal.print_json(to_json(questions))
    elif questions:
        terminal.out.print(_tabulate(questions, terminal))
    else:
        terminal.out.print(terminal.say("nothing-to-ask"))
    return ExitCode.DONE


def _tabulate(questions: tuple[Question, ...], terminal: Terminal) -> Table:
    table = Table()
    for heading in ("fact-wanted", "kept-by", "at-stake", "clauses-waiting"):
        table.add_column(terminal.say(heading), justify="right" if heading == "at-stake" else "left", overflow="fold")
    for question in questions:
        titles = "、".join(dict.fromkeys(answer.title for answer in question.clauses))
        table.add_row(question.fact.label, question.fact.source, _say_stake(question.stake, terminal), titles)
    return table


def _say_stake(stake: Decimal | None, terminal: Terminal) -> str:
    if stake is None:
        return terminal.say("without-bound")
    return f"{stake:,.2f}" if stake else "—"
