"""Statements as properties of relationships in Neo4j; and back, to the letter."""

from typing import Any, Final

from graph.statements import EntityStatement, Evidence, RelationStatement
from graph.store.neo4j.form.dates import PRECISION, Properties, put_date, said_date
from graph.store.neo4j.form.properties import said_properties


def _put_evidence(said: Properties, evidence: Evidence) -> None:
    if evidence.url:
        said["url"] = evidence.url
    if evidence.locator:
        said["locator"] = evidence.locator
    if evidence.retrieved:
        put_date(said, "retrieved", evidence.retrieved)
    said["confidence"] = evidence.confidence


def stored_entity(said: EntityStatement, digest: str, properties: Properties) -> Properties:
    """What is said of a thing, as properties of a SAYS relationship.

    Args:
        said: the statement.
        digest: of its content.
        properties: what ``stored_properties`` makes of the statement's.
    """
    stored = {**properties, "id": said.id, "type": said.type, "digest": digest}
    _put_evidence(stored, said.evidence)
    stored["audience"] = said.audience
    return stored


def read_entity(source: str, stored: Properties) -> EntityStatement:
    """The statement of a SAYS relationship, from all its properties. ``stored`` is used up.

    Its properties are in the order of their names, as every store has them: so records are the same to the last byte.
    What somebody has taken away or changed past the loaders is handed on as it is, for a snapshot to name.
    """
    take = stored.pop
    type_, id_ = _text(take("type", "")), _text(take("id", ""))
    retrieved = said_date(take("retrieved", None), take("retrieved" + PRECISION, None))
    evidence = Evidence(take("url", None), take("locator", None), retrieved, take("confidence", None))
    audience = take("audience", None)
    for name in ("digest", "added", "changed", "seen"):
        take(name, None)
    properties = dict(sorted(said_properties(type_, stored).items()))
    return EntityStatement(source, id_, type_, properties, evidence, audience)


def _text(value: Any) -> Any:
    return value if type(value) is str else str(value)


def stored_relation(said: RelationStatement) -> Properties:
    """What a relation statement says, as properties of its relationship; what is empty is not said, and absent."""
    stored: Properties = {"source": said.source, "key": said.key, "start": said.start, "end": said.end}
    if said.since:
        put_date(stored, "since", said.since)
    if said.until:
        put_date(stored, "until", said.until)
    if said.status:
        stored["status"] = said.status
    if said.role:
        stored["role"] = said.role
    if said.region:
        stored["region"] = said.region
    if said.name:
        stored["name"] = said.name
    if said.order is not None:
        stored["order"] = said.order
    _put_evidence(stored, said.evidence)
    stored["audience"] = said.audience
    return stored


RELATION_COLUMNS: Final = (
    "r.source, r.key, r.start, r.end, coalesce(toStringOrNull(r.since), r.since), r.since_precision, "
    "coalesce(toStringOrNull(r.until), r.until), r.until_precision, r.status, r.role, r.region, r.name, r.order, "
    "r.url, r.locator, coalesce(toStringOrNull(r.retrieved), r.retrieved), r.retrieved_precision, "
    "r.confidence, r.audience"
)
"""What ``read_relation`` takes of a relationship ``r``. Dates come as text, which costs less to read than dates do;
what has no text comes as it is, and does not stop the query."""


def read_relation(kind: str, cells: tuple[Any, ...] | list[Any]) -> RelationStatement:
    """The statement of RELATION_COLUMNS."""
    source, key, start, end, since, since_in, until, until_in, status, role, region, name, order, *evidence = cells
    url, locator, retrieved, retrieved_in, confidence, audience = evidence
    if since_in is not None:
        since = said_date(since, since_in)
    if until_in is not None:
        until = said_date(until, until_in)
    if retrieved_in is not None:
        retrieved = said_date(retrieved, retrieved_in)
    return RelationStatement(
        _text(source), _text(key), kind, start, end, Evidence(url, locator, retrieved, confidence),
        since, until, status, role, region, name, order, audience,
    )  # fmt: skip
