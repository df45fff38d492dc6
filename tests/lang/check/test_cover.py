from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.lang.check.cover import Cover, Effort, EffortSpentError, intersects

SIZES = (3, 4, 2)
SPACE = tuple((1 << size) - 1 for size in SIZES)
POINTS = list(product(*([1 << piece for piece in range(size)] for size in SIZES)))
boxes = st.tuples(*(st.integers(0, side) for side in SPACE))


@given(st.lists(boxes, max_size=12), boxes, st.integers(0, 2**12 - 1))
def test_a_point_is_found_where_there_is_one(all_boxes, space, chosen):
    rows = chosen & (1 << len(all_boxes)) - 1
    taken = [box for row, box in enumerate(all_boxes) if rows >> row & 1]
    free = {point for point in POINTS if intersects(point, space) and not any(intersects(point, box) for box in taken)}
    found = Cover(tuple(all_boxes)).find_uncovered(space, rows, Effort(10_000))
    assert (found in free) if free else found is None


@given(st.lists(boxes, max_size=8))
def test_a_grown_box_is_free_and_cannot_grow_further(all_boxes):
    cover = Cover(tuple(all_boxes))
    point = cover.find_uncovered(SPACE, cover.rows, Effort(10_000))
    if point is None:
        return
    grown = cover.grow(point, SPACE)
    assert intersects(point, grown)
    assert not any(intersects(grown, box) for box in all_boxes)
    for axis, size in enumerate(SIZES):
        for piece in range(size):
            if not grown[axis] >> piece & 1:
                larger = (*grown[:axis], 1 << piece, *grown[axis + 1 :])
                assert any(intersects(larger, box) for box in all_boxes)


def test_a_box_more_is_covered():
    cover = Cover(((0b01, 0b11),))
    assert cover.find_uncovered((0b11, 0b11), cover.rows, Effort(9)) == (0b10, 0b01)
    more = cover.add((0b10, 0b11))
    assert more.rows == 0b11
    assert more.find_uncovered((0b11, 0b11), more.rows, Effort(9)) is None


def test_nothing_is_guessed_when_the_effort_is_spent():
    cover = Cover(((0b01,), (0b10,)))
    with pytest.raises(EffortSpentError):
        cover.find_uncovered((0b11,), cover.rows, Effort(1))


def test_an_empty_space_is_covered_by_nothing():
    assert Cover(()).find_uncovered((0b1, 0), 0, Effort(0)) is None
