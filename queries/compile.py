"""Compile all compiled code into numba's cache, so that no question waits: ``python -m queries.compile``.

A tiny world is written as a snapshot and asked every question in each way through the kernels. Compiled code is kept
for each combination of argument types, so the arrays here must be of the very sort that they are in production:
read-only ones of a snapshot's files, writable ones fresh from a computation. Tests hold that questions on other worlds,
and on the starter data, compile nothing more, and neither do builds.

A new question, or a new way through a kernel, gets a line in ``questions``.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from numba.core.dispatcher import Dispatcher

from graph.cached import cached_property
from graph.compiled import forget_stale, imported
from graph.kinds import COMPANY, CROSS_SECTOR, INVESTOR, ORGANISATION_KINDS, RESEARCH_ORGANISATION
from graph.relations import RELATION_KINDS
from graph.snapshot.building.build import write_snapshot
from graph.snapshot.building.gather import gather
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from graph.statements import EntityStatement, Evidence, Judgement, RelationStatement, Source
from queries.questions.born_global import born_global
from queries.questions.brokers import brokers
from queries.questions.connect import connect
from queries.questions.consortium import consortium
from queries.questions.corridor import corridor
from queries.questions.coverage import coverage
from queries.questions.cross_cluster_links import cross_cluster_links
from queries.questions.door_changes import door_changes
from queries.questions.door_openers import door_openers
from queries.questions.events import events
from queries.questions.funding import funding
from queries.questions.gateways import gateways
from queries.questions.interest_match import interest_match
from queries.questions.introductions import introductions
from queries.questions.propose_network import propose_network
from queries.questions.reach import reach
from queries.questions.resilience import resilience
from queries.questions.search import search
from queries.questions.signals import signals
from queries.questions.snowball import snowball
from queries.questions.strategy_match import strategy_match
from queries.questions.supercluster import supercluster
from queries.questions.take_stock import take_stock
from queries.questions.what_if import what_if
from queries.routing.askers import Asker, Outsider, understand
from queries.routing.constraints import RouteConstraints
from queries.routing.everywhere import Doors, doors_everywhere
from queries.routing.one_more import best_new_ties
from queries.routing.overlay import Overlay, lay
from queries.routing.supposing import Addition, Change, Drop, Merger

AS_OF: Final = "2026-01-01"
EARLIER: Final = "2025-01-01"
TOLD_DEPTH: Final = 4
_SOURCE: Final = Source("tiny", "Tiny", "nobody", "CC0-1.0", "", EARLIER, owns_ids=True)
_ENERGY: Final = {"sectors": ["energy"]}
_ORGANISATIONS: Final[dict[str, dict[str, Any]]] = {
    "asker": {"kind": "cluster", "country": "DK", "region": "DK-84", **_ENERGY},
    "partner": {"kind": "cluster", "country": "DE", "sectors": [CROSS_SECTOR]},
    "network": {"kind": "cluster", "form": "network", "country": "BE", **_ENERGY},
    "home": {"kind": "trade_agency", "form": "trade_and_investment", "country": "DK"},
    "desk": {"kind": "trade_office", "country": "DK", "city": "Aarhus"},
    "host": {"kind": "trade_agency", "form": "trade_and_investment", "country": "KR"},
    "chamber": {"kind": "trade_agency", "form": "chamber", "country": "KR"},
    "office": {"kind": "innovation_office", "country": "KR", **_ENERGY},
    "opener": {"kind": "cluster", "country": "KR", **_ENERGY},
    "other": {"kind": "cluster", "country": "KR", "sectors": ["food"]},
    "maker": {"kind": "company", "country": "KR"},
    "institute": {"kind": "research_organisation", "country": "KR", **_ENERGY},
    "alone": {"kind": "cluster", "country": "NO"},
    "between": {"kind": "cluster", "country": "NO"},
    "far": {"kind": "cluster", "country": "SE"},
    "old": {"kind": "cluster", "country": "DK", "status": "merged"},
}
_THINGS: Final[tuple[tuple[Any, str, dict[str, Any]], ...]] = (
    ("sector", "energy", {"near": ["food"]}),
    ("sector", "food", {}),
    ("sector", CROSS_SECTOR, {}),
    ("context", "project", {"kind": "project"}),
    ("context", "fair", {"kind": "event", "country": "KR"}),
    ("context", "programme", {"kind": "programme", "countries": ["DK"], "beneficiaries": ["cluster"]}),
    ("corridor", "bloc", {"kind": "trade_bloc", "markets": ["KR", "DE"]}),
    ("corridor", "way", {"kind": "transport_corridor", "markets": ["DK", "DE", "KR"]}),
    ("priority", "plan", {"organisation": "opener", "sectors": ["energy"], "markets": ["DK"]}),
)
_RELATIONS: Final[tuple[tuple[str, str, str, str | None], ...]] = (
    ("partner_of", "asker", "partner", None),
    ("partner_of", "partner", "opener", None),
    ("partner_of", "alone", "between", None),
    ("partner_of", "between", "far", None),
    ("member_of", "maker", "opener", None),
    ("member_of", "asker", "network", None),
    ("member_of", "other", "network", None),
    ("part_of", "partner", "network", None),
    ("participates_in", "asker", "project", "coordinator"),
    ("participates_in", "partner", "project", None),
    ("participates_in", "institute", "project", None),
    ("operates", "home", "office", None),
    ("operates", "host", "desk", None),
    ("mandated_for", "home", "DK", "home"),
    ("mandated_for", "host", "KR", "home"),
    ("mandated_for", "chamber", "KR", "home"),
    ("mandated_for", "desk", "DK", "host"),
    ("promotes", "host", "KR", None),
    ("active_in", "partner", "KR", None),
    ("takes_place_in", "project", "KR", None),
    ("merged_into", "old", "asker", None),
    ("interested_in", "asker", "KR", None),
    ("interested_in", "opener", "energy", None),
    ("organises", "opener", "fair", None),
    ("interested_in", "other", "bloc", None),
    ("runs", "partner", "programme", None),
)
ASKERS: Final[tuple[Asker, ...]] = (
    "asker",
    Outsider("DK", "DK-84", ("energy",), ("partner",)),
    Outsider("NO"),
    Outsider("DK", kind=RESEARCH_ORGANISATION, sectors=("energy",)),
)


class _TinyScan:
    """A world with every way of taking a step."""

    revision: Final = 1
    stamp: Final = ""

    def sources(self) -> list[Source]:
        return [_SOURCE]

    def judgements(self) -> list[Judgement]:
        return []

    def entities(self) -> Iterator[EntityStatement]:
        things = [("organisation", id_, {"status": "active", **said}) for id_, said in _ORGANISATIONS.items()]
        for type_, id_, said in (*things, *_THINGS):
            yield EntityStatement(_SOURCE.name, id_, type_, {"name": id_, **said}, Evidence())

    def relations(self) -> Iterator[RelationStatement]:
        for at, (kind, start, end, role) in enumerate(_RELATIONS):
            key = f"{at:032x}"
            yield RelationStatement(_SOURCE.name, key, kind, start, end, Evidence(), status="current", role=role)


def compile_kernels() -> None:
    """Compile what is not in the cache yet."""
    forget_stale()
    with tempfile.TemporaryDirectory(prefix="opendoors-compile-", ignore_cleanup_errors=True) as folder:
        scan = _TinyScan()
        write_snapshot(gather(scan), Path(folder), scan.revision, scan.stamp, AS_OF)
        for ask in questions(Snapshot(Path(folder))):
            told(ask())


def questions(snapshot: Snapshot) -> Iterator[Callable[[], object]]:
    """Every question, in each way that goes through compiled code of its own."""
    for as_of, by in _constraints():
        day = snapshot.on_day(as_of)
        for asker in ASKERS:
            yield partial(door_openers, day, [asker], market="KR", constraints=by)
            yield partial(resilience, day, asker, "KR", constraints=by)
            for to in ("opener", "office", "host", "alone"):
                yield partial(introductions, day, asker, to, constraints=by)
        for asker in ASKERS[:2]:
            yield partial(reach, day, [asker], constraints=by)
            if not (by.via or by.via_in_order):
                yield partial(snowball, day, asker, constraints=by)
        yield partial(strategy_match, day, "asker", constraints=by)
    day = snapshot.on_day()
    doors = partial(door_openers, day)
    yield partial(doors, ASKERS, market="KR", sector="energy")
    yield partial(doors, ["alone"], market="SE", constraints=RouteConstraints(max_steps=1))
    yield partial(doors, ["asker"], market="SE")
    yield partial(doors, ["asker"], market="IS")
    for area in ("bloc", "way"):
        yield partial(doors, ASKERS, corridor=area)
        yield partial(corridor, day, area)
        yield partial(coverage, day, area)
        yield partial(gateways, day, "DK", area)
    yield partial(coverage, day, "europe", sector="energy")
    yield partial(born_global, day, ASKERS[1])
    yield partial(consortium, day, "KR", "energy")
    yield partial(propose_network, day, market="KR", including=("asker",), members=3)
    for one in (day, snapshot.on_day(EARLIER)):
        links = partial(cross_cluster_links, one)
        yield partial(links, sector="energy")
        yield partial(links, a="asker")
        yield partial(links, a="asker", b="opener")
        yield partial(links, countries=("DK", "KR"))
        yield partial(supercluster, one, "network")
        for asker in ASKERS:
            yield partial(interest_match, one, asker)
            yield partial(events, one, asker=asker)
            yield partial(signals, one, "KR", "2020", asker)
        yield partial(take_stock, one, "asker")
        yield from (partial(funding, one, asker, "KR") for asker in ASKERS)
        yield partial(brokers, one, sector="energy")
        yield partial(gateways, one, "DK", "KR", sector="energy")
    yield partial(reach, day, clusters_of="DK", corridor="way", since=EARLIER)
    yield partial(door_changes, day, ["asker"], EARLIER, market="KR")
    yield partial(connect, day, ["asker", "opener", "alone"])
    changes: list[Change] = [
        Addition("partner_of", "asker", "other"),
        Drop("asker", "partner"),
        Merger("far", "opener"),
        Drop("home"),
    ]
    for one in (day, snapshot.on_day(EARLIER)):
        yield partial(what_if, one, ["asker", ASKERS[1]], changes, market="KR")
    yield partial(search, snapshot, "partner")
    me, opener, partner = (day.node(id_, "organisation", "id") for id_ in ("asker", "opener", "partner"))
    ties = day.ties()
    for laid in (lay(ties, {(me, opener): 0.6}), lay(ties, None, [(me, partner)], [opener])):
        for by in (RouteConstraints(), RouteConstraints(via=("home",))):
            yield partial(doors, ["asker"], market="KR", laid=laid, constraints=by)
            yield partial(introductions, day, "asker", "maker", laid=laid, constraints=by)
        yield partial(all_markets, day, laid)


def all_markets(day: Day, laid: Overlay) -> Doors:
    """The doors of all markets, with changes laid over the ties."""
    doors = doors_everywhere(day, [understand(day, "asker")], laid=laid)
    best_new_ties(doors, 1)
    return doors


def _constraints() -> Iterator[tuple[str | None, RouteConstraints]]:
    """Each way through the kernels: limits, exclusions, a place to pass; a day and ties derived on demand.

    Before each, the date on which it is asked; None: the snapshot's own day.
    """
    yield None, RouteConstraints()
    yield None, RouteConstraints(max_steps=1)
    yield None, RouteConstraints(max_steps=6, min_strength=0.1, public_anchor=True)
    yield None, RouteConstraints(min_strength=0.94, avoid=("home",))
    yield None, RouteConstraints(via=("host", "desk"))
    yield None, RouteConstraints(via_in_order=("partner", "opener"), max_steps=4)
    yield None, RouteConstraints(via=("partner",), avoid=("DE",), opener_kinds=frozenset(ORGANISATION_KINDS))
    yield None, RouteConstraints(relation_kinds=frozenset({"partner_of"}), opener_kinds=frozenset({COMPANY}))
    yield EARLIER, RouteConstraints(relation_kinds=frozenset(RELATION_KINDS))
    yield "9999-12-31", RouteConstraints(opener_kinds=frozenset({INVESTOR}))


def told(answer: object, depth: int = TOLD_DEPTH) -> None:
    """Work out all that is worked out of an answer only when somebody asks for it: its properties, and theirs."""
    if isinstance(answer, list | tuple):
        for one in answer:
            told(one, depth)
    elif is_dataclass(answer) and type(answer).__module__.startswith("queries.") and depth:
        held = [getattr(answer, name) for name in getattr(answer, "__dataclass_fields__", ()) if name != "question"]
        for name in _derived(type(answer)):
            held.append(getattr(answer, name))
        alternatives = getattr(answer, "alternatives", None)
        if callable(alternatives):
            held.append(alternatives(2))
        told(held, depth - 1)


def _derived(type_: type) -> list[str]:
    return [
        name
        for of in type_.__mro__
        for name, member in vars(of).items()
        if isinstance(member, property | cached_property) and not name.startswith("_")
    ]


def dispatchers() -> dict[str, Dispatcher]:
    """Every compiled function by module and name."""
    return {
        f"{module.__name__}.{name}": value
        for module in imported()
        for name, value in vars(module).items()
        if isinstance(value, Dispatcher) and value.py_func.__module__ == module.__name__
    }


def compiled_anew() -> list[str]:
    """The functions that this process had to compile, since the cache had no code for the types of their arguments."""
    return [name for name, one in dispatchers().items() if sum(one.stats.cache_misses.values())]


def main() -> None:
    """Compile, and say how long it took."""
    began = perf_counter()
    compile_kernels()
    anew = len(compiled_anew())
    print(
        f"{len(dispatchers())} compiled functions ready, {anew} compiled anew, in {perf_counter() - began:.1f} s.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
