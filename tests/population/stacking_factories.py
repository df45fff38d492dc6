"""Firms whose awards rules of stacking join, as records of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from factories.stacking import CATALOGUE
from population.population_factories import make_code
from zhida.population.manifest import Origin
from zhida.population.snapshot import Snapshot, write_snapshot


def write_firms(firms: Iterable[Mapping[str, Any]], folder: Path, firms_per_part: int = 3) -> Snapshot:
    """A snapshot of firms with these facts; amounts not given are 0, and there are no payments if none are."""
    given = {**dict.fromkeys("甲乙丙丁", 0), "已获奖补": []}
    records = [
        {"统一社会信用代码": make_code(number), "名称": f"示例{number}", **given, **_write_plainly(firm)}
        for number, firm in enumerate(firms)
    ]
    return write_snapshot(records, CATALOGUE, folder, Origin("测试", synthetic=True), firms_per_part)


def _write_plainly(firm: Mapping[str, Any]) -> dict[str, Any]:
    """Payments as JSON has them."""
    paid = firm.get("已获奖补")
    if not paid:
        return dict(firm)
    return {**firm, "已获奖补": [{name: _write_number(value) for name, value in one.items()} for one in paid]}


def _write_number(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value
