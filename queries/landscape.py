"""Mandate steps by place: organisations of one country and region may take the same ones."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import distinct
from graph.snapshot.day.mandates import ANYWHERE, Bindings
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.worth import costs
from graph.snapshot.files import frozen
from graph.snapshot.snapshot import Snapshot

I4 = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Landscape:
    """Places of a day, and the mandates of each. P places.

    Attributes:
        place: (N) place of each organisation; -1 for an office, which uses no mandate.
        keys: (P, 2) country and region of each place.
        home_ptr, home: (P+1 …) constituencies of each place, one for each agency, as positions in the day's bindings.
        desk_ptr, desk: (P+1 …) desks of each place, one for each office and operator.
        home_cost, desk_cost: integer cost of each binding.
        member_ptr, member: (P+1 …) organisations of each place, offices left out.
    """

    place: I4
    keys: I4
    home_ptr: I4
    home: I4
    desk_ptr: I4
    desk: I4
    home_cost: I4
    desk_cost: I4
    member_ptr: I4
    member: I4

    def place_of(self, country: int, region: int) -> int:
        """Place of a country and region; -1 where no organisation of the graph is based."""
        found = np.flatnonzero((self.keys[:, 0] == country) & (self.keys[:, 1] == region))
        return int(found[0]) if len(found) else -1


def landscape(snapshot: Snapshot, on: Standing) -> Landscape:
    """The landscape of a day, made once."""
    return snapshot.memo.get(("landscape", on.day), lambda: _landscape(snapshot, on))


def _landscape(snapshot: Snapshot, on: Standing) -> Landscape:
    facts = snapshot.facts
    keys, based_in = _places(facts.country, facts.region)
    place = np.where(on.office, -1, based_in).astype(np.int32)
    home, host = on.mandated.home, on.mandated.host
    home_ptr, home_of = _by_place(keys, home)
    desk_ptr, desk_of = _by_place(keys, host)
    member = np.argsort(place, kind="stable").astype(np.int32)
    member_ptr = np.searchsorted(place[member], np.arange(len(keys) + 1)).astype(np.int32)
    return frozen(
        Landscape(
            place, keys, home_ptr, home_of, desk_ptr, desk_of, costs(home.worth), costs(host.worth), member_ptr, member
        )
    )


def _places(country: I4, region: I4) -> tuple[I4, NDArray[np.int64]]:
    """Distinct pairs of country and region, sorted, and for each organisation the position of its own."""
    found, at = distinct(country.astype(np.int64) << 32 | (region.astype(np.int64) + 1))
    order = np.argsort(found)
    position = np.empty(len(found), dtype=np.int64)
    position[order] = np.arange(len(found))
    pairs = found[order]
    return np.column_stack([pairs >> 32, (pairs & 0xFFFFFFFF) - 1]).astype(np.int32), position[at]


def _by_place(keys: I4, bindings: Bindings) -> tuple[I4, I4]:
    """For each place its bindings; of those to the same target through the same desk only the strongest."""
    pointer, chosen = [0], []
    for country, region in keys.tolist():
        at = strongest(bindings, bindings.at(country, region))
        chosen.append(at)
        pointer.append(pointer[-1] + len(at))
    flat = np.concatenate(chosen) if chosen else np.zeros(0)
    return np.array(pointer, dtype=np.int32), flat.astype(np.int32)


def strongest(bindings: Bindings, at: I4) -> I4:
    """Of bindings to one target through one desk the strongest; bindings stand in this order already."""
    if not len(at):
        return at
    first = np.ones(len(at), dtype=np.bool_)
    first[1:] = (np.diff(bindings.target[at]) != 0) | (np.diff(bindings.desk[at]) != 0)
    return at[first]


def good_for(bindings: Bindings, markets: NDArray[Any]) -> NDArray[np.bool_]:
    """(B) whether each constituency's step is good for any of these markets."""
    good: NDArray[np.bool_] = (bindings.only == ANYWHERE) | np.isin(bindings.only, markets)
    return good
