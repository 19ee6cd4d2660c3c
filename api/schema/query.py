"""What can be asked."""

from typing import Annotated, Any, Final

import strawberry

from api.schema.answers import (
    born_global,
    brokers,
    connect,
    consortium,
    corridor,
    coverage,
    cross_cluster_links,
    door_changes,
    door_openers,
    events,
    funding,
    gateways,
    interest_match,
    introductions,
    link_matrix,
    propose_network,
    reach,
    resilience,
    search,
    signals,
    snowball,
    strategy_match,
    supercluster,
    take_stock,
    tie,
    what_if,
)
from api.schema.model.labels import WordList, word_lists
from api.schema.model.organisation import Organisation
from api.schema.model.organisations import OrganisationFilter, organisations_page
from api.schema.model.places import (
    Corridor,
    CorridorFilter,
    Market,
    MarketFilter,
    Sector,
    corridors_page,
    markets_page,
)
from api.schema.model.relation import RelationKind, relation_kind, relation_of
from api.schema.model.revision import SOURCES_AT_MOST, Revision, revision_of
from api.schema.model.source import Source, source_of
from api.schema.model.thing import In, Node
from api.schema.model.words import OrganisationOrder
from api.schema.plumbing.base import Info, Reading, argument, field, object_type
from api.schema.plumbing.pages import After, Connection, First
from api.schema.plumbing.scalars import MarketCode
from graph.errors import LimitError
from graph.relations import RELATION_KINDS

NODES_AT_MOST: Final = 100
SECTORS_AT_MOST: Final = 1_000


@object_type
class Query:
    """What can be asked of the graph. Every answer comes from one revision, from beginning to end."""

    door_openers = door_openers.door_openers
    door_changes = door_changes.door_changes
    introductions = introductions.introductions
    reach = reach.reach
    snowball = snowball.snowball
    what_if = what_if.what_if
    cross_cluster_links = cross_cluster_links.cross_cluster_links
    link_matrix = link_matrix.link_matrix
    supercluster = supercluster.supercluster
    strategy_match = strategy_match.strategy_match
    corridor_report = corridor.corridor_report
    coverage = coverage.coverage
    born_global = born_global.born_global
    propose_network = propose_network.propose_network
    consortium = consortium.consortium
    interest_match = interest_match.interest_match
    events = events.events
    signals = signals.signals
    take_stock = take_stock.take_stock
    funding = funding.funding
    gateways = gateways.gateways
    brokers = brokers.brokers
    resilience = resilience.resilience
    connect = connect.connect
    tie = tie.tie

    @field
    def node(self, info: Info, id: Annotated[strawberry.ID, argument("Its id.")]) -> Node | None:
        """Whatever has this id; null if nothing has."""
        found: Node | None = find_node(info.context, id)
        return found

    @field
    def nodes(
        self, info: Info, ids: Annotated[list[strawberry.ID], argument("Their ids, at most 100.")]
    ) -> list[Node | None]:
        """Whatever has these ids, in their order; null where nothing has."""
        if len(ids) > NODES_AT_MOST:
            raise LimitError(
                f"{len(ids)} ids are named.", value=len(ids), where="ids", suggestion=f"Name at most {NODES_AT_MOST}."
            )
        return [find_node(info.context, id_) for id_ in ids]

    @field
    def organisation(self, info: Info, id: Annotated[strawberry.ID, argument("Its id.")]) -> Organisation | None:
        """The organisation of this id, or of an id that it was found to be a double of; null if there is none."""
        found: Organisation | None = _of_type(info.context, id, "organisation")
        return found

    @field
    def organisations(
        self,
        info: Info,
        where: Annotated[OrganisationFilter | None, argument("Which ones; all by default.")] = None,
        order_by: Annotated[OrganisationOrder, argument("In which order.")] = "id",
        first: First = 20,
        after: After = None,
    ) -> Connection[Organisation]:
        """Organisations by kind, country, sector and more."""
        return organisations_page(info.context, where, order_by, first, after)

    search = search.search

    @field
    def market(self, info: Info, code: Annotated[MarketCode, argument("Its code, or its name.")]) -> Market | None:
        """A market."""
        found: Market | None = _of_type(info.context, code, "market")
        return found

    @field
    def markets(
        self,
        info: Info,
        where: Annotated[MarketFilter | None, argument("Which ones; all by default.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Market]:
        """Markets, by code."""
        return markets_page(info.context, where, first, after)

    @field
    def corridor(self, info: Info, id: Annotated[strawberry.ID, argument("Its id.")]) -> Corridor | None:
        """A corridor; null if there is none of this id."""
        found: Corridor | None = _of_type(info.context, id, "corridor")
        return found

    @field
    def corridors(
        self,
        info: Info,
        where: Annotated[CorridorFilter | None, argument("Which ones; all by default.")] = None,
        first: First = 20,
        after: After = None,
    ) -> Connection[Corridor]:
        """Corridors, blocs and regions of several markets, by id."""
        page: Connection[Corridor] = corridors_page(info.context, where, first, after)
        return page

    @field
    def sectors(self, info: Info) -> list[Sector]:
        """All sectors, by id."""
        return info.context.things(info.context.snapshot.sections.range("sector")[:SECTORS_AT_MOST])

    @field
    def relation_kinds(self) -> list[RelationKind]:
        """The kinds of relations, from the model's one table."""
        return [relation_kind(name) for name in RELATION_KINDS]

    @field
    def words(self, language: In = "en") -> list[WordList]:
        """What people call each word of the model: kinds, forms, relations, tiers and the like."""
        return word_lists(language)

    @field
    def sources(self, info: Info) -> list[Source]:
        """The sources that the graph is made from, by name."""
        return [source_of(info.context, name) for name in sorted(info.context.snapshot.sources)[:SOURCES_AT_MOST]]

    @field
    def revision(self, info: Info) -> Revision:
        """What answers are computed on now."""
        return revision_of(info.context.snapshot)


def find_node(reading: Reading, id_: str) -> Any:
    """Whatever has an id: a thing, or a relation; None."""
    node = reading.snapshot.find(id_)
    if node is not None:
        return reading.thing(node)
    position = reading.snapshot.find_relation(id_)
    return None if position is None else relation_of(reading, position)


def _of_type(reading: Reading, id_: str, type_: str) -> Any:
    node = reading.snapshot.find(id_)
    return reading.thing(node) if node is not None and node in reading.snapshot.sections.range(type_) else None
