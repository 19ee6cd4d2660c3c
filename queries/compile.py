"""Compile all compiled code into numba's cache, so that no question waits: ``python -m queries.compile``.

A tiny world is written as a snapshot and asked one question for each way through the kernels. Compiled code is kept for
each combination of argument types, so the arrays here must be of the very sort that they are in production: read-only
ones of a snapshot's files, writable ones fresh from a computation. A test holds that questions on the starter data
compile nothing more.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any, Final

from numba.core.dispatcher import Dispatcher

from graph.kinds import COMPANY, CROSS_SECTOR, ORGANISATION_KINDS
from graph.relations import RELATION_KINDS
from graph.snapshot import columns
from graph.snapshot.build import write_snapshot
from graph.snapshot.day import ties as ties_of_a_day
from graph.snapshot.gather import gather
from graph.snapshot.snapshot import Snapshot
from graph.statements import EntityStatement, EntityType, Evidence, Judgement, RelationStatement, Source
from queries.door_openers import door_openers
from queries.kernel import bounds, hops, search, via
from queries.overlay import lay
from queries.question import Asker, Outsider, RouteConstraints

COMPILED: Final[tuple[ModuleType, ...]] = (columns, ties_of_a_day, bounds, hops, search, via)
"""Modules with compiled code."""
AS_OF: Final = "2026-01-01"
EARLIER: Final = "2025-01-01"
_SOURCE: Final = "tiny"
_SECTORS: Final = ("energy", CROSS_SECTOR)
_ORGANISATIONS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("asker", {"kind": "cluster", "country": "DK", "region": "DK-84", "sectors": ["energy"]}),
    ("partner", {"kind": "cluster", "country": "DE", "sectors": [CROSS_SECTOR]}),
    ("home", {"kind": "trade_agency", "country": "DK"}),
    ("desk", {"kind": "trade_office", "country": "DK"}),
    ("host", {"kind": "trade_agency", "country": "KR"}),
    ("office", {"kind": "innovation_office", "country": "KR", "sectors": ["energy"]}),
    ("opener", {"kind": "cluster", "country": "KR", "sectors": ["energy"]}),
    ("maker", {"kind": "company", "country": "KR"}),
    ("alone", {"kind": "cluster", "country": "NO"}),
)
_RELATIONS: Final[tuple[tuple[str, str, str, str | None], ...]] = (
    ("partner_of", "asker", "partner", None),
    ("partner_of", "partner", "opener", None),
    ("member_of", "maker", "opener", None),
    ("participates_in", "asker", "project", "coordinator"),
    ("participates_in", "partner", "project", None),
    ("operates", "home", "office", None),
    ("operates", "host", "desk", None),
    ("mandated_for", "home", "DK", "home"),
    ("mandated_for", "host", "KR", "home"),
    ("mandated_for", "desk", "DK", "host"),
    ("promotes", "host", "KR", None),
)


class _TinyScan:
    """A world with every way of taking a step: a tie, a shared project, a constituency, a desk."""

    revision: Final = 1
    stamp: Final = ""

    def sources(self) -> list[Source]:
        return [Source(_SOURCE, "Tiny", "nobody", "CC0-1.0", "", EARLIER, owns_ids=True)]

    def judgements(self) -> list[Judgement]:
        return []

    def entities(self) -> Iterator[EntityStatement]:
        for sector in _SECTORS:
            yield _entity("sector", sector, {})
        for id_, said in _ORGANISATIONS:
            yield _entity("organisation", id_, {"status": "active", **said})
        yield _entity("context", "project", {"kind": "project"})

    def relations(self) -> Iterator[RelationStatement]:
        for at, (kind, start, end, role) in enumerate(_RELATIONS):
            assert kind in RELATION_KINDS
            yield RelationStatement(_SOURCE, f"{at:032x}", kind, start, end, Evidence(), status="current", role=role)


def _entity(type_: EntityType, id_: str, said: Mapping[str, Any]) -> EntityStatement:
    return EntityStatement(_SOURCE, id_, type_, {"name": id_, **said}, Evidence())


def compile_kernels() -> None:
    """Compile what is not in the cache yet."""
    with tempfile.TemporaryDirectory(prefix="opendoors-compile-", ignore_cleanup_errors=True) as folder:
        scan = _TinyScan()
        write_snapshot(gather(scan), Path(folder), scan.revision, scan.stamp, AS_OF)
        snapshot = Snapshot(Path(folder))
        askers: tuple[Asker, ...] = ("asker", Outsider("DK", "DK-84", ("energy",), ("partner",)), Outsider("NO"))
        for constraints in _constraints():
            for asker in askers:
                door_openers(snapshot, [asker], market="KR", constraints=constraints)
        door_openers(snapshot, ["asker"], market="KR", sector="energy")
        door_openers(snapshot, ["alone"], market="KR", constraints=RouteConstraints(max_steps=1))
        me, opener, partner = (_node(snapshot, id_) for id_ in ("asker", "opener", "partner"))
        for changes in (
            lay(snapshot.standing().ties, {(me, opener): 0.6}),
            lay(snapshot.standing().ties, None, [(me, partner)], [opener]),
        ):
            door_openers(snapshot, ["asker"], market="KR", laid=changes)
            door_openers(snapshot, ["asker"], market="KR", laid=changes, constraints=RouteConstraints(via=("home",)))


def _constraints() -> Iterator[RouteConstraints]:
    """Each way through the kernels: limits, exclusions, a place to pass; a day and ties derived on demand."""
    yield RouteConstraints()
    yield RouteConstraints(max_steps=1)
    yield RouteConstraints(max_steps=6, min_strength=0.1, public_anchor=True)
    yield RouteConstraints(min_strength=0.94, avoid=("home",))
    yield RouteConstraints(via=("host", "desk"))
    yield RouteConstraints(via=("partner",), avoid=("DE",), opener_kinds=frozenset(ORGANISATION_KINDS))
    yield RouteConstraints(relation_kinds=frozenset({"partner_of"}), opener_kinds=frozenset({COMPANY}))
    yield RouteConstraints(relation_kinds=frozenset(RELATION_KINDS), as_of=EARLIER)


def _node(snapshot: Snapshot, id_: str) -> int:
    return snapshot.node(id_, "organisation", "id")


def dispatchers() -> dict[str, Dispatcher]:
    """Every compiled function by module and name."""
    found = {}
    for module in COMPILED:
        for name, value in vars(module).items():
            if isinstance(value, Dispatcher) and value.py_func.__module__ == module.__name__:
                found[f"{module.__name__}.{name}"] = value
    return found


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
