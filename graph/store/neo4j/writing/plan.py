"""What a batch does to statements: which are new, which are live already, which are retired."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from graph.implied import implied
from graph.statements import EntityStatement, Judgement, RelationStatement, Run, Source
from graph.store.checks import CheckedBatch
from graph.store.neo4j.connection.channel import Channel
from graph.store.neo4j.writing.identity import Claims, Identity, behind
from graph.store.neo4j.writing.lookup import Lookup
from graph.store.neo4j.writing.memory import with_claim
from graph.uniting import named_sectors

_SEEN: Final = "MATCH (s:Seen {source: $source}) WHERE s.run >= $run RETURN s.things, s.relations"


@dataclass(frozen=True, slots=True)
class Context:
    """What a writing transaction has found.

    Attributes:
        sources_before, sources: declarations before the batch and after it.
        judgements_before, judgements: all of them, likewise.
        revision: before the batch.
        mark: the run that says the batch.
    """

    channel: Channel
    lookup: Lookup
    sources_before: dict[str, Source]
    sources: dict[str, Source]
    judgements_before: Sequence[Judgement]
    judgements: Sequence[Judgement]
    revision: int
    mark: int


@dataclass(slots=True)
class Things:
    """What becomes of statements of things.

    Attributes:
        new: to be written, with their content digests.
        retired: source → ids of which the live statement is retired.
        same: source → ids of which the same is said again.
        claims: id → who uses it afterwards, of the ids that gain or lose a user.
    """

    new: list[tuple[EntityStatement, str]] = field(default_factory=list)
    retired: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    same: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    claims: dict[str, Claims] = field(default_factory=dict)


@dataclass(slots=True)
class Relations:
    """What becomes of statements of relations.

    Attributes:
        new: to be written.
        retired: source → keys of statements that are retired.
        same: source → keys of which the same is said again.
    """

    new: list[RelationStatement] = field(default_factory=list)
    retired: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    same: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Plan:
    """What a batch does, worked out before anything is written.

    Attributes:
        before: what ids mean before the batch.
        unseen: how many statements are retired because the run did not say them.
    """

    def __init__(self, context: Context, checked: CheckedBatch) -> None:
        self._context = context
        self._lookup = context.lookup
        self.things = Things()
        self.relations = Relations()
        self.unseen = 0
        self._told: dict[tuple[str, str], Mapping[str, Any]] = {}
        self._sort_things(checked)
        self._need(checked.relations)
        self.before = Identity(
            self._lookup.claims_of, self._lookup.said_of, context.sources_before, context.judgements_before
        )
        self._sort_relations(checked.relations)
        run = checked.batch.run
        if run and checked.batch.retire_unseen:
            self._retire_unseen(run, checked)

    def claims_of(self, id_: str) -> Claims:
        """Who uses an id after the batch."""
        found = self.things.claims.get(id_)
        return self._lookup.claims_of(id_) if found is None else found

    def said_of(self, source: str, id_: str) -> Mapping[str, Any]:
        """What a source that uses an id says after the batch."""
        found = self._told.get((source, id_))
        return self._lookup.said_of(source, id_) if found is None else found

    def _claim(self, source: str, id_: str, type_: str | None) -> None:
        self.things.claims[id_] = with_claim(self.claims_of(id_), source, type_)

    def _sort_things(self, checked: CheckedBatch) -> None:
        said_by: dict[str, dict[str, tuple[EntityStatement, str]]] = defaultdict(dict)
        for said, digest in checked.things:
            said_by[said.source][said.id] = said, digest
        things = self.things
        for source, by_id in said_by.items():
            live = self._lookup.said(source, list(by_id))
            for id_, (said, digest) in by_id.items():
                if id_ in live and live[id_][0] == digest:
                    things.same[source].append(id_)
                    continue
                if id_ in live:
                    things.retired[source].append(id_)
                things.new.append((said, digest))

    def _need(self, relations: list[RelationStatement]) -> None:
        """Ask for all claims at once that will be looked at, then take note of the new ones."""
        new = [said for said, _ in self.things.new]
        if self._lookup.knows_all_claims:
            ends = (end for said in relations for end in (said.start, said.end))
            self._lookup.need(chain((said.id for said in new), ends))
        else:
            ids = [said.id for said in new]
            ids += [end for said in relations for end in (said.start, said.end)]
            ids += [end for said in new for one in implied(said) for end in (one.start, one.end)]
            ids += [sector for said in new for sector in named_sectors(said.properties)]
            judged = {id_ for one in self._context.judgements for id_ in (one.left, one.right)}
            ids += [id_ for one in sorted(judged) for _, id_ in behind(one, self._context.sources)]
            self._lookup.need(ids)
        for said in new:
            self._claim(said.source, said.id, said.type)
            self._told[said.source, said.id] = said.properties
        self._lookup.need_said(said.id for said in new if len(self.things.claims[said.id]) > 1)

    def _sort_relations(self, said: list[RelationStatement]) -> None:
        unsure: dict[str, list[RelationStatement]] = defaultdict(list)
        live_of = {source: self._lookup.live(source) for source in {one.source for one in said}}
        for one in said:
            live = live_of[one.source]
            if live is None:
                unsure[one.kind].append(one)
            else:
                self._sort_relation(one, one.key in live.relations)
        place = self.before.place
        for kind, asked in unsure.items():
            placed = [
                {
                    "source": one.source,
                    "key": one.key,
                    "a": place(one.source, one.start),
                    "b": place(one.source, one.end),
                }
                for one in asked
            ]
            held = self._lookup.keys_live(kind, placed)
            for one in asked:
                self._sort_relation(one, (one.source, one.key) in held)

    def _sort_relation(self, said: RelationStatement, is_live: bool) -> None:
        if is_live:
            self.relations.same[said.source].append(said.key)
        else:
            self.relations.new.append(said)

    def _retire_unseen(self, run: Run, checked: CheckedBatch) -> None:
        """Retire what neither the run nor a later one has said."""
        source, channel = run.source, self._context.channel
        live = self._lookup.live(source) or self._lookup.read_live(source)
        things, relations = set(self.things.same.get(source, ())), set(self.relations.same.get(source, ()))
        for ids, keys in channel.ask(_SEEN, source=source, run=run.id):
            things.update(ids)
            relations.update(keys)
        things.update(checked.seen_ids)
        relations.update(checked.seen_keys)
        things.update(said.id for said, _ in self.things.new if said.source == source)
        ids = [id_ for id_, (_, seen) in live.entities.items() if seen < run.id and id_ not in things]
        keys = [key for key, seen in live.relations.items() if seen < run.id and key not in relations]
        self._lookup.need(ids)
        for id_ in ids:
            self._claim(source, id_, None)
        if ids:
            self.things.retired[source] += ids
        if keys:
            self.relations.retired[source] += keys
        self.unseen = len(ids) + len(keys)
