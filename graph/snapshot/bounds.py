"""Positions in a snapshot's arrays: that none of them leads out of the array that it points into.

Compiled code does not look where it reads, so whatever is a position is held in memory, where nobody else can change it
any more, and is looked through once, before it is used; also where a file is what was written, since what was written
may be wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np

from graph.kinds import ORGANISATION_KINDS
from graph.snapshot.day.worth import KINDS


@dataclass(frozen=True, slots=True)
class Positions:
    """An array of positions.

    Attributes:
        name: of the array.
        rows: of what it has one for each, or the name of an array that is as long; see ``counts_of``.
        into: what they are positions of, likewise.
        least: -1 where they may be of nothing.
    """

    name: str
    rows: str
    into: str
    least: int = 0


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


_TIES, _MANDATED, _PRESENT, _HELD = "standing.ties.", "standing.mandated.", "standing.present.", "standing.held."
_REGION: Final = "regions"

POINTERS: Final = (
    Pointers("facts.sector_ptr", "organisation", "facts.sector"),
    Pointers("facts.near_ptr", "sector", "facts.near"),
    Pointers("facts.statement_ptr", "relation", "statement"),
    Pointers("standing.sector_ptr", "organisation", "standing.sector"),
    Pointers(_TIES + "ptr", "organisation", _TIES + "neighbour"),
    Pointers(_TIES + "part_ptr", _TIES + "cost", _TIES + "part_relation"),
    Pointers(_MANDATED + "operator_ptr", "organisation", _MANDATED + "operator"),
    Pointers(_MANDATED + "office_ptr", "organisation", _MANDATED + "office"),
    Pointers(_PRESENT + "market_ptr", "market", _PRESENT + "organisation"),
    Pointers(_PRESENT + "reason_ptr", _PRESENT + "organisation", _PRESENT + "relation"),
)
POSITIONS: Final = (
    Positions("by-name", "organisation", "organisation"),
    Positions("facts.kind", "organisation", "organisation kinds"),
    Positions("facts.country", "organisation", "market"),
    Positions("facts.region", "organisation", _REGION, -1),
    Positions("facts.sector", "facts.sector", "node"),
    Positions("facts.near", "facts.near", "node"),
    Positions("facts.rel_kind", "relation", "relation kinds"),
    Positions("facts.rel_source", "relation", "node"),
    Positions("facts.rel_target", "relation", "node"),
    Positions("facts.rel_role", "relation", "roles"),
    Positions("facts.rel_region", "relation", _REGION, -1),
    Positions("standing.sector", "standing.sector", "node"),
    Positions("standing.first_sector", "organisation", "node", -1),
    Positions(_HELD + "relation", _HELD + "relation", "relation"),
    Positions(_HELD + "source", _HELD + "relation", "node"),
    Positions(_HELD + "target", _HELD + "relation", "node"),
    Positions(_TIES + "first", _TIES + "cost", "organisation"),
    Positions(_TIES + "second", _TIES + "cost", "organisation"),
    Positions(_TIES + "part_relation", _TIES + "part_relation", "relation"),
    Positions(_TIES + "part_other", _TIES + "part_relation", "relation", -1),
    Positions(_TIES + "neighbour", _TIES + "neighbour", "organisation"),
    Positions(_TIES + "hop_tie", _TIES + "neighbour", _TIES + "cost"),
    Positions(_MANDATED + "operator", _MANDATED + "operator", "organisation"),
    Positions(_MANDATED + "office", _MANDATED + "office", "organisation"),
    *(
        Positions(f"{_MANDATED}{of}_{end}", f"{_MANDATED}{of}_relation", into, least)
        for of, ends in (
            ("home", (("agency", "organisation", 0), ("market", "market", 0), ("region", _REGION, -1))),
            ("host", (("office", "organisation", 0), ("market", "market", 0), ("region", _REGION, -1))),
            ("promoted", (("agency", "organisation", 0), ("market", "market", 0))),
        )
        for end, into, least in (*ends, ("relation", "relation", 0))
    ),
    Positions(_PRESENT + "organisation", _PRESENT + "organisation", "organisation"),
    Positions(_PRESENT + "relation", _PRESENT + "relation", "relation", -1),
    Positions(_PRESENT + "participation", _PRESENT + "relation", "relation", -1),
)
HELD: Final = frozenset(one.name for one in POINTERS) | frozenset(one.name for one in POSITIONS)
"""Names of the arrays that are held in memory."""
AS_LONG: Final = {
    _TIES + "hop_cost": _TIES + "neighbour",
    _TIES + "back_cost": _TIES + "neighbour",
    _TIES + "forward": _TIES + "cost",
    _TIES + "backward": _TIES + "cost",
    _TIES + "strength": _TIES + "cost",
    _PRESENT + "value": _PRESENT + "organisation",
    _PRESENT + "cost": _PRESENT + "organisation",
    "standing.office": "organisation",
    "standing.public": "organisation",
    "standing.after.gone": "organisation",
}
"""Array → what it has one row for each of: of arrays that compiled code reads at such positions."""


class Bounds:
    """The arrays of a snapshot, and how many there are of what they are about.

    Args:
        counts: things by type, ``node`` of all types together, ``regions`` and ``roles``.
        roots: what holds the arrays: ``facts``, ``standing``, and the array ``by-name``.
    """

    def __init__(self, counts: Mapping[str, int], roots: Mapping[str, Any]) -> None:
        self._roots = roots
        kinds = {"organisation kinds": len(ORGANISATION_KINDS), "relation kinds": len(KINDS)}
        of_facts = {"relation": len(self._array("facts.rel_kind")), "statement": len(self._array("facts.since"))}
        self._counts = {**counts, **kinds, **of_facts}

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
        if len(array) and not said.least <= int(array.min()) <= int(array.max()) < self._count(said.into):
            raise ValueError(f"{said.name} points out of {said.into}")
