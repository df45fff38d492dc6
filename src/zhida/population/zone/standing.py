"""Standing: what offices have found out about a company for one policy or another.

It follows from the company alone, without a throw of the dice, so that a new fact leaves those before it as they were.
"""

from __future__ import annotations

from zhida.population.zone.company import Company
from zhida.population.zone.figures import MILLION, TEN_THOUSAND, Figures

_YEAR = 365
_PRIME_RATE = 31 * MILLION // 1000
"""3.1 %, the one-year loan prime rate."""

_DISABLED_SHARE = 15 * MILLION // 1000
"""1.5 % of those employed, the least a province may ask for."""

_SMALL_TAXPAYER = 500 * TEN_THOUSAND
"""Up to this yearly revenue a firm is a small taxpayer."""


def write_standing(company: Company) -> Figures:
    """Facts of the firm itself that offices look into; what does not apply to it is left out."""
    number = company.founded
    filed = company.accounts[-1].scientists // 5 if company.is_technological and company.accounts else 0
    return {
        "高新区管理机构": company.manages_zone,
        "行业平均增速": _find_growth(company) * MILLION // 100,
        "达到营收门槛": company.revenue >= 5000 * TEN_THOUSAND,
        "协议约定落户奖励": _find_agreed(company),
        "三地合一": number % 11 != 0,
        "上年末LPR": _PRIME_RATE,
        "承担重大成果转化": company.is_technological and number % 40 == 0,
        "已约定一企一策": number % 90 == 0,
        "属未来产业领域": company.industry.is_key and number % 4 == 0,
        "核心知识产权申请数": filed,
        "PCT申请数": filed // 6,
        "核心业务系统数": number % 4 if company.is_technological else 0,
        "管理或产品认证数": number % 3,
        "残疾人就业省定比例": _DISABLED_SHARE,
        "无法划型": False,
        "与小巨人有控股关系": number % 50 == 0,
        "集团内主导产品相似": number % 70 == 0,
        "创新券当期兑付额": company.revenue // 400 if company.industry.division == "75" else 0,
        "协议约定技改奖励": _find_promised(company, 6),
        "协议约定重大项目奖励": _find_promised(company, 8) * 5,
        "已办首次汇算清缴": company.age > _YEAR,
        "上月末从业人数": company.staff,
        "上月末资产总额": company.accounts[-1].assets if company.accounts else 0,
        **_write_value_added_tax(company),
        **({"集群绩效合格": number % 5 != 0} if company.runs_park else {}),
    }


def _write_value_added_tax(company: Company) -> Figures:
    """The last return: small taxpayers file by the quarter, the others by the month."""
    is_small = company.revenue <= _SMALL_TAXPAYER
    sales = company.revenue // (4 if is_small else 12)
    software = sales * 3 // 4 if company.industry.section == "I" else 0
    inputs = 0 if is_small else sales * (company.founded % 9 + 2) // 100
    return {
        "增值税纳税人类型": "小规模纳税人" if is_small else "一般纳税人",
        "增值税纳税期": "季" if is_small else "月",
        "当期应税销售额": sales,
        "当期可抵扣进项税额": inputs,
        "抵减前应纳税额": max(0, sales * 13 // 100 - inputs),
        "期初加计抵减余额": company.founded % 20 * TEN_THOUSAND // 10 if company.industry.is_industrial else 0,
        "当期软件产品销售额": software,
        "当期软件产品进项税额": software * (company.founded % 9 + 2) // 100,
    }


def _find_growth(company: Company) -> int:
    """The growth of its industry in percent, the same for all firms of a division; some shrink."""
    return int(company.industry.division) % 13 - 2


def _find_agreed(company: Company) -> int:
    """What an agreement promises the few young firms that have one."""
    settled = company.age < 4 * _YEAR and company.founded % 30 == 0
    return (company.founded % 200 + 10) * TEN_THOUSAND if settled else 0


def _find_promised(company: Company, one_in: int) -> int:
    """What was negotiated with a few industrial firms."""
    has_agreement = company.industry.is_industrial and company.founded % one_in == 0
    return (company.founded % 90 + 5) * TEN_THOUSAND if has_agreement else 0
