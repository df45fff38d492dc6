"""What each firm of a run gets after stacking: the results of its clauses taken together, streamed firm by firm."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from zhida.policy.decimals import count_cents, from_cents
from zhida.policy.entitlement import Status, build_inputs
from zhida.policy.facts import CODE, FactCatalogue
from zhida.policy.firm import Firm
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.stacking.payments import PAYMENTS
from zhida.policy.stacking.result import Claim, StackedAward
from zhida.policy.stacking.scope import AwardKey
from zhida.policy.stacking.stack import Stacking
from zhida.population.database import open_database
from zhida.population.measure import quote_name, quote_text
from zhida.population.plan import read_inputs, stored_facts
from zhida.population.results import AMOUNT, MOST, STATUS, list_files
from zhida.population.snapshot import Snapshot, iterate_firms
from zhida.population.stacking_screen import UNPAID, AwardColumns, render_screen
from zhida.population.summary import read_reference_date

_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class FirmTotal:
    """What a firm gets of all its awards in 元, at least and at most (None: no bound), and the awards that rules were held against.

    ``alone`` is what its awards come to as each clause gives them by itself, as far as they can be told.
    """

    firm: str
    alone: Decimal
    at_least: Decimal
    at_most: Decimal | None
    awards: tuple[StackedAward, ...] = ()

    @property
    def losses(self) -> Iterator[tuple[AwardKey, Decimal]]:
        """The awards that are cut or dropped, each with what the firm does not get of it in 元."""
        for award in self.awards:
            if award.amount is not None and award.granted is not None and award.granted < award.amount:
                yield AwardKey(award.pack, award.clause), award.amount - award.granted


_Claimed: TypeAlias = "tuple[FirmTotal, tuple[Claim, ...]]"
"""The total of the awards of a firm that no rule speaks of, and its claims of the others."""


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
    """All firms together, in 元: what the clauses give by themselves, the least that firms get, how many may get more for want of facts, and what each clause loses to stacking."""

    firms: int
    alone: Decimal
    at_least: Decimal
    open: int
    reductions: tuple[Reduction, ...]


def summarise_stacking(totals: Iterable[FirmTotal]) -> StackedSummary:
    """The totals of firms added up; the order of the firms does not matter."""
    firms = open_ = alone = cents = 0
    lost: dict[AwardKey, tuple[int, int]] = {}
    for total in totals:
        firms += 1
        open_ += total.at_least != total.at_most
        alone += count_cents(total.alone)
        cents += count_cents(total.at_least)
        for key, amount in total.losses:
            count, sum_ = lost.get(key, (0, 0))
            lost[key] = (count + 1, sum_ + count_cents(amount))
    reductions = (Reduction(*key, count, from_cents(amount)) for key, (count, amount) in sorted(lost.items()))
    return StackedSummary(firms, from_cents(alone), from_cents(cents), open_, tuple(reductions))


def stack_results(
    library: PackLibrary, snapshot: Snapshot, results: Path, firms: Mapping[str, Withheld] | None = None
) -> Iterator[FirmTotal]:
    """Every firm of a run with its awards taken together, by the rules of the packs in force on the day of the run.

    If ``firms`` are given, only these, without what is withheld of them. Firms whose awards no rule bears on
    (`render_screen`) are added up as they stand; for the others the facts that limits and payments need are read from the
    snapshot. Nothing but the firms of one part that rules bind is held at once.
    """
    on = read_reference_date(results)
    stacker = FirmStacker(library.in_force(on), library.catalogue, on)
    with open_database(results) as connection:
        for part, file in zip(snapshot.parts, list_files(results), strict=True):
            relation = f"read_parquet({quote_text(str(file))})"
            if firms is None:
                yield from stacker.stack_part(part, relation, connection)
            else:
                yield from stacker.stack_withheld(part, relation, firms, connection)


class FirmStacker:
    """Takes the awards of firms together, part by part, by the rules of packs."""

    def __init__(self, packs: tuple[Pack, ...], catalogue: FactCatalogue, on: dt.date) -> None:
        self.solved = 0
        """How many firms were solved so far."""
        self._catalogue = catalogue
        self._on = on
        self._stacking = Stacking(packs, catalogue)
        self._facts = stored_facts(_find_inputs(packs), catalogue)
        self._columns = AwardColumns(packs)
        self._screen = render_screen(packs, self._columns, on)
        self._bound = {key: title for key, title in self._columns.titles.items() if key in self._stacking.awards}
        self._free = [key for key in self._columns.titles if key not in self._bound]

    def stack_part(self, part: Path, relation: str, connection: duckdb.DuckDBPyConnection) -> Iterator[FirmTotal]:
        """The firms of a relation that holds the results of firms of one part: the code, and the columns of all awards."""
        source = self._join_payments(part, relation)
        yield from self._add_up(f"{source} WHERE NOT ({self._screen})", connection)
        yield from self._solve_all(part, self._read_claims(f"{source} WHERE {self._screen}", connection))

    def stack_withheld(
        self, part: Path, relation: str, firms: Mapping[str, Withheld], connection: duckdb.DuckDBPyConnection
    ) -> Iterator[FirmTotal]:
        """Of such a relation the firms from which something is withheld."""
        claimed = self._read_claims(relation, connection)
        kept = ((total, tuple(firms[total.firm].apply(claims))) for total, claims in claimed if total.firm in firms)
        yield from self._solve_all(part, kept)

    def _add_up(self, source: str, connection: duckdb.DuckDBPyConnection) -> Iterator[FirmTotal]:
        """Firms that get the sum of their awards."""
        columns = [quote_name(CODE), *self._render_sums(self._columns.titles)]
        for rows in _fetch(f"SELECT {', '.join(columns)} FROM {source}", connection):  # noqa: S608
            yield from (FirmTotal(code, least, least, most) for code, least, most in rows)

    def _read_claims(self, source: str, connection: duckdb.DuckDBPyConnection) -> Iterator[_Claimed]:
        """Firms with the sum of the awards that no rule speaks of, and the others as claims."""
        cells = [self._columns.render(key, told) for key in self._bound for told in (STATUS, AMOUNT, MOST)]
        columns = [quote_name(CODE), *self._render_sums(self._free), *cells]
        for rows in _fetch(f"SELECT {', '.join(columns)} FROM {source}", connection):  # noqa: S608
            for code, least, most, *row in rows:
                yield FirmTotal(code, least, least, most), tuple(self._list_claims(row))

    def _solve_all(self, part: Path, claimed: Iterable[_Claimed]) -> Iterator[FirmTotal]:
        held: dict[str, _Claimed] = {}
        for total, claims in claimed:
            if any(claim.key in self._stacking.subjects for claim in claims):
                held[total.firm] = total, claims
            else:
                yield _add_claims(total, claims)
        if held:
            for firm in iterate_firms(part, self._catalogue, self._facts, held):
                yield self._solve(firm, *held[firm.code])

    def _solve(self, firm: Firm, base: FirmTotal, claims: tuple[Claim, ...]) -> FirmTotal:
        self.solved += 1
        result = self._stacking.solve(claims, build_inputs(firm, self._on, self._catalogue))
        alone = base.alone + from_cents(sum(claim.amount or 0 for claim in claims))
        most = None if base.at_most is None or result.at_most is None else base.at_most + result.at_most
        return FirmTotal(base.firm, alone, base.at_least + result.at_least, most, result.awards)

    def _list_claims(self, cells: list[Any]) -> Iterator[Claim]:
        columns = zip(self._bound.items(), cells[::3], cells[1::3], cells[2::3], strict=True)
        for (key, title), status, least, most in columns:
            if status != Status.NOT_ENTITLED:
                cents = [None if amount is None else count_cents(amount) for amount in (least, most)]
                yield Claim(key, title, cents[0], cents[1])

    def _render_sums(self, keys: Collection[AwardKey]) -> tuple[str, str]:
        """What awards come to, at least and at most (NULL: no bound)."""
        least, most = (
            " + ".join(["0.00", *(f"coalesce({self._columns.render(key, told)}, 0)" for key in keys)])
            for told in (AMOUNT, MOST)
        )
        unknown = [f"{self._columns.render(key, STATUS)} = {quote_text(Status.UNKNOWN)}" for key in keys]
        return least, f"CASE WHEN NOT ({' OR '.join(['false', *unknown])}) THEN {most} END"

    def _join_payments(self, part: Path, relation: str) -> str:
        """The relation with `UNPAID`."""
        is_known = PAYMENTS in self._catalogue.lists
        unpaid = f"coalesce(len({quote_name(PAYMENTS)}) = 0, false)" if is_known else "false"
        facts = (
            f"SELECT {quote_name(CODE)}, {unpaid} AS {quote_name(UNPAID)} FROM read_parquet({quote_text(str(part))})"  # noqa: S608
        )
        return f"{relation} JOIN ({facts}) USING ({quote_name(CODE)})"


def _fetch(query: str, connection: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[Any, ...]]]:
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield rows


def _find_inputs(packs: Iterable[Pack]) -> frozenset[str]:
    """The inputs that limits and payments are read from."""
    found = frozenset({PAYMENTS})
    for pack in packs:
        limits = [stated.limit_key for stated in pack.scope.rules if stated.rule.limit is not None]
        found |= read_inputs(pack.program, limits)
    return found


def _add_claims(base: FirmTotal, claims: Collection[Claim]) -> FirmTotal:
    """The awards of a firm that no rule binds."""
    least = base.at_least + from_cents(sum(claim.amount or 0 for claim in claims))
    most = from_cents(sum(claim.most or 0 for claim in claims))
    is_open = base.at_most is None or any(claim.most is None for claim in claims)
    return FirmTotal(base.firm, least, least, None if is_open or base.at_most is None else base.at_most + most)
