"""Building next to nothing, so that the first real snapshot waits for no import and for no compiler."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.relations import RELATION_KINDS, Carries
from graph.snapshot.building.build import build_snapshot
from graph.statements import Batch, EntityStatement, Evidence, RelationStatement, Source, Statement
from graph.store.opening import open_store
from graph.store.protocol import Store

AT_FIRST: Final = 100
"""Organisations of the first snapshot: so many that one more is a small change."""
_NAME: Final = "practice"


def practise() -> None:
    """Build two snapshots of next to nothing in a folder of their own: one from a full scan, one from changes."""
    with (
        tempfile.TemporaryDirectory(prefix="opendoors-practice-", ignore_cleanup_errors=True) as folder,
        open_store("sqlite:", Path(folder)) as store,
    ):
        _tell(store, 0, AT_FIRST)
        build_snapshot(store, Path(folder))
        _tell(store, AT_FIRST, 1)
        build_snapshot(store, Path(folder))


def _tell(store: Store, first: int, count: int) -> None:
    """Write some organisations, and between two of them a relation of each kind that ties."""
    ids = [f"{_NAME}-{number}" for number in range(first, first + count)]
    said: list[Statement] = [
        EntityStatement(_NAME, id_, "organisation", {"kind": "cluster", "name": id_, "country": "DK"}, Evidence())
        for id_ in ids
    ]
    said += [
        RelationStatement(_NAME, f"{first:016x}{at:016x}", kind.name, f"{_NAME}-0", ids[-1], Evidence())
        for at, kind in enumerate(RELATION_KINDS.values())
        if kind.carries is Carries.TIE
    ]
    source = Source(_NAME, _NAME, _NAME, "CC0-1.0", "", "2026-01-01", owns_ids=True)
    run = store.start_run(_NAME, str(first), "2026-01-01T00:00:00Z")
    store.apply(Batch(run=replace(run, state="finished"), source=source, statements=tuple(said)))
