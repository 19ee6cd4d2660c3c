"""Relations and the table of their kinds."""

import strawberry

from api.schema.model.source import Evidence, evidence_of
from api.schema.model.thing import Node, Thing
from api.schema.model.words import CarriesWord, Direction, NodeKind, RelationKindName, RelationStatus
from api.schema.plumbing.base import Reading, field, object_type, told
from api.schema.plumbing.pages import PageInfo, Paging, page_info
from api.schema.plumbing.scalars import PartialDate, RegionCode
from api.schema.plumbing.shown import makes
from graph import kinds
from graph import relations as table
from queries.reading.relation import EVIDENCE_AT_MOST
from queries.reading.relation import Relation as Position
from queries.reading.relations_of import first_after, other_end, place_of, relations_of
from queries.routing.explain import relation_told


@object_type
class RelationKind:
    """A kind of relation, from the model's one table. Bases and half-lives are expert estimates, not calibrated yet."""

    name: RelationKindName = told("Its name, from source to target.")
    reverse_name: str = told("The same, read from target to source.")
    meaning: str = told("What such a relation says.")
    carries: CarriesWord = told("What it does for an introduction.")
    base: float = told("Worth when fresh and verified; 0 where it carries nothing.")
    half_life: float | None = told("Years after which half of that is left; null where it does not fade.")
    dilution: float = told("Exponent of 2/n, n being the participants or members known.")
    symmetric: bool = told("Whether its ends have no order.")
    sources: list[NodeKind] = told("What it may lead from.")
    targets: list[NodeKind] = told("What it may lead to.")
    roles: list[str] = told("The roles of which one must be given; empty where any or none will do.")


def _ordered(ends: frozenset[str]) -> list[str]:
    order = (*kinds.ORGANISATION_KINDS, *kinds.CONTEXT_KINDS)
    return sorted(ends, key=lambda kind: (order.index(kind) if kind in order else len(order), kind))


def relation_kind(name: str) -> RelationKind:
    """The kind of that name."""
    kind = table.RELATION_KINDS[name]
    return RelationKind(
        name=kind.name, reverse_name=kind.reverse, meaning=kind.meaning, carries=kind.carries.value, base=kind.base,
        half_life=kind.half_life, dilution=kind.dilution, symmetric=kind.symmetric,
        sources=_ordered(kind.sources), targets=_ordered(kind.targets), roles=list(kind.roles),
    )  # fmt: skip


@object_type
class Relation(Node):
    """One dated fact between two things, with all that sources say of it."""

    reading: strawberry.Private[Reading]
    fact: strawberry.Private[Position]

    @field
    def id(self) -> strawberry.ID:
        """Its id: it derives from its kind, ends, role, name and first day."""
        return strawberry.ID(self.fact.id)

    @field
    def kind(self) -> RelationKind:
        """What sort of relation it is."""
        return relation_kind(self.fact.kind)

    @field
    def sentence(self) -> str:
        """The same in words, from its source to its target; in the past tense if it has ended."""
        return f"{relation_told(self.fact)}."

    @field
    def source(self) -> Thing:
        """Where it leads from. Of a symmetric one the end that comes first."""
        end: Thing = self.reading.thing(self.fact.source)
        return end

    @field
    def target(self) -> Thing:
        """Where it leads to."""
        end: Thing = self.reading.thing(self.fact.target)
        return end

    @field
    def since(self) -> PartialDate | None:
        """Its earliest beginning that a source states."""
        return _date(self.fact.since)

    @field
    def until(self) -> PartialDate | None:
        """Its latest end that a source states; null while one says that it goes on."""
        return _date(self.fact.until)

    @field
    def status(self) -> RelationStatus:
        """Whether it holds on the day of the answer."""
        return self.fact.status

    @field
    def last_held(self) -> PartialDate | None:
        """The last day at which it is known to have held."""
        return _date(self.fact.last_held)

    @field
    def role(self) -> str | None:
        """The source's role in it."""
        role: str | None = self.fact.said("role")
        return role

    @field
    def name(self) -> str | None:
        """Its own name: of an agreement, of a place along a corridor."""
        name: str | None = self.fact.said("name")
        return name

    @field
    def region(self) -> RegionCode | None:
        """The region within the target market to which it is confined."""
        region: RegionCode | None = self.fact.said("region")
        return region

    @field
    def order(self) -> float | None:
        """Position along a corridor."""
        order: float | None = self.fact.said("order")
        return order

    @field
    def evidence(self) -> list[Evidence]:
        """Who says so; first the statement that makes it worth most."""
        return [evidence_of(self.reading, statement) for statement in self.fact.statements[:EVIDENCE_AT_MOST]]


@object_type
class RelationEdge:
    """A relation as seen from the thing that was asked about."""

    cursor: str = told("Where it stands in the list.")
    node: Relation = told("The relation.")
    other: Thing = told("Its other end.")


@object_type
class RelationConnection:
    """One page of a thing's relations."""

    edges: list[RelationEdge] = told("The relations with their other ends.")
    nodes: list[Relation] = told("The relations alone.")
    page_info: PageInfo = told("Where this page lies in the list.")
    total_count: int | None = told("Relations in all pages.")


@makes("Relation")
def relation_shown(reading: Reading, fact: Position) -> Relation:
    """A relation, with its evidence."""
    return Relation(reading=reading, fact=fact)


def relation_of(reading: Reading, position: int) -> Relation:
    """The relation at a position."""
    return relation_shown(reading, Position(reading.day, position))


def relations_page(
    reading: Reading,
    node: int,
    kinds: list[str] | None,
    direction: Direction,
    status: str | None,
    first: int,
    after: str | None,
) -> RelationConnection:
    """A page of a thing's relations, by kind, then by their other end."""
    snapshot = reading.snapshot
    found = relations_of(reading.day, node, kinds, direction, status)  # type: ignore[arg-type]
    paging = Paging(
        found.tolist(), lambda at: place_of(snapshot, node, at), "relations", (int, int, str, str), first, after,
        first_after,
    )  # fmt: skip
    made = [relation_of(reading, position) for position in paging.items]
    edges = [
        RelationEdge(cursor=cursor, node=one, other=reading.thing(other_end(snapshot, node, one.fact.position)))
        for cursor, one in zip(paging.cursors, made, strict=True)
    ]
    return RelationConnection(
        edges=edges, nodes=made, page_info=page_info(paging.cursors, paging.more, after), total_count=paging.total
    )


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate(text)
