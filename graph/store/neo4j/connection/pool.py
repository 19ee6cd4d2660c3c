"""One pool of connections to a Neo4j server, and the bounds on waiting for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    Session,
    Transaction,
    unit_of_work,
)
from neo4j.exceptions import IncompleteCommit

from graph.store.neo4j.connection.address import Address
from graph.store.neo4j.connection.errors import store_errors
from graph.store.neo4j.credentials import Credentials
from graph.store.refusals import closed

CONNECT_SECONDS: Final = 5.0
"""For one attempt to reach a server."""
ACQUIRE_SECONDS: Final = 10.0
"""For a free connection, the routing table of a cluster included."""
RETRY_SECONDS: Final = 15.0
"""How long a transaction is tried again while the server is away or asks for patience."""
READ_SECONDS: Final = 60.0
WRITE_SECONDS: Final = 600.0
"""Longest time of one transaction; the server ends it then."""
SCAN_SECONDS: Final = 3600.0
"""Longest time of reading everything."""
UNKNOWN_OUTCOMES_AT_MOST: Final = 3
"""How often a transaction is looked for whose commit was cut off."""
FETCH_RECORDS: Final = 5_000
"""Records sent at a time."""

Result = TypeVar("Result")


class Connection:
    """A driver and what all its sessions share. May be used by several threads.

    Sessions share their bookmarks, so that what was written is seen by whatever is read afterwards, on a cluster, too.

    Args:
        address: of the server.
        credentials: None where the server asks for none.
        retry_seconds: how long a transaction is tried again while the server is away.
    """

    def __init__(self, address: Address, credentials: Credentials | None, retry_seconds: float = RETRY_SECONDS) -> None:
        self.address = address
        self._closed = False
        with store_errors(address.shown):
            self._bookmarks = GraphDatabase.bookmark_manager()
            self._driver: Driver = GraphDatabase.driver(
                address.uri,
                auth=(credentials.user, credentials.password) if credentials else None,
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=ACQUIRE_SECONDS,
                max_transaction_retry_time=retry_seconds,
                notifications_min_severity="OFF",
                keep_alive=True,
                telemetry_disabled=True,
            )

    def __repr__(self) -> str:
        return f"Connection({self.address.shown!r})"

    @property
    def where(self) -> str:
        """The address, as it may be shown."""
        return self.address.shown

    def close(self) -> None:
        """Let go of the server. Closing twice is allowed."""
        if not self._closed:
            self._closed = True
            self._driver.close()

    def session(self, access: str) -> Session:
        """A session, for one thread.

        Raises:
            StoreError: the connection has been closed.
        """
        if self._closed:
            raise closed(self.where)
        return self._driver.session(
            database=self.address.database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            fetch_size=FETCH_RECORDS,
        )

    def read(self, work: Callable[[ManagedTransaction], Result], seconds: float = READ_SECONDS) -> Result:
        """What ``work`` answers in a read transaction, tried again where that can help."""
        with store_errors(self.where), self.session(READ_ACCESS) as session:
            return session.execute_read(unit_of_work(timeout=seconds)(work))

    def write(self, work: Callable[[ManagedTransaction], Result], seconds: float = WRITE_SECONDS) -> Result:
        """What ``work`` answers in a write transaction, tried again where that can help.

        ``work`` must be idempotent: it is done again, too, where a commit was cut off and nobody knows its outcome.
        """
        with store_errors(self.where), self.session(WRITE_ACCESS) as session:
            for _ in range(UNKNOWN_OUTCOMES_AT_MOST):
                try:
                    return session.execute_write(unit_of_work(timeout=seconds)(work))
                except IncompleteCommit:
                    continue
            return session.execute_write(unit_of_work(timeout=seconds)(work))

    @contextmanager
    def transaction(self, access: str, seconds: float) -> Iterator[Transaction]:
        """A transaction that is rolled back at the end of the block; for reading at length, and for holding a lock."""
        with store_errors(self.where), self.session(access) as session:
            tx = session.begin_transaction(timeout=seconds)
            try:
                yield tx
            finally:
                tx.close()
