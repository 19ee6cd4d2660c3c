"""A market as somewhere to go: how many organisations are there, and on which corridors it lies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph.kinds import ORGANISATION_KINDS
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.nodes import KindOfOrganisation
from queries.reading.presence import Presence
from queries.reading.sectors import works_in


@dataclass(frozen=True, slots=True)
class KindCount:
    """Organisations of one kind.

    Attributes:
        kind: the kind.
        located: how many living ones are located there.
        present: how many count as in the market, for whatever reason.
    """

    kind: KindOfOrganisation
    located: int
    present: int


@dataclass(frozen=True, slots=True)
class MarketFilter:
    """Which markets. All conditions hold together; None is no condition.

    Attributes:
        codes: it is one of these.
        corridor: id of one on which it lies on the day.
        present: whether anybody counts as in it.
    """

    codes: frozenset[str] | None = None
    corridor: str | None = None
    present: bool | None = None


def markets(day: Day, where: MarketFilter) -> list[int]:
    """The markets of which a filter holds, by code.

    Raises:
        InputError: the filter names a corridor that there is not.
    """
    first, found = day.first_market, list(day.sections.range("market"))
    if where.codes is not None:
        found = [node for node in found if day.snapshot.id_of(node) in where.codes]
    if where.corridor is not None:
        along = day.on.markets_of(day.node(where.corridor, "corridor", "where.corridor"))
        found = [node for node in found if node - first in along]
    if where.present is not None:
        found = [node for node in found if bool(present_count(day, node)) == where.present]
    return found


def present_by_worth(day: Day, market: int, kinds: Sequence[str] | None = None, sector: str | None = None) -> list[int]:
    """Who counts as in a market: the most present first, then who is tied to most others, then by id.

    Returns:
        positions among the day's pairs of a market and an organisation; ``presence_at`` reads one.

    Args:
        day: on which to stand.
        market: node.
        kinds: of these kinds only.
        sector: id of one that they work in.

    Raises:
        InputError: there is no such sector.
    """
    present, facts = day.on.present, day.facts
    span = present.of_market(_position(day.snapshot, market))
    ones = present.organisation[span]
    kept = np.ones(len(ones), dtype=np.bool_)
    if kinds is not None:
        kept &= np.isin(facts.kind[ones], [ORGANISATION_KINDS.index(kind) for kind in kinds])
    if sector is not None:
        node = day.node(sector, "sector", "sector")
        kept &= day.remembered(("works in", node), lambda: works_in(day, node), lambda made: made.nbytes)[ones]
    ties = np.diff(day.on.ties.ptr)[ones]
    order = np.lexsort((ones, -ties, present.cost[span]))
    found: list[int] = (order[kept[order]] + span.start).tolist()
    return found


def presence_at(day: Day, market: int, pair: int) -> Presence:
    """The presence in a market (node) at a position."""
    present = day.on.present
    return Presence(day, int(present.organisation[pair]), _position(day.snapshot, market), float(present.value[pair]))


def place_by_worth(day: Day, pair: int) -> list[int | str]:
    """What the place of somebody present goes by: ``present_by_worth`` ascends by it, and no two are equal."""
    one = int(day.on.present.organisation[pair])
    ties = int(day.on.ties.ptr[one + 1] - day.on.ties.ptr[one])
    return [int(day.on.present.cost[pair]), -ties, day.snapshot.id_of(one)]


def counts_by_kind(day: Day, market: int) -> list[KindCount]:
    """How many organisations of each kind there are in a market (node), of those of which there are any."""
    on, kind, position = day.on, day.facts.kind, _position(day.snapshot, market)
    located = (day.facts.country == position) & ~on.after.gone
    present = on.present.organisation[on.present.of_market(position)]
    by_kind = [np.bincount(some, minlength=len(ORGANISATION_KINDS)).tolist() for some in (kind[located], kind[present])]
    counts = zip(ORGANISATION_KINDS, *by_kind, strict=True)
    return [KindCount(kind, here, there) for kind, here, there in counts if here or there]


def located_count(day: Day, market: int) -> int:
    """How many organisations are known to be located in a market, gone ones included; ``market`` is a node."""
    made: Counter[int] = day.snapshot.memo.get(
        "located", lambda: Counter(day.facts.country.tolist()), lambda counter: 100 * len(counter)
    )
    return made[_position(day.snapshot, market)]


def present_count(day: Day, market: int) -> int:
    """How many organisations count as in a market on the day, for whatever reason; ``market`` is a node."""
    span = day.on.present.of_market(_position(day.snapshot, market))
    count: int = span.stop - span.start
    return count


def corridors_of(day: Day, market: int) -> list[int]:
    """Corridors and blocs to which a market belongs on the day, by id; ``market`` is a node."""
    position = _position(day.snapshot, market)
    return [corridor for corridor in day.on.blocs if position in day.on.markets_of(corridor)]


def _position(snapshot: Snapshot, market: int) -> int:
    return market - snapshot.sections.range("market").start
