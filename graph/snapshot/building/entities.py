"""From what sources say of things to one record a thing.

Ids are made unique, judgements are applied, and each property is taken from the best statement of it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from graph.identity import GraphIds, Pair, canonical_ids, claims_of, judged_same, owners_of, speakers_of
from graph.markets import is_market, market_names
from graph.snapshot.facts import SECTION_TYPES, Sections
from graph.statements import PUBLIC, EntityStatement, Evidence, Judgement, Source
from graph.uniting import SECTOR_LISTS, Resolve, Saying, best_first, united

RECORD_FIELDS: Final = frozenset({"id", "type", "statements"})
"""What a record holds besides properties."""


@dataclass(slots=True)
class Entity:
    """One thing of the graph.

    Attributes:
        properties: the value of each property by its best statement; of a market its name as well.
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

    def aside(self) -> bytes:
        """What its record does not tell of its statements, as JSON; empty where it tells all: see ``statements_of``."""
        untold: dict[str, Any] = {}
        for statement in self.statements:
            if statement.audience != PUBLIC:
                untold["audiences"] = [one.audience for one in self.statements]
        if len(self.statements) == 1:
            said, properties = self.statements[0].properties, self.properties
            if not RECORD_FIELDS.isdisjoint(said):
                untold["properties"] = dict(said)
            else:
                for name in SECTOR_LISTS:
                    if name in said and said[name] != properties[name]:
                        untold.setdefault("other", {})[name] = said[name]
                if len(said) < len(properties):
                    untold["unsaid"] = [name for name in properties if name not in said]
        return orjson.dumps(untold) if untold else b""


def statements_of(type_: str, record: Mapping[str, Any], aside: bytes) -> list[EntityStatement]:
    """The statements of which ``Entity.record`` and ``Entity.aside`` were made, in their order."""
    untold: dict[str, Any] = orjson.loads(aside) if aside else {}
    told = record["statements"]
    audiences = untold.get("audiences", (PUBLIC,) * len(told))
    if len(told) == 1:
        unsaid = (*RECORD_FIELDS, *untold.get("unsaid", ()))
        own = {name: value for name, value in record.items() if name not in unsaid} | untold.get("other", {})
        everything = [untold.get("properties", own)]
    else:
        everything = [said["properties"] for said in told]
    return [
        EntityStatement(
            said["source"],
            said["id"],
            type_,  # type: ignore[arg-type]
            properties,
            Evidence(said["url"], said["locator"], said["retrieved"], said["confidence"]),
            audience,
        )
        for said, properties, audience in zip(told, everything, audiences, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Entities:
    """All things of a revision, numbered.

    Attributes:
        ids: graph ids, to resolve what relations refer to.
        same: pairs of graph ids that are judged the same.
        speakers: those of them that are graph ids of organisations → the sources that speak of it by that id; in order.
        canonical: graph id → canonical id, where judgements differ from it.
        node: canonical id → node.
        in_order: the things by node; markets, all of them whoever speaks of them, last.
    """

    ids: GraphIds
    same: list[Pair]
    speakers: dict[str, list[str]]
    canonical: dict[str, str]
    node: dict[str, int]
    in_order: list[Entity]
    sections: Sections

    def resolver(self, source: str) -> Callable[[str], int | None]:
        """What tells the node that a reference means in ``source``; None if nothing answers to it.

        A reference to somebody else's thing is its graph id, whether that is plain or qualified.
        """
        node, canonical = self.node, self.canonical
        own = {id_: node[canonical.get(graph_id, graph_id)] for id_, graph_id in self.ids.of_source(source).items()}

        def resolve(reference: str) -> int | None:
            found = own.get(reference)
            return node.get(canonical.get(reference, reference)) if found is None else found

        return resolve


def unite(
    sources: Sequence[Source], statements: Iterable[EntityStatement], judgements: Iterable[Judgement]
) -> Entities:
    """Unite all statements about the same thing."""
    said = [one for one in statements if is_placed(one.type, one.id)]
    ids = GraphIds(sources, claims_of(said))
    same = judged_same(judgements)
    meant = ids.meant_pairs(same)
    speakers = speakers_of(ids, meant, said) if same else {}
    canonical = canonical_ids(meant, speakers, sources)
    by_id: dict[tuple[str, str], list[Saying]] = defaultdict(list)
    for one in said:
        graph_id = ids.of(one.source, one.id)
        by_id[one.type, canonical.get(graph_id, graph_id)].append((graph_id, one))
    entities: dict[str, list[Entity]] = {type_: [] for type_ in SECTION_TYPES}
    owners = owners_of(sources)
    for (type_, id_), sayings in by_id.items():
        entities[type_].append(unite_one(id_, type_, sayings, ids.resolve, owners))
    spoken_of = {market.id: market for market in entities["market"]}
    entities["market"] = [spoken_of.get(market.id, market) for market in markets()]
    in_order: list[Entity] = []
    starts = [0]
    for type_ in SECTION_TYPES:
        in_order.extend(sorted(entities[type_], key=lambda entity: entity.id))
        starts.append(len(in_order))
    node = {entity.id: position for position, entity in enumerate(in_order)}
    sections = Sections(SECTION_TYPES, tuple(starts))
    return Entities(ids, same, speakers, canonical, node, in_order, sections)


def is_placed(type_: str, id_: str) -> bool:
    """Whether a statement has its place in a snapshot: one of a market that ISO 3166 does not know has none."""
    return type_ != "market" or is_market(id_)


def unite_one(id_: str, type_: str, sayings: Sequence[Saying], resolve: Resolve, owners: Collection[str]) -> Entity:
    """One thing from all that is said of it."""
    if len(sayings) > 1:  # two that are alike in all that counts are of one source; their order must not be chance
        sayings = sorted(sayings, key=lambda saying: saying[1].id)
    ordered = best_first(sayings, owners)
    properties, said_by = united(type_, ordered, resolve)
    if type_ == "market":
        properties.setdefault("name", market_names()[id_])
    return Entity(id_, type_, properties, said_by, [statement for _, statement in ordered])


def markets() -> list[Entity]:
    """All markets, as they are where no source speaks of them."""
    return [Entity(code, "market", {"name": name}) for code, name in market_names().items()]
