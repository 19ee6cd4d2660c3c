"""What links clusters: directly, through one partner, by what they share; and what might link them."""

from typing import Annotated, Any, Protocol

import strawberry

from api.schema.answers.route import Contribution, Step, contributions
from api.schema.model.organisation import Organisation
from api.schema.model.places import Market, Sector
from api.schema.model.relation import Relation
from api.schema.model.revision import Revision
from api.schema.model.thing import Thing
from api.schema.plumbing.base import Reading, argument, field, object_type, told
from api.schema.plumbing.found import answered, relations_shown, some_shown
from api.schema.plumbing.pages import check_first
from api.schema.plumbing.scalars import Date
from queries.questions.cross_cluster_links import LINKS_AT_MOST, DirectLink, PartnerLink, cross_cluster_links
from queries.questions.cross_cluster_links import CrossClusterLinksAnswer as Answer
from queries.reading.shared_places import Meets, SharedPlace
from queries.reading.suggestions import Suggestion
from queries.routing.routes import Step as Taken

Some = Annotated[int, argument(f"At most so many, up to {LINKS_AT_MOST}.")]


def step_of(reading: Reading, step: Taken) -> Step:
    """A tie, to be shown."""
    return Step(reading=reading, taken=step, strength=step.strength)


class Ends(Protocol):
    """Two clusters, and something between them."""

    @property
    def reading(self) -> Reading:
        """What it is read from."""

    @property
    def found(self) -> Any:
        """What was found, with ``one`` and ``other``."""


def one_end(self: "Ends") -> Organisation:
    """The cluster of the first end; of one end the first by id."""
    one: Organisation = self.reading.thing(self.found.one)
    return one


def other_end(self: "Ends") -> Organisation:
    """The cluster of the second end."""
    other: Organisation = self.reading.thing(self.found.other)
    return other


@object_type
class DirectClusterLink:
    """Two clusters with at least one relation between them."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[DirectLink]
    strength: float = told("What their whole tie is worth, shared contexts included, in (0, 0.95].")
    ended: bool = told("Whether all its relations have ended.")

    one = field(one_end)

    other = field(other_end)

    @field
    def relations(self, first: Some = 5) -> list[Contribution]:
        """The facts that make it, strongest first."""
        return contributions(self.reading, self.found.step.contributions, first)


@object_type
class PartnerClusterLink:
    """Two clusters and one organisation that is tied to both."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[PartnerLink]
    strength: float = told("The product of the two ties.")
    ended: bool = told("Whether all relations of the one tie, or of the other, have ended.")

    one = field(one_end)

    @field
    def partner(self) -> Organisation:
        """Who stands between them."""
        partner: Organisation = self.reading.thing(self.found.partner)
        return partner

    other = field(other_end)

    @field
    def steps(self) -> list[Step]:
        """The two ties, from the one to the partner and from the partner to the other."""
        return [step_of(self.reading, step) for step in (self.found.first, self.found.second)]


@object_type
class Attachment:
    """A cluster's relations to a network, project, event or programme."""

    cluster: Organisation = told("The cluster.")
    relations: list[Relation] = told("The relations that say so, with dates and evidence.")


@object_type
class SharedAttachment:
    """A network, project, event or programme to which clusters of both ends have a relation."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[SharedPlace]
    kind: str = told("network, project, event or programme.")
    pairs: int = told("How many pairs of clusters it brings together.")
    one_count: int = told("How many clusters of the first end it has; where there is one end, all.")
    other_count: int = told("How many clusters of the second end it has.")
    ended: bool = told("Whether it brought pairs together of which none is left.")

    @field
    def place(self) -> Thing:
        """The network, project, event or programme."""
        place: Thing = self.reading.thing(self.found.node)
        return place

    @field
    def ones(self, first: Some = 10) -> list[Attachment]:
        """Clusters of the first end, by id; where there is one end, all."""
        return _attachments(self.reading, self.found.ones, first)

    @field
    def others(self, first: Some = 10) -> list[Attachment]:
        """Clusters of the second end, by id."""
        return _attachments(self.reading, self.found.others, first)


def _attachments(reading: Reading, found: list[Meets], first: int) -> list[Attachment]:
    return [
        Attachment(cluster=reading.thing(one.cluster), relations=relations_shown(reading, one.relations))
        for one in found[: check_first(first)]
    ]


@object_type
class SuggestedLink:
    """A suggestion, never a fact: two clusters that have much in common and no tie at all."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Suggestion]
    score: float = told(
        "Sectors of both / sectors of either, plus 2 / n for each shared partner or context, which n clusters have."
    )

    one = field(one_end)

    other = field(other_end)

    @field
    def sectors(self) -> list[Sector]:
        """Sectors in which both work."""
        return self.reading.things(self.found.sectors)

    @field
    def partners(self, first: Some = 5) -> list[Organisation]:
        """Organisations that are tied to both, those that fewest clusters share first."""
        return self.reading.things(self.found.partners[: check_first(first)])

    @field
    def contexts(self, first: Some = 5) -> list[Thing]:
        """Projects, events and programmes to which both have a relation, in the same order."""
        return self.reading.things(self.found.contexts[: check_first(first)])


@object_type
class CrossClusterLinks:
    """What links clusters, from one revision."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Answer]
    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    a: Organisation | None = told("The cluster that was named as a.")
    b: Organisation | None = told("The cluster that was named as b.")
    asked_a: strawberry.ID | None = told("The id given for a, where another organisation answers for it.")
    asked_b: strawberry.ID | None = told("The id given for b, where another organisation answers for it.")
    countries: list[Market] = told("The countries that were named.")
    sector: Sector | None = told("The sector that was named.")
    one_count: int = told("Clusters at the first end.")
    other_count: int = told("Clusters at the second end; 0 where links within one set are asked for.")
    direct_count: int = told("How many direct links there are.")
    ended_direct_count: int = told("How many direct links have ended.")
    shared_count: int = told("How many networks and contexts are shared.")
    ended_shared_count: int = told("How many were.")

    @field
    def direct(self, first: Some = 10) -> list[DirectClusterLink]:
        """Those with a relation between the two that has not ended, strongest first, then by ids."""
        return some_shown(DirectClusterLink, self.reading, self.found.direct, first)

    @field
    def ended_direct(self, first: Some = 10) -> list[DirectClusterLink]:
        """Those all of whose relations have ended."""
        return some_shown(DirectClusterLink, self.reading, self.found.ended_direct, first)

    @field
    def through(self, first: Some = 10) -> list[PartnerClusterLink]:
        """Those through one organisation that is tied to both, strongest first, then by its id."""
        return some_shown(PartnerClusterLink, self.reading, self.found.through, first)

    @field
    def ended_through(self, first: Some = 10) -> list[PartnerClusterLink]:
        """Those of which one tie, or both, have ended."""
        return some_shown(PartnerClusterLink, self.reading, self.found.ended_through, first)

    @field
    def shared(self, first: Some = 10) -> list[SharedAttachment]:
        """Networks, projects, events and programmes of clusters of both ends, most pairs first."""
        return some_shown(SharedAttachment, self.reading, self.found.shared, first)

    @field
    def ended_shared(self, first: Some = 10) -> list[SharedAttachment]:
        """Those that brought pairs together of which none is left."""
        return some_shown(SharedAttachment, self.reading, self.found.ended_shared, first)

    @field
    def suggestions(self, first: Some = 10) -> list[SuggestedLink]:
        """Suggestions, never facts: pairs that have most in common and no tie at all, best first."""
        return some_shown(SuggestedLink, self.reading, self.found.suggestions, first)


def answer_links(
    reading: Reading, a: str | None, b: str | None, countries: list[str], sector: str | None, as_of: str | None
) -> CrossClusterLinks:
    """What links two ends."""
    reading = reading.on_day(as_of)
    day = reading.day
    found = cross_cluster_links(day, a=a, b=b, countries=countries, sector=sector, first=LINKS_AT_MOST)
    return answered(
        CrossClusterLinks,
        reading,
        found,
        a=None if found.a is None else reading.thing(found.a),
        b=None if found.b is None else reading.thing(found.b),
        countries=[reading.thing(day.first_market + day.snapshot.market_position(code)) for code in found.countries],
        sector=None if found.sector is None else reading.thing(found.sector),
    )
