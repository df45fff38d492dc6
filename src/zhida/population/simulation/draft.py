"""Drafts: a policy that takes the place of the pack of its key, and the two libraries that differ by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from zhida.lang.base.diagnostic import DiagnosticError, refuse
from zhida.policy.facts import find_similar
from zhida.policy.metadata import render_period
from zhida.policy.pack import DOCUMENT, Pack, PackLibrary, check_stacking, compile_pack, load_pack


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft, the pack in force that it replaces (None: it stands beside the others), and what is to be run twice.

    ``before`` and ``after`` hold only the packs that differ: the draft or what it replaces, and all that use it.
    """

    draft: Pack
    replaced: Pack | None
    before: PackLibrary
    after: PackLibrary
    on: dt.date


def load_draft(path: Path, library: PackLibrary, key: str | None = None) -> Pack:
    """The pack of a draft, a file or the folder of a ``policy.md``, under the ``key`` of the pack it replaces.

    Without a key the folders of the file name it, as they do in a library. Raises `DiagnosticError` as `load_pack` and
    if the library has no pack of that key, `OSError` if the file cannot be read.
    """
    if key is not None and key not in library.packs:
        raise refuse(
            "simulation.unknown-pack", key=key, known=find_similar(key, library.packs) or "、".join(library.packs)
        )
    file = path / DOCUMENT if path.is_dir() else path
    draft = load_pack(file.resolve(), library.catalogue, library.packs)
    if key is None or key == draft.key:
        return draft
    _refuse_circle(draft, key, ())
    return compile_again(draft, key, library.packs)


def compare_libraries(library: PackLibrary, draft: Pack, on: dt.date) -> Comparison:
    """What to run before and after a draft takes the place of the pack of its key.

    Raises `DiagnosticError` if the draft is not in force on the day, if it uses a pack that uses it, if a pack that
    uses it no longer compiles, or if rules of stacking speak of what is not there.
    """
    if on not in draft.metadata.in_force:
        raise refuse("simulation.not-in-force", on=on, period=render_period(draft.metadata.in_force))
    users = _find_users(library, draft.key)
    _refuse_circle(draft, draft.key, users)
    changed = {draft.key: draft}
    for key, pack in users.items():
        changed[key] = compile_again(pack, key, {**library.packs, **changed})
    found = tuple(check_stacking({**library.packs, **changed}))
    if found:
        raise DiagnosticError(found)
    held = library.packs.get(draft.key)
    replaced = held if held is not None and on in held.metadata.in_force else None
    return Comparison(draft, replaced, keep_users(library, draft.key), _narrow(library, changed), on)


def keep_users(library: PackLibrary, key: str) -> PackLibrary:
    """The pack of a key, if there is one, and all that use it: what a draft of it can change."""
    held = {name: pack for name, pack in library.packs.items() if name == key}
    return _narrow(library, {**held, **_find_users(library, key)})


def _find_users(library: PackLibrary, key: str) -> dict[str, Pack]:
    return {name: pack for name, pack in library.packs.items() if name != key and key in pack.digests}


def _refuse_circle(draft: Pack, key: str, users: Container[str]) -> None:
    """Refuse a draft of this key that uses itself, or a pack that uses it."""
    for use in draft.metadata.uses.values():
        if use.key == key or use.key in users:
            circle = " → ".join((*dict.fromkeys((key, use.key)), key))
            raise refuse("pack.circular-use", use.span, circle=circle)


def compile_again(pack: Pack, key: str, packs: Mapping[str, Pack]) -> Pack:
    """The pack under another key, or with other packs to use; `DiagnosticError` as `compile_pack`."""
    source = pack.document.source
    return compile_pack(source.text, key, source.file, pack.catalogue, packs)


def _narrow(library: PackLibrary, packs: Mapping[str, Pack]) -> PackLibrary:
    return PackLibrary(library.catalogue, MappingProxyType(dict(packs)))
