"""What is left of the door openers of a market when an organisation falls away; and who is worth looking at."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.families import falling_with, family_heads
from queries.routing.candidate import Candidate
from queries.routing.constraints import RouteConstraints
from queries.routing.door_question import DoorQuestion
from queries.routing.overlay import Overlay, lay
from queries.routing.ranking import rank


class Loss(StrEnum):
    """What is lost without an organisation, the worst first."""

    MARKET = "market"
    BEST = "best"
    OPENERS = "openers"


@dataclass(frozen=True, slots=True)
class Openers:
    """All door openers above the floor, best first.

    Attributes:
        exact: no search was cut short.
    """

    question: DoorQuestion
    ranked: list[Candidate]
    exact: bool

    @property
    def best(self) -> float:
        """The best score; 0 where there is none."""
        return self.ranked[0].score if self.ranked else 0.0


def openers(question: DoorQuestion) -> Openers:
    """All door openers of a question that are shown."""
    look()
    found = rank(question.candidates, sum(len(of.target.opener) for of in question.candidates) or 1)
    return Openers(question, [one for one in found.ranked if one.is_shown], found.exact)


def without_it(day: Day, organisation: int) -> Overlay:
    """The day without an organisation and the offices that fall with it."""
    return lay(day.on.ties, removed=[organisation, *falling_with(day, organisation)])


def with_their_offices(day: Day, constraints: RouteConstraints) -> RouteConstraints:
    """Who avoids an organisation avoids the offices that fall with it as well."""
    named = [node for one in constraints.avoid if (node := day.snapshot.find(one)) is not None]
    offices = [
        day.snapshot.id_of(office)
        for node in named
        if day.sections.type_of(node) == "organisation"
        for office in falling_with(day, node)
    ]
    return replace(constraints, avoid=tuple(dict.fromkeys((*constraints.avoid, *offices))))


def what_is_lost(before: Openers, after: Openers, fallen: Sequence[int]) -> Loss | None:
    """The worst that is lost without ``fallen``; None where it is less than counts."""
    if not after.ranked:
        return Loss.MARKET
    if 2 * after.best <= before.best:
        return Loss.BEST
    others = sum(one.node not in fallen for one in before.ranked)
    return Loss.OPENERS if 2 * len(after.ranked) < others else None


def on_most_routes(day: Day, found: Openers) -> list[int]:
    """Who is, or runs who is, on the best route of the best opener or of most others, by id."""
    heads = family_heads(day)
    met, own = Counter[int](), Counter[int]()
    for one in found.ranked:
        own.update({one.node, int(heads[one.node])})
        met.update({other for node in one.way.nodes[1:] for other in (node, int(heads[node]))})
    first = found.ranked[0].way.nodes[1:] if found.ranked else ()
    certain = {other for node in first for other in (node, int(heads[node]))}
    total = len(found.ranked)
    many = {one for one in met if 2 * (met[one] - own[one]) > total - own[one]}
    return sorted(certain | many)
