"""Building a snapshot from a store, and publishing it by one atomic rename."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import orjson

from graph.dates import last_day
from graph.errors import SnapshotError
from graph.snapshot.entities import Entity
from graph.snapshot.files import Texts, write_arrays, write_json
from graph.snapshot.gather import Gathered, gather
from graph.snapshot.names import NameRow, acronyms, write_name_index
from graph.snapshot.snapshot import FORMAT, Manifest, Snapshot
from graph.snapshot.standing import Standing, standing
from graph.store.protocol import Store

CURRENT: Final = "current"
"""File that names the published snapshot's folder."""
KEPT: Final = 2
"""Snapshots kept beside the published one: readers may still have them open."""


def today() -> str:
    """ISO day, UTC."""
    return datetime.now(UTC).date().isoformat()


def current_snapshot(home: Path) -> Snapshot | None:
    """The published snapshot; None before the first.

    Raises:
        SnapshotError: it is damaged or of another format.
    """
    pointer = home / "snapshots" / CURRENT
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SnapshotError(f"{error}.", where=str(pointer), suggestion="Make the folder readable.") from error
    return Snapshot(pointer.parent / name)


def build_snapshot(store: Store, home: Path, as_of: str | None = None) -> Snapshot:
    """Build and publish the snapshot of the store's present revision.

    Args:
        store: to be read at one revision.
        home: folder that holds ``snapshots/``.
        as_of: ISO day on which the snapshot stands; today by default.

    Raises:
        SnapshotError: the folder cannot be written, or the disk is full. What was published stays.
        StoreError: the store cannot be read.
    """
    as_of = as_of or today()
    folder = home / "snapshots"
    aside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
        with _no_collection():
            with store.reading() as scan:
                revision = scan.revision
                gathered = gather(scan)
            write_snapshot(gathered, aside, revision, as_of)
        return _publish(aside, folder, f"format-{FORMAT}-revision-{revision}-as-of-{as_of}")
    except OSError as error:
        raise SnapshotError(
            f"The snapshot cannot be written: {error.strerror or error}.",
            code="snapshot_unwritable",
            where=str(folder),
            suggestion="Free some space, or make the folder writable; what was published before still serves.",
        ) from error
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cyclic garbage collector.

    A build makes millions of objects and no circles; the collector would search them all for circles again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def write_snapshot(gathered: Gathered, folder: Path, revision: int, as_of: str) -> None:
    """Write all files of a snapshot into an existing folder."""
    facts, entities = gathered.facts, gathered.entities
    derived = standing(facts, entities.sections, gathered.roles, last_day(as_of))
    write_arrays(folder, facts, "facts")
    write_json(folder / "standing.json", write_arrays(folder, derived, "standing"))
    Texts.write(folder, "ids", (entity.id.encode() for entity in entities.in_order))
    Texts.write(folder, "records", (orjson.dumps(entity.record()) for entity in entities.in_order))
    Texts.write(folder, "statements", gathered.statements)
    Texts.write(folder, "relation-names", (name.encode() for name in gathered.names))
    write_name_index(folder / "names.sqlite", _name_rows(entities.in_order))
    write_json(folder / "manifest.json", asdict(_manifest(gathered, derived, revision, as_of)))


def _manifest(gathered: Gathered, derived: Standing, revision: int, as_of: str) -> Manifest:
    sections = gathered.entities.sections
    counts = {type_: len(sections.range(type_)) for type_ in sections.types}
    counts |= {
        "relation": len(gathered.facts.rel_kind),
        "statement": len(gathered.facts.since),
        "tie": len(derived.ties.cost),
    }
    return Manifest(
        format=FORMAT,
        revision=revision,
        as_of=date.fromordinal(last_day(as_of)).isoformat(),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        counts=counts,
        dangling=gathered.dangling,
        types=list(sections.types),
        starts=list(sections.starts),
        regions=gathered.regions,
        roles=gathered.roles,
        sources=[asdict(source) for source in gathered.sources],
        aliases=gathered.entities.canonical,
        contested=dict(gathered.entities.ids.contested),
    )


NAME_FIELDS: Final = ("name", "native_name")
UNNAMED: Final = ("priority", "service", "estimate")
"""Types that nobody searches by name."""


def _name_rows(entities: list[Entity]) -> Iterator[NameRow]:
    for node, entity in enumerate(entities):
        if entity.type in UNNAMED:
            continue
        said = entity.properties
        names: list[tuple[str, str]] = [(field, said[field]) for field in NAME_FIELDS if field in said]
        if entity.type == "organisation":
            names += [("acronym", acronym) for acronym in acronyms(said["name"])]
        names.append(("id", entity.id))
        country = entity.id if entity.type == "market" else said.get("country")
        yield NameRow(node, entity.id, said.get("kind", entity.type), country, names)


def _publish(aside: Path, folder: Path, name: str) -> Snapshot:
    """Rename into place, point to it, and drop what nobody needs any more."""
    final = folder / name
    if final.exists():
        shutil.rmtree(final)
    aside.replace(final)
    pointer = folder / f".{CURRENT}-{os.getpid()}"
    pointer.write_text(name, encoding="utf-8")
    pointer.replace(folder / CURRENT)
    published = sorted(
        (one for one in folder.iterdir() if one.is_dir() and one.name.startswith("format-")),
        key=lambda one: one.stat().st_mtime_ns,
    )
    for old in published[: -(KEPT + 1)]:
        if old != final:
            shutil.rmtree(old, ignore_errors=True)
    return Snapshot(final)
