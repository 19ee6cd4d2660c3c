"""The tie that is missing, and for whom it is."""

from api.schema.answers.asker import Asker, asker_of
from api.schema.plumbing.base import field
from api.schema.plumbing.shown import Shown, shows
from queries.routing import missing_tie


@shows(missing_tie.MissingTie)
class MissingTie(Shown):
    """A tie that is not there: with it, at a strength of 0.6, the door could be opened best."""

    @field
    def asker(self) -> Asker:
        """Whose route it would be."""
        return asker_of(self.reading, self.found.position, self.found.party)
