"""Where an organisation went that is gone: merged, succeeded or closed, when, and who answers for it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.day.succession import mergers_of
from graph.snapshot.on_day import Day
from queries.reading.relation import Relation
from queries.reading.relations_of import relations_of

_VERBS = {"merged_into": "merged into", "succeeded_by": "succeeded by"}
"""Kinds by which one passes into another, in their order of weight, and how that is said."""

SHOWN_AT_MOST = 10
"""Organisations that are named on either side; a company that was split into more is told with the first ones."""


@dataclass(frozen=True, slots=True)
class Departure:
    """That an organisation is gone on a day.

    Attributes:
        day: on which it is gone.
        how: merged_into or succeeded_by; merged or closed where nobody says into whom.
        when: partial date; None where nobody says.
        into: the first others into which it went as its sources say, whether they still exist or not; nodes, by id.
        successors: who answers for it on the day, the first ones; nodes. Nobody, if nobody has taken over.
    """

    day: Day
    how: str
    when: str | None
    into: tuple[int, ...]
    successors: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """The same in words, to be read after its name: "merged into Zuyder Cluster on 2022-07-01"."""
        done = f"{_VERBS[self.how]} {self._named(self.into)}" if self.into else self.how
        when = "" if self.when is None else f" {'on' if self.when.count('-') == 2 else 'in'} {self.when}"
        others = [one for one in self.successors if one not in self.into]
        return f"{done}{when}" + (f", today {self._named(others)}" if others else "")

    def _named(self, nodes: list[int] | tuple[int, ...]) -> str:
        return " and ".join(self.day.snapshot.record(node)["name"] for node in nodes)


def departure(day: Day, node: int) -> Departure | None:
    """Where an organisation went; None while it exists, and before it was founded."""
    after = day.on.after
    if not after.gone[node] or _is_unborn(day, node):
        return None
    successors = tuple(heir for heir, _ in after.heirs.get(node, ())[:SHOWN_AT_MOST])
    said = day.snapshot.record(node)
    for kind in _VERBS:
        passed = _begun(day, node, kind)
        if passed:
            when = min((one.since for one in passed if one.since), default=said.get("dissolved"))
            into = tuple(sorted({one.target for one in passed})[:SHOWN_AT_MOST])
            return Departure(day, kind, when, into, successors)
    return Departure(day, "merged" if said["status"] == "merged" else "closed", said.get("dissolved"), (), successors)


def _is_unborn(day: Day, node: int) -> bool:
    return int(day.facts.founded[node]) > day.on.day


def _begun(day: Day, node: int, kind: str) -> list[Relation]:
    """Relations of a kind by which it has passed into others; no mergers that go round in a circle."""
    found = relations_of(day, node, [kind], "OUT")
    found = found[day.on.worths.exists[found]]
    if kind == "merged_into":
        found = found[np.isin(found, _mergers(day))]
    return [Relation(day, at) for at in found.tolist()]


def _mergers(day: Day) -> NDArray[np.int64]:
    """Those that count, found once."""

    def find() -> NDArray[np.int64]:
        found = mergers_of(day.facts)
        found.setflags(write=False)
        return found

    return day.remembered(("mergers",), find, lambda made: made.nbytes)
