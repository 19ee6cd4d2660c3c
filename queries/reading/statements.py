"""What each source says of a thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.snapshot.building.entities import RECORD_FIELDS


@dataclass(frozen=True, slots=True)
class Stated:
    """What one source says of one thing.

    Attributes:
        id_in_source: the thing's id there.
        properties: those that it states, by name.
        evidence: source, locator, url, retrieved, confidence, as a snapshot keeps them.
    """

    id_in_source: str
    properties: Mapping[str, Any]
    evidence: Mapping[str, Any]


def stated_of(record: Mapping[str, Any], property_: str | None = None) -> list[Stated]:
    """What each source says of the thing that has this record, or of one of its properties, most sure first.

    A source that says the same as the record is kept without properties of its own.
    """
    whole = {name: value for name, value in record.items() if name not in RECORD_FIELDS}
    found = []
    for statement in record.get("statements", ()):
        said = statement.get("properties", whole)
        if property_ is None or property_ in said:
            kept = said if property_ is None else {property_: said[property_]}
            found.append(Stated(statement["id"], kept, statement))
    return found
