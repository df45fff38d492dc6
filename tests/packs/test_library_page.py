"""docs/policy-library.md names packs and clauses that exist, and does not count more than there are.

docs/policy-coverage.md accounts for every pack, and its sums are right.
"""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "policy-library.md").read_text(encoding="utf-8")
COVERAGE = (DOCS / "policy-coverage.md").read_text(encoding="utf-8")
SHAPES = re.findall(r"^\| .+? \| (`.+)\|$", PAGE.partition("## Shapes")[2].partition("## Ranges")[0], re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")
DOCUMENTS = re.findall(r"^\| .+? \| (.*?)\| (\d+) / (\d+) \| (.*?)\|$", COVERAGE, re.MULTILINE)
REASONS = re.findall(r"^\| .+? \| (\d+) \|$", COVERAGE, re.MULTILINE)


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


def test_every_pack_is_accounted_for_by_one_document(library):
    named = [name for packs, *_ in DOCUMENTS for name in NAME.findall(packs)]

    assert sorted(named) == sorted(library.packs)


def test_sums_of_the_coverage_are_those_it_tells():
    held, clauses = (sum(int(row[place]) for row in DOCUMENTS) for place in (1, 2))
    told = re.findall(r"(\d+) clauses of (\d+) documents|(\d+) of them are in the library|(\d+) are left out", COVERAGE)

    assert [int(number) for found in told for number in found if number] == [
        clauses,
        len(DOCUMENTS),
        held,
        clauses - held,
    ]
    assert sum(map(int, REASONS)) == clauses - held


def test_what_is_left_out_is_told_and_why():
    assert [row for row in DOCUMENTS if row[1] != row[2] and not row[3].strip()] == []
