"""Lists of organisations: what they are asked for with, and their pages."""

from typing import Any, Optional

import strawberry

from api.schema.model.organisation import Organisation
from api.schema.model.words import OrganisationKind, OrganisationOrder, OrganisationStatus
from api.schema.plumbing.base import Reading, input_type, told
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.scalars import MarketCode
from queries.reading.organisations import Order, organisations, place_in_order
from queries.reading.organisations import OrganisationFilter as Wanted


@input_type
class OrganisationKindCondition:
    """A condition on a kind."""

    eq: OrganisationKind | None = told("It is this one.", default=None)
    in_: list[OrganisationKind] | None = told("It is one of these.", name="in", default=None)


@input_type
class OrganisationStatusCondition:
    """A condition on a status."""

    eq: OrganisationStatus | None = told("It is this one.", default=None)
    in_: list[OrganisationStatus] | None = told("It is one of these.", name="in", default=None)


@input_type
class MarketCondition:
    """A condition on a market."""

    eq: MarketCode | None = told("It is this one.", default=None)
    in_: list[MarketCode] | None = told("It is one of these.", name="in", default=None)


@input_type
class IdCondition:
    """A condition on an id."""

    eq: strawberry.ID | None = told("It is this one.", default=None)
    in_: list[strawberry.ID] | None = told("It is one of these.", name="in", default=None)


Condition = OrganisationKindCondition | OrganisationStatusCondition | MarketCondition | IdCondition


@input_type
class OrganisationFilter:
    """Which organisations. All conditions hold together. To find one by name, use `search`."""

    kind: OrganisationKindCondition | None = told("What it is.", default=None)
    status: OrganisationStatusCondition | None = told("Whether it still exists.", default=None)
    country: MarketCondition | None = told("The market in which it is located.", default=None)
    sector: IdCondition | None = told("A sector that it works in.", default=None)
    present_in: MarketCondition | None = told("A market in which it counts as present.", default=None)
    on_corridor: IdCondition | None = told("A corridor on which it lies itself.", default=None)
    and_: list["OrganisationFilter"] | None = told("All of these hold too.", name="and", default=None)
    or_: list["OrganisationFilter"] | None = told("One of these holds too.", name="or", default=None)
    not_: Optional["OrganisationFilter"] = told("This does not hold.", name="not", default=None)

    def understood(self) -> Wanted:
        """As the reading takes it.

        Raises:
            LimitError: it is too long.
        """
        return Wanted(
            kind=_conditions(self.kind),
            status=_conditions(self.status),
            country=_conditions(self.country),
            sector=_conditions(self.sector),
            present_in=_conditions(self.present_in),
            on_corridor=_conditions(self.on_corridor),
            every=tuple(other.understood() for other in self.and_ or ()),
            some=None if self.or_ is None else tuple(other.understood() for other in self.or_),
            not_=None if self.not_ is None else self.not_.understood(),
        )


def _conditions(given: Condition | None) -> tuple[tuple[str, ...], ...]:
    if given is None:
        return ()
    equal = () if given.eq is None else ((given.eq,),)
    return equal if given.in_ is None else (*equal, tuple(given.in_))


def organisations_page(
    reading: Reading, where: OrganisationFilter | None, order: OrganisationOrder, first: int, after: str | None
) -> Connection[Organisation]:
    """A page of organisations in an order."""
    snapshot = reading.snapshot
    by: Order = order  # type: ignore[assignment]
    found = organisations(reading.day, None if where is None else where.understood(), by)

    def key(at: Any) -> list[Any]:
        return list(place_in_order(snapshot, int(at), by))

    like = (int if order == "kind" else str, str)
    paging = Paging(found, key, f"organisations-{order}", like, first, after)  # type: ignore[arg-type]
    page: Connection[Organisation] = paging.shown(lambda node: reading.thing(int(node)))
    return page
