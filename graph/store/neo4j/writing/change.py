"""Writing what a batch does to statements, so that the graph stays true to what ids mean."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from graph.implied import IMPLIED_KINDS, IMPLYING_TYPES, implied
from graph.markets import is_market
from graph.relations import RELATION_KINDS
from graph.statements import EntityStatement, RelationStatement
from graph.store.neo4j.connection.channel import SENT_AT_ONCE, chunks
from graph.store.neo4j.form.dates import Properties
from graph.store.neo4j.form.properties import stored_properties
from graph.store.neo4j.form.schema import relationship_type
from graph.store.neo4j.form.statements import stored_entity, stored_relation
from graph.store.neo4j.writing.bulk import Bulk, grouped
from graph.store.neo4j.writing.identity import Identity, behind, moved_nodes
from graph.store.neo4j.writing.memory import Delta
from graph.store.neo4j.writing.place import Moves, Renewal, ensure_nodes, node_labels
from graph.store.neo4j.writing.plan import Context, Plan
from graph.uniting import named_sectors, united

_RETIRED: Final = "SET q = properties(r), q.was = '%(type)s', q.retired = $revision"
_RETIRE_SAYINGS: Final = (
    "UNWIND $ids AS id MATCH (s:Source {name: $source})-[r:SAYS {id: id}]->(n) USING INDEX SEEK r:SAYS(id) "
    f"CREATE (s)-[q:RETIRED]->(n) {_RETIRED % {'type': 'SAYS'}} DELETE r "
    "RETURN id, n.id, q.type"
)
_RETIRE_RELATIONS: Final = (
    "MATCH (a)-[r:%(type)s]->(b) WHERE r.source = $source AND r.key IN $keys "
    f"CREATE (a)-[q:RETIRED]->(b) {_RETIRED} DELETE r RETURN count(*)"
)
_DROP_IMPLIED: Final = (
    "UNWIND $rows AS row MATCH (n:Entity {id: row.node})<-[r:%s]-(a) "
    "WHERE r.implied AND r.source = row.source AND r.end = row.id DELETE r RETURN DISTINCT a.id"
)


class Change:
    """Writes a plan.

    Args:
        delta: is told what changes.
    """

    def __init__(self, context: Context, plan: Plan, bulk: Bulk, delta: Delta) -> None:
        self._channel = context.channel
        self._lookup = context.lookup
        self._context = context
        self._plan = plan
        self._bulk = bulk
        self._delta = delta
        self._next = context.revision + 1
        self._before = plan.before
        self._altered = self._altered_ids()
        judged = len(context.judgements) > len(context.judgements_before)
        self._same = not self._altered and not judged and not self._is_redeclared()
        self._after = (
            plan.before if self._same else Identity(plan.claims_of, plan.said_of, context.sources, context.judgements)
        )
        self._renewed: set[str] = set()

    def _altered_ids(self) -> list[str]:
        """Ids whose users, or what they say where there are several, or their ownership of ids, change."""
        claims_of, of_things = self._lookup.claims_of, self._plan.things.claims
        altered = [id_ for id_, claims in of_things.items() if len(claims) > 1 or claims != claims_of(id_)]
        for source in self._owning_otherwise():
            altered += self._lookup.shared_ids_of(source)
        return altered

    def _owning_otherwise(self) -> set[str]:
        """Sources that own their ids now, or no longer do."""
        then, now = self._context.sources_before, self._context.sources
        return {name for name in then.keys() & now if then[name].owns_ids != now[name].owns_ids}

    def _is_redeclared(self) -> bool:
        """Whether another id of those that are judged the same may be canonical, by what sources declare."""
        then, now = self._context.sources_before, self._context.sources
        return bool(self._context.judgements) and any(now.get(name) != said for name, said in then.items())

    def _ordered_otherwise(self) -> set[str]:
        """Nodes of which several speak, where the best first is another one by who owns ids."""
        if not self._owning_otherwise():
            return set()
        return {self._after.place("", id_) for id_ in self._altered} | set(self._after.canonical.values())

    def write(self) -> bool:
        """Write everything; whether anything that counts has changed."""
        plan, things, relations = self._plan, self._plan.things, self._plan.relations
        for source, ids in things.retired.items():
            self._retire_things(source, ids)
        for source, keys in relations.retired.items():
            self._retire_relations(source, keys)
        self._add_things()
        if not self._same:
            moved = moved_nodes(self._before, self._after, self._altered)
            moves = Moves(self._channel, self._lookup.need, self._after.place, self._next)
            self._renewed |= moves.move(moved) if moved else set()
        self._add_relations([one for said, _ in things.new for one in implied(said)], implied_ones=True)
        self._add_relations(relations.new, implied_ones=False)
        self._renewed |= self._lookup.nodes_naming(self._sectors_altered()) | self._ordered_otherwise()
        Renewal(self._channel, self._after, self._lookup.need).renew(self._renewed)
        self._delta.placeholders |= self._renewed
        self._delta.claims.update((id_, plan.claims_of(id_)) for id_ in things.claims)
        return bool(things.new or things.retired or relations.new or relations.retired)

    def _sectors_altered(self) -> list[str]:
        """Altered ids that things may name as their sectors, and that mean something else to somebody now."""

        def means(identity: Identity, id_: str) -> list[str | None]:
            users = {name for claims in (self._lookup.claims_of(id_), self._plan.claims_of(id_)) for name, _ in claims}
            return [identity.resolve(source, id_) for source in ("", *sorted(users))]

        named = filter(self._lookup.may_be_named, self._altered)
        return [id_ for id_ in named if means(self._before, id_) != means(self._after, id_)]

    def _retire_things(self, source: str, ids: list[str]) -> None:
        dropped: list[dict[str, str]] = []
        held = self._delta.entities.setdefault(source, {})
        held.update(dict.fromkeys(ids))
        for part in chunks(ids, SENT_AT_ONCE):
            found = self._channel.ask(_RETIRE_SAYINGS, ids=part, source=source, revision=self._next)
            self._renewed.update(node for _, node, _ in found)
            dropped += [
                {"source": source, "id": id_, "node": node} for id_, node, type_ in found if type_ in IMPLYING_TYPES
            ]
        types = "|".join(map(relationship_type, IMPLIED_KINDS))
        for drop in chunks(dropped):
            self._renewed.update(id_ for (id_,) in self._channel.ask(_DROP_IMPLIED % types, rows=drop))

    def _retire_relations(self, source: str, keys: list[str]) -> None:
        self._delta.relations.setdefault(source, {}).update(dict.fromkeys(keys))
        left = len(keys)
        for kind in RELATION_KINDS:
            if not left:
                return
            query = _RETIRE_RELATIONS % {"type": relationship_type(kind)}
            for part in chunks(keys):
                ((count,),) = self._channel.ask(query, source=source, keys=part, revision=self._next)
                left -= count
        assert not left, "every live statement has its relationship"

    def _add_things(self) -> None:
        """Write statements of things; nodes of which more than that is said are renewed later."""
        heirs = set(self._after.canonical.values())
        others: list[tuple[EntityStatement, Properties]] = []
        for part in chunks(self._plan.things.new, SENT_AT_ONCE):
            alone: list[tuple[Any, Any]] = []
            for said, digest in part:
                self._delta.entities.setdefault(said.source, {})[said.id] = digest, self._context.mark
                self._delta.named.update(named_sectors(said.properties))
                properties = stored_properties(said.type, said.properties)
                stored = stored_entity(said, digest, properties)
                if self._is_alone(said, heirs):
                    labels, node = self._node_of(said, properties)
                    alone.append(((said.source, labels, self._lookup.has_no_node(said.id)), (node, stored)))
                else:
                    others.append((said, stored))
            for (source, labels, new), described in grouped(alone).items():
                self._bulk.things(source, labels, described, new)
        self._add_to_nodes(others)

    def _add_to_nodes(self, statements: list[tuple[EntityStatement, Properties]]) -> None:
        place = self._after.place
        placed = grouped((said.source, (place(said.source, said.id), stored)) for said, stored in statements)
        nodes = {node for rows in placed.values() for node, _ in rows}
        self._renewed |= nodes
        ensure_nodes(self._channel, nodes)
        for source, rows in placed.items():
            for part in chunks(rows, SENT_AT_ONCE):
                self._bulk.sayings(source, part)

    def _is_alone(self, said: EntityStatement, heirs: set[str]) -> bool:
        """Whether the node of its id is what this statement says and nothing else."""
        id_ = said.id
        if len(self._plan.things.claims[id_]) > 1 or self._lookup.claims_of(id_):
            return False
        if id_ in self._after.canonical or id_ in heirs or is_market(id_):
            return False
        return ":" not in id_ or all(source is None for source, _ in behind(id_, self._context.sources))

    def _node_of(self, said: EntityStatement, stored: Properties) -> tuple[tuple[str, ...], Properties]:
        """Labels and properties of the node of a statement that stands alone."""
        properties, _ = united(said.type, [(said.id, said)], self._after.resolve)
        node = {**stored, **stored_properties(said.type, _differing(properties, said.properties)), "id": said.id}
        return node_labels([(said.type, properties.get("kind", ""))], said.id), node

    def _add_relations(self, statements: Iterable[RelationStatement], implied_ones: bool) -> None:
        placed = self._after.placed
        for part in chunks(statements, SENT_AT_ONCE):
            by_kind: dict[str, list[tuple[str, str, Properties]]] = defaultdict(list)
            missing: set[str] = set()
            for said in part:
                source, stored = said.source, stored_relation(said)
                (a, a_is_used), (b, b_is_used) = placed(source, said.start), placed(source, said.end)
                if not a_is_used and not is_market(a):
                    missing.add(a)
                if not b_is_used and not is_market(b):
                    missing.add(b)
                if implied_ones:
                    del stored["key"]
                    stored["implied"] = True
                else:
                    self._delta.relations.setdefault(source, {})[said.key] = self._context.mark
                by_kind[said.kind].append((a, b, stored))
            self._delta.placeholders |= missing
            ensure_nodes(self._channel, missing)
            for kind, described in by_kind.items():
                self._bulk.relations(kind, described, implied_ones)


def _differing(properties: Properties, said: Any) -> Properties:
    """Those properties of a node that are not what its only statement says."""
    return {name: value for name, value in properties.items() if said.get(name) != value}
