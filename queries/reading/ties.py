"""Ties on a day as a question sees them, and what makes each: relations and shared contexts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.relations import KNOWN_TIE
from graph.snapshot.columns import rows_of
from graph.snapshot.day.ties import Ties
from graph.snapshot.on_day import Day
from queries.reading.nodes import ContextNode, Internal
from queries.reading.relation import Relation

OUTSIDER: Final = -1
"""The node of an asker who is not in the graph."""
RELATIONS_AT_MOST: Final = 100
"""Contributions told of one tie or step."""


@dataclass(frozen=True, slots=True)
class View:
    """A day with the ties that a question allows.

    Attributes:
        added: strength of ties that an overlay adds.
        removed: ties that an overlay takes away.
    """

    day: Day
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


def unchanged_view(day: Day, ties: Ties) -> View:
    """A view without overlay."""
    return View(day, ties, {}, frozenset())


@dataclass(frozen=True)
class Contribution:
    """What a relation or shared context adds to a tie: base × recency × confidence × dilution × handedOver.

    Of a knock, a desk or a front door: the mandate or promotion that gives the step, worth the step's strength.

    Attributes:
        relation: the relation; of a shared context the weaker of the two participations.
        worth: what it is worth, in (0, 1].
        base: its worth when fresh, verified and undiluted.
        recency: what time has left of it.
        confidence: how sure it is.
        dilution: what the number of participants, or of a hub's affiliates, has left of it.
        handed_over: what a merger or succession has left of it.
    """

    relation: Relation
    other: Internal[Relation | None]
    worth: float
    base: float
    recency: float
    confidence: float
    dilution: float
    handed_over: float

    @property
    def other_relation(self) -> Relation | None:
        """Of a shared context the stronger participation; else null."""
        return self.other

    @property
    def context(self) -> ContextNode | None:
        """The shared context; null for a relation between the two."""
        return None if self.other is None else self.relation.target


def contributions_of(view: View, tie: int, onward: bool) -> list[Contribution]:
    """What makes a tie, read from its first organisation to the second, or back."""
    ties = view.ties
    worths = ties.part_forward if onward else ties.part_backward
    found = []
    for part in range(int(ties.part_ptr[tie]), int(ties.part_ptr[tie + 1])):
        relation, other = int(ties.part_relation[part]), int(ties.part_other[part])
        found.append(_contribution(view, relation, other if other >= 0 else None, float(worths[part])))
    return [one for one in found if one.worth > 0]


def strongest(parts: Iterable[Contribution]) -> list[Contribution]:
    """The first RELATIONS_AT_MOST contributions, strongest first, then by relation id."""
    return sorted(parts, key=lambda one: (-one.worth, one.relation.position))[:RELATIONS_AT_MOST]


def given_by(view: View, relation: int, strength: float) -> Contribution:
    """A relation by which standing gives a step, as strong as standing is."""
    sure = float(view.day.on.worths.confidence[relation])
    return Contribution(Relation(view.day, relation), None, strength, strength, 1.0, sure, 1.0, 1.0)


def _contribution(view: View, relation: int, other: int | None, worth: float) -> Contribution:
    """Decompose a worth. Which hand-over it came by, and which way it is read, is told by what remains."""
    on = view.day.on
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
        Relation(view.day, relation),
        None if other is None else Relation(view.day, other),
        worth,
        base,
        recency,
        confidence,
        dilution,
        float(on.held.factor[at]),
    )
