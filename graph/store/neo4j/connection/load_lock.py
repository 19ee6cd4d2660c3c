"""One loader at a time: a lock of the server's (mutex), held by a transaction that stays open as long as the load."""

from contextlib import ExitStack, suppress
from time import monotonic
from typing import Final

from neo4j import WRITE_ACCESS, Transaction

from graph.errors import StoreError
from graph.store.neo4j.connection.channel import rows
from graph.store.neo4j.connection.pool import Connection
from graph.store.refusals import load_at_work

HELD_SECONDS: Final = 7 * 24 * 3600.0
"""Longest load; the server takes the lock away then."""
CHECKED_EVERY: Final = 1.0
"""Seconds for which the lock is taken to be held still: each batch is written whole or not at all in any case."""
_MARGIN_SECONDS: Final = 10.0
_TAKE: Final = "MATCH (l:Loading {name: $name}) SET l.held = true RETURN l.name"
_GATE: Final = "gate"
_LOAD: Final = "load"
LOADING: Final = f"MERGE (:Loading {{name: '{_LOAD}'}}) MERGE (:Loading {{name: '{_GATE}'}})"
"""Makes what is locked."""


class LoadLock:
    """The lock, held from ``take`` to ``release``; the server lets go of it when the connection ends, however it ends.

    A transaction's time limit is the only bound on waiting that the server knows, and the transaction that holds the
    lock must not have a short one. So another one waits first, and gives the lock up at once if it gets it; a gate,
    which is held meanwhile, keeps others from slipping in between.

    Args:
        busy_seconds: how long to wait for another loader.
    """

    def __init__(self, connection: Connection, busy_seconds: float) -> None:
        self._connection = connection
        self._busy_seconds = busy_seconds
        self._held = ExitStack()
        self._transaction: Transaction | None = None
        self._held_at = 0.0

    def take(self) -> None:
        """Take the lock.

        Raises:
            StoreError: another loader has it (code ``store_locked``).
        """
        try:
            self._take()
        except StoreError as error:
            if error.code != "store_locked":
                raise
            raise load_at_work(self._connection.where) from error

    def _take(self) -> None:
        transaction = self._connection.transaction
        with transaction(WRITE_ACCESS, 2 * self._busy_seconds + _MARGIN_SECONDS) as gate:
            rows(gate, _TAKE, name=_GATE)
            with transaction(WRITE_ACCESS, self._busy_seconds) as first:
                rows(first, _TAKE, name=_LOAD)
            with ExitStack() as held:
                self._transaction = held.enter_context(transaction(WRITE_ACCESS, HELD_SECONDS))
                rows(self._transaction, _TAKE, name=_LOAD)
                self._held = held.pop_all()
        self._held_at = monotonic()

    def check(self) -> None:
        """Make sure that the lock is still held, and take it again where the server has been restarted meanwhile.

        Raises:
            StoreError: the server is away, or another loader has the lock by now.
        """
        assert self._transaction is not None, "it was taken"
        if monotonic() - self._held_at < CHECKED_EVERY:
            return
        try:
            rows(self._transaction, "RETURN 1")
            self._held_at = monotonic()
        except Exception:  # whatever broke it: the connection, the server, its limit of time
            self.release()
            self._connection.read(lambda tx: rows(tx, "RETURN 1"))  # waits a bounded time for a server that is away
            self.take()

    def release(self) -> None:
        """Let go of the lock, if it is held."""
        held, self._held, self._transaction = self._held, ExitStack(), None
        with suppress(StoreError):  # the server has let go of it before, where the connection has gone
            held.close()
