"""Sources, what they say, and how sure it is."""

from collections.abc import Mapping
from typing import Any

from api.schema.model.words import Confidence
from api.schema.plumbing.base import Reading, object_type, told
from api.schema.plumbing.scalars import URL, Date, PartialDate
from api.schema.plumbing.shown import makes
from queries.reading.statements import stated_of


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
    return [
        Statement(
            id_in_source=one.id_in_source,
            properties=[Property(name=name, value=_written(value)) for name, value in one.properties.items()],
            evidence=evidence_of(reading, one.evidence),
        )
        for one in stated_of(reading.record(node), property_)
    ]


def _written(value: Any) -> str:
    return "|".join(str(part) for part in value) if isinstance(value, list) else str(value)
