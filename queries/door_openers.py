"""Who can open a door to a market or corridor, for these askers, from where they stand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, LimitError
from graph.kinds import CONFIDENCES
from graph.markets import check_market
from graph.relations import COURTESY, FIT_CROSS_SECTOR, FIT_OTHER, FIT_SHARED
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot, day_text
from queries.diagnosis import CONSTRAINTS, Diagnosis, DiagnosisCode, constraints_to_relax, without
from queries.explain import explain
from queries.kernel.hops import steps_needed
from queries.landscape import Landscape, landscape
from queries.missing_tie import MissingTie, missing_tie
from queries.overlay import NOTHING_LAID, Overlay
from queries.presence import PresenceReason, presence_reasons
from queries.question import (
    ASKERS_AT_MOST,
    UNCONSTRAINED,
    Asker,
    Party,
    RouteConstraints,
    check_count,
    sector_nodes,
    understand,
    via_mask,
)
from queries.ranking import Ranked, Ranking, Sought, rank, start_of
from queries.routes import Route, Step, View, make_step
from queries.target import FIT_COSTS, Target, constrained, find_target, read_only
from queries.ways import Ways

FIRST_DEFAULT: Final = 10
DEEPEST: Final = 1_000
"""Openers that one question ranks; more are refused."""
ALTERNATIVES_AT_MOST: Final = 20
_ANYONE = read_only(np.zeros(0, dtype=np.bool_))
_FITS = {0: FIT_SHARED, 1: FIT_CROSS_SECTOR, 2: FIT_OTHER}


@dataclass(frozen=True)
class DoorOpener:
    """An organisation that can open the door, by its best route.

    Attributes:
        node: organisation.
        asker: position of the asker for whom the route is.
        total: integer sum of route, presence and fit, by which openers are ranked.
        presence: in (0, 1], courtesy and halving included.
        sector_fit: 1, 0.8 or 0.5.
        route: the best.
    """

    question: "_Question"
    node: int
    asker: int
    total: int
    presence: float
    sector_fit: float
    market: int
    route: Route

    @property
    def score(self) -> float:
        """Route strength × presence × sector fit."""
        return self.route.strength * self.presence * self.sector_fit

    @property
    def asker_node(self) -> int | None:
        """The asker; None for one who is not in the graph."""
        return self.route.steps[0].source

    @cached_property
    def name(self) -> str:
        """Its name."""
        return self.name_of(self.node)

    def name_of(self, node: int) -> str:
        """Name of any organisation."""
        name: str = self.question.snapshot.record(node)["name"]
        return name

    @cached_property
    def presence_reasons(self) -> list[PresenceReason]:
        """Why it counts as in the market, best first; of a corridor in the market in which it is most so."""
        return presence_reasons(self.question.snapshot, self.question.on, self.market, self.node)

    @property
    def presence_confidence(self) -> str:
        """Word for the confidence of the best reason."""
        value = self.presence_reasons[0].confidence
        return next((word for word, worth in CONFIDENCES.items() if worth == value), "inferred")

    @cached_property
    def siblings(self) -> list[int]:
        """Other offices in the market that share an operator with it and that the constraints allow, by id."""
        return self.question.siblings(self.node)

    @cached_property
    def ways(self) -> Ways:
        """All routes of its asker to it, to be sought when asked for."""
        return self.question.ways(self.asker, self.node)

    def alternatives(self, first: int) -> list[Route]:
        """The next best distinct routes after ``route``, at most so many."""
        if not 1 <= first <= ALTERNATIVES_AT_MOST:
            raise LimitError(
                f"first is {first}.",
                value=first,
                where="alternatives",
                suggestion=f"Ask for 1 to {ALTERNATIVES_AT_MOST}.",
            )
        return self.ways.best(first + 1)[0][1:]

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares neither intermediary nor desk with ``route``; None if there is none.

        Where ``route`` is direct, its tie is not shared either.
        """
        return self.ways.fallback(self.route)

    @cached_property
    def why(self) -> str:
        """Why it can open the door, and by which steps, in one sentence made from the facts."""
        return explain(self)


@dataclass(frozen=True, slots=True)
class DoorOpenersAnswer:
    """What ``door_openers`` answers.

    Attributes:
        as_of: ISO day.
        market, corridor: node of what was asked about; one of them is None.
        parties: the askers as understood.
        openers: best first.
        has_more: whether there are further ones.
        diagnosis: set when there is no opener, or when the search was cut short.
        exact: no search was cut short.
    """

    revision: int
    as_of: str
    market: int | None
    corridor: int | None
    parties: tuple[Party, ...]
    openers: list[DoorOpener]
    has_more: bool
    diagnosis: Diagnosis | None
    exact: bool


class _Question:
    """One question, understood."""

    def __init__(
        self, snapshot: Snapshot, on: Standing, markets: NDArray[np.int64], parties: Sequence[Party],
        sector: NDArray[np.int32] | None, constraints: RouteConstraints, laid: Overlay,
    ) -> None:  # fmt: skip
        self.snapshot, self.on, self.parties, self.sector = snapshot, on, parties, sector
        self.markets, self.constraints, self.laid = markets, constraints, laid
        self.target: Target = find_target(snapshot, on, markets, constraints, laid)
        self.terrain, self.goal = constrained(snapshot, on, self.target, constraints, laid)

    def rank(self, wanted: int) -> Ranking:
        sought = Sought(self.target, self.terrain, self.goal, self.sector, self.constraints)
        return rank(self.snapshot, self.on, sought, self.parties, wanted)

    def relaxed(self, constraints: RouteConstraints) -> "_Question":
        return _Question(self.snapshot, self.on, self.markets, self.parties, self.sector, constraints, self.laid)

    @cached_property
    def view(self) -> View:
        kinds = self.constraints.relation_kinds
        ties = self.snapshot.ties(self.on, kinds)
        return View(
            self.snapshot,
            self.on,
            ties,
            self.laid.strengths,
            kinds is None or "mandated_for" in kinds,
            frozenset(self.markets.tolist()),
            frozenset(self.laid.removed_tie.tolist()),
        )

    def opener(self, found: Ranked) -> DoorOpener:
        party, at = self.parties[found.asker], found.opener
        presence, full = float(self.target.value[at]), self.goal.full
        if found.courteous:
            presence, full = presence * COURTESY, self.goal.courteous
        cost = found.total - int(full[at]) - int(FIT_COSTS[found.fit])
        route = self._route(party, found, cost)
        market = int(self.target.market[at])
        return DoorOpener(self, found.node, found.asker, found.total, presence, _FITS[found.fit], market, route)

    def _route(self, party: Party, found: Ranked, cost: int) -> Route:
        """The route of what the kernel found; its ties and constituencies are known already."""
        nodes = list(found.ids)
        if found.desk is not None:
            del nodes[-2]
        view, steps = self.view, []
        for position, target in enumerate(nodes[1:]):
            tie, home = found.ties[position], found.homes[position]
            if home >= 0 and not self.laid.strengths and not len(self.laid.removed_tie):
                mandate = int(self.land.home[home])
                steps.append(
                    Step(
                        view, nodes[position], target, None, float(self.on.mandated.home.worth[mandate]), None, mandate
                    )
                )
            elif tie >= 0 and not self.laid.strengths and not len(self.laid.removed_tie):
                steps.append(Step(view, nodes[position], target, None, float(view.ties.strength[tie]), tie, None))
            else:
                desk = found.desk if position == len(nodes) - 2 else None
                steps.append(make_step(view, party if position == 0 else nodes[position], target, desk))
        return Route(tuple(steps), cost)

    @cached_property
    def land(self) -> Landscape:
        return landscape(self.snapshot, self.on)

    def ways(self, asker: int, node: int) -> Ways:
        party = self.parties[asker]
        start, terrain = start_of(
            self.snapshot, self.on, self.target, self.terrain, party, self.sector, self.view.mandates
        )
        via = via_mask(self.snapshot, self.constraints) if self.constraints.via else _ANYONE
        return Ways(self.snapshot, self.on, self.view, party, terrain, start, node, self.constraints.max_steps, via)

    def siblings(self, node: int) -> list[int]:
        operators = set(self.on.mandated.operators.get(node, ()))
        if not self.on.office[node] or not operators:
            return []
        shut = self.terrain.blocked
        found = []
        for at in np.flatnonzero(self.goal.office & self.goal.allowed).tolist():
            other = int(self.goal.opener[at])
            own = self.goal.operator[self.goal.operator_ptr[at] : self.goal.operator_ptr[at + 1]].tolist()
            if other != node and operators & set(own) and not (len(shut) and shut[other]):
                found.append(other)
        return found

    def steps_needed(self) -> int | None:
        fewest = []
        for party in self.parties:
            start, terrain = start_of(self.snapshot, self.on, self.target, self.terrain, party, self.sector, True)
            found = int(steps_needed(terrain, self.goal, start))
            if found > 0:
                fewest.append(found)
        return min(fewest, default=None)

    def missing_tie(self) -> MissingTie | None:
        """The best over the askers; equal ones by contact, other, opener, then position."""
        found = []
        for position, party in enumerate(self.parties):
            start, _ = start_of(self.snapshot, self.on, self.target, self.terrain, party, self.sector, False)
            tie = missing_tie(self.terrain, self.goal, start, party, position)
            if tie is not None:
                found.append(tie)
        return min(found, key=lambda tie: (tie.total, tie.contact, tie.other, tie.opener, tie.asker), default=None)

    def has_openers(self) -> bool:
        askers = {party.node for party in self.parties}
        return bool(set(self.goal.opener.tolist()) - (askers if len(askers) == 1 else set()))


def door_openers(
    snapshot: Snapshot,
    askers: Sequence[Asker],
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
    first: int = FIRST_DEFAULT,
    laid: Overlay = NOTHING_LAID,
) -> DoorOpenersAnswer:
    """Rank the door openers of a market or corridor.

    Args:
        snapshot: to be read.
        askers: one or more; an opener's best is taken over them.
        market: code or name; exactly one of market and corridor is given.
        corridor: id.
        sector: fit against this one instead of each asker's own.
        constraints: what routes must keep to.
        first: at most so many openers, best first.
        laid: changes to try.

    Raises:
        InputError: something named is not there, or out of range.
        LimitError: too much is asked for.
    """
    constraints.check()
    if not askers:
        raise InputError(
            "Nobody asks.", code="no_asker", where="from", suggestion="Name at least one organisation, or describe one."
        )
    check_count(askers, ASKERS_AT_MOST, "from")
    if not 1 <= first <= DEEPEST:
        raise LimitError(f"first is {first}.", value=first, where="first", suggestion=f"Ask for 1 to {DEEPEST}.")
    on = snapshot.standing(snapshot.day_of(constraints.as_of))
    market_node, corridor_node, markets = _markets(snapshot, on, market, corridor)
    parties = tuple(understand(snapshot, on, asker) for asker in dict.fromkeys(askers))
    question = _Question(snapshot, on, markets, parties, sector_nodes(snapshot, sector), constraints, laid)
    ranking = question.rank(first + 1)
    openers = [question.opener(found) for found in ranking.ranked[:first]]
    return DoorOpenersAnswer(
        snapshot.revision,
        day_text(on.day) or "",
        market_node,
        corridor_node,
        parties,
        openers,
        len(ranking.ranked) > first,
        _diagnose(question, ranking),
        ranking.exact,
    )


def _markets(
    snapshot: Snapshot, on: Standing, market: str | None, corridor: str | None
) -> tuple[int | None, int | None, NDArray[np.int64]]:
    if (market is None) == (corridor is None):
        raise InputError(
            "Ask about one market or one corridor.",
            code="no_target",
            where="market",
            suggestion="Give exactly one of the two.",
        )
    if market is not None:
        position = snapshot.market_position(check_market(market))
        return snapshot.sections.range("market").start + position, None, np.array([position], dtype=np.int64)
    assert corridor is not None
    node = snapshot.node(corridor, "corridor", "corridor")
    return None, node, np.array(on.blocs.get(node, []), dtype=np.int64)


def _diagnose(question: _Question, ranking: Ranking) -> Diagnosis | None:
    """Why there is no opener; or that the search was cut short."""
    if ranking.ranked:
        if ranking.exact:
            return None
        return Diagnosis(
            DiagnosisCode.CUT_SHORT,
            "The search was cut short at its limit; better routes may exist. Ask with fewer steps or more constraints.",
        )
    tie = question.missing_tie()
    free = without(question.constraints, tuple(CONSTRAINTS))
    unconstrained = question if free == question.constraints else question.relaxed(free)
    if not unconstrained.has_openers() and not question.has_openers():
        return Diagnosis(DiagnosisCode.NO_OPENER_KNOWN, "No organisation is known to be present there.")
    relax = constraints_to_relax(question.constraints, lambda kept: bool(question.relaxed(kept).rank(1).ranked))
    if relax:
        message = f"There are door openers, but none under these constraints; relax {' or '.join(relax)}."
        return Diagnosis(DiagnosisCode.CONSTRAINED, message, None, relax, tie)
    needed = unconstrained.steps_needed()
    if needed is not None:
        message = f"The nearest door opener is {needed} introductions away."
        return Diagnosis(DiagnosisCode.BEYOND_MAX_STEPS, message, needed, ("maxSteps",), tie)
    message = "Door openers are known, but no chain of introductions leads to any of them."
    return Diagnosis(DiagnosisCode.DISCONNECTED, message, None, (), tie)
