"""One batch, written to Neo4j within one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from graph.statements import Batch, Judgement, Run, Source
from graph.store.checks import check_judgement, undeclared
from graph.store.neo4j.bulk import Bulk
from graph.store.neo4j.change import Change
from graph.store.neo4j.channel import Channel, chunks
from graph.store.neo4j.content import Context, Plan
from graph.store.neo4j.lookup import Lookup
from graph.store.neo4j.memory import Declared, Delta, Memory
from graph.store.neo4j.prepare import no_store
from graph.store.neo4j.records import (
    read_judgement,
    read_source,
    stored_judgement,
    stored_quarantined,
    stored_run,
    stored_source,
)

# To set a property takes the node's lock, even to what it is already; whoever has it reads the revision afterwards.
LOCK: Final = "MATCH (o:OpenDoors {name: 'store'}) SET o.locked = true RETURN o.name"
_MARKER: Final = (
    "MATCH (o:OpenDoors {name: 'store'}) OPTIONAL MATCH (v:Revision {token: $token}) RETURN o.revision, v.number"
)
_REVISION: Final = (
    "MATCH (o:OpenDoors {name: 'store'}) SET o.revision = $number "
    "CREATE (:Revision {number: $number, token: $token, kinds: $kinds, statements: $statements})"
)
_DECLARE: Final = "MERGE (s:Source {name: $name}) SET s = $said"
_SOURCES: Final = "MATCH (s:Source) RETURN properties(s)"
_JUDGEMENTS: Final = "MATCH (j:Judgement) RETURN properties(j) ORDER BY j.revision, j.place"
_JUDGE: Final = "UNWIND $rows AS row CREATE (j:Judgement) SET j = row"
_SEEN: Final = "CREATE (:Seen {source: $source, run: $run, things: $things, relations: $relations})"
_RELEASE: Final = "UNWIND $keys AS key MATCH (q:QuarantinedRow {key: key}) DELETE q"
_QUARANTINE: Final = "UNWIND $rows AS row MERGE (q:QuarantinedRow {key: row.key}) SET q = row"
_FORGET_ROWS: Final = "MATCH (q:QuarantinedRow {source: $source}) WHERE q.seen < $run DELETE q"
_FORGET_SEEN: Final = "MATCH (s:Seen {source: $source}) WHERE s.run < $run DELETE s"
_NOTE_RUN: Final = "MATCH (r:Run {id: $id}) SET r = $said"


class BatchWriter:
    """Writes one batch. The transaction is the caller's.

    Args:
        token: unique to the attempt to write this batch, however often it is tried; the stamp of its revision.
        memory: of the store; it is read, not changed.
    """

    def __init__(self, channel: Channel, batch: Batch, token: str, memory: Memory) -> None:
        assert batch.run is not None or not (batch.seen or batch.retire_unseen), "only a run sees statements again"
        self._channel = channel
        self._batch = batch
        self._token = token
        self._memory = memory

    def write(self) -> Delta | int:
        """Write everything.

        Returns:
            What changed, to be remembered once it is committed; or the revision, if it has been committed before.

        Raises:
            InputError: see ``graph.store.protocol.Store.apply``.
            StoreError: the store is not there any more (code ``store_foreign``).
        """
        if not self._channel.ask(LOCK):
            raise no_store()
        ((before, reached),) = self._channel.ask(_MARKER, token=self._token)
        if reached is not None:
            return int(reached)
        self._next = before + 1
        delta = Delta(before, before)
        known = self._memory.declared_at(before) or self._read_declared(before)
        sources, judgements = self._declare(known.sources), self._judge(known.judgements)
        lookup = Lookup(self._channel, self._memory, before)
        mark = self._run_mark()
        bulk = Bulk(self._channel, {"added": self._next, "changed": self._next, "seen": mark})
        context = Context(
            channel=self._channel,
            lookup=lookup,
            sources_before=known.sources,
            sources=sources,
            judgements_before=known.judgements,
            judgements=judgements,
            revision=before,
            mark=mark,
        )
        plan = Plan(context, self._batch)
        written = Change(context, plan, bulk, delta).write()
        self._see(plan, mark, sources)
        self._quarantine(mark)
        self._end_run(plan)
        if written or sources is not known.sources or judgements is not known.judgements:
            kinds = sorted({said.kind for said in plan.relations.new})
            self._channel.send(
                _REVISION, number=self._next, token=self._token, kinds=kinds, statements=_statements(plan)
            )
            delta.after = self._next
        delta.declared = Declared(delta.after, sources, judgements)
        return delta

    def _read_declared(self, revision: int) -> Declared:
        sources = [read_source(said) for (said,) in self._channel.ask(_SOURCES)]
        judgements = [read_judgement(said) for (said,) in self._channel.ask(_JUDGEMENTS)]
        return Declared(revision, {source.name: source for source in sources}, judgements)

    def _run_mark(self) -> int:
        """The run that says this batch; without one the latest, so that no run still going on will retire it."""
        if self._batch.run:
            return self._batch.run.id
        found = self._channel.ask("MATCH (r:Run) RETURN r.id ORDER BY r.id DESC LIMIT 1")
        return int(found[0][0]) if found else 0

    def _declare(self, before: dict[str, Source]) -> dict[str, Source]:
        """Write the declaration; all of them afterwards, ``before`` itself where nothing is new or altered."""
        source = self._batch.source
        if source is None or before.get(source.name) == source:
            return before
        self._channel.send(_DECLARE, name=source.name, said={**stored_source(source), "revision": self._next})
        return {**before, source.name: source}

    def _judge(self, before: Sequence[Judgement]) -> Sequence[Judgement]:
        """Write the judgements; all of them afterwards, ``before`` itself where there is no new one."""
        if not self._batch.judgements:
            return before
        held = set(before)
        new: list[Judgement] = []
        for judgement in self._batch.judgements:
            check_judgement(judgement)
            if judgement not in held:
                held.add(judgement)
                new.append(judgement)
        said = [{**stored_judgement(one), "revision": self._next, "place": place} for place, one in enumerate(new)]
        for part in chunks(said):
            self._channel.send(_JUDGE, rows=part)
        return [*before, *new] if new else before

    def _see(self, plan: Plan, mark: int, sources: Collection[str]) -> None:
        """Note what is said again, beside the statements: to touch each of them would be to write everything anew."""
        things = {source: list(ids) for source, ids in plan.things.same.items()}
        relations = {source: list(keys) for source, keys in plan.relations.same.items()}
        if self._batch.seen:
            assert self._batch.run is not None
            source = self._batch.run.source
            if source not in sources:
                raise undeclared(source)
            for type_, key in self._batch.seen:
                (relations if type_ == "relation" else things).setdefault(source, []).append(key)
        for source in things.keys() | relations.keys():
            self._channel.send(
                _SEEN, source=source, run=mark, things=things.get(source, []), relations=relations.get(source, [])
            )

    def _quarantine(self, mark: int) -> None:
        if self._batch.released:
            self._channel.send(_RELEASE, keys=list(self._batch.released))
        for part in chunks([stored_quarantined(row, mark) for row in self._batch.quarantined]):
            self._channel.send(_QUARANTINE, rows=part)

    def _end_run(self, plan: Plan) -> None:
        run = self._batch.run
        if run is None:
            return
        said = stored_run(run)
        if self._batch.retire_unseen:
            self._channel.send(_FORGET_ROWS, source=run.source, run=run.id)
            self._channel.send(_FORGET_SEEN, source=run.source, run=run.id)
            said = stored_run(with_retired(run, plan.unseen))
        self._channel.send(_NOTE_RUN, id=run.id, said=said)


def _statements(plan: Plan) -> int:
    """How many statements a plan writes and retires."""
    retired = [*plan.things.retired.values(), *plan.relations.retired.values()]
    return len(plan.things.new) + len(plan.relations.new) + sum(map(len, retired))


def with_retired(run: Run, retired: int) -> Run:
    """The run, with the number of statements that it has retired."""
    return replace(run, counts={**run.counts, "retired": retired})
