"""``backup`` and ``restore``: the embedded store as one file that can be put away, and back."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from cli.copy import counted_through
from cli.failures import refuse
from cli.opening import open_store
from cli.progress import shown_progress
from cli.screen import note, show, show_json
from cli.settings import Settings, read_settings, shown_address
from graph.errors import InputError, StoreError

if TYPE_CHECKING:
    from graph.store.dump import Contents
    from graph.store.sqlite.store import SqliteStore

ATTEMPTS = 3
"""To compare the copy with a store that others write to meanwhile."""
Json = Annotated[bool, typer.Option("--json", help="Print for programs.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make; it must not be there yet.")],
    json: Json = False,
) -> None:
    """Copy the embedded store into one file, while it is in use, and compare both."""
    settings = read_settings()
    _refuse_neo4j(settings)
    if file.exists():
        refuse("The file is there already.", "file_exists", "FILE", "Name another one.", str(file))
    with _opened(settings) as store, _beside(file) as part:
        held = _copied(store, part)
        part.replace(file)
    _tell(f"{file} holds what the store held at revision {held.revision}.", file, held, json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` has made.")],
    force: Annotated[bool, typer.Option("--force", help="Although the store holds something, which is lost.")] = False,
    json: Json = False,
) -> None:
    """Let the embedded store hold what a backup holds. Whoever reads it meanwhile goes on."""
    from graph.store.sqlite.store import SqliteStore

    settings = read_settings()
    _refuse_neo4j(settings)
    if not file.is_file():
        refuse("There is no such file.", "file_absent", "FILE", "Check its name.", str(file))
    with ExitStack() as opened:
        # Of a copy: to open a store writes to it, and what was put away is to stay as it is.
        folder = opened.enter_context(TemporaryDirectory(prefix="opendoors-restore-", dir=_folder(settings)))
        kept = opened.enter_context(SqliteStore(_copy_of(file, Path(folder))))
        wanted = _contents(kept)
        store = opened.enter_context(_to_restore(settings, force))
        if not force and any(store.counts().values()):
            raise _holds_something(settings)
        with store.loading():
            store.become(kept)
        _refuse_difference(wanted, _contents(store), shown_address(settings))
    _tell(f"The store holds what {file} holds.", file, wanted, json)
    note("Answers stay as they were until `opendoors refresh`; a running server notices by itself.")


def _refuse_neo4j(settings: Settings) -> None:
    if settings.store.partition(":")[0] != "sqlite":
        raise InputError(
            "Only the embedded store is one file.",
            code="not_embedded",
            value=shown_address(settings),
            where="OPENDOORS_STORE",
            suggestion="Use Neo4j's own `neo4j-admin database dump` (or `backup`, or Aura's snapshots); or "
            "`opendoors copy` it into an embedded store.",
        )


def _opened(settings: Settings) -> "SqliteStore":
    from graph.store.sqlite.store import SqliteStore

    store = open_store(settings)
    assert isinstance(store, SqliteStore)
    return store


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file that is made beside another one, so that nobody takes half of it for all; it goes if it is left there."""
    try:
        with TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
            yield Path(folder) / file.name
    except OSError as error:
        raise StoreError(
            f"The file cannot be written: {error.strerror or error}.",
            code="backup_unwritable",
            value=str(file),
            where=str(file),
            suggestion="Name a folder that is there and may be written to, with room for it.",
        ) from error


def _copied(store: "SqliteStore", part: Path) -> "Contents":
    """Copy the store, and compare; again where it has moved on in between."""
    from graph.store.sqlite.store import SqliteStore

    for attempt in range(1, ATTEMPTS + 1):
        part.unlink(missing_ok=True)
        store.copy_to(part)
        with SqliteStore(part) as copy:
            found = _contents(copy)
        held = _contents(store)
        if held.same(found):
            break
        if held.revision == found.revision or attempt == ATTEMPTS:
            _refuse_difference(held, found, str(part))
    with part.open("rb") as written:
        os.fsync(written.fileno())
    return found


def _refuse_difference(wanted: "Contents", found: "Contents", where: str) -> None:
    if not wanted.same(found):
        raise StoreError(
            "The copy does not hold the same.",
            code="copy_differs",
            value=found.digest,
            where=where,
            suggestion="Do the same again, while nobody loads.",
        )


def _folder(settings: Settings) -> Path:
    """Of the store's file; made with it."""
    folder = _file(settings).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _file(settings: Settings) -> Path:
    return Path(shown_address(settings).partition(":")[2])


def _copy_of(file: Path, folder: Path) -> Path:
    import shutil

    try:
        return Path(shutil.copyfile(file, folder / "backup.sqlite"))
    except OSError as error:
        raise StoreError(
            f"The backup cannot be read: {error.strerror or error}.",
            code="backup_unreadable",
            value=str(file),
            where=str(file),
            suggestion="Check that you may read it, and that there is room for a copy.",
        ) from error


def _to_restore(settings: Settings, force: bool) -> "SqliteStore":
    """The store; with ``force`` a new one in place of what cannot be opened, which is set aside."""
    try:
        return _opened(settings)
    except StoreError as error:
        if error.code not in ("store_unusable", "store_foreign"):
            raise
        if not force:
            raise _holds_something(settings) from error
    _set_aside(_file(settings))
    return _opened(settings)


def _set_aside(file: Path) -> None:
    aside = f"{file.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for ending in ("", "-wal", "-shm", "-writes"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(file.with_name(aside + ending))
    note(f"What was there is set aside as {aside}.")


def _holds_something(settings: Settings) -> StoreError:
    return StoreError(
        "The store holds something.",
        code="store_not_empty",
        value=shown_address(settings),
        where=shown_address(settings),
        suggestion="Back it up first; then restore with --force, and what it holds is lost.",
    )


def _contents(store: "SqliteStore") -> "Contents":
    with shown_progress() as progress:
        return counted_through(store, progress)


def _tell(said: str, file: Path, held: "Contents", json: bool) -> None:
    if json:
        show_json({"file": str(file), "revision": held.revision, "digest": held.digest, "counts": dict(held.counts)})
    else:
        show(said)
        show(f"Digest {held.digest}.")
