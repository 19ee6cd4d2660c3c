"""Properties of things as those of nodes and relationships, with real dates; and back, to the letter."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_args

from neo4j.time import Date
from pydantic import AfterValidator

from graph.dates import check_partial_date
from graph.records import ENTITY_ROWS, Row
from graph.store.neo4j.form.dates import PRECISION, Properties, put_date, said_date

ESCAPE: Final = "said_"
"""Begins the name of a source's property that would otherwise be taken for one of the store's own."""
OWN_PROPERTIES: Final = frozenset({
    "id", "type", "url", "locator", "retrieved", "confidence", "audience", "digest", "added", "changed", "retired",
    "seen", "was",
})  # fmt: skip
"""Properties of statements that are the store's own."""


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


def stored_properties(type_: str, properties: Mapping[str, Any]) -> Properties:
    """The properties of a thing, as they are stored."""
    dates, names = _dates_of(type_), _model_names()
    said: Properties = {}
    for name, value in properties.items():
        if name in dates and type(value) is str:
            put_date(said, name, value)
        else:
            said[name if name in names else _escaped(name)] = value
    return said


def _escaped(name: str) -> str:
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
