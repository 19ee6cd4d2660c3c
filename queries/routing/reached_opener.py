"""A door opener by one route, without what else `door_openers` tells of it."""

from dataclasses import dataclass
from typing import Annotated

from graph.cached import cached_property
from queries.reading.nodes import Internal, Is, OrganisationNode
from queries.routing.candidate import Candidate
from queries.routing.explain import reached_told
from queries.routing.reasons import reasons_for
from queries.routing.routes import Route, make_route
from queries.routing.tiers import Tier, tier_of
from queries.routing.ways import Reach


@dataclass(frozen=True)
class ReachedOpener:
    """A door opener by one route, scored for the asker."""

    found: Internal[Candidate]

    @property
    def organisation(self) -> OrganisationNode:
        """Who it is."""
        return self.found.node

    @property
    def score(self) -> float:
        """Route strength × presence × fit."""
        return self.found.score

    @property
    def tier(self) -> Tier:
        """The same in a word."""
        return tier_of(self.found.score)

    @property
    def how(self) -> Annotated[Reach, Is("How")]:
        """How it is reached."""
        return self.found.reach

    @cached_property
    def route(self) -> Route:
        """The route."""
        return make_route(self.found.of.view, self.found.way)

    @cached_property
    def sentence(self) -> str:
        """How one gets there, in words to be read under its name."""
        return reached_told(self.found, self.route, reasons_for(self.found)[0])
