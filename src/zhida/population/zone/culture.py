"""Culture: films and series, of the firms that live by them."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.population.zone.company import Company
from zhida.population.zone.dice import Dice, Weighted
from zhida.population.zone.figures import TEN_THOUSAND, Figures

_YEAR = 365
_KINDS = Weighted.of(["微短剧", "电影", "电视剧"], [80, 10, 10])


def list_films(dice: Dice, company: Company) -> Iterator[Figures]:
    """Short series and films, most of them shown."""
    if company.industry.section != "R" or not dice.happens(400):
        return
    for _ in range(dice.between(1, 3)):
        shown = dice.between(max(company.founded, company.on - 3 * _YEAR), company.on)
        yield {
            "类别": _KINDS.pick(dice),
            **({"播出日期": shown} if dice.happens(900) else {}),
            "收入": max(1, int(400 * dice.lognormal(1.4))) * TEN_THOUSAND,
            "角色": dice.pick(("版权和制作", "版权和制作", "仅版权", "仅制作")),
            "第一出品方": dice.happens(600),
            "入选精品计划": dice.happens(60),
            "基地支出": dice.between(0, 12) * TEN_THOUSAND if dice.happens(300) else 0,
        }
