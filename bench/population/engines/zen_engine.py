"""ZEN by GoRules: a JDM graph with the classification as a decision table and the clauses as expression nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Template
from typing import Any

import zen

from bench.population.workload.columns import read_english_firms
from bench.population.workload.numbers import CLAUSES_OF_COPY, counts, days, placeholders
from bench.population.workload.sizes import ASSETS, REVENUE, STAFF, size_rows
from bench.population.workload.workload import Cell, Workload, to_cell

ON = date(2026, 3, 1)
EXPRESSIONS = Path(__file__).resolve().parent / "zen.expressions"
GRAPH = "clauses"
SHARED = {
    "three_years_revenue": "revenue + revenue_1 + revenue_2",
    "three_years_research": "research + research_1 + research_2",
    "intensity": "revenue == 0 ? 0 : research / revenue",
    "growth": "revenue_1 == 0 ? 0 : revenue / revenue_1 - 1",
    "patents": "len(filter(rights, #.kind == '发明专利'))",
    "own_patents": "len(filter(rights, #.kind == '发明专利' and #.own))",
    "dearest": "len(machines) == 0 ? 0 : max(map(machines, #.price))",
}


@dataclass(slots=True)
class ZenBatch:
    """All firms in one call of `evaluate_batch`, which uses all cores; contexts are dicts."""

    engine: Any = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    copies: range = range(0)

    def load(self, workload: Workload) -> None:
        self.copies = workload.copies
        self.engine = make_engine(self.copies)
        self.requests = [{"key": GRAPH, "context": firm} for firm in read_english_firms(workload)]

    def run(self) -> None:
        self.results = self.engine.evaluate_batch(self.requests)

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        results = [one["data"]["result"] for one in self.results[:firms]]
        return [[to_cell(_plain(result.get(name))) for result in results] for name in list_names(self.copies)]


@dataclass(slots=True)
class ZenOne:
    """One firm at a time."""

    decision: Any = None
    names: list[str] = field(default_factory=list)

    def load(self, workload: Workload) -> list[Any]:
        self.names = list_names(workload.copies)
        self.decision = make_engine(workload.copies).get_decision(GRAPH)
        return read_english_firms(workload)

    def run_one(self, firm: Any) -> Any:
        return self.decision.evaluate(firm)["result"]

    def cells(self, result: Any) -> list[Cell]:
        return [to_cell(_plain(result.get(name))) for name in self.names]


def make_engine(copies: range) -> Any:
    """The engine with the graph of so many copies."""
    return zen.ZenEngine({"loader": {"type": "static", "content": {GRAPH: build_graph(copies)}}})


def list_names(copies: range) -> list[str]:
    """The names of the clauses of all copies in order."""
    return [f"c{number:02}_{copy}" for copy in copies for number in range(1, CLAUSES_OF_COPY + 1)]


def build_graph(copies: range) -> dict[str, Any]:
    """Input → classification → what copies share → a node for each copy → output."""
    nodes = [
        _node("in", "inputNode"),
        _node("size", "decisionTableNode", _size_table()),
        _node("shared", "expressionNode", _expressions(SHARED, passes=True)),
        *(_node(f"copy_{copy}", "expressionNode", _expressions(_fill(copy), passes=False)) for copy in copies),
        _node("out", "outputNode"),
    ]
    ways = [("in", "size"), ("size", "shared")]
    ways += [way for copy in copies for way in (("shared", f"copy_{copy}"), (f"copy_{copy}", "out"))]
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in ways]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content or {}}


def _expressions(expressions: dict[str, str], *, passes: bool) -> dict[str, Any]:
    listed = [{"id": name, "key": name, "value": value} for name, value in expressions.items()]
    return {"expressions": listed, "passThrough": passes}


def _size_table() -> dict[str, Any]:
    """The rows of the classification as unary tests."""
    inputs = {"industry": "industry", STAFF: "staff", REVENUE: "revenue", ASSETS: "assets"}
    rules = []
    for number, (industry, floors, size) in enumerate(size_rows()):
        tests = {name: f">= {floors[name]}" if name in floors else "" for name in (STAFF, REVENUE, ASSETS)}
        rules.append(
            {"_id": str(number), "industry": json.dumps(industry, ensure_ascii=False), **tests, "size": f"'{size}'"}
        )
    return {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": name, "name": name, "field": path} for name, path in inputs.items()],
        "outputs": [{"id": "size", "name": "size", "field": "size"}],
        "rules": rules,
    }


def _fill(copy: int) -> dict[str, str]:
    """The expressions of a copy by name; days as numbers."""
    numbers: dict[str, object] = {name: date.fromisoformat(day).toordinal() for name, day in days(copy).items()}
    for name in ("startup", "valid", "recent"):
        numbers[f"{name}_since"] = ON.replace(year=ON.year - counts(copy)[f"{name}_years"]).toordinal()
    text = Template(EXPRESSIONS.read_text(encoding="utf-8")).substitute(
        {**placeholders(copy), **numbers}, copy=copy, on=ON.toordinal()
    )
    return dict(_read_lines(text))


def _read_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, _, value = line.partition(" = ")
        yield name, value


def _plain(value: Any) -> Any:
    """A float of the answer as the decimal it stands for."""
    return Decimal(repr(value)) if isinstance(value, float) else value
