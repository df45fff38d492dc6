"""docs/policy-library.md names packs and clauses that exist, and does not count more than there are."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "policy-library.md").read_text(encoding="utf-8")
SHAPES = re.findall(r"^\| .+? \| (`.+)\|$", PAGE.partition("## Shapes")[2].partition("## Ranges")[0], re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")


def test_every_shape_is_shown_by_clauses_that_exist(library):
    missing = []
    for row in SHAPES:
        names = NAME.findall(row)
        shown = [library.packs[name] for name in names if "/" in name and name in library.packs]
        clauses = {clause.id for pack in shown for clause in pack.clauses}
        missing += [name for name in names if ("/" in name and name not in library.packs)]
        missing += [name for name in names if "/" not in name and name not in clauses]

    assert len(SHAPES) > 40
    assert missing == []


def test_packs_named_anywhere_exist(library):
    zones = {key.partition("/")[0] for key in library.packs}
    named = {name for name in NAME.findall(PAGE) if name.partition("/")[0] in zones}

    assert named - library.packs.keys() == set()


def test_counts_are_those_of_the_library_or_fewer(library):
    documents, clauses = (
        int(found[0])
        for found in (
            re.findall(rf"^\| {label} \| (\d+):", PAGE, re.MULTILINE) for label in ("documents", "clauses.*?")
        )
    )

    assert 30 <= documents <= len(library.packs)
    assert 120 <= clauses <= sum(len(pack.answers) for pack in library.packs.values())
