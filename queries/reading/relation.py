"""A relation on a day, with all that sources say of it."""

from dataclasses import dataclass
from typing import Any, Final

from graph.cached import cached_property
from graph.dates import first_day, last_day
from graph.snapshot.building.tried import SUPPOSED, is_tried
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import day_text
from queries.reading.nodes import Internal

EVIDENCE_AT_MOST: Final = 50
"""Statements of one fact that are shown."""


@dataclass(frozen=True)
class Relation:
    """A relation on a day, with all that sources say of it."""

    day: Day
    position: int

    @property
    def id(self) -> str:
        """Its id."""
        return self.day.snapshot.relation_id(self.position)

    @property
    def kind(self) -> str:
        """Name of its kind."""
        return self.day.snapshot.relation_kind(self.position)

    @property
    def source(self) -> int:
        """Node at which it begins."""
        return int(self.day.facts.rel_source[self.position])

    @property
    def target(self) -> int:
        """Node at which it ends."""
        return int(self.day.facts.rel_target[self.position])

    @cached_property
    def statements(self) -> list[dict[str, Any]]:
        """What each source says, the one that makes the relation worth most first."""
        best = int(self.day.on.worths.best[self.position])
        positions = sorted(self.day.snapshot.statements_of(self.position), key=lambda at: (at != best, at))
        return [self.day.snapshot.statement(at) for at in positions]

    def said(self, name: str) -> Any:
        """A property, by the best statement that speaks of it; None."""
        return next((statement[name] for statement in self.statements if name in statement), None)

    @property
    def since(self) -> str | None:
        """The earliest beginning stated."""
        return min((said["since"] for said in self.statements if "since" in said), key=first_day, default=None)

    @property
    def until(self) -> str | None:
        """The latest end stated, unless a source says that it is current; None."""
        if self.status == "current" and any("until" not in statement for statement in self.statements):
            return None
        return self.latest_end

    @property
    def latest_end(self) -> str | None:
        """The latest end stated, whatever else is; None."""
        return max((said["until"] for said in self.statements if "until" in said), key=last_day, default=None)

    @property
    def is_supposed(self) -> Internal[bool]:
        """Whether it is only tried: no source says it."""
        return is_tried(self.day.snapshot) and any(said["source"] == SUPPOSED.name for said in self.statements)

    @property
    def status(self) -> str:
        """``current``, ``ended`` or ``unknown`` on that day, by its best statement."""
        best = int(self.day.on.worths.best[self.position])
        if best < 0:
            return (
                "ended"
                if any(self.day.on.states.ended[at] for at in self.day.snapshot.statements_of(self.position))
                else "unknown"
            )
        if self.day.on.states.ended[best]:
            return "ended"
        return "current" if self._is_current(best) else "unknown"

    def _is_current(self, statement: int) -> bool:
        facts = self.day.facts
        return bool(facts.state[statement] == _CURRENT or facts.until[statement] >= self.day.on.day)

    @property
    def last_held(self) -> str | None:
        """Last day at which it is known to have held."""
        best = int(self.day.on.worths.best[self.position])
        return None if best < 0 else day_text(int(self.day.on.states.held[best]))


_CURRENT = 1
