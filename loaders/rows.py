"""From a row as it was read to a statement, or to the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.cells import is_id_form
from graph.errors import InputError
from graph.markets import market_code
from graph.records import ID_COLUMNS
from graph.regions import market_of_region, region_code
from graph.relations import MARKET, RELATION_KINDS
from graph.statements import EntityStatement, EntityType, Evidence, RelationStatement, Statement
from graph.store.digest import digest
from loaders.columns import RELATION, ROWS
from loaders.formats.header import WIDTH
from loaders.formats.sheet import FAILED

VALUE_AT_MOST: Final = 100
"""Characters of an offending value that a message repeats."""
REASONS_AT_MOST: Final = 3
"""Offending columns that a message names."""

DUPLICATE_ID: Final = "duplicate_id"
_VALIDATE: Final = {type_: model.__pydantic_validator__.validate_python for type_, model in ROWS.items()}
ID_OF: Final = {type_: ID_COLUMNS.get(type_, "id") for type_ in ROWS}
"""Type → the column of its id; of relations, none that there is."""
_NO_PROPERTIES: Final = frozenset({*ID_OF.values(), "source_url", "retrieved", "confidence"})
"""Columns of an entity that are no properties of it."""
_RELATION: Final = itemgetter(
    *("kind", "source", "target", "since", "until", "status", "role", "region", "name", "order"),
    *("source_url", "retrieved", "confidence"),
)
_MARKET_ENDS: Final = {
    kind.name: (column, ends == MARKET)
    for kind in RELATION_KINDS.values()
    for column, ends in (("source", kind.sources), ("target", kind.targets))
    if ends >= MARKET
}
"""Relation kinds with a market at an end: the column, and whether nothing else may stand there."""
_CODES: Final = {
    "missing": "missing_value",
    "literal_error": "unknown_word",
    "extra_forbidden": "unknown_column",
    "string_too_long": "too_long",
    "too_long": "too_long",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row is not taken.

    Attributes:
        column: the offending column; None where the row as a whole offends.
        code: stable reason code.
        message: for a person.
    """

    column: str | None
    code: str
    message: str


def duplicate_id(type_: str, id_: str, where: str) -> Refusal:
    """The id is taken."""
    return Refusal(ID_OF[type_], DUPLICATE_ID, f"the id {id_!r} is that of another row, {where}")


def read_row(source: str, type_: str, row: Mapping[str, str], locator: str) -> Statement | Refusal:
    """What a row of a source states; its references are not looked up."""
    return read_relation(source, row, locator) if type_ == RELATION else read_entity(source, type_, row, locator)


def read_entity(source: str, type_: str, row: Mapping[str, str], locator: str) -> EntityStatement | Refusal:
    """What a row of any type but relations states."""
    try:
        values = _VALIDATE[type_](row).__dict__
    except ValidationError as error:
        return _refusal(error, row)
    properties = {column: values[column] for column in row if column not in _NO_PROPERTIES and values[column] != []}
    evidence = Evidence(values["source_url"], locator, values["retrieved"], values["confidence"])
    return EntityStatement(source, values[ID_OF[type_]], cast(EntityType, type_), properties, evidence)


def read_relation(source: str, row: Mapping[str, str], locator: str) -> RelationStatement | Refusal:
    """What a row of relations states."""
    if row.get("kind") in _MARKET_ENDS:
        named = _name_market(row)
        if isinstance(named, Refusal):
            return named
        row = named
    try:
        content = _RELATION(_VALIDATE[RELATION](row).__dict__)
    except ValidationError as error:
        return _refusal(error, row)
    kind, start, end, since, until, status, role, region, name, order, url, retrieved, confidence = content
    evidence = Evidence(url, locator, retrieved, confidence)
    return RelationStatement(
        source, digest(content), kind, start, end, evidence, since, until, status, role, region, name, order
    )


def _name_market(row: Mapping[str, str]) -> Mapping[str, str] | Refusal:
    """A relation's market by its code, whatever it is called there.

    A mandate for ``DE-BW`` is one for the market ``DE``, region ``DE-BW``. Where other things than markets may stand,
    a text in the form of an id is one.
    """
    column, only = _MARKET_ENDS[row["kind"]]
    text = row.get(column, "")
    if row["kind"] == "mandated_for" and (region := region_code(text)):
        return _name_region(row, region)
    if not text or (is_id_form(text) and not only):
        return row
    try:
        return {**row, column: market_code(text)}
    except InputError as error:
        if not error.nearest and " " not in text.strip():
            return row  # It is looked for among the ids.
        return Refusal(column, error.code, str(error))


def _name_region(row: Mapping[str, str], target: str) -> Mapping[str, str] | Refusal:
    region = row.get("region", target)
    if region_code(region) != target:
        return Refusal("region", "contradiction", f"the target {target!r} is a region, and the region is {region!r}")
    return {**row, "target": market_of_region(target), "region": target}


def _refusal(error: ValidationError, row: Mapping[str, str]) -> Refusal:
    if WIDTH in row:
        return Refusal(None, "wrong_width", f"the row has {row[WIDTH]} cells")
    if FAILED in row:
        at, shown = row[FAILED], row[row[FAILED]]
        return Refusal(at, "cell_error", f"{at}: the spreadsheet shows {shown!r} there; write the value as text")
    errors = error.errors(include_url=False, include_context=False)
    first = errors[0]
    column = str(first["loc"][0]) if first["loc"] else None
    code = _CODES.get(first["type"], "bad_value") if column else "contradiction"
    message = "; ".join(_reason(detail) for detail in errors[:REASONS_AT_MOST])
    more = f"; and {len(errors) - REASONS_AT_MOST} more" if len(errors) > REASONS_AT_MOST else ""
    return Refusal(column, code, message + more)


def _reason(detail: ErrorDetails) -> str:
    """One reason for a person: of a value its column and, unless the message repeats it, the value."""
    message = detail["msg"].removeprefix("Value error, ")
    if not detail["loc"]:
        return message
    repeated = detail["type"] in ("missing", "value_error")
    return f"{detail['loc'][0]}: {message}" + ("" if repeated else f", not {str(detail['input'])[:VALUE_AT_MOST]!r}")
