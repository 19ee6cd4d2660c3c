"""What everything in the graph has in common: an id, a name, relations."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.schema.model.words import Direction, Language, RelationKindName, RelationStatus
from api.schema.plumbing.base import Reading, argument, field, interface
from api.schema.plumbing.pages import After, First
from graph.words import Language as Words
from queries.reading.subtitle import subtitle

if TYPE_CHECKING:
    from api.schema.model.relation import RelationConnection

Kinds = Annotated[list[RelationKindName] | None, argument("Of these kinds only.")]
Leading = Annotated[Direction, argument("Leading this way only.")]
In = Annotated[Language, argument("In this language.")]
OfStatus = Annotated[RelationStatus | None, argument("With this status only.")]


@interface
class Node:
    """Anything with an id. Ids are plain, stable and unique across kinds: markets in upper case, all else in lower."""

    @field
    def id(self) -> strawberry.ID:
        """Its id."""
        raise NotImplementedError


@interface
class Thing(Node):
    """Anything that relations lead to or from: organisations, contexts, markets, corridors, sectors and the like."""

    reading: strawberry.Private[Reading]
    node: strawberry.Private[int]

    @field
    def id(self) -> strawberry.ID:
        """Its id."""
        return strawberry.ID(self.reading.snapshot.id_of(self.node))

    @field
    def name(self) -> str:
        """What it is called."""
        return named(self.reading, self.node)

    @field
    def subtitle(self, language: In = "en") -> str:
        """What it is and where, to be read under its name: "cluster · Odense, Denmark". Names are not translated."""
        return subtitle(self.reading.day, self.node, Words(language))

    @field
    def relations(
        self,
        kinds: Kinds = None,
        direction: Leading = "BOTH",
        status: OfStatus = None,
        first: First = 20,
        after: After = None,
    ) -> Annotated["RelationConnection", strawberry.lazy("api.schema.model.relation")]:
        """Relations that lead to or from it, with their evidence: by kind, then by their other end."""
        from api.schema.model.relation import relations_page  # noqa: PLC0415

        return relations_page(self.reading, self.node, kinds, direction, status, first, after)


def named(reading: Reading, node: int) -> str:
    """What a thing is called: its name; a service's kind; an estimate's subject."""
    record = reading.record(node)
    name: str = record.get("name") or record.get("service") or record.get("what") or record["id"]
    return name
