"""The digest of results: the same for the same answers, however they were computed, cut into files and ordered."""

from __future__ import annotations

import hashlib
from itertools import groupby
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from zhida.policy.facts import CODE
from zhida.population.measure import quote_name
from zhida.population.results import AMOUNT, CLAUSE, MISSING, PACK, STATUS, TEXT, part_of

_FIRMS_AT_ONCE = 100_000


def digest_results(folder: Path, connection: duckdb.DuckDBPyConnection) -> str:
    """The SHA-256 of the digests of all firms in the order of their codes, as hexadecimal digits.

    The digest of a firm is the SHA-256 of its rows in the order of their bytes. A row is its fields as netstrings
    (``6:可享``; ``-`` where there is none): pack, clause, status, amount, text and, if the run tells them, the missing
    facts. All rows of a firm are in the files of one part, so that only the digests of firms are held at once.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE digests (firm VARCHAR, digest VARCHAR)")
    for _, files in groupby(sorted(folder.glob("*.parquet")), key=part_of):
        _digest_firms(list(files), connection)
    digest = hashlib.sha256()
    connection.execute("SELECT firm || digest FROM digests ORDER BY firm")
    while rows := connection.fetchmany(_FIRMS_AT_ONCE):
        digest.update("".join(row for (row,) in rows).encode())
    connection.execute("DROP TABLE digests")
    return digest.hexdigest()


def _digest_firms(files: list[Path], connection: duckdb.DuckDBPyConnection) -> None:
    """Add the digests of the firms of one part."""
    fields = [quote_name(PACK), quote_name(CLAUSE), quote_name(STATUS), f"{quote_name(AMOUNT)}::VARCHAR"]
    fields.append(quote_name(TEXT))
    if MISSING in pq.read_schema(files[0]).names:
        fields.append(f"array_to_string(list_transform({quote_name(MISSING)}, lambda one : {_netstring('one')}), '')")
    row = f"concat({', '.join(map(_netstring, fields))})"
    query = (
        f"INSERT INTO digests SELECT {quote_name(CODE)}, sha256(string_agg({row}, '' ORDER BY {row})) "  # noqa: S608
        "FROM read_parquet($1) GROUP BY ALL"
    )
    connection.execute(query, [[str(file) for file in files]])


def _netstring(text: str) -> str:
    return f"coalesce(strlen({text}) || ':' || {text}, '-')"
