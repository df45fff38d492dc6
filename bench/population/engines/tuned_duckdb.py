"""SQL for DuckDB by hand: what an expert who knows its decimals would write for these clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Template

import duckdb

from bench.population.workload.numbers import counts, days, money, placeholders, rates
from bench.population.workload.sizes import ASSETS, REVENUE, SIZES, STAFF
from bench.population.workload.workload import Cell, Workload, to_cell

HERE = Path(__file__).resolve().parent
ON = date(2026, 3, 1)

MONEY = "DECIMAL(12, 2)"
RESEARCH, OUTPUT, TAX = "DECIMAL(10, 2)", "DECIMAL(11, 2)", "DECIMAL(10, 2)"
"""Narrower, so that what is computed of them fits 64 bits too."""
STATUS = "ENUM('可享', '不符合', '待补充')"
FIRMS = f"""
SELECT
  统一社会信用代码, 成立日期, 高企有效期至, 规上企业, 高新技术企业, 本地注册, 查账征收, 划型行业, 信用等级,
  营业收入::{MONEY} AS 营业收入, 上年营业收入::{MONEY} AS 上年营业收入, 前年营业收入::{MONEY} AS 前年营业收入,
  研发费用::{RESEARCH} AS 研发费用, 上年研发费用::{RESEARCH} AS 上年研发费用, 前年研发费用::{RESEARCH} AS 前年研发费用,
  资产总额::{MONEY} AS 资产总额, 工业总产值::{OUTPUT} AS 工业总产值, 上年工业总产值::{OUTPUT} AS 上年工业总产值,
  出口额::{MONEY} AS 出口额, 入库税收::{TAX} AS 入库税收,
  从业人员::INTEGER AS 从业人员, 科技人员::INTEGER AS 科技人员, 经营月数::INTEGER AS 经营月数,
  评价得分::DECIMAL(7, 4) AS 评价得分, 市场占有率::DECIMAL(7, 6) AS 市场占有率,
  知识产权,
  贷款::STRUCT(本金 {MONEY}, 实付利息 {MONEY}, 放款日 DATE, 信用贷款 BOOLEAN)[] AS 贷款,
  招用人员::STRUCT(类别 VARCHAR, 合同月数 INTEGER, 参保月数 INTEGER)[] AS 招用人员,
  设备::STRUCT(金额 {MONEY}, 购置日 DATE, 智能化 BOOLEAN)[] AS 设备
"""
"""The columns in types of 64 bits at most."""


@dataclass(slots=True)
class TunedDuckDB:
    """The values of all clauses in memory; with ``status`` a column for the status of each besides, as Zhida has."""

    status: bool = False
    threads: int = 2
    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    query: str = ""

    def load(self, workload: Workload) -> None:
        self.connection.execute(f"SET threads = {self.threads}")
        create_firms(self.connection, workload)
        self.query = write_query(workload.copies, "firms", status=self.status)

    def run(self) -> None:
        self.connection.execute("DROP TABLE IF EXISTS answers")
        self.connection.execute(f"CREATE TABLE answers AS {self.query}")

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return read_answers(self.connection, "answers", firms)


@dataclass(slots=True)
class TunedDuckDBFiles:
    """From Parquet to Parquet."""

    connection: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    query: str = ""
    target: str = ""

    def load(self, workload: Workload) -> None:
        create_sizes(self.connection)
        source = f"({FIRMS} FROM read_parquet({workload.parts}) LIMIT {workload.firms})"
        self.query = write_query(workload.copies, source, status=True)
        self.target = str(workload.scratch / "tuned.parquet")

    def run(self) -> None:
        self.connection.execute(f"COPY ({self.query}) TO '{self.target}' (FORMAT parquet, COMPRESSION zstd)")

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        return read_answers(self.connection, f"read_parquet('{self.target}')", firms)


def create_firms(connection: duckdb.DuckDBPyConnection, workload: Workload) -> None:
    """The tables ``firms`` and ``sizes`` in memory."""
    create_sizes(connection)
    connection.execute(f"CREATE TABLE firms AS {FIRMS} FROM read_parquet({workload.parts}) LIMIT {workload.firms}")


def create_sizes(connection: duckdb.DuckDBPyConnection) -> None:
    """The classification as a table of floors by industry; a measure that does not count has floors of 0."""
    columns = [f"{name}_{level}" for level in (3, 2, 1) for name in ("staff", "revenue", "assets")]
    types = [f"{name} {'INTEGER' if name.startswith('staff') else MONEY}" for name in columns]
    connection.execute(f"CREATE TABLE sizes (industry VARCHAR, {', '.join(types)})")
    for industry, measures in SIZES.items():
        floors = [measures.get(name, (0, 0, 0))[place] for place in range(3) for name in (STAFF, REVENUE, ASSETS)]
        connection.execute(f"INSERT INTO sizes VALUES (?{', ?' * len(floors)})", [industry, *floors])


def write_query(copies: range, source: str, *, status: bool) -> str:
    """The query: what is shared, what each copy reads of lists, then all clauses; perhaps the status of each."""
    shared = _read("tuned_shared.sql")
    lists = ", ".join(_fill("tuned_copy.sql", copy) for copy in copies)
    clauses = ", ".join(_fill("tuned.sql", copy) for copy in copies)
    query = f"""
      WITH shared AS (SELECT {shared} FROM {source} AS source JOIN sizes ON industry = 划型行业),
      lists AS (SELECT *, {lists} FROM shared)
      SELECT 统一社会信用代码, {clauses} FROM lists"""
    return f"SELECT *, {_statuses(copies)} FROM ({query})" if status else query


def _statuses(copies: range) -> str:
    """Whether a firm is entitled for each clause."""
    names = [f"c{number:02}_{copy}" for copy in copies for number in range(1, 31)]
    tests = {name: name if name[:3] in {"c15", "c23"} else f"{name} > 0" for name in names}
    tests |= {name: f"{name} IS NOT NULL" for name in names if name.startswith("c30")}
    return ", ".join(
        f"CASE WHEN {tests[name]} THEN '可享'::{STATUS} ELSE '不符合'::{STATUS} END AS s{name[1:]}" for name in names
    )


def read_answers(connection: duckdb.DuckDBPyConnection, relation: str, firms: int) -> list[Sequence[Cell]]:
    """The values of the first firms by clause."""
    rows = connection.execute(
        f"SELECT COLUMNS('^c[0-9]') FROM {relation} ORDER BY 统一社会信用代码 LIMIT {firms}"
    ).fetchall()
    return [[to_cell(value) for value in column] for column in zip(*rows, strict=True)]


def _fill(file: str, copy: int) -> str:
    """The SQL of a copy, with decimals for money and rates and dates for spans of years."""
    numbers = {name: f"{yuan}.00" for name, yuan in money(copy).items()}
    numbers |= {name: f"DATE '{day}'" for name, day in days(copy).items()}
    for name in ("startup", "valid", "recent"):
        numbers[f"{name}_since"] = f"DATE '{ON.replace(year=ON.year - counts(copy)[f'{name}_years'])}'"
    numbers["monthly_points"] = str(rates(copy)["monthly_rate"])
    numbers["export_step_cents"] = str(100 * money(copy)["export_step"])
    return Template(_read(file)).substitute({**placeholders(copy), **numbers}, copy=str(copy))


def _read(file: str) -> str:
    return (HERE / file).read_text(encoding="utf-8")
