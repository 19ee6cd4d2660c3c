"""Peers of an organisation, and what is on record of each: for comparing one with others of its sort."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from graph.kinds import SERVICES
from graph.relations import Carries
from graph.snapshot.columns import pointers, rows_of
from graph.snapshot.facts import I4, I8
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.on_day import Day
from queries.reading.nodes import OrganisationNode
from queries.reading.recorded import SIDE_WORDS, SIDES, sides_of

PEERS_AT_MOST: Final = 50
"""So many are compared."""
PRESENT: Final = "present_in"
"""What it is called that an organisation counts as present abroad: beside the words of relations."""
WORDS: Final = (*SIDE_WORDS, PRESENT)
PRESENT_IN: Final = WORDS.index(PRESENT)
_NEIGHBOURS: Final = ("trade_bloc", "supra_market")
"""Kinds of corridors whose markets are near each other; other kinds may go around the world."""
_COMPARED: Final = np.array(
    [kind.carries in (Carries.TIE, Carries.PARTICIPATION, Carries.NOTHING) for kind, _ in SIDES]
)
OFFERED: Final = [at for at, (kind, back) in enumerate(SIDES) if kind.targets == {"service"} and not back]


class PeerBasis(StrEnum):
    """By what organisations are peers."""

    SECTOR = "sector"
    FORM = "form"


PEER_BASES: Final = {
    PeerBasis.SECTOR: "They are of its kind and share a sector with it; cross-sector is none.",
    PeerBasis.FORM: "They are of its kind and form: no sector of it is known.",
}


@dataclass(frozen=True)
class Peers:
    """Those with whom an organisation is compared.

    Attributes:
        basis: by what they are its peers.
        compared: those compared, nearest first: of its own country, then of the countries that share most blocs and
            regions of several markets with that; within these by the number of sectors shared, then by id.
        own_country: how many of those compared are of its own country.
        near: how many more of these are of a country that shares such a bloc or region with it.
        count: how many peers there are in all.
        blank: how many of these are not compared since nothing comparable is on record of them.
    """

    basis: PeerBasis
    compared: list[OrganisationNode]
    own_country: int
    near: int
    count: int
    blank: int


def peers_of(day: Day, node: int) -> Peers:
    """The peers of an organisation: living ones of its kind that share a sector with it, nearest first.

    Where no sector of it is known (cross-sector is none), those of its kind and form. Compared are those of which
    anything comparable is on record (see ``recorded_items``), at most ``PEERS_AT_MOST``.
    """
    facts = day.facts
    cross = day.snapshot.cross_sector
    sectors = [one for one in day.on.sectors_of(node).tolist() if one != cross]
    if sectors:
        basis, owners = PeerBasis.SECTOR, _of_sectors(day, sectors)
    else:
        basis, owners = PeerBasis.FORM, np.flatnonzero(facts.form == facts.form[node]).astype(np.int32)
    found, shared = np.unique(owners, return_counts=True)
    kept = (facts.kind[found] == facts.kind[node]) & ~day.on.after.gone[found] & (found != node)
    found, shared = found[kept], shared[kept]
    some = np.diff(recorded_items(day).ptr)[found] > 0
    count, blank = len(found), int((~some).sum())
    found, shared = found[some], shared[some]
    country = facts.country[found]
    away, near = country != facts.country[node], _blocs_shared(day, int(facts.country[node]))[country]
    order = np.lexsort((found, -shared, -near, away))[:PEERS_AT_MOST]
    own = int((~away[order]).sum())
    return Peers(basis, found[order].tolist(), own, int((near[order] > 0).sum()) - own, count, blank)


def _of_sectors(day: Day, sectors: list[int]) -> I4:
    """Organisations of some sectors, as often as they are of one."""

    def make() -> I4:
        owner = np.repeat(np.arange(len(day.facts.kind), dtype=np.int32), np.diff(day.on.sector_ptr))
        return np.stack([day.on.sector, owner])[:, np.argsort(day.on.sector, kind="stable")]

    by_sector = day.remembered(("organisations by sector",), make, lambda made: made.nbytes)
    return np.concatenate([by_sector[1][rows_of(by_sector[0], one)] for one in sectors])


def _blocs_shared(day: Day, country: int) -> I4:
    """(M) how many trade blocs and regions of several markets each shares with a market; at least 1 itself."""
    shared = np.zeros(len(day.sections.range("market")), dtype=np.int32)
    for corridor in day.on.blocs:
        markets = day.on.markets_of(corridor)
        if country in markets and day.record(corridor)["kind"] in _NEIGHBOURS:
            shared[markets] += 1
    shared[country] = max(1, shared[country])
    return shared


@dataclass(frozen=True, slots=True)
class RecordedItems:
    """What is on record of every organisation of a day, and has not ended, as numbers that can be compared.

    Attributes:
        ptr: (N + 1).
        item: position in ``WORDS`` << 32 | the other end: a node; of a service, its word. Each once, ascending.
    """

    ptr: I4
    item: I8

    def of(self, organisation: int) -> I8:
        """The items of one."""
        return self.item[int(self.ptr[organisation]) : int(self.ptr[organisation + 1])]


def recorded_items(day: Day) -> RecordedItems:
    """All comparable items of a day, made once: ties, participations, what describes, and presence abroad.

    Neither sectors nor mandates, nor where something lies, are compared: they are what an organisation is. A presence
    counts in other markets than the organisation's own. Services are compared by what they are.
    """
    found: RecordedItems = day.remembered(("recorded items",), lambda: frozen(_items(day)), array_bytes)
    return found


def _items(day: Day) -> RecordedItems:
    held, organisations = day.on.held, len(day.facts.kind)
    row = np.flatnonzero(day.on.worths.lives[held.relation])
    parts = []
    for back, mine, others in ((False, held.source, held.target), (True, held.target, held.source)):
        side = sides_of(day, row, np.full(len(row), back))
        kept = _COMPARED[side] & (mine[row] < organisations)
        parts.append((mine[row][kept], side[kept], others[row][kept]))
    owner, side, other = (np.concatenate([part[at] for part in parts]) for at in range(3))
    offered = np.isin(side, OFFERED)
    other = other.astype(np.int64)
    other[offered] = _service_words(day)[other[offered] - day.sections.range("service").start]
    present, market = _present_abroad(day)
    owner = np.concatenate([owner, present]).astype(np.int64)
    side = np.concatenate([side, np.full(len(present), PRESENT_IN)]).astype(np.int64)
    other = np.concatenate([other, market])
    order = np.lexsort((other, side, owner))
    owner, item = owner[order], (side << 32 | other)[order]
    first = np.append(True, (np.diff(owner) != 0) | (np.diff(item) != 0))[: len(owner)]
    return RecordedItems(pointers(owner[first], organisations), item[first])


def _present_abroad(day: Day) -> tuple[I4, I8]:
    """Organisations, and the node of a market abroad in which each is present."""
    present = day.on.present
    market = np.repeat(np.arange(len(present.market_ptr) - 1), np.diff(present.market_ptr))
    abroad = day.facts.country[present.organisation] != market
    return present.organisation[abroad], market[abroad] + day.first_market


def _service_words(day: Day) -> I8:
    """What each service is, as a position in the model's words."""
    services = day.sections.range("service")
    return np.array([SERVICES.index(day.record(node)["service"]) for node in services], dtype=np.int64)
