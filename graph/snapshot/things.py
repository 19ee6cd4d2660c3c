"""Columns of organisations and contexts."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.dates import first_day, last_day
from graph.kinds import CONFIDENCES, ORGANISATION_KINDS, ORGANISATION_STATUSES, PUBLIC_BODY, TRADE_AGENCY
from graph.snapshot.entities import Entity
from graph.snapshot.facts import UNKNOWN_DAY
from graph.snapshot.names.folding import acronyms
from graph.snapshot.names.form import NameRow

_KIND: Final = {name: code for code, name in enumerate(ORGANISATION_KINDS)}
_STATUS: Final = {name: code for code, name in enumerate(ORGANISATION_STATUSES)}

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
    sectors = [_sectors(one, find) for one in said]
    return {
        "kind": np.array([_KIND[one["kind"]] for one in said], dtype=np.uint8),
        "status": np.array([_STATUS[one["status"]] for one in said], dtype=np.uint8),
        "country": np.array([_known(one["country"], find) - market_start for one in said], dtype=np.int32),
        "region": np.array([region_of(one["region"]) if "region" in one else -1 for one in said], dtype=np.int32),
        "confidence": np.array([CONFIDENCES[one.confidence_of("country")] for one in organisations], dtype=np.float64),
        "dissolved": _days(said, "dissolved", last_day),
        "export_credit": np.array([one.get("form") == "export_credit" for one in said], dtype=np.bool_),
        "chamber": np.array([one.get("form") == "chamber" for one in said], dtype=np.bool_),
        "public": np.array([_is_public(one) for one in said], dtype=np.bool_),
        "sector_ptr": np.concatenate(([0], np.cumsum([len(one) for one in sectors]))).astype(np.int32),
        "sector": np.array([sector for one in sectors for sector in one], dtype=np.int32),
    }


def _known(id_: str, find: Find) -> int:
    found = find(id_)
    if found is None:
        raise KeyError(id_)
    return found


def _sectors(said: dict[str, Any], find: Find) -> list[int]:
    named = said.get("sectors")
    return sorted({found for one in named if (found := find(one)) is not None}) if named else []


def _is_public(said: dict[str, Any]) -> bool:
    """Public by itself; an office is so by its operator too."""
    if said.get("ownership") == "public" or said["kind"] == PUBLIC_BODY:
        return True
    return bool(said["kind"] == TRADE_AGENCY and said.get("form") != "chamber")


def context_columns(contexts: Sequence[Entity]) -> Columns:
    """The columns of ``Facts`` that tell of contexts, in the order of nodes."""
    said = [context.properties for context in contexts]
    return {"context_start": _days(said, "start", first_day), "context_end": _days(said, "end", last_day)}


def _days(said: Sequence[dict[str, Any]], name: str, bound: Callable[[str], int]) -> NDArray[np.int32]:
    unknown = int(UNKNOWN_DAY)
    return np.array([bound(one[name]) if name in one else unknown for one in said], dtype=np.int32)


NAME_FIELDS: Final = ("name", "native_name")
UNNAMED: Final = ("priority", "service", "estimate")
"""Types that nobody searches by name."""


def name_row(id_: str, type_: str, said: dict[str, Any]) -> NameRow | None:
    """What the index of names holds of a thing; None of what nobody searches by name.

    Args:
        id_: of the thing.
        type_: of the thing.
        said: its properties, or its record.
    """
    if type_ in UNNAMED:
        return None
    names: list[tuple[str, str]] = [(field, said[field]) for field in NAME_FIELDS if field in said]
    if type_ == "organisation":
        names += [("acronym", acronym) for acronym in acronyms(said["name"])]
    names.append(("id", id_))
    country = id_ if type_ == "market" else said.get("country")
    return NameRow(id=id_, kind=said.get("kind", type_), country=country, names=names)
