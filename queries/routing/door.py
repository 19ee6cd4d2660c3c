"""A door opener as other questions tell it: who it is, how good, how it is reached and why."""

from dataclasses import dataclass
from typing import Annotated

from graph.cached import cached_property
from queries.reading.nodes import Internal, Is, OrganisationNode
from queries.routing.candidate import Candidate
from queries.routing.explain import RECALLED, rests_on, why
from queries.routing.reasons import reasons_for
from queries.routing.routes import Route, make_route
from queries.routing.tiers import Tier, tier_of
from queries.routing.ways import Reach


@dataclass(frozen=True)
class Door:
    """A door opener of a market, found and scored as `doorOpeners` does."""

    found: Internal[Candidate]

    @property
    def organisation(self) -> OrganisationNode:
        """Who it is."""
        return self.found.node

    @property
    def operator(self) -> OrganisationNode | None:
        """Of an office: who runs it; null for what is no office."""
        return self.found.operator

    @property
    def how(self) -> Annotated[Reach, Is("How")]:
        """How it is reached."""
        return self.found.reach

    @property
    def score(self) -> float:
        """How good it is, in (0, 1)."""
        return self.found.score

    @property
    def tier(self) -> Tier:
        """The same in a word: strong from 0.3, moderate from 0.1, weak below."""
        return tier_of(self.score)

    @cached_property
    def route(self) -> Route:
        """The best way to it."""
        return make_route(self.found.of.view, self.found.way)

    @cached_property
    def why(self) -> str:
        """Why it opens the door and how one gets there: sentences made from the facts, to be read under its name.

        They speak to whom it opens the door for, which may be somebody else than who asks: a member, a coordinator.
        """
        return why(self.found, self.route, reasons_for(self.found)[0])

    @cached_property
    def unconfirmed(self) -> bool:
        """Whether it rests on what is only recalled: general knowledge, unconfirmed."""
        return rests_on(RECALLED, self.route, reasons_for(self.found)[0])

    @cached_property
    def behind(self) -> Internal[list[int]]:
        """Everybody on the route after the asker, then the operator of an office; each once."""
        on_route = [step.target for step in self.route.steps]
        return list(dict.fromkeys([*on_route, *([] if self.operator is None else [self.operator])]))
