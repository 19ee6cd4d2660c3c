"""Sources, what they say, and how sure it is."""

from collections.abc import Mapping
from typing import Any

from api.schema.model.words import Confidence
from api.schema.plumbing.base import Reading, object_type, told
from api.schema.plumbing.scalars import URL, Date, PartialDate
from api.schema.plumbing.shown import makes


@object_type
class Source:
    """Who says something: a publisher's file or register, as it was declared when it was loaded."""

    name: str = told("Short name, unique.")
    title: str = told("What it is called.")
    publisher: str = told("Who publishes it.")
    licence: str = told("Under which licence it may be used.")
    address: str | None = told("Where it can be had.")
    retrieved: Date = told("The day on which it was read.")


@object_type
class Evidence:
    """Where a statement can be checked, and how sure it is."""

    source: Source = told("Who says it.")
    locator: str | None = told("Where in the source: a row, a page, a key.")
    url: URL | None = told("The page on which it can be read.")
    retrieved: PartialDate | None = told("When that page was read; null where only the source's own date is known.")
    confidence: Confidence = told("How sure it is.")


@object_type
class Property:
    """One property as a source states it."""

    name: str = told("The property.")
    value: str = told("Its value; parts of a list are separated by `|`.")


@object_type
class Statement:
    """What one source says of one thing."""

    id_in_source: str = told("The thing's id in that source.")
    properties: list[Property] = told("What it says.")
    evidence: Evidence = told("Where that can be checked.")


def source_of(reading: Reading, name: str) -> Source:
    """The source of that name."""
    said = reading.snapshot.sources[name]
    return Source(
        name=said.name, title=said.title, publisher=said.publisher, licence=said.licence,
        address=said.address or None, retrieved=Date(said.retrieved),
    )  # fmt: skip


@makes("Evidence")
def evidence_of(reading: Reading, statement: Mapping[str, Any]) -> Evidence:
    """The evidence of a statement as a snapshot keeps it."""
    return Evidence(
        source=source_of(reading, statement["source"]),
        locator=statement.get("locator"),
        url=statement.get("url"),
        retrieved=statement.get("retrieved"),
        confidence=statement["confidence"],
    )


def statements_of(reading: Reading, node: int, property_: str | None = None) -> list[Statement]:
    """What each source says of a thing, or of one of its properties, most sure first."""
    record = reading.record(node)
    found = []
    for statement in record.get("statements", ()):
        said = statement.get("properties")
        if said is None:
            said = {name: value for name, value in record.items() if name not in ("id", "type", "statements")}
        shown = {name: value for name, value in said.items() if property_ in (None, name)}
        if shown or property_ is None:
            properties = [Property(name=name, value=_written(value)) for name, value in shown.items()]
            found.append(
                Statement(id_in_source=statement["id"], properties=properties, evidence=evidence_of(reading, statement))
            )
    return found


def _written(value: Any) -> str:
    return "|".join(str(part) for part in value) if isinstance(value, list) else str(value)
