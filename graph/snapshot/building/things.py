"""Columns of organisations, contexts, sectors and markets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import first_day, last_day
from graph.kinds import (
    CLUSTER,
    CONFIDENCES,
    FORM_NAMES,
    ORGANISATION_KINDS,
    ORGANISATION_STATUSES,
    PUBLIC_BODY,
    TRADE_AGENCY,
)
from graph.properties import OTHER_NAMES, Property, Searched, searched
from graph.snapshot.building.entities import Entity
from graph.snapshot.facts import I4, U8, UNKNOWN_DAY
from graph.snapshot.names.folding import acronyms, fold, initials
from graph.snapshot.names.form import ACRONYM, GONE, INITIALS, NameRow

_KIND: Final = {name: code for code, name in enumerate(ORGANISATION_KINDS)}
_STATUS: Final = {name: code for code, name in enumerate(ORGANISATION_STATUSES)}
_FORM: Final = {name: code for code, name in enumerate(FORM_NAMES)}

Columns = dict[str, NDArray[Any]]
Find = Callable[[str], int | None]
"""Id of a thing → node."""


def organisation_columns(
    organisations: Sequence[Entity], find: Find, market_start: int, region_of: Callable[[str], int]
) -> Columns:
    """The columns of ``Facts`` that tell of organisations.

    Args:
        organisations: in the order of nodes.
        find: what tells the node of a market or sector.
        market_start: node of the first market.
        region_of: position of each region.
    """
    said = [organisation.properties for organisation in organisations]
    sector_ptr, sector = _ragged(_sectors(one.get("sectors", ()), find) for one in said)
    return {
        "kind": np.array([_KIND[one["kind"]] for one in said], dtype=np.uint8),
        "status": np.array([_STATUS[one["status"]] for one in said], dtype=np.uint8),
        "country": np.array([_known(one["country"], find) - market_start for one in said], dtype=np.int32),
        "region": np.array([region_of(one["region"]) if "region" in one else -1 for one in said], dtype=np.int32),
        "confidence": np.array([CONFIDENCES[one.confidence_of("country")] for one in organisations], dtype=np.float64),
        "founded": _days(said, "founded", first_day),
        "dissolved": _days(said, "dissolved", last_day),
        "form": np.array([_FORM.get(one.get("form", ""), -1) for one in said], dtype=np.int8),
        "city": _city_keys(said, "city"),
        "export_credit": np.array([one.get("form") == "export_credit" for one in said], dtype=np.bool_),
        "chamber": np.array([one.get("form") == "chamber" for one in said], dtype=np.bool_),
        "public": np.array([_is_public(one) for one in said], dtype=np.bool_),
        "sector_ptr": sector_ptr,
        "sector": sector,
    }


def _known(id_: str, find: Find) -> int:
    found = find(id_)
    if found is None:
        raise KeyError(id_)
    return found


def _sectors(named: Iterable[str], find: Find) -> list[int]:
    """Nodes of what is named, each once, in its order."""
    return list(dict.fromkeys(found for one in named if (found := find(one)) is not None))


def _ragged(lists: Iterable[list[int]]) -> tuple[I4, I4]:
    """Lists laid end to end: pointer and values."""
    laid = list(lists)
    pointer = np.concatenate(([0], np.cumsum([len(one) for one in laid]))).astype(np.int32)
    return pointer, np.array([value for one in laid for value in one], dtype=np.int32)


def _is_public(said: dict[str, Any]) -> bool:
    """Public by itself; an office is so by its operator too."""
    if said.get("ownership") == "public" or said["kind"] == PUBLIC_BODY:
        return True
    return bool(said["kind"] == TRADE_AGENCY and said.get("form") != "chamber")


def context_columns(contexts: Sequence[Entity]) -> Columns:
    """The columns of ``Facts`` that tell of contexts, in the order of nodes."""
    said = [context.properties for context in contexts]
    return {
        "context_start": _days(said, "start", first_day),
        "context_end": _days(said, "end", last_day),
        "context_participants": np.array([one.get("participants", -1) for one in said], dtype=np.int32),
    }


def sector_columns(sectors: Sequence[Entity], find: Find) -> Columns:
    """The columns of ``Facts`` that tell of sectors, in the order of nodes.

    Args:
        sectors: in that order.
        find: what tells the node of a sector, and nothing of other things.
    """
    near_ptr, near = _ragged(_sectors(one.properties.get("near", ()), find) for one in sectors)
    return {"near_ptr": near_ptr, "near": near}


def market_columns(markets: Sequence[Entity]) -> Columns:
    """The columns of ``Facts`` that tell of markets, in the order of nodes."""
    said = [market.properties for market in markets]
    return {"capital": _city_keys(said, "capital"), "main_city": _city_keys(said, "main_business_city")}


@lru_cache(maxsize=65536)
def city_key(city: str) -> int:
    """A number for a city's name, however its letters are accented or cased; the same on every machine, never 0.

    >>> city_key("Chișinău") == city_key("Chisinau")
    True
    """
    return int.from_bytes(blake2b(fold(city).encode(), digest_size=8).digest()) or 1


def _city_keys(said: Sequence[dict[str, Any]], name: str) -> U8:
    return np.array([city_key(one[name]) if name in one else 0 for one in said], dtype=np.uint64)


def _days(said: Sequence[dict[str, Any]], name: str, bound: Callable[[str], int]) -> NDArray[np.int32]:
    unknown = int(UNKNOWN_DAY)
    return np.array([bound(one[name]) if name in one else unknown for one in said], dtype=np.int32)


INITIALLED: Final = frozenset({CLUSTER, TRADE_AGENCY})
"""Kinds that people call by initials which nobody states."""
UNNAMED: Final = ("priority", "service", "estimate")
"""Types that nobody searches by name."""


def name_row_of(thing: Entity) -> NameRow | None:
    """What the index of names holds of a thing; None of what nobody searches by name."""
    several = thing.statements if len(thing.statements) > 1 else ()
    said = [one.properties for one in several]
    return name_row(thing.id, thing.type, thing.properties, said, [one.id for one in thing.statements])


def name_row_of_record(id_: str, type_: str, record: dict[str, Any]) -> NameRow | None:
    """The same, from the record of a thing."""
    several = [one["properties"] for one in record["statements"] if "properties" in one]
    return name_row(id_, type_, record, several, [one["id"] for one in record["statements"]])


def name_row(
    id_: str, type_: str, said: Mapping[str, Any], several: Sequence[Mapping[str, Any]] = (), ids: Iterable[str] = ()
) -> NameRow | None:
    """The same, from its properties.

    Args:
        id_: of the thing.
        type_: of the thing.
        said: its properties.
        several: what each statement says of it, if there are several: every name finds it.
        ids: by which sources speak of it: each finds it.
    """
    if type_ in UNNAMED:
        return None
    single, lists, about = _found_by(type_)
    names: list[tuple[str, str]] = [(field, said[field]) for field in single if field in said]
    kind, status = said.get("kind", type_), None
    if type_ == "organisation":
        names += [(ACRONYM, acronym) for acronym in acronyms(said["name"])]
    names += [named for one in lists for named in _names_of(one, said)]
    also = [(field, one[field]) for one in several for field in single if field in one]
    also += [named for one in several for listed in lists for named in _names_of(listed, one)]
    names += [named for named in dict.fromkeys(also) if named not in names]
    if type_ == "organisation":
        if kind in INITIALLED:
            names += [(INITIALS, found) for found in initials(said["name"])]
        status = said["status"] if said["status"] in GONE else None
    names += [("id", one) for one in dict.fromkeys((id_, *sorted(ids)))]
    country = id_ if type_ == "market" else said.get("country")
    words = [word for field in about if field in said for word in _listed(said[field])]
    return NameRow(id_, kind, country, names, words, status)


@cache
def _found_by(type_: str) -> tuple[list[str], list[Property], list[str]]:
    """Properties by which a search finds things of a type: single names, lists of names, and words beside a name."""
    names = searched(type_, Searched.NAME)
    single = [one.name for one in names if not one.type.listed] or ["name"]
    return single, [one for one in names if one.type.listed], [one.name for one in searched(type_, Searched.ABOUT)]


def _names_of(listed: Property, said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(field, name) of each name in a list; other names tell their field themselves."""
    named = said.get(listed.name, ())
    if listed.type is OTHER_NAMES:
        return [(field, name) for field, _, name in (one.partition(":") for one in named)]
    return [(listed.name, name) for name in named]


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
