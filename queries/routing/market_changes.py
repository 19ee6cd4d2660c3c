"""The best door of every market on two days."""

from dataclasses import dataclass
from typing import Annotated

from queries.reading.nodes import IsoDay, MarketNode, OrganisationNode, Some
from queries.routing.comparison import FactsUsed, changes, facts_used
from queries.routing.everywhere import Doors, MarketDoors


@dataclass(frozen=True)
class MarketChange:
    """What has become of the best door of a market.

    Attributes:
        market: the market.
        before, after: score of the best door opener before and after; null where nobody opened it who is there, or
            there for it.
        opener_before, opener_after: the best door opener before and after; null likewise.
    """

    market: MarketNode
    before: float | None
    after: float | None
    opener_before: OrganisationNode | None
    opener_after: OrganisationNode | None


@dataclass(frozen=True)
class MarketChanges:
    """What has become of the best doors of markets; each list as ``changes`` has it."""

    new: list[MarketChange]
    gone: list[MarketChange]
    up: list[MarketChange]
    down: list[MarketChange]
    unchanged: int


class MarketsCounted:
    """How many markets each list of changes holds."""

    opened: list[MarketChange]
    closed: list[MarketChange]
    up: list[MarketChange]
    down: list[MarketChange]

    @property
    def opened_count(self) -> int:
        """Markets in `opened`."""
        return len(self.opened)

    @property
    def closed_count(self) -> int:
        """Markets in `closed`."""
        return len(self.closed)

    @property
    def up_count(self) -> int:
        """Markets in `up`."""
        return len(self.up)

    @property
    def down_count(self) -> int:
        """Markets in `down`."""
        return len(self.down)


@dataclass(frozen=True)
class ReachComparison(MarketsCounted):
    """The same question on an earlier day, beside this one.

    Attributes:
        since: the earlier day.
        opened: markets that nobody opened then, but own agencies at home, best first.
        closed: markets that nobody else opens any more, the best of then first.
        up: markets whose best score has risen by 0.01 or more, most first.
        down: markets whose best score has fallen by so much, most first. Scores fall too where nothing has happened:
            what has no dates is worth less the longer ago it was read.
        unchanged: how many others have a door opener on both days.
        facts: what both answers rest on.
    """

    since: IsoDay
    opened: Annotated[list[MarketChange], Some(20)]
    closed: Annotated[list[MarketChange], Some(20)]
    up: Annotated[list[MarketChange], Some(20)]
    down: Annotated[list[MarketChange], Some(20)]
    unchanged: int
    facts: FactsUsed


def compared(doors: Doors, earlier: Doors) -> ReachComparison:
    """The doors of all markets, beside those of an earlier day."""
    found = market_changes(earlier, doors)
    openers = [one.best for one in (*earlier.open, *doors.open) if one.best is not None]
    return ReachComparison(
        earlier.day.as_of,
        found.new,
        found.gone,
        found.up,
        found.down,
        found.unchanged,
        facts_used(openers),
    )


def market_changes(before: Doors, after: Doors) -> MarketChanges:
    """Compare the best doors of the same question, asked twice."""
    then, now = ({one.market: one for one in doors.open} for doors in (before, after))
    found, start = changes(then, now, lambda one: one.score), after.day.first_market
    return MarketChanges(
        [_changed(start, None, one) for one in found.new],
        [_changed(start, one, None) for one in found.gone],
        [_changed(start, *pair) for pair in found.up],
        [_changed(start, *pair) for pair in found.down],
        found.unchanged,
    )


def _changed(start: int, before: MarketDoors | None, after: MarketDoors | None) -> MarketChange:
    one = before or after
    assert one is not None
    return MarketChange(
        start + one.market,
        before.score if before else None,
        after.score if after else None,
        before.best.node if before and before.best else None,
        after.best.node if after and after.best else None,
    )
