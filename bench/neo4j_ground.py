"""The same world in Neo4j: a server that is found or started, the store in it, and the snapshot built from that.

A server is found as tests find theirs (``tests.neo4j``), but that one of our own comes before a container: it keeps
what it holds as long as the world is kept, and has the memory that is said of it.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from bench.child import NotHereError, Samples, run_whole_task
from bench.ground import Ground, published
from bench.tasks.given import Given
from tests.neo4j.finding import ADDRESS, Neo4jDatabase, shared_database
from tests.neo4j.jars import Neo4jMissingError, jars
from tests.neo4j.server import Neo4jServer

HEAP_MEGABYTES: Final = 2048
PAGE_CACHE_MEGABYTES: Final = 768
"""The world's files fit in."""
SETTINGS: Final = {"server.memory.pagecache.size": f"{PAGE_CACHE_MEGABYTES}m"}
LATER_OPTIONS: Final = "_JAVA_OPTIONS"
AS_SERVERS_RUN: Final = (
    f"-XX:TieredStopAtLevel=4 -XX:-UseSerialGC -XX:+UseG1GC -XX:+AlwaysPreTouch -Xms{HEAP_MEGABYTES}m"
)
"""What is in that variable comes after the command line, which is for tests: they do without the better compiler.

The collector, and a heap that is touched before it is used, are what Neo4j's own configuration file says; that a heap
begins with its largest size is what its manual recommends, and our compose file does.
"""


class Neo4jGround:
    """What has been made of a ground's files in Neo4j. The server is started when it is needed first.

    Args:
        files: whose files are loaded.
        stack: ends the server.
        tell: says what is being done.
    """

    def __init__(self, files: Ground, stack: ExitStack, tell: Callable[[str], None]) -> None:
        self._files = files
        self._stack = stack
        self._tell = tell
        self._home = files.folder / "neo4j-home"
        self._found: Server | None = None
        self._missing: NotHereError | None = None

    @property
    def environment(self) -> Mapping[str, str]:
        """Says to tasks who signs in."""
        database = self._server().database
        password = {} if database.password is None else {"OPENDOORS_NEO4J_PASSWORD": database.password}
        return {"OPENDOORS_NEO4J_USER": database.user, **password}

    def given(self, count: int = 1, seconds: float = 0.0) -> Given:
        """What tasks are given. Nothing is made, but for the server."""
        given = self._files.given(count, seconds, self._home)
        return replace(given, snapshot=published(self._home), store=self._server().database.address)

    def describe(self) -> str:
        """The server, in words."""
        with self._server().database.driver() as driver:
            record = driver.execute_query("CALL dbms.components() YIELD versions, edition RETURN *").records[0]
        return f"Neo4j {record['versions'][0]} {record['edition']}, {self._server().memory}."

    def need_store(self) -> None:
        """Load the files."""
        if not self._server().is_loaded:
            self.measure_load()

    def need_snapshot(self) -> None:
        """Build the snapshot."""
        self.need_store()
        if not published(self._home).exists():
            self.measure_build()

    def measure_load(self) -> Samples:
        """Load the files into an empty database, which holds the world then.

        The first load of several is into a server that has just started, the others into one that has been at work.

        Raises:
            NotHereError: there is no Neo4j.
            TaskError: they could not be loaded.
        """
        server = self._server()
        self._files.need_files()
        self._tell("Loading it into Neo4j")
        shutil.rmtree(self._home, ignore_errors=True)
        server.empty()
        samples = run_whole_task("loading.load_world", self.given(), self.environment)
        server.note_loaded(True)
        return samples

    def measure_build(self) -> Samples:
        """Build the snapshot from a full scan of the store, in place of the former one."""
        self.need_store()
        self._tell("Building its snapshot from Neo4j")
        shutil.rmtree(self._home, ignore_errors=True)
        return run_whole_task("loading.build", self.given(), self.environment)

    @contextmanager
    def changing(self, count: int) -> Iterator[Given]:
        """What a task is given that changes the store: it is loaded anew before it is used for something else."""
        self.need_snapshot()
        self._server().note_loaded(False)
        try:
            yield self.given(count)
        finally:
            shutil.rmtree(self._home, ignore_errors=True)

    def _server(self) -> "Server":
        """The server.

        Raises:
            NotHereError: there is none to be had.
        """
        if self._missing is not None:
            raise self._missing
        if self._found is None:
            self._tell("Looking for a Neo4j")
            try:
                self._found = _find(self._files.folder / "neo4j", self._stack)
            except Neo4jMissingError as error:
                self._missing = NotHereError(f"There is no Neo4j here. {error}")
                raise self._missing from None
        return self._found


class Server(Protocol):
    """Where the world is loaded into."""

    database: Neo4jDatabase
    memory: str

    @property
    def is_loaded(self) -> bool:
        """Whether it holds the world, unchanged."""

    def note_loaded(self, loaded: bool) -> None:
        """From now on it does, or does not."""

    def empty(self) -> None:
        """Nothing is in it then, not even a schema."""


class OwnServer:
    """A server from Maven's jars, over a folder that stays."""

    memory = f"heap {HEAP_MEGABYTES:,} MB, page cache {PAGE_CACHE_MEGABYTES} MB, on the same machine"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mark = folder / "world-is-loaded"
        self._server = Neo4jServer(folder, heap_megabytes=HEAP_MEGABYTES, settings=SETTINGS)
        self._start()

    def _start(self) -> None:
        before = os.environ.get(LATER_OPTIONS)
        os.environ[LATER_OPTIONS] = AS_SERVERS_RUN
        try:
            self._server.start()
        finally:
            if before is None:
                del os.environ[LATER_OPTIONS]
            else:
                os.environ[LATER_OPTIONS] = before
        self.database = Neo4jDatabase(self._server.address)

    @property
    def is_loaded(self) -> bool:
        """Whether it holds the world, unchanged."""
        return self._mark.exists()

    def note_loaded(self, loaded: bool) -> None:
        """From now on it does, or does not."""
        if loaded:
            self._mark.touch()
        else:
            self._mark.unlink(missing_ok=True)

    def empty(self) -> None:
        """Take everything out. The server stays the same: one that has been at work has compiled its own code."""
        self.note_loaded(False)
        self.database.clear(schema=True)

    def stop(self) -> None:
        """Let it write down what it holds, and end."""
        self._server.stop()


class LentServer:
    """A database at an address that we were given, or in a container: used for this run only."""

    memory = "with the memory that it has"

    def __init__(self, database: Neo4jDatabase) -> None:
        self.database = database
        self.is_loaded = False

    def note_loaded(self, loaded: bool) -> None:
        """From now on it does, or does not."""
        self.is_loaded = loaded

    def empty(self) -> None:
        """Take everything out."""
        self.is_loaded = False
        self.database.clear(schema=True)


def _find(folder: Path, stack: ExitStack) -> Server:
    """A server, which ``stack`` ends.

    Raises:
        Neo4jMissingError: there is none.
    """
    if not os.environ.get(ADDRESS):
        try:
            jars()
        except Neo4jMissingError:
            pass  # whatever is missing, a container may be there; if not, that error says it all
        else:
            own = OwnServer(folder)
            stack.callback(own.stop)
            return own
    return LentServer(stack.enter_context(shared_database(folder)))
