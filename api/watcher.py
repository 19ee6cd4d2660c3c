"""The server's watch: over what is published, which it opens and lets serve, and over the process that builds it."""

import logging
import multiprocessing
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from typing import Final

from api.builder import SECONDS_TO_END, Logged, Report, Task, run
from api.holder import SnapshotHolder, warm
from api.problems import problem_of
from graph.errors import OpenDoorsError, SnapshotError
from graph.snapshot.building.build import current_snapshot, published_name
from graph.snapshot.seals import damaged
from graph.snapshot.snapshot import Snapshot
from graph.store.protocol import Store

LOG: Final = logging.getLogger("opendoors.api")
START_AGAIN: Final = 1.0
START_AGAIN_AT_MOST: Final = 60.0
"""Seconds between starts of a builder that keeps ending: twice as many each time, up to this."""
LOOK_SECONDS: Final = 0.1
"""Between two looks at what is published: it costs next to nothing, and what is published is complete."""
OPENED_AT_MOST: Final = 3
"""Attempts of one look, where what it was about to open has made room for something newer."""
LIVED_LONG: Final = 60.0
"""Seconds after which a builder's end is no sign that the next one will end as soon."""


class Builder:
    """The process that builds, as the server sees it. Ends with ``stop``, or with the server however that ends.

    Args:
        task: what it looks at.
        target: what it does, for tests.
        clock: seconds that only grow, for tests.
    """

    def __init__(
        self,
        task: Task,
        target: Callable[[Task, Connection], None] = run,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._task, self._target, self._clock = task, target, clock
        self._process: SpawnProcess | None = None
        self._started = 0.0
        self._delay = START_AGAIN
        self._due = self._clock()
        self.connection: Connection | None = None
        """Where its reports arrive; None while there is no process."""

    @property
    def pid(self) -> int | None:
        """Of the process; None while there is none."""
        return None if self._process is None else self._process.pid

    def seconds_until_due(self) -> float | None:
        """Seconds until a process is to be started; None while there is one."""
        return None if self._process is not None else max(0.0, self._due - self._clock())

    def start(self) -> None:
        """Start the process if there is none and it is time.

        Raises:
            OSError: the system has no room for another process.
        """
        if self._process is not None or self._clock() < self._due:
            return
        self._started = self._clock()
        self._put_off()
        ours, theirs = Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=self._target, args=(self._task, theirs), name="opendoors-builder", daemon=True
        )
        try:
            with _sparing_it_interrupts():
                process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._process, self.connection = process, ours

    def reports(self) -> tuple[list[Report], str | None]:
        """What it has told since it was asked last, and how it has ended: None if it has not. Its log is ours."""
        said: list[Report] = []
        if self._process is None or self.connection is None:
            return said, None
        try:
            while self.connection.poll():
                one = self.connection.recv()
                if isinstance(one, Logged):
                    logging.getLogger(one.name).log(one.level, "%s", one.text)
                else:
                    said.append(one)
        except (EOFError, OSError):
            return said, self._ended(self._process)
        return said, None

    def _ended(self, process: SpawnProcess) -> str:
        process.join(SECONDS_TO_END)
        how = f"exit code {process.exitcode}"
        if self._clock() - self._started >= LIVED_LONG:
            self._delay = START_AGAIN
            self._put_off()
        self._let_go()
        return how

    def _put_off(self) -> None:
        """Let the next start wait: at most one for each delay, counted from the last start."""
        self._due = self._started + self._delay
        self._delay = min(2 * self._delay, START_AGAIN_AT_MOST)

    def stop(self) -> None:
        """End the process: at once if it is idle, after it has taken its files away if it is building."""
        if self.connection is not None:
            self.connection.close()
        if self._process is not None:
            self._process.join(SECONDS_TO_END)
        self._let_go()

    def _let_go(self) -> None:
        if self.connection is not None:
            self.connection.close()
        if self._process is not None:
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()
        self._process = self.connection = None


@contextmanager
def _sparing_it_interrupts() -> Iterator[None]:
    """Ctrl-C in a terminal is for the server, also while the process still starts: what is blocked is inherited."""
    resource_tracker.ensure_running()  # the process that multiprocessing starts first: it would let them through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Watcher:
    """Lets what is published serve, as soon as it is, and keeps a builder going.

    Args:
        holder: what serves.
        home: folder that holds ``snapshots/``.
        store_address: store to build newer snapshots from; None: only what others publish is served.
        as_of: ISO day on which snapshots stand; None: today.
        seconds: between two looks.
        at_first: done with the store by the builder, before it builds; None: nothing is.
    """

    def __init__(
        self,
        holder: SnapshotHolder,
        home: Path,
        store_address: str | None,
        *,
        as_of: str | None = None,
        seconds: float = 1.0,
        at_first: Callable[[Store], None] | None = None,
    ) -> None:
        self._holder, self._home, self._seconds = holder, home, seconds
        self.builder = None if store_address is None else Builder(Task(home, store_address, as_of, seconds, at_first))
        self._holder.stands_today = store_address is not None and as_of is None
        self._not_opened: str | None = None
        self._not_built: str | None = None
        self._whole: str | None = None
        self._damaged: str | None = None
        self._over = threading.Event()
        self._thread: threading.Thread | None = None
        self._woken, self._wake = Pipe(duplex=False)

    def open_published(self) -> None:
        """Open what is published if something else serves, warm it, and let it serve. What fails, /ready shows."""
        try:
            self._open()
            self._not_opened = None
        except Exception as error:  # whatever it is, the present snapshot goes on serving
            self._not_opened = self._failed(error, self._not_opened)
        self._show()

    def check_serving(self) -> None:
        """Let nothing serve that is not what was published: all of it is read once, then it is watched over.

        Nothing serves then until something else is published: the builder finds the same, and builds it anew.
        """
        serving = self._holder.current
        if serving is None:
            return
        name = serving.folder.name
        try:
            serving.check_unharmed()
            if self._whole != name:
                self._damaged = name  # unless all of it turns out to be as it was
                serving.check_whole()
                self._whole, self._damaged = name, None
        except SnapshotError as error:
            self._holder.drop(serving)
            self._not_opened = self._failed(error, self._not_opened)
            self._show()

    def start(self) -> None:
        """Watch, in a thread of its own, until ``stop``."""
        self._thread = threading.Thread(target=self._watch, name="opendoors-watcher", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch and the builder. Takes as long as what the builder is busy with takes to be put away."""
        self._over.set()
        self._wake.close()
        if self._thread is not None:
            self._thread.join()
        self._woken.close()

    def _watch(self) -> None:
        settled = None
        try:
            while not self._over.is_set():
                self._keep_building()
                self.open_published()
                self.check_serving()
                if self._holder.current is not settled:
                    settled = self._holder.current
                    self._holder.settle()
                self._wait()
        finally:
            if self.builder is not None:
                self.builder.stop()

    def _open(self) -> None:
        """Let what is published serve.

        Raises:
            SnapshotError: it cannot be read, and nothing newer has been published meanwhile.
        """
        for attempt in range(OPENED_AT_MOST):
            name = published_name(self._home)
            serving = self._holder.current
            if name is None or (serving is not None and serving.folder.name == name):
                return
            try:
                if name == self._damaged:
                    raise damaged(self._home / "snapshots" / name, "not all of it is what was written")
                found = current_snapshot(self._home)
                if found is not None:
                    self._serve(found)
                return
            except SnapshotError:
                if attempt + 1 == OPENED_AT_MOST or published_name(self._home) == name:
                    raise

    def _serve(self, snapshot: Snapshot) -> None:
        """Let a snapshot serve, warm."""
        began = monotonic()
        warm(snapshot, self._holder.most_asked())
        self._holder.swap(snapshot)
        LOG.info(
            "serving revision %s as of %s, ready in %.2f s",
            snapshot.revision,
            snapshot.manifest.as_of,
            monotonic() - began,
        )

    def _keep_building(self) -> None:
        """Hear what the builder says, and start another one where it has ended."""
        if self.builder is None:
            return
        try:
            reports, ended = self.builder.reports()
            for report in reports:
                self._heard(report)
            if ended is not None:
                self._not_built = self._told(f"builder_ended: {ended}; it is started again", self._not_built)
                self._holder.failed_builds += 1
                self._holder.failed_revision = self._holder.store_revision
            self.builder.start()
        except Exception as error:  # whatever it is, the next look may find it gone
            self._not_built = self._failed(error, self._not_built)
        self._show()

    def _heard(self, report: Report) -> None:
        if report.built is not None:
            LOG.info("built revision %s in %.2f s", report.built.revision, report.built.seconds)
        if report.problem is None:
            if self._not_built is not None:
                LOG.info("building goes on: %s is over", self._not_built)
            self._not_built = None
            self._holder.failed_builds, self._holder.failed_revision = 0, None
        else:
            if report.failed_builds:
                self._holder.failed_builds = max(self._holder.failed_builds, report.failed_builds)
                self._holder.failed_revision = report.failed_revision
            self._not_built = self._told(report.problem, self._not_built, report.detail)
        self._holder.store_revision = report.store_revision
        self._holder.store_unreachable_since = report.store_unreachable_since

    def _wait(self) -> None:
        """Until the next look, a word from the builder, or the end."""
        waited_for = [self._woken]
        seconds = min(self._seconds, LOOK_SECONDS)
        if self.builder is not None:
            due = self.builder.seconds_until_due()
            if due is not None:
                seconds = min(seconds, due)
            if self.builder.connection is not None:
                waited_for.append(self.builder.connection)
        wait(waited_for, seconds)

    def _failed(self, error: Exception, before: str | None) -> str:
        expected = isinstance(error, OpenDoorsError)
        return self._told(problem_of(error), before, None if expected else "".join(traceback.format_exception(error)))

    def _told(self, problem: str, before: str | None, detail: str | None = None) -> str:
        """Log a problem, once for as long as it is the same."""
        if problem != before:
            LOG.error("no newer snapshot: %s%s", problem, f"\n{detail}" if detail else "")
        return problem

    def _show(self) -> None:
        self._holder.show(self._not_opened or self._not_built)
