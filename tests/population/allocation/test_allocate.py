"""A run allocated as a whole: places, stacking, budgets; the same whatever the order of the firms."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pyarrow.parquet as pq
import pytest

from factories.stacking import CATALOGUE, ON, make_library, make_pack, write_policy
from population.population_factories import make_code
from zhida.lang.base.diagnostic import DiagnosticError
from zhida.policy.facts import CODE
from zhida.policy.stacking.scope import AwardKey
from zhida.population.allocation.allocate import ALLOTMENTS, allocate_results
from zhida.population.allocation.announcement import Announcement, read_declined
from zhida.population.manifest import Origin
from zhida.population.run import run_packs
from zhida.population.snapshot import write_snapshot

PACK = "示范区/措施"
A, B = AwardKey(PACK, "a"), AwardKey(PACK, "b")
ALONE = "名额内"
NOTHING = Announcement()


def make_policy(rules, stacking=""):
    return make_library(make_pack(write_policy(stacking, own={"甲": f"allocation:\n{rules}"})))


def make_record(number, facts):
    given = {**dict.fromkeys("甲乙丙丁", 0), "研发费用": 0, "已获奖补": []}
    return {"统一社会信用代码": make_code(number), "名称": f"示例{number}", **given, **facts}


def allocate(library, firms, folder, announcement=NOTHING, order=None):
    """The rows by award and firm, numbered from 0, and the summary."""
    records = [make_record(number, facts) for number, facts in enumerate(firms)]
    records = records if order is None else [records[place] for place in order]
    snapshot = write_snapshot(records, CATALOGUE, folder / "快照", Origin("测试", synthetic=True), 3)
    run_packs(library, snapshot, ON, folder / "结果")
    summary = allocate_results(library, snapshot, folder / "结果", folder / "分配", announcement)
    numbers = {make_code(number): number for number in range(len(firms))}
    rows = pq.read_table(folder / "分配" / ALLOTMENTS).to_pylist()
    return {(row["条款"], numbers[row[CODE]]): row for row in rows}, summary


def tell(rows, clause="a"):
    """Rank, amount and reason by firm."""
    return {
        number: (row["名次"], None if row["分配金额"] is None else str(row["分配金额"]), row["理由"])
        for (id_, number), row in sorted(rows.items())
        if id_ == clause
    }


def test_places_by_rank_in_each_group_with_ties_and_those_who_make_up(tmp_path):
    library = make_policy("- places: 2\n  by: [研发费用, -丁]\n  group: 丙 > 5\n  ties: none\n  make-up: true")
    firms = [
        {"甲": 10, "研发费用": 9},
        {"甲": 11, "研发费用": 8, "丁": 1},
        {"甲": 12, "研发费用": 8, "丁": 2},
        {"甲": 13, "研发费用": 7},
        {"甲": 14, "研发费用": 1, "丙": 6},
        {"甲": 15, "研发费用": None},
        {"甲": None, "研发费用": 99},
        {"甲": 0, "研发费用": 99},
    ]
    rows, summary = allocate(library, firms, tmp_path, Announcement(declined={make_code(0): frozenset({A})}))
    assert tell(rows) == {
        0: (1, "0.00", "放弃"),
        1: (2, "11.00", ALONE),
        2: (3, "12.00", "递补"),
        3: (4, "0.00", "名额之外"),
        4: (1, "14.00", ALONE),
        5: (None, None, "待补充"),
        6: (None, None, "待补充"),
    }
    assert [rows["a", number]["分组"] for number in (0, 4)] == ["否", "是"]
    (use,) = summary.awards
    assert (use.places, use.candidates, use.allotted_firms, use.made_up, use.tied, use.unknown) == (2, 7, 3, 1, 0, 2)
    assert (use.owed, use.allotted, summary.is_final) == (Decimal("37.00"), Decimal("37.00"), False)


@pytest.mark.parametrize(
    ("rule", "declined", "expected"),
    [
        ("", False, {0: ALONE, 1: "并列在名额边缘，原文未写明如何处理", 2: "并列在名额边缘，原文未写明如何处理"}),
        ("  ties: all", False, {0: ALONE, 1: ALONE, 2: ALONE}),
        ("  ties: none", False, {0: ALONE, 1: "名额之外", 2: "名额之外"}),
        ("  ties: all", True, {0: "放弃", 1: ALONE, 2: ALONE}),
        ("  make-up: true", True, {0: "放弃", 1: "递补", 2: "递补"}),
        ("", True, {0: "放弃", 1: "并列在名额边缘，原文未写明如何处理", 2: "并列在名额边缘，原文未写明如何处理"}),
    ],
)
def test_ties_at_the_edge_and_places_that_are_declined(rule, declined, expected, tmp_path):
    library = make_policy(f"- places: 2\n  by: 研发费用\n{rule}")
    firms = [{"甲": 1, "研发费用": 9}, {"甲": 1, "研发费用": 8}, {"甲": 1, "研发费用": 8}]
    announcement = Announcement(declined={make_code(0): None} if declined else {})
    rows, summary = allocate(library, firms, tmp_path, announcement)
    assert {number: told[2] for number, told in tell(rows).items()} == expected
    undecided = [number for number, told in tell(rows).items() if told[1] is None]
    assert (summary.is_final, summary.awards[0].tied) == (not undecided, len(undecided))


def test_who_has_no_place_gets_the_award_that_stacking_dropped_for_it(tmp_path):
    """甲 and 乙 exclude one another: with a place the higher 甲 is granted, without one 乙 is."""
    rules = "- places: 1\n  by: 研发费用\n- budget: 1万\n  of: [a, b]\n  exceeded: in-proportion"
    library = make_policy(rules, "- highest: [a, b]")
    firms = [{"甲": 100, "乙": 40, "研发费用": 9}, {"甲": 100, "乙": 40, "研发费用": 8}]
    rows, summary = allocate(library, firms, tmp_path)
    assert tell(rows) == {0: (1, "100.00", ALONE), 1: (2, "0.00", "名额之外")}
    assert tell(rows, "b") == {0: (None, "0.00", "叠加后削减"), 1: (None, "40.00", "")}
    (use,) = summary.budgets
    assert (use.awards, use.owed, use.allotted, use.left) == (("a", "b"), 140, 140, Decimal("9860.00"))
    assert (use.factor, summary.is_final) == (1, True)


def test_what_is_undecided_drops_no_other_award(tmp_path):
    """As long as nobody knows whether the firm gets 甲, 乙 is told for now."""
    library = make_policy("- places: announced\n- budget: 1万\n  of: [a, b]", "- highest: [a, b]")
    rows, summary = allocate(library, [{"甲": 100, "乙": 40}], tmp_path)
    assert (tell(rows), tell(rows, "b")) == ({0: (1, None, "名额待公布")}, {0: (None, "40.00", "")})
    assert (summary.budgets[0].owed, summary.is_final) == (40, False)


@pytest.mark.parametrize(
    ("rounding", "amounts", "left"),
    [("", ["33.33", "33.33", "33.33"], "0.01"), ("  rounding: largest-remainder", ["33.34", "33.33", "33.33"], "0.00")],
)
def test_a_budget_is_shared_in_proportion_and_its_parts_of_a_cent_by_the_rule(rounding, amounts, left, tmp_path):
    library = make_policy(f"- budget: 100\n  exceeded: in-proportion\n{rounding}")
    rows, summary = allocate(library, [{"甲": 200}] * 3, tmp_path)
    told = sorted((str(row["分配金额"]), row["理由"]) for row in rows.values())
    assert told == sorted((amount, "按预算同比例折减") for amount in amounts)
    (use,) = summary.budgets
    assert (use.factor, str(use.left), use.owed) == (Fraction(1, 6), left, 600)


def test_what_the_policy_does_not_say_nobody_is_allotted(tmp_path):
    library = make_policy("- places: announced\n  by: 研发费用\n- budget: announced")
    firms = [{"甲": 200, "研发费用": 2}, {"甲": 200, "研发费用": 1}]
    told = {}
    for name, announcement in {
        "都没有公布": Announcement(),
        "公布名额": Announcement(places={A: 1}),
        "公布预算": Announcement(places={A: 2}, budgets={A: Decimal(300)}),
        "够": Announcement(places={A: 2}, budgets={A: Decimal(400)}),
    }.items():
        rows, summary = allocate(library, firms, tmp_path / name, announcement)
        told[name] = (tell(rows), summary.is_final)
    unsaid = "超出预算，原文未写明如何折减"
    assert told == {
        "都没有公布": ({0: (1, None, "名额待公布"), 1: (2, None, "名额待公布")}, False),
        "公布名额": ({0: (1, None, "名额内；预算待公布"), 1: (2, "0.00", "名额之外")}, False),
        "公布预算": ({0: (1, None, f"名额内；{unsaid}"), 1: (2, None, f"名额内；{unsaid}")}, False),
        "够": ({0: (1, "200.00", ALONE), 1: (2, "200.00", ALONE)}, True),
    }


def test_the_order_of_the_firms_does_not_matter(tmp_path):
    rules = "- places: 4\n  by: 研发费用\n  ties: all\n- budget: 0.47\n  of: [a, b]\n  exceeded: in-proportion\n  rounding: largest-remainder"
    library = make_policy(rules, "- cap: 150")
    firms = [{"甲": 60 + number % 3, "乙": 50 * number, "研发费用": number % 4} for number in range(9)]
    files = []
    for place, order in enumerate([range(9), range(8, -1, -1), [3, 1, 4, 0, 5, 8, 2, 6, 7]]):
        rows, summary = allocate(library, firms, tmp_path / str(place), order=order)
        files.append((tmp_path / str(place) / "分配" / ALLOTMENTS).read_bytes())
        assert sum(row["分配金额"] for row in rows.values()) == summary.budgets[0].allotted == Decimal("0.47")
        assert all(row["分配金额"] <= row["叠加后金额"] <= row["单独金额"] for row in rows.values())
    assert files[0] == files[1] == files[2]


def test_the_summary_is_written_and_a_folder_never_overwritten(tmp_path):
    library = make_policy("- budget: 100\n  exceeded: in-proportion")
    _, summary = allocate(library, [{"甲": 300}], tmp_path)
    told = json.loads((tmp_path / "分配" / "summary.json").read_text(encoding="utf-8"))
    assert (told["budgets"][0]["factor"], told["awards"][0]["allotted"]) == ("1/3", "100.00")
    assert told["digest"] == summary.digest
    with pytest.raises(DiagnosticError, match=r"run\.exists"):
        allocate_results(library, None, tmp_path / "结果", tmp_path / "分配", Announcement())


class TestRefused:
    """What cannot be allocated is refused, and nothing is written."""

    @pytest.fixture
    def library(self):
        return make_policy("- places: 1")

    def refuse(self, library, folder, announcement=NOTHING, other=None):
        snapshot = write_snapshot(
            [make_record(0, {"甲": 1})], CATALOGUE, folder / "快照", Origin("测试", synthetic=True), 3
        )
        run_packs(library, snapshot, ON, folder / "结果")
        with pytest.raises(DiagnosticError) as error:
            allocate_results(other or library, snapshot, folder / "结果", folder / "分配", announcement)
        assert not (folder / "分配").exists()
        return [(found.code, dict(found.values)) for found in error.value.diagnostics]

    def test_results_of_other_packs(self, library, tmp_path):
        (found,) = self.refuse(library, tmp_path, other=make_policy("- places: 2"))
        assert found == ("allocation.other-run", {"folder": str(tmp_path / "结果")})

    def test_results_of_another_snapshot(self, library, tmp_path):
        records = {name: make_record(0, {"甲": amount}) for name, amount in (("一", 1), ("二", 2))}
        snapshots = [
            write_snapshot([record], CATALOGUE, tmp_path / name, Origin("测试", synthetic=True), 3)
            for name, record in records.items()
        ]
        run_packs(library, snapshots[0], ON, tmp_path / "结果")
        with pytest.raises(DiagnosticError, match=r"allocation\.other-run"):
            allocate_results(library, snapshots[1], tmp_path / "结果", tmp_path / "分配", NOTHING)

    def test_packs_without_rules(self, tmp_path):
        (found,) = self.refuse(make_library(make_pack(write_policy())), tmp_path)
        assert found == ("allocation.nothing-to-allocate", {"on": "2026-06-30"})

    def test_announcements_of_rules_there_are_not(self, library, tmp_path):
        announcement = Announcement({B: 5}, {A: Decimal(5)}, {make_code(0): frozenset({B})})
        assert [
            (code, values["key"], values["kind"]) for code, values in self.refuse(library, tmp_path, announcement)
        ] == [
            ("allocation.unknown-rule", str(B), "places"),
            ("allocation.unknown-rule", str(A), "budget"),
            ("allocation.unknown-rule", str(B), "allocation"),
        ]

    def test_firms_that_decline_what_they_are_not_in_the_running_for(self, library, tmp_path):
        announcement = Announcement(declined={make_code(7): None, make_code(8): frozenset({A})})
        found = self.refuse(library, tmp_path, announcement)
        assert {code for code, _ in found} == {"allocation.not-in-the-running"}
        assert sorted(values["award"] for _, values in found) == sorted(["—", str(A)])
        assert {values["firm"] for _, values in found} == {make_code(7), make_code(8)}

    def test_a_folder_without_results(self, library, tmp_path):
        with pytest.raises(DiagnosticError, match=r"run\.no-results"):
            allocate_results(library, None, tmp_path, tmp_path / "分配", Announcement())


def test_who_declines_is_read_with_the_place_of_what_is_wrong(tmp_path):
    file = tmp_path / "放弃.csv"
    file.write_text(
        f"\ufeff{make_code(1)}，{A}\n\n{make_code(1)},{B}\n{make_code(2)}\n{make_code(2)},{A}\n", encoding="utf-8"
    )
    assert read_declined(file) == {make_code(1): frozenset({A, B}), make_code(2): None}
    file.write_text(f"123,{A}\n{make_code(1)},措施\n{make_code(1)},\n", encoding="utf-8")
    with pytest.raises(DiagnosticError) as error:
        read_declined(file)
    assert [(one.code, one.span.position.line) for one in error.value.diagnostics] == [
        ("firm.code-length", 1),
        ("allocation.bad-award", 2),
        ("allocation.bad-award", 3),
    ]
    file.write_bytes("名单".encode("gb18030"))
    with pytest.raises(DiagnosticError, match=r"document\.not-utf-8"):
        read_declined(file)
