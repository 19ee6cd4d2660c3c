"""Lists of organisations: filters and orders over what the snapshot holds in arrays."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Optional

import numpy as np
import strawberry
from numpy.typing import NDArray

from api.schema.model.organisation import Organisation
from api.schema.model.words import OrganisationKind, OrganisationOrder, OrganisationStatus
from api.schema.plumbing.base import Reading, input_type, told
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.scalars import MarketCode
from graph.errors import LimitError
from graph.kinds import ORGANISATION_KINDS, ORGANISATION_STATUSES
from graph.snapshot.facts import I4
from graph.snapshot.names.folding import fold
from queries.reading.related import related

CONDITIONS_AT_MOST: Final = 50
"""Conditions in one filter, those within and, or, not included."""
VALUES_AT_MOST: Final = 500
Mask = NDArray[np.bool_]


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


class _Filtering:
    """Filters as masks over all organisations."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._facts = reading.snapshot.facts
        self._count = len(self._facts.kind)
        self._conditions = 0

    def mask(self, where: OrganisationFilter) -> Mask:
        """(N) where the filter holds."""
        parts: list[tuple[Any, Callable[[list[Any]], Mask]]] = [
            (where.kind, lambda words: np.isin(self._facts.kind, [ORGANISATION_KINDS.index(word) for word in words])),
            (
                where.status,
                lambda words: np.isin(self._facts.status, [ORGANISATION_STATUSES.index(word) for word in words]),
            ),
            (where.country, lambda codes: np.isin(self._facts.country, self._markets(codes))),
            (where.sector, self._in_sectors),
            (where.present_in, self._present),
            (where.on_corridor, self._on_corridors),
        ]
        kept = np.ones(self._count, dtype=np.bool_)
        for condition, holds in parts:
            if condition is not None:
                for values in self._values(condition):
                    kept &= holds(values)
        for other in where.and_ or ():
            kept &= self._within(other)
        if where.or_ is not None:
            kept &= np.any([self._within(other) for other in where.or_] or [np.zeros(self._count, np.bool_)], axis=0)
        if where.not_ is not None:
            kept &= ~self._within(where.not_)
        return kept

    def _within(self, where: OrganisationFilter) -> Mask:
        self._took(1)
        return self.mask(where)

    def _values(self, condition: Any) -> list[list[Any]]:
        given = [[condition.eq]] if condition.eq is not None else []
        if condition.in_ is not None:
            if len(condition.in_) > VALUES_AT_MOST:
                raise LimitError(
                    f"{len(condition.in_)} values are named.", value=len(condition.in_), where="where",
                    suggestion=f"Name at most {VALUES_AT_MOST}.",
                )  # fmt: skip
            given.append(condition.in_)
        self._took(len(given))
        return given

    def _took(self, count: int) -> None:
        self._conditions += count
        if self._conditions > CONDITIONS_AT_MOST:
            raise LimitError(
                "The filter is too long.", where="where", suggestion=f"Write at most {CONDITIONS_AT_MOST} conditions."
            )

    def _markets(self, codes: Sequence[str]) -> list[int]:
        return [self._reading.snapshot.market_position(code) for code in codes]

    def _in_sectors(self, ids: Sequence[str]) -> Mask:
        on = self._reading.on
        sectors = [self._reading.snapshot.node(id_, "sector", "where.sector") for id_ in ids]
        holders = np.repeat(np.arange(self._count), np.diff(on.sector_ptr))
        return self._only(holders[np.isin(on.sector, sectors)])

    def _present(self, codes: Sequence[str]) -> Mask:
        present = self._reading.on.present
        mask = np.zeros(self._count, dtype=np.bool_)
        for market in self._markets(codes):
            mask[present.organisation[present.of_market(market)]] = True
        return mask

    def _on_corridors(self, ids: Sequence[str]) -> Mask:
        snapshot = self._reading.snapshot
        mask = np.zeros(self._count, dtype=np.bool_)
        for id_ in ids:
            lying = related(snapshot, snapshot.node(id_, "corridor", "where.onCorridor"), ["lies_on"], "IN")
            lying = lying[self._reading.on.worths.exists[lying]]
            sources = snapshot.facts.rel_source[lying]
            mask[sources[sources < self._count]] = True
        return mask

    def _only(self, organisations: NDArray[Any]) -> Mask:
        mask = np.zeros(self._count, dtype=np.bool_)
        mask[organisations] = True
        return mask


def ordered(reading: Reading, order: OrganisationOrder) -> I4:
    """All organisations in an order, equal ones by id; made once a snapshot."""
    snapshot = reading.snapshot
    if order == "name":
        return snapshot.by_name

    def make() -> I4:
        facts = snapshot.facts
        nodes = np.arange(len(facts.kind), dtype=np.int32)
        if order == "country":
            made = np.lexsort((nodes, facts.country)).astype(np.int32)
        elif order == "kind":
            made = np.lexsort((nodes, facts.kind)).astype(np.int32)
        else:
            made = nodes
        made.setflags(write=False)
        return made

    return snapshot.memo.get(("ordered", str(order)), make, lambda made: made.nbytes)


def organisations_page(
    reading: Reading, where: OrganisationFilter | None, order: OrganisationOrder, first: int, after: str | None
) -> Connection[Organisation]:
    """A page of organisations in an order."""
    snapshot = reading.snapshot
    found = ordered(reading, order)
    if where is not None:
        found = found[_Filtering(reading).mask(where)[found]]

    def key(at: Any) -> list[Any]:
        node = int(at)
        by: dict[str, Any] = {
            "name": lambda: fold(reading.record(node)["name"]),
            "country": lambda: snapshot.market_code(int(snapshot.facts.country[node])),
            "kind": lambda: int(snapshot.facts.kind[node]),
        }
        first_part = by[order]() if order in by else ""
        return [first_part, snapshot.id_of(node)]

    like = (int if order == "kind" else str, str)
    paging = Paging(found, key, f"organisations-{order}", like, first, after)  # type: ignore[arg-type]
    page: Connection[Organisation] = paging.shown(lambda node: reading.thing(int(node)))
    return page
