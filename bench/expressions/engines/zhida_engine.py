"""Zhida: parsing, lowering and evaluating in one call as its peers do, then what only it is asked: the corpus and the table."""

import json
import sys
import time
from decimal import Decimal

from timing import measure_expressions, median_seconds, read_workload

from zhida.lang import DiagnosticError, evaluate, load_dmn, parse
from zhida.lang.interpret.prepare import prepare

TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="bench" id="bench" namespace="bench">
<inputData id="revenue" name="营业收入"><variable name="营业收入" typeRef="number"/></inputData>
<inputData id="staff" name="职工总数"><variable name="职工总数" typeRef="number"/></inputData>
<inputData id="size" name="规模"><variable name="规模" typeRef="string"/></inputData>
<decision id="award" name="奖励"><variable name="奖励" typeRef="number"/>
<informationRequirement><requiredInput href="#revenue"/></informationRequirement>
<informationRequirement><requiredInput href="#staff"/></informationRequirement>
<informationRequirement><requiredInput href="#size"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE">
<input><inputExpression typeRef="number"><text>营业收入</text></inputExpression></input>
<input><inputExpression typeRef="number"><text>职工总数</text></inputExpression></input>
<input><inputExpression typeRef="string"><text>规模</text></inputExpression></input>
<output name="奖励" typeRef="number"/>
{rules}
</decisionTable></decision></definitions>"""

RULE = """<rule><inputEntry><text>[{low}..{high})</text></inputEntry><inputEntry><text>&gt;= 10</text></inputEntry>
<inputEntry><text>"大型","中型"</text></inputEntry><outputEntry><text>{low} * 0.01</text></outputEntry></rule>"""


def build_table(rows: int) -> bytes:
    """A table of ``rows`` rows over three inputs, as DMN."""
    rules = "".join(RULE.format(low=row * 100, high=(row + 1) * 100) for row in range(rows))
    return TABLE.format(rules=rules).encode()


def parse_corpus(corpus: list[str]) -> float:
    """Seconds to parse the whole corpus; what the suite means to be refused is refused."""
    start = time.perf_counter()
    for text in corpus:
        try:
            parse(text)
        except DiagnosticError:
            continue
    return time.perf_counter() - start


def measure_table(rows: int) -> float:
    """Seconds to evaluate the table once, warm; the row that matches is the last."""
    prepared = prepare(load_dmn(build_table(rows)))
    inputs = {"营业收入": Decimal(rows * 100 - 1), "职工总数": Decimal(10), "规模": "中型"}
    assert prepared.run(inputs).value("award") == rows - 1
    return median_seconds(lambda: prepared.run(inputs).value("award"), 200)


workload = read_workload()
times = measure_expressions(evaluate, workload["expressions"])
result = {
    "name": "Zhida",
    "times": times,
    "parse_corpus": parse_corpus(workload["corpus"]),
    "table": measure_table(workload["rows"]),
}
json.dump(result, sys.stdout)
