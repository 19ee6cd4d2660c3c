"""A question for introductions, understood: between whom, under which constraints, and what can be sought again."""

import numpy as np

from graph.cached import cached_property
from graph.snapshot.on_day import Day
from queries.routing.askers import Party
from queries.routing.between import Between
from queries.routing.constraints import RouteConstraints
from queries.routing.door_question import leave_of, view_of
from queries.routing.missing_tie import MissingTie, missing_tie_to
from queries.routing.overlay import Overlay
from queries.routing.standing import AskerStanding
from queries.routing.target import Area, read_only
from queries.routing.ways import Listing, Way


class IntroductionQuestion:
    """One question for introductions, understood.

    Attributes:
        party: who asks.
        target: to whom.
        view: the day with the ties that the question allows.
        leave: what constraints leave of the asker's steps.
        between: all routes from the one to the other.
    """

    def __init__(self, day: Day, party: Party, target: int, constraints: RouteConstraints, laid: Overlay) -> None:
        self.day, self.party, self.target = day, party, target
        self.constraints, self.laid = constraints, laid
        area = Area((int(day.facts.country[target]),))
        self.view = view_of(day, constraints, laid)
        self.leave = leave_of(self.view, party, area, constraints, laid)
        standing = AskerStanding(day, party, area, party.sectors, constraints)
        self.between = Between(Listing(standing, self.leave), target, introducing=True)

    def best(self, wanted: int) -> tuple[list[Way], bool]:
        """The best ways, at most so many; and whether the search was exact."""
        return self.between.best(wanted) if self._may_be_met else ([], True)

    @property
    def _may_be_met(self) -> bool:
        return self.leave.allows(self.target, 0)

    def relaxed(self, constraints: RouteConstraints) -> "IntroductionQuestion":
        """The same question under other constraints."""
        return IntroductionQuestion(self.day, self.party, self.target, constraints, self.laid)

    def reaches(self) -> bool:
        """Whether there is any way."""
        return bool(self.best(1)[0])

    def is_exact(self) -> bool:
        """Whether the search for the best way was not cut short."""
        return self.best(1)[1]

    @cached_property
    def missing_tie(self) -> MissingTie | None:
        """The tie between a contact of the asker and one of the target that would make the best route; or None."""
        if not self._may_be_met:
            return None
        target, nothing = (read_only(np.array([it], dtype=np.int32)) for it in (self.target, 0))
        return missing_tie_to(self.view, self.leave, self.party, target, nothing)
