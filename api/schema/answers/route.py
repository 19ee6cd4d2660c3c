"""Routes: steps end to end, each with the facts that make it."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.schema.model.context import Context
from api.schema.model.relation import Relation
from api.schema.model.words import StepKind
from api.schema.plumbing.base import Reading, argument, field, named_field, object_type, told
from api.schema.plumbing.pages import check_first
from api.schema.plumbing.scalars import PartialDate
from queries.reading.ties import Contribution as Part
from queries.routing.explain import step_told
from queries.routing.routes import Route as Found
from queries.routing.routes import Step as Taken
from queries.routing.standing import StepKind as Kind
from queries.routing.wording import ACQUAINTANCE, SUPPOSED

if TYPE_CHECKING:
    from api.schema.model.organisation import Organisation

Somebody = Annotated["Organisation", strawberry.lazy("api.schema.model.organisation")]


@object_type
class Contribution:
    """What a relation or shared context adds to a tie: base × recency × confidence × dilution × handedOver.

    Of a knock, a desk or a front door: the mandate or promotion that gives the step, worth the step's strength.
    """

    reading: strawberry.Private[Reading]
    part: strawberry.Private[Part]
    worth: float = told("What it is worth, in (0, 1].")
    base: float = told("Its worth when fresh, verified and undiluted.")
    recency: float = told("What time has left of it.")
    confidence: float = told("How sure it is.")
    dilution: float = told("What the number of participants, or of a hub's affiliates, has left of it.")
    handed_over: float = told("What a merger or succession has left of it.")

    @field
    def relation(self) -> Relation:
        """The relation; of a shared context the weaker of the two participations."""
        return Relation(reading=self.reading, fact=self.part.relation)

    @field
    def other_relation(self) -> Relation | None:
        """Of a shared context the stronger participation; else null."""
        return None if self.part.other is None else Relation(reading=self.reading, fact=self.part.other)

    @field
    def context(self) -> Context | None:
        """The shared context; null for a relation between the two."""
        context: Context | None = None if self.part.other is None else self.reading.thing(self.part.relation.target)
        return context


def contributions(reading: Reading, parts: list[Part], first: int) -> list[Contribution]:
    """The strongest parts of a tie, to be shown."""
    return [
        Contribution(
            reading=reading, part=one, worth=one.worth, base=one.base, recency=one.recency, confidence=one.confidence,
            dilution=one.dilution, handed_over=one.handed_over,
        )
        for one in parts[: check_first(first)]
    ]  # fmt: skip


@object_type
class Step:
    """One introduction, from one organisation to the next."""

    reading: strawberry.Private[Reading]
    taken: strawberry.Private[Taken]
    strength: float = told("How strong it is, in (0, 0.95].")

    @named_field("from")
    def from_(self) -> Somebody | None:
        """Who is introduced, or introduces further; null where it is an asker who is not in the graph."""
        source: Somebody | None = None if self.taken.source is None else self.reading.thing(self.taken.source)
        return source

    @field
    def to(self) -> Somebody:
        """To whom."""
        target: Somebody = self.reading.thing(self.taken.target)
        return target

    @field
    def kind(self) -> StepKind:
        """What makes it possible."""
        taken = self.taken
        if taken.kind is not Kind.TIE or taken.tie is not None:
            return str(taken.kind)
        return ACQUAINTANCE if taken.source is None else SUPPOSED

    @field
    def raised(self) -> bool:
        """Whether the asker's own tie is told for a reception that is worth more, with the strength of that."""
        return self.taken.raised

    @field
    def ended(self) -> PartialDate | None:
        """The last day at which its relations are known to have held, where all of them have ended; else null."""
        return _date(self.taken.ended)

    @field
    def sentence(self) -> str:
        """Who introduces to whom, and what the one is to the other, in words."""
        return step_told(self.taken)

    @field
    def relations(self, first: Annotated[int, argument("At most so many, up to 100.")] = 5) -> list[Contribution]:
        """The facts that make it, strongest first; none for a reception, or for whom an outsider knows."""
        return contributions(self.reading, self.taken.contributions, first)


@object_type
class Route:
    """Steps end to end, from the asker to a door opener; nobody twice."""

    reading: strawberry.Private[Reading]
    found: strawberry.Private[Found]
    strength: float = told("The product of its steps' strengths.")
    freshest: PartialDate | None = told("The latest day at which one of its relations is known to have held.")
    stalest: PartialDate | None = told("The earliest such day.")
    public_share: float = told("The share of organisations with a public mandate among those after the asker.")

    @field
    def steps(self) -> list[Step]:
        """From the asker on."""
        return [_step(self.reading, step) for step in self.found.steps]

    @field
    def weakest_step(self) -> Step:
        """The step of least strength."""
        return _step(self.reading, self.found.weakest_step)


def _step(reading: Reading, step: Taken) -> Step:
    return Step(reading=reading, taken=step, strength=step.strength)


def route_of(reading: Reading, route: Found) -> Route:
    """A route, to be shown."""
    return Route(
        reading=reading,
        found=route,
        strength=route.strength,
        freshest=_date(route.freshest),
        stalest=_date(route.stalest),
        public_share=route.public_share,
    )


def _date(text: Any) -> PartialDate | None:
    return None if text is None else PartialDate(text)
