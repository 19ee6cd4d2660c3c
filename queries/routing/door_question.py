"""A question for door openers, understood: what it seeks, under which constraints, and what can be sought again."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.errors import InputError
from graph.kinds import ORGANISATION_KINDS
from graph.relations import KNOWN_TIE
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.worth import INFINITE, cost
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.ties import OUTSIDER, View
from queries.routing.askers import Party
from queries.routing.between import Between
from queries.routing.candidate import Candidate
from queries.routing.candidates import Candidates
from queries.routing.constraints import NOBODY, RouteConstraints, blocked, meeting
from queries.routing.kernel.terrain import Start, Terrain
from queries.routing.missing_tie import MissingTie, missing_tie
from queries.routing.outlook import Outlook, sectors_of
from queries.routing.overlay import Overlay
from queries.routing.ranking import ALONE, NO_LIMIT, Ranking, best_of_all, group_of, has_office, in_order, rank
from queries.routing.standing import AskerStanding
from queries.routing.target import Area, Target, find_target, read_only
from queries.routing.ways import Leave


class DoorQuestion:
    """One question, understood.

    Attributes:
        area: the markets asked about.
        parties: the askers.
        sector: to be fitted instead of each asker's own; None: each asker's own.
        laid: changes to try.
        view: the day with the ties that the question allows.
        candidates: the openers of each asker.
    """

    def __init__(
        self, day: Day, area: Area, parties: Sequence[Party],
        sector: NDArray[np.int32] | None, constraints: RouteConstraints, laid: Overlay,
    ) -> None:  # fmt: skip
        self.day, self.parties, self.sector = day, parties, sector
        self.area, self.constraints, self.laid = area, constraints, laid
        self.view = view_of(day, constraints, laid)
        self.candidates = [self._candidates(position, party) for position, party in enumerate(parties)]

    def _candidates(self, position: int, party: Party) -> Candidates:
        look()
        area = self.area.without(party.country)
        target = find_target(self.day, area, self.constraints, self.laid)
        leave = leave_of(self.view, party, area, self.constraints, self.laid)
        usable = self._usable(target, leave)
        return candidates_of(self.view, position, party, self.sector, target, self.constraints, leave, usable)

    def _usable(self, target: Target, leave: Leave) -> NDArray[np.bool_]:
        """(O, or empty for all) openers that may be told."""
        return usable_openers(self.day, target, self.constraints, leave)

    def rank(self, wanted: int) -> Ranking:
        """The best openers, at most so many; those too that stand below the floor, where fewer stand above it."""
        return rank(self.candidates, wanted)

    @cached_property
    def everybody(self) -> Ranking:
        """All openers, however little they are worth."""
        return rank(self.candidates, sum(len(one.target.opener) for one in self.candidates) or 1, NO_LIMIT)

    def relaxed(self, constraints: RouteConstraints) -> "DoorQuestion":
        """The same question under other constraints."""
        return DoorQuestion(self.day, self.area, self.parties, self.sector, constraints, self.laid)

    def about(self, area: Area) -> "DoorQuestion":
        """The same question about other markets."""
        return DoorQuestion(self.day, area, self.parties, self.sector, self.constraints, self.laid)

    def between(self, one: Candidate) -> Between:
        """All routes of an opener's asker by which it would be its opener."""
        return one.of.between(one.at)

    def siblings(self, one: Candidate) -> list[int]:
        """Those who are one door opener with this one, and would be some by themselves, in the order of openers."""
        offices = {other.node for of in self.candidates for other in of.listed.values() if other.is_office}
        bests = [best for node in offices if (best := best_of_all(node, self.candidates)) is not None]
        operators = {other.operator for other in [one, *bests] if other.operator is not None}
        if one.operator is None and has_office(one.node, self.candidates):
            operators.add(one.node)
        group = group_of(one, operators, self.candidates)
        found = []
        for node in self._akin(group) - {one.node}:
            look()
            other = best_of_all(node, self.candidates)
            if other is not None and group_of(other, operators, self.candidates) == group:
                found.append(other)
        return [other.node for other in in_order(found)]

    def _akin(self, group: tuple[str, int | None]) -> set[int]:
        """Who may be of a group of openers."""
        name, operator = group
        found: set[int] = set()
        for of in self.candidates if name != ALONE else ():
            if operator is None:
                found |= {*of.knocked, *(step.node for step in of.standing.steps)}
            else:
                places = of.target.offices_of.get(operator, ())
                found |= {operator, *(int(of.target.opener[at]) for at in places)}
        return found

    def reaches(self) -> bool:
        """Whether there is any opener, however little it is worth."""
        return bool(rank(self.candidates, 1, NO_LIMIT).ranked)

    def is_exact(self) -> bool:
        """Whether the search for the best opener was not cut short."""
        return self.rank(1).exact

    @cached_property
    def missing_tie(self) -> MissingTie | None:
        """The best over the askers; equal ones by contact, other, opener, then position."""
        found = [missing_tie(one) for one in self.candidates]
        return min(
            (tie for tie in found if tie is not None),
            key=lambda tie: (tie.total, tie.contact, tie.other, tie.opener, tie.position),
            default=None,
        )

    def has_openers(self) -> bool:
        """Whether there is anybody who would be an opener, however far."""
        return any(bool((one.outlook.near < INFINITE).any()) for one in self.candidates)

    def areas_with_a_door(self, most: int) -> Iterator[int]:
        """Corridors and blocs on which the market lies and which have an opener, by id; at most so many are tried."""
        (market,) = self.area.markets
        on = self.day.on
        through = [corridor for corridor in on.blocs if market in on.markets_of(corridor)]
        for corridor in sorted(through)[:most]:
            if self.about(area_of(on, corridor)).rank(1).ranked:
                yield corridor


def candidates_of(
    view: View, position: int, party: Party, sector: NDArray[np.int32] | None,
    target: Target, constraints: RouteConstraints, leave: Leave, usable: NDArray[np.bool_],
) -> Candidates:  # fmt: skip
    """The openers of one asker among those of a target; ``usable`` ones, (O) or empty for all.

    See ``DoorQuestion`` for ``sector``.
    """
    day, sectors = view.day, sectors_of(party, sector)
    standing = AskerStanding(day, party, target.area, sectors, constraints)
    outlook = Outlook(day, target, party, standing, sectors, usable)
    return Candidates(view, position, party, outlook, leave)


def usable_openers(day: Day, target: Target, constraints: RouteConstraints, leave: Leave) -> NDArray[np.bool_]:
    """(O, or empty for all) openers that the constraints allow."""
    shut, kinds = leave.terrain.blocked, constraints.opener_kinds
    if not len(shut) and kinds is None:
        return NOBODY
    usable = ~shut[target.opener] if len(shut) else np.ones(len(target.opener), dtype=np.bool_)
    if kinds is not None:
        codes = [ORGANISATION_KINDS.index(kind) for kind in kinds]
        usable &= np.isin(day.facts.kind[target.opener], codes)
    return read_only(usable)


def area_asked(day: Day, market: str | None, corridor: str | None) -> tuple[int | None, int | None, Area]:
    """Nodes of the market and of the corridor, of which one is asked about, and the area.

    Raises:
        InputError: not exactly one is given, or there is none of that name.
    """
    if (market is None) == (corridor is None):
        raise InputError(
            "Ask about one market or one corridor.",
            code="no_target",
            where="market",
            suggestion="Give exactly one of the two.",
        )
    if market is not None:
        position = day.market(market)
        return day.first_market + position, None, Area((position,))
    assert corridor is not None
    node = day.node(corridor, "corridor", "corridor")
    return None, node, area_of(day.on, node)


def area_of(on: Standing, corridor: int) -> Area:
    """The markets of a corridor on a day."""
    parts: dict[int, list[int]] = {}
    for market, region in on.blocs.get(corridor, ()):
        if region >= 0:
            parts.setdefault(market, []).append(region)
    confined = tuple((market, tuple(regions)) for market, regions in sorted(parts.items()))
    return Area(tuple(sorted(on.markets_of(corridor))), confined, corridor)


def view_of(day: Day, constraints: RouteConstraints, laid: Overlay) -> View:
    """The day with the ties that a question allows."""
    return View(day, day.ties(constraints.relation_kinds), laid.strengths, frozenset(laid.removed_tie.tolist()))


def leave_of(view: View, party: Party, area: Area, constraints: RouteConstraints, laid: Overlay) -> Leave:
    """What constraints and an overlay leave of an asker's steps towards an area."""
    day, on, ties = view.day, view.day.on, view.ties
    shut = blocked(day, constraints)
    if len(laid.removed):
        shut = shut.copy() if len(shut) else np.zeros(len(day.facts.kind), dtype=np.bool_)
        shut[laid.removed] = True
    most = INFINITE - 1
    if constraints.min_strength is not None and constraints.min_strength > 0:
        most = min(most, cost(constraints.min_strength))
    terrain = Terrain(
        ties.ptr, ties.neighbour, ties.hop_cost, ties.back_cost, ties.hop_tie,
        laid.source, laid.target, laid.cost, laid.removed_tie, read_only(shut), most,
        day.facts.kind, day.facts.country, asked_about(day, area),
        on.mandated.operator_ptr, on.mandated.operator, on.office,
    )  # fmt: skip
    known = np.array(party.knows, dtype=np.int32)
    costs = np.full(len(known), cost(KNOWN_TIE), dtype=np.int32)
    asker = OUTSIDER if party.node is None else party.node
    start = Start(asker, party.kind, party.country, read_only(known), read_only(costs))
    return Leave(terrain, start, constraints.max_steps, meeting(day, constraints))


def asked_about(day: Day, area: Area) -> NDArray[np.bool_]:
    """(M) the markets of an area."""
    markets = np.zeros(len(day.sections.range("market")), dtype=np.bool_)
    markets[list(area.markets)] = True
    return read_only(markets)
