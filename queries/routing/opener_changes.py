"""What becomes of the door openers of a question from one day, or one state of the graph, to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.cached import cached_property
from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, OrganisationNode
from queries.routing.candidate import Candidate
from queries.routing.comparison import Changes, changes
from queries.routing.door_question import DoorQuestion
from queries.routing.explain import why
from queries.routing.ranking import best_of_all, in_order
from queries.routing.reasons import reasons_for
from queries.routing.routes import make_route


@dataclass(frozen=True)
class OpenerChange:
    """What has become of a door opener.

    Attributes:
        organisation: the door opener; of one that is gone, who it was.
        formerly: who stood for the same agency then, where that was another office of it, or itself; else null.
        successor: of one that is gone because it merged or was succeeded: who answers for it now; else null.
        before, after: its score before and after; null where it was no door opener.
    """

    organisation: OrganisationNode
    formerly: OrganisationNode | None
    successor: OrganisationNode | None
    before: float | None
    after: float | None
    found: Internal[Candidate]

    @cached_property
    def why(self) -> str:
        """Why it opens the door and how one gets there, of one that is gone as it was: to be read under its name."""
        route = make_route(self.found.of.view, self.found.way)
        return why(self.found, route, reasons_for(self.found)[0])


class OpenersCounted:
    """How many door openers each list of changes holds."""

    new: list[OpenerChange]
    gone: list[OpenerChange]
    up: list[OpenerChange]
    down: list[OpenerChange]

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


@dataclass(frozen=True)
class OpenerChanges:
    """What has become of door openers; each list as ``changes`` has it."""

    new: list[OpenerChange]
    gone: list[OpenerChange]
    up: list[OpenerChange]
    down: list[OpenerChange]
    unchanged: int


def opener_changes(before: DoorQuestion, after: DoorQuestion) -> OpenerChanges:
    """Compare the door openers of the same question, asked twice: see ``door_changes``, which says who is one."""
    then, now = ({one.node: one for one in openers_shown(asked)} for asked in (before, after))
    then, now = then | _left_out(before, now.keys() - then), now | _left_out(after, then.keys() - now)
    found: Changes[Candidate] = changes(_by_successor(then, now), now, lambda one: one.score)
    return OpenerChanges(
        [_changed(after.day, None, one) for one in found.new],
        [_changed(after.day, one, None) for one in found.gone],
        [_changed(after.day, *pair) for pair in found.up],
        [_changed(after.day, *pair) for pair in found.down],
        found.unchanged,
    )


def openers_shown(question: DoorQuestion) -> list[Candidate]:
    """The openers that are ranked above the floor, in order."""
    return [one for one in question.everybody.ranked if one.is_shown]


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
    return OpenerChange(one.node, formerly, successor, *scores, one)
