"""The digest of results: the same for the same answers, however they were computed, cut into files and ordered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from zhida.policy.entitlement import Status
from zhida.policy.facts import CODE
from zhida.population.measure import quote_name, quote_text
from zhida.population.results import AMOUNT, MISSING, MOST, STATUS, list_files, read_columns

_FIRMS_AT_ONCE = 1_000_000
_PREFIXES = 256

_STATUSES = {Status.ENTITLED: "+", Status.NOT_ENTITLED: "-", Status.UNKNOWN: "?"}


def digest_results(folder: Path, connection: duckdb.DuckDBPyConnection) -> str:
    """The SHA-256 of the names of the columns and of the digests of all firms, as hexadecimal digits.

    The names stand in their order, as netstrings (``6:可享``). The digest of a firm is the 32 bytes of the SHA-256 of a
    text: its code and, for each column in the order of the names, a status as ``+`` (可享), ``-`` (不符合) or ``?``
    (待补充); an amount, if there is one, and a comma; a text as a netstring, ``~`` where there is none; missing facts as
    the netstring of their netstrings. The digests of firms stand in the order of their bytes.
    """
    columns = sorted((name, told) for one in read_columns(folder).values() for told, name in one.items())
    digest = hashlib.sha256("".join(f"{len(name.encode())}:{name}" for name, _ in columns).encode())
    files = [str(file) for file in list_files(folder)]
    if files:
        text = f"concat({', '.join([quote_name(CODE), *(_render(*column) for column in columns)])})"
        query = f"CREATE OR REPLACE TEMP TABLE digests AS SELECT unhex(sha256({text})) AS digest FROM read_parquet($1)"  # noqa: S608
        connection.execute(query, [files])
        for sorted_digests in _sort(connection):
            digest.update(sorted_digests)
        connection.execute("DROP TABLE digests")
    return digest.hexdigest()


def _render(name: str, told: str) -> str:
    """The text of one column of a firm."""
    column = quote_name(name)
    if told == STATUS:
        arms = " ".join(f"WHEN {quote_text(status)} THEN '{sign}'" for status, sign in _STATUSES.items())
        return f"CASE {column} {arms} END"
    if told in {AMOUNT, MOST}:
        return f"{column}::VARCHAR, ','"
    if told == MISSING:
        column = f"array_to_string(list_transform({column}, lambda one : {_netstring('one')}), '')"
    return f"coalesce({_netstring(column)}, '~')"


def _netstring(text: str) -> str:
    return f"strlen({text}) || ':' || {text}"


def _sort(connection: duckdb.DuckDBPyConnection) -> Iterator[bytes]:
    """The digests in order, so many at once that they fit the memory."""
    ((firms,),) = connection.execute("SELECT count(*) FROM digests").fetchall()
    step = max(1, min(_PREFIXES, _PREFIXES * _FIRMS_AT_ONCE // max(1, firms)))
    for first in range(0, _PREFIXES, step):
        below = "" if first + step >= _PREFIXES else f" AND digest < unhex('{first + step:02x}')"
        query = f"SELECT digest FROM digests WHERE digest >= unhex('{first:02x}'){below} ORDER BY digest"  # noqa: S608
        for batch in connection.sql(query).to_arrow_reader(_FIRMS_AT_ONCE):
            yield b"".join(batch.column(0).to_pylist())
