"""Greedy choice: never below its guarantee, the best where the best is greedy, and lazily the same as eagerly."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.routing.greedy import F8, GUARANTEE, choose
from tests.profiles import draws

GRID = st.integers(0, 8).map(lambda eighths: eighths / 8)


def worth(now: F8, new: F8, rows: tuple[int, ...]) -> float:
    """What some rows raise the sum of the best by, by its definition."""
    best = [max(float(one), *(float(new[row, at]) for row in rows), 0.0) for at, one in enumerate(now)]
    return sum(best) - float(now.sum())


def eagerly(now: F8, new: F8, most: int) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < min(most, len(new)):
        so_far = worth(now, new, tuple(chosen)) if chosen else 0.0
        gains = [(round(worth(now, new, (*chosen, row)) - so_far, 9), -row) for row in range(len(new))]
        gain, row = max(gains)
        if gain <= 0:
            break
        chosen.append(-row)
    return chosen


@settings(max_examples=draws(300))
@given(
    st.integers(1, 4).flatmap(
        lambda markets: st.tuples(
            st.lists(GRID, min_size=markets, max_size=markets),
            st.lists(st.lists(GRID, min_size=markets, max_size=markets), max_size=6),
        )
    ),
    st.integers(1, 4),
)
def test_against_all_choices(drawn: tuple[list[float], list[list[float]]], most: int) -> None:
    now, new = np.array(drawn[0]), np.array(drawn[1]).reshape(-1, len(drawn[0]))
    found = choose(now, new, list(range(len(new))), most)
    assert found.chosen == eagerly(now, new, most)
    got = worth(now, new, tuple(found.chosen)) if found.chosen else 0.0
    choices = (rows for size in range(1, most + 1) for rows in combinations(range(len(new)), size))
    best = max((worth(now, new, rows) for rows in choices), default=0.0)
    assert GUARANTEE * best - 1e-9 <= got <= best + 1e-9
    assert best <= found.no_more_than + 1e-9
    if most == 1:
        assert got == pytest.approx(best)
        assert found.no_more_than == pytest.approx(best)


def test_where_the_best_is_not_greedy() -> None:
    """The first row alone is worth most; the two others together are worth more than it and either."""
    now = np.zeros(4)
    new = np.array([[0.6, 0.6, 0.0, 0.0], [0.5, 0.0, 0.5, 0.0], [0.0, 0.5, 0.0, 0.5]])
    assert choose(now, new, [0, 1, 2], 2).chosen == [0, 1]
    assert worth(now, new, (0, 1)) == pytest.approx(1.7)
    assert worth(now, new, (1, 2)) == pytest.approx(2.0)
    assert choose(now, new, [0, 1, 2], 2).no_more_than >= 2.0


def test_where_no_row_takes_from_another_it_is_the_best() -> None:
    new = np.diag([0.3, 0.2, 0.4])
    found = choose(np.zeros(3), new, [0, 1, 2], 2)
    assert found.chosen == [2, 0]
    assert found.no_more_than == pytest.approx(0.7)


def test_equal_rows_by_the_order_that_is_given() -> None:
    new = np.array([[0.5, 0.0], [0.5, 0.0], [0.0, 0.5]])
    assert choose(np.zeros(2), new, [2, 0, 1], 3).chosen == [1, 2]


def test_what_a_row_added_before_is_a_bound_only() -> None:
    """The second row seemed worth .95; after the first it adds .05, and the third comes next."""
    new = np.array([[0.5, 0.5, 0.0], [0.5, 0.4, 0.05], [0.0, 0.1, 0.3], [0.0, 0.0, 0.2]])
    assert choose(np.zeros(3), new, [0, 1, 2, 3], 2).chosen == [0, 2]
