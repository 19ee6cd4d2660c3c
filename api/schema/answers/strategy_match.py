"""Whose published strategy meets an asker, why, and the route in."""

import strawberry

from api.schema.answers.route import Route, route_of
from api.schema.answers.supercluster import PursuedPriority, pursued
from api.schema.model.organisation import Organisation
from api.schema.model.relation import Relation
from api.schema.model.revision import Revision
from api.schema.model.thing import Thing
from api.schema.plumbing.base import Reading, field, object_type, told
from api.schema.plumbing.found import answered, relations_shown, shown
from api.schema.plumbing.scalars import Date
from queries.questions.strategy_match import MatchReason, strategy_match
from queries.questions.strategy_match import StrategyMatch as Match
from queries.routing.askers import Asker
from queries.routing.constraints import RouteConstraints


@object_type
class StrategyReason:
    """One reason for which a priority meets an asker."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[MatchReason]
    kind: str = told(
        "shared_sector, interest_in_sector, interest_in_market, interest_in_corridor, home_market (it is about the "
        "asker's country) or holder_in_market (its holder is located in a market that the asker seeks)."
    )
    weight: int = told("What it counts.")

    @field
    def subject(self) -> Thing:
        """The sector, market or corridor."""
        subject: Thing = self.reading.thing(self.found.subject)
        return subject

    @field
    def relation(self) -> Relation | None:
        """The asker's interest on which it rests, with its evidence; null where it rests on none."""
        relation = self.found.relation
        return None if relation is None else Relation(reading=self.reading, fact=relation)


@object_type
class StrategyMatch:
    """A priority that meets the asker."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Match]
    weight: int = told("The sum of its reasons' weights.")
    no_route: str | None = told("Why there is no route, in a sentence; null where there is one.")

    @field
    def priority(self) -> PursuedPriority:
        """The priority, with dates and sources."""
        return pursued(self.reading, self.found.pursuit)

    @field
    def holder(self) -> Organisation:
        """Who pursues it."""
        holder: Organisation = self.reading.thing(self.found.holder)
        return holder

    @field
    def reasons(self) -> list[StrategyReason]:
        """Why it meets the asker, heaviest first."""
        return [shown(StrategyReason, self.reading, one) for one in self.found.reasons]

    @field
    def route(self) -> Route | None:
        """The best way to its holder."""
        return None if self.found.route is None else route_of(self.reading, self.found.route)


@object_type
class StrategyMatchAnswer:
    """Whose strategy meets an asker, from one revision."""

    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    asker: Organisation | None = told("Who asks; null for one who is not in the graph.")
    asked_as: strawberry.ID | None = told("The id that was given, where another organisation answers for it.")
    count: int = told("How many priorities meet the asker in all.")
    matches: list[StrategyMatch] = told("By kinds of reasons, then their weight, then the route, then ids.")
    interests: list[Relation] = told("The asker's interests that have not ended.")


def answer_strategy_match(
    reading: Reading, asker: Asker, constraints: RouteConstraints, first: int
) -> StrategyMatchAnswer:
    """The priorities that meet an asker."""
    found = strategy_match(reading.day, asker, constraints=constraints, first=first)
    party = found.party
    return answered(
        StrategyMatchAnswer,
        reading,
        found,
        asker=None if party.node is None else reading.thing(party.node),
        asked_as=party.asked_as,
        matches=[shown(StrategyMatch, reading, one) for one in found.matches],
        interests=relations_shown(reading, found.interests),
    )
