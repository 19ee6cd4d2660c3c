"""Statements as properties of relationships in Neo4j, in plain types and with real dates; and back, to the letter."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final, get_args

from neo4j.time import Date
from pydantic import AfterValidator

from graph.dates import check_partial_date, first_day, last_day
from graph.properties import LAST_DATE, of_type
from graph.records import ENTITY_ROWS, Row
from graph.statements import EntityStatement, Evidence, RelationStatement
from graph.store.plain import check_name, check_value, plain_order

Properties = dict[str, Any]

PRECISION: Final = "_precision"
"""Ends the name of the property that says that a date is a month's or a year's."""
ESCAPE: Final = "said_"
"""Begins the name of a source's property that would otherwise be taken for one of the store's own."""
_PERIOD_ENDS: Final = frozenset({"until", *of_type(LAST_DATE)})
"""Dates that stand for their last day; all others for their first."""
OWN_PROPERTIES: Final = frozenset({
    "id", "type", "url", "locator", "retrieved", "confidence", "audience", "digest", "added", "changed", "retired",
    "seen", "was",
})  # fmt: skip
"""Properties of statements that are the store's own."""
_DIGITS: Final = {"year": 4, "month": 7}
_PRECISIONS: Final = {length: precision for precision, length in _DIGITS.items()}


@cache
def _dates_of(type_: str) -> frozenset[str]:
    """Properties of a type that the model knows to be partial dates."""
    said = {name: of for name, of in ENTITY_ROWS[type_].model_fields.items() if name not in Row.model_fields}
    return frozenset(name for name, of in said.items() if _is_date(of.annotation, of.metadata))


def _is_date(annotation: Any, metadata: list[Any]) -> bool:
    known = (*metadata, *(part for one in get_args(annotation) for part in getattr(one, "__metadata__", ())))
    return any(isinstance(one, AfterValidator) and one.func is check_partial_date for one in known)


@cache
def _model_names() -> frozenset[str]:
    """Properties of the model's own, which need no escaping."""
    names = {name for model in ENTITY_ROWS.values() for name in model.model_fields}
    return frozenset(names - OWN_PROPERTIES - Row.model_fields.keys())


@lru_cache(maxsize=65536)
def stored_date(text: str, last: bool) -> tuple[date, str | None] | None:
    """A partial date as a day and its precision, None for a day's; None if it is no date of the calendar.

    >>> stored_date("2024-02", True)
    (datetime.date(2024, 2, 29), 'month')
    """
    try:
        day = last_day(text) if last else first_day(text)
    except ValueError:
        return None
    return date.fromordinal(day), _PRECISIONS.get(len(text))


def put_date(said: Properties, name: str, text: str) -> None:
    """Set a date property; text that is no date stays text."""
    stored = stored_date(text, name in _PERIOD_ENDS)
    if stored is None:
        said[name] = text
        return
    said[name], precision = stored
    if precision is not None:
        said[name + PRECISION] = precision


def said_date(value: Any, precision: Any) -> Any:
    """A date as its source wrote it; what somebody has put there that is none is handed on, for a snapshot to name.

    Args:
        value: a date, the text of one, or text that is no date; None where there is none.
        precision: of it; None: a day.
    """
    text = value.iso_format() if type(value) is Date else value
    digits = _DIGITS.get(precision) if type(precision) is str else None
    return text[:digits] if type(text) is str else text


def stored_properties(type_: str, properties: Mapping[str, Any]) -> Properties:
    """The properties of a thing, as they are stored.

    Raises:
        InputError: a name or a value is none that can be stored (code ``unstorable_value``).
    """
    dates, names = _dates_of(type_), _model_names()
    said: Properties = {}
    for name, value in properties.items():
        if type(value) is not str:
            check_value(name, value)
        if name in dates and type(value) is str:
            put_date(said, name, value)
        else:
            said[name if name in names else _escaped(name)] = value
    return said


def _escaped(name: str) -> str:
    check_name(name)
    clashes = name in OWN_PROPERTIES or name.startswith(ESCAPE) or name.endswith(PRECISION)
    return ESCAPE + name if clashes else name


def said_properties(type_: str, stored: Properties) -> Properties:
    """What ``stored_properties`` was given. ``stored`` is used up."""
    if stored.keys() <= _model_names() and type_ in ENTITY_ROWS and _dates_of(type_).isdisjoint(stored):
        return stored
    if any(type(value) is Date or name.startswith(ESCAPE) for name, value in stored.items()):
        return {
            name.removeprefix(ESCAPE): said_date(value, stored.get(name + PRECISION)) if type(value) is Date else value
            for name, value in stored.items()
            if not name.endswith(PRECISION) or name.startswith(ESCAPE)
        }
    return stored


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
        stored["order"] = plain_order(said.order)
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
