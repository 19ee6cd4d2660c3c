"""Declarations, judgements, runs and quarantined rows as nodes in Neo4j, and back."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from graph.statements import Judgement, QuarantinedRow, Run, Source
from graph.store.neo4j.form.dates import PRECISION, Properties, put_date, said_date
from graph.store.storable import to_json

_MINIMUM: Final = "minimum_"
_MAXIMUM: Final = "maximum_"
_COUNT: Final = "rows_"


def _after(prefix: str, stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in stored.items() if name.startswith(prefix)}


def stored_source(source: Source) -> Properties:
    """A declaration as properties of its node, without its revision."""
    stored: Properties = {
        "name": source.name,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "address": source.address,
        "owns_ids": source.owns_ids,
        "gives": list(source.gives),
        **{_MINIMUM + type_: count for type_, count in source.minimum.items()},
        **{_MAXIMUM + type_: count for type_, count in source.maximum.items()},
    }
    if source.origin:
        stored["origin"] = source.origin
    put_date(stored, "retrieved", source.retrieved)
    return stored


def read_source(stored: Mapping[str, Any]) -> Source:
    """A declaration from its node's properties."""
    retrieved = said_date(stored["retrieved"], stored.get("retrieved" + PRECISION))
    assert retrieved is not None
    return Source(
        stored["name"],
        stored["title"],
        stored["publisher"],
        stored["licence"],
        stored["address"],
        retrieved,
        stored["owns_ids"],
        tuple(stored["gives"]),
        _after(_MINIMUM, stored),
        _after(_MAXIMUM, stored),
        stored.get("origin", ""),
    )


def stored_judgement(judgement: Judgement) -> Properties:
    """A judgement as properties of its node, without its place in the order of making."""
    return {
        "left": judgement.left,
        "right": judgement.right,
        "same": judgement.same,
        "who": judgement.who,
        "why": judgement.why,
        "at": judgement.at,
    }


def read_judgement(stored: Mapping[str, Any]) -> Judgement:
    """A judgement from its node's properties."""
    return Judgement(stored["left"], stored["right"], stored["same"], stored["who"], stored["why"], stored["at"])


def stored_run(run: Run) -> Properties:
    """A run as properties of its node. The checkpoint is the pipeline's own business and kept as text."""
    stored: Properties = {
        "id": run.id,
        "source": run.source,
        "fingerprint": run.fingerprint,
        "state": run.state,
        "started": run.started,
        "checkpoint": to_json(run.checkpoint),
        **{_COUNT + name: count for name, count in run.counts.items()},
    }
    if run.finished is not None:
        stored["finished"] = run.finished
    return stored


def read_run(stored: Mapping[str, Any]) -> Run:
    """A run from its node's properties."""
    return Run(
        stored["id"],
        stored["source"],
        stored["fingerprint"],
        stored["state"],
        stored["started"],
        stored.get("finished"),
        orjson.loads(stored["checkpoint"]),
        _after(_COUNT, stored),
    )


def stored_quarantined(row: QuarantinedRow, run: int) -> Properties:
    """A quarantined row as properties of its node."""
    stored: Properties = {
        "source": row.source,
        "key": row.key,
        "type": row.type,
        "file": row.file,
        "line": row.line,
        "code": row.code,
        "message": row.message,
        "columns": list(row.row),
        "cells": list(row.row.values()),
        "seen": run,
    }
    if row.column is not None:
        stored["column"] = row.column
    return stored


def read_quarantined(stored: Mapping[str, Any]) -> QuarantinedRow:
    """A quarantined row from its node's properties."""
    return QuarantinedRow(
        stored["source"],
        stored["key"],
        stored["type"],
        stored["file"],
        stored["line"],
        stored.get("column"),
        stored["code"],
        stored["message"],
        dict(zip(stored["columns"], stored["cells"], strict=True)),
    )
