"""A question for door openers, understood: what it seeks, under which constraints, and what can be sought again."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.kernel.hops import steps_needed
from queries.landscape import Landscape, landscape
from queries.missing_tie import MissingTie, missing_tie
from queries.overlay import Overlay
from queries.question import Party, RouteConstraints, via_mask
from queries.ranking import Ranking, Sought, rank, start_of
from queries.routes import View
from queries.target import Target, constrained, find_target, read_only
from queries.ways import Ways

_ANYONE = read_only(np.zeros(0, dtype=np.bool_))


class DoorQuestion:
    """One question, understood.

    Attributes:
        markets: positions of those asked about: one, or all of a corridor.
        parties: the askers.
        sector: to be fitted instead of each asker's own; None: each asker's own.
        laid: changes to try.
        target: openers of these markets, and the way there, before the constraints.
        terrain, goal: those of the target, under the constraints.
    """

    def __init__(
        self, snapshot: Snapshot, on: Standing, markets: NDArray[np.int64], parties: Sequence[Party],
        sector: NDArray[np.int32] | None, constraints: RouteConstraints, laid: Overlay,
    ) -> None:  # fmt: skip
        self.snapshot, self.on, self.parties, self.sector = snapshot, on, parties, sector
        self.markets, self.constraints, self.laid = markets, constraints, laid
        self.target: Target = find_target(snapshot, on, markets, constraints, laid)
        self.terrain, self.goal = constrained(snapshot, on, self.target, constraints, laid)

    def rank(self, wanted: int) -> Ranking:
        """The best openers, at most so many."""
        sought = Sought(self.target, self.terrain, self.goal, self.sector, self.constraints)
        return rank(self.snapshot, self.on, sought, self.parties, wanted)

    def relaxed(self, constraints: RouteConstraints) -> "DoorQuestion":
        """The same question under other constraints."""
        return DoorQuestion(self.snapshot, self.on, self.markets, self.parties, self.sector, constraints, self.laid)

    @cached_property
    def view(self) -> View:
        """The day with the ties and mandates that the question allows."""
        kinds = self.constraints.relation_kinds
        ties = self.snapshot.ties(self.on, kinds)
        return View(
            self.snapshot,
            self.on,
            ties,
            self.laid.strengths,
            kinds is None or "mandated_for" in kinds,
            frozenset(self.markets.tolist()),
            frozenset(self.laid.removed_tie.tolist()),
        )

    @cached_property
    def land(self) -> Landscape:
        """The day's mandates by place."""
        return landscape(self.snapshot, self.on)

    def ways(self, asker: int, node: int) -> Ways:
        """All routes of the asker at this position to an organisation."""
        party = self.parties[asker]
        start, terrain = start_of(
            self.snapshot, self.on, self.target, self.terrain, party, self.sector, self.view.mandates
        )
        via = via_mask(self.snapshot, self.constraints) if self.constraints.via else _ANYONE
        return Ways(self.snapshot, self.on, self.view, party, terrain, start, node, self.constraints.max_steps, via)

    def siblings(self, node: int) -> list[int]:
        """Offices in the target that share an operator with this one and that the constraints allow, by id."""
        operators = set(self.on.mandated.operators.get(node, ()))
        if not self.on.office[node] or not operators:
            return []
        shut = self.terrain.blocked
        found = []
        for at in np.flatnonzero(self.goal.office & self.goal.allowed).tolist():
            other = int(self.goal.opener[at])
            own = self.goal.operator[self.goal.operator_ptr[at] : self.goal.operator_ptr[at + 1]].tolist()
            if other != node and operators & set(own) and not (len(shut) and shut[other]):
                found.append(other)
        return found

    def steps_needed(self) -> int | None:
        """The fewest introductions that lead one of the askers to an opener; None if none do."""
        fewest = []
        for party in self.parties:
            start, terrain = start_of(self.snapshot, self.on, self.target, self.terrain, party, self.sector, True)
            found = int(steps_needed(terrain, self.goal, start))
            if found > 0:
                fewest.append(found)
        return min(fewest, default=None)

    def missing_tie(self) -> MissingTie | None:
        """The best over the askers; equal ones by contact, other, opener, then position."""
        found = []
        for position, party in enumerate(self.parties):
            start, _ = start_of(self.snapshot, self.on, self.target, self.terrain, party, self.sector, False)
            tie = missing_tie(self.terrain, self.goal, start, party, position)
            if tie is not None:
                found.append(tie)
        return min(found, key=lambda tie: (tie.total, tie.contact, tie.other, tie.opener, tie.asker), default=None)

    def has_openers(self) -> bool:
        """Whether there are openers at all, however far; an asker who asks alone is none."""
        askers = {party.node for party in self.parties}
        return bool(set(self.goal.opener.tolist()) - (askers if len(askers) == 1 else set()))
