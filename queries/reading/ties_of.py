"""The ties of one organisation on a day, and what makes each."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, OrganisationNode, Some
from queries.reading.ties import Contribution, contributions_of, strongest, unchanged_view


@dataclass(frozen=True)
class Tie:
    """What all relations between two are worth for an introduction: strength = min(0.95, 1 − Π (1 − worth)).

    Attributes:
        holder: whose it is.
        hop: position among the hops of the day's ties.
    """

    day: Internal[Day]
    holder: Internal[int]
    hop: Internal[int]

    @property
    def organisation(self) -> OrganisationNode:
        """The other one."""
        return int(self.day.on.ties.neighbour[self.hop])

    @property
    def strength(self) -> float:
        """Strength of an introduction to the other one, in [0, 0.95]."""
        return self._strength(onward=True)

    @property
    def strength_back(self) -> float:
        """Strength of an introduction by the other one, in [0, 0.95]."""
        return self._strength(onward=False)

    @property
    def relations(self) -> Annotated[list[Contribution], Some(5)]:
        """The facts that make it, strongest first."""
        view = unchanged_view(self.day, self.day.on.ties)
        return strongest(contributions_of(view, self._tie, self.holder < self.organisation))

    @property
    def place(self) -> Internal[tuple[int, str]]:
        """What its place among the ties of its organisation goes by; no two are equal."""
        return int(self.day.on.ties.hop_cost[self.hop]), self.day.snapshot.id_of(self.organisation)

    @property
    def _tie(self) -> int:
        return int(self.day.on.ties.hop_tie[self.hop])

    def _strength(self, onward: bool) -> float:
        ties = self.day.on.ties
        upward = (self.holder < self.organisation) == onward
        return float((ties.forward if upward else ties.backward)[self._tie])


def hops_of(day: Day, organisation: int) -> list[int]:
    """TiesInto of an organisation's ties, strongest first, then by id of the other one; ``Tie`` reads one."""
    ties = day.on.ties
    span = slice(int(ties.ptr[organisation]), int(ties.ptr[organisation + 1]))
    hops: list[int] = (np.lexsort((ties.neighbour[span], ties.hop_cost[span])) + span.start).tolist()
    return hops
