"""A supercluster or network: its members, clusters and hubs, its strategy, its corridors."""

from typing import Annotated

import strawberry

from api.schema.model.organisation import Organisation
from api.schema.model.places import Corridor
from api.schema.model.relation import Relation
from api.schema.model.revision import Revision
from api.schema.model.strategy import Priority
from api.schema.model.words import RelationStatus
from api.schema.plumbing.base import Reading, argument, field, object_type, told
from api.schema.plumbing.found import answered, relations_shown, shown
from api.schema.plumbing.pages import PAGE_AT_MOST, check_first
from api.schema.plumbing.scalars import Date, PartialDate
from queries.questions.supercluster import Belonging, OnCorridor, supercluster
from queries.questions.supercluster import SuperclusterAnswer as Answer
from queries.reading.priorities import Pursuit

Some = Annotated[int, argument(f"At most so many, up to {PAGE_AT_MOST}.")]


@object_type
class Membership:
    """An organisation that belongs to another one, with all relations that say so."""

    organisation: Organisation = told("The one that belongs, or its successor.")
    status: RelationStatus = told("Whether it belongs on the day of the answer.")
    since: PartialDate | None = told("The earliest beginning stated.")
    until: PartialDate | None = told("The latest end stated; null while it goes on.")
    relations: list[Relation] = told("The relations that say so, with dates and evidence.")


@object_type
class PursuedPriority:
    """A strategic priority on a day, as its source states it."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Pursuit]
    status: str = told("upcoming, current (its end is known, or a source says so), unknown (no end is known), ended.")
    current: bool = told("Whether it has begun and is not known to have ended.")
    since: PartialDate | None = told("From when it holds.")
    until: PartialDate | None = told("Until when it holds.")

    @field
    def priority(self) -> Priority:
        """The priority, with its sectors, markets and sources."""
        priority: Priority = self.reading.thing(self.found.node)
        return priority

    @field
    def holder(self) -> Organisation:
        """Who has published it: the organisation asked about, or one that it has succeeded."""
        holder: Organisation = self.reading.thing(self.found.holder)
        return holder

    @field
    def relation(self) -> Relation:
        """The relation that says whose it is, with its evidence."""
        return Relation(reading=self.reading, fact=self.found.relation)


@object_type
class CorridorOfNetwork:
    """A corridor on which an organisation lies, itself or by its members."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[OnCorridor]
    corridor: Corridor = told("The corridor.")
    itself: list[Relation] = told("The relations by which it lies on the corridor itself.")
    member_count: int = told("How many of its members and clusters lie on it.")

    @field
    def members(self, first: Some = 5) -> list[Membership]:
        """Its members and clusters that lie on the corridor, by id, with the relations that put them there."""
        return memberships(self.reading, self.found.members, first)


@object_type
class Supercluster:
    """What a supercluster, a network or another organisation consists of and pursues, from one revision."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Answer]
    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    organisation: Organisation = told("Which it is.")
    asked_as: strawberry.ID | None = told("The id that was given, where another organisation answers for it.")
    member_count: int = told("How many members it has.")
    part_count: int = told("How many clusters are part of it.")
    ended_member_count: int = told("How many memberships have ended.")
    ended_part_count: int = told("How many clusters were part of it.")

    @field
    def members(self, first: Some = 20) -> list[Membership]:
        """Its members, by id."""
        return memberships(self.reading, self.found.members, first)

    @field
    def parts(self, first: Some = 20) -> list[Membership]:
        """Clusters that are part of it, by id."""
        return memberships(self.reading, self.found.parts, first)

    @field
    def ended_members(self, first: Some = 10) -> list[Membership]:
        """Those whose membership has ended, or that are gone without a successor, by id."""
        return memberships(self.reading, self.found.ended_members, first)

    @field
    def ended_parts(self, first: Some = 10) -> list[Membership]:
        """The same of clusters that were part of it."""
        return memberships(self.reading, self.found.ended_parts, first)

    @field
    def hubs(self, first: Some = 10) -> list[Membership]:
        """Its hubs: those whose relation says so, and organisations that it runs."""
        return memberships(self.reading, self.found.hubs, first)

    @field
    def belongs_to(self, first: Some = 10) -> list[Membership]:
        """Networks and superclusters to which it belongs itself, by id."""
        return memberships(self.reading, self.found.belongs_to, first)

    @field
    def priorities(self, first: Some = 20) -> list[PursuedPriority]:
        """Its strategic priorities: those that hold, then those to come, then ended ones; newest first."""
        return [pursued(self.reading, one) for one in self.found.priorities[: check_first(first)]]

    @field
    def corridors(self, first: Some = 10) -> list[CorridorOfNetwork]:
        """Its corridors: those on which it lies itself first, then by the number of its members on them."""
        return [
            shown(
                CorridorOfNetwork,
                self.reading,
                one,
                corridor=self.reading.thing(one.corridor),
                itself=relations_shown(self.reading, one.itself),
            )
            for one in self.found.corridors[: check_first(first)]
        ]


def memberships(reading: Reading, found: list[Belonging], first: int) -> list[Membership]:
    """Those who belong, to be shown."""
    return [
        shown(
            Membership,
            reading,
            one,
            organisation=reading.thing(one.organisation),
            relations=relations_shown(reading, one.relations),
        )
        for one in found[: check_first(first)]
    ]


def pursued(reading: Reading, found: Pursuit) -> PursuedPriority:
    """A priority on the day, to be shown."""
    return shown(PursuedPriority, reading, found, current=found.is_current)


def answer_supercluster(reading: Reading, id_: str, as_of: str | None) -> Supercluster:
    """What an organisation consists of and pursues."""
    reading = reading.on_day(as_of)
    found = supercluster(reading.day, id_, first=PAGE_AT_MOST)
    return answered(Supercluster, reading, found, organisation=reading.thing(found.organisation))
