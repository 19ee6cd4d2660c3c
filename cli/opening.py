"""Opening the store and the snapshot that a verb works on."""

from time import perf_counter
from typing import TYPE_CHECKING

from cli.age import aged
from cli.screen import note
from cli.settings import Settings
from graph.errors import SnapshotError, StoreError

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot
    from graph.store.protocol import Store

DROPPED = {
    "dangling": "Statements left out since an end has gone, or both are one",
    "leftOut": "Rows left out since they cannot be computed",
    "inCircles": "Organisations whose mergers do not count, since they go round in a circle",
}
"""What answers do not show, by its name in ``status``."""


def open_store(settings: Settings) -> "Store":
    """The store that the settings name."""
    from graph.store.opening import open_store as opened

    return opened(settings.store, settings.home)


def published(settings: Settings) -> "Snapshot":
    """The snapshot that questions are answered from.

    It is built where only the store is there, where an older program or one of another model has built it, or where it
    is damaged. What is published answers even where the store is newer, or cannot be reached.

    Raises:
        StoreError: nothing has ever been loaded (code ``store_empty``).
        SnapshotError: it is of a newer program, or cannot be written.
    """
    from graph.snapshot.building.build import current_snapshot
    from graph.snapshot.seals import DAMAGED
    from graph.snapshot.snapshot import BUILT_ANEW

    why = "There is no snapshot yet"
    try:
        snapshot = current_snapshot(settings.home)
    except SnapshotError as error:
        if error.code not in (*BUILT_ANEW, DAMAGED):
            raise
        snapshot, why = None, error.message.rstrip(".")
    if snapshot is not None:
        for line in aged(settings, snapshot):
            note(line)
        return snapshot
    with open_store(settings) as store:
        refuse_empty(store)
        return build(settings, store, why)


def refuse_empty(store: "Store") -> None:
    """Raise StoreError where nothing has been loaded."""
    if store.revision() == 0:
        raise StoreError(
            "Nothing has been loaded yet.",
            code="store_empty",
            suggestion="Run `opendoors load`: it loads the starter data.",
        )


def build(settings: Settings, store: "Store", why: str, *, full: bool = False) -> "Snapshot":
    """Build and publish the snapshot of the store's revision, and say so; with ``full``, from a full scan anyway."""
    from graph.snapshot.building import dropped
    from graph.snapshot.building.build import build_snapshot

    before = _dropped(settings)
    note(f"{why}: building it for revision {store.revision()} …")
    began = perf_counter()
    snapshot = build_snapshot(store, settings.home, settings.as_of, full=full)
    took = perf_counter() - began
    note(f"Revision {snapshot.revision} as of {snapshot.manifest.as_of} published in {took:.1f} s.")
    _tell_dropped(before, dropped.count(snapshot))
    return snapshot


def _dropped(settings: Settings) -> dict[str, int]:
    """How much of the store answers do not show as yet; nothing where there is no snapshot that can be read."""
    from graph.snapshot.building import dropped
    from graph.snapshot.building.build import current_snapshot

    try:
        snapshot = current_snapshot(settings.home)
    except SnapshotError:
        return {}
    return dropped.count(snapshot) if snapshot is not None else {}


def _tell_dropped(before: dict[str, int], after: dict[str, int]) -> None:
    """Whoever loads, merges or takes away sees what that has made of what answers do not show."""
    for name, what in DROPPED.items():
        now, was = after[name], before.get(name, 0)
        if now or was:
            note(f"{what}: {now:,} ({now - was:+,}); see `opendoors dangling`.")


def up_to_date(settings: Settings, store: "Store") -> "Snapshot":
    """The published snapshot if it is of the store's revision; else a new one.

    One of an earlier day serves until the server itself has built another; a pinned day it must stand on.
    """
    from graph.snapshot.building.build import current_snapshot, today

    try:
        snapshot = current_snapshot(settings.home)
    except SnapshotError as error:
        return build(settings, store, error.message.rstrip("."))
    if snapshot is None:
        return build(settings, store, "There is no snapshot yet")
    if snapshot.revision != store.revision():
        return build(settings, store, f"The snapshot is of revision {snapshot.revision}")
    stands = snapshot.manifest.as_of
    if settings.as_of not in (None, stands):
        return build(settings, store, f"The snapshot stands on {stands}, not on {settings.as_of}")
    if settings.as_of is None and stands != today():
        note(f"The snapshot stands on {stands}: one of today is built while it serves.")
    return snapshot
