"""One transaction, to which rows are sent while the next ones are made (pipelining)."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from neo4j import ManagedTransaction, Transaction

CHUNK: Final = 20_000
"""Rows of one question."""
SENT_AT_ONCE: Final = 1_250
"""Rows of one query that writes: so many are made while the server writes those before."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterable[list[Item]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def rows(tx: ManagedTransaction | Transaction, query: str, **parameters: Any) -> list[list[Any]]:
    """The values of all records that a query answers."""
    return [record.values() for record in tx.run(query, parameters)]


class Channel:
    """Queries of one transaction, in the order in which they are given; one is with the server at a time.

    What is sent is answered for later: its failure is raised by the next call, or at the end of the block.
    """

    def __init__(self, tx: ManagedTransaction) -> None:
        self._tx = tx
        self._pool = ThreadPoolExecutor(1, "opendoors-neo4j")
        self._sent: Future[None] | None = None

    def ask(self, query: str, **parameters: Any) -> list[list[Any]]:
        """The values of all records that a query answers."""
        self._settle()
        return rows(self._tx, query, **parameters)

    def do(self, work: Callable[[ManagedTransaction], Result]) -> Result:
        """What ``work`` answers; it has the transaction for itself."""
        self._settle()
        return work(self._tx)

    def send(self, query: str, **parameters: Any) -> None:
        """Have a query done whose answer does not matter."""
        self._settle()
        self._sent = self._pool.submit(self._run, query, parameters)

    def _run(self, query: str, parameters: dict[str, Any]) -> None:
        self._tx.run(query, parameters).consume()

    def _settle(self) -> None:
        sent, self._sent = self._sent, None
        if sent is not None:
            sent.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._settle()
        finally:
            self._pool.shutdown()  # waits for what is under way, which must not outlive its transaction
