"""Steps of routes: what makes each, in a word and in a sentence."""

from typing import Any

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
    def kind(self) -> StepKind:
        """What makes it possible."""
        taken: Any = self.found
        if taken.kind is not Kind.TIE or taken.tie is not None:
            return str(taken.kind)
        return ACQUAINTANCE if taken.source is None else SUPPOSED

    @field
    def sentence(self) -> str:
        """Who introduces to whom, and what the one is to the other, in words."""
        return step_told(self.found)
