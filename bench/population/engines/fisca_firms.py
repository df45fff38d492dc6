"""The firms as arrays for OpenFisca and PolicyEngine: facts of firms, facts of records, and the firm of each record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import duckdb
import numpy as np

from bench.population.workload.columns import SCALARS
from bench.population.workload.sizes import SIZES
from bench.population.workload.workload import Workload

INDUSTRIES: Mapping[str, str] = MappingProxyType({f"industry_{place}": name for place, name in enumerate(SIZES)})
"""Chinese names of industries by keys that parameters can have."""

CREDITS = ("A", "B", "C", "D")
SIZE_CLASSES = ("micro", "small", "medium", "large")

_RECORDS = """
SELECT firm, item.授权日 AS day, item.自主研发 AS flag, 0 AS amount, 0 AS interest, 0 AS contract, 0 AS insured,
  'right' AS list, item.类别 AS category
FROM (SELECT firm, unnest(知识产权) AS item FROM firms)
UNION ALL SELECT firm, item.放款日, item.信用贷款, item.本金, item.实付利息, 0, 0, 'loan', ''
FROM (SELECT firm, unnest(贷款) AS item FROM firms)
UNION ALL SELECT firm, DATE '2000-01-01', FALSE, 0, 0, item.合同月数, item.参保月数, 'hire', item.类别
FROM (SELECT firm, unnest(招用人员) AS item FROM firms)
UNION ALL SELECT firm, item.购置日, item.智能化, item.金额, 0, 0, 0, 'machine', ''
FROM (SELECT firm, unnest(设备) AS item FROM firms)
"""


def read_arrays(workload: Workload) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """Facts of firms by name, facts of records by name, and the place of each record's firm."""
    connection = duckdb.connect()
    stored = f"(FROM read_parquet({workload.parts}) LIMIT {workload.firms})"
    connection.execute(f"CREATE TABLE firms AS SELECT row_number() OVER () - 1 AS firm, * FROM {stored}")
    facts = ", ".join(f"{name} AS {english}" for name, english in SCALARS.items())
    firms = connection.execute(f"SELECT {facts} FROM firms ORDER BY firm").fetchnumpy()
    records = connection.execute(f"SELECT * FROM ({_RECORDS}) ORDER BY firm").fetchnumpy()
    connection.close()
    return _firm_facts(firms), _record_facts(records), records["firm"].astype(np.int64)


def _firm_facts(firms: Mapping[str, Any]) -> dict[str, Any]:
    industry, credit = _texts(firms["industry"]), _texts(firms["credit"])
    keys = {name: key for key, name in INDUSTRIES.items()}
    found = {name: _plain(values) for name, values in firms.items() if name not in {"industry", "credit"}}
    return found | {
        "industry": np.array([keys[name] for name in industry]),
        "credit": credit,
        "is_industrial": industry == "工业",
        "is_favoured_industry": np.isin(industry, ["工业", "软件和信息技术服务业"]),
        "is_credit_d": credit == "D",
        "is_trusted": np.isin(credit, ["A", "B"]),
    }


def _record_facts(records: Mapping[str, Any]) -> dict[str, Any]:
    lists, category = _texts(records["list"]), _texts(records["category"])
    hired = lists == "hire"
    return {name: _plain(records[name]) for name in ("day", "flag", "amount", "interest", "contract", "insured")} | {
        "is_right": lists == "right",
        "is_patent": category == "发明专利",
        "is_loan": lists == "loan",
        "is_machine": lists == "machine",
        "is_graduate": hired & (category == "高校毕业生"),
        "is_veteran": hired & (category == "退役军人"),
    }


def _texts(values: Any) -> Any:
    return np.asarray(values).astype(str)


def _plain(values: Any) -> Any:
    """Days as NumPy has them; numbers as floats."""
    values = np.asarray(values)
    if values.dtype.kind == "M":
        return values.astype("datetime64[D]")
    return values if values.dtype.kind == "b" else values.astype(np.float64)
