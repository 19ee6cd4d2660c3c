"""Lists of organisations: filtered, and in an order, over what a snapshot holds in arrays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Optional

import numpy as np

from graph.errors import LimitError
from graph.kinds import ORGANISATION_KINDS, ORGANISATION_STATUSES
from graph.snapshot.facts import B1, I4
from graph.snapshot.names.folding import fold
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.relations_of import relations_of

CONDITIONS_AT_MOST: Final = 50
"""Conditions and filters within one filter, at whatever depth."""
VALUES_AT_MOST: Final = 500
"""Values of one condition."""
OneOf = tuple[str, ...]
"""A condition: one of these values holds."""
Order = Literal["id", "name", "country", "kind"]


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations. All conditions, and all filters within, hold together.

    Attributes:
        kind, status: words of the model.
        country: codes of the market in which it is located.
        sector: ids of sectors that it works in on the day.
        present_in: codes of markets in which it counts as present.
        on_corridor: ids of corridors on which it lies itself.
        every: filters all of which hold.
        some: filters of which one holds; None for no such condition.
        not_: a filter that does not hold; None for no such condition.
        conditions: how many conditions and filters there are within, at whatever depth.

    Raises:
        LimitError: more than CONDITIONS_AT_MOST of these, or more than VALUES_AT_MOST values in one.
    """

    kind: tuple[OneOf, ...] = ()
    status: tuple[OneOf, ...] = ()
    country: tuple[OneOf, ...] = ()
    sector: tuple[OneOf, ...] = ()
    present_in: tuple[OneOf, ...] = ()
    on_corridor: tuple[OneOf, ...] = ()
    every: tuple["OrganisationFilter", ...] = ()
    some: tuple["OrganisationFilter", ...] | None = None
    not_: Optional["OrganisationFilter"] = None
    conditions: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        given = [values for name in _HOLDS for values in getattr(self, name)]
        longest = max(map(len, given), default=0)
        if longest > VALUES_AT_MOST:
            raise LimitError(
                f"{longest} values are named.", value=longest, where="where",
                suggestion=f"Name at most {VALUES_AT_MOST}.",
            )  # fmt: skip
        within = (*self.every, *(self.some or ()), *(() if self.not_ is None else (self.not_,)))
        conditions = len(given) + sum(1 + other.conditions for other in within)
        if conditions > CONDITIONS_AT_MOST:
            raise LimitError(
                "The filter is too long.", value=conditions, where="where",
                suggestion=f"Write at most {CONDITIONS_AT_MOST} conditions.",
            )  # fmt: skip
        object.__setattr__(self, "conditions", conditions)


def organisations(day: Day, where: OrganisationFilter | None = None, order: Order = "id") -> I4:
    """Organisations of which a filter holds on a day, in an order, equal ones by id; all without a filter.

    Raises:
        InputError: the filter names a market, sector or corridor that there is not.
    """
    ordered = _ordered(day.snapshot, order)
    return ordered if where is None else ordered[_holds(day, where)[ordered]]


def place_in_order(snapshot: Snapshot, organisation: int, order: Order) -> tuple[str | int, str]:
    """What an organisation's place in an order goes by: lists in that order ascend by it, no two are equal."""
    id_ = snapshot.id_of(organisation)
    if order == "name":
        return fold(snapshot.record(organisation)["name"]), id_
    if order == "country":
        return snapshot.market_code(int(snapshot.facts.country[organisation])), id_
    if order == "kind":
        return int(snapshot.facts.kind[organisation]), id_
    return "", id_


def _ordered(snapshot: Snapshot, order: Order) -> I4:
    """All organisations in an order, equal ones by id; made once a snapshot."""
    if order == "name":
        return snapshot.by_name

    def make() -> I4:
        facts = snapshot.facts
        made = np.arange(len(facts.kind), dtype=np.int32)
        if order != "id":
            made = np.argsort(facts.country if order == "country" else facts.kind, kind="stable").astype(np.int32)
        made.setflags(write=False)
        return made

    return snapshot.memo.get(("ordered", str(order)), make, lambda made: made.nbytes)


def _holds(day: Day, where: OrganisationFilter) -> B1:
    """(N) of which organisations a filter holds."""
    kept = np.ones(len(day.facts.kind), dtype=np.bool_)
    for name, holds in _HOLDS.items():
        for values in getattr(where, name):
            kept &= holds(day, values)
    for other in where.every:
        kept &= _holds(day, other)
    if where.some is not None:
        either = np.zeros(len(kept), dtype=np.bool_)
        for other in where.some:
            either |= _holds(day, other)
        kept &= either
    if where.not_ is not None:
        kept &= ~_holds(day, where.not_)
    return kept


def _of_kind(day: Day, kinds: OneOf) -> B1:
    return np.isin(day.facts.kind, [ORGANISATION_KINDS.index(kind) for kind in kinds])


def _of_status(day: Day, statuses: OneOf) -> B1:
    return np.isin(day.facts.status, [ORGANISATION_STATUSES.index(status) for status in statuses])


def _located_in(day: Day, codes: OneOf) -> B1:
    return np.isin(day.facts.country, [day.snapshot.market_position(code) for code in codes])


def _in_sector(day: Day, ids: OneOf) -> B1:
    sectors = [day.node(id_, "sector", "where.sector") for id_ in ids]
    holders = np.repeat(np.arange(len(day.facts.kind)), np.diff(day.on.sector_ptr))
    return _only(day.snapshot, holders[np.isin(day.on.sector, sectors)].astype(np.int32))


def _present_in(day: Day, codes: OneOf) -> B1:
    spans = [day.on.present.of_market(day.snapshot.market_position(code)) for code in codes]
    return _only(day.snapshot, *(day.on.present.organisation[span] for span in spans))


def _on_corridor(day: Day, ids: OneOf) -> B1:
    corridors = [day.node(id_, "corridor", "where.onCorridor") for id_ in ids]
    lying = [relations_of(day, corridor, ["lies_on"], "IN") for corridor in corridors]
    sources = [day.facts.rel_source[some[day.on.worths.exists[some]]] for some in lying]
    return _only(day.snapshot, *(some[some < len(day.facts.kind)] for some in sources))


def _only(snapshot: Snapshot, *organisations: I4) -> B1:
    mask = np.zeros(len(snapshot.facts.kind), dtype=np.bool_)
    for some in organisations:
        mask[some] = True
    return mask


_HOLDS: Final[Mapping[str, Callable[[Day, OneOf], B1]]] = {
    "kind": _of_kind,
    "status": _of_status,
    "country": _located_in,
    "sector": _in_sector,
    "present_in": _present_in,
    "on_corridor": _on_corridor,
}
"""How each condition of a filter is found to hold, by its name."""
