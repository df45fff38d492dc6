"""Tourism: what guests sleep in and look at, fairs and guides; of restaurants, hotels, culture and sport."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice
from zhida.population.zone.figures import TEN_THOUSAND, Figures

_YEAR = 365
_RATED = ("酒店", "景区", "乡村旅游点")
_UNRATED = ("民宿", "高级雪道", "中级雪道", "初级雪道", "冰场")


def list_facilities(dice: Dice, company: Company) -> Iterator[Figures]:
    """Hotels, sights, homestays, ski runs, rated and not."""
    if not company.serves_guests or not dice.happens(350):
        return
    rated = dice.happens(500)
    rooms = dice.between(3, 120)
    yield {
        "类别": dice.pick(_RATED if rated else _UNRATED),
        **({"等级": dice.between(1, 5)} if rated else {}),
        "评定日期": dice.between(company.founded, company.on),
        "房间数": rooms,
        "床位数": rooms * 2,
        "投入金额": rooms * dice.between(3, 30) * TEN_THOUSAND,
        "同村民宿数": dice.between(1, 30),
    }


def list_exhibitions(dice: Dice, company: Company) -> Iterator[Figures]:
    """Fairs and conferences of the last two years."""
    if not company.serves_guests or not dice.happens(200):
        return
    for _ in range(dice.between(1, 2)):
        yield {
            "级别": dice.pick(("国际", "全国", "其他", "其他")),
            "举办日期": dice.between(max(company.founded, company.on - 2 * _YEAR), company.on),
            "营业额": dice.between(2, 250) * TEN_THOUSAND,
            "参会人数": dice.between(40, 900),
            "财政承担": dice.happens(150),
        }


def list_guides(dice: Dice, company: Company) -> Iterator[Figures]:
    """Guides and what they did last year."""
    if not company.serves_guests or not dice.happens(250):
        return
    for _ in range(dice.between(1, 4)):
        tours = dice.between(0, 80)
        yield {"等级": dice.pick(("初级", "中级", "高级")), "带团批次": tours, "接待人次": tours * dice.between(12, 45)}
