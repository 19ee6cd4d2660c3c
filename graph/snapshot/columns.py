"""Sorting whole columns and finding their distinct values, in linear time: compiled; and finding a value in them."""

from bisect import bisect_left
from typing import Any, Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

from graph.snapshot.facts import B1, I4, I8

NUMBER_AT_MOST: Final = 1 << 27


def column_order(*columns: NDArray[Any]) -> I4:
    """Positions of the rows in the order of the first column, then of the second, and so on; equal rows keep theirs.

    Columns are of small numbers that are not negative, nodes in most cases: each number up to the largest takes a
    counter.

    Raises:
        ValueError: a number is negative, or larger than any that a snapshot has: it comes from a damaged file.
    """
    order: I4 = np.arange(len(columns[0]), dtype=np.int32)
    for column in reversed(columns):
        order = _counting_sort(_own(column, np.int32), order)
    return order


def begins(*columns: NDArray[Any]) -> B1:
    """Whether each row of a table differs from the row before it in any column; the first one does."""
    differs = np.zeros(len(columns[0]), dtype=np.bool_)
    differs[:1] = True
    for column in columns:
        differs[1:] |= column[1:] != column[:-1]
    return differs


def pointers(owner: NDArray[Any], owners: int) -> I4:
    """(owners + 1) where the rows of each owner begin once they are sorted by owner, and where the last ones end."""
    ends = np.cumsum(np.bincount(owner, minlength=owners))
    return np.concatenate([[0], ends]).astype(np.int32)


def row_of(ascending: NDArray[Any], value: int) -> int:
    """The first row in which a column has a value, or would.

    numpy would let other threads into Python for so small a step, and wait for its own turn again.
    """
    return bisect_left(memoryview(ascending), value)  # type: ignore[arg-type]  # of numbers


def rows_of(ascending: NDArray[Any], value: int) -> slice:
    """The rows in which a column has a value."""
    return slice(row_of(ascending, value), row_of(ascending, value + 1))


def among(values: NDArray[Any], ascending: NDArray[Any]) -> B1:
    """Whether each value is in an ascending column of the same type."""
    if not len(ascending):
        return np.zeros(len(values), dtype=np.bool_)
    at = np.minimum(ascending.searchsorted(values), len(ascending) - 1)
    return np.asarray(ascending[at] == values)


def distinct(values: NDArray[Any]) -> tuple[I8, I4]:
    """The distinct ones of many whole numbers, and the position of each number among them.

    Returns:
        distinct values in the order of their first appearance, and for each value its position among these.
    """
    found: tuple[I8, I4] = _distinct(_own(values, np.int64))
    return found


def _own(column: NDArray[Any], dtype: Any) -> NDArray[Any]:
    """A copy: compiled code is compiled for one sort of array only, be it given a mapped file or a fresh one."""
    return np.array(column, dtype=dtype, order="C")


@njit(cache=True, nogil=True)
def _counting_sort(key: Any, order: Any) -> Any:  # pragma: no cover
    """``order`` rearranged by the key at each position; equal keys keep their order."""
    top = bottom = 0
    for value in key:
        top, bottom = max(top, value), min(bottom, value)
    if bottom < 0 or top > NUMBER_AT_MOST:
        raise ValueError("a number is out of range")
    place = np.zeros(top + 2, np.int64)
    for value in key:
        place[value + 1] += 1
    for value in range(top):
        place[value + 1] += place[value]
    sorted_order = np.empty(len(order), np.int32)
    for position in order:
        value = key[position]
        sorted_order[place[value]] = position
        place[value] += 1
    return sorted_order


@njit(cache=True, nogil=True)
def _distinct(values: Any) -> Any:  # pragma: no cover
    """By open addressing in a table that is at most half full."""
    bits = 4
    while 1 << bits < 2 * len(values):
        bits += 1
    table = np.full(1 << bits, -1, np.int32)
    found = np.empty(len(values), np.int64)
    place = np.empty(len(values), np.int32)
    count = 0
    for row in range(len(values)):
        value = values[row]
        at = np.int64((np.uint64(value) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits))
        while table[at] >= 0 and found[table[at]] != value:
            at = (at + 1) & ((1 << bits) - 1)
        if table[at] < 0:
            table[at] = count
            found[count] = value
            count += 1
        place[row] = table[at]
    return found[:count].copy(), place
