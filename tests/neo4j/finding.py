"""Where the tests' shared Neo4j comes from: an address, else a container, else Maven's jars, else it is missing."""

import gc
import os
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from tests.neo4j.jars import Neo4jMissingError, jars, locked
from tests.neo4j.server import USER, Neo4jServer

if TYPE_CHECKING:
    from testcontainers.community.neo4j import Neo4jContainer

PREFIX: Final = "OPENDOORS_TEST_NEO4J"
ADDRESS: Final = f"{PREFIX}_URI"
IMAGE: Final = "neo4j:5.26-community"
PASSWORD: Final = "only-for-tests"
DOCKER_SECONDS: Final = 5
HEAP_MEGABYTES: Final = 2048
"""At most; a test over small worlds needs a quarter of it."""
ROWS_AT_ONCE: Final = 10_000


@dataclass(frozen=True)
class Neo4jDatabase:
    """A database that tests may empty at any time.

    Attributes:
        password: of the user; None if nobody has to sign in.
    """

    address: str
    user: str = USER
    password: str | None = field(default=None, repr=False)

    def driver(self) -> Driver:
        """A driver of one's own, to be closed."""
        auth = (self.user, self.password) if self.password else None
        return GraphDatabase.driver(self.address, auth=auth, notifications_min_severity="OFF")

    def clear(self, *, schema: bool = False) -> None:
        """Take everything out of it; ``schema``: constraints and indexes too, which are emptied only otherwise."""
        with self.driver() as driver, driver.session() as session:
            # Relationships first: a node of a hundred thousand would take them all with it, in one transaction.
            for one in ("()-[x]->()", "(x)"):
                query = f"MATCH {one} CALL (x) {{ DELETE x }} IN TRANSACTIONS OF {ROWS_AT_ONCE} ROWS"
                session.run(query).consume()
            if not schema:
                return
            for name in session.run("SHOW CONSTRAINTS YIELD name").value():
                session.run(f"DROP CONSTRAINT `{name}` IF EXISTS").consume()
            for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value():
                session.run(f"DROP INDEX `{name}` IF EXISTS").consume()

    def count(self) -> int:
        """How many nodes are in it."""
        with self.driver() as driver, driver.session() as session:
            (found,) = session.run("MATCH (n) RETURN count(n)").value()
            return int(found)


@contextmanager
def shared_database(folder: Path) -> Iterator[Neo4jDatabase]:
    """An empty database, for as long as the context lasts; its data lies in ``folder`` if it is a server of ours.

    Raises:
        Neo4jMissingError: there is none, and why.
    """
    with ExitStack() as stack:
        if os.environ.get(ADDRESS):
            yield stack.enter_context(_addressed(os.environ[ADDRESS]))
            return
        try:
            database = stack.enter_context(_container())
        except Neo4jMissingError as no_container:
            try:
                database = stack.enter_context(_server(folder))
            except Neo4jMissingError as no_server:
                message = f"{ADDRESS} is not set. {no_container} {no_server}"
                raise Neo4jMissingError(message) from None
        yield database


@contextmanager
def _addressed(address: str) -> Iterator[Neo4jDatabase]:
    """A database that somebody lends us: only if it is empty, and by one process at a time."""
    database = Neo4jDatabase(
        address, os.environ.get(f"{PREFIX}_USER") or USER, os.environ.get(f"{PREFIX}_PASSWORD") or None
    )
    lock = Path(gettempdir()) / f"opendoors-test-neo4j-{blake2b(address.encode(), digest_size=8).hexdigest()}.lock"
    with locked(lock):
        try:
            nodes = database.count()
        except (DriverError, Neo4jError) as error:
            raise Neo4jMissingError(f"What {ADDRESS} names does not answer: {type(error).__name__}.") from None
        if nodes:
            raise Neo4jMissingError(f"What {ADDRESS} names holds {nodes} nodes, which tests would delete.")
        try:
            yield database
        finally:
            database.clear(schema=True)


@contextmanager
def _container() -> Iterator[Neo4jDatabase]:
    # What testcontainers deprecates in itself, and the socket that docker leaves open where no engine is, are not ours.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        answers = _engine_answers()
        gc.collect()
        if not answers:
            raise Neo4jMissingError("No Docker engine answers.")
        container = _start_container()
    try:
        yield Neo4jDatabase(container.get_connection_url(), USER, PASSWORD)
    finally:
        container.stop()


def _engine_answers() -> bool:
    from docker import from_env  # type: ignore[import-untyped] # noqa: PLC0415 - only where no address is given
    from docker.errors import DockerException  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        client = from_env(timeout=DOCKER_SECONDS)
        try:
            return bool(client.ping())
        finally:
            client.close()
    except DockerException:
        return False


def _start_container() -> "Neo4jContainer":
    from testcontainers.community.neo4j import Neo4jContainer  # noqa: PLC0415

    container = Neo4jContainer(IMAGE, password=PASSWORD)
    container.with_env("NEO4J_server_memory_heap_max__size", f"{HEAP_MEGABYTES}m")
    try:
        return container.start()
    except Exception as error:  # whatever the engine, its registry or the image is short of
        container.stop()
        raise Neo4jMissingError(f"Docker cannot start {IMAGE}: {error}") from None


@contextmanager
def _server(folder: Path) -> Iterator[Neo4jDatabase]:
    jars()
    with Neo4jServer(folder, heap_megabytes=HEAP_MEGABYTES) as server:
        yield Neo4jDatabase(server.address)
