"""Writing behind a load's back: while the store writes one batch, the next one is read and validated.

A producer and a consumer with a bounded queue between them, which holds the producer back (backpressure).
"""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

from graph.statements import Batch
from graph.store.protocol import Store

WAITING_AT_MOST: Final = 1
"""Batches that wait while another one is written; whoever has one more to hand over waits too."""


class Writer:
    """Hands batches to a store, one after the other and in order, in a thread of its own, for as long as it is entered.

    Once a batch has failed, or whoever makes them has, none is begun any more. To leave is to wait for the batch that
    is being written, which a store does in a bounded time: so the thread never outlives the block, and what ``rows``
    says then is so. If both sides fail, the first failure is raised; one that comes later is noted on it.

    Args:
        store: used by nobody else meanwhile.
        rows: whose fate is in the store already.

    Attributes:
        rows: whose fate is in the store.
    """

    def __init__(self, store: Store, rows: int = 0) -> None:
        self.rows = rows
        self._store = store
        self._failure: BaseException | None = None
        self._handed: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(1, "opendoors-writer")

    def write(self, batch: Batch, rows: int) -> None:
        """Hand over a batch; wait while there are too many already.

        Args:
            batch: to be written.
            rows: whose fate is in the store once it is written.

        Raises:
            StoreError: a batch before this one could not be written; neither will this one.
        """
        while len(self._handed) > WAITING_AT_MOST:
            self._settle()
        self._handed.append(self._pool.submit(self._apply, batch, rows))

    def _apply(self, batch: Batch, rows: int) -> None:
        if self._failure is not None:
            return
        try:
            self._store.apply(batch)
        except BaseException as error:
            self._failure = error
            raise
        self.rows = rows

    def _settle(self) -> None:
        """Wait for the batch that was handed over first."""
        self._handed[0].result()
        self._handed.popleft()

    def __enter__(self) -> Self:
        # Started now, with nothing to do: Ctrl-C at the start of a thread would leave one that nobody waits for.
        self._pool.submit(int).result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                while self._handed:
                    self._settle()
        except BaseException as failure:
            error = failure
            raise
        finally:
            first = self._failure
            self._end()
            if first is not None and first is not error:
                raise first
            if error is not None and first is None and self._failure is not None:
                error.add_note(f"After that, a batch could not be written either: {self._failure}")

    def _end(self) -> None:
        """Let the batch in hand be finished and no other one begin. Ctrl-C makes it no faster: it can break nothing."""
        while True:
            try:
                return self._pool.shutdown(cancel_futures=True)
            except KeyboardInterrupt:
                continue
