"""The store in Neo4j: where partners keep the ecosystem, as a graph that people enjoy in Neo4j Browser."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Final
from uuid import uuid4

from neo4j import READ_ACCESS, ManagedTransaction

from graph.statements import EntityStatement, QuarantinedRow, Run
from graph.store.base import BaseStore
from graph.store.checks import CheckedBatch
from graph.store.neo4j.connection.address import parse_address
from graph.store.neo4j.connection.channel import Channel, chunks, rows
from graph.store.neo4j.connection.load_lock import LoadLock
from graph.store.neo4j.connection.pool import RETRY_SECONDS, SCAN_SECONDS, Connection
from graph.store.neo4j.credentials import Credentials
from graph.store.neo4j.form.prepare import prepare
from graph.store.neo4j.form.records import read_quarantined, read_run
from graph.store.neo4j.form.statements import read_entity
from graph.store.neo4j.reading.changes import plan_changes, read_changes
from graph.store.neo4j.reading.counts import read_counts
from graph.store.neo4j.reading.lists import saying_lists
from graph.store.neo4j.reading.revision import read_revision
from graph.store.neo4j.reading.scan import Neo4jScan
from graph.store.neo4j.writing.batch import BatchWriter
from graph.store.neo4j.writing.lookup import TOLD, read_live
from graph.store.neo4j.writing.memory import Delta, Ids, Memory, all_claims
from graph.store.neo4j.writing.runs import start_run
from graph.store.protocol import Changes, Scan
from graph.uniting import SECTOR_LISTS

BATCH_ROWS: Final = 2_500
"""The server keeps all of a transaction in its heap: one that outlives its young generation costs it more to collect
than many small ones cost altogether (measured: 17 s against 2 s of 60 for the benchmark world)."""
BUSY_SECONDS: Final = 5.0
"""How long a loader waits for another one before it gives up."""
BUSY_AT_LEAST: Final = 0.1
"""To the server, no time at all would be for ever."""
_IDS: Final = saying_lists("s.name, r.type, r.id, coalesce(r.kind, '')")
_NAMED: Final = " UNION ".join(
    f"MATCH ()-[r:SAYS]->() WHERE r.{name} IS NOT NULL UNWIND r.{name} AS id RETURN DISTINCT id"
    for name in SECTOR_LISTS
)


class Neo4jStore(BaseStore):
    """The system of record in a Neo4j database. May be used by several threads and processes.

    Attributes:
        connection: to the server.

    Args:
        address: see ``graph.store.neo4j.connection.address.parse_address``.
        credentials: None where the server asks for none.
        busy_seconds: how long a loader waits for another one.
        retry_seconds: how long a transaction is tried again while the server is away.
        to_watch: have the server plan the queries for changes now, which takes it longer than to answer them; it keeps
            the plans.

    Raises:
        StoreError: the server cannot be reached, or refuses; the database holds something else, or is newer.
    """

    def __init__(
        self,
        address: str,
        credentials: Credentials | None = None,
        *,
        busy_seconds: float = BUSY_SECONDS,
        retry_seconds: float = RETRY_SECONDS,
        to_watch: bool = False,
    ) -> None:
        self._busy_seconds = max(busy_seconds, BUSY_AT_LEAST)
        self._lock = RLock()
        self._memory = Memory()
        self._load: LoadLock | None = None
        self.connection = Connection(parse_address(address), credentials, retry_seconds)
        try:
            prepare(self.connection)
            if to_watch:
                self.connection.read(plan_changes)
        except BaseException:
            self.connection.close()
            raise

    def __repr__(self) -> str:
        return f"Neo4jStore({self.connection.where!r})"

    @property
    def batch_rows(self) -> int:
        """Of how many rows batches are best made."""
        return BATCH_ROWS

    def revision(self) -> int:
        """Number of the last committed state; 0 for an empty store."""
        return self.connection.read(read_revision)

    def _write(self, checked: CheckedBatch) -> int:
        token = uuid4().hex

        def write(tx: ManagedTransaction) -> Delta | int:
            with Channel(tx) as channel:
                return BatchWriter(channel, checked, token, self._memory).write()

        with self._lock:
            if self._load is not None:
                self._load.check()
            try:
                written = self.connection.write(write)
            except BaseException:
                self._memory.forget()
                raise
            if isinstance(written, int):  # committed by an attempt whose answer was lost
                self._memory.forget()
                return written
            self._memory.learn(written)
            return written.after

    @contextmanager
    def reading(self) -> Iterator[Scan]:
        """A consistent view of everything live at one revision, for as long as the context lasts."""
        yield Neo4jScan(self.connection)

    def changes(self, since: int, stamp: str, at_most: int) -> Changes:
        """What changed after revision ``since`` of this stamp, judgements of identity included."""
        return self.connection.read(lambda tx: read_changes(tx, since, stamp, at_most))

    def _start_run(self, source: str, fingerprint: str, started: str) -> Run:
        return self.connection.write(lambda tx: start_run(tx, source, fingerprint, started))

    def runs(self, source: str | None = None, limit: int = 20) -> list[Run]:
        """The latest runs, newest first."""
        query = (
            "MATCH (r:Run) WHERE $source IS NULL OR r.source = $source "
            "RETURN properties(r) ORDER BY r.id DESC LIMIT $limit"
        )
        found = self.connection.read(lambda tx: rows(tx, query, source=source, limit=limit))
        return [read_run(said) for (said,) in found]

    def digests(self, source: str) -> Iterator[tuple[str, str, str]]:
        """(type, id or key, content digest) of each live statement of a source."""
        with self.connection.transaction(READ_ACCESS, SCAN_SECONDS) as tx:
            before = read_revision(tx)
            live, entities = read_live(tx, source, before)
            consistent = read_revision(tx) == before
        yield from entities
        for key in live.relations:
            yield "relation", key, key
        if consistent:
            with self._lock:
                self._memory.live[source] = live

    def ids(self) -> Iterator[tuple[str, str, str, str]]:
        """(source, type, id, kind) of each live entity statement; the kind is empty where a type has none."""
        with self.connection.transaction(READ_ACCESS, SCAN_SECONDS) as tx:
            before = read_revision(tx)
            found = [said for (part,) in rows(tx, _IDS) for said in part]
            placeholders = {id_ for (id_,) in rows(tx, "MATCH (n:Unknown) RETURN n.id")}
            named = {id_ for (id_,) in rows(tx, _NAMED)}
            consistent = read_revision(tx) == before
        if consistent:
            claims = all_claims((source, type_, id_) for source, type_, id_, _ in found)
            with self._lock:
                self._memory.ids = Ids(before, claims, placeholders, named)
        yield from ((source, type_, id_, kind) for source, type_, id_, kind in found)

    def things(self, sought: Iterable[tuple[str, str]]) -> Iterator[EntityStatement]:
        """What (source, id) say, of those that say something; in no particular order."""
        wanted = set(sought)
        ids = sorted({id_ for _, id_ in wanted})
        with self.connection.transaction(READ_ACCESS, SCAN_SECONDS) as tx:
            found = [read_entity(*said) for part in chunks(ids) for said in rows(tx, TOLD, ids=part)]
        yield from (said for said in found if (said.source, said.id) in wanted)

    def _count(self) -> dict[str, int]:
        return self.connection.read(read_counts)

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Held while a source is loaded: one loader at a time, others wait a bounded time.

        The lock is the server's own, held by a transaction that stays open: the server lets go of it when the
        connection ends, however it ends.
        """
        lock = LoadLock(self.connection, self._busy_seconds)
        lock.take()
        try:
            empty = self.revision() == 0
            with self._lock:
                self._load = lock
                if empty:
                    self._memory.ids = Ids(0, {}, set(), set())
            yield
        finally:
            with self._lock:
                self._load = None
            lock.release()

    def quarantined(self, source: str | None = None, limit: int = 1000) -> list[QuarantinedRow]:
        """Rows that wait for repair, by source, file and line."""
        query = (
            "MATCH (q:QuarantinedRow) WHERE $source IS NULL OR q.source = $source "
            "RETURN properties(q) ORDER BY q.source, q.file, q.line, q.key LIMIT $limit"
        )
        found = self.connection.read(lambda tx: rows(tx, query, source=source, limit=limit))
        return [read_quarantined(said) for (said,) in found]

    def close(self) -> None:
        """Let go of the server. Closing twice is allowed."""
        self.connection.close()
