"""Routes as people read them: steps, each a tie or what standing gives, with the relations that make it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.relations import KNOWN_TIE, RECEPTION, RELATION_KINDS
from graph.snapshot.columns import rows_of
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.ties import Ties
from graph.snapshot.snapshot import Snapshot
from queries.kernel.terrain import OUTSIDER
from queries.related import related
from queries.relation import Relation
from queries.standing import FirstStep, StepKind
from queries.ways import Way

RELATIONS_AT_MOST: Final = 100
"""Relations shown of one step."""


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot on a day, with the ties that a question allows.

    Attributes:
        added: strength of ties that an overlay adds.
        removed: ties that an overlay takes away.
    """

    snapshot: Snapshot
    on: Standing
    ties: Ties
    added: Mapping[tuple[int, int], float]
    removed: frozenset[int]

    def tie(self, one: int, other: int) -> tuple[int | None, float]:
        """The tie between two, and its strength from the one to the other; 0 where there is none.

        An outsider's acquaintances and the ties of an overlay are none of the day's.
        """
        if one == OUTSIDER:
            return None, KNOWN_TIE
        added = self.added.get((one, other), self.added.get((other, one)))
        if added is not None:
            return None, added
        tie = self.ties.between(one, other)
        if tie is None or tie in self.removed:
            return None, 0.0
        return tie, float((self.ties.forward if one < other else self.ties.backward)[tie])


def plain_view(snapshot: Snapshot, on: Standing, ties: Ties) -> View:
    """A view without overlay."""
    return View(snapshot, on, ties, {}, frozenset())


@dataclass(frozen=True)
class Step:
    """One introduction.

    Attributes:
        source: organisation, or None for an asker who is not in the graph.
        target: organisation.
        kind: what makes it possible.
        strength: in (0, 0.95].
        tie: tie of the day's ties that makes it; None for what standing gives, an acquaintance of an outsider, or an
            added tie.
        standing: the asker's standing that gives it; None for ties and receptions.
        raised: the strength is that of the reception that the asker's own tie takes the place of.
    """

    view: View
    source: int | None
    target: int
    kind: StepKind
    strength: float
    tie: int | None = None
    standing: FirstStep | None = None
    raised: bool = False

    @cached_property
    def contributions(self) -> list["Contribution"]:
        """What makes the step, strongest first, then by relation id; none for receptions and acquaintances."""
        if self.tie is not None:
            onward = self.source is not None and self.source < self.target
            found = _of_tie(self.view, self.tie, onward)
        else:
            found = [_given(self.view, relation, self.strength) for relation in self._mandates()]
        return sorted(found, key=lambda one: (-one.worth, one.relation.position))[:RELATIONS_AT_MOST]

    def _mandates(self) -> list[int]:
        """The mandate or promotion that gives the step, and that the agency operates the office."""
        given = self.standing
        if given is None:
            return []
        found = [given.relation] if given.relation >= 0 else []
        if given.node != given.agency:
            snapshot, on = self.view.snapshot, self.view.on
            found += [
                relation
                for relation in related(snapshot, given.node, ("operates",), "IN").tolist()
                if on.worths.best[relation] >= 0 and given.agency in _holders(on, relation)
            ]
        return found

    @property
    def is_over(self) -> bool:
        """Whether all that makes it has ended."""
        parts = [one for part in self.contributions for one in (part.relation, part.other) if one is not None]
        return bool(parts) and all(one.status == "ended" for one in parts)

    @property
    def ended(self) -> str | None:
        """The last day at which what makes an ended step is known to have held; None for a step that has not ended."""
        if not self.is_over:
            return None
        return max((day for part in self.contributions if (day := part.relation.last_held) is not None), default=None)


def _holders(on: Standing, relation: int) -> list[int]:
    """Who holds a relation on that day, after hand-over."""
    span = rows_of(on.held.relation, relation)
    holders: list[int] = on.held.source[span].tolist()
    return holders


@dataclass(frozen=True)
class Contribution:
    """What one relation, or one shared context, adds to a step.

    Attributes:
        worth: base × recency × confidence × dilution × handed over.
        relation: of a shared context the weaker of the two participations.
        other: of a shared context the stronger one; None.
    """

    relation: Relation
    other: Relation | None
    worth: float
    base: float
    recency: float
    confidence: float
    dilution: float
    handed_over: float


def _of_tie(view: View, tie: int, onward: bool) -> list[Contribution]:
    """What makes a tie, read from its first organisation to the second, or back."""
    ties = view.ties
    worths = ties.part_forward if onward else ties.part_backward
    found = []
    for part in range(int(ties.part_ptr[tie]), int(ties.part_ptr[tie + 1])):
        relation, other = int(ties.part_relation[part]), int(ties.part_other[part])
        found.append(_contribution(view, relation, other if other >= 0 else None, float(worths[part])))
    return [one for one in found if one.worth > 0]


def _given(view: View, relation: int, strength: float) -> Contribution:
    """A relation by which standing gives a step, as strong as standing is."""
    sure = float(view.on.worths.confidence[relation])
    return Contribution(Relation(view.snapshot, view.on, relation), None, strength, strength, 1.0, sure, 1.0, 1.0)


def _contribution(view: View, relation: int, other: int | None, worth: float) -> Contribution:
    """Decompose a worth. Which hand-over it came by, and which way it is read, is told by what remains."""
    on = view.on
    base, recency, confidence = (
        float(on.worths.base[relation]),
        float(on.worths.recency[relation]),
        float(on.worths.confidence[relation]),
    )
    span = rows_of(on.held.relation, relation)
    readings = [
        (at, dilution)
        for at in range(span.start, span.stop)
        for dilution in (float(on.diluted.factor[at]), float(on.diluted.factor[at]) * float(on.diluted.from_hub[at]))
    ]
    at, dilution = min(
        readings,
        key=lambda one: abs(base * recency * confidence * one[1] * float(on.held.factor[one[0]]) - worth),
    )
    return Contribution(
        Relation(view.snapshot, on, relation),
        None if other is None else Relation(view.snapshot, on, other),
        worth,
        base,
        recency,
        confidence,
        dilution,
        float(on.held.factor[at]),
    )


@dataclass(frozen=True)
class Route:
    """Steps end to end.

    Attributes:
        cost: integer cost, by which routes are compared.
    """

    steps: tuple[Step, ...]
    cost: int

    @property
    def strength(self) -> float:
        """Product of the steps' strengths."""
        product = 1.0
        for step in self.steps:
            product *= step.strength
        return product

    @property
    def organisations(self) -> list[int | None]:
        """From the asker on; None for an asker who is not in the graph."""
        return [self.steps[0].source, *(step.target for step in self.steps)]

    @property
    def weakest_step(self) -> Step:
        """The step of least strength; of equal ones the first."""
        return min(self.steps, key=lambda step: step.strength)

    @property
    def public_share(self) -> float:
        """Share of organisations with a public mandate among those after the asker, in [0, 1]."""
        after = [step.target for step in self.steps]
        return sum(bool(self.steps[0].view.on.public[node]) for node in after) / len(after)

    def _held(self) -> list[str]:
        parts = [part for step in self.steps for part in step.contributions]
        relations = [relation for part in parts for relation in (part.relation, part.other) if relation is not None]
        return sorted(day for relation in relations if (day := relation.last_held) is not None)

    @property
    def freshest(self) -> str | None:
        """Latest of the days at which its relations were last known to have held; None if no such day is known."""
        return next(reversed(self._held()), None)

    @property
    def stalest(self) -> str | None:
        """Earliest of the days at which its relations were last known to have held; None if no such day is known."""
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


def kind_meaning(relation: Relation) -> str:
    """The sentence on what relations of this kind mean."""
    return RELATION_KINDS[relation.kind].meaning
