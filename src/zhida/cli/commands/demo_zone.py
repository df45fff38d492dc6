"""``zhida demo-zone``: a synthetic zone of any size, the same for the same seed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from zhida.cli.arguments import add_date, add_packs, read_count_in, reference_date
from zhida.cli.exit_codes import ExitCode
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.messages import Language
from zhida.policy.pack import load_catalogue
from zhida.population.manifest import Origin
from zhida.population.snapshot import write_snapshot
from zhida.population.zone import FirmRecord, generate_zone

NAME = "demo-zone"
DEFAULT_FIRMS = 2_000
DEFAULT_SEED = 1
SOURCE = "演示园区（合成）"
STEP = 100
"""How many firms the progress bar moves at once."""


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    count = read_count_in(language)
    parser.add_argument("--firms", type=count, default=DEFAULT_FIRMS, metavar="N", help=say("firms", language))
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="S", help=say("seed", language))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say("out", language))
    add_packs(parser, language)
    add_date(parser, language)


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Generate and write the snapshot; the folder appears whole or not at all."""
    catalogue = load_catalogue(options.packs)
    records = generate_zone(catalogue, options.firms, options.seed, reference_date(options))
    with terminal.progress("generating", options.firms) as advance:
        snapshot = write_snapshot(
            _count(records, advance), catalogue, options.out, Origin(SOURCE, synthetic=True, seed=options.seed)
        )
    manifest = snapshot.manifest
    terminal.out.print(
        terminal.say("zone-written", firms=manifest.firms, folder=options.out, digest=manifest.digest), markup=False
    )
    return ExitCode.DONE


def _count(records: Iterable[FirmRecord], advance: Callable[[int], None]) -> Iterator[FirmRecord]:
    for number, record in enumerate(records, 1):
        yield record
        if number % STEP == 0:
            advance(number)
