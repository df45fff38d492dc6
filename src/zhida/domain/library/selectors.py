"""What is read from the library of policies."""

from functools import cache
from pathlib import Path

from django.conf import settings

from zhida.policy.ladder.read import Ladder, load_ladders
from zhida.policy.pack import Pack, PackLibrary, load_packs


def get_library() -> PackLibrary:
    """The packs of the folder ``ZHIDA_PACKS``, read once by each process."""
    return _load(settings.ZHIDA_PACKS)


def get_ladders() -> tuple[Ladder, ...]:
    """The ladders of the same folder."""
    return _load_ladders(settings.ZHIDA_PACKS)


def find_pack(library: PackLibrary, key: str) -> Pack | None:
    """The pack ``zone/policy``, or None."""
    return library.packs.get(key)


def count_clauses(library: PackLibrary) -> int:
    """How many clauses of the library have an answer of their own."""
    return sum(len(pack.answers) for pack in library.packs.values())


@cache
def _load(folder: Path) -> PackLibrary:
    return load_packs(folder)


@cache
def _load_ladders(folder: Path) -> tuple[Ladder, ...]:
    return load_ladders(folder, _load(folder))
