"""Who can open a door to a market or corridor, for these askers, from where they stand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.errors import InputError
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer, check_first
from queries.reading.presence import PresenceReason, presence_reasons
from queries.routing.askers import ASKERS_AT_MOST, Asker, Party, sector_nodes, understand
from queries.routing.candidate import Candidate
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints, check_count
from queries.routing.diagnosis import CONSTRAINTS, Diagnosis, DiagnosisCode, Wording, cut_short, why_unreached, without
from queries.routing.door_question import DoorQuestion, area_of
from queries.routing.explain import own_presence_told, rests_on_recalled, why
from queries.routing.missing_tie import MissingTie, route_made_by
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.past import PastPresence, past_presences
from queries.routing.ranking import Ranking, in_order
from queries.routing.reasons import reasons_for
from queries.routing.routes import Route, make_route
from queries.routing.standing import StepKind
from queries.routing.target import Area
from queries.routing.tiers import Tier, tier_of
from queries.routing.ways import Reach

ALTERNATIVES_AT_MOST: Final = 20
FIRST_DEFAULT: Final = 10
DEEPEST: Final = 1_000
"""Openers that one question ranks; more are refused."""
AREAS_TRIED: Final = 12
"""Corridors and blocs of a market without a door in which one is sought."""
_WORDS: Final = Wording(
    "The nearest door opener",
    "There are door openers",
    "Door openers are known, but no chain of introductions leads to any of them.",
)


@dataclass(frozen=True)
class DoorOpener:
    """An organisation that can open the door, by its best route.

    Attributes:
        rank: place in the ranking, from 1; None for one that is told beside it.
    """

    question: DoorQuestion
    found: Candidate
    rank: int | None

    @property
    def node(self) -> int:
        """The organisation."""
        return self.found.node

    @property
    def asker(self) -> int:
        """Position of the asker for whom the route is."""
        return self.found.of.position

    @property
    def total(self) -> int:
        """Integer sum of route, presence and fit, by which openers are ranked."""
        return self.found.total

    @property
    def how(self) -> Reach:
        """How it is reached."""
        return self.found.reach

    @property
    def operator(self) -> int | None:
        """Of an office the operator by which it is reached; None for what is no office."""
        return self.found.operator

    @property
    def presence(self) -> float:
        """In (0, 1]: how much it counts as in the market, for the asker."""
        return self.found.presence

    @cached_property
    def sector_fit(self) -> float:
        """How well its sectors fit, in [.5, 1]."""
        return self.found.of.outlook.fit(self.found.at).sector

    @cached_property
    def service_fit(self) -> float:
        """How well what it does fits what the asker is, in [.2, 1]."""
        return self.found.of.outlook.fit(self.found.at).service

    @cached_property
    def route(self) -> Route:
        """The best route."""
        return make_route(self.question.view, self.found.way)

    @cached_property
    def score(self) -> float:
        """Route strength × presence × fit."""
        return self.found.score

    @property
    def tier(self) -> Tier:
        """The score in a word."""
        return tier_of(self.score)

    @cached_property
    def name(self) -> str:
        """Its name."""
        return self.name_of(self.node)

    def name_of(self, node: int) -> str:
        """Name of any organisation."""
        name: str = self.question.day.record(node)["name"]
        return name

    @cached_property
    def presence_reasons(self) -> list[PresenceReason]:
        """Why it counts as in the market for the asker, best first."""
        return reasons_for(self.found)

    @cached_property
    def siblings(self) -> list[int]:
        """Those who are one door opener with it, in the order of openers."""
        return self.question.siblings(self.found)

    def alternatives(self, first: int) -> list[Route]:
        """The next best distinct routes after ``route``, at most so many."""
        check_first(first, ALTERNATIVES_AT_MOST, "alternatives")
        ways = self.question.between(self.found).best(first + 1)[0]
        return [make_route(self.question.view, way) for way in ways[1:]]

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares no intermediary with ``route``, nor its first step if it is direct; or None."""
        way = self.question.between(self.found).fallback(self.found.way)
        return None if way is None else make_route(self.question.view, way)

    @cached_property
    def why(self) -> str:
        """Why it can open the door, and how one gets there: sentences from the facts, to be read under its name."""
        told = why(self.found, self.route, self.presence_reasons[0])
        return told if len(self.question.parties) == 1 else f"For {self._asker_name}: {told}"

    @cached_property
    def unconfirmed(self) -> bool:
        """Whether it rests on what is recalled only: general knowledge, unconfirmed."""
        return rests_on_recalled(self.route, self.presence_reasons[0])

    @property
    def _asker_name(self) -> str:
        node = self.found.of.party.node
        return "you" if node is None else self.name_of(node)


@dataclass(frozen=True)
class OwnPresence:
    """An asker, or a network of which it is part, that is in the market itself.

    Attributes:
        told: the same as a sentence without its end.
    """

    asker: int
    organisation: int
    reasons: list[PresenceReason]
    told: str


@dataclass(frozen=True)
class DoorOpenersAnswer(Answer):
    """What ``door_openers`` answers.

    Attributes:
        market, corridor: node of what was asked about; one of them is None.
        parties: the askers as understood.
        openers: best first.
        has_more: whether there are further ones.
        diagnosis: set when there is no opener, or when the search was cut short.
        exact: no search was cut short.
    """

    question: DoorQuestion
    market: int | None
    corridor: int | None
    parties: tuple[Party, ...]
    openers: list[DoorOpener]
    has_more: bool
    diagnosis: Diagnosis | None
    exact: bool

    @cached_property
    def below_floor(self) -> int:
        """How many door openers are not shown, since their score is below .01."""
        return sum(not one.is_shown for one in self.question.everybody.ranked)

    @cached_property
    def count(self) -> int:
        """How many door openers there are, without those below the floor."""
        return len(self.question.everybody.ranked) - self.below_floor

    @property
    def count_is_exact(self) -> bool:
        """Whether these are all: no search for them was cut short."""
        return self.question.everybody.exact

    @cached_property
    def front_doors(self) -> list[DoorOpener]:
        """Whoever may be written to by anybody, whatever its rank, best first."""
        found: dict[int, Candidate] = {}
        for of in self.question.candidates:
            for way in of.listing.alone():
                one = of.candidate(way) if way.kinds == (StepKind.FRONT_DOOR,) else None
                if one is not None and (one.node not in found or one.merit < found[one.node].merit):
                    found[one.node] = one
        return self._beside(list(found.values()))

    @cached_property
    def to_meet(self) -> list[DoorOpener]:
        """Everybody to whom those who receive the asker may introduce it, best first."""
        found: dict[int, Candidate] = {}
        for of in self.question.candidates:
            for one in of.received():
                if one.node not in found or one.merit < found[one.node].merit:
                    found[one.node] = one
        return self._beside(list(found.values()))

    def _beside(self, found: list[Candidate]) -> list[DoorOpener]:
        ranks = {one.node: rank for rank, one in enumerate(self.question.everybody.ranked[: self.count], 1)}
        return [DoorOpener(self.question, one, ranks.get(one.node)) for one in in_order(found)]

    @cached_property
    def yourself(self) -> list[OwnPresence]:
        """The askers' own presence, and that of networks of which they are part: whom nobody need introduce."""
        found = []
        for of in self.question.candidates:
            own = [] if of.party.node is None else [of.party.node, *of.outlook.own_hubs]
            for node in own:
                reasons = [
                    reason
                    for market in of.target.area.markets
                    if of.standing.counts(market, node)
                    for reason in presence_reasons(self.question.day, market, node)
                ]
                if reasons:
                    told = own_presence_told(self.question.day, node, reasons)
                    found.append(OwnPresence(of.position, node, reasons, told))
        return found

    def route_with(self, tie: MissingTie) -> Route:
        """The route that a missing tie would make."""
        of = self.question.candidates[tie.asker]
        return route_made_by(tie, of.view, of.leave.start.asker)

    @cached_property
    def past(self) -> list[PastPresence]:
        """Organisations whose presence there has ended, latest first."""
        found: dict[int, PastPresence] = {}
        askers = {party.node for party in self.parties}
        for of in self.question.candidates:
            for one in past_presences(self.question.day, of.target.area):
                if one.organisation not in askers and of.leave.allows(one.organisation, 0):
                    found.setdefault(one.organisation, one)
        return list(found.values())


def door_openers(
    day: Day,
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
        day: on which to stand.
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
    check_first(first, DEEPEST)
    market_node, corridor_node, area = _area(day, market, corridor)
    parties = tuple(understand(day, asker) for asker in dict.fromkeys(askers))
    question = DoorQuestion(day, area, parties, sector_nodes(day, sector), constraints, laid)
    ranking = question.rank(first + 1)
    above = [one for one in ranking.ranked if one.is_shown]
    return DoorOpenersAnswer(
        day.header,
        question,
        market_node,
        corridor_node,
        parties,
        [DoorOpener(question, one, rank) for rank, one in enumerate(above[:first], 1)],
        len(above) > first,
        _diagnose(question, ranking, above),
        ranking.exact,
    )


def _area(day: Day, market: str | None, corridor: str | None) -> tuple[int | None, int | None, Area]:
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


def _diagnose(question: DoorQuestion, ranking: Ranking, above: list[Candidate]) -> Diagnosis | None:
    """Why there is no opener; or that the search was cut short."""
    if above:
        return None if ranking.exact else cut_short(question)
    free = without(question.constraints, tuple(CONSTRAINTS))
    unconstrained = question if free == question.constraints else question.relaxed(free)
    if not unconstrained.has_openers() and not question.has_openers():
        areas = tuple(question.areas_with_a_door(AREAS_TRIED)) if question.area.corridor is None else ()
        message = "No organisation is known to be present there."
        return Diagnosis(DiagnosisCode.NO_OPENER_KNOWN, message, areas=areas)
    if question.reaches():
        message = "Door openers are known, but every way to them is too weak to be shown."
        return Diagnosis(DiagnosisCode.BELOW_FLOOR, message, None, (), question)
    return why_unreached(question, _WORDS)
