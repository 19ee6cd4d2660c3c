"""The process beside the server that builds newer snapshots, so that requests do not share its interpreter.

It looks whether the store has moved on from what is published, builds, and publishes; the server opens what it finds
published. It ends with the server, also where that is killed.
"""

import logging
import os
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, perf_counter
from types import FrameType
from typing import Final

from api.practice import practise
from api.problems import problem_of
from graph.errors import InputError, OpenDoorsError, SnapshotError, StoreError
from graph.snapshot.building.build import build_snapshot, current_snapshot, published_name, today
from graph.snapshot.guard import Guard
from graph.snapshot.seals import DAMAGED, check_seals
from graph.snapshot.snapshot import OTHER_MODEL, Snapshot
from graph.store.opening import open_store
from graph.store.protocol import Store

LOG: Final = logging.getLogger("opendoors.snapshot")
LOWER_PRIORITY: Final = 10
"""Of the process, as ``nice`` counts: requests come first."""
STORE_AGAIN_AT_MOST: Final = 5.0
BUILD_AGAIN_AT_MOST: Final = 60.0
"""Seconds between attempts to reach the store, and to build what could not be built; attempts get rarer up to this."""
REOPENED_AFTER: Final = 60.0
"""Seconds for which one connection to the store is used: a file that was put in the store's place is seen then."""
QUIET_SECONDS: Final = 5.0
LOAD_WAITED_FOR: Final = 60.0
"""While a load is under way, a revision is built when nothing more has been committed for so long; or after so long."""
RUNS_LOOKED_AT: Final = 10
SECONDS_TO_END: Final = 5.0
"""For a build in progress to take its files away when the server ends; then the process ends as it stands."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to look at.

    Attributes:
        home: folder that holds ``snapshots/``.
        store_address: of the store, as ``open_store`` takes it.
        as_of: ISO day on which snapshots stand; None: today, whenever that is.
        seconds: between two looks.
        at_first: done with the store once it can be opened, before anything is built; again where it has failed. None:
            nothing is.
    """

    home: Path
    store_address: str
    as_of: str | None
    seconds: float
    at_first: Callable[[Store], None] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A snapshot that was built and published.

    Attributes:
        name: of its folder.
        revision: of the store.
        seconds: it took.
    """

    name: str
    revision: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What a look found.

    Attributes:
        store_revision: of the store, when it was last reached; None before that.
        store_unreachable_since: ISO 8601 time, UTC, of the first look that could not reach it; None while it is there.
        problem: what keeps newer snapshots from being built, for whoever asks: see ``problem_of``; None.
        failed_builds: how many attempts have failed since the last that did not, the store being there.
        failed_revision: that the last of them could not build; None where none has failed.
        detail: of an unexpected problem, for the log only.
        built: what this look has built.
    """

    store_revision: int | None = None
    store_unreachable_since: str | None = None
    problem: str | None = None
    detail: str | None = None
    failed_builds: int = 0
    failed_revision: int | None = None
    built: Built | None = None


@dataclass(frozen=True, slots=True)
class _Published:
    """All that is kept of what is published, so that its arrays can go.

    Attributes:
        folder: its own, and what watches over it.
        revision, stamp: of the store.
        as_of: ISO day.
    """

    folder: Path
    guard: Guard
    revision: int
    stamp: str
    as_of: str

    @property
    def name(self) -> str:
        """Of its folder."""
        return self.folder.name


@dataclass(frozen=True, slots=True)
class Logged:
    """A line for the server's log: name of the logger, level, and text."""

    name: str
    level: int
    text: str


class Looker:
    """Looks at one store through one open connection, and builds where the store has moved on, or the day has.

    Several commits between two looks are one build, and so are those of a load. What fails is tried again, ever more
    rarely up to a limit.

    Args:
        task: what to look at.
        clock: seconds that only grow, for tests.
    """

    def __init__(self, task: Task, clock: Callable[[], float] = monotonic) -> None:
        self._task, self._clock = task, clock
        self._store: Store | None = None
        self._has_opened = False
        self._opened_at = clock()
        self._said = Report()
        self._at_first = task.at_first
        self._failures = 0
        self._not_before = clock()
        self._known: _Published | None = None
        self._began = False
        self._recognised: str | None = None
        self._whole: str | None = None
        self._waiting_since: float | None = None
        self._waited_at, self._quiet_since = -1, clock()

    def look(self) -> Report:
        """Look once. Whatever fails is told in the report; what was published stays."""
        if self._clock() < self._not_before:
            return replace(self._said, built=None)
        try:
            store = self._opened()
            if self._at_first is not None:
                self._at_first(store)
                self._at_first = None
            revision = store.revision()
            self._said = replace(self._said, store_revision=revision)
            built = self._build_newer(store, revision)
        except Exception as error:  # whatever it is, the next look may find it gone
            self._said = self._failed(error)
        else:
            self._failures = 0
            self._said = Report(store_revision=revision if built is None else built.revision, built=built)
        return self._said

    def close(self) -> None:
        """Let go of the store."""
        store, self._store = self._store, None
        if store is not None:
            store.close()

    def _opened(self) -> Store:
        is_old = self._clock() - self._opened_at >= REOPENED_AFTER
        if self._store is not None and (is_old or self._store.is_replaced()):
            self.close()
        if self._store is None:
            self._store = open_store(
                self._task.store_address, self._task.home, to_watch=True, create=not self._has_opened
            )
            self._has_opened = True
            self._opened_at = self._clock()
            self._recognised = None
        return self._store

    def _is_newer(self, store: Store, revision: int) -> bool:
        """Whether what is published is of another revision than the store, or of an earlier day; or is damaged.

        Of a pinned day only revisions count: servers that stand on different days and share a home would otherwise
        build in turn for ever.
        """
        published = self._published()
        if published is None or not self._is_whole(published):
            return True
        if published.revision != revision or (self._task.as_of is None and published.as_of < today()):
            return True
        return not self._is_of(store, published)

    def _is_whole(self, published: _Published) -> bool:
        """Whether what is published is what was written: all of it is read once, then it is watched over."""
        try:
            published.guard.check()
            if self._whole != published.name:
                check_seals(published.folder, whole=True)
                self._whole = published.name
        except SnapshotError as error:
            LOG.warning("building anew: %s", error.message)
            self._known = self._whole = None
            return False
        return True

    def _is_of(self, store: Store, published: _Published) -> bool:
        """Whether the store has had the revision that is published, not only one of the same number.

        Asked once for each connection, since a store that was put back or replaced is another connection's. Of a
        revision without a stamp it cannot be told: to build it again would not change that.
        """
        if published.stamp and self._recognised != published.name:
            try:
                store.changes(published.revision, published.stamp, at_most=0)
            except InputError as error:
                if error.code == "unknown_revision":
                    return False
            self._recognised = published.name
        return True

    def _build_newer(self, store: Store, revision: int) -> Built | None:
        newer = self._is_newer(store, revision)
        if newer and self._half_way(store, revision):
            return None
        self._waiting_since = None
        if not newer:
            return None
        began = perf_counter()
        snapshot = build_snapshot(store, self._task.home, self._task.as_of)
        self._known, self._began = _known(snapshot), True
        return Built(snapshot.folder.name, snapshot.revision, perf_counter() - began)

    def _half_way(self, store: Store, revision: int) -> bool:
        """Whether a load is under way, so that more is about to come.

        A loader that was killed commits no more, and one that takes long is not waited for without end.
        """
        now = self._clock()
        if self._waiting_since is None:
            self._waiting_since = now
        if revision != self._waited_at:
            self._waited_at, self._quiet_since = revision, now
        if all(run.state != "running" for run in store.runs(limit=RUNS_LOOKED_AT)):
            return False
        return now - self._quiet_since < QUIET_SECONDS and now - self._waiting_since < LOAD_WAITED_FOR

    def _published(self) -> _Published | None:
        """What is published; None where there is nothing that can be read.

        Raises:
            SnapshotError: it was written by another program, which goes on building in this home: by a newer one, or
                by one of another model after this one had begun.
        """
        if self._known is None or self._known.name != self._published_name():
            try:
                snapshot = current_snapshot(self._task.home)
            except SnapshotError as error:
                if error.code == "snapshot_newer" or (error.code == OTHER_MODEL and self._began):
                    raise
                snapshot = None
            self._known = None if snapshot is None else _known(snapshot)
            self._began = self._began or snapshot is not None
        return self._known

    def _published_name(self) -> str | None:
        try:
            return published_name(self._task.home)
        except SnapshotError as error:
            if error.code != DAMAGED:
                raise
            return None

    def _failed(self, error: Exception) -> Report:
        expected = isinstance(error, OpenDoorsError)
        since = None
        if isinstance(error, StoreError):
            since = self._said.store_unreachable_since or datetime.now(UTC).isoformat(timespec="seconds")
        with suppress(OpenDoorsError):  # the problem is told already
            self.close()
        most = STORE_AGAIN_AT_MOST if since else BUILD_AGAIN_AT_MOST
        self._not_before = self._clock() + min(most, self._task.seconds * 2.0 ** min(self._failures, 30))
        self._failures += 1
        detail = None if expected else "".join(traceback.format_exception(error))
        said = self._said
        failed, revision = said.failed_builds, said.failed_revision
        if since is None:
            failed, revision = failed + 1, said.store_revision
        return Report(said.store_revision, since, problem_of(error), detail, failed, revision)


def _known(snapshot: Snapshot) -> _Published:
    said = snapshot.manifest
    return _Published(snapshot.folder, Guard(snapshot.folder), said.revision, said.stamp, said.as_of)


class ToServer:
    """The way to the server. Threads may send at the same time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def send(self, said: Report | Logged) -> None:
        """Tell the server, unless it has gone: its end is the end of this process too."""
        with self._lock, suppress(OSError):
            self._connection.send(said)


class ServerLog(logging.Handler):
    """Lets the server log what is logged here: one log, in the server's form."""

    def __init__(self, server: ToServer) -> None:
        super().__init__()
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        """Send what it says."""
        self._server.send(Logged(record.name, record.levelno, self.format(record)))


def run(task: Task, connection: Connection) -> None:
    """What the process does: look, and tell the server of everything that differs from what it was told before.

    Args:
        task: what to look at.
        connection: takes reports and log records; closed by the server's end.
    """
    over = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, whose end is the end of this process too
    signal.signal(signal.SIGTERM, _end)
    if hasattr(os, "nice"):
        os.nice(LOWER_PRIORITY)
    threading.Thread(target=_end_with_server, args=(connection, over), daemon=True).start()
    practise()
    server = ToServer(connection)
    _log_to(server)
    told: Report | None = None
    try:
        with closing(Looker(task)) as looker:
            while not over.is_set():
                said = looker.look()
                if said != told:
                    server.send(said)
                    told = said
                over.wait(task.seconds)
    finally:
        _end_only_once()


def _end_only_once() -> None:
    """What is ending is not told to: an exception in the interpreter's own end would be printed as a failure."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _log_to(server: ToServer) -> None:
    log = logging.getLogger("opendoors")
    log.addHandler(ServerLog(server))
    log.setLevel(logging.INFO)
    log.propagate = False


def _end(_signal: int, _frame: FrameType | None) -> None:
    _end_only_once()
    raise SystemExit(0)


def _end_with_server(connection: Connection, over: threading.Event) -> None:
    """Wait for the server's end; then let a build in progress take its files away, and end."""
    with suppress(EOFError, OSError):
        connection.recv_bytes()
    over.set()
    os.kill(os.getpid(), signal.SIGTERM)  # a real signal: what waits for a socket wakes up
    threading.Event().wait(SECONDS_TO_END)
    os._exit(1)
