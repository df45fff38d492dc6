"""The results of a run → what every firm is allotted: places by rank, then stacking, then budgets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhida.lang.base.diagnostic import Diagnostic, DiagnosticError, refuse
from zhida.policy.facts import CODE
from zhida.policy.pack import PackLibrary
from zhida.policy.serialise import to_json
from zhida.policy.stacking.scope import AwardKey
from zhida.population.allocation.announcement import Announcement, check_announcement
from zhida.population.allocation.budgets import share_budgets
from zhida.population.allocation.candidates import read_candidates
from zhida.population.allocation.model import AllocationSummary, Allotment, AwardUse, Ground
from zhida.population.allocation.places import Placed, give_places
from zhida.population.allocation.subjects import Subject, list_subjects
from zhida.population.results import AMOUNT_TYPE
from zhida.population.snapshot import Snapshot, making_folder
from zhida.population.stacked_totals import Withheld, stack_results
from zhida.population.summary import SUMMARY, RunOrigin, read_origin

ALLOTMENTS = "allotments.parquet"
SCHEMA = pa.schema(
    [
        pa.field(CODE, pa.string()),
        pa.field("政策", pa.string()),
        pa.field("条款", pa.string()),
        pa.field("分组", pa.string()),
        pa.field("名次", pa.int32()),
        pa.field("单独金额", AMOUNT_TYPE),
        pa.field("叠加后金额", AMOUNT_TYPE),
        pa.field("分配金额", AMOUNT_TYPE),
        pa.field("理由", pa.string()),
    ]
)
"""The columns of `ALLOTMENTS`, in the order of the fields of `Allotment`; amounts are null as far as nobody can tell them."""

_NOTHING = Decimal("0.00")


def allocate_results(
    library: PackLibrary, snapshot: Snapshot, results: Path, out: Path, announcement: Announcement
) -> AllocationSummary:
    """Allot the awards of a run that are subject to places or a budget; ``out`` then holds `ALLOTMENTS` and ``summary.json``.

    Places are given first, by rank within each group. What a firm without a place would have got does not count when its
    other awards are stacked, and what remains after stacking is what budgets are shared by. The order of the firms does
    not matter; no budget is exceeded, and nobody is allotted more than owed. The folder appears whole or not at all.

    `DiagnosticError` if the folder is there already, the results are of other packs or another snapshot, no pack has a rule
    of allocation, or something is announced of a rule there is not.
    """
    if out.exists():
        raise refuse("run.exists", folder=str(out))
    origin = read_origin(results)
    _check_origin(origin, library, snapshot, results)
    subjects = list_subjects(library, origin.on)
    if not subjects:
        raise refuse("allocation.nothing-to-allocate", on=origin.on.isoformat())
    check_announcement(announcement, subjects)
    candidates = read_candidates(library, snapshot, results, subjects)
    placed = {one.key: give_places(one, candidates[one.key], announcement) for one in subjects}
    _check_declined(announcement, placed)
    granted = _stack(library, snapshot, results, placed)
    owed = [_tell_owed(key, one, granted) for key, members in placed.items() for one in members]
    allotments, budgets = share_budgets(subjects, owed, announcement)
    awards = tuple(_sum_up(one, allotments, announcement) for one in subjects)
    summary = AllocationSummary(origin.digest, origin.snapshot, origin.on, awards, budgets)
    with making_folder(out) as folder:
        _write(allotments, folder / ALLOTMENTS)
        text = json.dumps(to_json(summary), ensure_ascii=False, indent=1)
        (folder / SUMMARY).write_text(text + "\n", encoding="utf-8")
    return summary


def _check_origin(origin: RunOrigin, library: PackLibrary, snapshot: Snapshot, results: Path) -> None:
    """Results of other packs or firms would be allotted by rules that do not belong to them."""
    digests = {key: digest for pack in library.in_force(origin.on) for key, digest in pack.digests.items()}
    if origin.packs != digests or origin.snapshot != snapshot.manifest.digest:
        raise refuse("allocation.other-run", folder=str(results))


def _check_declined(announcement: Announcement, placed: Mapping[AwardKey, Sequence[Placed]]) -> None:
    """Who declines must be in the running, or a code that was typed wrong would change nothing without a word."""
    running = {(one.candidate.firm, key) for key, members in placed.items() for one in members}
    firms = {firm for firm, _ in running}
    found = [
        Diagnostic("allocation.not-in-the-running", None, {"firm": firm, "award": "—" if award is None else str(award)})
        for firm, awards in sorted(announcement.declined.items())
        for award in ((None,) if awards is None else sorted(awards))
        if (firm not in firms if award is None else (firm, award) not in running)
    ]
    if found:
        raise DiagnosticError(found)


def _stack(
    library: PackLibrary, snapshot: Snapshot, results: Path, placed: Mapping[AwardKey, Sequence[Placed]]
) -> Mapping[tuple[str, AwardKey], Decimal | None]:
    """What stacking grants of the awards it speaks of, by firm and award."""
    refused: dict[str, set[AwardKey]] = {}
    undecided: dict[str, set[AwardKey]] = {}
    for key, members in placed.items():
        for one in members:
            refused.setdefault(one.candidate.firm, set()).update({key} if one.is_refused else ())
            is_open = not (one.is_refused or one.has_award)
            undecided.setdefault(one.candidate.firm, set()).update({key} if is_open else ())
    firms = {firm: Withheld(frozenset(refused[firm]), frozenset(undecided[firm])) for firm in refused}
    return {
        (total.firm, AwardKey(award.pack, award.clause)): award.granted
        for total in stack_results(library, snapshot, results, firms)
        for award in total.awards
    }


def _tell_owed(key: AwardKey, placed: Placed, granted: Mapping[tuple[str, AwardKey], Decimal | None]) -> Allotment:
    """A candidate with what it is owed: nothing without the award, and what stacking leaves of it."""
    one = placed.candidate
    grounds = () if placed.ground is None else (placed.ground,)
    owed: Decimal | None = None
    if placed.is_refused:
        owed = _NOTHING
    elif placed.has_award:
        owed = granted.get((one.firm, key), one.amount)
        if owed is None:
            grounds = (*grounds, Ground.UNKNOWN)
        elif one.amount is not None and owed < one.amount:
            grounds = (*grounds, Ground.STACKED)
    return Allotment(one.firm, key.pack, key.clause, placed.group, placed.rank, one.amount, owed, None, grounds)


def _sum_up(subject: Subject, allotments: Iterable[Allotment], announcement: Announcement) -> AwardUse:
    own = [one for one in allotments if (one.pack, one.clause) == subject.key]
    rule = subject.allocation.places
    return AwardUse(
        pack=subject.pack.key,
        clause=subject.clause.id,
        title=subject.clause.title,
        places=None if rule is None else announcement.places.get(subject.key, rule.count),
        candidates=len(own),
        allotted_firms=sum(bool(one.allotted) for one in own),
        made_up=sum(Ground.MADE_UP in one.grounds for one in own),
        tied=sum(Ground.TIED in one.grounds for one in own),
        unknown=sum(Ground.UNKNOWN in one.grounds for one in own),
        undecided=sum(one.allotted is None for one in own),
        owed=sum((one.owed for one in own if one.owed is not None), _NOTHING),
        allotted=sum((one.allotted for one in own if one.allotted is not None), _NOTHING),
    )


def _write(allotments: Iterable[Allotment], file: Path) -> None:
    """The allotments by award, group, rank and firm."""
    ordered = sorted(allotments, key=lambda one: (one.pack, one.clause, one.group, one.rank or 0, one.firm))
    rows = (_list_cells(one) for one in ordered)
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=SCHEMA), file, compression="zstd")


def _list_cells(one: Allotment) -> tuple[object, ...]:
    amounts = (one.amount, one.owed, one.allotted)
    return (one.firm, one.pack, one.clause, one.group, one.rank, *amounts, "；".join(one.grounds))
