"""Statements, declarations and the record of loads as rows of an SQLite store, and back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from graph.statements import (
    EntityStatement,
    Evidence,
    Judgement,
    QuarantinedRow,
    RelationStatement,
    Run,
    Source,
)
from graph.store.storable import to_json

Cells = tuple[Any, ...]

ENTITY_COLUMNS: Final = "source, type, id, properties, url, locator, retrieved, confidence, audience"
RELATION_COLUMNS: Final = (
    'source, key, kind, start, "end", since, until, status, role, region, name, "order", '
    "url, locator, retrieved, confidence, audience"
)
OPTIONAL_COLUMNS: Final = frozenset(
    {"url", "locator", "retrieved", "since", "until", "status", "role", "region", "name", '"order"'}
)
JUDGEMENT_COLUMNS: Final = '"left", "right", same, who, why, at'
RUN_COLUMNS: Final = "id, source, fingerprint, state, started, finished, checkpoint, counts"
QUARANTINE_COLUMNS: Final = 'source, key, type, file, line, "column", code, message, said'


def placeholders(columns: str) -> str:
    """Places for the cells of a statement.

    What is not said comes as empty text and is stored as NULL: to hand None to Python's sqlite3 costs as much as ten
        other values.
    """
    names = (name.strip() for name in columns.split(","))
    return ", ".join("nullif(?, '')" if name in OPTIONAL_COLUMNS else "?" for name in names)


def entity_cells(things: Iterable[tuple[EntityStatement, str]], source_rows: Mapping[str, int]) -> Iterator[Cells]:
    """ENTITY_COLUMNS, then kind and digest, of statements with their digests; see ``placeholders``."""
    for said, digest in things:
        evidence = said.evidence
        yield (
            source_rows[said.source],
            said.type,
            said.id,
            to_json(said.properties),
            evidence.url or "",
            evidence.locator or "",
            evidence.retrieved or "",
            evidence.confidence,
            said.audience,
            said.properties.get("kind", ""),
            digest,
        )


def relation_cells(statements: Iterable[RelationStatement], source_rows: Mapping[str, int]) -> Iterator[Cells]:
    """RELATION_COLUMNS of each statement; see ``placeholders``."""
    for said in statements:
        evidence = said.evidence
        yield (
            source_rows[said.source],
            said.key,
            said.kind,
            said.start,
            said.end,
            said.since or "",
            said.until or "",
            said.status or "",
            said.role or "",
            said.region or "",
            said.name or "",
            "" if said.order is None else said.order,
            evidence.url or "",
            evidence.locator or "",
            evidence.retrieved or "",
            evidence.confidence,
            said.audience,
        )


def read_entities(rows: Iterable[Cells], names: Mapping[int, str]) -> Iterator[EntityStatement]:
    """Statements from ENTITY_COLUMNS; ``names`` of sources by their row."""
    for source, type_, id_, properties, url, locator, retrieved, confidence, audience in rows:
        evidence = Evidence(url, locator, retrieved, confidence)
        yield EntityStatement(names[source], id_, type_, _properties(properties), evidence, audience)


def _properties(text: str) -> dict[str, Any]:
    """What a statement says; nothing where somebody has made it no JSON: a snapshot names the row then."""
    try:
        said = orjson.loads(text)
    except ValueError:
        return {}
    return said if type(said) is dict else {}


def read_relations(rows: Iterable[Cells], names: Mapping[int, str]) -> Iterator[RelationStatement]:
    """Statements from RELATION_COLUMNS; ``names`` of sources by their row."""
    for source, key, kind, start, end, since, until, status, role, region, name, order, *evidence, audience in rows:
        yield RelationStatement(
            names[source],
            key,
            kind,
            start,
            end,
            Evidence(*evidence),
            since,
            until,
            status,
            role,
            region,
            name,
            order,
            audience,
        )


def declaration_text(source: Source) -> str:
    """A declaration as JSON text."""
    return to_json(
        {
            "name": source.name,
            "title": source.title,
            "publisher": source.publisher,
            "licence": source.licence,
            "address": source.address,
            "retrieved": source.retrieved,
            "owns_ids": source.owns_ids,
            "gives": list(source.gives),
            "minimum": dict(source.minimum),
            "maximum": dict(source.maximum),
            **({"origin": source.origin} if source.origin else {}),
        }
    )


def read_declaration(text: str) -> Source:
    """A declaration from its JSON text."""
    said = orjson.loads(text)
    return Source(**{**said, "gives": tuple(said["gives"])})


def judgement_cells(judgement: Judgement) -> Cells:
    """JUDGEMENT_COLUMNS of a judgement."""
    return (judgement.left, judgement.right, int(judgement.same), judgement.who, judgement.why, judgement.at)


def read_judgement(cells: Cells) -> Judgement:
    """A judgement from JUDGEMENT_COLUMNS."""
    left, right, same, who, why, at = cells
    return Judgement(left, right, bool(same), who, why, at)


def read_run(cells: Cells) -> Run:
    """A run from RUN_COLUMNS."""
    id_, source, fingerprint, state, started, finished, checkpoint, counts = cells
    return Run(id_, source, fingerprint, state, started, finished, orjson.loads(checkpoint), orjson.loads(counts))


def quarantine_cells(row: QuarantinedRow) -> Cells:
    """QUARANTINE_COLUMNS of a quarantined row."""
    return (row.source, row.key, row.type, row.file, row.line, row.column, row.code, row.message, to_json(row.row))


def read_quarantined(cells: Cells) -> QuarantinedRow:
    """A quarantined row from QUARANTINE_COLUMNS."""
    source, key, type_, file, line, column, code, message, said = cells
    return QuarantinedRow(source, key, type_, file, line, column, code, message, orjson.loads(said))
