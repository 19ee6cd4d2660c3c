"""The ties of one organisation on a day, and what makes each."""

from dataclasses import dataclass

import numpy as np

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.reading.ties import Contribution, contributions_of, plain_view, strongest


@dataclass(frozen=True)
class TieTo:
    """The tie of an organisation to another one.

    Attributes:
        organisation: whose it is.
        hop: position among the hops of the day's ties.
    """

    snapshot: Snapshot
    on: Standing
    organisation: int
    hop: int

    @property
    def other(self) -> int:
        """To whom it leads."""
        return int(self.on.ties.neighbour[self.hop])

    @property
    def strength(self) -> float:
        """Of an introduction to the other one, in [0, 0.95]."""
        return self._strength(onward=True)

    @property
    def strength_back(self) -> float:
        """Of an introduction by the other one, in [0, 0.95]."""
        return self._strength(onward=False)

    @property
    def contributions(self) -> list[Contribution]:
        """The facts that make it, strongest first, then by relation id."""
        view = plain_view(self.snapshot, self.on, self.on.ties)
        return strongest(contributions_of(view, self._tie, self.organisation < self.other))

    @property
    def place(self) -> tuple[int, str]:
        """What its place among the ties of its organisation goes by; no two are equal."""
        return int(self.on.ties.hop_cost[self.hop]), self.snapshot.id_of(self.other)

    @property
    def _tie(self) -> int:
        return int(self.on.ties.hop_tie[self.hop])

    def _strength(self, onward: bool) -> float:
        ties = self.on.ties
        upward = (self.organisation < self.other) == onward
        return float((ties.forward if upward else ties.backward)[self._tie])


def hops_of(snapshot: Snapshot, on: Standing, organisation: int) -> list[int]:
    """Hops of an organisation's ties, strongest first, then by id of the other one; ``TieTo`` reads one."""
    ties = on.ties
    span = slice(int(ties.ptr[organisation]), int(ties.ptr[organisation + 1]))
    hops: list[int] = (np.lexsort((ties.neighbour[span], ties.hop_cost[span])) + span.start).tolist()
    return hops
