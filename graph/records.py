"""The boundary: rows of interchange files as pydantic models. A row that passes is safe to store."""

from collections.abc import Callable
from typing import Any, Final, Self, TypeVar

from pydantic import BaseModel, ConfigDict, create_model, model_validator

from graph import kinds
from graph.cells import (
    Confidence,
    Count,
    Date,
    Id,
    Ids,
    Market,
    MarketOrId,
    Markets,
    OwnReference,
    Position,
    Reference,
    Region,
    Text,
    Url,
    Words,
    Year,
    one_word_of,
)
from graph.dates import first_day, last_day
from graph.markets import is_market
from graph.properties import columns
from graph.regions import market_of_region
from graph.relations import MEMBERSHIP, RELATION_KINDS

RowType = TypeVar("RowType")


class CellContradictionError(ValueError):
    """One cell contradicts another one, which counts.

    Attributes:
        column: of the cell that does not count.
    """

    def __init__(self, column: str, message: str) -> None:
        self.column = column
        super().__init__(message)


def _check_within(region: str | None, market: str) -> None:
    if region is not None and market_of_region(region) != market:
        raise CellContradictionError("region", f"the region {region!r} does not lie in the market {market!r}")


class Row(BaseModel):
    """What every row may carry: its evidence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_url: Url | None = None
    retrieved: Date | None = None
    confidence: Confidence = "imported"


class MarketRow(Row):
    """A row of markets.csv: what a market is known by beside ISO 3166."""

    code: Market
    capital: Text | None = None
    main_business_city: Text | None = None


def _form_fits_kind(row: Any) -> Any:
    forms = kinds.FORMS.get(row.kind, ())
    if row.form is not None and row.form not in forms:
        allowed = ", ".join(forms) or "none"
        raise CellContradictionError("form", f"form {row.form!r} is not one of a {row.kind}: {allowed}")
    return row


def _region_fits_country(row: Any) -> Any:
    _check_within(row.region, row.country)
    return row


def _ends_after_it_starts(row: Any) -> Any:
    return _check_order(row, "end", row.start, row.end)


def _row_of(type_: str, *checks: Callable[[Any], Any]) -> type[Row]:
    """The model of a row of a type, from the table of its properties, with what one cell does not tell."""
    cells: dict[str, Any] = {
        one.name: (one.type.cell, ...) if one.required else (one.type.cell | None, None) for one in columns(type_)
    }
    validators: dict[str, Any] = {check.__name__: model_validator(mode="after")(check) for check in checks}
    doc = f"A row of {type_}s.csv."
    return create_model(
        f"{type_.capitalize()}Row", __base__=Row, __doc__=doc, __module__=__name__, __validators__=validators, **cells
    )


OrganisationRow: Final = _row_of("organisation", _form_fits_kind, _region_fits_country)
ContextRow: Final = _row_of("context", _ends_after_it_starts)


class CorridorRow(Row):
    """A row of corridors.csv."""

    id: Id
    kind: one_word_of(*kinds.CORRIDOR_KINDS)  # type: ignore[valid-type]
    name: Text
    markets: Markets | None = None
    since: Date | None = None
    status: one_word_of(*kinds.CORRIDOR_STATUSES) | None = None  # type: ignore[valid-type]
    website: Url | None = None


class SectorRow(Row):
    """A row of sectors.csv."""

    id: Id
    name: Text
    group: Text | None = None
    nace: Words | None = None
    near: Ids | None = None


class PriorityRow(Row):
    """A row of priorities.csv: a strategic priority that an organisation has published."""

    id: Id
    organisation: OwnReference
    name: Text
    sectors: Ids | None = None
    markets: Markets | None = None
    since: Date | None = None
    until: Date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _check_order(self, "until", self.since, self.until)


class ServiceRow(Row):
    """A row of services.csv."""

    id: Id
    organisation: OwnReference
    service: one_word_of(*kinds.SERVICES)  # type: ignore[valid-type]
    markets: Markets | None = None
    for_whom: Words | None = None
    fee: Text | None = None


class EstimateRow(Row):
    """A row of estimates.csv: a published estimate, never added up with others."""

    id: Id
    region: MarketOrId
    count: Count
    what: one_word_of("regional_clusters", "cluster_organisations")  # type: ignore[valid-type]
    publisher: Text
    year: Year | None = None
    sector: OwnReference | None = None


class RelationRow(Row):
    """A row of relations.csv."""

    kind: one_word_of(*RELATION_KINDS)  # type: ignore[valid-type]
    source: Reference
    target: Reference
    since: Date | None = None
    until: Date | None = None
    status: one_word_of(*kinds.RELATION_STATUSES) | None = None  # type: ignore[valid-type]
    role: Text | None = None
    region: Region | None = None
    name: Text | None = None
    order: Position | None = None

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        roles = RELATION_KINDS[self.kind].roles
        if roles and self.role not in roles and (self.role is not None or RELATION_KINDS[self.kind].role_required):
            raise ValueError(f"role {self.role!r}: a {self.kind} has the role {' or '.join(roles)}")
        if self.source == self.target:
            raise ValueError(f"{self.source!r} is related to itself")
        if self.region is not None:
            market = self.source if self.kind == "lies_on" else self.target
            if is_market(market):
                _check_within(self.region, market)
        return _check_order(self, "until", self.since, self.until)


class MembershipRow(Row):
    """A row of memberships.csv: who belongs to what, by names or ids. It states a relation."""

    member: Text
    of: Text
    relation: one_word_of(*RELATION_KINDS) = MEMBERSHIP  # type: ignore[valid-type]
    since: Date | None = None
    until: Date | None = None
    status: one_word_of(*kinds.RELATION_STATUSES) | None = None  # type: ignore[valid-type]
    role: Text | None = None
    kind_of_member: one_word_of(*kinds.ORGANISATION_KINDS) | None = None  # type: ignore[valid-type]
    country_of_member: Market | None = None


def _check_order(row: RowType, column: str, since: str | None, until: str | None) -> RowType:
    if since is not None and until is not None and first_day(since) > last_day(until):
        raise CellContradictionError(column, f"it ends ({until}) before it begins ({since})")
    return row


ENTITY_ROWS: dict[str, type[Row]] = {
    "market": MarketRow,
    "sector": SectorRow,
    "corridor": CorridorRow,
    "organisation": OrganisationRow,
    "context": ContextRow,
    "priority": PriorityRow,
    "service": ServiceRow,
    "estimate": EstimateRow,
}
"""The model of each entity type, in the order of loading."""

ID_COLUMNS: dict[str, str] = {"market": "code"}
"""Type → the column that is its id, where that is not ``id``."""

FILE_TYPES: dict[str, str] = {
    "markets": "market",
    "sectors": "sector",
    "corridors": "corridor",
    "organisations": "organisation",
    "contexts": "context",
    "priorities": "priority",
    "services": "service",
    "estimates": "estimate",
    "relations": "relation",
    "memberships": "membership",
}
"""Interchange file stem → what its rows are, in the order of loading."""
