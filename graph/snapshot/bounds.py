"""Positions in a snapshot's arrays: that none of them leads out of the array that it points into.

The compiled search does not look where it reads, so the positions that it takes from a snapshot are held in memory,
where nobody else can change them any more, and are looked through once, before they are used; also where a file is what
was written, since what was written may be wrong. All else is read by functions that look for themselves: numpy's, and
``graph.snapshot.columns.column_order``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np

from graph.kinds import ORGANISATION_KINDS


@dataclass(frozen=True, slots=True)
class Positions:
    """An array of positions.

    Attributes:
        name: of the array.
        rows: of what it has one for each, or the name of an array that is as long; see ``counts_of``.
        into: what they are positions of, likewise.
    """

    name: str
    rows: str
    into: str


@dataclass(frozen=True, slots=True)
class Pointers:
    """An array that tells where the rows of each thing begin in another one, and where the last ones end.

    Attributes:
        name: of the array.
        owners: of what there are rows.
        into: the other array.
    """

    name: str
    owners: str
    into: str


_TIES, _MANDATED, _PRESENT = "standing.ties.", "standing.mandated.", "standing.present."

POINTERS: Final = (
    Pointers(_TIES + "ptr", "organisation", _TIES + "neighbour"),
    Pointers(_MANDATED + "operator_ptr", "organisation", _MANDATED + "operator"),
    Pointers(_MANDATED + "office_ptr", "organisation", _MANDATED + "office"),
    Pointers(_PRESENT + "market_ptr", "market", _PRESENT + "organisation"),
)
POSITIONS: Final = (
    Positions("facts.kind", "organisation", "organisation kinds"),
    Positions("facts.country", "organisation", "market"),
    Positions(_TIES + "neighbour", _TIES + "neighbour", "organisation"),
    Positions(_TIES + "hop_tie", _TIES + "neighbour", _TIES + "cost"),
    Positions(_MANDATED + "operator", _MANDATED + "operator", "organisation"),
    Positions(_MANDATED + "office", _MANDATED + "office", "organisation"),
    Positions(_PRESENT + "organisation", _PRESENT + "organisation", "organisation"),
)
HELD: Final = frozenset(one.name for one in POINTERS) | frozenset(one.name for one in POSITIONS)
"""Names of the arrays that are held in memory."""
AS_LONG: Final = {
    _TIES + "hop_cost": _TIES + "neighbour",
    _TIES + "back_cost": _TIES + "neighbour",
    _TIES + "forward": _TIES + "cost",
    _TIES + "backward": _TIES + "cost",
    "standing.office": "organisation",
}
"""Array → what it has one row for each of: of arrays that compiled code reads at such positions."""


class Bounds:
    """The arrays of a snapshot, and how many there are of what they are about.

    Args:
        counts: things by type.
        roots: what holds the arrays: ``facts`` and ``standing``.
    """

    def __init__(self, counts: Mapping[str, int], roots: Mapping[str, Any]) -> None:
        self._roots = roots
        self._counts = {**counts, "organisation kinds": len(ORGANISATION_KINDS)}

    def check(self) -> None:
        """Make sure that all positions are in bounds.

        Raises:
            ValueError: some are not.
        """
        for name, rows in AS_LONG.items():
            self._check_length(name, self._count(rows))
        for pointers in POINTERS:
            self._check_pointers(pointers)
        for positions in POSITIONS:
            self._check_positions(positions)

    def _array(self, name: str) -> Any:
        root, *path = name.split(".")
        return reduce(getattr, path, self._roots[root])

    def _count(self, of: str) -> int:
        return self._counts[of] if of in self._counts else len(self._array(of))

    def _check_length(self, name: str, wanted: int) -> None:
        if self._array(name).shape != (wanted,):
            raise ValueError(f"{name} has the shape {self._array(name).shape}, not ({wanted},)")

    def _check_pointers(self, said: Pointers) -> None:
        self._check_length(said.name, self._count(said.owners) + 1)
        array = self._array(said.name)
        if array[0] != 0 or array[-1] != self._count(said.into) or np.any(array[1:] < array[:-1]):
            raise ValueError(f"{said.name} points out of {said.into}")

    def _check_positions(self, said: Positions) -> None:
        self._check_length(said.name, self._count(said.rows))
        array = self._array(said.name)
        if len(array) and not 0 <= int(array.min()) <= int(array.max()) < self._count(said.into):
            raise ValueError(f"{said.name} points out of {said.into}")
