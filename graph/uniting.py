"""One thing's properties from all that sources say of it: each from the best statement that speaks of it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from graph.kinds import CONFIDENCES
from graph.properties import PROPERTIES, defaults
from graph.statements import EntityStatement

SECTOR_LISTS: Final = ("sectors", "near")
"""Properties that name sectors, by id."""


def named_sectors(properties: Mapping[str, Any]) -> Iterator[str]:
    """The references in all lists of sectors of a statement."""
    return (reference for name in SECTOR_LISTS for reference in properties.get(name, ()))


WITHIN_COUNTRY: Final = ("region", "region_name", "city", "lat", "lon")
"""Where in its country something is: said of another country than the one that counts, it does not count either."""
Saying = tuple[str, EntityStatement]
"""The graph id of the thing spoken of, and what is said of it."""
Resolve = Callable[[str, str], str | None]
"""(source, reference) → the graph id that it means; None if nobody uses it."""

_DEFAULTS: Final = {type_: defaults(type_) for type_ in PROPERTIES}
_CONFIDENCE_RANK: Final = {confidence: rank for rank, confidence in enumerate(CONFIDENCES)}


def best_first(sayings: Sequence[Saying], owners: Collection[str]) -> list[Saying]:
    """Those of sources that own their ids first, then the most confident first; equal ones by graph id, source and id.

    So whoever restates an owner's thing adds what its owner does not say, and alters nothing.

    Args:
        sayings: of one thing.
        owners: names of the sources that own their ids.
    """
    if len(sayings) < 2:
        return list(sayings)

    def rank(saying: Saying) -> tuple[bool, int, str, str, str]:
        graph_id, said = saying
        return said.source not in owners, _CONFIDENCE_RANK[said.evidence.confidence], graph_id, said.source, said.id

    return sorted(sayings, key=rank)


def united(type_: str, sayings: Sequence[Saying], resolve: Resolve) -> tuple[dict[str, Any], dict[str, str]]:
    """The properties of one thing, and by whose confidence.

    Args:
        type_: of the thing.
        sayings: as ``best_first`` orders them.
        resolve: what references mean; sectors that nothing answers to are left out.

    Returns:
        Property → value by the best statement that speaks of it; and property → confidence of that statement, for those
        that are not by the first one.
    """
    properties: dict[str, Any] = {}
    said_by: dict[str, str] = {}
    country = next((said for _, one in sayings if (said := one.properties.get("country")) is not None), None)
    for position, (_, statement) in enumerate(sayings):
        elsewhere = WITHIN_COUNTRY if statement.properties.get("country", country) != country else ()
        for name, value in statement.properties.items():
            if name not in properties and name not in elsewhere:
                properties[name] = _sectors(statement.source, value, resolve) if name in SECTOR_LISTS else value
                if position:
                    said_by[name] = statement.evidence.confidence
    for name, value in _DEFAULTS.get(type_, {}).items():
        properties.setdefault(name, value)
    return properties, said_by


def _sectors(source: str, named: Sequence[str], resolve: Resolve) -> list[str]:
    return [found for one in named if (found := resolve(source, one)) is not None]
