"""Linear-time sorting of columns, held to what numpy's sorting finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.snapshot.columns import among, begins, column_order, distinct, pointers, row_of, rows_of

PAIRS = st.lists(st.tuples(st.integers(0, 9) | st.just(3_000), st.integers(0, 9)), max_size=40)
WIDE = st.integers(-(2**63), 2**63 - 1)
"""Any bits at all: of a number, or of a float."""
CROWDED = st.sampled_from([at << 60 for at in range(-8, 8)])
"""Numbers that differ in their highest bits only."""


@given(PAIRS)
def test_pairs_are_ordered_and_equal_ones_keep_their_order(pairs: list[tuple[int, int]]) -> None:
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    order = column_order(table[:, 0], table[:, 1])
    assert order.dtype == np.int32
    assert order.tolist() == np.lexsort((table[:, 1], table[:, 0])).tolist()


@given(PAIRS)
def test_groups_begin_where_a_row_differs(pairs: list[tuple[int, int]]) -> None:
    table = np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)
    starts = begins(table[:, 0], table[:, 1])
    assert [tuple(row) for row in table[starts].tolist()] == sorted(set(pairs))


@given(PAIRS)
def test_pointers_say_where_the_rows_of_each_begin(pairs: list[tuple[int, int]]) -> None:
    owner = np.array([low for _, low in pairs], dtype=np.int32)
    ptr = pointers(owner, 12)
    assert ptr.dtype == np.dtype(np.int32)
    assert ptr.tolist() == np.searchsorted(np.sort(owner), np.arange(13)).tolist()


@given(st.lists(WIDE | CROWDED, max_size=60))
def test_distinct_values_come_once_in_the_order_of_appearance(values: list[int]) -> None:
    given_ = np.array(values, dtype=np.int64)
    found, place = distinct(given_)
    assert found.tolist() == list(dict.fromkeys(values))
    assert found[place].tolist() == values


@pytest.mark.parametrize("writable", [True, False])
def test_what_is_given_may_be_read_only_and_is_left_alone(writable: bool) -> None:
    column = np.array([2, 0, 2, 1], dtype=np.uint8)
    column.setflags(write=writable)
    assert column_order(column, column[::-1]).tolist() == [1, 3, 2, 0]
    assert distinct(column)[0].tolist() == [2, 0, 1]
    assert column.tolist() == [2, 0, 2, 1]


@given(st.lists(st.integers(0, 9), max_size=20), st.lists(st.integers(-1, 10), max_size=20))
def test_rows_of_a_value_are_all_that_have_it(column: list[int], sought: list[int]) -> None:
    ascending = np.array(sorted(column), dtype=np.int32)
    for value in sought:
        assert row_of(ascending, value) == sum(one < value for one in column)
        assert ascending[rows_of(ascending, value)].tolist() == [one for one in column if one == value]
    values = np.array(sought, dtype=np.int32)
    assert among(values, ascending).tolist() == [one in column for one in sought]


@pytest.mark.parametrize("number", [-1, -(2**31), 2**31 - 1])
def test_a_number_that_nothing_has_is_refused(number: int) -> None:
    """Each has a counter: one of them would stand before the first, or take all memory."""
    with pytest.raises(ValueError, match="out of range"):
        column_order(np.array([0, number, 1], dtype=np.int32))
