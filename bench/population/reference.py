"""The thirty clauses written out by hand in Python with decimals: what is right, and what an engine is held against.

A firm is a row of the snapshot, a dict by fact; its money is a `Decimal` of 元. A clause yields an amount in 元 above 0, true,
a text, or None for a firm that is not entitled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from bench.population.workload.numbers import counts, days, money, rates
from bench.population.workload.sizes import MICRO, SIZES

ON = date(2026, 3, 1)
CENT, ONE, ZERO = Decimal("0.01"), Decimal(1), Decimal(0)
MONTHS_OF_YEAR = 12

Firm = Mapping[str, Any]
Numbers = Mapping[str, Any]
Answer = Decimal | bool | str | None


def read_numbers(copy: int) -> Numbers:
    """The numbers of a copy: money and rates as decimals, counts as integers, days as dates."""
    return {
        **{name: Decimal(yuan) for name, yuan in money(copy).items()},
        **{name: Decimal(points) / 10_000 for name, points in rates(copy).items()},
        **counts(copy),
        **{name: date.fromisoformat(day) for name, day in days(copy).items()},
    }


def compute_answers(firm: Firm, copies: Iterable[Numbers]) -> list[Answer]:
    """The answers of the thirty clauses of every copy, one copy after the other."""
    size = classify_size(firm)
    return [clause(firm, n, size) for n in copies for clause in CLAUSES]


def classify_size(firm: Firm) -> str:
    """Large, medium, small or micro: the first whose floors are all reached."""
    measures = SIZES[firm["划型行业"]]
    for place, size in enumerate(("大型", "中型", "小型")):
        if all(firm[measure] >= floors[place] for measure, floors in measures.items()):
            return size
    return MICRO


def round_cents(amount: Decimal) -> Decimal:
    """To the cent, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; the first of March is in every year."""
    return day.replace(year=day.year - years)


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one."""
    return (end.year - start.year) * MONTHS_OF_YEAR + end.month - start.month - (end.day < start.day)


def intensity(firm: Firm) -> Decimal:
    return firm["研发费用"] / firm["营业收入"] if firm["营业收入"] else ZERO


def growth(firm: Firm) -> Decimal:
    return firm["营业收入"] / firm["上年营业收入"] - 1 if firm["上年营业收入"] else ZERO


def patents(firm: Firm) -> int:
    return sum(item["类别"] == "发明专利" for item in firm["知识产权"])


def c01(firm: Firm, n: Numbers, _: str) -> Answer:
    return n["flat_award"] if firm["高新技术企业"] and firm["规上企业"] else None


def c02(firm: Firm, n: Numbers, _: str) -> Answer:
    entitled = firm["本地注册"] and firm["规上企业"] and firm["营业收入"] > n["scale_floor"]
    return n["scale_award"] if entitled else None


def c03(firm: Firm, n: Numbers, _: str) -> Answer:
    for step in ("step_third", "step_second", "step_first"):
        if firm["营业收入"] >= n[step]:
            return n[f"{step}_award"]
    return None


def c04(firm: Firm, n: Numbers, _: str) -> Answer:
    if not firm["查账征收"] or firm["研发费用"] <= n["rd_floor"]:
        return None
    return round_cents(min(n["rd_cap"], n["rd_rate"] * firm["研发费用"]))


def c05(firm: Firm, n: Numbers, _: str) -> Answer:
    more = firm["研发费用"] - firm["上年研发费用"]
    if not firm["高新技术企业"] or more <= 0:
        return None
    return round_cents(min(n["increment_cap"], n["increment_rate"] * more)) or None


def c06(firm: Firm, n: Numbers, _: str) -> Answer:
    own = sum(item["类别"] == "发明专利" and item["自主研发"] for item in firm["知识产权"])
    return min(n["patent_cap"], n["patent_award"] * own) if own else None


def c07(firm: Firm, n: Numbers, _: str) -> Answer:
    floor = n["first_floor"]
    first = firm["营业收入"] >= floor > max(firm["上年营业收入"], firm["前年营业收入"])
    return n["first_award"] if first else None


def c08(firm: Firm, n: Numbers, _: str) -> Answer:
    revenue = firm["营业收入"] + firm["上年营业收入"] + firm["前年营业收入"]
    research = firm["研发费用"] + firm["上年研发费用"] + firm["前年研发费用"]
    return n["three_years_award"] if revenue > 0 and research >= n["three_years_rate"] * revenue else None


def c09(firm: Firm, n: Numbers, _: str) -> Answer:
    for step in ("intensity_third", "intensity_second", "intensity_first"):
        if intensity(firm) >= n[step]:
            return n[f"{step}_award"]
    return None


def c10(firm: Firm, n: Numbers, _: str) -> Answer:
    return n["growth_award"] if firm["营业收入"] >= n["growth_floor"] and growth(firm) >= n["growth_rate"] else None


def c11(firm: Firm, n: Numbers, _: str) -> Answer:
    if growth(firm) < n["matrix_growth_low"] or intensity(firm) < n["matrix_rd_low"]:
        return None
    across = "high" if intensity(firm) >= n["matrix_rd_high"] else "low"
    down = "high" if growth(firm) >= n["matrix_growth_high"] else "low"
    return n[f"matrix_{down}_{across}"]


def c12(firm: Firm, n: Numbers, size: str) -> Answer:
    name = {"中型": "size_medium_award", "小型": "size_small_award", "微型": "size_micro_award"}.get(size)
    return n[name] if name and firm["高新技术企业"] else None


def c13(firm: Firm, n: Numbers, size: str) -> Answer:
    industrial = firm["划型行业"] in {"工业", "软件和信息技术服务业"}
    if not industrial or size not in {"小型", "微型"} or firm["信用等级"] == "D":
        return None
    return round_cents(min(n["tax_cap"], n["tax_rate"] * firm["入库税收"])) or None


def c14(firm: Firm, n: Numbers, _: str) -> Answer:
    young = firm["成立日期"] > years_before(ON, n["startup_years"])
    return n["startup_award"] if young and not firm["规上企业"] else None


def c15(firm: Firm, n: Numbers, _: str) -> Answer:
    old = months_between(firm["成立日期"], ON) >= MONTHS_OF_YEAR * n["valid_years"]
    return (firm["高新技术企业"] and firm["高企有效期至"] >= ON and old) or None


def c16(firm: Firm, n: Numbers, _: str) -> Answer:
    total = sum(
        (item["金额"] for item in firm["设备"] if item["智能化"] and item["购置日"] >= n["equipment_since"]), ZERO
    )
    if total < n["equipment_floor"]:
        return None
    return round_cents(min(n["equipment_cap"], n["equipment_rate"] * total))


def c17(firm: Firm, n: Numbers, _: str) -> Answer:
    since = years_before(ON, n["recent_years"])
    recent = sum(item["授权日"] >= since for item in firm["知识产权"])
    if recent >= n["recent_many"]:
        return n["recent_many_award"]
    return {0: None, 1: n["recent_one_award"]}.get(recent, n["recent_some_award"])


def c18(firm: Firm, n: Numbers, _: str) -> Answer:
    if not firm["规上企业"]:
        return None
    shares = n["lowest_rd_rate"] * firm["研发费用"], n["lowest_tax_rate"] * firm["入库税收"]
    return round_cents(min(*shares, n["lowest_cap"])) or None


def c19(firm: Firm, n: Numbers, _: str) -> Answer:
    if not firm["本地注册"]:
        return None
    spent, first, second = firm["研发费用"], n["slice_first"], n["slice_second"]
    amount = n["slice_first_rate"] * min(spent, first)
    amount += n["slice_second_rate"] * max(ZERO, min(spent, second) - first)
    amount += n["slice_third_rate"] * max(ZERO, spent - second)
    return round_cents(amount) or None


def c20(firm: Firm, n: Numbers, _: str) -> Answer:
    score = 30 * firm["高新技术企业"]
    score += 20 * (firm["科技人员"] >= n["score_staff_rate"] * firm["从业人员"])
    score += 20 * (firm["市场占有率"] >= n["score_share"])
    score += 20 * (firm["评价得分"] >= n["score_points"])
    score += {"A": 15, "B": 5}.get(firm["信用等级"], 0)
    if score >= n["score_second"]:
        return n["score_second_award"]
    return n["score_first_award"] if score >= n["score_first"] else None


def c21(firm: Firm, n: Numbers, _: str) -> Answer:
    interest = sum(
        (
            min(item["实付利息"], n["loan_rate"] * item["本金"])
            for item in firm["贷款"]
            if item["信用贷款"] and item["放款日"] >= n["loan_since"]
        ),
        ZERO,
    )
    return round_cents(min(n["loan_cap"], n["loan_share"] * interest)) or None


def c22(firm: Firm, n: Numbers, _: str) -> Answer:
    award = {"高校毕业生": n["hire_graduate_award"], "退役军人": n["hire_veteran_award"]}
    hired = (
        item for item in firm["招用人员"] if item["合同月数"] >= MONTHS_OF_YEAR and item["参保月数"] >= n["hire_months"]
    )
    return sum((award.get(item["类别"], ZERO) for item in hired), ZERO) or None


def c23(firm: Firm, n: Numbers, _: str) -> Answer:
    return (firm["从业人员"] >= n["staff_floor"] and firm["科技人员"] >= n["staff_rate"] * firm["从业人员"]) or None


def c24(firm: Firm, n: Numbers, _: str) -> Answer:
    steps = (firm["出口额"] / n["export_step"]).quantize(ONE, ROUND_DOWN)
    return min(n["export_cap"], n["export_award"] * steps) if steps else None


def c25(firm: Firm, n: Numbers, _: str) -> Answer:
    return (
        min(n["monthly_cap"], round_cents(n["monthly_rate"] * firm["入库税收"] * firm["经营月数"] / MONTHS_OF_YEAR))
        or None
    )


def c26(firm: Firm, n: Numbers, _: str) -> Answer:
    if firm["划型行业"] != "工业":
        return None
    more = firm["工业总产值"] - firm["上年工业总产值"]
    return round_cents(max(ZERO, n["net_rate"] * more - n["net_tax_rate"] * firm["入库税收"])) or None


def c27(firm: Firm, n: Numbers, _: str) -> Answer:
    more = firm["工业总产值"] - firm["上年工业总产值"]
    grown = more >= n["output_floor"] and more >= n["output_growth"] * firm["上年工业总产值"]
    return round_cents(min(n["output_cap"], n["output_rate"] * more)) if firm["规上企业"] and grown else None


def c28(firm: Firm, n: Numbers, _: str) -> Answer:
    dearest = max((item["金额"] for item in firm["设备"]), default=ZERO)
    if dearest < n["machine_floor"]:
        return None
    return round_cents(min(n["machine_cap"], n["machine_rate"] * dearest))


def c29(firm: Firm, n: Numbers, _: str) -> Answer:
    recent = any(item["类别"] == "发明专利" and item["授权日"] >= n["innovator_since"] for item in firm["知识产权"])
    modest = all(item["实付利息"] <= n["innovator_interest"] * item["本金"] for item in firm["贷款"])
    return n["innovator_award"] if firm["信用等级"] in {"A", "B"} and recent and modest else None


def c30(firm: Firm, n: Numbers, _: str) -> Answer:
    revenue, researching = firm["营业收入"], intensity(firm) >= n["ladder_rate"]
    if researching and revenue >= n["ladder_top"] and patents(firm):
        return "领军"
    if researching and revenue >= n["ladder_middle"]:
        return "骨干"
    return "培育" if revenue >= n["ladder_bottom"] else None


CLAUSES: tuple[Callable[[Firm, Numbers, str], Answer], ...] = (
    c01, c02, c03, c04, c05, c06, c07, c08, c09, c10, c11, c12, c13, c14, c15,
    c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30,
)  # fmt: skip
