"""How near organisations are to an asker: the cost of the best route to each of many, without a search for each.

A route is what ``introductions`` finds first with at most three steps; costs are equal to its, to the last digit.
"""

import numpy as np

from graph.cached import cached_property
from graph.snapshot.columns import among
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.facts import I4, I8
from graph.snapshot.on_day import Day
from graph.work import look
from queries.routing.askers import Party
from queries.routing.between import Between
from queries.routing.constraints import DEFAULT_STEPS, UNCONSTRAINED
from queries.routing.door_question import leave_of, view_of
from queries.routing.kernel.nearest import STEPS, Near, costs_by_ties, from_asker, lead_on, route_by_ties
from queries.routing.kernel.terrain import ANY, END, first_steps_lead_on
from queries.routing.overlay import NOTHING_LAID
from queries.routing.routes import Route, make_route
from queries.routing.standing import AskerStanding, StepKind
from queries.routing.target import Area
from queries.routing.ways import Leave, Listing


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
        self._known = np.full(len(day.facts.kind), -1, dtype=np.int64)

    def costs(self, targets: I4) -> I8:
        """Cost of the best route to each of some organisations, ascending, each once; INFINITE where there is none."""
        unknown = targets[self._known[targets] < 0]
        if len(unknown):
            self._known[unknown] = self._costs(unknown)
        found: I8 = self._known[targets]
        return found

    def _costs(self, targets: I4) -> I8:
        asked = self._asked_about(targets)
        best = np.empty(len(targets), dtype=np.int64)
        for market in np.unique(asked).tolist():
            look()
            there = np.flatnonzero(asked == market)
            by_ties = self._ties.costs(self._listing(market).leave, market, targets[there])
            best[there] = np.minimum(by_ties, self._listed(market, targets[there]))
        best[targets == self.party.node] = 0
        return np.minimum(best, INFINITE)

    def route(self, target: int) -> Route | None:
        """The best route to an organisation; None if there is none, or it is the asker."""
        if target == self.party.node:
            return None
        look()
        (market,) = self._asked_about(np.array([target])).tolist()
        listing = self._listing(market)
        between, nodes = Between(listing, target, introducing=True), self._ties.route(listing.leave, market, target)
        ways = between.listed if nodes is None else [*between.listed, between.tied(nodes)]
        return make_route(self._view, min(ways, key=lambda way: way.order)) if ways else None

    def _asked_about(self, targets: I4) -> I4:
        """Position of the market asked about with each organisation."""
        found: I4 = self.day.facts.country[targets]
        return found if self.market is None else np.full_like(found, self.market)

    @cached_property
    def _ties(self) -> "_ByTies":
        assert STEPS == DEFAULT_STEPS
        return _ByTies(self._leave(Area(())))

    def _listing(self, market: int) -> Listing:
        if market not in self._listings:
            area = Area((market,))
            standing = AskerStanding(self.day, self.party, area, self.party.sectors, UNCONSTRAINED)
            self._listings[market] = Listing(standing, self._leave(area))
        return self._listings[market]

    def _leave(self, area: Area) -> Leave:
        return leave_of(self._view, self.party, area, UNCONSTRAINED, NOTHING_LAID)

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


class _ByTies:
    """Routes of ties alone: first and second steps from the asker, found once.

    Args:
        leave: towards no market; with a market asked about, agencies of that lead on too.
    """

    def __init__(self, leave: Leave) -> None:
        terrain, start, contacts = leave.terrain, leave.start, leave.contacts
        self._near = from_asker(terrain, start)
        lead_on(terrain, start, contacts, self._near)
        self._bound = contacts[first_steps_lead_on(terrain, start, contacts) != ANY]
        self._last = -1, self._near

    def costs(self, leave: Leave, market: int, targets: I4) -> I8:
        """Cost of the best route to each of some organisations, where a market is asked about."""
        found: I8 = costs_by_ties(leave.terrain, leave.start, self._asked(leave, market), targets)
        return found

    def route(self, leave: Leave, market: int, target: int) -> tuple[int, ...] | None:
        """Ids of the best route, by cost, steps, ids: from the asker on; None where there is none."""
        ids = route_by_ties(leave.terrain, leave.start, self._asked(leave, market), target).tolist()
        return (leave.start.asker, *(one for one in ids if one != END)) if ids[0] != END else None

    def _asked(self, leave: Leave, market: int) -> Near:
        """The ways from the asker where a market is asked about; kept until another one is."""
        home = self._bound[leave.terrain.country[self._bound] == market]
        if not len(home):
            return self._near
        if self._last[0] != market:
            first, second, either = self._near
            self._last = market, Near(first, second.copy(), either.copy())
            lead_on(leave.terrain, leave.start, home, self._last[1])
        return self._last[1]
