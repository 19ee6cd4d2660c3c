"""What brings organisations together: projects, events, programmes."""

from typing import Annotated

from api.schema.model.properties import type_of_kind, with_properties
from api.schema.model.source import Statement, statements_of
from api.schema.model.thing import Thing
from api.schema.plumbing.base import argument, field, interface
from graph import kinds


@interface
@with_properties("context")
class Context(Thing):
    """What brings organisations together, but introduces nobody by itself. Who takes part: see its relations."""

    @field
    def statements(
        self, property: Annotated[str | None, argument("Those that speak of this property.")] = None
    ) -> list[Statement]:
        """What each source says of it."""
        return statements_of(self.reading, self.node, property)


@type_of_kind("context", kinds.PROJECT)
class Project(Context):
    """A project that organisations take part in."""


@type_of_kind("context", kinds.EVENT)
class Event(Context):
    """An event that organisations organise or attend."""


@type_of_kind("context", kinds.PROGRAMME)
class Programme(Context):
    """A programme of support."""
