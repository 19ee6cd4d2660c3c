"""Who lies between most: on the strongest chains between clusters, and between partners of two countries."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

import numpy as np

from graph.cached import cached_property
from graph.kinds import COMPANY, ORGANISATION_KINDS
from graph.snapshot.facts import F8, I8
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer, check_first
from queries.reading.betweenness import Betweenness, betweenness
from queries.reading.border_pairs import BorderPairs, border_pairs
from queries.reading.families import house_of
from queries.reading.nodes import Internal, MarketNode, OrganisationNode, SectorNode, Some
from queries.reading.pairs import alive
from queries.reading.sectors import works_in
from queries.reading.ties_of import Tie, hops_of
from queries.routing.grammar import counted, market_in_text

FIRST_DEFAULT: Final = 10
FIRST_AT_MOST: Final = 100
"""Brokers in an answer."""
_TIES: Final = 10
_NOTHING: Final = "Nobody there is known to lie between two clusters, or between partners of two countries."
_COMPANY: Final = ORGANISATION_KINDS.index(COMPANY)


class BrokerMeasure(StrEnum):
    """By what brokers are ranked."""

    BETWEENNESS = "betweenness"
    BORDERS = "borders"


BROKER_MEASURES: Final[Mapping[str, str]] = {
    BrokerMeasure.BETWEENNESS: "By the share of pairs of clusters between which it lies.",
    BrokerMeasure.BORDERS: "By the pairs of partners in two countries that have no tie but meet through it.",
}


@dataclass(frozen=True)
class Broker:
    """An organisation that lies between others.

    Attributes:
        rank: its place, from 1.
        organisation: who it is.
        share: of the pairs of clusters that a chain of living ties joins, the share whose strongest chain leads through
            it, in [0, 1].
        margin: how far the share may be off, 95 times of 100; 0 where all pairs were looked at.
        partners: organisations to which it has a living tie, companies, its own offices abroad and whoever operates it
            left out.
        abroad: of these, in other countries than its own.
        countries: countries in which its partners are.
        from_home: pairs of partners without a living tie between the two, one in its country and one in another.
        of_others: the same of partners in two other countries.
    """

    day: Internal[Day]
    rank: int
    organisation: OrganisationNode
    share: float
    margin: float
    partners: int
    abroad: int
    countries: int
    from_home: int
    of_others: int

    @property
    def border_pairs(self) -> int:
        """Pairs of its partners, in two countries, that have no living tie: who could meet through it."""
        return self.from_home + self.of_others

    @cached_property
    def ties(self) -> Annotated[list[Tie], Some(3)]:
        """Its strongest living ties to partners in other countries, at most 10, with the facts that make them.

        Its own offices abroad and whoever operates it are no partners.
        """
        ties, facts, lives = self.day.on.ties, self.day.facts, alive(self.day)
        hops = np.array(hops_of(self.day, self.organisation), dtype=np.int64)
        other = ties.neighbour[hops]
        some = lives[ties.hop_tie[hops]] & (facts.kind[other] != _COMPANY)
        some &= facts.country[other] != facts.country[self.organisation]
        some &= ~np.isin(other, house_of(self.day, self.organisation))
        return [Tie(self.day, self.organisation, hop) for hop in hops[some][:_TIES].tolist()]

    @property
    def sentence(self) -> str:
        """Both measures, in words."""
        return f"{self._between()} {self._across()}"

    def _between(self) -> str:
        if not self.share and not self.margin:
            return "It lies on no strongest chain between two clusters."
        share = f"{self.share:.1%}" if not 0 < self.share < 0.0005 else "less than 0.1%"
        about = f"about {share} (± {self.margin:.1%})" if self.margin else share
        return f"It lies on the strongest chain of {about} of the pairs of clusters that any chain of ties joins."

    def _across(self) -> str:
        if not self.partners:
            return "It has no partner."
        if not self.abroad:
            return (
                "Its one partner is at home." if self.partners == 1 else f"Its {self.partners:,} partners are at home."
            )
        if self.partners == 1:
            return "Its one partner is abroad."
        partners = f"{self.partners:,} partners in {counted(self.countries, 'country', 'countries')}"
        if not self.border_pairs:
            return f"Of its {partners} no two in different ones lack a tie of their own."
        home = market_in_text(self.day.snapshot.market_code(int(self.day.facts.country[self.organisation])))
        pairs = f"{counted(self.border_pairs, 'pair')} across a border without a tie of their own"
        if not self.of_others:
            return f"Its {partners} make {pairs}, one of each in {home}."
        if not self.from_home:
            return f"Its {partners} make {pairs}, none of them in {home}."
        return f"Its {partners} make {pairs}: {self.from_home:,} with one in {home}, {self.of_others:,} elsewhere."


@dataclass(frozen=True)
class Brokers(Answer):
    """Who lies between most, from one revision.

    Attributes:
        market: the market in which brokers are located; null: anywhere.
        sector: the sector in which brokers work; null: any.
        brokers: by the measure asked for, then by the other one, then by id.
        count: how many lie between anybody.
        clusters: clusters with a living tie: the ends of chains.
        pairs: ordered pairs of these that a chain joins, of those that were looked at.
        exact: whether all pairs were looked at.
        nothing: why there is no broker; null where there is one.
    """

    market: MarketNode | None
    sector: SectorNode | None
    brokers: Annotated[list[Broker], Some(10)]
    count: int
    clusters: int
    pairs: int
    exact: bool
    nothing: str | None

    @property
    def drawn(self) -> str | None:
        """What was drawn where not all was looked at, and how far shares may be off; null where they are exact."""
        if self.exact:
            return None
        every = self.clusters * (self.clusters - 1)
        return (
            f"Of {every:,} pairs of clusters some were drawn, always the same; of these {self.pairs:,} are joined. "
            "95 of 100 shares are off by no more than their margin. Pairs across borders were all counted."
        )


def brokers(
    day: Day,
    *,
    market: str | None = None,
    sector: str | None = None,
    by: BrokerMeasure = BrokerMeasure.BETWEENNESS,
    first: int = FIRST_DEFAULT,
) -> Brokers:
    """The organisations that lie between others, over the living ties of all kinds; companies are left out.

    *Betweenness*: a chain leads from a cluster to another one over living ties, each as strong as it is that way, of
    whatever number; its strength is their product. Share = pairs of clusters whose strongest chain leads through an
    organisation that is neither end ÷ pairs that a chain joins; of n equally strong chains each counts 1/n. All ordered
    pairs are looked at where clusters × (organisations + ties each way) are at most 5,000,000, once whoever is no
    cluster and leads nowhere is left out; else 1,200 are drawn, the same ones each time, and of equally strong chains
    one counts; the margin is that of Wilson's interval of 95 %.

    *Brokerage across borders*: a partner has a living tie to it; own offices abroad and whoever operates it are none. A
    pair are two partners located in different countries without a living tie between the two. Where one of them is in
    the broker's own country it brings its own to others (representative or gatekeeper, in Gould's and Fernandez's
    words), else it brings others together (liaison).

    A market and a sector say who is ranked, not between whom it lies. Who lies on no chain and between no pair is left
    out.

    Args:
        day: on which to stand.
        market: code or name of the market in which it is located.
        sector: id of a sector in which it works.
        by: what ranks: the share, or the pairs across borders; equal ones by the other, then by id.
        first: at most so many, 1 to 100.

    Raises:
        InputError: there is no such market or sector; LimitError: ``first`` is out of range.
    """
    check_first(first, FIRST_AT_MOST)
    place = None if market is None else day.market(market, "market")
    field = None if sector is None else day.node(sector, "sector", "sector")
    lying, across = betweenness(day), border_pairs(day)
    pairs = across.from_home + across.of_others
    asked = (lying.share > 0) | (pairs > 0)
    if place is not None:
        asked &= day.facts.country == place
    if field is not None:
        asked &= works_in(day, field)
    some = np.flatnonzero(asked)
    ranked = _ranked(some, lying.share, pairs, by)[:first]
    return Brokers(
        day.header, None if place is None else day.first_market + place, field,
        [_broker(day, rank, one, lying, across) for rank, one in enumerate(ranked, 1)],
        len(some), lying.clusters, lying.pairs, lying.exact,
        None if len(some) else _NOTHING,
    )  # fmt: skip


def _ranked(some: I8, share: F8, pairs: I8, by: BrokerMeasure) -> list[int]:
    keys = [-share[some], -pairs[some]]
    if by is BrokerMeasure.BORDERS:
        keys.reverse()
    ordered: list[int] = some[np.lexsort((some, keys[1], keys[0]))].tolist()
    return ordered


def _broker(day: Day, rank: int, node: int, lying: Betweenness, across: BorderPairs) -> Broker:
    counts = (across.partners, across.abroad, across.countries, across.from_home, across.of_others)
    return Broker(
        day, rank, node, float(lying.share[node]), float(lying.margin[node]), *(int(column[node]) for column in counts)
    )
