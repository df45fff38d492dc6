"""All answers for the firms of one part as one query: in SQL where it compiles, joined with what the interpreter found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import duckdb
import pyarrow as pa

from zhida.lang.sql.build import Sql, column
from zhida.lang.sql.compile import FACTS
from zhida.policy.answers import Answer
from zhida.policy.entitlement import Finding, Status, build_inputs
from zhida.policy.facts import CODE
from zhida.policy.pack import Pack
from zhida.population.answer_columns import judge_planned, project_answer
from zhida.population.backends.backend import Backend
from zhida.population.backends.duckdb import DuckDBBackend
from zhida.population.interpreted import Interpreted, Task, compute_answers
from zhida.population.measure import quote_name, quote_text
from zhida.population.notes import Overflow, PartNotes, WrongAnswer, merge_wrong_answers
from zhida.population.overflows import TOO_LARGE, find_overflows
from zhida.population.plan import PackPlan, RunPlan, read_inputs, stored_facts
from zhida.population.results import AMOUNT, AMOUNT_TYPE, MOST, STATUS, TEXT, CellKey, list_told, name_column
from zhida.population.snapshot import iterate_firms

Store: TypeAlias = Callable[[str], None]
"""Runs a query that gives a row per firm and puts the rows where they belong."""

STATUS_TYPE = f"ENUM({', '.join(quote_text(status) for status in Status)})"
"""The SQL type of a status."""

_INTERPRETED = "interpreted"
"""The relation of the answers that the interpreter computed."""

_FIRMS_AT_ONCE = 10_000


class PartAnswers:
    """Computes the answers of a plan for one Parquet file of firms after the other."""

    def __init__(
        self,
        plan: RunPlan,
        connection: duckdb.DuckDBPyConnection,
        kept: Sequence[str] = (),
        backend: Backend | None = None,
    ) -> None:
        """The columns of the facts that are ``kept`` stand before the answers; the database computes if no ``backend`` is given."""
        self._plan = plan
        self._connection = connection
        self._backend = backend or DuckDBBackend(plan, connection)
        self._kept = tuple(kept)
        self._projected: dict[frozenset[CellKey], tuple[tuple[str, Sql], ...]] = {}

    def compute(self, parts: Sequence[Path], store: Store, facts: str | None = None) -> PartNotes:
        """Compute the answers and have them stored: the code of the firm, what is kept, the columns of each answer.

        The facts are read as they are computed, so that parts may be larger than the memory: from the query ``facts``, or
        from the parts themselves. A clause with a number too large for SQL is left to the interpreter.
        """
        if facts is None:
            self._backend.load(parts)
        else:
            self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {FACTS} AS {facts}")
        overflows: dict[CellKey, Overflow] = {}
        wrong = self._interpret(parts, overflows)
        try:
            store(self.render())
        except TOO_LARGE:
            part = "…".join(dict.fromkeys((parts[0].name, parts[-1].name)))
            found = find_overflows(self._plan, self._backend, self._connection, part)
            overflows = {(one.pack, one.clause): one for one in found}
            if not overflows:
                raise
            wrong = self._interpret(parts, overflows)
            store(self.render(overflows))
        wrong += self._find_inexact(overflows)
        return PartNotes(merge_wrong_answers(wrong), tuple(overflows.values()))

    def render(self, overflows: Collection[CellKey] = ()) -> str:
        """The query for the firm's code, what is kept, and the columns of all answers.

        What SQL refuses, and the clauses in ``overflows``, is taken from the relation of what was interpreted.
        """
        key = frozenset(overflows)
        if key not in self._projected:
            self._projected[key] = tuple(_project_answers(self._plan, self._kept, key))
        computed = self._projected[key]
        joined = f"({self._backend.query(computed)}) AS computed"
        if any(_list_interpreted(pack, key) for pack in self._plan.packs):
            joined += f" LEFT JOIN {_INTERPRETED} USING ({quote_name(CODE)})"
        done = {name for name, _ in computed}
        columns = [quote_name(name) for name in (CODE, *self._kept)]
        columns += [
            quote_name(name) if told == STATUS and name in done else _cast(name, told)
            for pack in self._plan.packs
            for name, told in list_columns(pack.pack)
        ]
        return f"SELECT {', '.join(columns)} FROM {joined}"  # noqa: S608

    def _find_inexact(self, without: Collection[CellKey]) -> list[WrongAnswer]:
        """The awards that are not exact to the cent."""
        return [
            found
            for plan in self._plan.packs
            for answer in _list_in_sql(plan, without)
            if (found := self._count_inexact(plan, answer))
        ]

    def _count_inexact(self, plan: PackPlan, answer: Answer) -> WrongAnswer | None:
        value = judge_planned(plan, answer).inexact
        if value is None:
            return None
        query = self._backend.query([("firm", column(CODE)), ("inexact", value)])
        counted = "count(inexact), min(firm), arg_min(inexact, firm)"
        ((count, firm, amount),) = self._connection.execute(
            f"SELECT {counted} FROM ({query}) WHERE inexact IS NOT NULL"  # noqa: S608
        ).fetchall()
        if not count:
            return None
        text = format(amount.normalize(), "f")
        return WrongAnswer(plan.pack.key, answer.clause.id, firm, text, count)

    def _interpret(self, parts: Iterable[Path], overflows: Collection[CellKey]) -> list[WrongAnswer]:
        """Compute by the interpreter what SQL does not."""
        tasks = [(plan.pack, _list_interpreted(plan, overflows)) for plan in self._plan.packs]
        tasks = [(pack, answers) for pack, answers in tasks if answers]
        if not tasks:
            return []
        wrong: list[WrongAnswer] = []
        tables = [interpret_part(self._plan, tasks, part, wrong) for part in parts]
        self._connection.register(_INTERPRETED, pa.concat_tables(tables))
        return wrong


def _list_in_sql(plan: PackPlan, overflows: Collection[CellKey]) -> tuple[Answer, ...]:
    return tuple(answer for answer in plan.in_sql if (plan.pack.key, answer.clause.id) not in overflows)


def _list_interpreted(plan: PackPlan, overflows: Collection[CellKey]) -> tuple[Answer, ...]:
    in_sql = _list_in_sql(plan, overflows)
    return tuple(answer for answer in plan.pack.answers if answer not in in_sql)


def interpret_part(plan: RunPlan, tasks: Sequence[Task], part: Path, wrong: list[WrongAnswer]) -> pa.Table:
    """The answers of some clauses firm by firm: the code of the firm and the columns of each answer.

    What is noticed of them is added to ``wrong``.
    """
    inputs = [read_inputs(pack.program, [key for answer in answers for key in answer.keys]) for pack, answers in tasks]
    facts = stored_facts(frozenset().union(*inputs), plan.catalogue)
    schema = pa.schema([pa.field(CODE, pa.string()), *_list_fields(tasks)])
    rows: list[dict[str, object]] = []
    batches: list[pa.RecordBatch] = []
    for firm in iterate_firms(part, plan.catalogue, facts):
        given = build_inputs(firm, plan.on, plan.catalogue)
        row: dict[str, object] = {CODE: firm.code}
        for found in compute_answers(tasks, given):
            row |= _tell(found)
            wrong += _find_wrong(firm.code, found)
        rows.append(row)
        if len(rows) == _FIRMS_AT_ONCE:
            batches.append(pa.RecordBatch.from_pylist(rows, schema))
            rows = []
    return pa.Table.from_batches([*batches, pa.RecordBatch.from_pylist(rows, schema)], schema)


def _list_fields(tasks: Iterable[Task]) -> Iterator[pa.Field]:
    for pack, answers in tasks:
        for answer in answers:
            for told in list_told(answer):
                type_ = AMOUNT_TYPE if told in {AMOUNT, MOST} else pa.string()
                yield pa.field(name_column(pack.key, answer.clause.id, told), type_)


def _tell(found: Interpreted) -> dict[str, object]:
    """What was found by column."""
    finding: Finding = found.finding
    told: Mapping[str, object] = {
        STATUS: finding.status.value,
        AMOUNT: finding.amount,
        MOST: finding.most,
        TEXT: finding.value,
    }
    return {name_column(found.pack.key, found.answer.clause.id, one): told[one] for one in list_told(found.answer)}


def _find_wrong(firm: str, found: Interpreted) -> Iterator[WrongAnswer]:
    for one in found.finding.diagnostics:
        value = str(one.values.get("amount", one.values.get("value")))
        yield WrongAnswer(found.pack.key, found.answer.clause.id, firm, value, 1)


def _project_answers(plan: RunPlan, kept: Sequence[str], overflows: Collection[CellKey]) -> Iterator[tuple[str, Sql]]:
    """The firm's code, what is kept, and the columns of all answers that SQL computes."""
    for name in (CODE, *kept):
        yield name, column(name)
    for pack in plan.packs:
        for answer in _list_in_sql(pack, overflows):
            yield from project_answer(pack, answer)


def _cast(name: str, told: str) -> str:
    """A column of results in its type; a status is one of three values, which is stored and read faster than a text."""
    quoted = quote_name(name)
    if told in {AMOUNT, MOST}:
        return quoted
    return f"CAST({quoted} AS {STATUS_TYPE if told == STATUS else 'VARCHAR'}) AS {quoted}"


def list_columns(pack: Pack) -> Iterator[tuple[str, str]]:
    """The columns of the answers of a pack, in their order, and what each tells."""
    for answer in pack.answers:
        for told in list_told(answer):
            yield name_column(pack.key, answer.clause.id, told), told
