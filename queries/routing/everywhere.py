"""The door openers of all markets at once: of each the best one, and how many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.cached import cached_property
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from graph.work import look
from queries.routing.askers import Party
from queries.routing.candidate import Candidate
from queries.routing.candidates import Candidates
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.door_question import DoorQuestion, view_of
from queries.routing.overlay import NOTHING_LAID, Overlay
from queries.routing.shortlist import Shortlist
from queries.routing.spread import ByTies, by_ties_everywhere
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
    def is_open(self) -> bool:
        """Whether somebody opens it who is there, or there for it: own agencies at home open no market."""
        return self.best is not None and not self.home_only

    @property
    def score(self) -> float:
        """Of the best, in (0, 1); 0 where there is nobody."""
        return 0.0 if self.best is None else self.best.score


@dataclass(frozen=True)
class Doors:
    """The door openers of some markets, by position.

    Attributes:
        exact: no search was cut short.
        by_ties: of each asker, market by market, whom its ties lead to; nobody's where routes have to pass somebody.
    """

    day: Day
    markets: list[MarketDoors]
    exact: bool
    by_ties: list[list[ByTies]]

    @cached_property
    def open(self) -> list[MarketDoors]:
        """Those that somebody opens who is there, or there for it: the best score first, then by code."""
        return sorted((one for one in self.markets if one.is_open), key=lambda one: (-one.score, one.market))

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
    if constraints.via or constraints.via_in_order:
        return _one_by_one(day, parties, positions, sector, constraints, laid)
    view, found = view_of(day, constraints, laid), []
    for position, party in enumerate(parties):
        found.append(list(by_ties_everywhere(view, position, party, positions, sector, constraints, laid)))
    return Doors(
        day, [_doors_of(market, by_ties) for market, *by_ties in zip(positions, *found, strict=True)], True, found
    )


def _doors_of(market: int, everybody: list[ByTies]) -> MarketDoors:
    look()
    listed = Shortlist(everybody)
    if listed.shown:
        home_only = listed.count == len(listed.shown) and all(map(is_at_home, listed.shown))
        return MarketDoors(market, listed.shown[0], listed.count, home_only, None)
    return MarketDoors(market, None, 0, False, _why_none([found.of for found in everybody], listed.reaches))


def _one_by_one(
    day: Day, parties: Sequence[Party], markets: Iterable[int], sector: I4 | None,
    constraints: RouteConstraints, laid: Overlay,
) -> Doors:  # fmt: skip
    """The same by a question a market: routes that have to pass somebody are searched for each by itself."""
    doors, exact = [], True
    for market in markets:
        look()
        question = DoorQuestion(day, Area((market,)), parties, sector, constraints, laid)
        everybody = question.everybody
        shown, exact = [one for one in everybody.ranked if one.is_shown], exact and everybody.exact
        why = None if shown else _why_none(question.candidates, bool(everybody.ranked))
        home_only = bool(shown) and all(map(is_at_home, shown))
        doors.append(MarketDoors(market, shown[0] if shown else None, len(shown), home_only, why))
    return Doors(day, doors, exact, [])


def is_at_home(one: Candidate) -> bool:
    """Whether an opener is one of its asker's own agencies, which is not in the market itself."""
    return one.node in one.of.standing.at_home and one.of.outlook.is_by_standing(one.at, one.reached)


def _why_none(everybody: Sequence[Candidates], reached: bool) -> NoDoor:
    """Why a market has no door opener that is shown; ``reached``: there are some, however little they are worth.

    Whom only a tie of the asker's own would make an opener is there for others.
    """
    if reached:
        return NoDoor.TOO_WEAK
    if any(bool((of.outlook.far < INFINITE).any()) for of in everybody):
        return NoDoor.NO_ROUTE
    present = any(bool(((of.target.plain > 0) | (of.target.active > 0)).any()) for of in everybody)
    return NoDoor.NOBODY_FOR_YOU if present else NoDoor.NOBODY_KNOWN
