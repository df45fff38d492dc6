"""The thirty clauses for one firm as one function that Numba compiles: whole cents, days and codes as integers.

What a clause awards is written in cents (1 for true; 3, 2 and 1 for the ladders); 0 is "not entitled".
"""

from __future__ import annotations

from typing import Any

from numba import njit

POINTS = 10_000
INDUSTRY, SOFTWARE = 1, 11
CREDIT_A, CREDIT_B, CREDIT_D = 0, 1, 3
PATENT, GRADUATE, VETERAN = 0, 0, 1
ON = 20_513
"""The first of March 2026 in days since 1970."""


@njit
def round_cents(product: int, divisor: int) -> int:
    """A product of cents and basis points, divided by a whole number, to the cent, half up."""
    unit = POINTS * divisor
    return (product + unit // 2) // unit


@njit
def share(rate: int, cents: int, cap: int) -> int:
    """A rate of an amount up to a cap, to the cent."""
    return round_cents(min(cap * POINTS, rate * cents), 1)


@njit
def classify_size(f: Any, i: int, floors: Any) -> int:
    """3 to 0 for large to micro."""
    row = floors[f.industry[i]]
    for level in range(3):
        at = 3 * level
        if f.staff[i] >= row[at] and f.revenue[i] >= row[at + 1] and f.assets[i] >= row[at + 2]:
            return 3 - level
    return 0


@njit
def count_patents(f: Any, i: int) -> tuple[int, int]:
    """Patents, and those of the firm's own research."""
    patents = own = 0
    for j in range(f.right_of[i], f.right_of[i + 1]):
        if f.right_kind[j] == PATENT:
            patents += 1
            own += f.right_own[j]
    return patents, own


@njit
def write_flat(f: Any, i: int, n: Any, own: int, out: Any) -> None:
    """Clauses 1 to 7."""
    revenue, research = f.revenue[i], f.research[i]
    more = research - f.research_1[i]
    out[0, i] = n.flat_award if f.high_tech[i] and f.above_scale[i] else 0
    out[1, i] = n.scale_award if f.local[i] and f.above_scale[i] and revenue > n.scale_floor else 0
    if revenue >= n.step_third:
        out[2, i] = n.step_third_award
    elif revenue >= n.step_second:
        out[2, i] = n.step_second_award
    else:
        out[2, i] = n.step_first_award if revenue >= n.step_first else 0
    out[3, i] = share(n.rd_rate, research, n.rd_cap) if f.audited[i] and research > n.rd_floor else 0
    out[4, i] = share(n.increment_rate, more, n.increment_cap) if f.high_tech[i] and more > 0 else 0
    out[5, i] = min(n.patent_cap, n.patent_award * own)
    first = revenue >= n.first_floor and max(f.revenue_1[i], f.revenue_2[i]) < n.first_floor
    out[6, i] = n.first_award if first else 0


@njit
def write_ratios(f: Any, i: int, n: Any, patents: int, out: Any) -> None:
    """Clauses 8 to 11 and 30."""
    revenue, before = f.revenue[i], f.revenue_1[i]
    research = f.research[i] * POINTS
    more = (revenue - before) * POINTS
    three_revenue = revenue + before + f.revenue_2[i]
    three_research = (f.research[i] + f.research_1[i] + f.research_2[i]) * POINTS
    steady = three_revenue > 0 and three_research >= n.three_years_rate * three_revenue
    out[7, i] = n.three_years_award if steady else 0
    award = 0
    if revenue > 0:
        if research >= n.intensity_third * revenue:
            award = n.intensity_third_award
        elif research >= n.intensity_second * revenue:
            award = n.intensity_second_award
        elif research >= n.intensity_first * revenue:
            award = n.intensity_first_award
    out[8, i] = award
    grown = before > 0 and more >= n.growth_rate * before
    out[9, i] = n.growth_award if grown and revenue >= n.growth_floor else 0
    award = 0
    if before > 0 and revenue > 0 and research >= n.matrix_rd_low * revenue:
        much = research >= n.matrix_rd_high * revenue
        if more >= n.matrix_growth_high * before:
            award = n.matrix_high_high if much else n.matrix_high_low
        elif more >= n.matrix_growth_low * before:
            award = n.matrix_low_high if much else n.matrix_low_low
    out[10, i] = award
    researching = revenue > 0 and research >= n.ladder_rate * revenue
    if researching and revenue >= n.ladder_top and patents >= 1:
        out[29, i] = 3
    elif researching and revenue >= n.ladder_middle:
        out[29, i] = 2
    else:
        out[29, i] = 1 if revenue >= n.ladder_bottom else 0


@njit
def write_of_firms(f: Any, i: int, n: Any, size: int, out: Any) -> None:
    """Clauses 12 to 15 and 18 to 20."""
    high_tech, tax, research, credit = f.high_tech[i], f.tax[i], f.research[i], f.credit[i]
    award = 0
    if high_tech and size == 2:
        award = n.size_medium_award
    elif high_tech and size == 1:
        award = n.size_small_award
    elif high_tech and size == 0:
        award = n.size_micro_award
    out[11, i] = award
    favoured = (f.industry[i] == INDUSTRY or f.industry[i] == SOFTWARE) and size <= 1 and credit != CREDIT_D
    out[12, i] = share(n.tax_rate, tax, n.tax_cap) if favoured else 0
    out[13, i] = n.startup_award if f.founded[i] > n.startup_since and not f.above_scale[i] else 0
    out[14, i] = high_tech and f.certified_until[i] >= ON and f.founded[i] <= n.valid_since
    lowest = min(n.lowest_rd_rate * research, n.lowest_tax_rate * tax, n.lowest_cap * POINTS)
    out[17, i] = round_cents(lowest, 1) if f.above_scale[i] else 0
    slices = n.slice_first_rate * min(research, n.slice_first)
    slices += n.slice_second_rate * max(0, min(research, n.slice_second) - n.slice_first)
    slices += n.slice_third_rate * max(0, research - n.slice_second)
    out[18, i] = round_cents(slices, 1) if f.local[i] else 0
    score = 30 * high_tech + 20 * (f.scientists[i] * POINTS >= n.score_staff_rate * f.staff[i])
    score += 20 * (f.share[i] >= n.score_share * 100) + 20 * (f.points[i] >= n.score_points * 10_000)
    score += 15 * (credit == CREDIT_A) + 5 * (credit == CREDIT_B)
    passed = n.score_first_award if score >= n.score_first else 0
    out[19, i] = n.score_second_award if score >= n.score_second else passed


@njit
def write_lists(f: Any, i: int, n: Any, out: Any) -> None:
    """Clauses 16, 17, 21, 22, 28 and 29."""
    smart = dearest = recent = interest = hired = 0
    innovates, modest = False, True
    for j in range(f.machine_of[i], f.machine_of[i + 1]):
        dearest = max(dearest, f.machine_price[j])
        if f.machine_smart[j] and f.machine_bought[j] >= n.equipment_since:
            smart += f.machine_price[j]
    for j in range(f.right_of[i], f.right_of[i + 1]):
        recent += f.right_granted[j] >= n.recent_since
        innovates |= f.right_kind[j] == PATENT and f.right_granted[j] >= n.innovator_since
    for j in range(f.loan_of[i], f.loan_of[i + 1]):
        paid, principal = f.loan_interest[j] * POINTS, f.loan_principal[j]
        modest &= paid <= n.innovator_interest * principal
        if f.loan_unsecured[j] and f.loan_paid_out[j] >= n.loan_since:
            interest += min(paid, n.loan_rate * principal)
    for j in range(f.hire_of[i], f.hire_of[i + 1]):
        if f.hire_contract[j] >= 12 and f.hire_insured[j] >= n.hire_months:
            hired += n.hire_graduate_award * (f.hire_kind[j] == GRADUATE)
            hired += n.hire_veteran_award * (f.hire_kind[j] == VETERAN)
    out[15, i] = share(n.equipment_rate, smart, n.equipment_cap) if smart >= n.equipment_floor else 0
    some = n.recent_one_award if recent == 1 else (n.recent_some_award if recent else 0)
    out[16, i] = n.recent_many_award if recent >= n.recent_many else some
    out[20, i] = round_cents(min(n.loan_share * interest, n.loan_cap * POINTS * POINTS), POINTS)
    out[21, i] = hired
    out[27, i] = share(n.machine_rate, dearest, n.machine_cap) if dearest >= n.machine_floor else 0
    trusted = f.credit[i] <= CREDIT_B
    out[28, i] = n.innovator_award if trusted and innovates and modest else 0


@njit
def write_output(f: Any, i: int, n: Any, out: Any) -> None:
    """Clauses 23 to 27."""
    staff, tax, before = f.staff[i], f.tax[i], f.output_1[i]
    more = f.output[i] - before
    out[22, i] = staff >= n.staff_floor and f.scientists[i] * POINTS >= n.staff_rate * staff
    out[23, i] = min(n.export_cap, n.export_award * (f.exports[i] // n.export_step))
    out[24, i] = min(n.monthly_cap, round_cents(n.monthly_rate * tax * f.months[i], 12))
    net = max(0, n.net_rate * more - n.net_tax_rate * tax)
    out[25, i] = round_cents(net, 1) if f.industry[i] == INDUSTRY else 0
    grown = more >= n.output_floor and more * POINTS >= n.output_growth * before
    out[26, i] = share(n.output_rate, more, n.output_cap) if f.above_scale[i] and grown else 0
