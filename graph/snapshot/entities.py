"""From what sources say of things to one record a thing.

Ids are made unique, judgements are applied, and each property is taken from the best statement of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from graph.identity import GraphIds, claims_of, same_organisations
from graph.kinds import CONFIDENCES, ORGANISATION_STATUSES
from graph.markets import market_names
from graph.snapshot.facts import SECTION_TYPES, Sections
from graph.statements import EntityStatement, Judgement, Source

_CONFIDENCE_RANK = {confidence: rank for rank, confidence in enumerate(CONFIDENCES)}
SECTOR_LISTS = ("sectors",)
"""Properties that name sectors, by id."""


@dataclass(slots=True)
class Entity:
    """One thing of the graph.

    Attributes:
        properties: the value of each property by its best statement.
        said_by: the confidence of that statement; a property that is absent here has that of the first statement.
        statements: all that sources say of it.
    """

    id: str
    type: str
    properties: dict[str, Any] = field(default_factory=dict)
    said_by: dict[str, str] = field(default_factory=dict)
    statements: list[EntityStatement] = field(default_factory=list)

    def confidence_of(self, name: str) -> str:
        """Confidence of the statement that gives a property its value."""
        return self.said_by.get(name, self.statements[0].evidence.confidence)

    def record(self) -> dict[str, Any]:
        """The thing as readers of a snapshot see it. Statements carry their properties only where there are several."""
        several = len(self.statements) > 1
        statements = []
        for statement in self.statements:
            evidence = statement.evidence
            said: dict[str, Any] = {
                "source": statement.source,
                "id": statement.id,
                "url": evidence.url,
                "locator": evidence.locator,
                "retrieved": evidence.retrieved,
                "confidence": evidence.confidence,
            }
            if several:
                said["properties"] = dict(statement.properties)
            statements.append(said)
        return {"id": self.id, "type": self.type, **self.properties, "statements": statements}


@dataclass(frozen=True, slots=True)
class Entities:
    """All things of a revision, numbered.

    Attributes:
        ids: graph ids, to resolve what relations refer to.
        canonical: graph id → canonical id, where judgements differ from it.
        node: canonical id → node.
        in_order: the things by node; markets, which have no statements, last.
    """

    ids: GraphIds
    canonical: dict[str, str]
    node: dict[str, int]
    in_order: list[Entity]
    sections: Sections

    def resolver(self, source: str) -> Callable[[str], int | None]:
        """What tells the node that a reference means in ``source``; None if nothing answers to it."""
        node, canonical = self.node, self.canonical
        own = {id_: node[canonical.get(graph_id, graph_id)] for id_, graph_id in self.ids.of_source(source).items()}

        def resolve(reference: str) -> int | None:
            found = own.get(reference)
            if found is not None:
                return found
            graph_id = self.ids.resolve(source, reference)
            if graph_id is None:
                return node.get(reference)
            return node[canonical.get(graph_id, graph_id)]

        return resolve


def unite(
    sources: Iterable[Source], statements: Iterable[EntityStatement], judgements: Iterable[Judgement]
) -> Entities:
    """Unite all statements about the same thing."""
    said = list(statements)
    ids = GraphIds(sources, claims_of(said))
    organisations = [ids.of(one.source, one.id) for one in said if one.type == "organisation"]
    canonical = same_organisations(judgements, organisations)
    by_id: dict[tuple[str, str], list[tuple[str, EntityStatement]]] = defaultdict(list)
    for one in said:
        graph_id = ids.of(one.source, one.id)
        by_id[one.type, canonical.get(graph_id, graph_id)].append((graph_id, one))
    entities: dict[str, list[Entity]] = {type_: [] for type_ in SECTION_TYPES}
    for (type_, id_), sayings in by_id.items():
        entities[type_].append(_unite_one(id_, type_, sayings, ids))
    for code, name in market_names().items():
        entities["market"].append(Entity(code, "market", {"name": name}))
    in_order: list[Entity] = []
    starts = [0]
    for type_ in SECTION_TYPES:
        in_order.extend(sorted(entities[type_], key=lambda entity: entity.id))
        starts.append(len(in_order))
    node = {entity.id: position for position, entity in enumerate(in_order)}
    return Entities(ids, canonical, node, in_order, Sections(SECTION_TYPES, tuple(starts)))


def _unite_one(id_: str, type_: str, sayings: list[tuple[str, EntityStatement]], ids: GraphIds) -> Entity:
    """Each property from the most confident statement that speaks of it; equal ones by graph id, then source."""
    if len(sayings) > 1:
        sayings.sort(key=lambda saying: (_CONFIDENCE_RANK[saying[1].evidence.confidence], saying[0], saying[1].source))
    entity = Entity(id_, type_)
    properties = entity.properties
    for position, (_, statement) in enumerate(sayings):
        entity.statements.append(statement)
        for name, value in statement.properties.items():
            if name not in properties:
                properties[name] = _sectors(statement.source, value, ids) if name in SECTOR_LISTS else value
                if position:
                    entity.said_by[name] = statement.evidence.confidence
    if type_ == "organisation":
        properties.setdefault("status", ORGANISATION_STATUSES[-1])
    return entity


def _sectors(source: str, named: list[str], ids: GraphIds) -> list[str]:
    return [found for one in named if (found := ids.resolve(source, one)) is not None]
