"""A snapshot in memory is the one in files: array by array, as compiled code sees them, and text by text."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import given

from graph.snapshot.snapshot import Snapshot
from queries.questions.search import search
from tests.api.world import ROWS
from tests.reference.strategies import worlds
from tests.reference.world import World
from tests.worlds import snapshot_of, written_snapshot_of

BUILT, EARLIER = "2025-11", "2021-06"


@contextmanager
def both(world: World) -> Iterator[tuple[Snapshot, Snapshot]]:
    """The world in memory and in files."""
    with tempfile.TemporaryDirectory() as name:
        of = (world.judgements, world.declared_retrieval)
        held, written = Path(name) / "held", Path(name) / "written"
        yield snapshot_of(world.tables, held, BUILT, *of), written_snapshot_of(world.tables, written, BUILT, *of)


def parts(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """All that a dataclass holds, nested ones included; of an array what it is to the compiler, and what is in it."""
    if is_dataclass(value):
        for field in fields(value):
            yield from parts(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, np.ndarray):
        sort = numba.typeof(value)  # type: ignore[no-untyped-call]
        yield name, (sort, value.shape, value.tolist())
    else:
        yield name, (type(value), value)


def arrays(snapshot: Snapshot) -> dict[str, Any]:
    """Of its own day and another one."""
    days = {str(day): snapshot.standing(day) for day in (None, snapshot.day_of(EARLIER))}
    named = {"facts": snapshot.facts, "by name": snapshot.by_name, **days}
    return dict(pair for name, value in named.items() for pair in parts(value, name))


def texts(snapshot: Snapshot) -> list[Any]:
    """All that is said of things and relations, and of the snapshot."""
    ids = [snapshot.relation_id(relation) for relation in range(len(snapshot.facts.rel_kind))]
    return [
        [(snapshot.id_of(node), snapshot.record(node)) for node in range(snapshot.sections.starts[-1])],
        [(id_, snapshot.find_relation(id_)) for id_ in ids],
        [snapshot.statement(said) for said in range(len(snapshot.facts.since))],
        (replace(snapshot.manifest, built=""), snapshot.sections, snapshot.sources, snapshot.day),
    ]


def check(world: World) -> None:
    with both(world) as (held, written):
        assert arrays(held) == arrays(written)
        assert texts(held) == texts(written)
        assert held.names.indexed() == written.names.indexed()


@given(worlds())
def test_what_it_holds_is_what_files_hold(world: World) -> None:
    check(world)


@pytest.mark.parametrize("rows", [{}, ROWS], ids=["nothing", "all kinds of things"])
def test_so_it_is_without_chance(rows: dict[str, list[dict[str, str]]]) -> None:
    check(World(rows))


def test_nothing_is_written_before_a_name_is_looked_for() -> None:
    with both(World(ROWS)) as (held, written):
        assert not held.folder.exists()
        assert search(held, "alfa").hits == search(written, "alfa").hits != ()
        assert [path.name for path in held.folder.iterdir()] == ["names.sqlite"]


def test_it_cannot_be_written_to() -> None:
    with both(World(ROWS)) as (held, _):
        for array in (held.facts.kind, held.by_name, held.standing().ties.cost):
            with pytest.raises(ValueError, match="read-only"):
                array[:] = 0
