"""How far one comes: of every market the best door opener, where there is none, and which new tie would open most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from graph.cached import cached_property
from graph.errors import InputError
from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.markets import UNINHABITED, alphabetical
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.markets import present_count
from queries.reading.nodes import Internal, Is, MarketNode, OrganisationNode, Some
from queries.routing.askers import ASKERS_AT_MOST, Asker, Party, sector_nodes, understand
from queries.routing.candidate import Candidate
from queries.routing.comparison import earlier_day, understand_earlier
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints, check_count
from queries.routing.everywhere import Doors, MarketDoors, NoDoor, doors_everywhere
from queries.routing.explain import why
from queries.routing.grammar import market_in_text
from queries.routing.market_changes import ReachComparison, compared
from queries.routing.one_more import NewTie, best_new_ties
from queries.routing.reasons import reasons_for
from queries.routing.routes import Route, make_route
from queries.routing.tiers import Tier, tier_of
from queries.routing.ways import Reach
from queries.routing.wording import NO_DOOR

MARKETS_AT_MOST: Final = 300
"""More than there are."""
NEW_TIES: Final = 3
"""New ties that are told."""
CLUSTERS_AT_MOST: Final = ASKERS_AT_MOST
"""Clusters of a country that ask together; of more, those with the most ties."""
_CLUSTER: Final = ORGANISATION_KINDS.index(CLUSTER)


@dataclass(frozen=True)
class MarketReach:
    """A market, and the first of its door openers: what `doorOpeners` ranks first there.

    Attributes:
        market: the market.
    """

    day: Internal[Day]
    doors: Internal[MarketDoors]
    best: Internal[Candidate]
    parties: Internal[tuple[Party, ...]]
    market: MarketNode

    @property
    def organisation(self) -> OrganisationNode:
        """The best door opener."""
        return self.best.node

    @property
    def operator(self) -> OrganisationNode | None:
        """Of an office: who runs it, and counts here; null for what is no office."""
        return self.best.operator

    @property
    def asker(self) -> Internal[int]:
        """Position of the asker for whom it is the best."""
        return self.best.of.position

    @property
    def score(self) -> float:
        """How good it is, in (0, 1)."""
        return self.best.score

    @property
    def tier(self) -> Tier:
        """The same in a word: strong from 0.3, moderate from 0.1, weak below."""
        return tier_of(self.best.score)

    @property
    def steps(self) -> int:
        """How many introductions it takes."""
        return self.best.steps

    @property
    def how(self) -> Annotated[Reach, Is("How")]:
        """How it is reached."""
        return self.best.reach

    @property
    def opener_count(self) -> int:
        """How many door openers the market has, without those below the floor."""
        return self.doors.count

    @property
    def only_from_home(self) -> bool:
        """Whether nobody there, or there for it, opens the door: all its door openers are own agencies at home."""
        return self.doors.home_only

    @property
    def is_own(self) -> bool:
        """Whether it is the own market of an asker."""
        return self.doors.market in {party.country for party in self.parties}

    @cached_property
    def route(self) -> Route:
        """The best way to it."""
        return make_route(self.best.of.view, self.best.way)

    @cached_property
    def why(self) -> str:
        """Why it opens the door and how one gets there: sentences made from the facts, to be read under its name."""
        told = why(self.best, self.route, reasons_for(self.best)[0])
        node = self.best.of.party.node
        name = "you" if node is None else self.day.record(node)["name"]
        return told if len(self.parties) == 1 else f"For {name}: {told}"


@dataclass(frozen=True)
class BlankSpot:
    """A market without a door opener.

    Attributes:
        market: the market.
        reason: why there is none.
    """

    market: MarketNode
    code: Internal[str]
    reason: NoDoor

    @property
    def sentence(self) -> str:
        """The same in words."""
        return NO_DOOR[self.reason].format(market=market_in_text(self.code))


@dataclass(frozen=True)
class ReachAnswer(Answer):
    """How far askers come in all markets, from one revision.

    Attributes:
        parties: the askers as understood.
        markets: those with a door opener: the best score first, then by name; at the end those that only own agencies
            at home help with.
        blank_spots: those without any door opener, by name.
        uninhabited: territories that are in none of these lists, by name: nobody lives there for good, and nobody is
            known there.
        strong, moderate, weak: how many markets somebody opens who is there, or there for it, by the tier of the best.
        exact: whether it is certain: no search was cut short, and no cluster of a country was left out.
        left_out: how many clusters of the country were left out, those with the fewest ties.
        comparison: the same on an earlier day beside it; null where none was asked for.
    """

    doors: Internal[Doors]
    parties: Internal[tuple[Party, ...]]
    markets: Internal[list[MarketReach]]
    blank_spots: Annotated[list[BlankSpot], Some(100)]
    uninhabited: Annotated[list[MarketNode], Some(10)]
    exact: bool
    left_out: int
    comparison: ReachComparison | None

    @property
    def market_count(self) -> int:
        """How many markets somebody opens who is there, or there for it: own agencies at home do not count."""
        return len(self.markets) - self.from_home_only_count

    @property
    def blank_count(self) -> int:
        """How many markets have none."""
        return len(self.blank_spots)

    @property
    def strong(self) -> int:
        """Markets whose best door opener is strong."""
        return self._of_tier(Tier.STRONG)

    @property
    def moderate(self) -> int:
        """Markets whose best door opener is moderate."""
        return self._of_tier(Tier.MODERATE)

    @property
    def weak(self) -> int:
        """Markets whose best door opener is weak."""
        return self._of_tier(Tier.WEAK)

    def _of_tier(self, tier: Tier) -> int:
        return sum(one.tier is tier and not one.only_from_home for one in self.markets)

    @cached_property
    def from_home_only(self) -> Annotated[list[MarketNode], Some(100)]:
        """Markets where nobody there, or there for them, opens the door, but own agencies at home may help, by name."""
        code = self.doors.day.snapshot.id_of
        found = (one.market for one in self.markets if one.only_from_home)
        return sorted(found, key=lambda market: alphabetical(code(market)))

    @property
    def from_home_only_count(self) -> int:
        """Markets in `fromHomeOnly`."""
        return len(self.from_home_only)

    @cached_property
    def one_more(self) -> list[NewTie]:
        """The new ties that would open most, at most three, best first; none where no single one opens anything."""
        return best_new_ties(self.doors, NEW_TIES)


def reach(
    day: Day,
    askers: Sequence[Asker] = (),
    *,
    clusters_of: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
    since: str | None = None,
) -> ReachAnswer:
    """Find the best door opener of every market, as ``door_openers`` ranks it there, and how many there are.

    Of several askers each market's best over them is taken. A market without a door opener is a blank spot: nobody is
    known to be present there; or only for others; or no route leads to anybody; or all are below the floor. Apart
    stands where all door openers are the askers' own agencies at home: these help everywhere, and open nothing there.
    Territories where nobody lives for good are left out as long as nobody is known there. ``one_more`` tries a tie of
    0.6 of each asker with every cluster and research organisation to which it has none: see ``best_new_ties``.

    Args:
        day: on which to stand.
        askers: one or more.
        clusters_of: instead of these: all living clusters of this country, together; of more than 20, those with the
            most ties, then by id.
        corridor: only the markets on this corridor, bloc or region of several.
        sector: fit against this one instead of each asker's own.
        constraints: what routes must keep to.
        since: partial date: the same question on that earlier day beside it. Revisions are not compared:
            a snapshot is of one.

    Raises:
        InputError: something named is not there, or out of range, or somebody did not exist on a day.
        LimitError: too much is asked for.
    """
    constraints.check()
    if bool(askers) == (clusters_of is not None):
        raise InputError(
            "Nobody asks, or two do.",
            code="no_asker",
            where="from",
            suggestion="Name organisations, describe one, or name a country whose clusters ask together.",
        )
    check_count(askers, ASKERS_AT_MOST, "from")
    earlier = None if since is None else earlier_day(day, since)
    asking = _Asking(tuple(dict.fromkeys(askers)), clusters_of, corridor, sector, constraints)
    parties, left_out = asking.parties(day)
    doors = asking.doors(day, parties)
    comparison = None if earlier is None else compared(doors, asking.doors(earlier, asking.parties_then(earlier)))
    return _told(day, parties, doors, left_out, comparison)


def _told(
    day: Day, parties: tuple[Party, ...], doors: Doors, left_out: int, comparison: ReachComparison | None
) -> ReachAnswer:
    start, code = day.first_market, day.snapshot.market_code
    named = sorted(doors.markets, key=lambda one: alphabetical(code(one.market)))
    empty = [one.market for one in named if _is_empty(day, one)]
    left = [one for one in named if one.market not in empty]
    return ReachAnswer(
        day.header,
        doors,
        parties,
        [
            MarketReach(day, one, one.best, parties, start + one.market)
            for one in sorted(left, key=lambda one: (one.home_only, -one.score))
            if one.best is not None
        ],
        [BlankSpot(start + one.market, code(one.market), one.why_none) for one in left if one.why_none is not None],
        [start + market for market in empty],
        doors.exact and not left_out,
        left_out,
        comparison,
    )


def _is_empty(day: Day, one: MarketDoors) -> bool:
    """Whether nobody lives in a market for good, nobody is known there, and nobody is there for it."""
    if day.snapshot.market_code(one.market) not in UNINHABITED or one.is_open:
        return False
    return not present_count(day, day.first_market + one.market)


@dataclass(frozen=True)
class _Asking:
    """What is asked, on whichever day."""

    askers: tuple[Asker, ...]
    clusters_of: str | None
    corridor: str | None
    sector: str | None
    constraints: RouteConstraints

    def parties(self, day: Day) -> tuple[tuple[Party, ...], int]:
        """The askers as understood; and how many clusters are left out."""
        if self.clusters_of is None:
            return tuple(understand(day, asker) for asker in self.askers), 0
        market = day.market(self.clusters_of, "clustersOf")
        there = (day.facts.kind == _CLUSTER) & (day.facts.country == market) & ~day.on.after.gone
        node = np.flatnonzero(there)
        if not len(node):
            raise InputError(
                f"No cluster of {self.clusters_of} is known on {day.as_of}.",
                code="no_asker",
                value=self.clusters_of,
                where="clustersOf",
                suggestion="Name another country, or describe an organisation of this one.",
            )
        ties = np.diff(day.on.ties.ptr)[node]
        first = np.sort(node[np.lexsort((node, -ties))][:CLUSTERS_AT_MOST]).tolist()
        found = tuple(understand(day, day.snapshot.id_of(one)) for one in first)
        return found, len(node) - len(first)

    def parties_then(self, earlier: Day) -> tuple[Party, ...]:
        """The same askers on an earlier day; of a country its clusters of then."""
        return self.parties(earlier)[0] if self.clusters_of else understand_earlier(earlier, self.askers)

    def doors(self, day: Day, parties: Sequence[Party]) -> Doors:
        """The doors of all markets, or of a corridor's."""
        look()
        markets: Iterable[int] | None = None
        if self.corridor is not None:
            markets = day.on.markets_of(day.node(self.corridor, "corridor", "corridor"))
        sector = sector_nodes(day, self.sector)
        return doors_everywhere(day, parties, sector=sector, constraints=self.constraints, markets=markets)
