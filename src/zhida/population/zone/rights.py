"""Rights and honours: intellectual property, certificates, prizes, standards and products."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice, Weighted
from zhida.population.zone.figures import FOREVER, TEN_THOUSAND, Figures, add_years, find_day, find_year, take_share
from zhida.population.zone.names import ZONE

MOST_RIGHTS = 12
"""Intellectual property listed of one firm."""

_FIRST_GRANT = 200
"""Days after its founding before a firm owns the first right."""

_YEAR = 365


@dataclass(frozen=True, slots=True)
class _Right:
    kind: str
    first_class: bool
    lasts: int


_INVENTION = _Right("发明专利", first_class=True, lasts=17)
_RIGHTS = Weighted.of(
    [
        _INVENTION,
        _Right("集成电路布图设计专有权", first_class=True, lasts=9),
        _Right("实用新型专利", first_class=False, lasts=9),
        _Right("外观设计专利", first_class=False, lasts=14),
        _Right("软件著作权", first_class=False, lasts=49),
    ],
    [24, 1, 40, 5, 30],
)
_SOFTWARE_RIGHTS = Weighted.of([_INVENTION, _Right("软件著作权", first_class=False, lasts=49)], [15, 85])
_ORIGINS = Weighted.of(["自主研发", "受让", "受赠", "并购"], [90, 8, 1, 1])


def list_rights(dice: Dice, company: Company) -> Iterator[Figures]:
    """Patents, copyrights and the like, granted between the founding and now; technology firms own more."""
    if company.age <= _FIRST_GRANT:
        return
    mean = 2 + company.age // 900 + company.staff // 60 if company.is_technological else 0
    count = min(MOST_RIGHTS, int(mean * dice.lognormal(0.6)) if mean else dice.below(8) // 7)
    choice = _SOFTWARE_RIGHTS if company.industry.section == "I" else _RIGHTS
    for _ in range(count):
        right = choice.pick(dice)
        granted = dice.between(max(company.founded + _FIRST_GRANT, company.on - 3000), company.on)
        yield {
            "类别": "Ⅰ类" if right.first_class else "Ⅱ类",
            "种类": right.kind,
            "授权日": granted,
            "有效期至": add_years(granted, right.lasts) - 1,
            "取得方式": _ORIGINS.pick(dice),
            "权利人排名": 1 if dice.happens(930) else dice.between(2, 4),
            "主要产品相关": dice.happens(780),
            "有争议": dice.happens(8),
            "高价值": right.first_class and granted % 3 == 0,
            "授权地": "港澳台" if granted % 40 == 0 else "国外" if granted % 25 == 0 else "国内",
        }


def list_uses(dice: Dice, company: Company) -> Iterator[Figures]:
    """Rights licensed, sold or pledged within three years."""
    if not company.is_technological or company.age < _YEAR or not dice.happens(120):
        return
    for _ in range(dice.between(1, 3)):
        yield {
            "方式": dice.pick(("许可", "转让", "质押")),
            "日期": dice.between(max(company.founded, company.on - 3 * _YEAR), company.on),
        }


# Certificates


@dataclass(frozen=True, slots=True)
class _Certificate:
    """A certificate: who grants it, for how many years (None: for good), how many in a thousand who may have it do."""

    name: str
    level: str
    issuer: str
    lasts: int | None
    permille: int
    is_open_to: Callable[[Company], bool]


def _is_innovative(company: Company) -> bool:
    return company.is_technological and company.age > _YEAR and company.research > 0


def _is_high_technology(company: Company) -> bool:
    researches = company.research * 100 >= company.revenue * 3
    return _is_innovative(company) and researches and company.accounts[-1].scientists * 10 >= company.staff


def _is_specialised(company: Company) -> bool:
    return (
        _is_innovative(company)
        and company.age > 2 * _YEAR
        and company.revenue >= 1000 * TEN_THOUSAND
        and company.research >= 100 * TEN_THOUSAND
    )


def _is_little_giant(company: Company) -> bool:
    return _is_specialised(company) and company.revenue >= 5000 * TEN_THOUSAND and company.age > 3 * _YEAR


def _is_gazelle(company: Company) -> bool:
    return _is_innovative(company) and company.has_doubled and company.revenue >= 500 * TEN_THOUSAND


def _is_large(company: Company) -> bool:
    return _is_innovative(company) and company.revenue >= 20_000 * TEN_THOUSAND


def _is_mature(company: Company) -> bool:
    return company.age > 6 * _YEAR and company.revenue >= 5000 * TEN_THOUSAND


def _runs_park(company: Company) -> bool:
    return company.runs_park and company.age > _YEAR


def _makes_software(company: Company) -> bool:
    return _is_innovative(company) and company.industry.section == "I"


_ZONE_OFFICE = f"{ZONE}管委会"
_CERTIFICATES = (
    _Certificate("高新技术企业", "国家级", "示范省科学技术厅", 3, 700, _is_high_technology),
    _Certificate("创新型中小企业", "省级", "示范省工业和信息化厅", 3, 300, _is_innovative),
    _Certificate("专精特新中小企业", "省级", "示范省工业和信息化厅", 3, 350, _is_specialised),
    _Certificate("专精特新小巨人", "国家级", "工业和信息化部", 3, 120, _is_little_giant),
    _Certificate("制造业单项冠军", "国家级", "工业和信息化部", 3, 25, _is_large),
    _Certificate("瞪羚企业", "区级", _ZONE_OFFICE, 1, 450, _is_gazelle),
    _Certificate("企业技术中心", "市级", "示范市工业和信息化局", None, 350, _is_large),
    _Certificate("企业技术中心", "省级", "示范省发展和改革委员会", None, 120, _is_large),
    _Certificate("研发机构", "省级", "示范省科学技术厅", 3, 150, _is_large),
    _Certificate("科技企业孵化器", "市级", "示范市科学技术局", 3, 350, _runs_park),
    _Certificate("众创空间", "市级", "示范市科学技术局", 3, 450, _runs_park),
    _Certificate("驰名商标", "国家级", "国家知识产权局", None, 15, _is_mature),
    _Certificate("质量奖", "市级", "示范市人民政府", None, 15, _is_mature),
    _Certificate("版权示范单位", "省级", "示范省版权局", None, 6, _is_mature),
    _Certificate("先进制造业企业", "省级", "示范省经济和信息化厅", 1, 250, _is_high_technology),
    _Certificate("重点企业", "区级", _ZONE_OFFICE, 2, 120, _is_large),
    _Certificate("链主企业", "区级", _ZONE_OFFICE, 3, 40, _is_large),
    _Certificate("总部企业", "区级", _ZONE_OFFICE, 3, 60, _is_large),
    _Certificate("科技型中小企业", "省级", "示范省科学技术厅", 3, 250, _is_innovative),
    _Certificate("数字化服务商", "市级", "示范市经济和信息化局", 2, 60, _makes_software),
    _Certificate("专利试点单位", "市级", "示范市知识产权局", 3, 120, _is_large),
    _Certificate("软件企业", "省级", "示范省软件行业协会", 1, 400, _makes_software),
    _Certificate("首版次软件", "省级", "示范省经济和信息化厅", None, 25, _makes_software),
    _Certificate("绿色工厂", "国家级", "工业和信息化部", None, 30, _is_large),
    _Certificate("智能工厂", "省级", "示范省经济和信息化厅", None, 60, _is_large),
    _Certificate("数字化车间", "市级", "示范市经济和信息化局", None, 150, _is_large),
    _Certificate("行业百强", "省级", "示范省经济和信息化厅", 1, 20, _is_large),
    _Certificate("重点企业研究院", "省级", "示范省科学技术厅", None, 60, _is_large),
)
_ISSUED_WITHIN = 4 * _YEAR
_YEARLY = "科技型中小企业"
_MOST_STAFF = 500
_MOST_REVENUE = 20_000 * TEN_THOUSAND


def list_certificates(dice: Dice, company: Company) -> Iterator[Figures]:
    """What the firm holds or held: those of limited validity were issued within four years, so that some have run out."""
    for certificate in _CERTIFICATES:
        if certificate.is_open_to(company) and dice.happens(certificate.permille):
            yield _issue(dice, company, certificate)
    if (
        company.is_technological
        and company.staff <= _MOST_STAFF
        and company.revenue <= _MOST_REVENUE
        and dice.happens(720)
    ):
        yield from _list_yearly(dice, company)


def _issue(dice: Dice, company: Company, certificate: _Certificate) -> Figures:
    earliest = company.founded + _YEAR
    issued = dice.between(max(earliest, company.on - _ISSUED_WITHIN), company.on)
    again = issued - earliest > 3 * _YEAR and dice.happens(600)
    return {
        "名称": certificate.name,
        "级别": certificate.level,
        "发布方": certificate.issuer,
        "认定方式": "重新认定" if again else "首次认定",
        "发证日期": issued,
        "有效期至": FOREVER if certificate.lasts is None else add_years(issued, certificate.lasts) - 1,
    }


def _list_yearly(dice: Dice, company: Company) -> Iterator[Figures]:
    """The yearly entries of the register of small technology firms, each valid to the end of its year."""
    current = find_year(company.on)
    first = True
    for year in range(max(find_year(company.founded) + 1, current - 2), current + 1):
        issued = dice.between(find_day(year, 4, 1), find_day(year, 10, 31))
        if issued <= company.on and dice.happens(880):
            yield {
                "名称": _YEARLY,
                "级别": "国家级",
                "发布方": "示范省科学技术厅",
                "认定方式": "首次认定" if first else "重新认定",
                "发证日期": issued,
                "有效期至": find_day(year, 12, 31),
            }
            first = False


# Prizes, standards, products


def list_prizes(dice: Dice, company: Company) -> Iterator[Figures]:
    """Prizes for science and technology, of few."""
    if company.is_technological and company.age > 4 * _YEAR and dice.happens(15):
        yield {
            "级别": "国家级" if dice.happens(150) else "省部级",
            "等级": dice.pick(("大奖", "一等奖", "二等奖", "三等奖", "三等奖")),
            "排名": dice.between(1, 8),
            "获奖日期": dice.between(max(company.founded + 730, company.on - 3000), company.on),
        }


def list_standards(dice: Dice, company: Company) -> Iterator[Figures]:
    """Standards the firm helped to write."""
    if not company.is_technological or company.age < 3 * _YEAR or not dice.happens(60):
        return
    for _ in range(dice.between(1, 3)):
        yield {
            "级别": dice.pick(("国际标准", "国家标准", "国家标准", "行业标准", "行业标准", "地方标准", "团体标准")),
            "排名": dice.between(1, 12),
            "发布日期": dice.between(max(company.founded + _YEAR, company.on - 3000), company.on),
        }


def list_products(dice: Dice, company: Company) -> Iterator[Figures]:
    """Products whose sales and research together do not exceed the firm's."""
    if not company.industry.is_industrial or not company.accounts:
        return
    count = dice.between(1, 3)
    for number in range(1, count + 1):
        share = dice.between(500, 10_000 // count)
        kind = _pick_product_class(dice, company)
        yield {
            "名称": f"{company.industry.trade}产品{number}号",
            "类别": kind,
            **_write_origin(company, kind, number),
            "年销售收入": take_share(company.revenue, share),
            "研发投入": take_share(company.research, share),
            "专利或目录产品": company.is_technological and dice.happens(500),
            "本地投产": dice.happens(850),
            "成果转化产品": company.is_technological and dice.happens(200),
        }


def _pick_product_class(dice: Dice, company: Company) -> str:
    if company.industry.trade != "制药" or not dice.happens(250):
        return "一般产品"
    return dice.pick(("一类新药", "二类新药", "独家品种", "中药大品种"))


def _write_origin(company: Company, kind: str, number: int) -> Figures:
    """One drug in three has been brought from elsewhere, for a good part of a year's sales."""
    if kind == "一般产品" or (company.founded + number) % 3:
        return {"引进成本": 0}
    return {"引进成本": take_share(company.revenue, 800), "引进日期": max(company.founded, company.on - number * _YEAR)}
