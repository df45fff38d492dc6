"""A document written anew from what came back of it: compiled first, then replaced as a whole."""

from __future__ import annotations

from pathlib import Path

from zhida.cli.selection import SelectedPack
from zhida.policy.document.tree import Document
from zhida.policy.document.write import write_document
from zhida.policy.pack import Pack, compile_pack


def compile_rewritten(document: Document, selected: SelectedPack) -> Pack:
    """The pack of a document that takes the place of the one selected; `DiagnosticError` as `compile_pack`."""
    library, key = selected.library, selected.pack.key
    return compile_pack(write_document(document), key, document.source.file, library.catalogue, library.packs)


def replace_document(document: Document) -> None:
    """Write a document to its file, whole or not at all: a power cut leaves the old one."""
    path = Path(document.source.file)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(write_document(document).encode())
    beside.replace(path)


def read_at_most(path: Path, limit: int) -> bytes:
    """The first ``limit`` bytes of a file: of one that is too large no more than it takes to refuse it."""
    with path.open("rb") as file:
        return file.read(limit)
