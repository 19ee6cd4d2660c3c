"""From a row as it was read to a statement, or to the reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, cast

from pydantic import ValidationError

from graph.cells import as_id, is_id_form
from graph.errors import InputError
from graph.markets import market_code, markets_meant
from graph.records import ID_COLUMNS
from graph.region_names import region_named
from graph.regions import market_of_region, region_code
from graph.relations import MARKET, RELATION_KINDS
from graph.statements import EntityStatement, EntityType, Evidence, RelationStatement, Statement
from graph.store.digest import digest
from graph.words import as_word
from loaders.columns import RELATION, ROWS
from loaders.reasons import Fault, faults

REASONS_AT_MOST: Final = 3
"""Offending columns that a message names."""

PARTICIPANT: Final = "participant"
"""The role of those who have no other one."""
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
_NO_MARKET: Final = {
    kind.name: tuple(
        column for column, ends in (("source", kind.sources), ("target", kind.targets)) if not ends & MARKET
    )
    for kind in RELATION_KINDS.values()
}
"""Relation kind → the columns of its ends at which no market may stand."""


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
    row = named_thing(row)
    try:
        values = _VALIDATE[type_](row).__dict__
    except ValidationError:
        return refusal_of(faults(type_, row))
    properties = {column: values[column] for column in row if column not in _NO_PROPERTIES and values[column] != []}
    evidence = Evidence(values["source_url"], locator, values["retrieved"], values["confidence"])
    return EntityStatement(source, values[ID_OF[type_]], cast(EntityType, type_), properties, evidence)


def read_relation(source: str, row: Mapping[str, str], locator: str) -> RelationStatement | Refusal:
    """What a row of relations states."""
    named = named_relation(row)
    if isinstance(named, Refusal):
        return named
    try:
        content = _RELATION(_VALIDATE[RELATION](named).__dict__)
    except ValidationError:
        return refusal_of(faults(RELATION, named))
    kind, start, end, since, until, status, role, region, name, order, url, retrieved, confidence = content
    evidence = Evidence(url, locator, retrieved, confidence)
    return RelationStatement(
        source, digest(content), kind, start, end, evidence, since, until, status, role, region, name, order
    )


def named_thing(row: Mapping[str, str]) -> Mapping[str, str]:
    """A thing's row with its region by its code, if it is one of its country by name."""
    return _with_region(row, row.get("country", "")) if "region" in row and "country" in row else row


def _with_region(row: Mapping[str, str], market: str) -> Mapping[str, str]:
    text = row["region"]
    if region_code(text):
        return row
    meant = markets_meant(market)
    try:
        return {**row, "region": region_named(text, meant[0])} if len(meant) == 1 else row
    except InputError:
        return row  # Its cell is told apart from the rest of the row.


def named_relation(row: Mapping[str, str]) -> Mapping[str, str] | Refusal:
    """A relation's row with its kind, ends and role as the graph names them, as far as they can be told."""
    altered = {}
    kind = as_word(row.get("kind", ""), RELATION_KINDS)
    if kind != row.get("kind", ""):
        altered["kind"] = kind
    for column in _NO_MARKET.get(kind, ()):
        text = row.get(column, "")
        if text != (id_ := as_id(text)):
            altered[column] = id_
    if "role" in row:
        altered["role"] = as_word(row["role"], RELATION_KINDS[kind].meant_roles if kind in RELATION_KINDS else ())
    named = {**row, **altered} if altered else row
    if kind not in _MARKET_ENDS:
        return named
    with_market = _name_market(named)
    if isinstance(with_market, Refusal) or "region" not in with_market:
        return with_market
    return _with_region(with_market, with_market.get(_MARKET_ENDS[kind][0], ""))


def means_nothing(kind: str, role: str) -> bool:
    """Whether other roles of a kind mean something, and this one does not, though it is not the usual one."""
    meant = RELATION_KINDS[kind].meant_roles
    return bool(meant) and role not in meant and role != PARTICIPANT


def id_of(type_: str, row: Mapping[str, str]) -> str:
    """The id of a thing that a row states, as far as it can be told; empty if it cannot."""
    text = row.get(ID_OF[type_], "").strip()
    return text.upper() if type_ == "market" else as_id(text)


def ends_of(row: Mapping[str, str]) -> tuple[str, str, str]:
    """Kind, source and target of a relation's row, as the graph names them as far as they can be told."""
    named = named_relation(row)
    said = row if isinstance(named, Refusal) else named
    return said.get("kind", "").strip(), said.get("source", "").strip(), said.get("target", "").strip()


def _name_market(row: Mapping[str, str]) -> Mapping[str, str] | Refusal:
    """A relation's market by its code, whatever it is called there.

    A mandate for ``DE-BW`` is one for the market ``DE``, region ``DE-BW``. Where other things than markets may stand,
    a text in the form of an id is one.
    """
    column, only = _MARKET_ENDS[row["kind"]]
    text = row.get(column, "").strip()
    row = {**row, column: text} if text else row
    if row["kind"] == "mandated_for" and (region := region_code(text)):
        return _name_region(row, region)
    if not text or (is_id_form(text) and not only):
        return row
    try:
        return {**row, column: market_code(text)}
    except InputError as error:
        if not error.nearest and " " not in text.strip():
            return {**row, column: as_id(text)}  # It is looked for among the ids.
        return Refusal(column, error.code, str(error))


def _name_region(row: Mapping[str, str], target: str) -> Mapping[str, str] | Refusal:
    region = row.get("region", target)
    if region_code(region) != target:
        return Refusal("region", "contradiction", f"the target {target!r} is a region, and the region is {region!r}")
    return {**row, "target": market_of_region(target), "region": target}


def refusal_of(found: Sequence[Fault]) -> Refusal:
    """Why a row with these faults is not taken: the first one's column and code, and the first ones in words."""
    message = "; ".join(one.message for one in found[:REASONS_AT_MOST])
    more = f"; and {len(found) - REASONS_AT_MOST} more" if len(found) > REASONS_AT_MOST else ""
    return Refusal(found[0].column, found[0].code, message + more)
