"""The question above all: who can open a door, and how to get there."""

from typing import Annotated, Any, Final

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.answers.diagnosis import Diagnosis, diagnosis_of
from api.schema.answers.route import Route, route_of
from api.schema.model.organisation import Organisation
from api.schema.model.places import Corridor, Market, market_of
from api.schema.model.presence import PresenceReason, reasons_of
from api.schema.model.relation import Relation
from api.schema.model.revision import Revision, revision_of
from api.schema.model.words import How, Tier
from api.schema.plumbing.base import Reading, argument, field, object_type, told
from api.schema.plumbing.found import relations_shown, shown
from api.schema.plumbing.pages import PAGE_AT_MOST, Edge, PageInfo, check_first, cursor_of, key_of, page_info
from api.schema.plumbing.scalars import Date, PartialDate
from graph.errors import LimitError
from graph.relations import MODERATE, STRONG
from queries.questions.door_openers import ALTERNATIVES_AT_MOST, DEEPEST, door_openers
from queries.questions.door_openers import DoorOpener as Opener
from queries.questions.door_openers import DoorOpenersAnswer as Answer
from queries.routing.askers import Asker as Asking
from queries.routing.constraints import RouteConstraints as Constraints

REASONS_AT_MOST: Final = 3
"""Reasons told of what is told beside the ranking."""


Some = Annotated[int, argument(f"At most so many, up to {PAGE_AT_MOST}.")]


@object_type
class DoorOpener:
    """An organisation with presence in the market: score = route strength × presence × sectorFit × serviceFit."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Opener]
    rank: int | None = told("Its place in the whole ranking, from 1; null for one that is told beside it only.")
    how: How = told("How it is reached.")
    score: float = told("How good it is, in (0, 1).")
    tier: Tier = told(f"The same in a word: strong from {STRONG}, moderate from {MODERATE}, weak below.")
    presence: float = told("How much it counts as being in the market, for this asker.")
    sector_fit: float = told(
        "How well its sectors fit: 0.8 to 1 where it shares some, 0.8 where none is known, 0.5 where none is shared."
    )
    service_fit: float = told("How well what it is there for fits what the asker is: 1, or less.")
    asker: Asker = told("For whom the route is.")

    @field
    def organisation(self) -> Organisation:
        """Who it is."""
        organisation: Organisation = self.reading.thing(self.found.node)
        return organisation

    @field
    def operator(self) -> Organisation | None:
        """Of an office: who runs it, and counts here; null for what is no office."""
        operator = self.found.operator
        return None if operator is None else self.reading.thing(operator)

    @field
    def siblings(self, first: Some = 10) -> list[Organisation]:
        """Those who are one door opener with it, best first: other offices of its operator, chambers of one market."""
        return self.reading.things(self.found.siblings[: check_first(first)])

    @field
    def presence_reasons(self, first: Some = 3) -> list[PresenceReason]:
        """Why it counts as being in the market, best first."""
        return reasons_of(self.reading, self.found.presence_reasons[: check_first(first)])

    @field
    def route(self) -> Route:
        """The best way to it."""
        return route_of(self.reading, self.found.route)

    @field
    def alternatives(
        self, first: Annotated[int, argument(f"At most so many, 1 to {ALTERNATIVES_AT_MOST}.")] = 2
    ) -> list[Route]:
        """The next best ways to it: other organisations, or another kind of step."""
        return [route_of(self.reading, route) for route in self.found.alternatives(first)]

    @field
    def fallback(self) -> Route | None:
        """The best way that shares no intermediary with `route`, nor its step if that is direct; or null."""
        route = self.found.fallback
        return None if route is None else route_of(self.reading, route)

    @field
    def why(self) -> str:
        """Why it opens the door and how one gets there: sentences made from the facts, to be read under its name."""
        return self.found.why

    @field
    def unconfirmed(self) -> bool:
        """Whether it rests on what is only recalled: general knowledge, unconfirmed."""
        return self.found.unconfirmed


@object_type
class DoorOpenerConnection:
    """One page of door openers, best first."""

    answer: strawberry.Private[Answer]
    edges: list[Edge[DoorOpener]] = told("The door openers with their cursors.")
    nodes: list[DoorOpener] = told("The door openers without them.")
    page_info: PageInfo = told("Where this page lies in the ranking.")

    @field
    def total_count(self) -> int:
        """Door openers in all pages."""
        return self.answer.count

    @field
    def total_is_exact(self) -> bool:
        """Whether these are all; else the count was cut short, and there are at least so many."""
        return self.answer.count_is_exact


@object_type
class OwnPresence:
    """That an asker, or a network of which it is part, is in the market itself: nobody need introduce it to that."""

    asker: Asker = told("Whose presence it is.")
    organisation: Organisation = told("The asker, or the network.")
    sentence: str = told("The same in words.")
    reasons: list[PresenceReason] = told("Why, best first.")


@object_type
class PastPresence:
    """That an organisation was in the market, and is not any more."""

    organisation: Organisation = told("Which one.")
    market: Market = told("In which market it was.")
    until: PartialDate | None = told("The last day stated; null where nobody says when it ended.")
    relations: list[Relation] = told("The relations that have ended, the latest first.")


@object_type
class DoorOpenersAnswer:
    """Who can open a door, from one revision."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Answer]
    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    market: Market | None = told("The market that was asked about.")
    corridor: Corridor | None = told("The corridor that was asked about.")
    askers: list[Asker] = told("Those who ask, as understood.")
    openers: DoorOpenerConnection = told("Door openers, best first.")
    diagnosis: Diagnosis | None = told("Set when there is no opener, or when the search was cut short.")
    exact: bool = told("Whether the ranking is certain: no search was cut short.")
    complete_to: int | None = told(
        "Of a search that was cut short: the number of steps up to which it is complete; null of one that was not."
    )

    @field
    def front_doors(self, first: Some = 10) -> list[DoorOpener]:
        """Whoever may be written to by anybody, whatever the rank, best first; each by its front door."""
        return self._shown(self.found.front_doors, first)

    @field
    def to_meet(self, first: Some = 10) -> list[DoorOpener]:
        """Everybody to whom those who receive the asker may introduce it, best first; each by such a route."""
        return self._shown(self.found.to_meet, first)

    @field
    def yourself(self, first: Some = 10) -> list[OwnPresence]:
        """The askers' own presence, and that of networks of which they are part."""
        return [
            OwnPresence(
                asker=self.askers[one.asker],
                organisation=self.reading.thing(one.organisation),
                sentence=f"{one.told}.",
                reasons=reasons_of(self.reading, one.reasons[:REASONS_AT_MOST]),
            )
            for one in self.found.yourself[: check_first(first)]
        ]

    @field
    def past(self, first: Some = 10) -> list[PastPresence]:
        """Organisations whose presence has ended, the latest first."""
        return [
            PastPresence(
                organisation=self.reading.thing(one.organisation),
                market=market_of(self.reading, one.market),
                until=None if one.until is None else PartialDate(one.until),
                relations=relations_shown(self.reading, one.relations[:REASONS_AT_MOST]),
            )
            for one in self.found.past[: check_first(first)]
        ]

    @field
    def past_count(self) -> int:
        """Organisations whose presence has ended."""
        return len(self.found.past)

    @field
    def to_meet_count(self) -> int:
        """Organisations in `toMeet`."""
        return len(self.found.to_meet)

    @field
    def front_door_count(self) -> int:
        """Organisations in `frontDoors`."""
        return len(self.found.front_doors)

    @field
    def below_floor(self) -> int:
        """Door openers whose score is below 0.01: they are counted, and not shown."""
        return self.found.below_floor

    def _shown(self, found: list[Opener], first: int) -> list[DoorOpener]:
        return [_opener(self.reading, one, self.askers[one.asker]) for one in found[: check_first(first)]]


def answer_door_openers(
    reading: Reading, askers: list[Asking], market: str | None, corridor: str | None, sector: str | None,
    constraints: Constraints, first: int, after: str | None,
) -> DoorOpenersAnswer:  # fmt: skip
    """The page of door openers that follows a cursor."""
    check_first(first, 1)
    passed, key = 0, None
    if after is not None:
        passed, *key = key_of(after, "openers", (int, int, int, str))
    if not 0 <= passed <= DEEPEST - first:
        raise LimitError(
            f"{passed + first} is too deep.",
            value=passed + first,
            where="after",
            suggestion=f"The best {DEEPEST} are ranked.",
        )
    answer = door_openers(
        reading.day,
        askers,
        market=market,
        corridor=corridor,
        sector=sector,
        constraints=constraints,
        first=passed + first,
    )
    if answer.market is not None:
        reading.asked[reading.snapshot.id_of(answer.market)] += 1
    parties = [asker_of(reading, position, party) for position, party in enumerate(answer.parties)]
    return DoorOpenersAnswer(
        reading=reading,
        found=answer,
        revision=revision_of(reading.snapshot),
        as_of=Date(answer.as_of),
        market=None if answer.market is None else reading.thing(answer.market),
        corridor=None if answer.corridor is None else reading.thing(answer.corridor),
        askers=parties,
        openers=_openers(reading, answer, parties, key, first, after),
        diagnosis=diagnosis_of(reading, answer.diagnosis, answer.route_with, parties),
        exact=answer.exact,
        complete_to=None if answer.diagnosis is None else answer.diagnosis.complete_to,
    )


def _openers(
    reading: Reading, answer: Answer, parties: list[Asker], key: list[Any] | None, first: int, after: str | None
) -> DoorOpenerConnection:
    keys = [[one.total, len(one.route.steps), reading.snapshot.id_of(one.node)] for one in answer.openers]
    start = 0 if key is None else sum(one <= key for one in keys)
    shown = list(enumerate(zip(answer.openers, keys, strict=True)))[start : start + first]
    cursors = [cursor_of("openers", [at + 1, *held]) for at, (_, held) in shown]
    nodes = [_opener(reading, one, parties[one.asker]) for _, (one, _) in shown]
    more = answer.has_more or start + first < len(keys)
    edges = [Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    page = page_info(cursors, more, after)
    return DoorOpenerConnection(answer=answer, edges=edges, nodes=nodes, page_info=page)


def _opener(reading: Reading, found: Opener, asker: Asker) -> DoorOpener:
    return shown(DoorOpener, reading, found, how=str(found.how), tier=str(found.tier), asker=asker)
