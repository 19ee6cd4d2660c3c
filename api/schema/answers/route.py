"""Steps of routes: what makes each, in a word and in a sentence."""

import strawberry

from api.schema.model.words import StepKind
from api.schema.plumbing.base import field
from api.schema.plumbing.shown import Shown, shows
from queries.routing import routes
from queries.routing.explain import step_told
from queries.routing.wording import step_word


@shows(routes.Step)
class Step(Shown):
    """One introduction, from one organisation to the next."""

    @field
    def id(self) -> strawberry.ID:
        """Its kind and its ends, such as `tie:a:b`: what `tie` tells more of. No first end: an asker from outside."""
        ends = (self.found.source, self.found.target)
        ids = ("" if end is None else self.reading.snapshot.id_of(end) for end in ends)
        return strawberry.ID(":".join([step_word(self.found), *ids]))

    @field
    def kind(self) -> StepKind:
        """What makes it possible."""
        return step_word(self.found)

    @field
    def sentence(self) -> str:
        """Who introduces to whom, and what the one is to the other, in words."""
        return step_told(self.found)
