"""Two dates beside each other: what is new, gone, up and down, and how much of it rests on facts without dates."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from graph.errors import InputError
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.relation import Relation
from queries.routing.askers import Asker, Party, understand
from queries.routing.candidate import Candidate
from queries.routing.reasons import reasons_for
from queries.routing.routes import make_route

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")
SINCE: Final = "since"
LEAST_DIFFERENCE: Final = 0.01
"""Scores that differ by less are told as unchanged: ties without dates fade a little every day."""


@dataclass(frozen=True)
class FactsUsed:
    """The relations on which some door openers rest: their routes, and their presence.

    Attributes:
        count: how many, each once.
        undated: how many of them no source dates: neither when they began nor when they ended. On an earlier day they
            are supposed to have held too.
    """

    count: int
    undated: int

    @property
    def undated_share(self) -> float:
        """The share of those without dates; 0 where there are none at all."""
        return self.undated / self.count if self.count else 0.0


@dataclass(frozen=True)
class Changes(Generic[Thing]):
    """What has become of things with scores, from one day to another; each list as its things stand on its day."""

    new: list[Thing]
    gone: list[Thing]
    up: list[tuple[Thing, Thing]]
    down: list[tuple[Thing, Thing]]
    unchanged: int


def earlier_day(day: Day, since: str) -> Day:
    """The day to compare with.

    Raises:
        InputError: it is no date, or not before the day that is asked about.
    """
    try:
        earlier = day.snapshot.on_day(since)
    except InputError as error:
        error.where = SINCE
        raise
    if earlier.on.day >= day.on.day:
        raise InputError(
            f"{since} is not before {day.as_of}.",
            code="not_earlier",
            value=since,
            where=SINCE,
            suggestion="Compare with an earlier date.",
        )
    return earlier


def understand_earlier(earlier: Day, askers: Iterable[Asker]) -> tuple[Party, ...]:
    """Askers of today, found on an earlier day.

    Raises:
        InputError: one of them did not exist yet.
    """
    try:
        return tuple(understand(earlier, asker) for asker in askers)
    except InputError as error:
        if error.code != "organisation_gone":
            raise
        raise InputError(
            f"{error.value!r} did not exist yet on {earlier.as_of}.",
            code="not_there_yet",
            value=error.value,
            where=SINCE,
            suggestion="Compare with a date on which it existed.",
        ) from error


def changes(before: Mapping[Key, Thing], after: Mapping[Key, Thing], score: Callable[[Thing], float]) -> Changes[Thing]:
    """What has become of things, by the same key on both days.

    Those up and down by how much, most first; those of less than ``LEAST_DIFFERENCE`` are unchanged.
    """
    pairs = [(before[key], after[key]) for key in after if key in before]
    risen = {id(pair): score(pair[1]) - score(pair[0]) for pair in pairs}
    moved = sorted(
        (pair for pair in pairs if abs(risen[id(pair)]) >= LEAST_DIFFERENCE), key=lambda it: -abs(risen[id(it)])
    )
    return Changes(
        [one for key, one in after.items() if key not in before],
        [one for key, one in before.items() if key not in after],
        [pair for pair in moved if risen[id(pair)] > 0],
        [pair for pair in moved if risen[id(pair)] < 0],
        len(pairs) - len(moved),
    )


def facts_used(openers: Iterable[Candidate]) -> FactsUsed:
    """The relations on which door openers rest, on whichever days these stand."""
    found: dict[int, Relation] = {}
    for one in openers:
        look()
        for relation in _relations_of(one):
            found.setdefault(relation.position, relation)
    undated = [one for one in found.values() if one.since is None and one.latest_end is None]
    return FactsUsed(len(found), len(undated))


def _relations_of(one: Candidate) -> Iterable[Relation]:
    for step in make_route(one.of.view, one.way).steps:
        for part in step.contributions:
            yield from (relation for relation in (part.relation, part.other) if relation is not None)
    for reason in reasons_for(one)[:1]:
        yield from (relation for relation in (reason.relation, reason.participation) if relation is not None)
