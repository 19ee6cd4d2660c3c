"""The best routes from many askers, each for itself, to all openers of an area; and what is left without somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.relations import SECTOR_FIT_OTHER
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.routing.askers import Party, understand
from queries.routing.candidate import FLOOR_COST, Candidate
from queries.routing.candidates import Candidates
from queries.routing.constraints import UNCONSTRAINED
from queries.routing.door_question import DoorQuestion
from queries.routing.overlay import NOTHING_LAID
from queries.routing.ranking import NO_LIMIT
from queries.routing.target import Area

ASKERS_AT_MOST: Final = 500
ASKERS_AT_LEAST: Final = 20
PARTIAL_ROUTES_AT_MOST: Final = 12_000
"""Once so many were made, nobody asks any more but for the first twenty."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The best route of an asker to a door opener.

    Attributes:
        asker: position among those who ask.
        found: the opener by that route.
        houses: those that it leads through, in its order: neither end, and none of the opener's own house.
    """

    asker: int
    found: Candidate
    houses: tuple[int, ...]

    @property
    def opener(self) -> int:
        """To whom it leads."""
        return self.found.node

    @property
    def strength(self) -> float:
        """The product of its steps."""
        return self.found.strength


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of some routes without a house.

    Attributes:
        found: of each of the routes the best one without it; None where there is none.
        exact: no search was cut short.
    """

    found: list[Candidate | None]
    exact: bool


class Passages:
    """The best route of each asker to each door opener of an area whose score is no less than .01.

    Openers and routes are those of ``door_openers`` for this asker alone, before some are left out as one with others:
    everybody who would be one stands for itself. With a sector openers of other sectors only are left out.

    A *house* is an operator with the offices abroad that it operates (of several operators the first by id), or any
    other organisation by itself.

    Args:
        askers: ids, in the order in which they ask.
        sector: nodes that are to be fitted instead of each asker's own sectors; None: each asker's own.

    Attributes:
        asked: how many have asked.
        routes: by asker, then by opener.
        exact: no search was cut short.
    """

    def __init__(self, day: Day, askers: Sequence[str], area: Area, sector: I4 | None) -> None:
        self.day, self.area, self.sector = day, area, sector
        self.parties: list[Party] = []
        self.routes: list[Passage] = []
        self.exact = True
        made = 0
        for id_ in askers[:ASKERS_AT_MOST]:
            if made > PARTIAL_ROUTES_AT_MOST and self.asked >= ASKERS_AT_LEAST:
                break
            look()
            self.parties.append(understand(day, id_))
            made += self._ask()

    @property
    def asked(self) -> int:
        """How many have asked."""
        return len(self.parties)

    def _ask(self) -> int:
        """Add the routes of the last of the askers; return how many partial routes were made."""
        (of,) = self._question(self.parties[-1:]).candidates
        best, exact, made = best_of_each(of, FLOOR_COST)
        self.exact &= exact
        for _, one in sorted(best.items()):
            if one.is_shown and not (self.sector is not None and of.outlook.fit(one.at).sector <= SECTOR_FIT_OTHER):
                self.routes.append(Passage(self.asked - 1, one, self._houses(one)))
        return made

    def _question(self, parties: Sequence[Party], avoid: tuple[str, ...] = ()) -> DoorQuestion:
        constraints = replace(UNCONSTRAINED, avoid=avoid)
        return DoorQuestion(self.day, self.area, parties, self.sector, constraints, NOTHING_LAID)

    def _houses(self, one: Candidate) -> tuple[int, ...]:
        own = self.house(one.node)
        return tuple(dict.fromkeys(house for node in one.way.nodes[1:-1] if (house := self.house(node)) != own))

    def house(self, node: int) -> int:
        """The house to which an organisation belongs, by who is at its head."""
        operators = self.day.on.mandated.operators(node) if self.day.on.office[node] else []
        return operators[0] if operators else node

    def members(self, house: int) -> list[int]:
        """All organisations of a house, by id."""
        mandated = self.day.on.mandated
        offices = mandated.office[mandated.office_ptr[house] : mandated.office_ptr[house + 1]].tolist()
        return sorted({house, *(one for one in offices if self.house(one) == house)})

    def without(self, house: int, routes: Sequence[Passage]) -> Left:
        """The best routes between the same ends once a house is avoided: asked again by whose routes these are."""
        avoid = tuple(map(self.day.snapshot.id_of, self.members(house)))
        askers = sorted({route.asker for route in routes})
        again: dict[tuple[int, int], Candidate] = {}
        exact = True
        for asker in askers:
            look()
            (of,) = self._question([self.parties[asker]], avoid).candidates
            best, one_exact, _ = best_of_each(of, NO_LIMIT)
            exact &= one_exact
            again.update(((asker, node), one) for node, one in best.items())
        return Left([again.get((route.asker, route.opener)) for route in routes], exact)


def best_of_each(of: Candidates, limit: int) -> tuple[dict[int, Candidate], bool, int]:
    """Opener → the best way to it, none of a total above ``limit``; whether it is exact; the partial routes made."""
    found, exact, made = of.searched(max(1, len(of.target.opener)), limit)
    best: dict[int, Candidate] = {}
    for one in _all_of(of, found):
        if one.total <= limit and (one.node not in best or one.merit < best[one.node].merit):
            best[one.node] = one
    return best, exact, made


def _all_of(of: Candidates, found: list[Candidate]) -> Iterable[Candidate]:
    yield from found
    yield from of.listed.values()
    yield from of.received()
