"""A store that keeps everything in memory: for fast tests, and as the example of what a store has to do.

What each method means is said in ``graph.store.protocol``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock, RLock
from typing import Any
from uuid import uuid4

import orjson

from graph.statements import EntityStatement, Judgement, QuarantinedRow, RelationStatement, Run, Source, Statement
from graph.store.base import BaseStore, with_retired
from graph.store.checks import CheckedBatch
from graph.store.protocol import Changes, Scan
from graph.store.refusals import check_declared, check_revision, closed, load_at_work, too_many_changes
from graph.store.storable import to_json

WHERE = "memory"


@dataclass(slots=True, eq=False)
class Row:
    """A statement and its history: revisions, of which 0 is never, and the last run that said it."""

    said: Statement
    digest: str
    added: int
    seen: int
    retired: int = 0

    @property
    def name(self) -> tuple[str, str, str]:
        """Source, type, and id or key."""
        said = self.said
        type_, id_ = (said.type, said.id) if isinstance(said, EntityStatement) else ("relation", said.key)
        return said.source, type_, id_

    @property
    def place(self) -> tuple[str, bool, str]:
        """What no other live statement has."""
        return self.said.source, isinstance(self.said, RelationStatement), self.name[2]


class Content:
    """What stores that are opened at one place share. What comes with a number came in at that revision."""

    def __init__(self) -> None:
        self.stamps = [""]
        self.rows: list[Row] = []
        self.live: dict[tuple[str, bool, str], Row] = {}
        self.sources: dict[str, tuple[Source, int]] = {}
        self.judgements: dict[Judgement, int] = {}
        self.runs: dict[int, Run] = {}
        self.quarantine: dict[str, tuple[QuarantinedRow, int]] = {}  # key → row, and the run that met it last
        self.lock, self.load = RLock(), Lock()

    @property
    def revision(self) -> int:
        """The last one that is committed."""
        return len(self.stamps) - 1


class Writing:
    """One batch on its way into a content; nothing can fail once everybody who speaks has been declared."""

    def __init__(self, content: Content, checked: CheckedBatch) -> None:
        self._content, self._checked, self._batch = content, checked, checked.batch
        self._next = content.revision + 1
        self._mark = self._batch.run.id if self._batch.run else max(content.runs, default=0)
        self._changed = False

    def write(self) -> int:
        """Write everything; the revision after it."""
        content, batch, source = self._content, self._batch, self._batch.source
        check_declared(self._checked.speakers, content.sources.keys() | ({source.name} if source else set()))
        if source and content.sources.get(source.name, (None, 0))[0] != source:
            self._changed = True
            content.sources[source.name] = source, self._next
        for thing, digest in self._checked.things:
            self._say(Row(replace(thing, properties=_kept(thing.properties)), digest, self._next, self._mark))
        for relation in self._checked.relations:
            self._say(Row(relation, relation.key, self._next, self._mark))
        for judgement in batch.judgements:
            self._changed |= judgement not in content.judgements
            content.judgements.setdefault(judgement, self._next)
        for key in batch.released:
            content.quarantine.pop(key, None)
        content.quarantine |= {row.key: (replace(row, row=dict(row.row)), self._mark) for row in batch.quarantined}
        if batch.run:
            self._end(batch.run)
        if self._changed:
            content.stamps.append(uuid4().hex)
        return content.revision

    def _say(self, row: Row) -> None:
        former = self._content.live.get(row.place)
        if former is not None and former.digest == row.digest:
            former.seen = self._mark
            return
        if former is not None:
            self._retire(former)
        self._content.live[row.place], self._changed = row, True
        self._content.rows.append(row)

    def _retire(self, row: Row) -> None:
        del self._content.live[row.place]
        row.retired, self._changed = self._next, True

    def _end(self, run: Run) -> None:
        content = self._content
        for is_relation, seen in ((False, self._checked.seen_ids), (True, self._checked.seen_keys)):
            for row in filter(None, (content.live.get((run.source, is_relation, one)) for one in seen)):
                row.seen = self._mark
        if self._batch.retire_unseen:
            unseen = [row for row in content.live.values() if row.said.source == run.source and row.seen < run.id]
            for row in unseen:
                self._retire(row)
            waiting = content.quarantine.items()
            content.quarantine = {k: (row, at) for k, (row, at) in waiting if row.source != run.source or at >= run.id}
            run = with_retired(run, len(unseen))
        content.runs[run.id] = replace(run, checkpoint=_kept(run.checkpoint), counts=dict(run.counts))


def _kept(said: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that nobody alters, in the order of its names."""
    return dict(orjson.loads(to_json(said)))


class MemoryScan:
    """One revision: what was live then, copied."""

    def __init__(self, content: Content) -> None:
        self.revision, self.stamp = content.revision, content.stamps[-1]
        self._statements = [row.said for row in content.live.values()]
        self._sources = [source for _, (source, _) in sorted(content.sources.items())]
        self._judgements = list(content.judgements)

    def sources(self) -> list[Source]:
        return self._sources

    def entities(self) -> Iterator[EntityStatement]:
        return (said for said in self._statements if isinstance(said, EntityStatement))

    def relations(self) -> Iterator[RelationStatement]:
        return (said for said in self._statements if isinstance(said, RelationStatement))

    def judgements(self) -> list[Judgement]:
        return self._judgements


class MemoryStore(BaseStore):
    """The system of record in memory. May be used by several threads; goes with the process."""

    batch_rows = 20_000

    def __init__(self, content: Content | None = None) -> None:
        self._content = content or Content()
        self._is_open = True

    @contextmanager
    def _held(self) -> Iterator[Content]:
        if not self._is_open:
            raise closed(WHERE)
        with self._content.lock:
            yield self._content

    def revision(self) -> int:
        with self._held() as content:
            return content.revision

    def _write(self, checked: CheckedBatch) -> int:
        with self._held() as content:
            return Writing(content, checked).write()

    @contextmanager
    def reading(self) -> Iterator[Scan]:
        with self._held() as content:
            scan = MemoryScan(content)
        yield scan

    def changes(self, since: int, stamp: str, at_most: int) -> Changes:
        with self._held() as content:
            noted = content.stamps[since] if 0 <= since <= content.revision else ""
            check_revision(since, stamp, noted, content.revision)
            if sum((row.added > since) + (row.retired > since) for row in content.rows) > at_most:
                raise too_many_changes(since, at_most)
            return Changes(
                content.revision,
                content.stamps[-1],
                tuple(row.said for row in content.rows if row.added > since and not row.retired),
                tuple(row.name for row in content.rows if row.added <= since < row.retired),
                tuple(one for one, at in content.judgements.items() if at > since),
                tuple(source for _, (source, at) in sorted(content.sources.items()) if at > since),
            )

    def _start_run(self, source: str, fingerprint: str, started: str) -> Run:
        with self._held() as content:
            going_on = [run for run in content.runs.values() if (run.source, run.state) == (source, "running")]
            for run in going_on:
                if run.fingerprint == fingerprint:
                    return run
                content.runs[run.id] = replace(run, state="failed", finished=started)
            new = Run(max(content.runs, default=0) + 1, source, fingerprint, "running", started, None, {}, {})
            content.runs[new.id] = new
            return new

    def runs(self, source: str | None = None, limit: int = 20) -> list[Run]:
        with self._held() as content:
            newest = sorted(content.runs.values(), key=lambda run: -run.id)
        return [run for run in newest if source in (None, run.source)][:limit]

    def _live(self) -> list[Row]:
        with self._held() as content:
            return list(content.live.values())

    def digests(self, source: str) -> Iterator[tuple[str, str, str]]:
        return ((*row.name[1:], row.digest) for row in self._live() if row.said.source == source)

    def ids(self) -> Iterator[tuple[str, str, str, str]]:
        for row in self._live():
            if isinstance(row.said, EntityStatement):
                yield *row.name, row.said.properties.get("kind", "")

    def things(self, sought: Iterable[tuple[str, str]]) -> Iterator[EntityStatement]:
        wanted = set(sought)
        for row in self._live():
            if isinstance(row.said, EntityStatement) and (row.said.source, row.said.id) in wanted:
                yield row.said

    def _count(self) -> Mapping[str, int]:
        with self._held() as content:
            counts = Counter(row.name[1] for row in content.live.values())
            of_rest = {"source": len(content.sources), "judgement": len(content.judgements)}
            return counts | of_rest | {"quarantined": len(content.quarantine)}

    @contextmanager
    def loading(self) -> Iterator[None]:
        if not self._content.load.acquire(blocking=False):
            raise load_at_work(WHERE)
        try:
            yield
        finally:
            self._content.load.release()

    def quarantined(self, source: str | None = None, limit: int = 1000) -> list[QuarantinedRow]:
        with self._held() as content:
            waiting = [row for row, _ in content.quarantine.values() if source in (None, row.source)]
        return sorted(waiting, key=lambda row: (row.source, row.file, row.line, row.key))[:limit]

    def close(self) -> None:
        self._is_open = False
