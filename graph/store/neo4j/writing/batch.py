"""One batch, written to Neo4j within one transaction."""

from collections.abc import Sequence
from typing import Final

from neo4j import ManagedTransaction

from graph.statements import Judgement, Source
from graph.store.base import with_retired
from graph.store.checks import CheckedBatch
from graph.store.neo4j.connection.channel import Channel, chunks
from graph.store.neo4j.form.prepare import no_store
from graph.store.neo4j.form.records import stored_judgement, stored_quarantined, stored_run, stored_source
from graph.store.neo4j.reading.declared import read_judgements, read_sources
from graph.store.neo4j.writing.bulk import Bulk
from graph.store.neo4j.writing.change import Change
from graph.store.neo4j.writing.lookup import Lookup
from graph.store.neo4j.writing.memory import Declared, Delta, Memory
from graph.store.neo4j.writing.plan import Context, Plan
from graph.store.refusals import check_declared

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
        token: unique to the attempt to write this batch, however often it is tried (idempotency key); the stamp of its
            revision.
        memory: of the store; it is read, not changed.
    """

    def __init__(self, channel: Channel, checked: CheckedBatch, token: str, memory: Memory) -> None:
        self._channel = channel
        self._checked = checked
        self._batch = checked.batch
        self._token = token
        self._memory = memory

    def write(self) -> Delta | int:
        """Write everything.

        Returns:
            What changed, to be remembered once it is committed; or the revision, if it has been committed before.

        Raises:
            InputError: somebody speaks who has not been declared (code ``undeclared_source``).
            StoreError: the store is not there any more (code ``store_foreign``).
        """
        if not self._channel.ask(LOCK):
            raise no_store()
        ((before, reached),) = self._channel.ask(_MARKER, token=self._token)
        if reached is not None:
            return int(reached)
        self._next = before + 1
        delta = Delta(before, before)
        known = self._memory.declared_at(before) or self._channel.do(lambda tx: _read_declared(tx, before))
        sources, judgements = self._declare(known.sources), self._judge(known.judgements)
        check_declared(self._checked.speakers, sources)
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
        plan = Plan(context, self._checked)
        written = Change(context, plan, bulk, delta).write()
        self._see(plan, mark)
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
            if judgement not in held:
                held.add(judgement)
                new.append(judgement)
        said = [{**stored_judgement(one), "revision": self._next, "place": place} for place, one in enumerate(new)]
        for part in chunks(said):
            self._channel.send(_JUDGE, rows=part)
        return [*before, *new] if new else before

    def _see(self, plan: Plan, mark: int) -> None:
        """Note what is said again, beside the statements: to touch each of them would be to write everything anew."""
        things = {source: list(ids) for source, ids in plan.things.same.items()}
        relations = {source: list(keys) for source, keys in plan.relations.same.items()}
        if self._batch.run is not None:
            things.setdefault(self._batch.run.source, []).extend(self._checked.seen_ids)
            relations.setdefault(self._batch.run.source, []).extend(self._checked.seen_keys)
        for source in things.keys() | relations.keys():
            ids, keys = things.get(source, []), relations.get(source, [])
            if ids or keys:
                self._channel.send(_SEEN, source=source, run=mark, things=ids, relations=keys)

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


def _read_declared(tx: ManagedTransaction, revision: int) -> Declared:
    return Declared(revision, {source.name: source for source in read_sources(tx)}, read_judgements(tx))
