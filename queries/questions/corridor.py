"""A corridor, a trade bloc or a region of several markets: what lies on it, who bridges it, and where nobody does."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.markets import KindCount, counts_by_kind
from queries.reading.nodes import CorridorNode, Internal, MarketNode, OrganisationNode, Some
from queries.reading.pairs import Meeting, alive, best_through, ties_into
from queries.reading.presence import PresenceReason, presence_reasons
from queries.reading.relation import Relation
from queries.routing.routes import Step, tie_step

FIRST_DEFAULT: Final = 20
FIRST_AT_MOST: Final = 100
"""Entries in each list of organisations."""
ALONG: Final = ("economic_corridor", "transport_corridor")
"""Kinds whose markets have an order; those of a bloc or a region have none, whatever a file lists first."""


@dataclass(frozen=True)
class MarketOnCorridor:
    """A market on a corridor, and what it holds.

    Attributes:
        market: the market.
        relations: the relations that put it on the corridor, with their evidence.
        order: its position along the corridor; null where there is none.
        name: the places along the corridor there.
        counts: its organisations by kind, in the model's order of kinds.
    """

    market: MarketNode
    relations: tuple[Relation, ...]
    order: float | None
    name: str | None
    counts: list[KindCount]


@dataclass(frozen=True)
class OrganisationOnCorridor:
    """An organisation that lies on a corridor.

    Attributes:
        organisation: which it is.
        relations: the relations that put it there, with their evidence.
    """

    organisation: OrganisationNode
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class PresenceOnCorridor:
    """How much an organisation counts as in one market of a corridor.

    Attributes:
        market: the market.
        presence: in (0, 1], to whoever asks.
    """

    market: MarketNode
    presence: float


@dataclass(frozen=True)
class ActiveOnCorridor:
    """An organisation that counts as in several markets of a corridor.

    Attributes:
        organisation: which it is.
        markets: its presence in each of the markets, along the corridor.
        best: its highest presence.
        reasons: why it counts as in the market where it does most, best first.
    """

    organisation: OrganisationNode
    markets: list[PresenceOnCorridor]
    best: float
    reasons: list[PresenceReason]


@dataclass(frozen=True)
class EndLink:
    """A living tie, or two with one organisation between them, that joins the ends of a corridor.

    Attributes:
        one: located in the first market.
        partner: who stands between; null for a direct tie.
        other: located in the last market.
        strength: the product of its ties.
        steps: the one or two ties.
    """

    one: OrganisationNode
    partner: OrganisationNode | None
    other: OrganisationNode
    strength: float
    steps: list[Step]


@dataclass(frozen=True)
class CorridorLeg:
    """Two consecutive markets of a corridor.

    Attributes:
        from_: the one.
        to: the next.
        organisations: how many organisations count as in both.
        ties: living ties from an organisation located in the one to one located in the other.
        operators: how many run offices in both: they could close a gap.
    """

    from_: MarketNode
    to: MarketNode
    organisations: int
    ties: int
    operators: int

    @property
    def gap(self) -> bool:
        """Whether no organisation and no tie bridges it."""
        return self.organisations == 0 and self.ties == 0


@dataclass(frozen=True)
class CorridorReport(Answer):
    """What lies on a corridor, who bridges it, and where nobody does, from one revision.

    Attributes:
        corridor: which it is.
        ordered: whether its markets have an order along it.
        markets: its markets in order; those without a position last, by code.
        lying: organisations that lie on it themselves, in the order of their markets, then by id.
        lying_count: organisations that lie on it.
        active: organisations in at least two of its markets: most markets first, then best presence, then by id.
        active_count: organisations that count as in several of its markets.
        bridges: organisations in both its first and its last market, by the product of the two presences, then by id.
        bridge_count: organisations that count as in both its first and its last market.
        end_ties: ties of organisations located at its ends: direct ones, then through one other, strongest first.
        direct_end_ties: direct living ties between the two ends.
        legs: consecutive markets, and how many bridge them; none where there is no order.
    """

    corridor: CorridorNode
    kind: Internal[str]
    ordered: bool
    markets: Annotated[list[MarketOnCorridor], Some(20)]
    lying: Annotated[list[OrganisationOnCorridor], Some(10)]
    lying_count: int
    active: Annotated[list[ActiveOnCorridor], Some(10)]
    active_count: int
    bridges: Annotated[list[ActiveOnCorridor], Some(10)]
    bridge_count: int
    end_ties: Annotated[list[EndLink], Some(10)]
    direct_end_ties: int
    legs: Annotated[list[CorridorLeg], Some(20)]

    @property
    def gaps(self) -> Annotated[list[CorridorLeg], Some(20)]:
        """The legs that no organisation and no tie bridges."""
        return [leg for leg in self.legs if leg.gap]


def corridor(day: Day, id_: str, *, first: int = FIRST_DEFAULT) -> CorridorReport:
    """What a corridor, a bloc or a region of several markets holds, and who bridges it.

    An economic or transport corridor has an order if at least two of its markets have a position along it; a market
    that has several positions takes the first. Its *ends* are the first and the last of these markets. An organisation
    *bridges the ends*, or a leg, if it has presence in both markets; a living tie bridges them between an organisation
    located in the one and one located in the other. Between the ends a route of two ties counts as well. A leg that
    neither an organisation nor a tie bridges is a *gap*.

    Args:
        day: on which to stand. A market belongs to it by the dates of its ``lies_on``.
        id_: of a corridor.
        first: at most so many in each list of organisations, 1 to 100.

    Raises:
        InputError: no such corridor; LimitError: ``first`` is out of range.
    """
    check_first(first, FIRST_AT_MOST)
    node = day.node(id_, "corridor", "id")
    kind: str = day.record(node)["kind"]
    markets = _markets(day, node, kind)
    along = [market.market for market in markets if market.order is not None]
    ordered = len(along) > 1
    if not ordered:
        along = []
    grid = _Grid(day, [market.market for market in markets])
    active, active_count = grid.active(2, first)
    lying, lying_count = _lying(day, node, [market.market for market in markets], first)
    bridges, bridge_count = grid.bridging(along[0], along[-1], first) if ordered else ([], 0)
    end_ties, tied = _end_ties(day, along[0], along[-1], first) if ordered else ([], 0)
    legs = [grid.leg(*pair) for pair in pairwise(along)]
    return CorridorReport(
        day.header, node, kind, ordered, markets, lying, lying_count,
        active, active_count,
        bridges, bridge_count, end_ties, tied, legs,
    )  # fmt: skip


def _lies_on(day: Day, node: int) -> dict[int, tuple[Relation, ...]]:
    """Living organisation or market on a corridor → the relations that put it there."""
    held = day.on.held
    at = np.flatnonzero((held.target == node) & (day.facts.rel_kind[held.relation] == CODE["lies_on"]))
    found: dict[int, list[int]] = {}
    for position in at.tolist():
        found.setdefault(int(held.source[position]), []).append(int(held.relation[position]))
    return {one: tuple(Relation(day, at) for at in sorted(set(by))) for one, by in sorted(found.items())}


def _markets(day: Day, node: int, kind: str) -> list[MarketOnCorridor]:
    section = day.sections.range("market")
    found = []
    for market, relations in _lies_on(day, node).items():
        if market not in section:
            continue
        look()
        placed = [(float(order), at) for at, one in enumerate(relations) if (order := one.said("order")) is not None]
        order = min(placed)[0] if placed and kind in ALONG else None
        names = [one.said("name") for one in sorted(relations, key=lambda one: _order(one.said("order")))]
        name = "; ".join(dict.fromkeys(name for name in names if name)) or None
        found.append(MarketOnCorridor(market, relations, order, name, counts_by_kind(day, market)))
    return sorted(found, key=lambda one: (_order(one.order), one.market))


def _order(order: float | None) -> float:
    return math.inf if order is None else float(order)


def _lying(day: Day, node: int, markets: list[int], first: int) -> tuple[list[OrganisationOnCorridor], int]:
    start = day.first_market
    place = {market - start: at for at, market in enumerate(markets)}
    country = day.facts.country
    found = [one for one in _lies_on(day, node).items() if one[0] < len(country)]
    found.sort(key=lambda one: (place.get(int(country[one[0]]), len(place)), one[0]))
    return [OrganisationOnCorridor(*one) for one in found[:first]], len(found)


class _Grid:
    """Presence in the markets of a corridor."""

    def __init__(self, day: Day, markets: list[int]) -> None:
        self.day, self.markets = day, markets
        self.start = day.first_market
        self.spans = {market: day.on.present.of_market(market - self.start) for market in markets}

    def present(self, market: int) -> I4:
        """Organisations in a market, by id."""
        found: I4 = self.day.on.present.organisation[self.spans[market]]
        return found

    def active(self, least: int, first: int) -> tuple[list[ActiveOnCorridor], int]:
        """Those present in at least so many of the markets."""
        if not self.markets:
            return [], 0
        every = np.concatenate([self.present(market) for market in self.markets])
        cost = np.concatenate([self.day.on.present.cost[self.spans[market]] for market in self.markets])
        nodes, at, count = np.unique(every, return_inverse=True, return_counts=True)
        best = np.full(len(nodes), np.iinfo(np.int32).max, dtype=np.int64)
        np.minimum.at(best, at, cost)
        several = np.flatnonzero(count >= least)
        order = several[np.lexsort((nodes[several], best[several], -count[several]))]
        return [self.shown(int(nodes[one])) for one in order[:first].tolist()], len(order)

    def bridging(self, one: int, other: int, first: int) -> tuple[list[ActiveOnCorridor], int]:
        """Those present in both of two markets."""
        both, at_one, at_other = np.intersect1d(
            self.present(one), self.present(other), assume_unique=True, return_indices=True
        )
        cost = self.day.on.present.cost
        total = cost[self.spans[one]][at_one].astype(np.int64) + cost[self.spans[other]][at_other]
        order = np.lexsort((both, total))
        return [self.shown(int(both[at])) for at in order[:first].tolist()], len(both)

    def shown(self, organisation: int) -> ActiveOnCorridor:
        """An organisation with its presence in each of the markets."""
        look()
        present = self.day.on.present
        markets = []
        for market in self.markets:
            pair = present.pair(market - self.start, organisation)
            if pair is not None:
                markets.append(PresenceOnCorridor(market, float(present.value[pair])))
        best = max(markets, key=lambda one: one.presence)
        reasons = presence_reasons(self.day, best.market - self.start, organisation)
        return ActiveOnCorridor(organisation, markets, best.presence, reasons)

    def leg(self, one: int, other: int) -> CorridorLeg:
        """Two consecutive markets, and how many bridge them."""
        look()
        both = np.intersect1d(self.present(one), self.present(other), assume_unique=True)
        ties = _ties_between(self.day, one - self.start, other - self.start)
        return CorridorLeg(one, other, len(both), len(ties), len(self.operators(one) & self.operators(other)))

    def operators(self, market: int) -> set[int]:
        """Who runs an office that is located in a market."""
        there = self.day.on.office & (self.day.facts.country == market - self.start)
        operators = self.day.on.mandated.operators
        return {operator for office in np.flatnonzero(there).tolist() for operator in operators(office)}


def _ties_between(day: Day, one: int, other: int) -> NDArray[np.int64]:
    """Living ties between organisations located in two markets, strongest first, then by ids."""
    ties = day.on.ties
    first, second = day.facts.country[ties.first], day.facts.country[ties.second]
    across = ((first == one) & (second == other)) | ((first == other) & (second == one))
    found = np.flatnonzero(across & alive(day))
    ordered: NDArray[np.int64] = found[np.lexsort((found, ties.cost[found]))]
    return ordered


def _end_ties(day: Day, one: int, other: int, first: int) -> tuple[list[EndLink], int]:
    start = day.first_market
    country, ties, lives = day.facts.country, day.on.ties, alive(day)
    direct = _ties_between(day, one - start, other - start)
    found = []
    for tie in direct[:first].tolist():
        ends = [int(ties.first[tie]), int(ties.second[tie])]
        if country[ends[0]] != one - start:
            ends.reverse()
        step = tie_step(day, ends[0], ends[1], tie)
        found.append(EndLink(ends[0], None, ends[1], step.strength, [step]))
    look()
    near, far = _located(day, one - start), _located(day, other - start)
    for through in best_through(
        [Meeting(ties_into(ties, near, lives), ties_into(ties, far, lives))], first - len(found)
    ):
        steps = [
            tie_step(day, through.one, through.partner, through.one_tie),
            tie_step(day, through.partner, through.other, through.other_tie),
        ]
        strength = steps[0].strength * steps[1].strength
        found.append(EndLink(through.one, through.partner, through.other, strength, steps))
    return found, len(direct)


def _located(day: Day, market: int) -> B1:
    found: B1 = day.facts.country == market
    return found
