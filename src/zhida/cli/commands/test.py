"""``zhida test PACK``: the worked examples of packs."""

from __future__ import annotations

import argparse
from pathlib import Path

from zhida.cli.arguments import add_json
from zhida.cli.exit_codes import ExitCode
from zhida.cli.selection import select_packs_alone
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language, render_position
from zhida.policy.cases import CaseResult, run_cases
from zhida.policy.serialise import to_json

NAME = "test"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("pack", type=Path, metavar="PACK", help=say("pack", language))
    add_json(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Run every worked example; one that fails is `ExitCode.FINDINGS`."""
    packs = select_packs_alone(options.pack).packs
    results = tuple(result for pack in packs for result in run_cases(pack))
    failed = [result for result in results if not result.passed]
    if options.json:
        terminal.print_json([to_json(result) for result in results])
    else:
        for result in failed:
            terminal.out.print(_describe(result, terminal), markup=False)
        passed = len(results) - len(failed)
        terminal.out.print(terminal.say("cases-summary", packs=len(packs), passed=passed, failed=len(failed)))
    return ExitCode.FINDINGS if failed else ExitCode.DONE


def _describe(result: CaseResult, terminal: Terminal) -> str:
    place = render_position(result.span.position)
    values = {"case": result.case, "name": result.name, "expected": result.expected, "got": result.got}
    return f"{place}: {terminal.say('case-failed', **values)}"
