"""OpenFisca-Core, and PolicyEngine-core that comes from it: a system of variables, parameters and entities over arrays.

A firm is a group of records, its list items. Which kind a record is, and which industry is favoured, is told by booleans
that are not timed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np

from bench.population.engines.fisca_clauses import CLAUSES, SHARED, Formula, Given, LookUp
from bench.population.engines.fisca_firms import CREDITS, INDUSTRIES, SIZE_CLASSES, read_arrays
from bench.population.workload.numbers import counts, days, money, rates
from bench.population.workload.sizes import ASSETS, REVENUE, SIZES, STAFF
from bench.population.workload.workload import Cell, Workload, to_cell

ON = date(2026, 3, 1)
PERIOD = "2026"
BOOLEAN_CLAUSES = {"c15", "c23"}
LADDER = {3: "领军", 2: "骨干", 1: "培育"}
MODULES = ("entities", "variables", "periods", "parameters", "taxbenefitsystems", "simulations")


@dataclass(slots=True)
class Fisca:
    """All clauses for all firms as arrays; what an earlier run computed is forgotten first."""

    package: str
    taken: bool = False
    simulation: Any = None
    names: list[str] = field(default_factory=list)
    results: list[Any] = field(default_factory=list)

    def load(self, workload: Workload) -> None:
        library = Library(self.package)
        system = build_system(library, workload.copies, take if self.taken else look_up)
        self.names = [f"{name}_{copy}" for copy in workload.copies for name in CLAUSES]
        self.simulation = make_simulation(library, system, workload)

    def run(self) -> None:
        for name in (*self.names, *SHARED, "size_class"):
            self.simulation.get_holder(name).delete_arrays()
        self.results = [self.simulation.calculate(name, PERIOD) for name in self.names]

    def answers(self, firms: int) -> list[Sequence[Cell]]:
        columns = zip(self.names, self.results, strict=True)
        return [[_to_cell(name, value) for value in column[:firms]] for name, column in columns]


class Library:
    """The modules of one of the two packages by their names; enumerations live in different ones."""

    def __init__(self, package: str) -> None:
        for name in MODULES:
            setattr(self, name, import_module(f"{package}.{name}"))
        self.enums = import_module(f"{package}.{'indexed_enums' if package.startswith('openfisca') else 'enums'}")


def look_up(node: Any, keys: Any) -> Any:
    """The idiom of both packages: a node of parameters indexed by an array of an enumeration."""
    return node[keys]


def take(node: Any, keys: Any) -> Any:
    """The same by `numpy.take`."""
    children = [node[name] for name in keys.possible_values.__members__]
    indices = np.asarray(keys)
    if isinstance(children[0], int | float):
        return np.take(np.array(children), indices)
    names = [f"{name}_{level}" for level in (3, 2, 1) for name in ("staff", "revenue", "assets")]
    return {name: np.take(np.array([child[name] for child in children]), indices) for name in names}


def build_system(library: Any, copies: range, lookup: LookUp) -> Any:
    """The entities, parameters and variables."""
    record = library.entities.build_entity("record", "records", "An item of a list", is_person=True)
    role = {"key": "item", "plural": "items", "label": "Items"}
    firm = library.entities.build_entity("firm", "firms", "A firm", roles=[role])
    system = library.taxbenefitsystems.TaxBenefitSystem([record, firm])
    data = {"sizes": _size_parameters()} | {f"copy_{copy}": _copy_parameters(copy) for copy in copies}
    system.parameters = library.parameters.ParameterNode("", data=data)
    maker = _VariableMaker(library, system, {"record": record, "firm": firm})
    maker.add_inputs()
    maker.add_formulas(copies, lookup)
    return system


def make_simulation(library: Any, system: Any, workload: Workload) -> Any:
    """A simulation that knows the facts of all firms."""
    firms, records, owners = read_arrays(workload)
    builder = library.simulations.SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("record", np.arange(len(owners)))
    population = builder.declare_entity("firm", np.arange(workload.firms))
    builder.join_with_persons(population, owners, np.zeros(len(owners), dtype=np.int64))
    population.members_entity_id = owners  # a firm without records would shift those after it
    simulation = builder.build(system)
    for name, values in (firms | records).items():
        simulation.set_input(name, PERIOD, values)
    return simulation


class _VariableMaker:
    """Adds variables to a system: a class for each, as the packages want it."""

    def __init__(self, library: Any, system: Any, entities: Mapping[str, Any]) -> None:
        self._library = library
        self._system = system
        self._entities = entities
        self._industry = library.enums.Enum("Industry", [(key, name) for key, name in INDUSTRIES.items()])
        self._credit = library.enums.Enum("Credit", [(key, key) for key in CREDITS])
        self._size = library.enums.Enum("SizeClass", [(key, key) for key in SIZE_CLASSES])

    def add_inputs(self) -> None:
        """The facts of firms and of records."""
        for name in ("founded", "certified_until"):
            self._add(name, "firm", date)
        for name in ("industry", "credit"):
            self._add_choice(name)
        for name in BOOLEAN_FACTS:
            self._add(name, "firm", bool)
        for name in NUMBER_FACTS:
            self._add(name, "firm", float)
        for name in COUNT_FACTS:
            self._add(name, "firm", int)
        for name, kind in RECORD_FACTS.items():
            self._add(name, "record", kind)

    def add_formulas(self, copies: range, lookup: LookUp) -> None:
        """What copies share, then the clauses of each."""
        for name, (kind, formula) in SHARED.items():
            self._add(name, "firm", kind, _bind(formula, "", Given({}, lookup)))
        enums, sizes = self._library.enums, self._size

        def classify(firm: Any, period: Any, _: Any) -> Any:
            return enums.EnumArray(firm("size", period).astype(np.int16), sizes)

        self._add_choice("size_class", classify)
        for copy in copies:
            given = Given(_days(copy), lookup)
            for name, formula in CLAUSES.items():
                kind = bool if name in BOOLEAN_CLAUSES else float
                self._add(f"{name}_{copy}", "firm", kind, _bind(formula, f"copy_{copy}", given))

    def _add_choice(self, name: str, formula: Any = None) -> None:
        choices = {"industry": self._industry, "credit": self._credit, "size_class": self._size}[name]
        default = next(iter(choices))
        self._add(name, "firm", self._library.enums.Enum, formula, possible_values=choices, default_value=default)

    def _add(self, name: str, entity: str, kind: type, formula: Any = None, **settings: Any) -> None:
        body = {
            "value_type": kind,
            "entity": self._entities[entity],
            "definition_period": self._library.periods.YEAR,
            "label": name,
            **settings,
        }
        body |= {} if formula is None else {"formula": formula}
        self._system.add_variable(type(name, (self._library.variables.Variable,), body))


BOOLEAN_FACTS = ("above_scale", "high_tech", "local", "audited")
BOOLEAN_FACTS += ("is_industrial", "is_favoured_industry", "is_credit_d", "is_trusted")
NUMBER_FACTS = ("revenue", "revenue_1", "revenue_2", "research", "research_1", "research_2", "assets")
NUMBER_FACTS += ("output", "output_1", "exports", "tax", "points", "share")
COUNT_FACTS = ("staff", "scientists", "months")
RECORD_FACTS: Mapping[str, type] = {
    **dict.fromkeys(("is_right", "is_patent", "is_loan", "is_machine", "is_graduate", "is_veteran", "flag"), bool),
    **dict.fromkeys(("amount", "interest"), float),
    **dict.fromkeys(("contract", "insured"), int),
    "day": date,
}


def _bind(formula: Formula, copy: str, given: Given) -> Any:
    """A formula as the packages call it."""

    def bound(firm: Any, period: Any, parameters: Any) -> Any:
        known = parameters(period)
        return formula(firm, period, known[copy] if copy else known, given)

    return bound


def _days(copy: int) -> dict[str, Any]:
    spans = {name: ON.replace(year=ON.year - counts(copy)[f"{name}_years"]) for name in ("startup", "valid", "recent")}
    found = {name: np.datetime64(day) for name, day in days(copy).items()}
    return found | {f"{name}_since": np.datetime64(day.isoformat()) for name, day in spans.items()}


def _copy_parameters(copy: int) -> dict[str, Any]:
    numbers: dict[str, float] = {**money(copy), **counts(copy)}
    numbers |= {name: points / 10_000 for name, points in rates(copy).items()}
    sizes = {name: numbers.get(f"size_{name}_award", 0) for name in SIZE_CLASSES}
    points = {"A": 15, "B": 5, "C": 0, "D": 0}
    return {name: _value(number) for name, number in numbers.items()} | {
        "size_award": {name: _value(number) for name, number in sizes.items()},
        "credit_points": {name: _value(number) for name, number in points.items()},
    }


def _size_parameters() -> dict[str, Any]:
    measures = {"staff": STAFF, "revenue": REVENUE, "assets": ASSETS}
    return {
        key: {
            f"{name}_{3 - place}": _value(SIZES[industry].get(measure, (0, 0, 0))[place])
            for place in range(3)
            for name, measure in measures.items()
        }
        for key, industry in INDUSTRIES.items()
    }


def _value(number: float) -> dict[str, Any]:
    return {"values": {"2020-01-01": {"value": number}}}


def _to_cell(name: str, value: Any) -> Cell:
    """An answer to the cent: an array of floats cannot hold more."""
    clause = name.partition("_")[0]
    if clause == "c30":
        return LADDER.get(int(value))
    return to_cell(bool(value)) if clause in BOOLEAN_CLAUSES else round(float(value) * 100) or None
