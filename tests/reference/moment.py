"""A world as of a date: what is said by then, how old it is, who is gone, and who inherits."""

from datetime import date
from functools import cached_property

import networkx as nx  # type: ignore[import-untyped,unused-ignore]

from .dates import first_day, last_day, years
from .table import HANDED, SUCCESSION
from .world import Organisation, Statement, World, canonical_ids, organisations, statements


class GoneAskerError(Exception):
    """ "A gone asker without an heir is an input error"."""


class Moment:
    """Everything below asks a moment, not the world."""

    def __init__(self, world: World, as_of: str) -> None:
        self.day = last_day(as_of)  # "`until` and a partial `asOf` to their last"
        self.declared = first_day(world.declared_retrieval)
        self.canonical = canonical_ids(world)
        self.everybody = organisations(world)
        self.told = statements(world)
        self.world = world

    # Statements

    def begun(self, *kinds: str) -> list[Statement]:
        """ "A relation that begins after `asOf` does not exist"; judged by statement (R3). Ended ones are included."""
        return [s for s in self.told if s.kind in kinds and (s.since is None or s.since <= self.day)]

    def lasting(self, *kinds: str) -> list[Statement]:
        """Begun and not ended, for the kinds of which an ended one "does not exist" (R7)."""
        return [s for s in self.begun(*kinds) if not self.ended(s)]

    def ended(self, s: Statement) -> bool:
        """ "*Ended*: `until` before `asOf`, or status ended"; before *current* (R1)."""
        return s.status == "ended" or (s.until is not None and s.until < self.day)

    def current(self, s: Statement) -> bool:
        """ "*Current*: status current, or `until` on or after `asOf`"."""
        return not self.ended(s) and (s.status == "current" or s.until is not None)

    def recency(self, s: Statement, half_life: float | None) -> float:
        """2^(-age / half-life)."""
        return 1.0 if half_life is None else 2 ** (-self.age(s, half_life) / half_life)

    def age(self, s: Statement, half_life: float) -> float:
        """ "Age is counted from the last date that it is known to have held"; never negative (R2)."""
        if self.current(s):
            return 0.0
        if self.ended(s):
            if s.until is None:
                return half_life  # "or without one a half-life ago"
            held: date = s.until
        else:
            held = s.retrieved or s.since or self.declared
        return max(0.0, years(held, self.day))

    # Organisations

    def gone(self, id: str) -> bool:
        """Merged, closed, dissolved: neither asker nor step nor opener (R9)."""
        organisation = self.everybody[id]
        merged = [s for s in self.told if s.kind == "merged_into" and s.source == id]
        if not (organisation.status in ("merged", "closed") or organisation.dissolved or merged):
            return False
        if organisation.dissolved:
            return self.day > organisation.dissolved
        begins = [s.since for s in merged if s.since]
        return self.day >= min(begins) if begins else True  # "with neither always"

    @cached_property
    def living(self) -> dict[str, Organisation]:
        return {id: organisation for id, organisation in self.everybody.items() if not self.gone(id)}

    @cached_property
    def succession(self) -> nx.DiGraph:
        """Who hands over to whom: only a gone organisation does."""
        graph = nx.DiGraph()
        graph.add_nodes_from(self.everybody)
        graph.add_edges_from((s.source, s.target) for s in self.begun(*SUCCESSION) if s.source not in self.living)
        return graph

    def heirs(self, id: str) -> dict[str, float]:
        """The first living organisation along each way, at x.9 a hop; by two ways, the higher factor (R10)."""
        found: dict[str, float] = {}
        for path in nx.all_simple_paths(self.succession, id, set(self.living)):
            factor = HANDED ** (len(path) - 1)
            found[path[-1]] = max(factor, found.get(path[-1], 0.0))
        return found

    @cached_property
    def bearers(self) -> dict[str, dict[str, float]]:
        """Who bears what was said of an organisation: itself while it lives, else its heirs, each at its factor."""
        return {id: {id: 1.0} if id in self.living else self.heirs(id) for id in self.everybody}

    def handed(self, s: Statement) -> list[tuple[str, str, float]]:
        """The statement between living ends, with what handing over leaves of it.

        "one whose two ends become the same disappears" (R10). An end that is no organisation stays as it is.
        """
        sources = self.bearers.get(s.source, {s.source: 1.0})
        targets = self.bearers.get(s.target, {s.target: 1.0})
        return [(a, b, f * g) for a, f in sources.items() for b, g in targets.items() if a != b]

    def now(self, id: str) -> str | None:
        """Who answers for an id: itself, else the heir of the highest factor, then of the smallest id (R11)."""
        heirs = self.bearers[self.canonical[id]]
        return min(heirs, key=lambda heir: (-heirs[heir], heir), default=None)

    # Places and sectors

    def on_corridor(self, corridor: str) -> frozenset[str]:
        """The markets that lie on a corridor or bloc on this day: by `lies_on`, or by the corridor's own column."""
        listed = [row for row in self.world.rows("corridors") if row["id"] == corridor]
        markets = {market for row in listed for market in row.get("markets", "").split("|") if market}
        related = {s.source for s in self.lasting("lies_on") if s.target == corridor}
        return frozenset(markets | related - set(self.everybody))

    def sectors(self, id: str) -> frozenset[str]:
        """Its `sectors` plus its `works_in`, begun and not ended (R24); those handed over to it too."""
        worked = {b for s in self.lasting("works_in") for a, b, _ in self.handed(s) if a == id}
        return self.living[id].sectors | worked
