"""The thirty clauses as Polars expressions; NULL, 0 and false are "not entitled"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from bench.population.engines.arithmetic import Arithmetic
from bench.population.workload.numbers import counts, days, money, rates

ON = date(2026, 3, 1)
POINTS = 10_000

col, element, when = pl.col, pl.element, pl.when
least, most = pl.min_horizontal, pl.max_horizontal


def list_shared() -> Iterator[pl.Expr]:
    """What all copies share."""
    item = element().struct
    is_patent = item.field("kind") == "发明专利"
    yield (col("revenue") - col("revenue_1")).alias("more_revenue")
    yield (col("research") - col("research_1")).alias("more_research")
    yield (col("output") - col("output_1")).alias("more_output")
    yield (col("revenue") + col("revenue_1") + col("revenue_2")).alias("three_revenue")
    yield (col("research") + col("research_1") + col("research_2")).alias("three_research")
    yield _count("rights", is_patent).alias("patents")
    yield _count("rights", is_patent & item.field("own")).alias("own_patents")
    yield col("machines").list.eval(item.field("price")).list.max().alias("dearest")
    size = when(_reaches(3)).then(3).when(_reaches(2)).then(2).when(_reaches(1)).then(1).otherwise(0)
    yield size.alias("size")


def list_of_copy(copy: int, arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    """What the clauses of one copy read of lists, and the score."""
    n = {**rates(copy), **counts(copy), **{name: date.fromisoformat(day) for name, day in days(copy).items()}}
    item = element().struct
    is_patent = item.field("kind") == "发明专利"
    smart = element().filter(item.field("smart") & (item.field("bought") >= n["equipment_since"]))
    yield col("machines").list.eval(smart.struct.field("price")).list.sum().alias(f"smart_{copy}")
    yield _count("rights", item.field("granted") >= _years_before(n["recent_years"])).alias(f"recent_{copy}")
    fair = least(
        arithmetic.whole(item.field("interest")), arithmetic.rate(n["loan_rate"], item.field("principal"))
    ).filter(item.field("unsecured") & (item.field("paid_out") >= n["loan_since"]))
    yield col("loans").list.eval(fair).list.sum().alias(f"interest_{copy}")
    hired = (item.field("contract") >= 12) & (item.field("insured") >= n["hire_months"])
    yield _count("hires", hired & (item.field("kind") == "高校毕业生")).alias(f"graduates_{copy}")
    yield _count("hires", hired & (item.field("kind") == "退役军人")).alias(f"veterans_{copy}")
    yield (_count("rights", is_patent & (item.field("granted") >= n["innovator_since"])) > 0).alias(f"innovates_{copy}")
    steep = arithmetic.whole(item.field("interest")) > arithmetic.rate(n["innovator_interest"], item.field("principal"))
    yield (_count("loans", steep) == 0).alias(f"modest_{copy}")
    yield _score(n).alias(f"score_{copy}")


def list_clauses(copy: int, arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    """The clauses of one copy."""
    for number, clause in enumerate(_clauses(copy, arithmetic), 1):
        yield clause.alias(f"c{number:02}_{copy}")


def _count(name: str, test: pl.Expr) -> pl.Expr:
    return col(name).list.eval(test.cast(pl.Int64)).list.sum()


def _reaches(level: int) -> pl.Expr:
    return pl.all_horizontal(col(name) >= col(f"least_{name}_{level}") for name in ("staff", "revenue", "assets"))


def _years_before(years: int) -> date:
    return ON.replace(year=ON.year - years)


def _score(n: dict[str, Any]) -> pl.Expr:
    score = when(col("high_tech")).then(30).otherwise(0)
    score += when(col("scientists") * POINTS >= col("staff") * n["score_staff_rate"]).then(20).otherwise(0)
    score += when(col("share") >= n["score_share"] * 100).then(20).otherwise(0)
    score += when(col("points") >= n["score_points"] * 10_000).then(20).otherwise(0)
    return score + when(col("credit") == "A").then(15).when(col("credit") == "B").then(5).otherwise(0)


def _clauses(copy: int, arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    n: dict[str, Any] = {name: arithmetic.money(yuan) for name, yuan in money(copy).items()}
    n |= {**rates(copy), **counts(copy)}
    yield from _flat(n, arithmetic)
    yield from _ratios(n, arithmetic)
    yield from _of_firms(n, copy, arithmetic)
    yield from _caps(n, copy, arithmetic)
    yield from _rest(n, copy, arithmetic)


def _share(n: dict[str, Any], name: str, value: pl.Expr, arithmetic: Arithmetic) -> pl.Expr:
    """A rate of a value up to a cap, to the cent."""
    product = arithmetic.rate(n[f"{name}_rate"], value)
    return arithmetic.round(least(pl.lit(arithmetic.whole(n[f"{name}_cap"])), product))


def _flat(n: dict[str, Any], arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    revenue = col("revenue")
    yield when(col("high_tech") & col("above_scale")).then(n["flat_award"])
    yield when(col("local") & col("above_scale") & (revenue > n["scale_floor"])).then(n["scale_award"])
    yield (
        when(revenue >= n["step_third"])
        .then(n["step_third_award"])
        .when(revenue >= n["step_second"])
        .then(n["step_second_award"])
        .when(revenue >= n["step_first"])
        .then(n["step_first_award"])
    )
    yield when(col("audited") & (col("research") > n["rd_floor"])).then(_share(n, "rd", col("research"), arithmetic))
    more = col("more_research")
    yield when(col("high_tech") & (more > 0)).then(_share(n, "increment", more, arithmetic))
    yield least(pl.lit(n["patent_cap"]), col("own_patents") * n["patent_award"])
    floor = n["first_floor"]
    yield when((revenue >= floor) & (col("revenue_1") < floor) & (col("revenue_2") < floor)).then(n["first_award"])


def _ratios(n: dict[str, Any], arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    revenue, before = col("revenue"), col("revenue_1")

    def researching(name: str) -> pl.Expr:
        return arithmetic.whole(col("research")) >= arithmetic.rate(n[name], revenue)

    def growing(name: str) -> pl.Expr:
        return arithmetic.whole(col("more_revenue")) >= arithmetic.rate(n[name], before)

    steady = arithmetic.whole(col("three_research")) >= arithmetic.rate(n["three_years_rate"], col("three_revenue"))
    yield when((col("three_revenue") > 0) & steady).then(n["three_years_award"])
    steps = ("intensity_third", "intensity_second", "intensity_first")
    third, second, first = ((revenue > 0) & researching(name) for name in steps)
    yield (
        when(third)
        .then(n[f"{steps[0]}_award"])
        .when(second)
        .then(n[f"{steps[1]}_award"])
        .when(first)
        .then(n[f"{steps[2]}_award"])
    )
    yield when((revenue >= n["growth_floor"]) & (before > 0) & growing("growth_rate")).then(n["growth_award"])
    some = (revenue > 0) & (before > 0) & researching("matrix_rd_low")
    much = researching("matrix_rd_high")
    high = when(much).then(n["matrix_high_high"]).otherwise(n["matrix_high_low"])
    low = when(much).then(n["matrix_low_high"]).otherwise(n["matrix_low_low"])
    yield when(some & growing("matrix_growth_high")).then(high).when(some & growing("matrix_growth_low")).then(low)


def _of_firms(n: dict[str, Any], copy: int, arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    size, high_tech = col("size"), col("high_tech")
    yield (
        when(high_tech & (size == 2))
        .then(n["size_medium_award"])
        .when(high_tech & (size == 1))
        .then(n["size_small_award"])
        .when(high_tech & (size == 0))
        .then(n["size_micro_award"])
    )
    industrial = col("industry").is_in(["工业", "软件和信息技术服务业"])
    yield when(industrial & (size <= 1) & (col("credit") != "D")).then(_share(n, "tax", col("tax"), arithmetic))
    young = col("founded") > _years_before(n["startup_years"])
    yield when(young & ~col("above_scale")).then(n["startup_award"])
    yield high_tech & (col("certified_until") >= ON) & (col("founded") <= _years_before(n["valid_years"]))
    smart = col(f"smart_{copy}")
    yield when(smart >= n["equipment_floor"]).then(_share(n, "equipment", smart, arithmetic))
    recent = col(f"recent_{copy}")
    yield (
        when(recent >= n["recent_many"])
        .then(n["recent_many_award"])
        .when(recent >= 2)
        .then(n["recent_some_award"])
        .when(recent == 1)
        .then(n["recent_one_award"])
    )


def _caps(n: dict[str, Any], copy: int, arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    research = col("research")
    shares = arithmetic.rate(n["lowest_rd_rate"], research), arithmetic.rate(n["lowest_tax_rate"], col("tax"))
    lowest = least(*shares, pl.lit(arithmetic.whole(n["lowest_cap"])))
    yield when(col("above_scale")).then(arithmetic.round(lowest))
    first, second = n["slice_first"], n["slice_second"]
    slices = (
        arithmetic.rate(n["slice_first_rate"], research.clip(upper_bound=first))
        + arithmetic.rate(n["slice_second_rate"], (research.clip(upper_bound=second) - first).clip(lower_bound=0))
        + arithmetic.rate(n["slice_third_rate"], (research - second).clip(lower_bound=0))
    )
    yield when(col("local")).then(arithmetic.round(slices))
    score = col(f"score_{copy}")
    passed, high = score >= n["score_first"], score >= n["score_second"]
    yield when(high).then(n["score_second_award"]).when(passed).then(n["score_first_award"])
    half = arithmetic.rate(n["loan_share"], col(f"interest_{copy}"))
    cap = pl.lit(arithmetic.whole(arithmetic.whole(n["loan_cap"])))
    yield arithmetic.round(least(half, cap), int(arithmetic.whole(1)))
    yield col(f"graduates_{copy}") * n["hire_graduate_award"] + col(f"veterans_{copy}") * n["hire_veteran_award"]


def _rest(n: dict[str, Any], copy: int, arithmetic: Arithmetic) -> Iterator[pl.Expr]:
    staff, more = col("staff"), col("more_output")
    yield (staff >= n["staff_floor"]) & (col("scientists") * POINTS >= staff * n["staff_rate"])
    yield least(pl.lit(n["export_cap"]), (col("exports") // n["export_step"]) * n["export_award"])
    by_month = arithmetic.round(arithmetic.rate(n["monthly_rate"], col("tax")) * col("months"), 12)
    yield least(pl.lit(n["monthly_cap"]), by_month)
    net = arithmetic.rate(n["net_rate"], more) - arithmetic.rate(n["net_tax_rate"], col("tax"))
    yield when(col("industry") == "工业").then(arithmetic.round(net.clip(lower_bound=0)))
    grown = (more >= n["output_floor"]) & (
        arithmetic.whole(more) >= arithmetic.rate(n["output_growth"], col("output_1"))
    )
    yield when(col("above_scale") & grown).then(_share(n, "output", more, arithmetic))
    dearest = col("dearest")
    yield when(dearest >= n["machine_floor"]).then(_share(n, "machine", dearest, arithmetic))
    trusted = col("credit").is_in(["A", "B"])
    yield when(trusted & col(f"innovates_{copy}") & col(f"modest_{copy}")).then(n["innovator_award"])
    researching = (col("revenue") > 0) & (
        arithmetic.whole(col("research")) >= arithmetic.rate(n["ladder_rate"], col("revenue"))
    )
    yield (
        when(researching & (col("revenue") >= n["ladder_top"]) & (col("patents") >= 1))
        .then(pl.lit("领军"))
        .when(researching & (col("revenue") >= n["ladder_middle"]))
        .then(pl.lit("骨干"))
        .when(col("revenue") >= n["ladder_bottom"])
        .then(pl.lit("培育"))
    )
