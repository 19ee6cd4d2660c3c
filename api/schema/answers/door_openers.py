"""The question above all: who can open a door, and how to get there."""

from typing import Annotated, Any

import strawberry

from api.schema.answers.asker import Asker, asker_of
from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.plumbing.base import Info, Reading, argument, field, object_type, told
from api.schema.plumbing.pages import After, Edge, PageInfo, check_first, cursor_of, key_of, page_info
from api.schema.plumbing.scalars import MarketCode
from api.schema.plumbing.shown import Shown, answers, field_as, several, show, shows
from graph.errors import LimitError
from queries.questions import door_openers as asked
from queries.routing import routes


@shows(asked.DoorOpener)
class DoorOpener(Shown):
    """An organisation with presence in the market: score = route strength × presence × sectorFit × serviceFit."""

    @field
    def asker(self) -> Asker:
        """For whom the route is."""
        return asker_of(self.reading, self.found.asker, self.found.question.parties[self.found.asker])

    @field_as(several(routes.Route))
    def alternatives(
        self, first: Annotated[int, argument(f"At most so many, 1 to {asked.ALTERNATIVES_AT_MOST}.")] = 2
    ) -> Any:
        """The next best ways to it: other organisations, or another kind of step."""
        return [show(self.reading, one) for one in self.found.alternatives(first)]


@shows(asked.OwnPresence)
class OwnPresence(Shown):
    """That an asker, or a network of which it is part, is in the market itself: nobody need introduce it to that."""

    @field
    def asker(self) -> Asker:
        """Whose presence it is."""
        return asker_of(self.reading, self.found.asker, self.found.party)


@object_type
class DoorOpenerConnection:
    """One page of door openers, best first."""

    answer: strawberry.Private[asked.DoorOpenersAnswer]
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


@shows(asked.DoorOpenersAnswer)
class DoorOpenersAnswer(Shown):
    """Who can open a door, from one revision."""

    openers: DoorOpenerConnection = told("Door openers, best first.")

    @field
    def askers(self) -> list[Asker]:
        """Those who ask, as understood."""
        return [asker_of(self.reading, position, party) for position, party in enumerate(self.found.parties)]


@answers(asked.DoorOpenersAnswer)
def door_openers(
    info: Info,
    asker: Annotated[
        list[AskerInput], argument("Who asks, 1 to 20: each opener's best route over them is taken.", name="from")
    ],
    market: Annotated[MarketCode | None, argument("Where the door is: a market, or a corridor instead.")] = None,
    corridor: Annotated[strawberry.ID | None, argument("Where the door is: any market on this corridor.")] = None,
    sector: Annotated[strawberry.ID | None, argument("Openers fit this sector, instead of each asker's own.")] = None,
    constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
    first: Annotated[int, argument("At most so many, 1 to 100.")] = 10,
    after: After = None,
) -> Any:
    """Who can open a door to this market for these organisations, from where they stand?"""
    passed, key = _place(first, after)
    reading, within = asked_under(constraints, info.context)
    answer = asked.door_openers(
        reading.day, [one.understood(reading.snapshot) for one in asker], market=market, corridor=corridor,
        sector=sector, constraints=within, first=passed + first,
    )  # fmt: skip
    if answer.market is not None:
        reading.asked[reading.snapshot.id_of(answer.market)] += 1
    return show(reading, answer, openers=_openers(reading, answer, key, first, after))


def _place(first: int, after: str | None) -> tuple[int, list[Any] | None]:
    """How many have passed by a cursor, and the key of the last of them."""
    check_first(first, 1)
    if after is None:
        return 0, None
    passed, *key = key_of(after, "openers", (int, int, int, str))
    if not 0 <= passed <= asked.DEEPEST - first:
        raise LimitError(
            f"{passed + first} is too deep.",
            value=passed + first,
            where="after",
            suggestion=f"The best {asked.DEEPEST} are ranked.",
        )
    return passed, key


def _standing_before(keys: list[list[Any]], key: list[Any] | None) -> int:
    """How many stand up to the one that a cursor names; where that one is gone, all that are no worse than it was.

    Equal ones stand in an order of more than their keys say, so the one that is named is looked for first.
    """
    if key is None:
        return 0
    *worth, id_ = key
    place = next((at for at, one in enumerate(keys) if one[-1] == id_), None)
    return sum(one[:-1] <= worth for one in keys) if place is None else place + 1


def _openers(
    reading: Reading, answer: asked.DoorOpenersAnswer, key: list[Any] | None, first: int, after: str | None
) -> DoorOpenerConnection:
    keys = [[one.total, len(one.route.steps), reading.snapshot.id_of(one.node)] for one in answer.openers]
    start = _standing_before(keys, key)
    page = list(enumerate(zip(answer.openers, keys, strict=True)))[start : start + first]
    cursors = [cursor_of("openers", [at + 1, *held]) for at, (_, held) in page]
    nodes = [show(reading, one) for _, (one, _) in page]
    more = answer.has_more or start + first < len(keys)
    edges = [Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
    return DoorOpenerConnection(answer=answer, edges=edges, nodes=nodes, page_info=page_info(cursors, more, after))
