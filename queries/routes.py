"""Routes as people read them: steps, each a tie, a mandate or a desk, decomposed into the relations that make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from graph.errors import InputError
from graph.relations import KNOWN_TIE, RELATION_KINDS
from graph.snapshot.day.mandates import ANYWHERE, Bindings
from graph.snapshot.day.standing import Standing
from graph.snapshot.day.ties import Ties
from graph.snapshot.snapshot import Snapshot, day_text
from queries.question import Party

RELATIONS_AT_MOST: Final = 100
"""Relations shown of one step."""


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot on a day, with the ties and mandates that a question allows.

    Attributes:
        added: strength of ties that an overlay adds.
        mandates: whether mandates may be used.
        markets: positions of the markets asked about; a mandate confined to one market is good only for these.
        removed: ties that an overlay takes away.
    """

    snapshot: Snapshot
    on: Standing
    ties: Ties
    added: Mapping[tuple[int, int], float]
    mandates: bool
    markets: frozenset[int]
    removed: frozenset[int]

    def home_step(self, source: Party | int, target: int) -> int | None:
        """Position of the strongest constituency by which ``source`` may knock at ``target``; None if there is none."""
        return self._binding(self.on.mandated.home, source, target, None)

    def desk_step(self, source: Party | int, target: int, desk: int) -> int | None:
        """Position of the strongest mandate by which ``desk`` serves ``source`` for ``target``."""
        return self._binding(self.on.mandated.host, source, target, desk)

    def _binding(self, bindings: Bindings, source: Party | int, target: int, desk: int | None) -> int | None:
        if not self.mandates:
            return None
        node = source.node if isinstance(source, Party) else source
        if node is not None and self.on.office[node]:
            return None
        if isinstance(source, Party):
            country, region = source.country, source.region
        else:
            country, region = int(self.snapshot.facts.country[source]), int(self.snapshot.facts.region[source])
        span = slice(*np.searchsorted(bindings.target, [target, target + 1]))
        for at in range(span.start, span.stop):
            if bindings.only[at] != ANYWHERE and int(bindings.only[at]) not in self.markets:
                continue
            binds = bindings.country[at] == country or (region != ANYWHERE and bindings.region[at] == region)
            if binds and (desk is None or bindings.desk[at] == desk):
                return int(at)
        return None


def plain_view(snapshot: Snapshot, on: Standing, ties: Ties) -> View:
    """A view of ties alone, without mandates and overlay."""
    return View(snapshot, on, ties, {}, False, frozenset(), frozenset())


@dataclass(frozen=True)
class Step:
    """One introduction.

    Attributes:
        source: organisation, or None for an asker who is not in the graph.
        target: organisation.
        desk: office through which the step is taken; None.
        strength: in (0, 0.95].
        tie: tie of the day's ties that makes it; None for a mandate, a desk, an acquaintance of an outsider, or an
            added tie.
        mandate: position of the mandate in the day's constituencies, or desks where there is a desk; None.
    """

    view: View
    source: int | None
    target: int
    desk: int | None
    strength: float
    tie: int | None
    mandate: int | None

    @cached_property
    def contributions(self) -> list["Contribution"]:
        """What makes the step, strongest first, then by relation id."""
        if self.tie is not None:
            found = _of_tie(self.view, self.tie)
        elif self.mandate is not None:
            found = [_of_mandate(self.view, self.mandate, self.desk is not None)]
        else:
            found = []
        return sorted(found, key=lambda one: (-one.worth, one.relation.position))[:RELATIONS_AT_MOST]


@dataclass(frozen=True)
class Relation:
    """A relation on a day, with all that sources say of it."""

    snapshot: Snapshot
    on: Standing
    position: int

    @property
    def id(self) -> str:
        """Its id."""
        return self.snapshot.relation_id(self.position)

    @property
    def kind(self) -> str:
        """Name of its kind."""
        return self.snapshot.relation_kind(self.position)

    @property
    def source(self) -> int:
        """Node at which it begins."""
        return int(self.snapshot.facts.rel_source[self.position])

    @property
    def target(self) -> int:
        """Node at which it ends."""
        return int(self.snapshot.facts.rel_target[self.position])

    @cached_property
    def statements(self) -> list[dict[str, Any]]:
        """What each source says, the one that makes the relation worth most first."""
        best = int(self.on.worths.best[self.position])
        positions = sorted(self.snapshot.statements_of(self.position), key=lambda at: (at != best, at))
        return [self.snapshot.statement(at) for at in positions]

    def said(self, name: str) -> Any:
        """A property, by the best statement that speaks of it; None."""
        return next((statement[name] for statement in self.statements if name in statement), None)

    @property
    def since(self) -> str | None:
        """The earliest beginning stated."""
        return min((statement["since"] for statement in self.statements if "since" in statement), default=None)

    @property
    def until(self) -> str | None:
        """The latest end stated, unless a source says that it is current; None."""
        if self.status == "current" and any("until" not in statement for statement in self.statements):
            return None
        return max((statement["until"] for statement in self.statements if "until" in statement), default=None)

    @property
    def status(self) -> str:
        """``current``, ``ended`` or ``unknown`` on that day, by its best statement."""
        best = int(self.on.worths.best[self.position])
        if best < 0:
            return (
                "ended"
                if any(self.on.states.ended[at] for at in self.snapshot.statements_of(self.position))
                else "unknown"
            )
        if self.on.states.ended[best]:
            return "ended"
        return "current" if self._is_current(best) else "unknown"

    def _is_current(self, statement: int) -> bool:
        facts = self.snapshot.facts
        return bool(facts.state[statement] == _CURRENT or facts.until[statement] >= self.on.day)

    @property
    def last_held(self) -> str | None:
        """Last day at which it is known to have held."""
        best = int(self.on.worths.best[self.position])
        return None if best < 0 else day_text(int(self.on.states.held[best]))


_CURRENT = 1


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


def _of_tie(view: View, tie: int) -> list[Contribution]:
    ties = view.ties
    found = []
    for part in range(int(ties.part_ptr[tie]), int(ties.part_ptr[tie + 1])):
        relation, other = int(ties.part_relation[part]), int(ties.part_other[part])
        found.append(_contribution(view, relation, other if other >= 0 else None, float(ties.part_worth[part])))
    return found


def _of_mandate(view: View, binding: int, desk: bool) -> Contribution:
    bindings = view.on.mandated.host if desk else view.on.mandated.home
    return _contribution(view, int(bindings.relation[binding]), None, float(bindings.worth[binding]))


def _contribution(view: View, relation: int, other: int | None, worth: float) -> Contribution:
    """Decompose a worth. Which hand-over it came by is read back from what remains."""
    on = view.on
    base, recency, confidence = (
        float(on.worths.base[relation]),
        float(on.worths.recency[relation]),
        float(on.worths.confidence[relation]),
    )
    span = slice(*np.searchsorted(on.held.relation, [relation, relation + 1]))
    at = min(range(span.start, span.stop), key=lambda position: abs(float(on.held_worth[position]) - worth))
    return Contribution(
        Relation(view.snapshot, on, relation),
        None if other is None else Relation(view.snapshot, on, other),
        worth,
        base,
        recency,
        confidence,
        float(on.diluted.factor[at]),
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


def make_route(view: View, asker: Party, ids: Sequence[int], desk: int | None, cost: int) -> Route:
    """A route from the kernel's ids (from the asker on, the last step's desk before its operator)."""
    nodes = list(ids)
    if desk is not None:
        del nodes[-2]
    steps = []
    for position, target in enumerate(nodes[1:]):
        source = asker if position == 0 else nodes[position]
        last = position == len(nodes) - 2
        steps.append(make_step(view, source, int(target), desk if last else None))
    return Route(tuple(steps), cost)


def make_step(view: View, source: Party | int, target: int, desk: int | None) -> Step:
    """The step between two: through the desk if one is named, else by the stronger of tie and constituency.

    Of an equally strong tie and constituency it is the tie.

    Raises:
        InputError: there is no such step.
    """
    node = source.node if isinstance(source, Party) else source
    if desk is not None:
        mandate = view.desk_step(source, target, desk)
        if mandate is not None:
            return Step(view, node, target, desk, float(view.on.mandated.host.worth[mandate]), None, mandate)
    tie, strength = _tie_of(view, source, node, target)
    mandate = view.home_step(source, target)
    if mandate is not None and float(view.on.mandated.home.worth[mandate]) > strength:
        return Step(view, node, target, None, float(view.on.mandated.home.worth[mandate]), None, mandate)
    if strength <= 0:
        raise InputError("There is no such step.", code="no_step", suggestion="Ask for routes between the two instead.")
    return Step(view, node, target, None, strength, tie, None)


def _tie_of(view: View, source: Party | int, node: int | None, target: int) -> tuple[int | None, float]:
    if node is None:
        assert isinstance(source, Party)
        return None, KNOWN_TIE if target in source.knows else 0.0
    added = view.added.get((node, target), view.added.get((target, node)))
    if added is not None:
        return None, added
    tie = view.ties.between(node, target)
    if tie in view.removed:
        tie = None
    return tie, 0.0 if tie is None else float(view.ties.strength[tie])


def kind_meaning(relation: Relation) -> str:
    """The sentence on what relations of this kind mean."""
    return RELATION_KINDS[relation.kind].meaning
