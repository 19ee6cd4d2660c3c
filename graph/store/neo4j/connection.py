"""One connection pool to a Neo4j server: where it is, who signs in, and the bounds on waiting for it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlsplit

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

from graph.errors import StoreError
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.errors import store_errors

SCHEMES: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
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
_DATABASE: Final = re.compile(r"[A-Za-z][A-Za-z0-9.-]{2,62}")

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is.

    Attributes:
        uri: for the driver.
        database: its name; None: the user's home database.
        shown: for people; holds no secret.
    """

    uri: str
    database: str | None
    shown: str


def parse_address(text: str) -> Address:
    """``neo4j://HOST[:PORT][/DATABASE][?ROUTING]``, or with another of SCHEMES.

    Raises:
        StoreError: it is malformed or holds a user or password (code ``bad_setting``); what it holds is not repeated.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _bad_address("The store's address is malformed.") from None
    if "@" in parts.netloc or parts.username is not None:
        raise _bad_address("The store's address holds a user or password, which addresses are no place for.")
    database = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not parts.hostname or parts.fragment:
        raise _bad_address("The store's address is malformed.")
    if database and not _DATABASE.fullmatch(database):
        raise _bad_address("The store's address ends in something that is no name of a database.")
    if parts.query and not parts.scheme.startswith("neo4j"):
        raise _bad_address("Only a neo4j:// address may have a routing context after a question mark.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    server = f"{parts.scheme}://{host}" + (f":{port}" if port is not None else "")
    return Address(
        uri=server + (f"?{parts.query}" if parts.query else ""),
        database=database or None,
        shown=server + (f"/{database}" if database else ""),
    )


def _bad_address(message: str) -> StoreError:
    return StoreError(
        message,
        code="bad_setting",
        where="OPENDOORS_STORE",
        suggestion="Write neo4j://HOST:7687, or neo4j://HOST:7687/DATABASE; the password goes into "
        "OPENDOORS_NEO4J_PASSWORD or a file that OPENDOORS_NEO4J_PASSWORD_FILE names.",
    )


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
            raise StoreError(
                "The store has been closed.",
                code="store_unusable",
                value=self.where,
                where=self.where,
                suggestion="Open it again.",
            )
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
