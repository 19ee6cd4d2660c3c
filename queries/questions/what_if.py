"""What if a tie were added, somebody fell away, clusters merged: the difference in answers. Nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

from graph.cached import cached_property
from graph.errors import InputError
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.nodes import CorridorNode, Internal, MarketNode, Some
from queries.routing.askers import Asker, Party, check_askers, sector_nodes, understand
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.door_question import DoorQuestion, area_asked
from queries.routing.everywhere import Doors, doors_everywhere
from queries.routing.first_doors import FirstDoors, first_doors_of
from queries.routing.market_changes import MarketChange, MarketsCounted, market_changes
from queries.routing.opener_changes import OpenerChange, OpenersCounted, opener_changes, openers_shown
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.supposing import Change, Supposed, suppose


@dataclass(frozen=True)
class DoorsIf(OpenersCounted):
    """The door openers of the market or corridor, before and after the changes. Those below the floor are none.

    Attributes:
        new: who would become one, best first.
        gone: who would be none any more, the best of now first.
        up: whose score would rise by 0.01 or more, most first.
        down: whose score would fall by so much, most first.
        unchanged: how many others are door openers before and after.
        before, after: how much the doors hang on few.
        exact: whether it is certain: no search was cut short.
    """

    new: Annotated[list[OpenerChange], Some(10)]
    gone: Annotated[list[OpenerChange], Some(10)]
    up: Annotated[list[OpenerChange], Some(10)]
    down: Annotated[list[OpenerChange], Some(10)]
    unchanged: int
    before: FirstDoors
    after: FirstDoors
    exact: bool


@dataclass(frozen=True)
class ReachIf(MarketsCounted):
    """The best door opener of every market, before and after the changes.

    Attributes:
        opened: markets that nobody opens, but own agencies at home, and that somebody would open, best first.
        closed: markets that nobody else would open any more, the best of now first.
        up: markets whose best score would rise by 0.01 or more, most first.
        down: markets whose best score would fall by so much, most first.
        unchanged: how many others are open before and after.
        before, after: the best scores of all markets together.
        exact: whether it is certain: no search was cut short.
    """

    opened: Annotated[list[MarketChange], Some(20)]
    closed: Annotated[list[MarketChange], Some(20)]
    up: Annotated[list[MarketChange], Some(20)]
    down: Annotated[list[MarketChange], Some(20)]
    unchanged: int
    before: float
    after: float
    exact: bool


@dataclass(frozen=True)
class _Side:
    """The question before the changes, or after them."""

    day: Day
    laid: Overlay
    parties: tuple[Party, ...]


@dataclass(frozen=True)
class WhatIfAnswer(Answer):
    """What would be different, from one revision. Nothing is written.

    Attributes:
        parties: the askers as understood, before the changes.
        supposed: each change in words, in the order in which they were given.
        market: the market that was asked about; null for none.
        corridor: the corridor that was asked about; null for none.
        doors: its door openers before and after; null where no market or corridor was asked about.
    """

    parties: Internal[tuple[Party, ...]]
    supposed: list[str]
    market: MarketNode | None
    corridor: CorridorNode | None
    doors: DoorsIf | None
    sides: Internal[tuple[_Side, _Side]]
    sector: Internal[str | None]
    constraints: Internal[RouteConstraints] = field(default=UNCONSTRAINED)

    @cached_property
    def reach(self) -> ReachIf:
        """The best door opener of every market before and after."""
        before, after = (self._doors(side) for side in self.sides)
        found = market_changes(before, after)
        return ReachIf(
            found.new, found.gone, found.up, found.down, found.unchanged, before.total_score, after.total_score,
            before.exact and after.exact,
        )  # fmt: skip

    def _doors(self, side: _Side) -> Doors:
        look()
        sector = sector_nodes(side.day, self.sector)
        return doors_everywhere(side.day, side.parties, sector=sector, constraints=self.constraints, laid=side.laid)


def what_if(
    day: Day,
    askers: Sequence[Asker],
    changes: Sequence[Change],
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
) -> WhatIfAnswer:
    """Ask the same question before and after some changes, all of them tried at once (``suppose``).

    After the changes the graph stands as it would if a source had said them: everything that derives from relations
    does so anew, such as who is gone, who inherits, mandates, presence and how thinly a hub knows its members. Two who
    are parted are not tied by what they share either. Who is a door opener before or after is told as in
    ``door_changes``. An asker that merges is answered for by who takes it over.

    Args:
        day: on which to stand.
        askers: one or more.
        changes: 1 to 20.
        market: code or name; its door openers are compared. At most one of market and corridor is given.
        corridor: id, likewise.
        sector: fit against this one instead of each asker's own.
        constraints: what routes must keep to.

    Raises:
        InputError: something named is not there, out of range, or does not fit; or an asker would be gone.
        LimitError: too much is asked for.
    """
    constraints.check()
    check_askers(askers)
    each = tuple(dict.fromkeys(askers))
    parties = tuple(understand(day, asker) for asker in each)
    supposed = suppose(day, changes)
    after = _Side(supposed.day, supposed.laid(constraints), _parties_after(supposed, each))
    sides = _Side(day, NOTHING_LAID, parties), after
    market_node = corridor_node = doors = None
    if market is not None or corridor is not None:
        market_node, corridor_node, _ = area_asked(day, market, corridor)
        doors = _doors_if(*(_question(side, market, corridor, sector, constraints) for side in sides))
    return WhatIfAnswer(
        day.header, parties, supposed.sentences, market_node, corridor_node, doors, sides, sector, constraints
    )


def _parties_after(supposed: Supposed, askers: Sequence[Asker]) -> tuple[Party, ...]:
    try:
        return tuple(understand(supposed.day, asker) for asker in askers)
    except InputError as error:
        if error.code != "organisation_gone":
            raise
        raise InputError(
            f"{error.value!r} asks, and would be gone.",
            code="asker_gone",
            value=error.value,
            where="changes",
            suggestion="Ask for somebody else, or have it merge instead.",
        ) from error


def _question(
    side: _Side, market: str | None, corridor: str | None, sector: str | None, constraints: RouteConstraints
) -> DoorQuestion:
    area = area_asked(side.day, market, corridor)[2]
    return DoorQuestion(side.day, area, side.parties, sector_nodes(side.day, sector), constraints, side.laid)


def _doors_if(before: DoorQuestion, after: DoorQuestion) -> DoorsIf:
    found = opener_changes(before, after)
    return DoorsIf(
        found.new, found.gone, found.up, found.down, found.unchanged,
        first_doors_of(openers_shown(before)), first_doors_of(openers_shown(after)),
        before.everybody.exact and after.everybody.exact,
    )  # fmt: skip
