"""Routes as people read them: steps, each a tie or what standing gives, with the relations that make it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from graph.cached import cached_property
from graph.relations import RECEPTION
from graph.snapshot.building.tried import is_tried
from graph.snapshot.columns import rows_of
from graph.snapshot.day.standing import Standing
from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, OrganisationNode, PartialDay, Some
from queries.reading.related import related
from queries.reading.relation import Relation
from queries.reading.ties import OUTSIDER, Contribution, View, contributions_of, given_by, strongest, unchanged_view
from queries.routing.standing import FirstStep, StepKind
from queries.routing.ways import Way


@dataclass(frozen=True)
class Step:
    """One introduction, from one organisation to the next.

    Attributes:
        strength: how strong it is, in (0, 0.95].
        raised: whether the asker's own tie is told for a reception that is worth more, with the strength of that.
        source: organisation, or None for an asker who is not in the graph.
        target: organisation.
        kind: what makes it possible.
        tie: tie of the day's ties that makes it; None for what standing gives, an acquaintance of an outsider, or an
            added tie.
        standing: the asker's standing that gives it; None for ties and receptions.
    """

    view: Internal[View]
    source: Internal[int | None]
    target: Internal[int]
    kind: Internal[StepKind]
    strength: float
    tie: Internal[int | None] = None
    standing: Internal[FirstStep | None] = None
    raised: bool = False

    @property
    def from_(self) -> OrganisationNode | None:
        """Who is introduced, or introduces further; null where it is an asker who is not in the graph."""
        return self.source

    @property
    def to(self) -> OrganisationNode:
        """To whom."""
        return self.target

    @cached_property
    def contributions(self) -> Internal[list[Contribution]]:
        """What makes the step, strongest first, then by relation id; none for receptions and acquaintances."""
        if self.tie is not None:
            onward = self.source is not None and self.source < self.target
            found = contributions_of(self.view, self.tie, onward)
        else:
            found = [given_by(self.view, relation, self.strength) for relation in self._mandates()]
        return strongest(found)

    def _mandates(self) -> list[int]:
        """The mandate or promotion that gives the step, and that the agency operates the office."""
        given = self.standing
        if given is None:
            return []
        found = [given.relation] if given.relation >= 0 else []
        if given.node != given.agency:
            snapshot, on = self.view.day.snapshot, self.view.day.on
            found += [
                relation
                for relation in related(snapshot, given.node, ("operates",), "IN").tolist()
                if on.worths.best[relation] >= 0 and given.agency in _holders(on, relation)
            ]
        return found

    @property
    def relations(self) -> Annotated[list[Contribution], Some(3)]:
        """The facts that make it, strongest first; none for a reception, or for whom an outsider knows."""
        return self.contributions

    @property
    def is_over(self) -> Internal[bool]:
        """Whether all that makes it has ended."""
        facts = self._facts
        return bool(facts) and all(one.status == "ended" for one in facts)

    @cached_property
    def is_supposed(self) -> Internal[bool]:
        """Whether anything that makes it is only tried."""
        return is_tried(self.view.day.snapshot) and any(one.is_supposed for one in self._facts)

    @property
    def _facts(self) -> list[Relation]:
        return [one for part in self.contributions for one in (part.relation, part.other) if one is not None]

    @property
    def ended(self) -> PartialDay | None:
        """The last day at which its relations are known to have held, where all of them have ended; else null."""
        if not self.is_over:
            return None
        return max((day for part in self.contributions if (day := part.relation.last_held) is not None), default=None)


def _holders(on: Standing, relation: int) -> list[int]:
    """Who holds a relation on that day, after hand-over."""
    span = rows_of(on.held.relation, relation)
    holders: list[int] = on.held.source[span].tolist()
    return holders


@dataclass(frozen=True)
class Route:
    """Steps end to end, from the asker to a door opener; nobody twice.

    Attributes:
        steps: from the asker on.
        cost: integer cost, by which routes are compared.
    """

    steps: tuple[Step, ...]
    cost: Internal[int]

    @property
    def strength(self) -> float:
        """The product of its steps' strengths."""
        product = 1.0
        for step in self.steps:
            product *= step.strength
        return product

    @property
    def organisations(self) -> Internal[list[int | None]]:
        """From the asker on; None for an asker who is not in the graph."""
        return [self.steps[0].source, *(step.target for step in self.steps)]

    @property
    def weakest_step(self) -> Step:
        """The step of least strength; of equal ones the first."""
        return min(self.steps, key=lambda step: step.strength)

    @property
    def public_share(self) -> float:
        """The share of organisations with a public mandate among those after the asker."""
        after = [step.target for step in self.steps]
        return sum(bool(self.steps[0].view.day.on.public[node]) for node in after) / len(after)

    def _held(self) -> list[str]:
        parts = [part for step in self.steps for part in step.contributions]
        relations = [relation for part in parts for relation in (part.relation, part.other) if relation is not None]
        return sorted(day for relation in relations if (day := relation.last_held) is not None)

    @property
    def freshest(self) -> PartialDay | None:
        """The latest day at which one of its relations is known to have held."""
        return next(reversed(self._held()), None)

    @property
    def stalest(self) -> PartialDay | None:
        """The earliest such day."""
        return next(iter(self._held()), None)


def make_route(view: View, way: Way) -> Route:
    """A route, to be told."""
    return Route(tuple(make_steps(view, way)), way.cost)


def make_steps(view: View, way: Way) -> Iterator[Step]:
    """The steps of a way."""
    for at, (one, other, kind) in enumerate(zip(way.nodes[:-1], way.nodes[1:], way.kinds, strict=True)):
        source = None if one == OUTSIDER else one
        if kind is StepKind.TIE:
            tie, strength = view.tie(one, other)
            raised = way.raised is not None and at == 0
            yield Step(view, source, other, kind, way.raised if raised and way.raised else strength, tie, None, raised)
        elif kind is StepKind.RECEPTION:
            yield Step(view, source, other, kind, RECEPTION)
        else:
            assert way.first is not None
            yield Step(view, source, other, kind, way.first.strength, None, way.first)


def tie_step(day: Day, one: int, other: int, tie: int) -> Step:
    """A tie, as strong as its stronger way, with the relations that make it."""
    return Step(unchanged_view(day, day.on.ties), one, other, StepKind.TIE, float(day.on.ties.strength[tie]), tie)
