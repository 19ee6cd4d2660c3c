"""The question above all: who can open a door, and how to get there."""

from typing import Annotated, Any, Final

import strawberry

from api.schema.base import Reading, argument, field, object_type, told
from api.schema.organisation import Organisation
from api.schema.pages import Edge, PageInfo, check_first, cursor_of, key_of, page_info
from api.schema.places import Corridor, Market
from api.schema.presence import PresenceReason, reasons_of
from api.schema.revision import Revision, revision_of
from api.schema.route import Route, route_of
from api.schema.scalars import Date
from api.schema.words import DiagnosisCode
from graph.errors import LimitError
from queries.diagnosis import Diagnosis as Found
from queries.door_openers import DEEPEST, door_openers
from queries.opener import ALTERNATIVES_AT_MOST
from queries.opener import DoorOpener as Opener
from queries.opener import DoorOpenersAnswer as Answer
from queries.question import Asker as Asking
from queries.question import Party
from queries.question import RouteConstraints as Constraints

SIBLINGS_AT_MOST: Final = 100


@object_type
class Asker:
    """Somebody who asks, as understood."""

    position: int = told("Position in `from`, from 0; the same asker given twice counts once.")
    organisation: Organisation | None = told("Who asks; null for one who is not in the graph.")
    asked_as: strawberry.ID | None = told(
        "The id that was given, where another organisation answers for it: its successor, or its double."
    )
    note: str | None = told("What to know about that, in a sentence.")


@object_type
class DoorOpener:
    """An organisation with presence in the market: score = route strength × presence × sector fit."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Opener]
    score: float = told("How good it is, in (0, 1).")
    presence: float = told("How much it counts as being in the market, for this asker.")
    sector_fit: float = told("How well its sectors fit: 1, 0.8 where it serves every sector or none is known, 0.5.")
    asker: Asker = told("For whom the route is.")

    @field
    def organisation(self) -> Organisation:
        """Who it is."""
        organisation: Organisation = self.reading.thing(self.found.node)
        return organisation

    @field
    def siblings(self) -> list[Organisation]:
        """Other offices of the same operator in the market."""
        return self.reading.things(self.found.siblings[:SIBLINGS_AT_MOST])

    @field
    def presence_reasons(self) -> list[PresenceReason]:
        """Why it counts as being in the market, best first."""
        return reasons_of(self.reading, self.found.node, self.found.presence_reasons)

    @field
    def route(self) -> Route:
        """The best way to it."""
        return route_of(self.reading, self.found.route)

    @field
    def alternatives(
        self, first: Annotated[int, argument(f"At most so many, 1 to {ALTERNATIVES_AT_MOST}.")] = 2
    ) -> list[Route]:
        """The next best ways to it: other organisations, or another desk."""
        return [route_of(self.reading, route) for route in self.found.alternatives(first)]

    @field
    def fallback(self) -> Route | None:
        """The best way that shares no intermediary and no desk with `route`, nor its tie if that is direct."""
        route = self.found.fallback
        return None if route is None else route_of(self.reading, route)

    @field
    def why(self) -> str:
        """All this in a sentence, from the facts."""
        return self.found.why


@object_type
class DoorOpenerConnection:
    """One page of door openers, best first."""

    edges: list[Edge[DoorOpener]] = told("The door openers with their cursors.")
    nodes: list[DoorOpener] = told("The door openers without them.")
    page_info: PageInfo = told("Where this page lies in the ranking.")


@object_type
class MissingTie:
    """A tie that is not there: with it, at a strength of 0.6, the door could be opened best."""

    asker: Asker = told("Whose route it would be.")
    contact: Organisation = told("A contact of the asker.")
    other: Organisation = told("A contact of the door opener; the two are not tied yet.")
    opener: Organisation = told("The door opener that would be reached.")


@object_type
class Diagnosis:
    """A "no", explained; or a warning that the answer may not be the best."""

    code: DiagnosisCode = told("What stands in the way.")
    message: str = told("The same in a sentence.")
    steps_needed: int | None = told(
        "The fewest introductions that would reach a door opener, where that is what is missing."
    )
    relax: list[str] = told(
        "The constraints to relax: each alone would give an answer, or all together where none alone would."
    )
    missing_tie: MissingTie | None = told("The tie that would help most; null where no single one would.")


@object_type
class DoorOpenersAnswer:
    """Who can open a door, from one revision."""

    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    market: Market | None = told("The market that was asked about.")
    corridor: Corridor | None = told("The corridor that was asked about.")
    askers: list[Asker] = told("Those who ask, as understood.")
    openers: DoorOpenerConnection = told("Door openers, best first.")
    diagnosis: Diagnosis | None = told("Set when there is no opener, or when the search was cut short.")
    exact: bool = told("Whether the ranking is certain: no search was cut short.")


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
        reading.snapshot,
        askers,
        market=market,
        corridor=corridor,
        sector=sector,
        constraints=constraints,
        first=passed + first,
    )
    reading = reading.as_of(reading.snapshot.standing(reading.snapshot.day_of(constraints.as_of)))
    if answer.market is not None:
        reading.asked[reading.snapshot.id_of(answer.market)] += 1
    parties = [_asker(reading, position, party) for position, party in enumerate(answer.parties)]
    return DoorOpenersAnswer(
        revision=revision_of(reading.snapshot),
        as_of=Date(answer.as_of),
        market=None if answer.market is None else reading.thing(answer.market),
        corridor=None if answer.corridor is None else reading.thing(answer.corridor),
        askers=parties,
        openers=_openers(reading, answer, parties, key, first, after),
        diagnosis=_diagnosis(reading, answer.diagnosis, parties),
        exact=answer.exact,
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
    return DoorOpenerConnection(edges=edges, nodes=nodes, page_info=page_info(cursors, more, after))


def _opener(reading: Reading, found: Opener, asker: Asker) -> DoorOpener:
    return DoorOpener(
        reading=reading,
        found=found,
        score=found.score,
        presence=found.presence,
        sector_fit=found.sector_fit,
        asker=asker,
    )


def _asker(reading: Reading, position: int, party: Party) -> Asker:
    organisation = None if party.node is None else reading.thing(party.node)
    note = None
    if party.asked_as is not None and party.node is not None:
        heir = reading.snapshot.id_of(party.node)
        note = f"{party.asked_as} is answered as {heir}, which has succeeded it or is the same."
    asked_as = None if party.asked_as is None else strawberry.ID(party.asked_as)
    return Asker(position=position, organisation=organisation, asked_as=asked_as, note=note)


def _diagnosis(reading: Reading, found: Found | None, parties: list[Asker]) -> Diagnosis | None:
    if found is None:
        return None
    missing = found.missing_tie
    tie = None
    if missing is not None:
        contact, other, opener = (reading.thing(node) for node in (missing.contact, missing.other, missing.opener))
        tie = MissingTie(asker=parties[missing.asker], contact=contact, other=other, opener=opener)
    return Diagnosis(
        code=found.code.value.lower(),
        message=found.message,
        steps_needed=found.steps_needed,
        relax=list(found.relax),
        missing_tie=tie,
    )
