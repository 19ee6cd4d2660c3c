"""What the peers of an organisation have on record and it has not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.kinds import SERVICES
from graph.markets import market_name
from graph.snapshot.facts import I8
from graph.snapshot.on_day import Day
from queries.reading.nodes import Internal, OrganisationNode, ServiceWord, Some, ThingNode
from queries.reading.peers import OFFERED, PEER_BASES, PRESENT_IN, WORDS, PeerBasis, Peers, peers_of, recorded_items
from queries.reading.recorded import SIDES, Entry, held_by_end, sides_of

PEERS_AT_LEAST: Final = 5
"""With fewer nothing is compared."""
BLANK_FROM: Final = 0.25
"""Of the peers that must have anything of a kind of which nothing is on record of an organisation."""
HAVING_AT_LEAST: Final = 2
"""So many peers must have what is called a lack."""
EXAMPLES: Final = 5
_GIVEN: Final = frozenset(at for at, (kind, back) in enumerate(SIDES) if back and kind.name == "operates")
"""Who runs an organisation is what it is: nobody lacks another one's."""
_NODE: Final = 0xFFFFFFFF
"""Of an item, the other end."""


@dataclass(frozen=True)
class Comparison:
    """With whom an organisation is compared.

    Attributes:
        basis: by what they are its peers.
        peers: those compared, nearest first.
        compared: how many these are.
        own_country: how many of them are of its own country.
        near: how many more are of a country that shares a bloc or region of several markets with it.
        count: how many peers there are in all.
        blank: how many of these have nothing comparable on record, and are not compared.
        share: what share of those compared must have what is called a lack.
        enough: whether there are enough of them to compare with.
    """

    basis: PeerBasis
    peers: Annotated[list[OrganisationNode], Some(10)]
    compared: int
    own_country: int
    near: int
    count: int
    blank: int
    share: float
    enough: bool

    @property
    def sentence(self) -> str:
        """With whom it is compared and by what, or why with nobody, in words."""
        said = f"{PEER_BASES[self.basis]} {self.count:,} are known; of {self.blank:,} nothing comparable is on record."
        if not self.enough:
            return f"{said} With fewer than {PEERS_AT_LEAST} to compare with, nothing is compared."
        elsewhere = self.compared - self.own_country - self.near
        return (
            f"{said} Compared with {self.compared}: {self.own_country} of its own country, {self.near} of countries "
            f"that share a bloc or region with it, {elsewhere} of others. What is not on record may still be so."
            f"{_FAR if elsewhere > self.compared / 2 else ''}"
        )


_FAR: Final = " Most of them are far: what they have may not be open to it."


@dataclass(frozen=True)
class Lack:
    """What peers of an organisation have on record, and it has not.

    Attributes:
        what: the relation's name, read from the organisation; present_in: present in a market abroad.
        subject: the other end; null of a service, and where nothing of the kind is on record of it.
        service: what the service is; null of anything else.
        count: how many of the peers compared have it.
        of: how many are compared.
        examples: some of those that have it, nearest first.
        had: whether it had it itself, and that has ended.
    """

    day: Internal[Day]
    what: str
    subject: ThingNode | None
    service: ServiceWord | None
    count: int
    of: int
    examples: list[OrganisationNode]
    had: bool

    @property
    def share(self) -> float:
        """Count ÷ of."""
        return self.count / self.of

    @property
    def sentence(self) -> str:
        """The same in words."""
        names = "; ".join(self.day.record(one)["name"] for one in self.examples[:3])
        what, about = _words(self.what), self.service and _words(self.service)
        if self.subject is not None:
            about = _named(self.day, self.subject)
        told = f"“{what}: {about}”" if about else f"anything under “{what}”"
        it = "It is not any more." if self.had else "It is not."
        return f"{self.count} of {self.of} peers are on record with {told}, such as {names}. {it}"


def _words(said: str) -> str:
    return said.replace("_", " ")


def _named(day: Day, node: int) -> str:
    if day.sections.type_of(node) == "market":
        return market_name(day.snapshot.id_of(node))
    name: str = day.record(node)["name"]
    return name


def compared_with(
    day: Day, node: int, entries: Sequence[Entry], share: float
) -> tuple[Comparison, list[Lack], list[Lack]]:
    """An organisation next to its peers: with whom it is compared, what it lacks, and the kinds that are blank.

    Args:
        day: to be read.
        node: the organisation.
        entries: what is on record of it, ended things among them.
        share: of the peers that must have what is called a lack.
    """
    peers = peers_of(day, node)
    enough = len(peers.compared) >= PEERS_AT_LEAST
    comparison = Comparison(
        peers.basis, peers.compared, len(peers.compared), peers.own_country, peers.near, peers.count, peers.blank,
        share, enough,
    )  # fmt: skip
    if not enough:
        return comparison, [], []
    compared = _Compared(day, node, peers, entries)
    return comparison, compared.lacks(share), compared.blanks(max(share, BLANK_FROM))


class _Compared:
    """What is on record of each peer, beside what is on record of an organisation.

    Attributes:
        own: the items of the organisation. item, who: those of the peers, and which of them has each.
        had: its items that have ended.
        joinable: organisations and contexts.
        there: where it is already: itself, its sectors, its own market, and those in which it is present.
    """

    def __init__(self, day: Day, node: int, peers: Peers, entries: Sequence[Entry]) -> None:
        self.day, self.node, self.peers = day, node, peers
        items = recorded_items(day)
        self.own = set(items.of(node).tolist())
        self.home = int(day.facts.country[node])
        markets = [one & _NODE for one in self.own if one >> 32 == PRESENT_IN]
        sections = day.sections
        self.joinable = range(sections.range("organisation").start, sections.range("context").stop)
        self.there = {node, day.first_market + self.home, *markets, *day.on.sectors_of(node).tolist()}
        each = [items.of(one) for one in peers.compared]
        self.item, self.who = np.concatenate(each), np.repeat(np.arange(len(each)), [len(one) for one in each])
        own = ~np.isin(self.item >> 32, sorted(_GIVEN))
        self.item, self.who = self.item[own], self.who[own]
        self.had = {(one.side << 32) | one.other for one in entries if one.over}

    def lacks(self, share: float) -> list[Lack]:
        """What enough peers have, by how many, then what it is, then the other end."""
        found, count = np.unique(self.item, return_counts=True)
        enough = (count >= HAVING_AT_LEAST) & (count / len(self.peers.compared) >= share)
        lacks = []
        for one in found[enough].tolist():
            side, other = one >> 32, one & _NODE
            had = one in self.own or (side not in OFFERED and other in self.there)
            if not had and self._in_reach(side, other):
                who = self.who[self.item == one]
                lacks.append(self._lack(side, other, len(who), who))
        return sorted(lacks, key=lambda lack: -lack.count)

    def _in_reach(self, side: int, other: int) -> bool:
        """Whether it could have it: of an organisation or context, somebody of its own country must already.

        Of one of another region of its own country, as far as both regions are known, somebody of its own region.
        """
        if side in OFFERED or other not in self.joinable:
            return True
        index, held = held_by_end(self.day), self.day.on.held
        row = index.row[int(index.ptr[other]) : int(index.ptr[other + 1])]
        row = row[self.day.on.worths.lives[held.relation[row]]]
        ends = np.where(held.source[row] == other, held.target[row], held.source[row])
        same = sides_of(self.day, row, held.source[row] == other) == side
        ends = ends[same & (ends < len(self.day.facts.kind))]
        facts = self.day.facts
        near = facts.country[ends] == self.home
        if other < len(facts.kind) and facts.country[other] == self.home:
            region = int(facts.region[self.node])
            if region >= 0 and facts.region[other] not in (-1, region):
                near &= facts.region[ends] == region
        return bool(near.any())

    def blanks(self, share: float) -> list[Lack]:
        """Kinds of which enough peers have anything, likewise."""
        side = self.item >> 32
        own = {one >> 32 for one in self.own}
        found = []
        for one in np.unique(side).tolist():
            who = np.unique(self.who[side == one])
            enough = len(who) >= HAVING_AT_LEAST and len(who) / len(self.peers.compared) >= share
            if enough and one not in own:
                found.append(self._lack(one, None, len(who), who))
        return sorted(found, key=lambda lack: -lack.count)

    def _lack(self, side: int, other: int | None, count: int, who: I8) -> Lack:
        service = SERVICES[other] if other is not None and side in OFFERED else None
        subject = None if service is not None else other
        had = other is not None and side << 32 | other in self.had
        if other is None:
            had = any(one >> 32 == side for one in self.had)
        examples = [self.peers.compared[at] for at in who[:EXAMPLES].tolist()]
        return Lack(self.day, WORDS[side], subject, service, count, len(self.peers.compared), examples, had)
