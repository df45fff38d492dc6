"""Rows and names that belong together: each once, the same ones whichever version is named first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.policy.difference.align import align_names, align_rows

ROWS = st.lists(st.tuples(*[st.sampled_from("甲乙丙")] * 3), max_size=6)
NAMES = st.lists(st.sampled_from("甲乙丙丁戊"), unique=True)


@given(ROWS, ROWS)
def test_every_row_once_and_the_same_pairs_the_other_way_round(old, new):
    pairs = align_rows(old, new)

    assert sorted(left for left, _ in pairs if left is not None) == list(range(len(old)))
    assert sorted(right for _, right in pairs if right is not None) == list(range(len(new)))
    assert {(right, left) for left, right in pairs} == set(align_rows(new, old))


@given(NAMES, NAMES)
def test_every_name_once_and_equal_ones_together(old, new):
    pairs = align_names(old, new)

    assert sorted(left for left, _ in pairs if left) == sorted(old)
    assert sorted(right for _, right in pairs if right) == sorted(new)
    assert all((name, name) in pairs for name in set(old) & set(new))
    assert {(right, left) for left, right in pairs} == set(align_names(new, old))


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        ([("1", "甲"), ("2", "乙")], [("1", "甲"), ("9", "丁"), ("2", "乙")], {(0, 0), (None, 1), (1, 2)}),
        ([("1", "甲"), ("2", "乙"), ("3", "丙")], [("2", "丁")], {(0, None), (1, 0), (2, None)}),
        ([("1", "甲")], [("2", "乙")], {(0, 0)}),
        ([("1", "甲")], [("2", "乙"), ("3", "丙")], {(0, None), (None, 0), (None, 1)}),
        ([("1", "甲"), ("2", "乙")], [("2", "乙"), ("1", "甲")], {(None, 0), (0, 1), (1, None)}),
    ],
    ids=["a-row-more", "most-alike", "edited-whole", "nothing-alike", "moved"],
)
def test_which_rows_belong_together(old, new, pairs):
    assert set(align_rows(old, new)) == pairs


def test_tables_written_anew_are_paired_in_order():
    old, new = ([(f"{name}{row}", "同") for row in range(rows)] for name, rows in (("旧", 600), ("新", 500)))

    assert align_rows(old, new) == (*((row, row) for row in range(500)), *((row, None) for row in range(500, 600)))
