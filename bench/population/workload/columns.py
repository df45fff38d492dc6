"""English names for the facts, for engines whose names are ASCII, and the firms as plain Python rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from bench.population.workload.workload import Workload

SCALARS: Mapping[str, str] = MappingProxyType(
    {
        "成立日期": "founded",
        "高企有效期至": "certified_until",
        "规上企业": "above_scale",
        "高新技术企业": "high_tech",
        "本地注册": "local",
        "查账征收": "audited",
        "划型行业": "industry",
        "信用等级": "credit",
        "营业收入": "revenue",
        "上年营业收入": "revenue_1",
        "前年营业收入": "revenue_2",
        "研发费用": "research",
        "上年研发费用": "research_1",
        "前年研发费用": "research_2",
        "资产总额": "assets",
        "工业总产值": "output",
        "上年工业总产值": "output_1",
        "出口额": "exports",
        "入库税收": "tax",
        "从业人员": "staff",
        "科技人员": "scientists",
        "经营月数": "months",
        "评价得分": "points",
        "市场占有率": "share",
    }
)
LISTS: Mapping[str, tuple[str, Mapping[str, str]]] = MappingProxyType(
    {
        "知识产权": ("rights", {"类别": "kind", "授权日": "granted", "自主研发": "own"}),
        "贷款": ("loans", {"本金": "principal", "实付利息": "interest", "放款日": "paid_out", "信用贷款": "unsecured"}),
        "招用人员": ("hires", {"类别": "kind", "合同月数": "contract", "参保月数": "insured"}),
        "设备": ("machines", {"金额": "price", "购置日": "bought", "智能化": "smart"}),
    }
)


def translate_firm(firm: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the snapshot with English names; days as numbers, money and other numbers as JSON has them."""
    row = {english: _plain(firm[name]) for name, english in SCALARS.items()}
    for name, (english, fields) in LISTS.items():
        row[english] = [{field: _plain(item[own]) for own, field in fields.items()} for item in firm[name]]
    return row


def read_english_firms(workload: Workload) -> list[dict[str, Any]]:
    """The firms of the workload as rows with English names."""
    return [translate_firm(firm) for firm in workload.read_firms(workload.firms).to_pylist()]


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.toordinal()
        case Decimal():
            return int(value) if value == int(value) else float(value)
    return value
