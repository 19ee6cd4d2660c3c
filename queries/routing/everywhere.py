"""The door openers of all markets at once: of each the best one, and how many there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.routing.askers import Party
from queries.routing.candidate import Candidate
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.door_question import DoorQuestion
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.target import Area


class NoDoor(StrEnum):
    """Why a market has no door opener."""

    NOBODY_KNOWN = "nobody_known"
    NOBODY_FOR_YOU = "nobody_for_you"
    NO_ROUTE = "no_route"
    TOO_WEAK = "too_weak"


@dataclass(frozen=True)
class MarketDoors:
    """The door openers of one market.

    Attributes:
        market: its position.
        best: what ``door_openers`` ranks first there; None where there is nobody.
        count: how many door openers it has, without those below the floor.
        home_only: there are some, and all of them are the askers' own agencies at home.
        why_none: set where there is nobody.
    """

    market: int
    best: Candidate | None
    count: int
    home_only: bool
    why_none: NoDoor | None

    @property
    def score(self) -> float:
        """Of the best, in (0, 1); 0 where there is nobody."""
        return 0.0 if self.best is None else self.best.score


@dataclass(frozen=True)
class Doors:
    """The door openers of some markets, by position.

    Attributes:
        exact: no search was cut short.
    """

    markets: list[MarketDoors]
    exact: bool

    @cached_property
    def open(self) -> list[MarketDoors]:
        """Those that have a door opener: the best score first, then by code."""
        found = [one for one in self.markets if one.best is not None]
        return sorted(found, key=lambda one: (-one.score, one.market))

    @cached_property
    def blank(self) -> list[MarketDoors]:
        """Those that have none, by code."""
        return [one for one in self.markets if one.best is None]

    @property
    def total_score(self) -> float:
        """The best scores of all markets together."""
        return sum(one.score for one in self.markets)


def doors_everywhere(
    day: Day,
    parties: Sequence[Party],
    *,
    sector: I4 | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
    laid: Overlay = NOTHING_LAID,
    markets: Iterable[int] | None = None,
) -> Doors:
    """The door openers of all markets, equal to what ``door_openers`` finds in each to the last digit.

    Args:
        day: on which to stand.
        parties: who asks (``understand``); an opener's best is taken over them.
        sector: to be fitted instead of each asker's own (``sector_nodes``).
        constraints: what routes must keep to; checked.
        laid: changes to try.
        markets: positions; None: all.
    """
    positions = range(len(day.sections.range("market"))) if markets is None else sorted(set(markets))
    found = list(_one_by_one(day, parties, positions, sector, constraints, laid))
    return Doors([doors for doors, _ in found], all(exact for _, exact in found))


def _one_by_one(
    day: Day, parties: Sequence[Party], markets: Iterable[int], sector: I4 | None,
    constraints: RouteConstraints, laid: Overlay,
) -> Iterator[tuple[MarketDoors, bool]]:  # fmt: skip
    for market in markets:
        look()
        question = DoorQuestion(day, Area((market,)), parties, sector, constraints, laid)
        shown = [one for one in question.everybody.ranked if one.is_shown]
        yield told(question, market, shown, len(shown)), question.everybody.exact


def told(question: DoorQuestion, market: int, shown: list[Candidate], count: int) -> MarketDoors:
    """The door openers of a market: ``count`` in all, of which the first of ``shown`` is the best.

    Whoever is not an agency at home is among those shown, or else there are more than these.
    """
    if shown:
        home_only = count == len(shown) and all(is_at_home(one) for one in shown)
        return MarketDoors(market, shown[0], count, home_only, None)
    return MarketDoors(market, None, 0, False, why_none(question))


def is_at_home(one: Candidate) -> bool:
    """Whether an opener is one of its asker's own agencies, which is not in the market itself."""
    return one.node in one.of.standing.at_home and one.of.outlook.is_by_standing(one.at, one.reached)


def why_none(question: DoorQuestion) -> NoDoor:
    """Why a market has no door opener that is shown."""
    targets = [of.target for of in question.candidates]
    if not any(bool(((one.plain > 0) | (one.active > 0)).any()) for one in targets):
        return NoDoor.NOBODY_KNOWN
    if not question.has_openers():
        return NoDoor.NOBODY_FOR_YOU
    return NoDoor.TOO_WEAK if question.reaches() else NoDoor.NO_ROUTE
