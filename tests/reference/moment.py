"""A world as of a date: what is said by then, how old it is, who is gone, and who inherits."""

from collections.abc import Iterator
from datetime import date
from functools import cache, cached_property

import networkx as nx  # type: ignore[import-untyped,unused-ignore]

from .dates import first_day, last_day, years
from .regions import covers
from .table import CROSS_SECTOR, HANDED, OFFICES, PRESENT, SUCCESSION
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
        """ "A relation that begins after `asOf` does not exist"; judged by statement. Ended ones are included."""
        return [s for s in self.told if s.kind in kinds and (s.since is None or s.since <= self.day)]

    @cache  # noqa: B019 - a moment lives as long as its question
    def borne(self, *kinds: str) -> list[Statement]:
        """What has begun, between those who bear it: the living, themselves or as heirs.

        "What a gone predecessor hands over counts as its heir's own". What would relate somebody to itself says
        nothing. An end that is no organisation stays as it is.
        """
        return [
            s.between(source, target, one * other)
            for s in self.begun(*kinds)
            for source, one in self.bearers.get(s.source, {s.source: 1.0}).items()
            for target, other in self.bearers.get(s.target, {s.target: 1.0}).items()
            if source != target
        ]

    @cache  # noqa: B019
    def lasting(self, *kinds: str) -> list[Statement]:
        """Borne and not ended, for what does not exist when it has ended."""
        return [s for s in self.borne(*kinds) if not self.ended(s)]

    def ended(self, s: Statement) -> bool:
        """ "*Ended*: `until` before `asOf`, or status ended"; it comes before *current*."""
        return s.status == "ended" or (s.until is not None and s.until < self.day)

    def current(self, s: Statement) -> bool:
        """ "*Current*: status current, or `until` on or after `asOf`"."""
        return not self.ended(s) and (s.status == "current" or s.until is not None)

    def recency(self, s: Statement, half_life: float) -> float:
        """2^(-age / half-life)."""
        return float(2 ** (-self.age(s, half_life) / half_life))

    def age(self, s: Statement, half_life: float) -> float:
        """ "Age is counted from the last date that it is known to have held"; never negative."""
        if self.current(s):
            return 0.0
        if self.ended(s):
            if s.until is None:
                return half_life  # "or without one a half-life ago"
            held: date = s.until
        elif s.kind in PRESENT and s.since:
            held = s.since  # "an unknown `serves` or `active_in` with a `since` counts from its first day"
        else:
            held = s.retrieved or s.since or self.declared
        return max(0.0, years(held, self.day))

    # Organisations

    def gone(self, id: str) -> bool:
        """ "gone after `dissolved` or from `since` of its `merged_into`, whichever is earlier; by status merged or
        closed with neither date, always"; by an undated `merged_into`, if nothing is dated, always."""
        if self.closed(id):
            return True
        organisation = self.everybody[id]
        merged = [s for s in self.told if s.kind == "merged_into" and s.source == id and not self.circular(s)]
        begins = [s.since for s in merged if s.since]
        if organisation.dissolved or begins:
            after = organisation.dissolved is not None and self.day > organisation.dissolved
            return after or any(self.day >= begin for begin in begins)
        return bool(merged) or organisation.status in ("merged", "closed")

    def circular(self, merger: Statement) -> bool:
        """Whether those that merged go round in a circle, which cannot be: then none of them is gone by that."""
        return bool(nx.has_path(self.mergers, merger.target, merger.source))

    @cached_property
    def mergers(self) -> nx.DiGraph:
        """Who is said to have merged into whom, whenever."""
        return nx.DiGraph((s.source, s.target) for s in self.told if s.kind == "merged_into")

    def closed(self, id: str) -> bool:
        """ "An office all of whose `operates` have ended is closed likewise"."""
        operates = [s for s in self.begun("operates") if s.target == id]
        return self.everybody[id].kind in OFFICES and bool(operates) and all(map(self.ended, operates))

    def unborn(self, id: str) -> bool:
        """ "An organisation that was founded after `asOf` does not exist on that day"."""
        founded = self.everybody[id].founded
        return founded is not None and founded > self.day

    @cached_property
    def living(self) -> dict[str, Organisation]:
        """Those who exist on the day and are not gone."""
        return {id: o for id, o in self.everybody.items() if not self.gone(id) and not self.unborn(id)}

    @cached_property
    def succession(self) -> nx.DiGraph:
        """Who hands over to whom: only the gone do, not those who are not there yet."""
        graph = nx.DiGraph()
        graph.add_nodes_from(self.everybody)
        handed = (s for s in self.begun(*SUCCESSION) if self.gone(s.source) and not self.unborn(s.source))
        graph.add_edges_from((s.source, s.target) for s in handed)
        return graph

    def heirs(self, id: str) -> dict[str, float]:
        """The first living organisation along each way, at x.9 a hop; by two ways, the higher factor."""
        found: dict[str, float] = {}
        for path in nx.all_simple_paths(self.succession, id, set(self.living)):
            factor = HANDED ** (len(path) - 1)
            found[path[-1]] = max(factor, found.get(path[-1], 0.0))
        return found

    @cached_property
    def bearers(self) -> dict[str, dict[str, float]]:
        """Who bears what was said of an organisation: itself while it lives, else its heirs, each at its factor."""
        return {id: {id: 1.0} if id in self.living else self.heirs(id) for id in self.everybody}

    def now(self, id: str) -> str | None:
        """Who answers for an id: itself, else the heir of the highest factor, then of the smallest id."""
        heirs = self.bearers[self.canonical[id]]
        return min(heirs, key=lambda heir: (-heirs[heir], heir), default=None)

    # Places and sectors

    def on_corridor(self, corridor: str) -> dict[str, frozenset[str] | None]:
        """The markets that lie on a corridor or bloc on this day, by `lies_on` or by the corridor's own column; each
        with the regions of it where only those count, else with None."""
        listed = [row for row in self.world.rows("corridors") if row["id"] == corridor]
        whole = {market for row in listed for market in row.get("markets", "").split("|") if market}
        found: dict[str, frozenset[str] | None] = dict.fromkeys(whole)
        lying = [s for s in self.lasting("lies_on") if s.target == corridor and s.source not in self.everybody]
        for s in lying:
            regions = frozenset(other.region for other in lying if other.source == s.source)
            found[s.source] = None if s.source in whole or "" in regions else regions
        return found

    def lie_on(self, corridor: str) -> frozenset[str]:
        """The organisations that lie on a corridor themselves."""
        return frozenset(s.source for s in self.lasting("lies_on") if s.target == corridor and s.source in self.living)

    def sectors(self, id: str) -> frozenset[str]:
        """Its `sectors` plus its `works_in`, begun and not ended, handed over ones too; "cross-sector is none"."""
        worked = {s.target for s in self.lasting("works_in") if s.source == id}
        return frozenset({*self.living[id].sectors, *worked}) - {CROSS_SECTOR}

    def near(self, sectors: frozenset[str]) -> frozenset[str]:
        """The neighbours of some sectors."""
        listed = {row["id"]: row.get("near", "") for row in self.world.rows("sectors")}
        return frozenset(near for sector in sectors for near in listed.get(sector, "").split("|") if near)

    def clusters_of(self, sectors: frozenset[str]) -> Iterator[Organisation]:
        """Cluster organisations that share a sector."""
        return (o for o in self.living.values() if o.kind == "cluster" and self.sectors(o.id) & sectors)

    # Cities

    def cities(self, country: str) -> tuple[str, str]:
        """A market's main business city and its capital."""
        row = next((row for row in self.world.rows("markets") if row["code"] == country), {})
        return row.get("main_business_city", ""), row.get("capital", "")


def same_city(one: str, other: str) -> bool:
    """Compared without case and outer blanks; an unknown city is the same as none."""
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def in_region(region: str, city: str, country: str, organisation: Organisation) -> bool:
    """ "located in its region (without a code: its city)"."""
    if region:
        return covers(region, organisation.region)
    return country == organisation.country and same_city(city, organisation.city)
