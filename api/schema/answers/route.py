"""Steps of routes: what makes each, in a word and in a sentence."""

import strawberry

from api.schema.model.words import StepKind
from api.schema.plumbing.base import field
from api.schema.plumbing.shown import Shown, shows
from queries.routing import routes
from queries.routing.explain import step_told
from queries.routing.standing import StepKind as Kind
from queries.routing.wording import ACQUAINTANCE, SUPPOSED


@shows(routes.Step)
class Step(Shown):
    """One introduction, from one organisation to the next."""

    @field
    def id(self) -> strawberry.ID:
        """Its kind and its ends, such as `tie:a:b`: what `tie` tells more of. No first end: an asker from outside."""
        ends = (self.found.source, self.found.target)
        ids = ("" if end is None else self.reading.snapshot.id_of(end) for end in ends)
        return strawberry.ID(":".join([_word(self.found), *ids]))

    @field
    def kind(self) -> StepKind:
        """What makes it possible."""
        return _word(self.found)

    @field
    def sentence(self) -> str:
        """Who introduces to whom, and what the one is to the other, in words."""
        return step_told(self.found)


def _word(step: routes.Step) -> str:
    """What makes a step possible, in a word."""
    if step.kind is not Kind.TIE or step.tie is not None:
        return str(step.kind)
    return ACQUAINTANCE if step.source is None else SUPPOSED
