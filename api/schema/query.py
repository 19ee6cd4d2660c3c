"""What can be asked."""

from typing import Annotated, Any, Final

import strawberry

from api.schema.answers.corridor import CorridorReport, answer_corridor_report
from api.schema.answers.cross_cluster_links import CrossClusterLinks, answer_links
from api.schema.answers.door_openers import DoorOpenersAnswer, answer_door_openers
from api.schema.answers.introductions import IntroductionsAnswer, answer_introductions
from api.schema.answers.search import SearchConnection, search_page
from api.schema.answers.strategy_match import StrategyMatchAnswer, answer_strategy_match
from api.schema.answers.supercluster import Supercluster, answer_supercluster
from api.schema.inputs import AskerInput, RouteConstraints, asked_under
from api.schema.model.organisation import Organisation
from api.schema.model.organisations import OrganisationFilter, organisations_page
from api.schema.model.places import Corridor, CorridorFilter, Market, Sector, corridors_page
from api.schema.model.relation import RelationKind, relation_kind, relation_of
from api.schema.model.revision import SOURCES_AT_MOST, Revision, revision_of
from api.schema.model.source import Source, source_of
from api.schema.model.thing import Node
from api.schema.model.words import NodeKind, OrganisationOrder
from api.schema.plumbing.base import Reading, argument, field, object_type
from api.schema.plumbing.pages import After, Connection, First
from api.schema.plumbing.scalars import MarketCode, PartialDate
from graph.errors import LimitError
from graph.relations import RELATION_KINDS
from queries.questions.introductions import ROUTES_AT_MOST, ROUTES_DEFAULT
from queries.questions.strategy_match import MATCHES_AT_MOST, MATCHES_DEFAULT

NODES_AT_MOST: Final = 100
SECTORS_AT_MOST: Final = 1_000
Info = strawberry.Info[Reading, None]
AsOf = Annotated[PartialDate | None, argument("As of this date; the snapshot's own day by default.")]


@object_type
class Query:
    """What can be asked of the graph. Every answer comes from one revision, from beginning to end."""

    @field
    def door_openers(
        self,
        info: Info,
        asker: Annotated[
            list[AskerInput], argument("Who asks, 1 to 20: each opener's best route over them is taken.", name="from")
        ],
        market: Annotated[MarketCode | None, argument("Where the door is: a market, or a corridor instead.")] = None,
        corridor: Annotated[strawberry.ID | None, argument("Where the door is: any market on this corridor.")] = None,
        sector: Annotated[
            strawberry.ID | None, argument("Openers fit this sector, instead of each asker's own.")
        ] = None,
        constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
        first: Annotated[int, argument("At most so many, 1 to 100.")] = 10,
        after: After = None,
    ) -> DoorOpenersAnswer:
        """Who can open a door to this market for these organisations, from where they stand?"""
        reading, within = asked_under(constraints, info.context)
        askers = [one.understood(reading.snapshot) for one in asker]
        return answer_door_openers(reading, askers, market, corridor, sector, within, first, after)

    @field
    def introductions(
        self,
        info: Info,
        asker: Annotated[AskerInput, argument("Who is introduced.", name="from")],
        to: Annotated[strawberry.ID, argument("Id of the organisation to which it is introduced.")],
        constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
        first: Annotated[int, argument(f"At most so many routes, 1 to {ROUTES_AT_MOST}.")] = ROUTES_DEFAULT,
    ) -> IntroductionsAnswer:
        """The best ways to be introduced to an organisation."""
        reading, within = asked_under(constraints, info.context)
        return answer_introductions(reading, asker.understood(reading.snapshot), to, within, first)

    @field
    def cross_cluster_links(
        self,
        info: Info,
        a: Annotated[strawberry.ID | None, argument("Id of a cluster; alone: with all other clusters.")] = None,
        b: Annotated[strawberry.ID | None, argument("Id of another one.")] = None,
        countries: Annotated[
            list[MarketCode] | None,
            argument("One: with a cluster, or with clusters elsewhere. Two: between them; twice the same: within it."),
        ] = None,
        sector: Annotated[
            strawberry.ID | None, argument("Clusters of this sector only; alone: all links within it.")
        ] = None,
        as_of: AsOf = None,
    ) -> CrossClusterLinks:
        """What links clusters: directly, through one partner, by what they share; and what might. At most two ends."""
        return answer_links(info.context, a, b, list(countries or ()), sector, as_of)

    @field
    def supercluster(
        self, info: Info, id: Annotated[strawberry.ID, argument("Its id.")], as_of: AsOf = None
    ) -> Supercluster:
        """A supercluster, network or other organisation: its members, clusters and hubs, strategy and corridors."""
        return answer_supercluster(info.context, id, as_of)

    @field
    def strategy_match(
        self,
        info: Info,
        asker: Annotated[AskerInput, argument("Who asks.", name="from")],
        constraints: Annotated[RouteConstraints | None, argument("What routes must keep to.")] = None,
        first: Annotated[int, argument(f"At most so many, 1 to {MATCHES_AT_MOST}.")] = MATCHES_DEFAULT,
    ) -> StrategyMatchAnswer:
        """Whose published strategy meets the asker's sectors and interests, why, and the route in."""
        reading, within = asked_under(constraints, info.context)
        return answer_strategy_match(reading, asker.understood(reading.snapshot), within, first)

    @field
    def corridor_report(
        self, info: Info, id: Annotated[strawberry.ID, argument("Id of a corridor.")], as_of: AsOf = None
    ) -> CorridorReport:
        """What lies on a corridor, bloc or region of several markets, who bridges it, and where nobody does."""
        return answer_corridor_report(info.context, id, as_of)

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

    @field
    def search(
        self,
        info: Info,
        text: Annotated[str, argument("A name, the beginning of one, words of it, or an id.")],
        kinds: Annotated[list[NodeKind] | None, argument("Of these kinds only.")] = None,
        countries: Annotated[list[MarketCode] | None, argument("Located in these markets only.")] = None,
        first: First = 10,
        after: After = None,
    ) -> SearchConnection:
        """Names as people type them: accents and small errors forgiven."""
        return search_page(info.context, text, kinds, list(countries) if countries else None, first, after)

    @field
    def market(self, info: Info, code: Annotated[MarketCode, argument("Its code, or its name.")]) -> Market | None:
        """A market."""
        found: Market | None = _of_type(info.context, code, "market")
        return found

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
