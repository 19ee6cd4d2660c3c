"""Who can open a door to a market or corridor, for these askers, from where they stand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from graph.cached import cached_property
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import CorridorNode, Internal, Is, MarketNode, OrganisationNode, Some
from queries.reading.presence import PresenceReason, presence_reasons
from queries.routing.askers import Asker, Party, check_askers, sector_nodes, understand
from queries.routing.candidate import Candidate
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.diagnosis import CONSTRAINTS, Diagnosis, DiagnosisCode, Wording, cut_short, why_unreached, without
from queries.routing.digest import digest_of
from queries.routing.door_question import DoorQuestion, area_asked
from queries.routing.explain import INFERRED, RECALLED, rests_on, why
from queries.routing.hubs import HubLeftOut, hubs_left_out
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.own_markets import presence_sentence
from queries.routing.past import PastPresence, past_presences
from queries.routing.ranking import Ranking, in_order
from queries.routing.reasons import reasons_for
from queries.routing.routes import Route, make_route
from queries.routing.standing import StepKind
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
    """An organisation with presence in the market: score = route strength × presence × sectorFit × serviceFit.

    Attributes:
        rank: its place in the whole ranking, from 1; null for one that is told beside it only.
    """

    question: Internal[DoorQuestion]
    found: Internal[Candidate]
    rank: int | None

    @property
    def node(self) -> Internal[int]:
        """The organisation."""
        return self.found.node

    @property
    def organisation(self) -> OrganisationNode:
        """Who it is."""
        return self.found.node

    @property
    def asker(self) -> Internal[int]:
        """Position of the asker for whom the route is."""
        return self.found.of.position

    @property
    def total(self) -> Internal[int]:
        """Integer sum of route, presence and fit, by which openers are ranked."""
        return self.found.total

    @property
    def how(self) -> Annotated[Reach, Is("How")]:
        """How it is reached."""
        return self.found.reach

    @property
    def operator(self) -> OrganisationNode | None:
        """Of an office: who runs it, and counts here; null for what is no office."""
        return self.found.operator

    @property
    def presence(self) -> float:
        """How much it counts as being in the market, for this asker."""
        return self.found.presence

    @cached_property
    def sector_fit(self) -> float:
        """How well its sectors fit: 0.8 to 1 where some are shared, 0.8 where none is known, 0.5 for others."""
        return self.found.of.outlook.fit(self.found.at).sector

    @cached_property
    def service_fit(self) -> float:
        """How well what it is there for fits what the asker is: 1, or less."""
        return self.found.of.outlook.fit(self.found.at).service

    @cached_property
    def route(self) -> Route:
        """The best way to it."""
        return make_route(self.question.view, self.found.way)

    @cached_property
    def score(self) -> float:
        """How good it is, in (0, 1)."""
        return self.found.score

    @property
    def tier(self) -> Tier:
        """The same in a word: strong from 0.3, moderate from 0.1, weak below."""
        return tier_of(self.score)

    @cached_property
    def name(self) -> Internal[str]:
        """Its name."""
        return self.name_of(self.node)

    def name_of(self, node: int) -> str:
        """Name of any organisation."""
        name: str = self.question.day.record(node)["name"]
        return name

    @cached_property
    def presence_reasons(self) -> Annotated[list[PresenceReason], Some(2)]:
        """Why it counts as being in the market, best first."""
        return reasons_for(self.found)

    @cached_property
    def siblings(self) -> Annotated[list[OrganisationNode], Some(5)]:
        """Those who are one door opener with it, best first: other offices of its operator, chambers of a market."""
        return self.question.siblings(self.found)

    def alternatives(self, first: int) -> list[Route]:
        """The next best distinct routes after ``route``, at most so many."""
        check_first(first, ALTERNATIVES_AT_MOST, "alternatives")
        ways = self.question.between(self.found).best(first + 1)[0]
        return [make_route(self.question.view, way) for way in ways[1:]]

    @cached_property
    def fallback(self) -> Route | None:
        """The best way that shares no intermediary with `route`, nor its step if that is direct; or null."""
        way = self.question.between(self.found).fallback(self.found.way)
        return None if way is None else make_route(self.question.view, way)

    @cached_property
    def why(self) -> str:
        """Why it opens the door and how one gets there: sentences made from the facts, to be read under its name."""
        told = why(self.found, self.route, self.presence_reasons[0])
        return told if len(self.question.parties) == 1 else f"For {self._asker_name}: {told}"

    @cached_property
    def unconfirmed(self) -> bool:
        """Whether it rests on what is only recalled: general knowledge, unconfirmed."""
        return rests_on(RECALLED, self.route, self.presence_reasons[0])

    @cached_property
    def inferred(self) -> bool:
        """Whether it rests on what is only inferred: what follows from something else, such as the kind of a body."""
        return rests_on(INFERRED, self.route, self.presence_reasons[0])

    @property
    def _asker_name(self) -> str:
        node = self.found.of.party.node
        return "you" if node is None else self.name_of(node)


@dataclass(frozen=True)
class OwnPresence:
    """That an asker, or a network of which it is part, is in the market itself: nobody need introduce it to that.

    Attributes:
        organisation: the asker, or the network.
        reasons: why, best first.
    """

    asker: Internal[int]
    party: Internal[Party]
    organisation: OrganisationNode
    reasons: Annotated[list[PresenceReason], Some(3)]
    said: Internal[str]

    @property
    def sentence(self) -> str:
        """The same in words."""
        return self.said


@dataclass(frozen=True)
class DoorOpenersAnswer(Answer):
    """Who can open a door, from one revision.

    Attributes:
        market: the market that was asked about.
        corridor: the corridor that was asked about.
        parties: the askers as understood.
        openers: best first.
        has_more: whether there are further ones.
        diagnosis: set when there is no opener, or when the search was cut short.
        exact: whether the ranking is certain: no search was cut short.
        supposed: of a day on which changes are tried, each of them in words.
    """

    question: Internal[DoorQuestion]
    market: MarketNode | None
    corridor: CorridorNode | None
    parties: Internal[tuple[Party, ...]]
    openers: Internal[list[DoorOpener]]
    has_more: Internal[bool]
    diagnosis: Diagnosis | None
    exact: bool
    supposed: Internal[tuple[str, ...]] = ()

    @property
    def complete_to(self) -> int | None:
        """Of a search that was cut short: the number of steps up to which it is complete; null of one that was not."""
        return None if self.diagnosis is None else self.diagnosis.complete_to

    @cached_property
    def below_floor(self) -> int:
        """Door openers whose score is below 0.01: they are counted, and not shown."""
        return sum(not one.is_shown for one in self.question.everybody.ranked)

    @cached_property
    def count(self) -> Internal[int]:
        """How many door openers there are, without those below the floor."""
        return len(self.question.everybody.ranked) - self.below_floor

    @property
    def count_is_exact(self) -> Internal[bool]:
        """Whether these are all: no search for them was cut short."""
        return self.question.everybody.exact

    @cached_property
    def front_doors(self) -> Annotated[list[DoorOpener], Some(10)]:
        """Whoever may be written to by anybody, whatever the rank, best first; each by its front door."""
        found: dict[int, Candidate] = {}
        for of in self.question.candidates:
            look()
            for way in of.listing.alone():
                one = of.candidate(way) if way.kinds == (StepKind.FRONT_DOOR,) else None
                if one is not None and (one.node not in found or one.merit < found[one.node].merit):
                    found[one.node] = one
        return self._beside(list(found.values()))

    @cached_property
    def to_meet(self) -> Annotated[list[DoorOpener], Some(10)]:
        """Everybody to whom those who receive the asker may introduce it, best first; each by such a route."""
        found: dict[int, Candidate] = {}
        for of in self.question.candidates:
            look()
            for one in of.received():
                if one.node not in found or one.merit < found[one.node].merit:
                    found[one.node] = one
        return self._beside(list(found.values()))

    def _beside(self, found: list[Candidate]) -> list[DoorOpener]:
        ranks = {one.node: rank for rank, one in enumerate(self.question.everybody.ranked[: self.count], 1)}
        return [DoorOpener(self.question, one, ranks.get(one.node)) for one in in_order(found)]

    @cached_property
    def yourself(self) -> Annotated[list[OwnPresence], Some(10)]:
        """The askers' own presence, and that of networks of which they are part."""
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
                    said = presence_sentence(self.question.day, node, reasons)
                    found.append(OwnPresence(of.position, of.party, node, reasons, said))
        return found

    @cached_property
    def past(self) -> Annotated[list[PastPresence], Some(10)]:
        """Organisations whose presence has ended, the latest first."""
        found: dict[int, PastPresence] = {}
        askers = {party.node for party in self.parties}
        for of in self.question.candidates:
            look()
            for one in past_presences(self.question.day, of.target.area):
                if one.organisation not in askers and of.leave.allows(one.organisation, 0):
                    found.setdefault(one.organisation, one)
        return list(found.values())

    @cached_property
    def digest(self) -> str:
        """A short text, equal as long as openers, scores, routes and diagnosis are, as people read them: to 2 decimals.

        It goes as far as the page: compare it with that of the same question, asked for as many openers.
        """
        snapshot = self.question.day.snapshot
        return digest_of(snapshot, [(one.found, one.route) for one in self.openers], self.diagnosis, self.exact)

    @cached_property
    def hubs_left_out(self) -> Annotated[list[HubLeftOut], Some(10)]:
        """Projects, events and programmes that an asker shares with somebody there, too large to tie all of them."""
        return hubs_left_out(self.question)

    @property
    def past_count(self) -> int:
        """Organisations whose presence has ended."""
        return len(self.past)

    @property
    def to_meet_count(self) -> int:
        """Organisations in `toMeet`."""
        return len(self.to_meet)

    @property
    def front_door_count(self) -> int:
        """Organisations in `frontDoors`."""
        return len(self.front_doors)


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
    check_askers(askers)
    check_first(first, DEEPEST)
    market_node, corridor_node, area = area_asked(day, market, corridor)
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
