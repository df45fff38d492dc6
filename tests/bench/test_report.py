"""The tables of the benchmark's report."""

from __future__ import annotations

from bench.population.latency import Latency
from bench.population.measure import Measurement
from bench.population.report import render_one_firm, render_population, render_targets, summarise


def measured(engine: str, firms: int, *seconds: float, wrong: int = 0) -> Measurement:
    return Measurement(engine, firms, 30, seconds, seconds, 100.0, 50.0, 600, wrong)


MEASURED = [
    measured("zhida", 1000, 0.2, 0.1),
    measured("zhida-native", 1000, 0.05),
    measured("tuned-status", 1000, 0.1),
    measured("openfisca", 1000, 1.5, wrong=7),
    measured("zen", 100, 3.0),
    measured("zhida", 1000, 0.4),
]


def test_measurements_of_an_engine_are_one_row_with_the_median_of_all_runs():
    zhida = summarise(MEASURED)["zhida"]

    assert zhida.seconds == (0.2, 0.1, 0.4)
    assert zhida.median == 0.2
    assert zhida.rate == 150_000


def test_the_table_goes_from_slow_to_fast():
    rows = list(render_population(summarise(MEASURED)))[2:]

    assert [row.split(" | ")[0] for row in rows] == [
        "| ZEN `evaluate_batch`",
        "| OpenFisca-Core",
        "| **Zhida**: status and amount",
        "| DuckDB by hand: status and amount",
        "| **Zhida**, machine code: status and amount",
    ]
    assert "| 20.0 k | 1× | 20× | 0.067× | 100 (50) | 7 of 600 |" in rows[1]


def test_targets_tell_the_ratios():
    text = " ".join(render_targets(summarise(MEASURED), 30))

    assert "2.00 times the time of DuckDB by hand" in text
    assert "2.0 times the rate of DuckDB by hand" in text
    assert "30.0 times that of OpenFisca-Core" in text
    assert "600 times that of ZEN's batch" in text


def test_latencies_are_listed_by_clauses_and_then_by_time():
    latencies = [
        Latency("zen", 300, 1.5, 1.25, 2.0, 1.0, 10, 0),
        Latency("zen", 30, 0.5, 0.375, 1.0, 0.75, 10, 0),
        Latency("python", 30, 0.25, 0.0625, 1.0, 0.125, 9, 1),
    ]

    assert list(render_one_firm(latencies))[2:] == [
        "| plain Python, `Decimal` | 30 | 0.25 | 0.0625 | 1 | 0.125 | 9 | 1 |",
        "| ZEN `evaluate` | 30 | 0.5 | 0.375 | 1 | 0.75 | 10 | 0 |",
        "| ZEN `evaluate` | 300 | 1.5 | 1.25 | 2 | 1 | 10 | 0 |",
    ]
