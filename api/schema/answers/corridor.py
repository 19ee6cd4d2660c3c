"""A corridor: what lies on it, who bridges it, and where nobody does."""

from typing import Annotated

import strawberry

from api.schema.answers.cross_cluster_links import step_of
from api.schema.answers.route import Step
from api.schema.model.organisation import Organisation
from api.schema.model.places import Corridor, Market
from api.schema.model.presence import PresenceReason, reasons_of
from api.schema.model.relation import Relation
from api.schema.model.revision import Revision
from api.schema.model.words import OrganisationKind
from api.schema.plumbing.base import Reading, argument, field, object_type, told
from api.schema.plumbing.found import answered, relations_shown, shown, some_shown
from api.schema.plumbing.pages import check_first
from api.schema.plumbing.scalars import Date
from queries.questions.corridor import FIRST_AT_MOST, Active, CorridorMarket, EndTie, Leg, LyingOn, corridor
from queries.questions.corridor import CorridorAnswer as Answer

Some = Annotated[int, argument(f"At most so many, up to {FIRST_AT_MOST}.")]


@object_type
class KindCount:
    """Organisations of one kind."""

    kind: OrganisationKind = told("The kind.")
    located: int = told("How many living ones are located there.")
    present: int = told("How many count as in the market, for whatever reason.")


@object_type
class MarketOnCorridor:
    """A market on a corridor, and what it holds."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[CorridorMarket]
    market: Market = told("The market.")
    order: float | None = told("Its position along the corridor; null where there is none.")
    name: str | None = told("The places along the corridor there.")
    counts: list[KindCount] = told("Its organisations by kind.")

    @field
    def relations(self) -> list[Relation]:
        """The relations that put it on the corridor, with their evidence."""
        return relations_shown(self.reading, self.found.relations)


@object_type
class OrganisationOnCorridor:
    """An organisation that lies on a corridor."""

    organisation: Organisation = told("Which it is.")
    relations: list[Relation] = told("The relations that put it there, with their evidence.")


@object_type
class PresenceOnCorridor:
    """How much an organisation counts as in one market of a corridor."""

    market: Market = told("The market.")
    presence: float = told("In (0, 1], before an asker's courtesy.")


@object_type
class ActiveOnCorridor:
    """An organisation that counts as in several markets of a corridor."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Active]
    best: float = told("Its highest presence.")

    @field
    def organisation(self) -> Organisation:
        """Which it is."""
        organisation: Organisation = self.reading.thing(self.found.organisation)
        return organisation

    @field
    def markets(self) -> list[PresenceOnCorridor]:
        """Its presence in each of the markets, along the corridor."""
        return [
            PresenceOnCorridor(market=self.reading.thing(market), presence=value)
            for market, value in self.found.markets
        ]

    @field
    def reasons(self) -> list[PresenceReason]:
        """Why it counts as in the market where it does most, best first."""
        return reasons_of(self.reading, self.found.reasons)


@object_type
class EndLink:
    """A living tie, or two with one organisation between them, that joins the ends of a corridor."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[EndTie]
    strength: float = told("The product of its ties.")

    @field
    def one(self) -> Organisation:
        """Located in the first market."""
        one: Organisation = self.reading.thing(self.found.one)
        return one

    @field
    def partner(self) -> Organisation | None:
        """Who stands between; null for a direct tie."""
        partner: Organisation | None = None if self.found.partner is None else self.reading.thing(self.found.partner)
        return partner

    @field
    def other(self) -> Organisation:
        """Located in the last market."""
        other: Organisation = self.reading.thing(self.found.other)
        return other

    @field
    def steps(self) -> list[Step]:
        """The one or two ties."""
        return [step_of(self.reading, step) for step in self.found.steps]


@object_type
class CorridorLeg:
    """Two consecutive markets of a corridor."""

    source: Market = told("The one.", name="from")
    to: Market = told("The next.")
    organisations: int = told("How many organisations count as in both.")
    ties: int = told("Living ties from an organisation located in the one to one located in the other.")
    operators: int = told("How many run offices in both: they could close a gap.")
    gap: bool = told("Whether no organisation and no tie bridges it.")


@object_type
class CorridorReport:
    """What lies on a corridor, who bridges it, and where nobody does, from one revision."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Answer]
    revision: Revision = told("What it was computed on.")
    as_of: Date = told("The day for which it stands.")
    corridor: Corridor = told("Which it is.")
    ordered: bool = told("Whether its markets have an order along it.")
    lying_count: int = told("Organisations that lie on it.")
    active_count: int = told("Organisations that count as in several of its markets.")
    bridge_count: int = told("Organisations that count as in both its first and its last market.")
    direct_end_ties: int = told("Direct living ties between the two ends.")

    @field
    def markets(self, first: Some = 20) -> list[MarketOnCorridor]:
        """Its markets in order; those without a position last, by code."""
        return [_market(self.reading, one) for one in self.found.markets[: check_first(first)]]

    @field
    def lying(self, first: Some = 10) -> list[OrganisationOnCorridor]:
        """Organisations that lie on it themselves, in the order of their markets, then by id."""
        return [_lying(self.reading, one) for one in self.found.lying[: check_first(first)]]

    @field
    def active(self, first: Some = 10) -> list[ActiveOnCorridor]:
        """Organisations in at least two of its markets: most markets first, then best presence, then by id."""
        return some_shown(ActiveOnCorridor, self.reading, self.found.active, first)

    @field
    def bridges(self, first: Some = 10) -> list[ActiveOnCorridor]:
        """Organisations in both its first and its last market, by the product of the two presences, then by id."""
        return some_shown(ActiveOnCorridor, self.reading, self.found.bridges, first)

    @field
    def end_ties(self, first: Some = 10) -> list[EndLink]:
        """Ties of organisations located at its ends: direct ones, then through one other, strongest first."""
        return some_shown(EndLink, self.reading, self.found.end_ties, first)

    @field
    def legs(self, first: Some = 20) -> list[CorridorLeg]:
        """Consecutive markets, and how many bridge them; none where there is no order."""
        return [_leg(self.reading, one) for one in self.found.legs[: check_first(first)]]

    @field
    def gaps(self, first: Some = 20) -> list[CorridorLeg]:
        """The legs that no organisation and no tie bridges."""
        return [_leg(self.reading, one) for one in self.found.gaps[: check_first(first)]]


def _market(reading: Reading, found: CorridorMarket) -> MarketOnCorridor:
    kinds = dict.fromkeys((*found.located, *found.present))
    counts = [
        KindCount(kind=kind, located=found.located.get(kind, 0), present=found.present.get(kind, 0)) for kind in kinds
    ]
    return shown(MarketOnCorridor, reading, found, market=reading.thing(found.market), counts=counts)


def _lying(reading: Reading, found: LyingOn) -> OrganisationOnCorridor:
    relations = relations_shown(reading, found.relations)
    return OrganisationOnCorridor(organisation=reading.thing(found.organisation), relations=relations)


def _leg(reading: Reading, found: Leg) -> CorridorLeg:
    source, target = reading.thing(found.source), reading.thing(found.target)
    return shown(CorridorLeg, reading, found, source=source, to=target, gap=found.is_gap)


def answer_corridor_report(reading: Reading, id_: str, as_of: str | None) -> CorridorReport:
    """The report of a corridor."""
    reading = reading.on_day(as_of)
    found = corridor(reading.day, id_, first=FIRST_AT_MOST)
    whole = reading.thing(found.corridor)
    return answered(CorridorReport, reading, found, corridor=whole, direct_end_ties=found.tied)
