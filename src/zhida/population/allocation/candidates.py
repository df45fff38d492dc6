"""Who is in the running for awards that are allocated, as the results of a run and the snapshot tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from zhida.lang.base.values import Inputs, Value
from zhida.lang.interpret.run import Fitted
from zhida.policy.allocation.bind import find_group_key, list_criteria
from zhida.policy.entitlement import Status, build_inputs, has_fault
from zhida.policy.facts import CODE
from zhida.policy.pack import PackLibrary
from zhida.policy.stacking.scope import AwardKey
from zhida.population.allocation.subjects import Subject
from zhida.population.database import open_database
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import read_inputs, stored_facts
from zhida.population.results import AMOUNT, STATUS, list_files, name_column
from zhida.population.snapshot import Snapshot, iterate_firms
from zhida.population.summary import read_reference_date

_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a firm stands in its ranking: its group, empty if there is one only, and what it is ranked by."""

    group: str
    scores: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that is entitled to an award, or of which nobody can tell yet.

    ``amount`` is what it is owed if it stood alone, in 元, None if nobody can tell; ``standing`` is None if nobody can tell
    what it is ranked by.
    """

    firm: str
    amount: Decimal | None
    standing: Standing | None = Standing("", ())


def read_candidates(
    library: PackLibrary, snapshot: Snapshot, results: Path, subjects: Sequence[Subject]
) -> Mapping[AwardKey, Sequence[Candidate]]:
    """The candidates for each award, in the order of the results."""
    found: dict[AwardKey, list[Candidate]] = {subject.key: [] for subject in subjects}
    ranker = _Ranker(library, results, [one for one in subjects if _is_ranked(one)])
    with open_database(results) as connection:
        for part, file in zip(snapshot.parts, list_files(results), strict=True):
            read = {key: list(one) for key, one in _read_part(file, subjects, connection)}
            standings = ranker.rank_part(part, read)
            for key, candidates in read.items():
                found[key] += [
                    replace(one, standing=standings[one.firm, key]) if (one.firm, key) in standings else one
                    for one in candidates
                ]
    return found


def _is_ranked(subject: Subject) -> bool:
    """Whether facts of the firm decide its place."""
    places = subject.allocation.places
    return places is not None and bool(places.by or places.group)


def _read_part(
    file: Path, subjects: Iterable[Subject], connection: duckdb.DuckDBPyConnection
) -> Iterator[tuple[AwardKey, Iterator[Candidate]]]:
    for subject in subjects:
        status, amount = (quote_name(name_column(*subject.key, told)) for told in (STATUS, AMOUNT))
        query = (
            f"SELECT {quote_name(CODE)}, {amount} FROM read_parquet({quote_text(str(file))})"  # noqa: S608
            f" WHERE {status} <> {quote_text(Status.NOT_ENTITLED.value)}"
        )
        yield subject.key, _fetch(connection.execute(query))


def _fetch(cursor: duckdb.DuckDBPyConnection) -> Iterator[Candidate]:
    rows: list[tuple[Any, ...]]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from (Candidate(*row) for row in rows)


class _Ranker:
    """Computes what firms are ranked by, from their facts."""

    def __init__(self, library: PackLibrary, results: Path, subjects: Sequence[Subject]) -> None:
        self._catalogue = library.catalogue
        self._on = read_reference_date(results)
        self._subjects = subjects
        self._criteria = {one.key: list_criteria(one.clause) for one in subjects}
        self._groups = {one.key: find_group_key(one.clause) for one in subjects}
        inputs = (read_inputs(one.pack.program, self._list_keys(one.key)) for one in subjects)
        self._facts = stored_facts(frozenset[str]().union(*inputs), library.catalogue)

    def rank_part(
        self, part: Path, candidates: Mapping[AwardKey, Sequence[Candidate]]
    ) -> dict[tuple[str, AwardKey], Standing | None]:
        """Where the candidates of one part stand, by firm and award."""
        wanted = {one.key: {candidate.firm for candidate in candidates[one.key]} for one in self._subjects}
        firms = frozenset[str]().union(*wanted.values())
        found: dict[tuple[str, AwardKey], Standing | None] = {}
        if not firms:
            return found
        fitted: Fitted = {}
        for firm in iterate_firms(part, self._catalogue, self._facts, firms):
            inputs = build_inputs(firm, self._on, self._catalogue)
            for subject in self._subjects:
                if firm.code in wanted[subject.key]:
                    found[firm.code, subject.key] = self._rank(subject, inputs, fitted)
        return found

    def _list_keys(self, key: AwardKey) -> tuple[str, ...]:
        group = self._groups[key]
        return self._criteria[key] if group is None else (*self._criteria[key], group)

    def _rank(self, subject: Subject, inputs: Inputs, fitted: Fitted) -> Standing | None:
        evaluation = subject.pack.compiled.run(inputs, fitted)
        scores = [evaluation.value(key) for key in self._criteria[subject.key]]
        group = self._groups[subject.key]
        name = "" if group is None else _tell_group(evaluation.value(group))
        known = tuple(score for score in scores if isinstance(score, Decimal))
        if has_fault(evaluation.warnings) or name is None or len(known) != len(scores):
            return None
        return Standing(name, known)


def _tell_group(value: Value) -> str | None:
    """The name of a group; None if nobody can tell it.

    >>> _tell_group(True), _tell_group(Decimal("2")), _tell_group("甲组"), _tell_group(None)
    ('是', '2', '甲组', None)
    """
    match value:
        case bool():
            return "是" if value else "否"
        case Decimal():
            return format(value, "f")
        case str():
            return value
    return None
