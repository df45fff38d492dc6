"""Money from others: loans, equity, listings, rents, services bought and awards received."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice, Weighted
from zhida.population.zone.figures import TEN_THOUSAND, UNIT, YUAN, Figures, find_year, take_share

_YEAR = 365
_WAYS = Weighted.of(["信用", "保证", "抵押", "质押"], [30, 35, 25, 10])
_TERMS = Weighted.of([180, 365, 730, 1095], [15, 60, 10, 15])
_MONTH = 30
_BASIS_POINT = 100
"""0.01 % of a ratio with six decimals."""

_PRIME_RATE = 345
"""The one-year loan prime rate when most of the loans were made, in basis points."""

_GUARANTEED = 500 * TEN_THOUSAND
"""The most that is lent to a start-up under a guarantee."""

_STEPS = ("股改完成", "辅导验收且获受理", "上市")


def list_loans(dice: Dice, company: Company) -> Iterator[Figures]:
    """Bank loans of four years with the interest paid until today or their end; the larger the firm, the larger."""
    if company.revenue == 0 or not dice.happens(380):
        return
    for _ in range(dice.between(1, 3)):
        lent = dice.between(max(company.founded + 90, company.on - 4 * _YEAR), company.on)
        if lent > company.on:
            return
        yield _write_loan(dice, company, lent)


def _write_loan(dice: Dice, company: Company, lent: int) -> Figures:
    way = _WAYS.pick(dice)
    amount = max(10, int(company.revenue * dice.throw() * 0.3) // TEN_THOUSAND // 10 * 10) * TEN_THOUSAND
    due = lent + _TERMS.pick(dice)
    settled = due <= company.on and dice.happens(970)
    end = due - dice.below(20) if settled else min(due, company.on)
    rate = dice.between(300, 620)
    pledged = way == "质押" and dice.happens(300)
    return {
        "方式": way,
        "币种": "人民币" if dice.happens(985) else "外币",
        "贷款金额": amount,
        "放款日期": lent,
        "到期日期": due,
        "已结清": settled,
        **({"结清日期": end} if settled else {}),
        "实付利息": amount * rate * (end - lent) // (UNIT * _YEAR),
        "实付担保费": take_share(amount, dice.between(50, 150)) if way == "保证" else 0,
        "已享贴息": dice.happens(60),
        "年利率": rate * _BASIS_POINT,
        "计息月数": (end - lent) // _MONTH,
        "按揭": way == "抵押" and dice.happens(150),
        "签订上月LPR": _PRIME_RATE * _BASIS_POINT,
        "知识产权质押金额": amount if pledged else 0,
        "含发明专利": pledged and dice.happens(600),
        "创业担保贷款": company.age < 6 * _YEAR and amount <= _GUARANTEED and lent % 3 == 0,
    }


def list_interest(dice: Dice, company: Company) -> Iterator[Figures]:
    """Interest on loans of the last two years, paid by the quarter."""
    if company.revenue == 0 or not dice.happens(380):
        return
    amount = take_share(company.revenue, dice.between(5, 60))
    for quarter in range(8):
        paid = company.on - 20 - 91 * quarter
        if paid > company.founded + _YEAR:
            yield {"付息日期": paid, "金额": amount}


def list_mergers(dice: Dice, company: Company) -> Iterator[Figures]:
    """Firms taken over, by few and large ones."""
    if company.revenue < 10_000 * TEN_THOUSAND or not dice.happens(60):
        return
    closed = dice.between(max(company.founded, company.on - 3 * _YEAR), company.on)
    price = dice.between(100, 20_000) * TEN_THOUSAND
    yield {"交割日期": closed, "交易额": price, "现金出资额": take_share(price, closed % 5 * 2500)}


def list_equity(dice: Dice, company: Company) -> Iterator[Figures]:
    """Rounds of equity, mostly of young technology firms."""
    if not company.is_technological or not dice.happens(140):
        return
    for _ in range(dice.between(1, 2)):
        yield {
            "合格机构": dice.happens(850),
            "到账日期": dice.between(max(company.founded, company.on - 4 * _YEAR), company.on),
            "实缴金额": max(50, int(600 * dice.lognormal(1.0)) // 10 * 10) * TEN_THOUSAND,
        }


def list_listing_steps(dice: Dice, company: Company) -> Iterator[Figures]:
    """The way to the stock exchange, step after step, of few and mostly large firms."""
    likely = 60 if company.revenue >= 10_000 * TEN_THOUSAND else 4
    if company.age < 5 * _YEAR or not dice.happens(likely):
        return
    day = dice.between(max(company.founded + 2 * _YEAR, company.on - 5 * _YEAR), company.on)
    if dice.happens(400):
        yield {"板块": "新三板", "节点": "股改完成", "日期": day - 200}
        yield {"板块": "新三板", "节点": "挂牌", "日期": day}
        return
    board = dice.pick(("主板", "科创板", "创业板", "北交所"))
    for step in _STEPS[: dice.between(1, len(_STEPS))]:
        if day > company.on:
            return
        yield {"板块": board, "节点": step, "日期": day}
        day += dice.between(150, 500)


def list_leases(dice: Dice, company: Company) -> Iterator[Figures]:
    """Rooms rented, as many square metres as the staff needs."""
    if not dice.happens(600):
        return
    making = company.industry.is_industrial
    head = 30 if making else 9
    yield {
        "用途": "众创空间" if company.runs_park else "生产" if making else "研发办公",
        "起租日期": dice.between(max(company.founded, company.on - 3 * _YEAR), company.on),
        "面积": (company.staff * head + dice.between(20, 120)) * UNIT,
        "月租单价": dice.between(15 if making else 35, 40 if making else 120) * YUAN,
        "实付月数": 12 if dice.happens(750) else dice.between(0, 12),
        "指导租金": (20 if making else 50) * YUAN,
    }


def list_services(dice: Dice, company: Company) -> Iterator[Figures]:
    """Contracts for technical services, which innovation vouchers may pay in part."""
    if not company.is_technological or not dice.happens(250):
        return
    for _ in range(dice.between(1, 2)):
        yield {
            "备案服务": dice.happens(700),
            "签订日期": dice.between(max(company.founded, company.on - 700), company.on),
            "应付金额": dice.between(1, 60) * TEN_THOUSAND // 2,
            "合同类别": dice.pick(("技术服务", "技术服务", "研发外包", "竞拍或难题招标")),
            "技术合同登记": dice.happens(500),
            "已产业化": dice.happens(300),
        }


_AWARDS = (
    ("厦门火炬高新区/高质量发展", "high-tech", "认定", 20),
    ("厦门火炬高新区/高质量发展", "gazelle", "增长", 30),
    ("临安区/研发投入补助", "introduced", "研发", 40),
    ("柳河县/重点产业", "specialised", "认定", 10),
    ("示范高新区/支持研发投入", "rd-award", "研发", 50),
)
"""Awards somebody may have had, with an amount in 万元."""


def list_awards(dice: Dice, company: Company) -> Iterator[Figures]:
    """Awards received in earlier years, most of technology firms."""
    if company.age < 2 * _YEAR or not dice.happens(220 if company.is_technological else 30):
        return
    current = find_year(company.on)
    for _ in range(dice.between(1, 2)):
        policy, clause, kind, amount = dice.pick(_AWARDS)
        yield {
            "政策": policy,
            "条款": clause,
            "类别": kind,
            "年度": dice.between(max(find_year(company.founded) + 1, current - 3), current),
            "金额": dice.between(1, amount) * TEN_THOUSAND,
        }
