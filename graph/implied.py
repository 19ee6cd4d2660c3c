"""Relations that rows of other files state: the markets of a corridor, the holder of a priority, of a service."""

from collections.abc import Iterator
from typing import Final

from graph.statements import EntityStatement, RelationStatement

CORRIDOR_MARKETS: Final = "lies_on"
PRIORITY_HOLDER: Final = "pursues"
SERVICE_HOLDER: Final = "offers"
IMPLIED_KINDS: Final = (CORRIDOR_MARKETS, PRIORITY_HOLDER, SERVICE_HOLDER)
IMPLYING_TYPES: Final = frozenset({"corridor", "priority", "service"})
"""Types of things whose statements imply relations."""


def implied(said: EntityStatement) -> Iterator[RelationStatement]:
    """The relations that a statement of a thing implies. Their keys are unique within the source."""
    properties = said.properties
    if said.type == "corridor":
        for position, market in enumerate(properties.get("markets", ())):
            yield _implied_one(said, CORRIDOR_MARKETS, market, order=float(position))
    elif said.type == "priority" and "organisation" in properties:
        since, until = properties.get("since"), properties.get("until")
        yield _implied_one(said, PRIORITY_HOLDER, properties["organisation"], since, until)
    elif said.type == "service" and "organisation" in properties:
        yield _implied_one(said, SERVICE_HOLDER, properties["organisation"])


def _implied_one(
    said: EntityStatement,
    kind: str,
    start: str,
    since: str | None = None,
    until: str | None = None,
    order: float | None = None,
) -> RelationStatement:
    """The relation from ``start`` to the thing of which ``said`` speaks."""
    key = f"{said.id}#{kind}#{start}"
    return RelationStatement(said.source, key, kind, start, said.id, said.evidence, since, until, order=order)
