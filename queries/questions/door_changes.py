"""What has become of the door openers of a market since an earlier date: new, gone, up, down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from graph.snapshot.on_day import Day
from queries.reading.answer import Answer
from queries.reading.nodes import CorridorNode, Internal, IsoDay, MarketNode, Some
from queries.routing.askers import Asker, Party, check_askers, sector_nodes, understand
from queries.routing.comparison import FactsUsed, earlier_day, facts_used, understand_earlier
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.door_question import DoorQuestion, area_asked
from queries.routing.opener_changes import OpenerChange, OpenersCounted, opener_changes, openers_shown
from queries.routing.overlay import NOTHING_LAID


@dataclass(frozen=True)
class DoorChanges(OpenersCounted, Answer):
    """What has become of door openers since an earlier day. Those below the floor are none on either day.

    Attributes:
        parties: the askers as understood on the later day.
        market: the market that was asked about.
        corridor: the corridor that was asked about.
        since: the earlier day.
        new: who was none then, best first.
        gone: who is none any more, the best of then first.
        up: whose score has risen by 0.01 or more, most first.
        down: whose score has fallen by so much, most first. Scores fall too where nothing has happened: what has no
            dates is worth less the longer ago it was read.
        unchanged: how many others are door openers on both days.
        facts: what both answers rest on.
        exact: whether it is certain: no search was cut short.
    """

    parties: Internal[tuple[Party, ...]]
    market: MarketNode | None
    corridor: CorridorNode | None
    since: IsoDay
    new: Annotated[list[OpenerChange], Some(10)]
    gone: Annotated[list[OpenerChange], Some(10)]
    up: Annotated[list[OpenerChange], Some(10)]
    down: Annotated[list[OpenerChange], Some(10)]
    unchanged: int
    facts: FactsUsed
    exact: bool


def door_changes(
    day: Day,
    askers: Sequence[Asker],
    since: str,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
) -> DoorChanges:
    """Rank all door openers on two days, and tell them apart.

    Who is ranked on one day is looked up on the other: who is left out of that ranking only (as one door opener with
    others, or as a reception or front door beyond those that are ranked) is neither new nor gone. An opener is the same
    on both days if it is the same organisation; or if one office of an agency, or the agency itself, has taken the
    place of another that is none any more. Scores that differ by less than 0.01 are unchanged. Only dates of one
    revision are compared: a snapshot is of one revision, and earlier ones are not kept to be asked.

    Args:
        day: the later day.
        askers: one or more, as in ``door_openers``; each has to exist on both days.
        since: partial date of the earlier day.
        market: code or name; exactly one of market and corridor is given.
        corridor: id.
        sector: fit against this one instead of each asker's own.
        constraints: what routes must keep to.

    Raises:
        InputError: something named is not there, or out of range, or ``since`` is not before the day.
        LimitError: too much is asked for.
    """
    constraints.check()
    check_askers(askers)
    market_node, corridor_node, _ = area_asked(day, market, corridor)
    earlier = earlier_day(day, since)

    def asked(on: Day, parties: Sequence[Party]) -> DoorQuestion:
        area = area_asked(on, market, corridor)[2]
        return DoorQuestion(on, area, parties, sector_nodes(on, sector), constraints, NOTHING_LAID)

    each = dict.fromkeys(askers)
    parties = tuple(understand(day, asker) for asker in each)
    before, after = asked(earlier, understand_earlier(earlier, each)), asked(day, parties)
    found = opener_changes(before, after)
    return DoorChanges(
        day.header,
        parties,
        market_node,
        corridor_node,
        earlier.as_of,
        found.new,
        found.gone,
        found.up,
        found.down,
        found.unchanged,
        facts_used([*openers_shown(before), *openers_shown(after)]),
        before.everybody.exact and after.everybody.exact,
    )
