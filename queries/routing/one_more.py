"""The new tie of an asker that would open most: of a strength of 0.6, to somebody to whom it has none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import CLUSTER, ORGANISATION_KINDS, RESEARCH_ORGANISATION
from graph.relations import LEAST_LIKELIHOOD, MISSING_TIE
from graph.snapshot.day.worth import INFINITE, cost
from graph.work import current_work, look
from queries.reading.nodes import Internal, MarketNode, OrganisationNode, Some
from queries.reading.sectors import may_work_in
from queries.routing.askers import Party
from queries.routing.candidate import FLOOR_COST
from queries.routing.everywhere import Doors, MarketDoors
from queries.routing.kernel.one_more import Onward, gain_here
from queries.routing.kernel.terrain import Terrain
from queries.routing.spread import ByTies
from queries.routing.target import read_only

PARTNER_KINDS: Final = (CLUSTER, RESEARCH_ORGANISATION)
"""Whom a new tie may lead to: agencies and their offices are there for whom their mandate says, tie or none."""
NEW_TIE_COST: Final = cost(MISSING_TIE)
EQUAL_AT_MOST: Final = 500
"""Ties of equal gain that are told apart by who introduces; of more, the first by id."""
_SAME_GAIN: Final = 1e-9


@dataclass(frozen=True)
class Raised:
    """A market for which a new tie would do something.

    Attributes:
        market: the market.
        before: score of its best door opener as it is; 0 where there is none.
        after: with the new tie.
        opens: nobody who is there, or there for it, opens the door as it is.
    """

    market: MarketNode
    before: float
    after: float
    opens: bool


@dataclass(frozen=True)
class NewTie:
    """A tie that is not there: with it, at a strength of 0.6, the best scores of all markets abroad rise most.

    Attributes:
        position: of the asker that would have it.
        organisation: a cluster or research organisation to whom the asker has no tie.
        gain: what the best scores of all markets abroad together rise by.
        alike: how many other organisations would raise them as much.
        introducer: who has a tie to both, the best such way, then by id; null where nobody has.
        likelihood: the strength of that way; 0.05 at the least.
    """

    doors: Internal[Doors]
    position: Internal[int]
    organisation: OrganisationNode
    gain: float
    alike: int
    introducer: OrganisationNode | None
    likelihood: float

    @property
    def party(self) -> Internal[Party]:
        """The asker that would have it."""
        return self.doors.by_ties[self.position][0].of.party

    @cached_property
    def markets(self) -> Annotated[list[Raised], Some(5)]:
        """The markets whose best score would rise, most first, then by code."""
        return sorted(_raised_by(self), key=lambda one: (one.before - one.after, one.market))

    @property
    def opened(self) -> int:
        """How many markets abroad it would open: nobody there, or there for them, opens them as it is."""
        return sum(one.opens for one in self.markets)


def best_new_ties(doors: Doors, wanted: int) -> list[NewTie]:
    """The new ties that would raise the best scores of all markets but the askers' own most, at most so many.

    A market's best score with a new tie is that of the best opener to which the asker comes by that tie and by ties
    beyond it, or what it is without, if that is more; strengths are taken as e^-(cost / 2^16). Equal ones by
    likelihood, then by the asker's position and id; an organisation once, with whom its tie is best. None that raises
    nothing; none where routes have to pass somebody.
    """
    found = [tie for position in range(len(doors.by_ties)) for tie in _of_asker(doors, position, wanted)]
    found.sort(key=lambda tie: (-round(tie.gain, 9), -tie.likelihood, tie.position, tie.organisation))
    once = {tie.organisation: tie for tie in reversed(found)}
    return [tie for tie in found if once[tie.organisation] is tie][:wanted]


def _raised_by(tie: NewTie) -> Iterator[Raised]:
    doors, partner, so_far = tie.doors, tie.organisation, 0.0
    first = doors.by_ties[tie.position][0]
    onward = onward_of(first, np.arange(len(first.of.facts.kind)) == partner)
    for one, of in abroad(doors, tie.position):
        _gain(onward, one, of)
        gain = float(onward.gain[partner]) - so_far
        so_far += gain
        if gain > 0:
            yield Raised(doors.day.first_market + one.market, one.score, one.score + gain, not one.is_open)


def abroad(doors: Doors, position: int) -> Iterator[tuple[MarketDoors, ByTies]]:
    """The markets that are no asker's own, with an asker's openers there."""
    own = {by_ties[0].of.party.country for by_ties in doors.by_ties}
    return (pair for pair in zip(doors.markets, doors.by_ties[position], strict=True) if pair[0].market not in own)


def _of_asker(doors: Doors, position: int, wanted: int) -> Iterator[NewTie]:
    first = next(iter(doors.by_ties[position]), None)
    if first is None or first.of.leave.terrain.hop_at_most < NEW_TIE_COST:
        return
    onward = onward_of(first, partners(first))
    for one, of in abroad(doors, position):
        _gain(onward, one, of)
    gaining = np.flatnonzero(onward.gain > _SAME_GAIN)
    gaining = gaining[np.lexsort((gaining, -onward.gain[gaining]))]
    gains = onward.gain[gaining]
    if len(gaining) > wanted:
        enough = np.flatnonzero(gains >= gains[wanted - 1] - _SAME_GAIN)
        gaining = gaining[enough[: wanted + EQUAL_AT_MOST]]
    for node in gaining.tolist():
        look()
        likelihood, by = _introducer(first, node)
        gain = float(onward.gain[node])
        alike = int((np.abs(gains - gain) <= _SAME_GAIN).sum()) - 1
        yield NewTie(doors, position, node, gain, alike, by, likelihood)


def _gain(onward: Onward, one: MarketDoors, found: ByTies) -> None:
    start, best = found.of.leave.start, -1 if one.best is None else one.best.total
    goal, signals = found.of.outlook.goal, current_work().signals
    gain_here(nowhere(found), start, onward, goal, one.market, best, NEW_TIE_COST, FLOOR_COST, signals)
    look()


def nowhere(one: ByTies) -> Terrain:
    """Where an asker's ties lead, no market asked about."""
    terrain = one.of.leave.terrain
    return terrain._replace(markets=read_only(np.zeros(len(terrain.markets), dtype=np.bool_)))


def _introducer(one: ByTies, partner: int) -> tuple[float, int | None]:
    """The strength of the best way of two ties to a partner, and by whom; the least there may be, and None."""
    of, terrain = one.of, one.of.leave.terrain
    known = terrain.neighbour[terrain.ptr[partner] : terrain.ptr[partner + 1]]
    shared = np.intersect1d(known, of.leave.contacts).tolist()
    asker = of.leave.start.asker
    ways = [(of.view.tie(asker, by)[1] * of.view.tie(by, partner)[1], -by) for by in shared if of.leave.allows(by, 0)]
    strength, by = max(ways, default=(0.0, 0))
    return (max(strength, LEAST_LIKELIHOOD), -by) if strength > 0 else (LEAST_LIKELIHOOD, None)


def onward_of(one: ByTies, candidate: NDArray[np.bool_]) -> Onward:
    """Room for the rest of the way from each candidate (N), nothing found yet."""
    leave = one.of.leave
    layers, count, terrain = leave.max_steps - 1, len(candidate), leave.terrain
    to_candidates = candidate[terrain.neighbour]
    before = np.concatenate(([0], np.cumsum(to_candidates)))
    return Onward(
        np.full((layers, count), INFINITE, dtype=np.int32),
        np.empty((layers, count), dtype=np.int32),
        np.zeros(layers, dtype=np.int64),
        np.full(count, INFINITE, dtype=np.int32),
        np.zeros(count + 1, dtype=np.int32),
        candidate,
        before[terrain.ptr],
        np.flatnonzero(to_candidates),
        np.zeros(count, dtype=np.float64),
    )


def partners(one: ByTies) -> NDArray[np.bool_]:
    """(N) whom a new tie of an asker may lead to: those who live, whom it has no tie to, and nobody left out.

    Nor anybody of quite other sectors, if the asker has any: to be in a market is no reason to be introduced to it.
    """
    leave, facts, day, sectors = one.of.leave, one.of.facts, one.of.day, one.of.standing.sectors
    found = np.isin(facts.kind, [ORGANISATION_KINDS.index(kind) for kind in PARTNER_KINDS]) & ~day.on.after.gone
    if len(sectors):
        found &= may_work_in(day, sectors)
    found[leave.contacts] = False
    if one.of.party.node is not None:
        found[one.of.party.node] = False
    return np.asarray(found & ~leave.terrain.blocked if len(leave.terrain.blocked) else found)
