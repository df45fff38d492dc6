"""The manifest of a snapshot: what it holds, where it comes from, and what was measured of its columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhida.lang.base.diagnostic import refuse

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the firms come from: ``source`` in words, the seed if they were generated, and whether they are made up."""

    source: str
    synthetic: bool
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is true of every value of a column.

    ``integers`` are the digits before the point at most, ``complete`` says that none is missing, and ``low`` and ``high``
    are the least and the largest number, if there is one.
    """

    integers: int
    complete: bool
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds.

    ``digest`` is the SHA-256 of the canonical rows in their order: the same facts have the same digest however they are
    cut into files. ``catalogue`` is the digest of the catalogue of facts. ``measures`` are by the way to a fact
    (``注册资本``, ``知识产权.授权日``); a list has one of its own.
    """

    digest: str
    firms: int
    origin: Origin
    catalogue: str
    parts: tuple[int, ...]
    measures: Mapping[str, Measure]
    format: int = FORMAT


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """Write ``manifest.json``."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, default=str)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; `DiagnosticError` if it is not that of a snapshot this version reads."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise refuse("snapshot.not-a-snapshot", folder=str(folder)) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise refuse("snapshot.damaged", file=str(folder / MANIFEST)) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        found = data.get("format") if isinstance(data, dict) else None
        raise refuse("snapshot.format", found=found, wanted=FORMAT)
    try:
        return _build_manifest(data)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise refuse("snapshot.damaged", file=str(folder / MANIFEST)) from error


def _build_manifest(data: Mapping[str, Any]) -> Manifest:
    return Manifest(
        digest=data["digest"],
        firms=data["firms"],
        origin=Origin(**data["origin"]),
        catalogue=data["catalogue"],
        parts=tuple(data["parts"]),
        measures={path: _read_measure(**measure) for path, measure in data["measures"].items()},
    )


def _read_measure(integers: int, complete: bool, low: str | None = None, high: str | None = None) -> Measure:  # noqa: FBT001
    return Measure(integers, complete, *(None if bound is None else Decimal(bound) for bound in (low, high)))
