"""The thirty clauses as formulas of OpenFisca and PolicyEngine: over arrays, with parameters looked up by enumerations.

A formula is given the firms, the period, parameters (a clause those of its copy), and the `Given` of its copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy import maximum, minimum, select, where

ON = np.datetime64("2026-03-01")
LARGE, MEDIUM, SMALL, MICRO = 3, 2, 1, 0

LookUp = Callable[[Any, Any], Any]
"""The values of parameters for an array of keys."""


@dataclass(frozen=True, slots=True)
class Given:
    """The days of a copy, which parameters cannot hold, and how values of parameters are looked up."""

    days: Mapping[str, Any]
    look_up: LookUp


Formula = Callable[[Any, Any, Any, Given], Any]
CLAUSES: dict[str, Formula] = {}
SHARED: dict[str, tuple[type, Formula]] = {}


def clause(formula: Formula) -> Formula:
    """Note a formula that every copy has."""
    CLAUSES[formula.__name__] = formula
    return formula


def shared(kind: type) -> Callable[[Formula], Formula]:
    """Note a formula that all copies share, and the type of its values."""

    def note(formula: Formula) -> Formula:
        SHARED[formula.__name__] = (kind, formula)
        return formula

    return note


@shared(int)
def size(firm: Any, period: Any, parameters: Any, given: Given) -> Any:
    floors = given.look_up(parameters.sizes, firm("industry", period))
    staff, revenue, assets = (firm(name, period) for name in ("staff", "revenue", "assets"))

    def reaches(level: int) -> Any:
        return (
            (staff >= floors[f"staff_{level}"])
            * (revenue >= floors[f"revenue_{level}"])
            * (assets >= floors[f"assets_{level}"])
        )

    return select([reaches(LARGE), reaches(MEDIUM), reaches(SMALL)], [LARGE, MEDIUM, SMALL], MICRO)


@shared(float)
def intensity(firm: Any, period: Any, _parameters: Any, _given: Given) -> Any:
    revenue = firm("revenue", period)
    return np.divide(firm("research", period), revenue, out=np.zeros_like(revenue), where=revenue > 0)


@shared(float)
def growth(firm: Any, period: Any, _parameters: Any, _given: Given) -> Any:
    before = firm("revenue_1", period)
    return np.divide(firm("revenue", period), before, out=np.ones_like(before), where=before > 0) - 1


@shared(float)
def more_output(firm: Any, period: Any, _parameters: Any, _given: Given) -> Any:
    return firm("output", period) - firm("output_1", period)


@shared(int)
def patents(firm: Any, period: Any, _parameters: Any, _given: Given) -> Any:
    return firm.sum(firm.members("is_patent", period))


@shared(int)
def own_patents(firm: Any, period: Any, _parameters: Any, _given: Given) -> Any:
    return firm.sum(firm.members("is_patent", period) * firm.members("flag", period))


@shared(float)
def dearest(firm: Any, period: Any, _parameters: Any, _given: Given) -> Any:
    return maximum(0, firm.max(firm.members("is_machine", period) * firm.members("amount", period)))


@clause
def c01(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    return firm("high_tech", period) * firm("above_scale", period) * n.flat_award


@clause
def c02(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    large = firm("revenue", period) > n.scale_floor
    return firm("local", period) * firm("above_scale", period) * large * n.scale_award


@clause
def c03(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    revenue = firm("revenue", period)
    return select(
        [revenue >= n.step_third, revenue >= n.step_second, revenue >= n.step_first],
        [n.step_third_award, n.step_second_award, n.step_first_award],
    )


@clause
def c04(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    research = firm("research", period)
    entitled = firm("audited", period) * (research > n.rd_floor)
    return entitled * np.round(minimum(n.rd_cap, n.rd_rate * research), 2)


@clause
def c05(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    more = firm("research", period) - firm("research_1", period)
    return firm("high_tech", period) * (more > 0) * np.round(minimum(n.increment_cap, n.increment_rate * more), 2)


@clause
def c06(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    return minimum(n.patent_cap, n.patent_award * firm("own_patents", period))


@clause
def c07(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    before = maximum(firm("revenue_1", period), firm("revenue_2", period))
    return (firm("revenue", period) >= n.first_floor) * (before < n.first_floor) * n.first_award


@clause
def c08(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    revenue = firm("revenue", period) + firm("revenue_1", period) + firm("revenue_2", period)
    research = firm("research", period) + firm("research_1", period) + firm("research_2", period)
    return (revenue > 0) * (research >= n.three_years_rate * revenue) * n.three_years_award


@clause
def c09(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    ratio = firm("intensity", period)
    return select(
        [ratio >= n.intensity_third, ratio >= n.intensity_second, ratio >= n.intensity_first],
        [n.intensity_third_award, n.intensity_second_award, n.intensity_first_award],
    )


@clause
def c10(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    grown = firm("growth", period) >= n.growth_rate
    return (firm("revenue", period) >= n.growth_floor) * grown * n.growth_award


@clause
def c11(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    ratio, rate = firm("intensity", period), firm("growth", period)
    high = where(ratio >= n.matrix_rd_high, n.matrix_high_high, n.matrix_high_low)
    low = where(ratio >= n.matrix_rd_high, n.matrix_low_high, n.matrix_low_low)
    return (ratio >= n.matrix_rd_low) * select([rate >= n.matrix_growth_high, rate >= n.matrix_growth_low], [high, low])


@clause
def c12(firm: Any, period: Any, n: Any, given: Given) -> Any:
    return firm("high_tech", period) * given.look_up(n.size_award, firm("size_class", period))


@clause
def c13(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    small = firm("size", period) <= SMALL
    amount = np.round(minimum(n.tax_cap, n.tax_rate * firm("tax", period)), 2)
    return firm("is_favoured_industry", period) * small * ~firm("is_credit_d", period) * amount


@clause
def c14(firm: Any, period: Any, n: Any, given: Given) -> Any:
    return (firm("founded", period) > given.days["startup_since"]) * ~firm("above_scale", period) * n.startup_award


@clause
def c15(firm: Any, period: Any, _: Any, given: Given) -> Any:
    valid = (firm("certified_until", period) >= ON) * (firm("founded", period) <= given.days["valid_since"])
    return firm("high_tech", period) * valid


@clause
def c16(firm: Any, period: Any, n: Any, given: Given) -> Any:
    members = firm.members
    bought = (
        members("is_machine", period)
        * members("flag", period)
        * (members("day", period) >= given.days["equipment_since"])
    )
    total = firm.sum(bought * members("amount", period))
    return (total >= n.equipment_floor) * np.round(minimum(n.equipment_cap, n.equipment_rate * total), 2)


@clause
def c17(firm: Any, period: Any, n: Any, given: Given) -> Any:
    members = firm.members
    recent = firm.sum(members("is_right", period) * (members("day", period) >= given.days["recent_since"]))
    return select(
        [recent >= n.recent_many, recent >= 2, recent == 1],
        [n.recent_many_award, n.recent_some_award, n.recent_one_award],
    )


@clause
def c18(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    shares = minimum(n.lowest_rd_rate * firm("research", period), n.lowest_tax_rate * firm("tax", period))
    return firm("above_scale", period) * np.round(minimum(shares, n.lowest_cap), 2)


@clause
def c19(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    research = firm("research", period)
    amount = n.slice_first_rate * minimum(research, n.slice_first)
    amount += n.slice_second_rate * maximum(0, minimum(research, n.slice_second) - n.slice_first)
    amount += n.slice_third_rate * maximum(0, research - n.slice_second)
    return firm("local", period) * np.round(amount, 2)


@clause
def c20(firm: Any, period: Any, n: Any, given: Given) -> Any:
    score = 30 * firm("high_tech", period) + 20 * (firm("share", period) >= n.score_share)
    score += 20 * (firm("scientists", period) >= n.score_staff_rate * firm("staff", period))
    score += 20 * (firm("points", period) >= n.score_points)
    score = score + given.look_up(n.credit_points, firm("credit", period))
    return select([score >= n.score_second, score >= n.score_first], [n.score_second_award, n.score_first_award])


@clause
def c21(firm: Any, period: Any, n: Any, given: Given) -> Any:
    members = firm.members
    fair = members("is_loan", period) * members("flag", period) * (members("day", period) >= given.days["loan_since"])
    interest = minimum(members("interest", period), n.loan_rate * members("amount", period))
    return np.round(minimum(n.loan_cap, n.loan_share * firm.sum(fair * interest)), 2)


@clause
def c22(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    members = firm.members
    hired = (members("contract", period) >= 12) * (members("insured", period) >= n.hire_months)
    graduates = firm.sum(members("is_graduate", period) * hired)
    return n.hire_graduate_award * graduates + n.hire_veteran_award * firm.sum(members("is_veteran", period) * hired)


@clause
def c23(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    staff = firm("staff", period)
    return (staff >= n.staff_floor) * (firm("scientists", period) >= n.staff_rate * staff)


@clause
def c24(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    return minimum(n.export_cap, n.export_award * np.floor(firm("exports", period) / n.export_step))


@clause
def c25(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    amount = n.monthly_rate * firm("tax", period) * firm("months", period) / 12
    return minimum(n.monthly_cap, np.round(amount, 2))


@clause
def c26(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    net = n.net_rate * firm("more_output", period) - n.net_tax_rate * firm("tax", period)
    return firm("is_industrial", period) * np.round(maximum(0, net), 2)


@clause
def c27(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    more = firm("more_output", period)
    grown = (more >= n.output_floor) * (more >= n.output_growth * firm("output_1", period))
    return firm("above_scale", period) * grown * np.round(minimum(n.output_cap, n.output_rate * more), 2)


@clause
def c28(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    price = firm("dearest", period)
    return (price >= n.machine_floor) * np.round(minimum(n.machine_cap, n.machine_rate * price), 2)


@clause
def c29(firm: Any, period: Any, n: Any, given: Given) -> Any:
    members = firm.members
    recent = firm.any(members("is_patent", period) * (members("day", period) >= given.days["innovator_since"]))
    steep = members("is_loan", period) * (
        members("interest", period) > n.innovator_interest * members("amount", period)
    )
    return firm("is_trusted", period) * recent * ~firm.any(steep) * n.innovator_award


@clause
def c30(firm: Any, period: Any, n: Any, _given: Given) -> Any:
    """3, 2 and 1 for the three ladders."""
    revenue = firm("revenue", period)
    researching = firm("intensity", period) >= n.ladder_rate
    top = researching * (revenue >= n.ladder_top) * (firm("patents", period) >= 1)
    return select([top, researching * (revenue >= n.ladder_middle), revenue >= n.ladder_bottom], [3, 2, 1])
