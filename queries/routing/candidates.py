"""The openers of one asker: what is listed, who receives it, and what is searched."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.snapshot.day.worth import INFINITE
from graph.work import look
from queries.reading.ties import View
from queries.routing.askers import Party
from queries.routing.between import Between
from queries.routing.candidate import Candidate
from queries.routing.kernel.outlook import FAR, NEAR, THROUGH
from queries.routing.kernel.search import new_found, search
from queries.routing.kernel.terrain import END
from queries.routing.kernel.threads import scratch
from queries.routing.kernel.via import search_via
from queries.routing.outlook import Outlook
from queries.routing.standing import StepKind
from queries.routing.ways import Leave, Listing, Way

RECEPTIONS_AT_MOST: Final = 3
"""Receptions that are ranked in an answer."""


@dataclass(frozen=True)
class Received:
    """Receptions: positions among the target's openers, of the host, and the total of each."""

    at: NDArray[np.int64]
    host: NDArray[np.int32]
    total: NDArray[np.int64]

    @cached_property
    def place(self) -> dict[int, int]:
        """Position among the target's openers → place among these."""
        return {at: place for place, at in enumerate(self.at.tolist())}


def ties_of_each(view: View) -> NDArray[np.int32]:
    """(N) to how many others each organisation is tied that day, by relations of all kinds."""
    ties = view.day.on.ties

    def counted() -> NDArray[np.int32]:
        owner = np.repeat(np.arange(len(ties.ptr) - 1), np.diff(ties.ptr))[ties.hop_cost < INFINITE]
        return np.bincount(owner, minlength=len(ties.ptr) - 1).astype(np.int32)

    return view.day.remembered(("ties of each",), counted, lambda made: made.nbytes)


class Standpoint:
    """Where one asker stands before the openers of an area: what decides about each way to one of them.

    It keeps no candidates, and they refer to it: so an answer that nobody holds any more is gone at once, with the day
    that it was given on, which may be large.

    Args:
        position: of the asker among those who ask.
    """

    def __init__(self, view: View, position: int, party: Party, outlook: Outlook, listing: Listing) -> None:
        self.view, self.day, self.facts, self.position = view, view.day, view.day.facts, position
        self.party, self.outlook, self.listing, self.leave = party, outlook, listing, listing.leave
        self.target, self.standing = outlook.target, outlook.standing

    def candidate(self, way: Way) -> Candidate | None:
        """The opener to which a way leads; None if that is none."""
        at = self.target.position(way.nodes[-1])
        if at < 0:
            return None
        beyond = self.outlook.beyond(at, self.reached(at, way))
        return None if beyond >= INFINITE else Candidate(self, at, way, way.cost + beyond)

    def reached(self, at: int, way: Way) -> int:
        """How a way reaches an opener, as far as its presence goes."""
        if way.is_near:
            return NEAR
        through = self.outlook.through[at] < INFINITE and way.kinds == (StepKind.TIE, StepKind.TIE)
        if through and way.nodes[1] in self.day.on.mandated.operators(way.nodes[2]):
            return THROUGH
        return FAR

    def between(self, at: int) -> Between:
        """All routes by which an organisation would be the asker's opener."""
        near_only = bool(self.outlook.far[at] >= INFINITE)
        return Between(self.listing, int(self.target.opener[at]), near_only, bool(self.outlook.through[at] < INFINITE))

    @cached_property
    def ties_of_each(self) -> NDArray[np.int32]:
        """(N) to how many others each organisation is tied, as an overlay leaves it."""
        counted, ties = ties_of_each(self.view), self.view.ties
        if not self.view.added and not self.view.removed:
            return counted
        counted = counted.copy()
        for tie in self.view.removed:
            counted[[ties.first[tie], ties.second[tie]]] -= 1
        for pair in self.view.added:
            counted[list(pair)] += 1
        return counted

    @property
    def knocked(self) -> dict[int, int]:
        """Agencies at which the asker may knock → the mandate."""
        return self.standing.knocks


class Candidates(Standpoint):
    """The openers of one asker."""

    def __init__(self, view: View, position: int, party: Party, outlook: Outlook, leave: Leave) -> None:
        listing = Listing(outlook.standing, leave)
        super().__init__(view, position, party, outlook, listing)
        self._of = Standpoint(view, position, party, outlook, listing)
        self._best_to: dict[int, Candidate | None] = {}

    def candidate(self, way: Way) -> Candidate | None:
        """The opener to which a way leads; None if that is none."""
        return self._of.candidate(way)

    @cached_property
    def listed(self) -> dict[int, Candidate]:
        """Position → the best way that needs no search, receptions left out."""
        found: dict[int, Candidate] = {}
        for way in [*self.listing.alone(), *self.listing.by_home_agency(self.target.opener), *self._raised()]:
            one = self.candidate(way)
            if one is not None and (one.at not in found or one.merit < found[one.at].merit):
                found[one.at] = one
        return found

    def _raised(self) -> Iterator[Way]:
        received = self.listing.receptions
        for node in received.node[received.known].tolist():
            way = self.listing.raised_tie(node)
            if way is not None:
                yield way

    @cached_property
    def receptions(self) -> Received:
        """Everybody to whom those who receive the asker may introduce it."""
        found, target = self.listing.receptions, self.target
        at: NDArray[np.int64] = np.searchsorted(target.opener, found.node).astype(np.int64)
        at[at == len(target.opener)] = 0
        kept = ~found.known
        if len(target.opener):
            kept &= (target.opener[at] == found.node) & (self.outlook.far[at] < INFINITE)
        else:
            kept[:] = False
        at = at[kept]
        return Received(at, found.host[kept], found.cost[kept] + self.outlook.far[at])

    def reception(self, place: int) -> Candidate:
        """One of these, by its place among them."""
        found = self.receptions
        at, host = int(found.at[place]), int(found.host[place])
        way = self.listing.reception(int(self.target.opener[at]), host)
        return Candidate(self._of, at, way, int(found.total[place]))

    def received(self) -> list[Candidate]:
        """All of these, best first."""
        return sorted(map(self.reception, range(len(self.receptions.at))), key=lambda one: one.merit)

    def best_received(self, known: set[int], limit: int) -> Iterator[Candidate]:
        """Those of these that are known by another way, and the first of the others as openers stand."""
        found = self.receptions
        rest = found.total <= limit
        for at in known:
            place = found.place.get(at)
            if place is not None:
                rest[place] = False
                yield self.reception(place)
        yield from map(self.reception, self.first_of(rest.nonzero()[0]).tolist())

    def first_of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of some receptions the first, as openers stand: as many as may be ranked."""
        found, facts = self.receptions, self.facts
        if len(places) > RECEPTIONS_AT_MOST:
            third = np.partition(found.total[places], RECEPTIONS_AT_MOST - 1)[RECEPTIONS_AT_MOST - 1]
            places = places[found.total[places] <= third]
        if len(places) > RECEPTIONS_AT_MOST:
            tied = found.at[places]
            node = self.target.opener[tied]
            city, country = facts.city[node], facts.country[node]
            keys = (
                node,
                -facts.confidence[node],
                -self.ties_of_each[node],
                (city == 0) | (city != facts.capital[country]),
                (city == 0) | (city != facts.main_city[country]),
                ~self.outlook.first_fits(tied),
                found.total[places],
            )
            places = places[np.lexsort(keys)[:RECEPTIONS_AT_MOST]]
        return places

    def best_to(self, node: int) -> Candidate | None:
        """The best way to an organisation; None if none leads there or it is no opener."""
        if node not in self._best_to:
            self._best_to[node] = self._find_best_to(node)
        return self._best_to[node]

    def _find_best_to(self, node: int) -> Candidate | None:
        at = self.target.position(node)
        if at < 0 or self.outlook.near[at] >= INFINITE:
            return None
        between = self.between(at)
        apart = list(between.apart())
        ways = [*apart, *between.best(len(apart) + 1)[0]]
        return min(filter(None, map(self.candidate, ways)), key=lambda one: one.merit, default=None)

    def searched(self, wanted: int, limit: int) -> tuple[list[Candidate], bool, int]:
        """By ties: at most so many, none of a total above ``limit``; whether the search was exact; the labels made."""
        openers = len(self.target.opener)
        found = new_found(min(wanted, max(1, openers)), openers, limit)
        memory, leave, goal = scratch(len(self.facts.kind)), self.leave, self.outlook.goal
        if len(leave.meeting.via) or len(leave.meeting.in_order):
            result = search_via(leave.terrain, goal, leave.start, memory, leave.max_steps, found, leave.meeting)
        else:
            result = search(leave.terrain, goal, leave.start, memory, leave.max_steps, found)
        look()
        routes, totals, openers, exact, labels = result
        candidates = []
        for ids, total, at in zip(routes.tolist(), totals.tolist(), openers.tolist(), strict=True):
            nodes = tuple(ids[: ids.index(END)] if END in ids else ids)
            candidates.append(Candidate(self._of, at, Way(nodes, (StepKind.TIE,) * (len(nodes) - 1), ()), total))
        return candidates, bool(exact), int(labels)
