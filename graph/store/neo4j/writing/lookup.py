"""What a writing transaction needs to know: from memory where that holds, else from the database."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from neo4j import ManagedTransaction, Transaction

from graph.relations import RELATION_KINDS
from graph.store.neo4j.connection.channel import Channel, chunks, rows
from graph.store.neo4j.form.schema import relationship_type
from graph.store.neo4j.form.statements import read_entity
from graph.store.neo4j.reading.lists import EVER, relation_lists, saying_lists
from graph.store.neo4j.writing.identity import UNCLAIMED, Claims
from graph.store.neo4j.writing.memory import Live, Memory, with_claim
from graph.uniting import SECTOR_LISTS

# SEEK: without it a server that plans these while the store is empty goes through the whole index once for each id.
_CLAIMS: Final = (
    "UNWIND $ids AS id MATCH (s:Source)-[r:SAYS {id: id}]->() USING INDEX SEEK r:SAYS(id) RETURN id, s.name, r.type"
)
_SAID: Final = (
    "UNWIND $ids AS id MATCH (s:Source {name: $source})-[r:SAYS {id: id}]->() USING INDEX SEEK r:SAYS(id) "
    "RETURN id, r.digest, r.seen"
)
TOLD: Final = (
    "UNWIND $ids AS id MATCH (s:Source)-[r:SAYS {id: id}]->() USING INDEX SEEK r:SAYS(id) RETURN s.name, properties(r)"
)
"""What everybody says of some ids."""
_KEYS: Final = (
    "UNWIND $rows AS row MATCH (a:Entity {id: row.a})-[r:%s]->(b:Entity {id: row.b}) "
    "WHERE r.source = row.source AND r.key = row.key RETURN row.source, row.key"
)
_NAMING: Final = (
    "MATCH ()-[r:SAYS]->(n) WHERE "
    + " OR ".join(f"(r.{name} IS NOT NULL AND any(one IN r.{name} WHERE one IN $ids))" for name in SECTOR_LISTS)
    + " RETURN DISTINCT n.id"
)
_THINGS_OF: Final = saying_lists("r.type, r.id, r.digest, r.seen", f"{EVER} AND s.name = $source")


class Lookup:
    """Answers for one transaction.

    Args:
        memory: of the store.
        revision: at which the transaction found the store.
    """

    def __init__(self, channel: Channel, memory: Memory, revision: int) -> None:
        self._channel = channel
        self._memory = memory
        self._revision = revision
        self._ids = memory.ids_at(revision)
        self._fetched: dict[str, Claims] = {}
        self._told: dict[str, dict[str, Mapping[str, Any]]] = {}

    @property
    def knows_all_claims(self) -> bool:
        """Whether no claim needs to be asked for."""
        return self._ids is not None

    def need(self, ids: Iterable[str]) -> None:
        """Fetch the claims of many ids at once, and what is said where several use one."""
        wanted = list(dict.fromkeys(ids))
        if self._ids is None:
            missing = [id_ for id_ in wanted if id_ not in self._fetched]
            self._fetched.update(dict.fromkeys(missing, UNCLAIMED))
            for part in chunks(missing):
                for id_, source, type_ in self._channel.ask(_CLAIMS, ids=part):
                    self._fetched[id_] = with_claim(self._fetched[id_], source, type_)
        self.need_said(id_ for id_ in wanted if len(self.claims_of(id_)) > 1)

    def need_said(self, ids: Iterable[str]) -> None:
        """Fetch what all who use some ids say; before any of it is retired."""
        missing = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._told]
        self._told.update((id_, {}) for id_ in missing)
        for part in chunks(missing):
            for source, stored in self._channel.ask(TOLD, ids=part):
                said = read_entity(source, stored)
                self._told[said.id][source] = said.properties

    def said_of(self, source: str, id_: str) -> Mapping[str, Any]:
        """What a source says of an id that it used when this was asked first."""
        if id_ not in self._told:
            self.need_said((id_,))
        return self._told[id_].get(source, {})

    def claims_of(self, id_: str) -> Claims:
        """Who uses an id."""
        if self._ids is not None:
            return self._ids.claims.get(id_, UNCLAIMED)
        if id_ not in self._fetched:
            self.need((id_,))
        return self._fetched[id_]

    def has_no_node(self, id_: str) -> bool:
        """Whether it is certain that no node has this id, which is no market's."""
        return self._ids is not None and id_ not in self._ids.claims and id_ not in self._ids.placeholders

    def shared_ids_of(self, source: str) -> list[str]:
        """Ids that a source uses, and others too."""
        if self._ids is not None:
            shared = ((id_, claims) for id_, claims in self._ids.claims.items() if len(claims) > 1)
            return [id_ for id_, claims in shared if any(name == source for name, _ in claims)]
        query = "MATCH (s:Source {name: $source})-[r:SAYS]->() RETURN r.id"
        used = [id_ for (id_,) in self._channel.ask(query, source=source)]
        self.need(used)
        return [id_ for id_ in used if len(self._fetched[id_]) > 1]

    def may_be_named(self, id_: str) -> bool:
        """Whether a thing may name this id in its list of sectors."""
        return self._ids is None or id_ in self._ids.named

    def nodes_naming(self, sectors: Iterable[str]) -> set[str]:
        """Nodes of the things that name one of these ids in their list of sectors."""
        wanted = list(sectors)
        return {id_ for (id_,) in self._channel.ask(_NAMING, ids=wanted)} if wanted else set()

    def said(self, source: str, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Id → content digest and run of what the source says of those of the ids of which it says something."""
        live = self._memory.live_at(source, self._revision)
        if live is not None:
            return {id_: live.entities[id_] for id_ in ids if id_ in live.entities}
        if self._ids is not None:
            claims = self._ids.claims
            ids = [id_ for id_ in ids if any(name == source for name, _ in claims.get(id_, UNCLAIMED))]
        return {
            id_: (digest, seen)
            for part in chunks(ids)
            for id_, digest, seen in self._channel.ask(_SAID, ids=part, source=source)
        }

    def live(self, source: str) -> Live | None:
        """Everything that a source says, if it is remembered."""
        return self._memory.live_at(source, self._revision)

    def read_live(self, source: str) -> Live:
        """Everything that a source says, asked of the database."""
        return self._channel.do(lambda tx: read_live(tx, source, self._revision))[0]

    def keys_live(self, kind: str, placed: list[dict[str, Any]]) -> set[tuple[str, str]]:
        """(source, key) of those relations of one kind that are live, from their source, key and nodes of both ends."""
        query = _KEYS % relationship_type(kind)
        return {(source, key) for part in chunks(placed) for source, key in self._channel.ask(query, rows=part)}


def read_live(
    tx: ManagedTransaction | Transaction, source: str, revision: int
) -> tuple[Live, list[tuple[str, str, str]]]:
    """Everything that a source says, and the (type, id, digest) of its things."""
    entities = [said for (part,) in rows(tx, _THINGS_OF, source=source) for said in part]
    relations: dict[str, int] = {}
    for kind in RELATION_KINDS:
        query = relation_lists(kind, "r.key, r.seen", f"{EVER} AND r.source = $source")
        for (part,) in rows(tx, query, source=source):
            relations.update(part)
    live = Live(
        revision,
        {id_: (digest, seen) for _, id_, digest, seen in entities},
        relations,
    )
    return live, [(type_, id_, digest) for type_, id_, digest, _ in entities]
