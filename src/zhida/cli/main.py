"""The command `zhida`: parse the line, call one command, tell the outcome by an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from zhida.cli.commands import (
    allocate,
    ask,
    calc,
    check,
    demo_zone,
    diff,
    doc,
    from_dmn,
    from_excel,
    ladder,
    new,
    run,
    simulate,
    snapshot,
    test,
    to_dmn,
    to_excel,
)
from zhida.cli.commands import format as format_
from zhida.cli.exit_codes import ExitCode
from zhida.cli.streams import abandon_output, prepare_streams
from zhida.cli.system_errors import describe_system_error
from zhida.cli.terminal import Terminal
from zhida.cli.texts import choose_language, say
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.messages import Language

COMMANDS = (
    new,
    check,
    test,
    format_,
    doc,
    diff,
    to_excel,
    from_excel,
    to_dmn,
    from_dmn,
    calc,
    ask,
    ladder,
    run,
    allocate,
    simulate,
    snapshot,
    demo_zone,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (see `ExitCode`)."""
    line = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    try:
        return _run(line, choose_language(_find_language(line)))
    except BrokenPipeError:
        abandon_output()
        return ExitCode.NOT_READ


def _run(line: Sequence[str], language: Language) -> int:
    terminal = Terminal(language)
    try:
        options = build_parser(language).parse_args(line)
        code = int(options.run(options, terminal))
        sys.stdout.flush()
    except DiagnosticError as error:
        terminal.print_diagnostics(error.diagnostics)
        return ExitCode.BAD_INPUT
    except BrokenPipeError:
        raise
    except OSError as error:
        terminal.err.print(describe_system_error(error, language), style="bold red", markup=False)
        return ExitCode.BAD_INPUT
    except KeyboardInterrupt:
        terminal.err.print(terminal.say("interrupted"))
        return ExitCode.INTERRUPTED
    return code


def build_parser(language: Language) -> argparse.ArgumentParser:
    """The whole command line, described in one language."""
    parser = argparse.ArgumentParser(
        prog="zhida",
        description=say("program", language),
        epilog=say("epilog", language),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lang", choices=("zh", "en"), help=say("lang", language))
    commands = parser.add_subparsers(title=say("command", language), required=True, metavar="COMMAND")
    for command in COMMANDS:
        added = commands.add_parser(
            command.NAME, help=say(command.NAME, language), description=say(command.NAME, language)
        )
        command.add_arguments(added, language)
        added.set_defaults(run=command.run)
    return parser


def _find_language(line: Sequence[str]) -> str | None:
    """The language asked for, needed before the parser can speak it."""
    for position, word in enumerate(line):
        if word == "--lang" and position + 1 < len(line):
            return line[position + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


if __name__ == "__main__":
    sys.exit(main())
