"""Statements, declarations and the record of loads as rows of an SQLite store, and back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from zlib import crc32

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
from graph.store.sqlite.format import SUMMED, DamagedError
from graph.store.storable import to_json

Cells = tuple[Any, ...]

ENTITY_COLUMNS: Final = SUMMED["entity"]
RELATION_COLUMNS: Final = SUMMED["relation"]
OPTIONAL_COLUMNS: Final = frozenset(
    {"url", "locator", "retrieved", "since", "until", "status", "role", "region", "name", '"order"'}
)
JUDGEMENT_COLUMNS: Final = SUMMED["judgement"]
RUN_COLUMNS: Final = SUMMED["run"]
DECLARATION_COLUMNS: Final = SUMMED["declaration"]
REVISION_COLUMNS: Final = SUMMED["revision"]
QUARANTINE_COLUMNS: Final = SUMMED["quarantine"]


def checksum(cells: Iterable[Any]) -> int:
    """Of what a row says; what is not said and an empty text are alike, see ``placeholders``."""
    return crc32(orjson.dumps([cell or "" for cell in cells]))


def verified(found: Iterable[Cells]) -> Iterator[list[Any]]:
    """The cells of rows whose last one is their checksum, without it; rows that older programs wrote have none.

    Raises:
        DamagedError: a row says something else than what was written.
    """
    for *cells, said in found:
        if said is not None and said != checksum(cells):
            raise DamagedError("a row is not what was written")
        yield cells


def placeholders(columns: str) -> str:
    """Places for the cells of a statement.

    What is not said comes as empty text and is stored as NULL: to hand None to Python's sqlite3 costs as much as ten
        other values.
    """
    names = (name.strip() for name in columns.split(","))
    return ", ".join("nullif(?, '')" if name in OPTIONAL_COLUMNS else "?" for name in names)


def entity_cells(things: Iterable[tuple[EntityStatement, str]], source_rows: Mapping[str, int]) -> Iterator[Cells]:
    """ENTITY_COLUMNS, then checksum, kind and digest, of statements with their digests; see ``placeholders``."""
    for said, digest in things:
        evidence = said.evidence
        cells = (
            source_rows[said.source],
            said.type,
            said.id,
            to_json(said.properties),
            evidence.url or "",
            evidence.locator or "",
            evidence.retrieved or "",
            evidence.confidence,
            said.audience,
        )
        yield *cells, checksum(cells), said.properties.get("kind", ""), digest


def relation_cells(statements: Iterable[RelationStatement], source_rows: Mapping[str, int]) -> Iterator[Cells]:
    """RELATION_COLUMNS of each statement, then the checksum; see ``placeholders``."""
    for said in statements:
        evidence = said.evidence
        cells = (
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
            "" if said.order is None else float(said.order),
            evidence.url or "",
            evidence.locator or "",
            evidence.retrieved or "",
            evidence.confidence,
            said.audience,
        )
        yield *cells, checksum(cells)


def read_entities(found: Iterable[Cells], names: Mapping[int, str]) -> Iterator[EntityStatement]:
    """Statements from ENTITY_COLUMNS and checksums; ``names`` of sources by their row."""
    for source, type_, id_, properties, url, locator, retrieved, confidence, audience in verified(found):
        evidence = Evidence(url, locator, retrieved, confidence)
        yield EntityStatement(names[source], id_, type_, _properties(properties), evidence, audience)


def _properties(text: str) -> dict[str, Any]:
    """What a statement says; nothing where somebody has made it no JSON: a snapshot names the row then."""
    try:
        said = orjson.loads(text)
    except ValueError:
        return {}
    return said if type(said) is dict else {}


def read_relations(found: Iterable[Cells], names: Mapping[int, str]) -> Iterator[RelationStatement]:
    """Statements from RELATION_COLUMNS and checksums; ``names`` of sources by their row."""
    for cells in verified(found):
        source, key, kind, start, end, since, until, status, role, region, name, order, *evidence, audience = cells
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


def judgement_cells(one: Judgement, revision: int) -> Cells:
    """JUDGEMENT_COLUMNS of a judgement that a revision is to hold first, then the checksum."""
    return _summed(one.left, one.right, int(one.same), one.who, one.why, one.at, revision)


def read_judgements(found: Iterable[Cells]) -> Iterator[Judgement]:
    """Judgements from JUDGEMENT_COLUMNS and checksums."""
    for left, right, same, who, why, at, _ in verified(found):
        yield Judgement(left, right, bool(same), who, why, at)


def run_cells(run: Run) -> Cells:
    """RUN_COLUMNS of a run, then the checksum."""
    said = to_json(run.checkpoint), to_json(run.counts)
    return _summed(run.id, run.source, run.fingerprint, run.state, run.started, run.finished, *said)


def read_runs(found: Iterable[Cells]) -> Iterator[Run]:
    """Runs from RUN_COLUMNS and checksums."""
    for id_, source, fingerprint, state, started, finished, checkpoint, counts in verified(found):
        yield Run(id_, source, fingerprint, state, started, finished, orjson.loads(checkpoint), orjson.loads(counts))


def quarantine_cells(row: QuarantinedRow) -> Cells:
    """QUARANTINE_COLUMNS of a quarantined row, then the checksum."""
    said = to_json(row.row)
    return _summed(row.source, row.key, row.type, row.file, row.line, row.column, row.code, row.message, said)


def read_quarantined(found: Iterable[Cells]) -> Iterator[QuarantinedRow]:
    """Quarantined rows from QUARANTINE_COLUMNS and checksums."""
    for source, key, type_, file, line, column, code, message, said in verified(found):
        yield QuarantinedRow(source, key, type_, file, line, column, code, message, orjson.loads(said))


def _summed(*cells: Any) -> Cells:
    return *cells, checksum(cells)
