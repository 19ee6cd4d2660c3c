"""What a store does; ``graph.store.base.BaseStore`` does of it what is the same in every store."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Protocol, Self

from graph.statements import (
    ENTITY_TYPES,
    Batch,
    EntityStatement,
    Judgement,
    QuarantinedRow,
    RelationStatement,
    Run,
    Source,
    Statement,
)

COUNTED: Final = ("source", *ENTITY_TYPES, "relation", "judgement", "quarantined")
"""What a store counts."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two revisions of a store: live statements that are new, statements that were retired.

    Attributes:
        revision: the later revision.
        stamp: of that revision.
        added: live now, not live at the earlier revision.
        retired: (source, type, id or key) of statements that were live then and are not now; type is ``relation`` or an
            entity's. A changed statement is in both: take ``retired`` away before ``added`` is put in.
        judgements: those made since, in the order of making.
        sources: declarations made or altered since.
    """

    revision: int
    stamp: str
    added: tuple[Statement, ...]
    retired: tuple[tuple[str, str, str], ...]
    judgements: tuple[Judgement, ...]
    sources: tuple[Source, ...]


class Scan(Protocol):
    """One consistent view of everything that is live at one revision."""

    @property
    def revision(self) -> int:
        """The revision seen."""

    @property
    def stamp(self) -> str:
        """Stamp of the revision seen."""

    def sources(self) -> list[Source]:
        """Current declarations, by name."""

    def entities(self) -> Iterator[EntityStatement]:
        """Live statements of things, in no particular order."""

    def relations(self) -> Iterator[RelationStatement]:
        """Live statements of relations, in no particular order."""

    def judgements(self) -> list[Judgement]:
        """All judgements, in the order of making."""


class Store(Protocol):
    """The system of record. One writer at a time; readers see committed revisions only.

    A revision has a number, and a stamp that no other revision of any store has: two stores that both have the revision
    of a number and stamp have the same history up to it. The stamp is empty of revision 0, which is the same in every
    store, and of revisions that were written by programs that knew of none: these are not recognised again.

    Every method raises StoreError where the store cannot do it, and the store is then as it was. Its codes:
    ``store_locked`` (others write), ``store_full``, ``store_newer`` (of a later version), ``store_unwritable`` (read
    only, or no right to write), ``store_foreign`` (somebody else's database), ``store_unreachable`` (the server is
    away), ``store_refused`` (wrong user or password), ``bad_setting`` (of its address or password's file) and
    ``store_unusable``.
    """

    @property
    def batch_rows(self) -> int:
        """Of how many rows batches are best made: of fewer, each costs more; of more, one takes too much memory."""

    def revision(self) -> int:
        """Number of the last committed state; 0 for an empty store. Grows exactly when a fact or judgement changes."""

    def apply(self, batch: Batch) -> int:
        """Write the whole batch in one transaction, or nothing; return the revision after it. Idempotent.

        What is written is read as it was, to the letter; only an optional text of a relation or of evidence that is
        empty is not said.

        Raises:
            InputError: a statement's source has never been declared (code ``undeclared_source``), a judgement's ids
                are not in order (code ``bad_judgement``), the model has no such type or kind (codes ``unknown_type``,
                ``unknown_kind``), or a value is none that every store could hold (code ``unstorable_value``, see
                ``graph.store.storable``).
        """

    def reading(self) -> AbstractContextManager[Scan]:
        """A consistent view of everything live at one revision, for as long as the context lasts."""

    def changes(self, since: int, stamp: str, at_most: int) -> Changes:
        """What changed after revision ``since`` of this stamp, judgements of identity included.

        Raises:
            InputError: the store has never had this revision, or it cannot be told (code ``unknown_revision``); or more
                than ``at_most`` statements were written or retired after it, or it is not known how many (code
                ``too_many_changes``): of each revision both count, be it undone by a later one. It is found out before
                any is read.
        """

    def start_run(self, source: str, fingerprint: str, started: str) -> Run:
        """The unfinished run of this source over the same content, to be resumed; else a new one."""

    def runs(self, source: str | None = None, limit: int = 20) -> list[Run]:
        """The latest runs, newest first."""

    def digests(self, source: str) -> Iterator[tuple[str, str, str]]:
        """(type, id or key, content digest) of each live statement of a source."""

    def ids(self) -> Iterator[tuple[str, str, str, str]]:
        """(source, type, id, kind) of each live entity statement; the kind is empty where a type has none."""

    def things(self, sought: Iterable[tuple[str, str]]) -> Iterator[EntityStatement]:
        """What (source, id) say, of those that say something; in no particular order."""

    def counts(self) -> dict[str, int]:
        """How many there are of each of ``COUNTED``, in that order, without a scan.

        Sources that are declared, live statements by type, judgements, and rows in quarantine.
        """

    def loading(self) -> AbstractContextManager[None]:
        """Held while a source is loaded: one loader at a time.

        Others wait a bounded time, then StoreError ``store_locked``. Lets go when the process ends, however it ends.
        """

    def quarantined(self, source: str | None = None, limit: int = 1000) -> list[QuarantinedRow]:
        """Rows that wait for repair, by source, file and line."""

    def is_replaced(self) -> bool:
        """Whether what is open is no longer what stands at the store's address: to see that, open it again.

        Raises:
            StoreError: nothing stands there any more (code ``store_unreachable``).
        """

    def close(self) -> None:
        """Let go of the store. Closing twice is allowed."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
