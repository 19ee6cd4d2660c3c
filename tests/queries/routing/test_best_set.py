"""The best set, beside all sets."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from queries.routing.best_set import best_set
from tests.profiles import draws

Worth = tuple[NDArray[np.int64], NDArray[np.int64]]


@st.composite
def worths(draw: st.DrawFn) -> Worth:
    rows, columns = draw(st.integers(0, 9)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.integers(0, 12), min_size=rows * columns, max_size=rows * columns))
    base = draw(st.lists(st.integers(0, 5), min_size=columns, max_size=columns))
    return np.array(cells, dtype=np.int64).reshape(rows, columns), np.array(base, dtype=np.int64)


def worth_of(worth: NDArray[np.int64], base: NDArray[np.int64], rows: tuple[int, ...]) -> int:
    return int(np.maximum(base, worth[list(rows)].max(axis=0, initial=0)).sum())


def best_of_all(worth: NDArray[np.int64], base: NDArray[np.int64], wanted: int) -> int:
    sets = (some for size in range(wanted + 1) for some in combinations(range(len(worth)), size))
    return max(worth_of(worth, base, some) for some in sets)


@settings(max_examples=draws(400))
@given(worths(), st.integers(1, 5))
def test_no_set_is_worth_more(drawn: Worth, wanted: int) -> None:
    found = best_set(*drawn, wanted)
    assert found.exact
    assert found.worth == best_of_all(*drawn, wanted) == worth_of(*drawn, tuple(found.rows))
    assert len(set(found.rows)) == len(found.rows) <= wanted
    assert sum(found.gains) == found.worth - int(drawn[1].sum())
    assert all(gain > 0 for gain in found.gains)
    assert found.gains == sorted(found.gains, reverse=True)


@settings(max_examples=draws(400))
@given(worths(), st.integers(1, 5), st.integers(1, 12))
def test_what_is_cut_short_says_how_good_it_is_at_least(drawn: Worth, wanted: int, branches: int) -> None:
    found, best = best_set(*drawn, wanted, branches), best_of_all(*drawn, wanted)
    assert found.worth <= best <= found.bound


@settings(max_examples=draws(200))
@given(worths(), st.integers(1, 5))
def test_the_first_set_found_is_that_of_the_greedy_method(drawn: Worth, wanted: int) -> None:
    base = int(drawn[1].sum())
    found, best = best_set(*drawn, wanted, 0), best_of_all(*drawn, wanted)
    assert found.worth - base >= (1 - 1 / np.e) * (best - base) - 1e-9


def test_the_best_set_is_not_always_the_greedy_one() -> None:
    """The row that is best alone goes into no best pair."""
    worth = np.array([[6, 6, 0, 0], [7, 0, 7, 0], [0, 7, 0, 7]], dtype=np.int64)
    assert best_set(worth, np.zeros(4, dtype=np.int64), 2).rows == [1, 2]


def test_equal_sets_are_told_apart_by_the_order_of_rows() -> None:
    worth = np.array([[3, 0], [3, 0], [0, 2]], dtype=np.int64)
    assert best_set(worth, np.zeros(2, dtype=np.int64), 3).rows == [0, 2]


@pytest.mark.parametrize("rows", [0, 4])
def test_nothing_to_choose(rows: int) -> None:
    found = best_set(np.zeros((rows, 3), dtype=np.int64), np.ones(3, dtype=np.int64), 2)
    assert (found.rows, found.worth, found.exact) == ([], 3, True)


def test_no_row_wanted() -> None:
    found = best_set(np.ones((2, 3), dtype=np.int64), np.zeros(3, dtype=np.int64), 0)
    assert (found.rows, found.worth, found.exact) == ([], 0, True)
