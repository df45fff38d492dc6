"""Which packs a path names: one document, the folder of one, a zone's folder, or a whole library."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from zhida.lang.base.diagnostic import refuse
from zhida.policy.pack import CATALOGUE, Pack, PackLibrary, list_keys, load_packs, load_some_packs


@dataclass(frozen=True, slots=True)
class Selection:
    """A library and those of its packs that were asked for."""

    library: PackLibrary
    packs: tuple[Pack, ...]


def select_packs(path: Path) -> Selection:
    """The packs at or below a path. The library is the nearest folder above (or at) it that has a ``facts.md``.

    Raises `OSError` where there is no such path, no library or no pack; `DiagnosticError` as `load_packs`.
    """
    root, keys = _locate(path)
    library = load_packs(root)
    return Selection(library, tuple(pack for key, pack in library.packs.items() if key in keys))


def select_packs_alone(path: Path) -> Selection:
    """The packs at or below a path, with no others than those they use; errors as `select_packs`."""
    root, keys = _locate(path)
    library = load_some_packs(root, keys)
    return Selection(library, tuple(pack for key, pack in library.packs.items() if key in keys))


def _locate(path: Path) -> tuple[Path, frozenset[str]]:
    """The library above a path, and the keys of the packs at or below the path."""
    resolved = path.resolve(strict=True)
    folder = resolved.parent if resolved.is_file() else resolved
    root = find_library(folder)
    if root is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path / CATALOGUE))
    keys = frozenset(key for key in list_keys(root) if (root / key).is_relative_to(folder))
    if not keys:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return _shorten(root), keys


def find_library(path: Path) -> Path | None:
    """The nearest folder at or above a path that has a ``facts.md``: a library of packs. None if there is none."""
    resolved = path.resolve()
    return next((above for above in (resolved, *resolved.parents) if (above / CATALOGUE).exists()), None)


def _shorten(path: Path) -> Path:
    """The path from here, where it lies below: positions in messages stay short."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@dataclass(frozen=True, slots=True)
class SelectedPack:
    """The one pack that was asked for, and a library of it and those it uses."""

    library: PackLibrary
    pack: Pack


def select_pack(path: Path) -> SelectedPack:
    """The one pack at a path, with those it uses; `DiagnosticError` if there are several, else errors as `select_packs`."""
    selection = select_packs_alone(path)
    if len(selection.packs) != 1:
        raise refuse("cli.one-pack-expected", None, path=str(path), count=len(selection.packs))
    return SelectedPack(selection.library, selection.packs[0])
