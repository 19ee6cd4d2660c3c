"""The first of all openers of a market, and their number: most are counted, and not looked at one by one.

Who is neither an office nor an agency is one with nobody, and left out only as a reception beyond the first three. So
of these, the plain ones, no more are looked at than may stand first, or before a front door that waits for three.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from queries.routing.candidate import FLOOR_COST, ROUNDED, Candidate
from queries.routing.ranking import BEFORE_LESSER_ONES, improve, in_order, kept_of
from queries.routing.spread import ByTies

I8 = NDArray[np.int64]
_SURELY_SHOWN: Final = FLOOR_COST - 2 * ROUNDED
_RECEPTION_STEPS: Final = 2
_STEPS_ROOM: Final = 8


class _Plain(NamedTuple):
    """Ways to plain openers, as columns.

    Attributes:
        node, total, steps: the opener; cost of route, presence and fit; number of steps.
        asker, via: position of the asker; whom the first step leads to.
        received: by reception; else by ties.
        place: among the receptions of the asker, or among those found by its ties.
    """

    node: I8
    total: I8
    steps: I8
    asker: I8
    via: I8
    received: I8
    place: I8

    def rows(self, which: NDArray[np.generic]) -> "_Plain":
        """Some of these."""
        return _Plain(*(column[which] for column in self))

    def best_of_each(self) -> "_Plain":
        """The best way to each opener: by sum, steps, the asker's position, ids, kinds of step."""
        order = np.lexsort((self.received, self.via, self.asker, self.steps, self.total, self.node))
        ordered = self.rows(order)
        return ordered.rows(np.append(True, ordered.node[1:] != ordered.node[:-1]) if len(order) else order)


class Shortlist:
    """The openers of one market over all askers.

    Attributes:
        shown: the first of those above the floor, in order.
        count: how many there are above the floor.
    """

    def __init__(self, everybody: Sequence[ByTies]) -> None:
        self.everybody = everybody
        self._best: dict[int, Candidate] = {}
        for of in (found.of for found in everybody):
            for one in of.listed.values():
                improve(self._best, one)
        counted = self._improve_by(self._plain_ones().best_of_each())
        operators = {one.operator for one in self._best.values() if one.is_office and one.operator is not None}
        within = in_order([one for one in self._best.values() if one.total <= FLOOR_COST])
        kept = kept_of(within, operators, [found.of for found in everybody], len(self._best))
        self.shown = [one for one in kept if one.is_shown]
        unsure = np.flatnonzero(counted.total >= _SURELY_SHOWN).tolist()
        below = sum(not self._made(row, counted).is_shown for row in unsure)
        self.count = len(self.shown) + len(counted.node) - below

    @property
    def reaches(self) -> bool:
        """Whether any way leads to any opener, however little it is worth."""
        return any(len(found.at) or found.of.listed or len(found.of.receptions.at) for found in self.everybody)

    def _plain_ones(self) -> _Plain:
        """All ways to plain openers by ties and receptions. Offices and agencies come among the best at once."""
        parts = [np.zeros((len(_Plain._fields), 0), dtype=np.int64)]
        for asker, found in enumerate(self.everybody):
            official, within = found.of.target.official[found.at], found.total <= FLOOR_COST
            for place in np.flatnonzero(official & within).tolist():
                improve(self._best, found.candidate(place))
            parts += [_by_ties(asker, found, np.flatnonzero(~official & within)), _by_reception(asker, found)]
        return _Plain(*np.concatenate(parts, axis=1))

    def _improve_by(self, plain: _Plain) -> _Plain:
        """Look at those that may matter to others; the rest is returned."""
        told = np.isin(plain.node, list(self._best)) if self._best else np.zeros(len(plain.node), dtype=np.bool_)
        by_ties = np.flatnonzero(~told & (plain.received == 0))
        rank = plain.total[by_ties] * _STEPS_ROOM + plain.steps[by_ties]
        if len(rank) > BEFORE_LESSER_ONES:
            by_ties = by_ties[rank <= np.partition(rank, BEFORE_LESSER_ONES - 1)[BEFORE_LESSER_ONES - 1]]
        told[by_ties] = True
        counted = plain.rows(~told & (plain.received == 0))
        for asker, found in enumerate(self.everybody):
            received = np.flatnonzero(~told & (plain.received == 1) & (plain.asker == asker))
            told[received[np.isin(plain.place[received], found.of.first_of(plain.place[received]))]] = True
        for row in np.flatnonzero(told).tolist():
            improve(self._best, self._made(row, plain))
        return counted

    def _made(self, row: int, plain: _Plain) -> Candidate:
        found, place = self.everybody[int(plain.asker[row])], int(plain.place[row])
        return found.of.reception(place) if plain.received[row] else found.candidate(place)


def _by_ties(asker: int, found: ByTies, places: I8) -> I8:
    node = found.of.target.opener[found.at[places]]
    alike = np.full(len(places), asker), found.routes[places, 1], np.zeros(len(places), np.int64)
    return np.array([node, found.total[places], found.steps[places], *alike, places], dtype=np.int64)


def _by_reception(asker: int, found: ByTies) -> I8:
    received = found.of.receptions
    places = np.flatnonzero(received.total <= FLOOR_COST)
    hosts = np.array([step.node for _, step in found.of.listing.hosts], dtype=np.int64)
    steps = np.full(len(places), _RECEPTION_STEPS)
    alike = np.full(len(places), asker), hosts[received.host[places]], np.ones(len(places), np.int64)
    return np.array(
        [found.of.target.opener[received.at[places]], received.total[places], steps, *alike, places], dtype=np.int64
    )
