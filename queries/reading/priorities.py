"""Strategic priorities as their holders publish them, on a day."""

from dataclasses import dataclass
from typing import Any

from graph.cached import cached_property
from graph.dates import first_day
from graph.snapshot.facts import UNKNOWN_DAY
from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, OrganisationNode, PartialDay, PriorityNode
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.reading.sectors import sectors_named


@dataclass(frozen=True)
class PursuedPriority:
    """A strategic priority on a day, as its source states it.

    Attributes:
        priority: the priority, with its sectors, markets and sources.
        holder: who has published it: the organisation asked about, or one that it has succeeded.
        relation: the relation that says whose it is, with its evidence.
        status: one of upcoming, current (its end is known, or a source says so), unknown (no end is known) and ended.
    """

    priority: PriorityNode
    holder: OrganisationNode
    relation: Relation
    status: str

    @cached_property
    def record(self) -> Internal[dict[str, Any]]:
        """All that is said of it, with its statements."""
        return self.relation.day.record(self.priority)

    @property
    def current(self) -> bool:
        """Whether it has begun and is not known to have ended."""
        return self.status in ("current", "unknown")

    @cached_property
    def sectors(self) -> Internal[list[int]]:
        """Sectors that it is about, by id."""
        return sorted(sectors_named(self.relation.day, self.record.get("sectors")))

    @property
    def markets(self) -> Internal[list[str]]:
        """Codes of the markets that it is about, as its source lists them."""
        return list(self.record.get("markets") or ())

    @property
    def since(self) -> PartialDay | None:
        """From when it holds."""
        return self.relation.since

    @property
    def until(self) -> PartialDay | None:
        """Until when it holds."""
        return self.relation.until


def pursuits(day: Day, holder: int) -> list[PursuedPriority]:
    """Priorities of an organisation and of those that it has succeeded, in the order of ``Supercluster``."""
    predecessors = [gone for gone, heirs in day.on.after.heirs.items() if holder in (heir for heir, _ in heirs)]
    found: dict[int, PursuedPriority] = {}
    for one in (holder, *sorted(predecessors)):
        for position in related(day.snapshot, one, ["pursues"], "OUT").tolist():
            relation = Relation(day, position)
            pursuit = PursuedPriority(relation.target, one, relation, _pursuit_status(relation))
            before = found.get(relation.target)
            if before is None or (pursuit.current and not before.current):
                found[relation.target] = pursuit
    order = {"current": 0, "unknown": 0, "upcoming": 1, "ended": 2}
    return sorted(found.values(), key=lambda one: (order[one.status], _newest(one.since), one.priority))


def _newest(since: str | None) -> int:
    return 0 if since is None else -first_day(since)


def _pursuit_status(relation: Relation) -> str:
    if int(relation.day.on.worths.best[relation.position]) >= 0:
        return relation.status
    begins = int(relation.day.facts.rel_since[relation.position])
    return "upcoming" if begins != UNKNOWN_DAY and begins > relation.day.on.day else relation.status
