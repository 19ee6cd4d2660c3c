"""Nodes of an exported graph: the exported columns of whatever has a table of properties, in one table."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from exports.graphs.view import ALWAYS, Attribute, Node, Period, Value, ValueType
from graph import properties
from graph.dates import first_day, last_day
from graph.properties import PROPERTIES, Property, export_columns
from graph.snapshot.day.succession import gone_from
from graph.snapshot.facts import B1, UNKNOWN_DAY
from graph.snapshot.on_day import Day
from graph.words import label

_OWN_FIELDS: Final = ("id", "name")
"""What a node says of itself."""
_TYPES: Final = {
    properties.DATE: ValueType.DATE,
    properties.LAST_DATE: ValueType.DATE,
    properties.MONTH: ValueType.WHOLE,
    properties.COUNT: ValueType.WHOLE,
    properties.LATITUDE: ValueType.NUMBER,
    properties.LONGITUDE: ValueType.NUMBER,
}
_COLUMNS: Final[dict[str, Property]] = {
    one.name: one for type_ in reversed(PROPERTIES) for one in export_columns(type_) if one.name not in _OWN_FIELDS
}
"""Those of organisations stand for one that contexts have as well."""


def _attribute(one: Property) -> Attribute:
    return Attribute(
        one.name, ValueType.TEXTS if one.type.listed else _TYPES.get(one.type, ValueType.TEXT), one.meaning
    )


def node_attributes() -> tuple[Attribute, ...]:
    """What is told of each node, in this order."""
    return (
        Attribute("type", ValueType.TEXT, "What sort of thing it is: organisation, context, corridor, market, …"),
        *map(_attribute, _COLUMNS.values()),
        Attribute("sources", ValueType.TEXTS, "Names of the sources that speak of it."),
        Attribute("confidence", ValueType.TEXT, "How sure the surest of them is."),
        Attribute(
            "gone", ValueType.YES_NO, "Of an organisation: whether it was gone on that day: dissolved or merged."
        ),
    )


def nodes_of(day: Day, wanted: NDArray[Any]) -> Iterator[Node]:
    """The nodes at some positions, in their order."""
    sections, snapshot, columns = day.sections, day.snapshot, tuple(_COLUMNS.values())
    organisations = sections.range("organisation").stop
    gone, vanished = day.on.after.gone, gone_from(day.facts)
    for node in wanted.tolist():
        record = _with_name(snapshot.record(node))
        statements = record["statements"]
        told: list[Value] = [sections.type_of(node)]
        told += [_value(one, record.get(one.name)) for one in columns]
        told.append(tuple(sorted({said["source"] for said in statements})))
        told.append(statements[0]["confidence"] if statements else None)
        told.append(bool(gone[node]) if node < organisations else None)
        period = _organisation_period(record, int(vanished[node])) if node < organisations else _period(record)
        yield Node(record["id"], record["name"], period, tuple(told))


def _with_name(record: dict[str, Any]) -> dict[str, Any]:
    """A record as it is; of a service, which has no name, with what it is instead."""
    if record["type"] != "service":
        return {"name": record["id"], **record}
    return {**record, "kind": record["service"], "name": label("ServiceKind", record["service"])}


def _value(one: Property, value: Any) -> Value:
    if one.type.listed:
        return tuple(value or ())
    return value  # type: ignore[no-any-return]  # as the table says


def _organisation_period(record: dict[str, Any], vanished: int) -> Period:
    """From its foundation to the day before it is gone, as far as either is known."""
    founded = record.get("founded")
    known = 1 < vanished < date.max.toordinal()
    return Period(_day(first_day(founded)) if founded else None, _day(vanished - 1) if known else None)


def _period(record: dict[str, Any]) -> Period:
    start, end = record.get("start"), record.get("end")
    if start is None and end is None:
        return ALWAYS
    return Period(_day(first_day(start)) if start else None, _day(last_day(end)) if end else None)


def _day(day: int) -> str | None:
    return None if day == UNKNOWN_DAY else date.fromordinal(day).isoformat()


def there_by(day: Day) -> B1:
    """(N) which organisations were founded by then, gone or not, as far as is known."""
    founded = day.facts.founded
    return np.asarray((founded == UNKNOWN_DAY) | (founded <= day.on.day))
