"""What firms get after stacking, before and after a draft: only the firms it touches are taken together anew."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from zhida.policy.facts import CODE
from zhida.policy.pack import Pack, PackLibrary
from zhida.policy.stacking.scope import AwardKey
from zhida.population.measure import quote_name, quote_text
from zhida.population.results import list_files
from zhida.population.simulation.model import StackedChange, StackedMovement
from zhida.population.simulation.stacking.baseline import RESULTS
from zhida.population.simulation.stacking.totals import read_losses, read_totals, write_totals
from zhida.population.simulation.stacking.touched import ChangedAward, render_touched
from zhida.population.snapshot import Snapshot
from zhida.population.stacked_totals import FirmStacker, FirmTotal, Reduction, StackedSummary
from zhida.population.stacking_screen import AwardColumns

_TOTALS = """
CREATE OR REPLACE TEMP TABLE stacked AS
WITH held AS (FROM {before}), drafted AS (FROM {after}),
sides AS (
  SELECT firm, held.alone AS alone_before, held.at_least AS before, held.at_most AS most_before,
    if(drafted.firm IS NULL, held.alone, drafted.alone) AS alone_after,
    if(drafted.firm IS NULL, held.at_least, drafted.at_least) AS after,
    if(drafted.firm IS NULL, held.at_most, drafted.at_most) AS most_after
  FROM held LEFT JOIN drafted USING (firm)
), directed AS (
  SELECT *, before IS DISTINCT FROM most_before AS open_before, after IS DISTINCT FROM most_after AS open_after,
    sign(after - before) AS least_moves,
    CASE WHEN most_before IS NULL AND most_after IS NULL THEN 0 WHEN most_after IS NULL THEN 1
      WHEN most_before IS NULL THEN -1 ELSE sign(most_after - most_before) END AS most_moves
  FROM sides
)
SELECT * EXCLUDE (least_moves, most_moves),
  CASE WHEN open_before <> open_after OR least_moves * most_moves < 0 THEN {unclear}
    WHEN least_moves + most_moves > 0 THEN {gains} WHEN least_moves + most_moves < 0 THEN {loses}
    ELSE {unchanged} END AS movement
FROM directed
"""
"""A row for every firm: what its awards come to alone, the least and the most it gets, and how that moves."""

_FIGURES = """
SELECT coalesce(sum(after - before), 0), count(*) FILTER (movement = {gains}), count(*) FILTER (movement = {loses}),
  count(*) FILTER (movement = {unclear}), count(*) FILTER (movement = {unchanged}),
  count(*) FILTER (movement IN ({gains}, {loses}) AND (open_before OR open_after)),
  coalesce(sum(after - before) FILTER (movement = {gains}), 0),
  coalesce(sum(after - before) FILTER (movement = {loses}), 0)
FROM stacked
"""

_WRITTEN = (
    (CODE, "firm"),
    ("原单独合计", "alone_before"),
    ("新单独合计", "alone_after"),
    ("原至少", "before"),
    ("原至多", "most_before"),
    ("新至少", "after"),
    ("新至多", "most_after"),
    ("差额", "after - before"),
    ("变动", "movement"),
)
"""The columns of the file of firms; amounts in 元, NULL where there is no bound."""

_WORDS = {movement.name.lower(): quote_text(movement) for movement in StackedMovement}


@dataclass(frozen=True, slots=True)
class Sides:
    """The packs in force before and with a draft, all of them, and the awards that differ."""

    before: tuple[Pack, ...]
    after: tuple[Pack, ...]
    changed: tuple[ChangedAward, ...]


class StackingComparison:
    """Compares a draft with the baseline of stacking in ``folder`` (`open_stacked_baseline`), in the database of a simulation."""

    def __init__(self, folder: Path, library: PackLibrary, snapshot: Snapshot, on: dt.date) -> None:
        self._folder = folder
        self._catalogue = library.catalogue
        self._snapshot = snapshot
        self._on = on

    def find_touched(self, query: str, sides: Sides, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the table ``touched`` of the firms that the draft touches, of a query for the answers before and after."""
        files = ", ".join(quote_text(str(file)) for file in list_files(self._folder / RESULTS))
        found = render_touched(query, sides.changed, sides.before, sides.after, f"read_parquet([{files}])")
        connection.execute(f"CREATE OR REPLACE TEMP TABLE touched AS {found}")

    def compare(self, sides: Sides, connection: duckdb.DuckDBPyConnection) -> StackedChange:
        """What the draft changes after stacking, once its firms are found; makes the table ``stacked``."""
        with tempfile.TemporaryDirectory(prefix=".drafted-", dir=self._folder.parent) as working:
            return self._compare(sides, Path(working), connection)

    def _compare(self, sides: Sides, working: Path, connection: duckdb.DuckDBPyConnection) -> StackedChange:
        stacker = FirmStacker(sides.after, self._catalogue, self._on)
        write_totals(self._stack_touched(stacker, sides, connection), working)
        held, drafted = read_totals(self._folder), read_totals(working)
        connection.execute(_TOTALS.format(before=held, after=drafted, **_WORDS))
        lost, lost_anew = read_losses(self._folder), read_losses(working)
        lost_after = f"(SELECT held.* FROM {lost} AS held ANTI JOIN {drafted} AS drafted USING (firm) UNION ALL FROM {lost_anew})"  # noqa: S608
        ((touched,),) = connection.execute(f"SELECT count(*) FROM {drafted}").fetchall()  # noqa: S608
        (figures,) = connection.execute(_FIGURES.format(**_WORDS)).fetchall()
        before, after = _summarise("before", lost, connection), _summarise("after", lost_after, connection)
        return StackedChange(before, after, *[*figures, touched, stacker.solved])

    def _stack_touched(
        self, stacker: FirmStacker, sides: Sides, connection: duckdb.DuckDBPyConnection
    ) -> Iterator[FirmTotal]:
        columns = _render_columns(sides.after, {award.key for award in sides.changed})
        for part, file in zip(self._snapshot.parts, list_files(self._folder / RESULTS), strict=True):
            held = f"read_parquet({quote_text(str(file))}) AS held"
            query = f"SELECT {columns} FROM {held} JOIN touched USING ({quote_name(CODE)})"  # noqa: S608
            yield from stacker.stack_part(part, f"({query})", connection)


def write_stacked(file: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Write as Parquet a row for every firm, by its code."""
    columns = ", ".join(f"{value} AS {quote_name(name)}" for name, value in _WRITTEN)
    query = f"SELECT {columns} FROM stacked ORDER BY firm"  # noqa: S608
    connection.execute(f"COPY ({query}) TO {quote_text(str(file))} (FORMAT parquet, COMPRESSION zstd)")


def _render_columns(packs: Collection[Pack], changed: Collection[AwardKey]) -> str:
    """The code and the columns of the awards of packs: those changed are in ``touched``, the others are held."""
    awards = AwardColumns(packs)
    columns = [quote_name(CODE)]
    for key in awards.titles:
        source = "touched" if key in changed else "held"
        columns += [f"{source}.{column}" for column in awards.render_all(key)]
    return ", ".join(columns)


def _summarise(side: str, losses: str, connection: duckdb.DuckDBPyConnection) -> StackedSummary:
    ((firms, alone, least, opened),) = connection.execute(
        f"SELECT count(*), coalesce(sum(alone_{side}), 0), coalesce(sum({side}), 0), "  # noqa: S608
        f"count(*) FILTER (open_{side}) FROM stacked"
    ).fetchall()
    query = f"SELECT pack, clause, count(*), sum(lost) FROM {losses} GROUP BY pack, clause"  # noqa: S608
    lost = sorted(connection.execute(query).fetchall())
    return StackedSummary(firms, alone, least, opened, tuple(Reduction(*one) for one in lost))
