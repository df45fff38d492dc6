"""``zhida format PACK…``: policy documents in their one spelling, the meaning proved to be the same."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhida.cli.exit_codes import ExitCode
from zhida.cli.rewriting import compile_rewritten, replace_document
from zhida.cli.selection import SelectedPack, select_packs
from zhida.cli.terminal import Terminal
from zhida.cli.texts import say
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.lang.base.messages import Language
from zhida.policy.document.tree import Document
from zhida.policy.document.write import write_document
from zhida.policy.formatting.format import check_same_meaning, format_pack

NAME = "format"


def add_arguments(parser: argparse.ArgumentParser, language: Language) -> None:
    """The arguments of the command."""
    parser.add_argument("packs", type=Path, nargs="+", metavar="PACK", help=say("pack", language))
    parser.add_argument("--check", action="store_true", help=say("format-check", language))


def run(options: argparse.Namespace, terminal: Terminal) -> ExitCode:
    """Rewrite the documents, all or none; with ``--check`` only name those it would, which are `ExitCode.FINDINGS`."""
    selected = list(_select(options.packs))
    documents = [document for one in selected if (document := _format(one))]
    for document in documents:
        if not options.check:
            replace_document(document)
        said = "format-would" if options.check else "document-written"
        terminal.out.print(terminal.say(said, path=document.source.file), markup=False)
    summary = "format-checked" if options.check else "format-done"
    terminal.out.print(terminal.say(summary, packs=len(selected), changed=len(documents)))
    return ExitCode.FINDINGS if options.check and documents else ExitCode.DONE


def _select(paths: Iterable[Path]) -> Iterator[SelectedPack]:
    """The packs of all paths, each once."""
    seen: set[str] = set()
    for path in paths:
        selection = select_packs(path)
        for pack in selection.packs:
            file = pack.document.source.file
            if file not in seen:
                seen.add(file)
                yield SelectedPack(selection.library, pack)


def _format(selected: SelectedPack) -> Document | None:
    """The document in the one spelling; None if it is written so. Raises `DiagnosticError` if it would mean something else."""
    document = format_pack(selected.pack)
    if write_document(document) == write_document(selected.pack.document):
        return None
    found = tuple(check_same_meaning(selected.pack, compile_rewritten(document, selected)))
    if found:
        raise DiagnosticError(found)
    return document
