"""The snapshot that requests read, and the watch for a newer one. No request touches the store."""

import asyncio
import logging
import threading
from collections import Counter
from pathlib import Path
from typing import Final

from api.schema.base import Reading
from api.schema.organisations import ordered
from graph.errors import OpenDoorsError
from graph.snapshot.build import CURRENT, build_snapshot, current_snapshot, today
from graph.snapshot.snapshot import Snapshot
from graph.store.protocol import open_store
from queries.door_openers import door_openers
from queries.question import Outsider
from queries.related import incidence

LOG: Final = logging.getLogger("opendoors.api")
WARMED: Final = 20
"""Markets whose bounds are ready before a newer snapshot serves: those asked about most."""
FIRST_WARMED: Final = "DK"
"""Market of the question that gets the compiled code ready where nobody has asked yet."""


class SnapshotHolder:
    """Holds the snapshot that serves. A request takes it once; a swap is one assignment, and no reader waits for it.

    Attributes:
        current: serves now; None before the first.
        asked: how often each market was asked about.
        problem: what kept the last watch from its work; None.
    """

    def __init__(self, current: Snapshot | None = None) -> None:
        self.current = current
        self.asked: Counter[str] = Counter()
        self.problem: str | None = None

    def swap(self, snapshot: Snapshot) -> None:
        """Let a snapshot serve from now on."""
        self.current = snapshot
        LOG.info("serving revision %s as of %s", snapshot.revision, snapshot.manifest.as_of)


class Watcher:
    """Looks for a newer snapshot, published or to be built from the store, and swaps it in."""

    def __init__(self, holder: SnapshotHolder, home: Path, store_address: str | None) -> None:
        self._holder, self._home, self._store_address = holder, home, store_address
        self._alone = threading.Lock()

    def look(self) -> None:
        """Look once. What fails is logged and shown by /ready; what serves goes on serving."""
        with self._alone:
            try:
                self._open_published()
                self._build_newer()
                self._holder.problem = None
            except OpenDoorsError as error:
                self._fail(f"{error.code}: {error}", error)
            except Exception as error:  # whatever it is, the present snapshot goes on serving
                self._fail("internal: see the log", error)

    def open_published(self) -> None:
        """Open what is published already, so that serving can begin; building comes later."""
        try:
            self._open_published()
        except OpenDoorsError as error:
            self._fail(f"{error.code}: {error}", error)

    async def watch(self, seconds: float) -> None:
        """Look again and again, off the event loop."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(seconds)

    def _fail(self, problem: str, error: Exception) -> None:
        if problem != self._holder.problem:
            LOG.error("no newer snapshot: %s", problem, exc_info=error)
        self._holder.problem = problem

    def _open_published(self) -> None:
        pointer = self._home / "snapshots" / CURRENT
        serving = self._holder.current
        name = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None
        if name is None or (serving is not None and serving.folder.name == name):
            return
        found = current_snapshot(self._home)
        if found is not None:
            self._serve(found)

    def _build_newer(self) -> None:
        """Build where the store has moved on, or the day has."""
        if self._store_address is None:
            return
        serving = self._holder.current
        with open_store(self._store_address, self._home) as store:
            revision = store.revision()
            if serving is not None and serving.revision == revision and serving.manifest.as_of >= today():
                return
            built = build_snapshot(store, self._home)
        self._serve(built)

    def _serve(self, snapshot: Snapshot) -> None:
        """Warm a snapshot, then let it serve."""
        warm(snapshot, [market for market, _ in self._holder.asked.most_common(WARMED)] or [FIRST_WARMED])
        self._holder.swap(snapshot)


def warm(snapshot: Snapshot, markets: list[str]) -> None:
    """Make ready what the first question about each market, and the first longer list, would have to wait for."""
    incidence(snapshot)
    ordered(Reading(snapshot), "name")
    for market in markets:
        try:
            door_openers(snapshot, [Outsider(market)], market=market, first=1)
        except OpenDoorsError:
            LOG.warning("%s could not be warmed", market)
