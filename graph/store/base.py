"""What every store does alike, so that a store is reading and writing only (template methods)."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from graph.statements import Batch, Run
from graph.store.checks import CheckedBatch, checked
from graph.store.protocol import COUNTED
from graph.store.storable import check_texts


class BaseStore(ABC):
    """The part of ``graph.store.protocol.Store`` that is the same in every store."""

    def apply(self, batch: Batch) -> int:
        """Write the whole batch in one transaction, or nothing; return the revision after it."""
        return self._write(checked(batch))

    @abstractmethod
    def _write(self, checked: CheckedBatch) -> int:
        """The same, of a batch that is sound; within the transaction it is to be seen who has been declared.

        Raises:
            InputError: somebody has not, see ``graph.store.refusals.check_declared``.
        """

    def start_run(self, source: str, fingerprint: str, started: str) -> Run:
        """The unfinished run of this source over the same content, to be resumed; else a new one."""
        check_texts((source, fingerprint, started))
        return self._start_run(source, fingerprint, started)

    @abstractmethod
    def _start_run(self, source: str, fingerprint: str, started: str) -> Run:
        """The same. An unfinished run of this source over other content has failed then."""

    def counts(self) -> dict[str, int]:
        """How many there are of each of ``COUNTED``, in that order, without a scan."""
        found = self._count()
        return {type_: found.get(type_, 0) for type_ in COUNTED}

    @abstractmethod
    def _count(self) -> Mapping[str, int]:
        """The same in any order, without what there is none of."""

    def is_replaced(self) -> bool:
        """Whether another store stands at the address: never, where a server answers there."""
        return False

    @abstractmethod
    def close(self) -> None:
        """Let go of the store. Closing twice is allowed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def with_retired(run: Run, retired: int) -> Run:
    """The run, with the number of statements that it has retired."""
    return replace(run, counts={**run.counts, "retired": retired})
