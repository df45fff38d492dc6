"""What each firm of a run gets after stacking: the results of its clauses taken together, streamed firm by firm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from zhida.policy.clause.tree import ClauseKind
from zhida.policy.decimals import count_cents, from_cents
from zhida.policy.entitlement import Status, build_inputs
from zhida.policy.facts import CODE
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.stacking.payments import PAYMENTS
from zhida.policy.stacking.result import Claim, StackedAward
from zhida.policy.stacking.scope import AwardKey
from zhida.policy.stacking.stack import Stacking
from zhida.population.database import open_database
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import read_inputs, stored_facts
from zhida.population.results import AMOUNT, MOST, STATUS, list_files, name_column
from zhida.population.snapshot import Snapshot, iterate_firms
from zhida.population.summary import read_reference_date

_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class FirmTotal:
    """What a firm gets of all its awards in 元, at least and at most (None: no bound), and the awards that rules speak of."""

    firm: str
    at_least: Decimal
    at_most: Decimal | None
    awards: tuple[StackedAward, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """Awards a firm is entitled to by itself and does not get, or of which nobody can tell yet whether it does."""

    refused: frozenset[AwardKey] = frozenset()
    undecided: frozenset[AwardKey] = frozenset()

    def apply(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """What remains of the claims of the firm."""
        for claim in claims:
            if claim.key in self.undecided:
                yield replace(claim, amount=None, most=None)
            elif claim.key not in self.refused:
                yield claim


@dataclass(frozen=True, slots=True)
class Reduction:
    """What stacking takes of one clause: of how many firms, and how much in 元."""

    pack: str
    clause: str
    firms: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class StackedSummary:
    """All firms together: the least they get, how many may get more for want of facts, and what each clause loses to stacking."""

    firms: int
    at_least: Decimal
    open: int
    reductions: tuple[Reduction, ...]


def summarise_stacking(totals: Iterable[FirmTotal]) -> StackedSummary:
    """The totals of firms added up; the order of the firms does not matter."""
    firms = open_ = cents = 0
    lost: dict[AwardKey, tuple[int, int]] = {}
    for total in totals:
        firms += 1
        open_ += total.at_least != total.at_most
        cents += count_cents(total.at_least)
        for award in total.awards:
            if award.amount is not None and award.granted is not None and award.granted < award.amount:
                key = AwardKey(award.pack, award.clause)
                count, amount = lost.get(key, (0, 0))
                lost[key] = (count + 1, amount + count_cents(award.amount) - count_cents(award.granted))
    reductions = (Reduction(*key, count, from_cents(amount)) for key, (count, amount) in sorted(lost.items()))
    return StackedSummary(firms, from_cents(cents), open_, tuple(reductions))


def stack_results(
    library: PackLibrary, snapshot: Snapshot, results: Path, firms: Mapping[str, Withheld] | None = None
) -> Iterator[FirmTotal]:
    """Every firm of a run with its awards taken together, by the rules of the packs in force on the day of the run.

    If ``firms`` are given, only these, without what is withheld of them. Firms whose awards no rule binds are added up as they stand; for the others the facts that limits and payments need
    are read from the snapshot. Nothing but the firms of one part that rules bind is held at once.
    """
    stacker = _Stacker(library, results, firms)
    with open_database(results) as connection:
        for part, file in zip(snapshot.parts, list_files(results), strict=True):
            yield from stacker.stack_part(part, file, connection)


class _Stacker:
    """Takes the awards of firms together, part by part."""

    def __init__(self, library: PackLibrary, results: Path, firms: Mapping[str, Withheld] | None) -> None:
        self._firms = firms
        self._catalogue = library.catalogue
        self._on = read_reference_date(results)
        packs = library.in_force(self._on)
        self._stacking = Stacking(packs, library.catalogue)
        self._facts = stored_facts(_find_inputs(packs), library.catalogue)
        awards = {
            AwardKey(pack.key, answer.clause.id): answer.clause.title
            for pack in packs
            for answer in pack.answers
            if answer.kind is ClauseKind.AWARD
        }
        self._intervals = frozenset(
            AwardKey(pack.key, answer.clause.id) for pack in packs for answer in pack.answers if answer.is_interval
        )
        self._bound = {key: title for key, title in awards.items() if key in self._stacking.awards}
        self._free = [key for key in awards if key not in self._bound]

    def stack_part(self, part: Path, file: Path, connection: duckdb.DuckDBPyConnection) -> Iterator[FirmTotal]:
        """The firms of one part of a run."""
        held: dict[str, tuple[FirmTotal, tuple[Claim, ...]]] = {}
        cursor = connection.execute(self._render_query(file))
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            for code, free, most, is_open, *cells in rows:
                if self._firms is not None and code not in self._firms:
                    continue
                claims = tuple(self._read_claims(cells))
                if self._firms is not None:
                    claims = tuple(self._firms[code].apply(claims))
                base = FirmTotal(code, Decimal(free), None if is_open else Decimal(most))
                if any(claim.key in self._stacking.subjects for claim in claims):
                    held[code] = base, claims
                else:
                    yield _add_up(base, claims)
        if held:
            for firm in iterate_firms(part, self._catalogue, self._facts, held):
                yield self._solve(firm, *held[firm.code])

    def _solve(self, firm: Firm, base: FirmTotal, claims: tuple[Claim, ...]) -> FirmTotal:
        result = self._stacking.solve(claims, build_inputs(firm, self._on, self._catalogue))
        most = None if base.at_most is None or result.at_most is None else base.at_most + result.at_most
        return FirmTotal(base.firm, base.at_least + result.at_least, most, result.awards)

    def _read_claims(self, cells: list[Any]) -> Iterator[Claim]:
        columns = zip(self._bound.items(), cells[::3], cells[1::3], cells[2::3], strict=True)
        for (key, title), status, least, most in columns:
            if status != Status.NOT_ENTITLED:
                cents = [None if amount is None else count_cents(amount) for amount in (least, most)]
                yield Claim(key, title, cents[0], cents[1])

    def _render_query(self, file: Path) -> str:
        """A row per firm: its code, the sum of the awards that no rule speaks of, whether one is unknown, and the others.

        The sum is told twice, of the least and of the most of all intervals.
        """
        sums = [
            " + ".join(["0.00", *(f"coalesce({self._column(key, told)}, 0)" for key in self._free)])
            for told in (AMOUNT, MOST)
        ]
        unknown = [f"{self._column(key, STATUS)} = {quote_text(Status.UNKNOWN.value)}" for key in self._free]
        bound = [self._column(key, told) for key in self._bound for told in (STATUS, AMOUNT, MOST)]
        columns = [quote_name(CODE), *sums, " OR ".join(["false", *unknown]), *bound]
        return f"SELECT {', '.join(columns)} FROM read_parquet({quote_text(str(file))})"  # noqa: S608

    def _column(self, key: AwardKey, told: str) -> str:
        """A column of the results; only an interval has one for its most, which elsewhere is the amount."""
        stored = AMOUNT if told == MOST and key not in self._intervals else told
        return quote_name(name_column(key.pack, key.clause, stored))


def _find_inputs(packs: Iterable[Pack]) -> frozenset[str]:
    """The inputs that limits and payments are read from."""
    found = frozenset({PAYMENTS})
    for pack in packs:
        limits = [stated.limit_key for stated in pack.scope.rules if stated.rule.limit is not None]
        found |= read_inputs(pack.program, limits)
    return found


def _add_up(base: FirmTotal, claims: Iterable[Claim]) -> FirmTotal:
    """The awards of a firm that no rule binds."""
    claims = tuple(claims)
    least = from_cents(sum(claim.amount or 0 for claim in claims))
    most = from_cents(sum(claim.most or 0 for claim in claims))
    is_open = base.at_most is None or any(claim.most is None for claim in claims)
    return FirmTotal(base.firm, base.at_least + least, None if is_open or base.at_most is None else base.at_most + most)
