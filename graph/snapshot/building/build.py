"""Building a snapshot from a store, and publishing it by one atomic rename."""

import fcntl
import gc
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

import orjson

from graph.dates import last_day
from graph.errors import InputError, SnapshotError, StoreError
from graph.snapshot.building.content import Content
from graph.snapshot.building.gather import gather
from graph.snapshot.building.patch.former import Former, FullScanNeeded
from graph.snapshot.building.patch.patch import changes_at_most, patched
from graph.snapshot.building.things import name_row_of_record
from graph.snapshot.building.unsound import Unsound
from graph.snapshot.day.standing import Standing, standing
from graph.snapshot.files import write_arrays, write_json
from graph.snapshot.names.form import NameRow
from graph.snapshot.names.writing import update_name_index, write_name_index
from graph.snapshot.seals import DAMAGED, damaged, seal
from graph.snapshot.snapshot import FORMAT, Snapshot
from graph.store.protocol import Changes, Store

LOG: Final = logging.getLogger("opendoors.snapshot")
CURRENT: Final = "current"
"""File that names the published snapshot's folder."""
KEPT: Final = 2
"""Superseded snapshots that are kept in any case: readers may still have them open."""
KEPT_SECONDS: Final = 60.0
"""For how long others are: a reader opens some files of a snapshot only when it needs them."""
KEPT_AT_MOST: Final = 16
"""Superseded snapshots that are kept at all, so that what they take on the disk has a limit."""
BUILT: Final = "-built-"
"""Stands in a snapshot's name before the time of its publishing."""
BUILT_FORMAT: Final = "%Y%m%dT%H%M%S%f"
NEVER: Final = datetime.min.replace(tzinfo=UTC)
NAME_INDEX: Final = "names.sqlite"
LOCK: Final = ".building"
"""File that a build holds locked: one at a time in a home."""
NAMED: Final = "format-"
"""How the names of snapshots begin."""
ASIDE: Final = ".building-"
"""How folders begin that are being written."""
FULL_SCAN: Final = "building from a full scan: %s"
WAIT_SECONDS: Final = 600.0
"""How long a build waits for another one."""
LOOK_SECONDS: Final = 0.02
"""How often it looks whether the other one is done."""


def today() -> str:
    """ISO day, UTC."""
    return datetime.now(UTC).date().isoformat()


def current_snapshot(home: Path) -> Snapshot | None:
    """The published snapshot; None before the first.

    Raises:
        SnapshotError: it is damaged, of another format, or was built with another model.
    """
    folder = _published(home)
    return None if folder is None else Snapshot(folder)


def published_name(home: Path) -> str | None:
    """Name of the published snapshot's folder; None before the first.

    Raises:
        SnapshotError: the file that says so cannot be read, or is damaged.
    """
    pointer = home / "snapshots" / CURRENT
    try:
        name = pointer.read_bytes().decode("utf-8", "replace").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SnapshotError(f"{error}.", where=str(pointer), suggestion="Make the folder readable.") from error
    if not (name.startswith(NAMED) and name.isprintable() and "/" not in name):
        raise damaged(pointer, f"{CURRENT} names no snapshot")
    return name


def _published(home: Path) -> Path | None:
    """Folder of the published snapshot; None before the first."""
    name = published_name(home)
    return None if name is None else home / "snapshots" / name


def build_snapshot(store: Store, home: Path, as_of: str | None = None, *, full: bool = False) -> Snapshot:
    """Publish the snapshot of the store's present revision.

    It is made from the published one and what has changed since, where that can be done and pays; what comes out is the
    same. One that is there already is left alone. One build at a time in a home: others wait, and find it done.

    Args:
        store: to be read at one revision.
        home: folder that holds ``snapshots/``.
        as_of: ISO day on which the snapshot stands; today by default.
        full: read the whole store in any case, and publish anew in any case: for facts that were edited past it.

    Raises:
        SnapshotError: the folder cannot be written, or the disk is full. What was published stays.
        StoreError: the store cannot be read.
    """
    as_of = as_of or today()
    folder = home / "snapshots"
    aside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder), _no_collection():
            since = None if full else _since(home, store)
            if since is not None and (done := _done(since, as_of)) is not None:
                return done
            aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
            revision = _write_changed(since, aside, as_of) if since is not None else None
            if revision is None:
                revision = _write_whole(store, aside, as_of)
            built = _publish(aside, folder, f"{NAMED}{FORMAT}-revision-{revision}-as-of-{as_of}")
            _log_left_out(built)
            return built
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


@dataclass(frozen=True, slots=True)
class _Since:
    """The published snapshot, and what has changed since in the store that it is of."""

    former: Former
    changes: Changes


def _since(home: Path, store: Store) -> _Since | None:
    """What the next snapshot can be made from; None where the whole store is to be read."""
    try:
        published = _published(home)
        if published is None:
            return None
        former = Former(published)
        of = former.manifest
        return _Since(former, store.changes(of.revision, of.stamp, changes_at_most(former)))
    except FullScanNeeded as why:
        LOG.info(FULL_SCAN, why)
    except InputError as error:
        LOG.info(FULL_SCAN, error.message)
    except SnapshotError as error:
        if error.code != DAMAGED:
            raise
        LOG.warning(FULL_SCAN, error.message)
    except StoreError:
        raise
    except Exception as error:  # whatever it is, the whole scan is the way back
        LOG.warning(FULL_SCAN, f"the changes cannot be read: {error!r}", exc_info=True)
    return None


def _done(since: _Since, as_of: str) -> Snapshot | None:
    """The published snapshot, if it is of the store's revision and of this day, and whole."""
    of = since.former.manifest
    if of.revision != since.changes.revision or of.as_of != _day(as_of):
        return None
    try:
        return Snapshot(since.former.folder)
    except SnapshotError as error:
        LOG.warning("building anew: %s", error.message)
        return None


def _day(as_of: str) -> str:
    """The day that a partial date stands for: its last."""
    return date.fromordinal(last_day(as_of)).isoformat()


def _write_changed(since: _Since, aside: Path, as_of: str) -> int | None:
    """Write the next snapshot from the published one and the changes.

    Returns:
        its revision; None where it could not be made so, for whatever reason: then nothing is left of it.

    Raises:
        OSError: the folder cannot be written.
    """
    changes = since.changes
    try:
        content = patched(since.former, changes)
        write_snapshot(content, aside, changes.revision, changes.stamp, as_of, since.former.folder)
        since.former.check_unharmed()
        return changes.revision
    except FullScanNeeded as why:
        LOG.info(FULL_SCAN, why)
    except OSError:
        raise
    except Exception as error:  # whatever it is, the whole scan is the way back
        LOG.warning(FULL_SCAN, f"the changes could not be put in: {error!r}", exc_info=True)
    shutil.rmtree(aside)
    aside.mkdir(mode=0o700)
    return None


def _write_whole(store: Store, aside: Path, as_of: str) -> int:
    """Write the snapshot of the store's present revision from a scan of all of it; return the revision."""
    with store.reading() as scan:
        content, revision, stamp = gather(scan), scan.revision, scan.stamp
    write_snapshot(content, aside, revision, stamp, as_of)
    return revision


def _log_left_out(built: Snapshot) -> None:
    """Name the rows that cannot be computed, as far as the manifest does."""
    said = built.manifest
    if said.left_out:
        named = "; ".join(str(Unsound(**row)) for row in said.left_out_named)
        more = said.left_out - len(said.left_out_named)
        LOG.warning("%s rows are left out: %s%s", said.left_out, named, f"; and {more} more" if more else "")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other build is at work in this folder. The lock goes with the process that holds it."""
    until = time.monotonic() + WAIT_SECONDS
    with (folder / LOCK).open("ab") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise SnapshotError(
                        "Another build has been at work for too long.",
                        code="snapshot_locked",
                        where=str(folder),
                        suggestion="See what holds the file .building there, and end it.",
                    ) from error
                time.sleep(LOOK_SECONDS)
            else:
                break
        for left in folder.glob(f"{ASIDE}*"):  # of a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield


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


def write_snapshot(
    content: Content, folder: Path, revision: int, stamp: str, as_of: str, former: Path | None = None
) -> None:
    """Write all files of a snapshot into an existing folder.

    Args:
        content: all that does not depend on the day.
        folder: to write into.
        revision: of the store.
        stamp: of the revision.
        as_of: ISO day on which the snapshot stands.
        former: folder of the snapshot from which ``content`` was made by changes.
    """
    # To write arrays is the kernel's work, beside which there is time for our own.
    with ThreadPoolExecutor(1, "opendoors-snapshot") as beside:
        writing = [beside.submit(content.write, folder)]
        derived = standing(content.facts, content.sections, content.roles, last_day(as_of))
        writing.append(beside.submit(_write_standing, derived, folder))
        _write_names(content, folder / NAME_INDEX, former)
        for one in writing:
            one.result()
    manifest = content.manifest(revision, stamp, _day(as_of), len(derived.ties.cost))
    write_json(folder / "manifest.json", asdict(manifest))
    seal(folder)


def _write_standing(derived: Standing, folder: Path) -> None:
    """Write what depends on the day."""
    write_json(folder / "standing.json", write_arrays(folder, derived, "standing"))


def _write_names(content: Content, path: Path, former: Path | None) -> None:
    """Write the index of names: from the former one where only the changes are known and it can be read."""
    named = content.named
    if former is None or named.removed is None:
        write_name_index(path, named.added)
        return
    try:
        update_name_index(former / NAME_INDEX, path, named.removed, named.added)
    except SnapshotError as error:
        if error.code != DAMAGED:
            raise
        LOG.warning("the index of names is made anew: %s", error.message)
        write_name_index(path, _name_rows(content))


def _name_rows(content: Content) -> Iterator[NameRow]:
    """What the index of names holds of each thing."""
    for node in range(len(content.ids)):
        row = name_row_of_record(
            content.ids[node].decode(), content.sections.type_of(node), orjson.loads(content.records[node])
        )
        if row is not None:
            yield row


def _publish(aside: Path, folder: Path, name: str) -> Snapshot:
    """Rename into place, point to it, and drop what nobody needs any more.

    No two published snapshots have the same name, so whoever sees the name change opens the newer one. The time in it
    is later than in those before it, even if the clock was set back.
    """
    latest = max(map(_built, _snapshots(folder)), default=NEVER)
    built = max(_now(), latest + timedelta(microseconds=1))
    final = folder / f"{name}{BUILT}{built:{BUILT_FORMAT}}"
    aside.rename(final)
    pointer = folder / f".{CURRENT}-{os.getpid()}"
    pointer.write_text(final.name, encoding="utf-8")
    pointer.replace(folder / CURRENT)
    _drop_superseded(folder)
    return Snapshot(final)


def _drop_superseded(folder: Path) -> None:
    """Drop snapshots that no reader can still be opening.

    When one was superseded is told by the name of the next one: unlike times of files it stays as it is.
    """
    newest_first = sorted(_snapshots(folder), key=_built, reverse=True)
    lately = _built(newest_first[0]) - timedelta(seconds=KEPT_SECONDS)
    for place, (successor, old) in enumerate(pairwise(newest_first)):
        if place >= KEPT_AT_MOST or (place >= KEPT and _built(successor) <= lately):
            shutil.rmtree(old, ignore_errors=True)


def _snapshots(folder: Path) -> list[Path]:
    """All snapshots that were published in a folder and are still there."""
    return [one for one in folder.iterdir() if one.is_dir() and one.name.startswith(NAMED)]


def _built(snapshot: Path) -> datetime:
    """When a snapshot was published, by its name; NEVER if that does not tell."""
    try:
        return datetime.strptime(snapshot.name.rpartition(BUILT)[2], BUILT_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return NEVER


def _now() -> datetime:
    return datetime.now(UTC)
