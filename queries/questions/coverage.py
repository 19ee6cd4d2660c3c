"""How many cluster organisations are held of a country, a bloc or the world, beside what others publish of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final

import numpy as np

from graph.kinds import CLUSTER, CONFIDENCES, ORGANISATION_KINDS
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer, check_first
from queries.reading.estimates import (
    EUROPE,
    EUROPEAN,
    INCOMPARABLE,
    WIDE,
    WORLD,
    Estimate,
    Incomparable,
    concerning,
    estimates_by_region,
    why_incomparable,
)
from queries.reading.nodes import (
    CorridorNode,
    EstimateNode,
    Id,
    Internal,
    MarketNode,
    OrganisationNode,
    SectorNode,
    Some,
)
from queries.reading.pairs import alive
from queries.reading.sectors import works_in
from queries.routing.areas import clusters_in, find_area
from queries.routing.door_question import area_of
from queries.routing.target import Area, present_counts

FIRST_DEFAULT: Final = 20
FIRST_AT_MOST: Final = 100
"""Entries in each list."""
_CLUSTER: Final = ORGANISATION_KINDS.index(CLUSTER)
_UNCONFIRMED: Final = CONFIDENCES["recalled"]
_ABSENT: Final = np.iinfo(np.int32).max


@dataclass(frozen=True)
class EstimateBeside:
    """A published estimate, beside what is held of the same area.

    Attributes:
        estimate: the estimate, with what it counts, its year, publisher and source.
        held: how many living cluster organisations are held, of the sector asked about.
        why_not: why the two cannot be compared; null where they can.
    """

    estimate: EstimateNode
    counted: Internal[int]
    held: int
    why_not: Incomparable | None

    @property
    def share(self) -> float | None:
        """What is held ÷ what it counts, where comparable; it does not tell how many of those counted are held."""
        if self.why_not is not None:
            return None
        return self.held / self.counted if self.counted else 1.0

    @property
    def sentence(self) -> str:
        """The comparison, or why there is none, in words."""
        if self.why_not is not None:
            return INCOMPARABLE[self.why_not]
        share = f"{self.share:.0%} of the number that it counts, {self.counted:,}"
        return f"{self.held:,} are held, {share}; nobody has matched them."


@dataclass(frozen=True)
class Holding:
    """Living cluster organisations that are located somewhere, and how well they are known.

    Attributes:
        held: how many.
        unconfirmed: of how many it is only recalled or inferred that they are there.
        untied: how many have no living tie with anybody.
        sector_unknown: how many more are there of which no sector is known; null where none is asked about.
    """

    held: int
    unconfirmed: int
    untied: int
    sector_unknown: int | None


@dataclass(frozen=True)
class CountryCoverage:
    """A country of an area, and what is held of it.

    Attributes:
        market: the country.
        whole: whether all of it belongs to the area; else only some of its regions.
        holding: what is held of it: of the area's regions only, where it does not belong to it as a whole.
        estimates: estimates of the country, newest first. They count parts of what estimates of the area count, and
            other things: they are never added up.
    """

    market: MarketNode
    whole: bool
    holding: Holding
    estimates: Annotated[list[EstimateBeside], Some(5)]


@dataclass(frozen=True)
class Coverage(Answer):
    """How many cluster organisations are held of an area, beside published estimates of it, from one revision.

    Attributes:
        area: a market's code, a corridor's id, europe or world.
        market: the market asked about; null for an area of several.
        corridor: the corridor, bloc or region asked about; null for any other area.
        sector: the sector asked about; null: all.
        holding: what is held of the area.
        estimates: published estimates of the very area, newest first, each for itself: they count different things and
            are never added up.
        estimate_count: how many there are.
        countries: its countries, most held first, then by code; none where the area is one country.
        country_count: how many countries it has.
        blank_count: of how many of its countries no cluster organisation is held.
        elsewhere: clusters present there and located in none of its countries, by presence, then id. They are not among
            those held.
        elsewhere_count: how many are.
        wider: areas that hold all of this one and of which there are estimates, by id.
        no_share: why nothing is a share of any estimate; null where something is.
        bias: to what all that is held leans, of all sectors and areas: to Europe, beside what others publish of it.
    """

    area: Id
    market: MarketNode | None
    corridor: CorridorNode | None
    sector: SectorNode | None
    holding: Holding
    estimates: Annotated[list[EstimateBeside], Some(20)]
    estimate_count: int
    countries: Annotated[list[CountryCoverage], Some(20)]
    country_count: int
    blank_count: int
    elsewhere: Annotated[list[OrganisationNode], Some(10)]
    elsewhere_count: int
    wider: Annotated[list[Id], Some(20)]
    no_share: str | None
    bias: str


def coverage(day: Day, area: str, *, sector: str | None = None, first: int = FIRST_DEFAULT) -> Coverage:
    """How many cluster organisations the graph holds of an area, beside each published estimate of the same area.

    *Held* are organisations of kind cluster, whatever their form, that live on the day (not merged, closed or not yet
    founded; one of unknown status lives) and are located in a market of the area; of a corridor that lists a market by
    regions, those in these regions, and those that lie on the corridor themselves. With a sector those of which it is a
    sector on the day: neither neighbouring nor cross-sector ones count. The same organisation under several ids counts
    once. *From elsewhere* are living clusters, likewise by sector, that are located in no market of the area and count
    as present in one.

    ``europe`` are the markets of ``EUROPEAN``, ``world`` are all. An estimate is of the area if its region
    is this very market, corridor, ``europe`` or ``world``; with a sector, those of other sectors are left out.

    Held and estimate are *comparable* unless, in this order: it counts regional clusters; of a country that lies in the
    area by regions it counts all; it counts all sectors where one is asked about, or one where all are; it names no
    year; its year is after that of the day, or more than ten years before; or more are held than it counts, so that it
    counts no whole of which they are a part. Then the *share* is held ÷ count, 1 where both are 0. What exactly it
    counts is for the reader to judge, by its publisher's words: where that is less than all cluster organisations, the
    share of all is lower still.

    Args:
        day: on which to stand.
        area: a market's code or name; id of a corridor, bloc or region; ``europe`` or ``world``.
        sector: id.
        first: at most so many in each list, 1 to 100.

    Raises:
        InputError: there is no such area or sector; LimitError: ``first`` is out of range.
    """
    check_first(first, FIRST_AT_MOST)
    id_, where = _find_area(day, area)
    several = where.corridor is not None or id_ in WIDE
    asked = None if sector is None else day.node(sector, "sector", "sector")
    clusters = _Clusters(day, where, asked)
    holding = clusters.holding(clusters.located)
    beside = _beside(day, id_, holding.held, asked)
    countries = _countries(day, clusters) if several else []
    elsewhere = clusters.elsewhere()
    return Coverage(
        day.header, id_, None if several else day.first_market + where.markets[0], where.corridor, asked, holding,
        beside[:first], len(beside),
        countries[:first], len(countries), sum(not one.holding.held for one in countries),
        elsewhere[:first], len(elsewhere),
        _wider(day, id_, where)[:first], _no_share(beside), _bias(day),
    )  # fmt: skip


def _find_area(day: Day, text: str) -> tuple[str, Area]:
    """An area by what people call it, with its id."""
    word = text.strip().lower()
    if word in WIDE:
        return word, _wide(day, word)
    node, area = find_area(day, text, "area")
    return day.snapshot.id_of(node), area


def _wide(day: Day, id_: str) -> Area:
    codes = map(day.snapshot.market_code, range(len(day.sections.range("market"))))
    return Area(tuple(at for at, code in enumerate(codes) if id_ == WORLD or code in EUROPEAN))


class _Clusters:
    """The living clusters of a day that concern an area and a sector.

    Attributes:
        located: those located in the area, of whatever sector, by id.
    """

    def __init__(self, day: Day, area: Area, sector: int | None) -> None:
        self.day, self.area, self.sector = day, area, sector
        facts, on = day.facts, day.on
        self.lives = (facts.kind == _CLUSTER) & ~on.after.gone
        self.inside = np.isin(facts.country, area.markets)
        self.located: I4 = clusters_in(day, area)
        self.works = np.ones(len(facts.kind), dtype=np.bool_) if sector is None else works_in(day, sector)
        self.tied = np.zeros(len(facts.kind), dtype=np.bool_)
        for ends in (on.ties.first, on.ties.second):
            self.tied[ends[alive(day)]] = True

    def holding(self, located: I4) -> Holding:
        """What is held of the sector among clusters located somewhere."""
        held = located[self.works[located]]
        unknown = None if self.sector is None else int((np.diff(self.day.on.sector_ptr)[located] == 0).sum())
        unconfirmed = self.day.facts.confidence[held] <= _UNCONFIRMED
        return Holding(len(held), int(unconfirmed.sum()), int((~self.tied[held]).sum()), unknown)

    def elsewhere(self) -> list[int]:
        """Those of the sector that are present in the area and located in none of its markets, most present first."""
        from_elsewhere = self.lives & self.works & ~self.inside
        present = self.day.on.present
        best = np.full(len(from_elsewhere), _ABSENT, dtype=np.int64)
        for market in self.area.markets:
            span = present.of_market(market)
            nodes = present.organisation[span]
            counts = from_elsewhere[nodes] & present_counts(self.day, self.area, market, nodes)
            np.minimum.at(best, nodes[counts], present.cost[span][counts])
        found = np.flatnonzero(best < _ABSENT)
        ordered: list[int] = found[np.lexsort((found, best[found]))].tolist()
        return ordered


def _countries(day: Day, clusters: _Clusters) -> list[CountryCoverage]:
    """The countries of an area, most held first, then by code."""
    confined = dict(clusters.area.parts)
    country = day.facts.country[clusters.located]
    found = []
    for market in clusters.area.markets:
        holding = clusters.holding(clusters.located[country == market])
        whole = market not in confined
        beside = _beside(day, day.snapshot.market_code(market), holding.held, clusters.sector, whole=whole)
        found.append(CountryCoverage(day.first_market + market, whole, holding, beside[:FIRST_AT_MOST]))
    return sorted(found, key=lambda one: (-one.holding.held, one.market))


def _beside(day: Day, region: str, held: int, sector: int | None, *, whole: bool = True) -> list[EstimateBeside]:
    year = date.fromordinal(day.on.day).year
    estimates = concerning(estimates_by_region(day.snapshot).get(region, ()), sector)
    return [
        EstimateBeside(one.node, one.count, held, why_incomparable(one, held, sector, year, whole=whole))
        for one in estimates
    ]


def _wider(day: Day, id_: str, area: Area) -> list[str]:
    """Other areas with estimates to which all markets of this one, if it has any, belong as a whole."""
    found = []
    for region in sorted(estimates_by_region(day.snapshot)) if area.markets else ():
        node = day.snapshot.find(region)
        if region in WIDE:
            other = _wide(day, region)
        elif node is not None and node in day.sections.range("corridor"):
            other = area_of(day.on, node)
        else:
            continue
        if region != id_ and set(area.markets) <= set(other.markets) - dict(other.parts).keys():
            found.append(region)
    return found


def _bias(day: Day) -> str:
    """How much of all that is held lies in Europe, and in the world by whoever publishes both of one year."""
    clusters = (day.facts.kind == _CLUSTER) & ~day.on.after.gone
    held, inside = int(clusters.sum()), int((clusters & np.isin(day.facts.country, _wide(day, EUROPE).markets)).sum())
    if not held:
        return "No cluster organisation is held anywhere."
    told = f"Of {held:,} cluster organisations held in all {inside / held:.0%} are in Europe"
    by_region = estimates_by_region(day.snapshot)
    whole = {_published(day, one): one.count for one in by_region.get(WORLD, ()) if one.count}
    for one in by_region.get(EUROPE, ()):
        count = whole.get(_published(day, one))
        if count is not None:
            publisher, year, *_ = _published(day, one)
            return f"{told}; of those that {publisher} counts, {year or 'no year'}, {one.count / count:.0%} are."
    return f"{told}; nobody on record publishes both numbers."


def _published(day: Day, one: Estimate) -> tuple[str, int | None, bool, int | None]:
    """By whom an estimate is, of which year, and what it counts."""
    return day.record(one.node)["publisher"], one.year, one.organisations, one.sector


def _no_share(beside: Sequence[EstimateBeside]) -> str | None:
    if not beside:
        return "No published estimate of this area is known."
    if all(one.why_not is not None for one in beside):
        return "What is held can be compared with none of the published estimates of this area."
    return None
