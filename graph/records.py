"""The boundary: rows of interchange files as pydantic models. A row that passes is safe to store."""

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from graph import kinds
from graph.dates import PartialDate, first_day, last_day
from graph.markets import is_market, market_code
from graph.regions import check_region, market_of_region
from graph.relations import RELATION_KINDS

RowType = TypeVar("RowType")
TEXT_AT_MOST = 2_000
LIST_AT_MOST = 500
PARTICIPANTS_AT_MOST = 1_000_000_000


def _split(value: Any) -> Any:
    """A ``|``-separated list as a list; empty parts are dropped."""
    if isinstance(value, str):
        return [part for part in (piece.strip() for piece in value.split("|")) if part]
    return value


def _market(text: Any) -> Any:
    return market_code(text) if isinstance(text, str) else text


def is_id_form(text: str) -> bool:
    """Whether ``text`` could be an id: in lower case, in one piece. What could not may be a market by its name.

    >>> is_id_form("ai"), is_id_form("AI"), is_id_form("south korea")
    (True, False, False)
    """
    return text == text.lower() and not any(map(str.isspace, text))


def _market_or_id(text: Any) -> Any:
    return text if isinstance(text, str) and is_id_form(text) else _market(text)


def _region(text: Any) -> Any:
    return check_region(text) if isinstance(text, str) else text


def _check_within(region: str | None, market: str) -> None:
    if region is not None and market_of_region(region) != market:
        raise ValueError(f"the region {region!r} does not lie in the market {market!r}")


Id = Annotated[str, StringConstraints(pattern=r"^[^\sA-Z|]+$", min_length=1, max_length=200)]
"""Stable and lower case; see INTERCHANGE."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_AT_MOST)]
Market = Annotated[str, BeforeValidator(_market)]
Region = Annotated[str, BeforeValidator(_region)]
MarketOrId = Annotated[str, StringConstraints(min_length=1, max_length=200), BeforeValidator(_market_or_id)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S+$")]
Ids = Annotated[list[Reference], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Markets = Annotated[list[Market], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Words = Annotated[list[Text], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
OtherName = Annotated[
    str, StringConstraints(max_length=TEXT_AT_MOST, pattern=rf"^({'|'.join(kinds.OTHER_NAME_KINDS)}):\S.*$")
]
OtherNames = Annotated[list[OtherName], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
"""``kind:name``, of the kinds in ``graph.kinds.OTHER_NAME_KINDS``."""
Identifier = Annotated[str, StringConstraints(max_length=200, pattern=r"^[a-z][a-z0-9_]*:\S+$")]
Identifiers = Annotated[list[Identifier], BeforeValidator(_split), Field(max_length=LIST_AT_MOST)]
Confidence = Literal["verified", "imported", "recalled", "inferred"]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=TEXT_AT_MOST)]


class Row(BaseModel):
    """What every row may carry: its evidence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source_url: Url | None = None
    retrieved: PartialDate | None = None
    confidence: Confidence = "imported"


class MarketRow(Row):
    """A row of markets.csv: what a market is known by beside ISO 3166."""

    code: Market
    capital: Text | None = None
    main_business_city: Text | None = None


class OrganisationRow(Row):
    """A row of organisations.csv."""

    id: Id
    kind: Literal[kinds.ORGANISATION_KINDS]  # type: ignore[valid-type]
    name: Text
    country: Market
    form: Text | None = None
    native_name: Text | None = None
    other_names: OtherNames | None = None
    status: Literal[kinds.ORGANISATION_STATUSES] | None = None  # type: ignore[valid-type]
    region: Region | None = None
    region_name: Text | None = None
    city: Text | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    sectors: Ids | None = None
    size: Literal["micro", "small", "medium", "large"] | None = None
    ownership: Literal["public", "private", "mixed"] | None = None
    languages: Words | None = None
    competences: Words | None = None
    founded: PartialDate | None = None
    dissolved: PartialDate | None = None
    website: Url | None = None
    identifiers: Identifiers | None = None

    @model_validator(mode="after")
    def _form_fits_kind(self) -> Self:
        forms = kinds.FORMS.get(self.kind, ())
        if self.form is not None and self.form not in forms:
            allowed = ", ".join(forms) or "none"
            raise ValueError(f"form {self.form!r} is not one of a {self.kind}: {allowed}")
        return self

    @model_validator(mode="after")
    def _region_fits_country(self) -> Self:
        _check_within(self.region, self.country)
        return self


class ContextRow(Row):
    """A row of contexts.csv."""

    id: Id
    kind: Literal[kinds.CONTEXT_KINDS]  # type: ignore[valid-type]
    name: Text
    start: PartialDate | None = None
    end: PartialDate | None = None
    month: Annotated[int, Field(ge=1, le=12)] | None = None
    cadence: Text | None = None
    city: Text | None = None
    country: Market | None = None
    mode: Literal["online", "on_site", "hybrid"] | None = None
    format: (
        Literal[
            "matchmaking",
            "investor_pitching",
            "knowledge",
            "concept_development",
            "project_meeting",
            "networking",
            "fair",
            "conference",
        ]
        | None
    ) = None
    funder: Text | None = None
    participants: Annotated[int, Field(ge=0, le=PARTICIPANTS_AT_MOST)] | None = None
    countries: Markets | None = None
    countries_note: Text | None = None
    beneficiaries: Words | None = None
    deadline: PartialDate | None = None
    fee: Text | None = None
    status: Literal[kinds.CONTEXT_STATUSES] | None = None  # type: ignore[valid-type]
    sectors: Ids | None = None
    website: Url | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _check_order(self, self.start, self.end)


class CorridorRow(Row):
    """A row of corridors.csv."""

    id: Id
    kind: Literal[kinds.CORRIDOR_KINDS]  # type: ignore[valid-type]
    name: Text
    markets: Markets | None = None
    since: PartialDate | None = None
    status: Literal[kinds.CORRIDOR_STATUSES] | None = None  # type: ignore[valid-type]
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
    organisation: Reference
    name: Text
    sectors: Ids | None = None
    markets: Markets | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return _check_order(self, self.since, self.until)


class ServiceRow(Row):
    """A row of services.csv."""

    id: Id
    organisation: Reference
    service: Literal[kinds.SERVICES]  # type: ignore[valid-type]
    markets: Markets | None = None
    for_whom: Words | None = None
    fee: Text | None = None


class EstimateRow(Row):
    """A row of estimates.csv: a published estimate, never added up with others."""

    id: Id
    region: MarketOrId
    count: Annotated[int, Field(ge=0)]
    what: Literal["regional_clusters", "cluster_organisations"]
    publisher: Text
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    sector: Reference | None = None


class RelationRow(Row):
    """A row of relations.csv."""

    kind: Literal[tuple(RELATION_KINDS)]  # type: ignore[valid-type]
    source: Reference
    target: Reference
    since: PartialDate | None = None
    until: PartialDate | None = None
    status: Literal[kinds.RELATION_STATUSES] | None = None  # type: ignore[valid-type]
    role: Text | None = None
    region: Region | None = None
    name: Text | None = None
    order: Annotated[float, Field(allow_inf_nan=False)] | None = None

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
        return _check_order(self, self.since, self.until)


def _check_order(row: RowType, since: str | None, until: str | None) -> RowType:
    if since is not None and until is not None and first_day(since) > last_day(until):
        raise ValueError(f"it ends ({until}) before it begins ({since})")
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
}
"""Interchange file stem → what its rows are, in the order of loading."""
