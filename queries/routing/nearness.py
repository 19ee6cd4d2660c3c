"""How near organisations are to an asker: the cost of the best route to each of many, without a search for each.

A route is what ``introductions`` finds first with at most three steps; costs are equal to its, to the last digit.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import ORGANISATION_KINDS, PUBLIC_BODY, TRADE_AGENCY
from graph.relations import KNOWN_TIE
from graph.snapshot.columns import among
from graph.snapshot.day.worth import INFINITE, cost
from graph.snapshot.facts import B1, I4, I8
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.ties import OUTSIDER
from queries.routing.askers import Party
from queries.routing.between import Between
from queries.routing.constraints import DEFAULT_STEPS, UNCONSTRAINED
from queries.routing.door_question import leave_of, view_of
from queries.routing.overlay import NOTHING_LAID
from queries.routing.routes import Route, make_route
from queries.routing.standing import AskerStanding, StepKind
from queries.routing.target import Area
from queries.routing.ways import Listing

_IS_DEAD_END: Final = np.array([kind in (TRADE_AGENCY, PUBLIC_BODY) for kind in ORGANISATION_KINDS])
"""Kinds that are a middle step only where they have something to do with the asker or the target."""


class Nearness:
    """The best routes of one asker on one day, without constraints.

    Args:
        market: position of the market asked about; None: for each organisation that in which it is located, as in
            ``introductions``.
    """

    def __init__(self, day: Day, party: Party, market: int | None = None) -> None:
        self.day, self.party, self.market = day, party, market
        self._view = view_of(day, UNCONSTRAINED, NOTHING_LAID)
        self._listings: dict[int, Listing] = {}

    def costs(self, targets: I4) -> I8:
        """Cost of the best route to each of some organisations, ascending, each once; INFINITE where there is none."""
        asked = self._asked_about(targets)
        best = self._ties.costs(targets, asked)
        for market in np.unique(asked).tolist():
            look()
            there = np.flatnonzero(asked == market)
            best[there] = np.minimum(best[there], self._listed(market, targets[there]))
        best[targets == self.party.node] = 0
        return np.minimum(best, INFINITE)

    def route(self, target: int) -> Route | None:
        """The best route to an organisation; None if there is none, or it is the asker."""
        if target == self.party.node:
            return None
        look()
        (market,) = self._asked_about(np.array([target])).tolist()
        ways, _ = Between(self._listing(market), target, introducing=True).best(1)
        return make_route(self._view, ways[0]) if ways else None

    def _asked_about(self, targets: I4) -> I4:
        """Position of the market asked about with each organisation."""
        found: I4 = self.day.facts.country[targets]
        return found if self.market is None else np.full_like(found, self.market)

    @cached_property
    def _ties(self) -> "_TieCosts":
        return _TieCosts(self.day, self.party)

    def _listing(self, market: int) -> Listing:
        if market not in self._listings:
            area = Area((market,))
            standing = AskerStanding(self.day, self.party, area, self.party.sectors, UNCONSTRAINED)
            leave = leave_of(self._view, self.party, area, UNCONSTRAINED, NOTHING_LAID)
            self._listings[market] = Listing(standing, leave)
        return self._listings[market]

    def _listed(self, market: int, targets: I4) -> I8:
        """The same of what standing gives, to organisations of one market, ascending."""
        listing = self._listing(market)
        best = np.full(len(targets), INFINITE, dtype=np.int64)
        at = {node: place for place, node in enumerate(targets.tolist())}
        received = listing.receptions
        sought = among(received.node, targets)
        met = sought & ~received.known
        np.minimum.at(best, np.searchsorted(targets, received.node[met]), received.cost[met])
        raised = filter(None, map(listing.raised_tie, received.node[sought & received.known].tolist()))
        for way in (*raised, *listing.alone(), *listing.by_home_agency(targets)):
            if way.nodes[-1] in at:
                best[at[way.nodes[-1]]] = min(best[at[way.nodes[-1]]], way.cost)
        for target in self._operating(listing) & at.keys():
            for way in listing.to_operator(target):
                best[at[target]] = min(best[at[target]], way.cost)
        return best

    def _operating(self, listing: Listing) -> set[int]:
        """Those whose offices the asker may go to by itself."""
        own = (step.node for step in listing.steps if step.kind in (StepKind.KNOCK, StepKind.DESK))
        return {operator for office in own for operator in self.day.on.mandated.operators(office)}


class _TieCosts:
    """Costs by ties alone: first and second steps from the asker, once; last steps from each target back."""

    def __init__(self, day: Day, party: Party) -> None:
        self.day, self.party, self.facts, self.ties = day, party, day.facts, day.on.ties
        asker = OUTSIDER if party.node is None else party.node
        self.first = np.full(len(self.facts.kind), INFINITE, dtype=np.int64)
        if asker == OUTSIDER:
            self.contacts = np.array(party.knows, dtype=np.int32)
            self.first[self.contacts] = cost(KNOWN_TIE)
        else:
            hops = slice(int(self.ties.ptr[asker]), int(self.ties.ptr[asker + 1]))
            self.first[self.ties.neighbour[hops]] = self.ties.hop_cost[hops]
            self.contacts = np.unique(self.ties.neighbour[hops])
        self.asker = asker
        free = self._leads_anywhere(self.contacts)
        self.bound = self.contacts[~free]
        self.second = np.full(len(self.first), INFINITE, dtype=np.int64)
        np.minimum.at(self.second, *self._onward(self.contacts[free]))
        to, total, source = self._steps(self.bound)
        own = self._are_own_offices(source, to)
        np.minimum.at(self.second, to[own], total[own])
        if asker != OUTSIDER:
            self.second[asker] = INFINITE

    def _leads_anywhere(self, nodes: I4) -> B1:
        """Whether a route may lead on from each organisation, whatever the target: see ``kernel.terrain.leads_on``."""
        kind = self.facts.kind[nodes]
        free = ~_IS_DEAD_END[kind] | (kind == self.party.kind)
        free |= self.facts.country[nodes] == self.party.country
        if self.party.node is not None:
            free |= np.isin(nodes, self.day.on.mandated.operators(self.party.node))
        return np.asarray(free)

    def _steps(self, nodes: I4) -> tuple[I4, I8, I4]:
        """Where second steps from some contacts lead, the cost so far, and from whom."""
        hops, place = _rows(self.ties.ptr, nodes)
        source = nodes[place]
        return self.ties.neighbour[hops], self.first[source] + self.ties.hop_cost[hops], source

    def _onward(self, nodes: I4) -> tuple[I4, I8]:
        to, total, _ = self._steps(nodes)
        kept = to != self.asker
        return to[kept], total[kept]

    def _are_own_offices(self, operators: I4, offices: I4) -> B1:
        """Whether each office abroad is operated by the organisation beside it."""
        found = self.day.on.office[offices].copy()
        mandated = self.day.on.mandated
        for at in np.flatnonzero(found).tolist():
            found[at] = int(operators[at]) in mandated.operators(int(offices[at]))
        return found

    def costs(self, targets: I4, asked: I4) -> I8:
        """Cost of the best route of at most three ties to each of some organisations, by the market asked about."""
        assert DEFAULT_STEPS == 3
        hops, place = _rows(self.ties.ptr, targets)
        middle, target, market = self.ties.neighbour[hops], targets[place], asked[place]
        free = self._leads_anywhere(middle) | (self.facts.country[middle] == market)
        first = self.first[middle]
        near = free.copy()
        tied = np.flatnonzero(~free & (first < INFINITE))
        near[tied] = self._are_own_offices(middle[tied], target[tied])
        second = self._second_for(middle, market, np.unique(asked))
        total = np.minimum(np.where(near, first, INFINITE), np.where(free, second, INFINITE))
        best = self.first[targets]
        np.minimum.at(best, place, total + self.ties.back_cost[hops])
        return best

    def _second_for(self, nodes: I4, market: I4, markets: I4) -> I8:
        """Cost of two steps to each of some organisations, where the market beside it, one of some, is asked about."""
        found = self.second[nodes]
        home = self.facts.country[self.bound]
        for at in np.intersect1d(home, markets).tolist():
            to, total = self._onward(self.bound[home == at])
            before = self.second[to]
            np.minimum.at(self.second, to, total)
            there = market == at
            found[there] = self.second[nodes[there]]
            self.second[to] = before
        return found


def _rows(ptr: I4, nodes: I4) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of some owners in a table with pointers, and the place of each one's owner among them."""
    count = (ptr[nodes + 1] - ptr[nodes]).astype(np.int64)
    place = np.repeat(np.arange(len(nodes)), count)
    within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    return ptr[nodes][place] + within, place
