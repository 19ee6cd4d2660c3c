"""What has become of the door openers of a market since an earlier date: new, gone, up, down."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from graph.snapshot.on_day import Day
from queries.reading.answer import Answer
from queries.reading.nodes import CorridorNode, Internal, IsoDay, MarketNode, OrganisationNode, Some
from queries.routing.askers import Asker, Party, check_askers, sector_nodes, understand
from queries.routing.candidate import Candidate
from queries.routing.comparison import FactsUsed, changes, earlier_day, facts_used, understand_earlier
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints
from queries.routing.door_question import DoorQuestion, area_asked
from queries.routing.overlay import NOTHING_LAID
from queries.routing.ranking import best_of_all, in_order


@dataclass(frozen=True)
class OpenerChange:
    """What has become of a door opener.

    Attributes:
        organisation: the door opener; of one that is gone, who it was.
        formerly: who stood for the same agency then, where that was another office of it, or itself; else null.
        successor: of one that is gone because it merged or was succeeded: who answers for it now; else null.
        before, after: its score on the earlier and on the later day; null where it was no door opener.
    """

    organisation: OrganisationNode
    formerly: OrganisationNode | None
    successor: OrganisationNode | None
    before: float | None
    after: float | None


@dataclass(frozen=True)
class DoorChanges(Answer):
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

    @property
    def new_count(self) -> int:
        """Door openers in `new`."""
        return len(self.new)

    @property
    def gone_count(self) -> int:
        """Door openers in `gone`."""
        return len(self.gone)

    @property
    def up_count(self) -> int:
        """Door openers in `up`."""
        return len(self.up)

    @property
    def down_count(self) -> int:
        """Door openers in `down`."""
        return len(self.down)


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
    then, now = _openers(before), _openers(after)
    ranked = [*then.values(), *now.values()]
    then, now = then | _left_out(before, now.keys() - then), now | _left_out(after, then.keys() - now)
    found = changes(_by_successor(then, now), now, lambda one: one.score)
    return DoorChanges(
        day.header,
        parties,
        market_node,
        corridor_node,
        earlier.as_of,
        [_changed(day, None, one) for one in found.new],
        [_changed(day, one, None) for one in found.gone],
        [_changed(day, *pair) for pair in found.up],
        [_changed(day, *pair) for pair in found.down],
        found.unchanged,
        facts_used(ranked),
        before.everybody.exact and after.everybody.exact,
    )


def _openers(question: DoorQuestion) -> dict[int, Candidate]:
    """The openers that are ranked above the floor, in order."""
    return {one.node: one for one in question.everybody.ranked if one.is_shown}


def _left_out(question: DoorQuestion, nodes: Iterable[int]) -> dict[int, Candidate]:
    """Those of some who are openers too, and are not ranked, in the order of openers."""
    found = (best_of_all(node, question.candidates) for node in nodes)
    return {one.node: one for one in in_order([one for one in found if one is not None and one.is_shown])}


def _by_successor(then: Mapping[int, Candidate], now: Mapping[int, Candidate]) -> dict[int, Candidate]:
    """The openers of the earlier day by who stands for them now: of an agency another office, or itself."""
    fresh = [one for one in now.values() if one.behind is not None and one.node not in then]
    waiting: dict[int | None, int] = {one.behind: one.node for one in reversed(fresh)}
    return {node if node in now else waiting.pop(one.behind, node): one for node, one in then.items()}


def _changed(day: Day, before: Candidate | None, after: Candidate | None) -> OpenerChange:
    one = after or before
    assert one is not None
    formerly = before.node if before and before.node != one.node else None
    heir = day.on.after.heir(one.node)
    successor = None if heir == one.node else heir
    scores = before.score if before else None, after.score if after else None
    return OpenerChange(one.node, formerly, successor, *scores)
