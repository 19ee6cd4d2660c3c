"""How golden questions are asked, and what is read of their answers."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import DoorOpener, DoorOpenersAnswer, door_openers
from queries.routing.askers import Asker
from queries.routing.constraints import RouteConstraints
from queries.routing.routes import Route


def ask(
    starter: Snapshot,
    asker: Asker,
    market: str | None = None,
    *,
    corridor: str | None = None,
    sector: str | None = None,
    first: int = 10,
    as_of: str | None = None,
    **constraints: object,
) -> DoorOpenersAnswer:
    """Who can open a door, for one asker."""
    return door_openers(
        starter.on_day(as_of),
        [asker],
        market=market,
        corridor=corridor,
        sector=sector,
        first=first,
        constraints=RouteConstraints(**constraints),  # type: ignore[arg-type]
    )


def ids(starter: Snapshot, answer: DoorOpenersAnswer) -> list[str]:
    """Door openers, best first."""
    return [starter.id_of(opener.node) for opener in answer.openers]


def found(starter: Snapshot, answer: DoorOpenersAnswer, id_: str) -> DoorOpener:
    """The door opener of that id, which the answer must hold."""
    return next(opener for opener in answer.openers if starter.id_of(opener.node) == id_)


def with_it(starter: Snapshot, opener: DoorOpener) -> set[str]:
    """Those who are one door opener with it."""
    return {starter.id_of(node) for node in opener.siblings}


def how(starter: Snapshot, answer: DoorOpenersAnswer, id_: str) -> str:
    """How an opener is reached, in the word of the answer."""
    return found(starter, answer, id_).how.value


def way(starter: Snapshot, route: Route) -> list[str]:
    """Ids after the asker."""
    return [starter.id_of(step.target) for step in route.steps]


def assert_scores(starter: Snapshot, answer: DoorOpenersAnswer, shown: dict[str, float]) -> None:
    """Each of them is an opener with the score that is shown, to its two digits."""
    told = {id_: found(starter, answer, id_).score for id_ in shown}
    assert told == {id_: pytest.approx(score, abs=0.0051) for id_, score in shown.items()}
