"""Which organisations the best routes between two countries or regions lead through, and what is lost without each."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from graph.cached import cached_property
from graph.errors import InputError
from graph.snapshot.on_day import Day
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import Internal, OrganisationNode, SectorNode, Some, ThingNode
from queries.reading.sampling import drawn_order, margin_of_ratio
from queries.reading.sectors import works_in
from queries.routing.areas import clusters_in, find_area
from queries.routing.askers import sector_nodes
from queries.routing.grammar import corridor_in_text, market_in_text
from queries.routing.passages import Left, Passage, Passages
from queries.routing.routes import Route, make_route
from queries.routing.standing import StepKind

FIRST_DEFAULT: Final = 10
FIRST_AT_MOST: Final = 100
"""Gateways in an answer: what is lost without each is searched for when it is shown."""
_ROUNDING: Final = 1e-6
"""Routes of equal cost differ by no more, since costs are rounded."""


@dataclass(frozen=True)
class Gateway:
    """An organisation, with its offices, that the best routes lead through.

    Attributes:
        rank: its place, from 1.
        organisation: who it is: of an operator and its offices the one on most of the routes, then the first by id.
        siblings: the others of these that are on routes, most routes first.
        routes: how many of the best routes lead through it; where it is an end does not count.
        received: on how many of these it is there that somebody's job is to receive the asker; no tie is recorded.
    """

    passages: Internal[Passages]
    house: Internal[int]
    through: Internal[list[Passage]]
    rank: int
    organisation: OrganisationNode
    siblings: Annotated[list[OrganisationNode], Some(5)]
    routes: int
    received: int
    of_all: Internal[int]
    strength: Internal[float]
    askers: Internal[int]

    @property
    def share(self) -> float:
        """The share of the best routes that lead through it, in (0, 1]."""
        return self.routes / self.of_all

    @cached_property
    def carried(self) -> float:
        """The share of the strength of all best routes that is on routes through it, in (0, 1]."""
        return math.fsum(route.strength for route in self.through) / self.strength

    @cached_property
    def left(self) -> Internal[Left]:
        """What is left of its routes without it."""
        return self.passages.without(self.house, self.through)

    @cached_property
    def _losses(self) -> list[float]:
        """What each of its routes loses."""
        kept = (0.0 if one is None else one.strength for one in self.left.found)
        return [route.strength - one for route, one in zip(self.through, kept, strict=True)]

    @cached_property
    def lost(self) -> float:
        """1 − strength of the best routes without it ÷ with it: over all openers, those of other routes too."""
        return max(0.0, math.fsum(self._losses) / self.strength)  # below 0 by the rounding of costs only

    @cached_property
    def margin(self) -> float | None:
        """How far `lost` may be off, 95 times of 100: 0 where all clusters have asked; null where it cannot be told."""
        parts, wholes = [0.0] * self.passages.asked, [0.0] * self.passages.asked
        for route, loss in zip(self.through, self._losses, strict=True):
            parts[route.asker] += loss
        for route in self.passages.routes:
            wholes[route.asker] += route.strength
        return margin_of_ratio(parts, wholes, self.askers)

    @property
    def exact(self) -> bool:
        """Whether no search without it was cut short."""
        return self.left.exact

    @cached_property
    def cut(self) -> int:
        """On how many of its routes there is no other way to the opener."""
        return sum(one is None for one in self.left.found)

    @cached_property
    def instead(self) -> Annotated[list[OrganisationNode], Some(3)]:
        """Who stands between instead without it, on most routes first, then by id; at most 10."""
        nodes = Counter(node for one in self.left.found if one is not None for node in one.way.nodes[1:-1])
        return sorted(nodes, key=lambda node: (-nodes[node], node))[:10]

    @cached_property
    def example(self) -> Route:
        """The strongest route through it; of equal ones the shortest, then the first by ids."""
        best = min(self.through, key=lambda route: (-route.strength, route.found.steps, route.found.way.nodes))
        return make_route(best.found.of.view, best.found.way)

    @property
    def sentence(self) -> str:
        """The same in words."""
        return f"{self._stands()} {self._without()}"

    def _stands(self) -> str:
        others = len(self.siblings)
        it = f"Together with {others} more of the same operator it" if others else "It"
        share = f"{self.share:.0%}" if self.share >= 0.01 else "less than 1%"
        told = f"{it} stands on {self.routes:,} of the {self.of_all:,} best routes ({share})"
        if not self.received:
            return f"{told}."
        when = "each time" if self.received == self.routes else f"on {self.received:,}"
        return f"{told}, {when} because it is its job to introduce: no tie is recorded."

    def _without(self) -> str:
        others = self.routes - self.cut
        if self.lost < _ROUNDING:
            return f"Without it nothing is lost: {self._told(self.instead[:2])} as well."
        off = f" (± {self.margin:.1%})" if self.margin else ""
        lost = f"{self.lost:.1%}" if self.lost >= 0.0005 else "less than 0.1%"
        told = f"Without it {lost}{off} of all strength is lost"
        if not others:
            return f"{told}: there is no other way on any of them."
        by = f", {self._told(self.instead[:2])} most" if self.instead else ", nobody between"
        if not self.cut:
            return f"{told}: there is a weaker way on each{by}."
        return f"{told}: there is no other way on {self.cut:,}, and one on {others:,}{by}."

    def _told(self, nodes: Sequence[int]) -> str:
        names = " and ".join(self.passages.day.record(node)["name"] for node in nodes)
        return f"{names} lead{'' if len(nodes) > 1 else 's'} there" if names else "one gets there"


@dataclass(frozen=True)
class Gateways(Answer):
    """Which organisations the best routes from one area to another lead through, from one revision.

    Attributes:
        from_: the market, corridor, bloc or region whose clusters ask.
        to: the one to whose door openers the routes lead.
        sector: the sector asked about; null: all.
        gateways: by routes, then by the strength that these carry, then by id.
        count: how many gateways there are.
        cluster_count: living clusters of the one area, of the sector asked about.
        asked: how many of these have asked, each for itself.
        routes: how many best routes these have.
        direct: on how many of these nobody stands between.
        strength: the sum of their strengths.
        exact: whether all clusters have asked and no search was cut short.
        nothing: why there is no gateway; null where there is one.
    """

    from_: ThingNode
    to: ThingNode
    sector: SectorNode | None
    gateways: Annotated[list[Gateway], Some(10)]
    count: int
    cluster_count: int
    asked: int
    routes: int
    direct: int
    strength: float
    exact: bool
    nothing: str | None

    @property
    def drawn(self) -> str | None:
        """Who was drawn where not all clusters have asked, and how far shares may be off; null where all have."""
        if self.asked == self.cluster_count:
            return None
        return (
            f"Of {self.cluster_count:,} clusters {self.asked:,} were drawn, always the same ones. "
            "95 of 100 shares of strength that is lost are off by no more than their margin."
        )


def gateways(day: Day, from_: str, to: str, *, sector: str | None = None, first: int = FIRST_DEFAULT) -> Gateways:
    """The organisations between, on the best routes from the clusters of one area to the door openers of another one.

    Each living cluster located in ``from_`` asks by itself, as ``door_openers`` is asked about ``to``: within three
    steps, about no market of its own. Its *best routes* are those to each organisation that would be its door opener
    with a score of .01 or more: one each, all receptions among them, and also to those that are told as one with
    others. A route leads *through* the organisations between its ends; an operator and its offices abroad are one
    *gateway* together (an office of several operators with the first by id), which does not count where the opener is
    of it.

    Lost = 1 − Σ strength of the best routes without it ÷ Σ strength of the best routes. Without it: routes through it
    are searched for again, of whatever score, with it, its operator and all of their offices to be avoided; all other
    routes stay as they are.

    With a sector those clusters ask that work in it, openers are fitted against it, and those that work in others only
    are left out.

    Where there are many clusters some are drawn, by the digests of their ids: at most 500, and none any more once 20
    have asked and 12,000 partial routes were made. Then shares are estimates, that of the strength lost with a margin
    of 95 % (of a ratio, drawn without replacement).

    Args:
        day: on which to stand.
        from_: a market's code or name; id of a corridor, bloc or region.
        to: the same; not the same market.
        sector: id.
        first: at most so many, 1 to 100.

    Raises:
        InputError: there is no such area or sector, or both are the same market; LimitError: ``first`` is out of range.
    """
    check_first(first, FIRST_AT_MOST)
    start, area = find_area(day, from_, "from")
    end, beyond = find_area(day, to, "to")
    if area == beyond and area.corridor is None:
        raise InputError(
            "They are the same market.", code="same_market", value=to, where="to", suggestion="Name two different ones."
        )
    field = sector_nodes(day, sector)
    clusters = clusters_in(day, area)
    asked = None if sector is None else day.node(sector, "sector", "sector")
    if asked is not None:
        clusters = clusters[works_in(day, asked)[clusters]]
    passages = Passages(day, drawn_order(map(day.snapshot.id_of, clusters.tolist())), beyond, field)
    found, count = _ranked(passages, len(clusters), first)
    every = len(passages.routes)
    return Gateways(
        day.header, start, end, asked, found, count, len(clusters), passages.asked, every,
        sum(len(route.found.way.nodes) == 2 for route in passages.routes),
        math.fsum(route.strength for route in passages.routes),
        passages.exact and passages.asked == len(clusters),
        _nothing(_named(day, start), len(clusters), every, count, sector),
    )  # fmt: skip


def _ranked(passages: Passages, clusters: int, first: int) -> tuple[list[Gateway], int]:
    """The first gateways, and how many there are."""
    through: dict[int, list[Passage]] = {}
    for route in passages.routes:
        for house in route.houses:
            through.setdefault(house, []).append(route)
    strength = math.fsum(route.strength for route in passages.routes)
    weight = {house: math.fsum(route.strength for route in some) for house, some in through.items()}
    order = sorted(through, key=lambda house: (-len(through[house]), -weight[house], house))
    found = [
        _gateway(passages, house, through[house], rank, strength, clusters)
        for rank, house in enumerate(order[:first], 1)
    ]
    return found, len(order)


def _gateway(
    passages: Passages, house: int, through: list[Passage], rank: int, strength: float, clusters: int
) -> Gateway:
    members = Counter(
        node for route in through for node in route.found.way.nodes[1:-1] if passages.house(node) == house
    )
    first, *others = sorted(members, key=lambda node: (-members[node], node))
    ways = [route.found.way for route in through]
    received = sum(way.kinds[-1] is StepKind.RECEPTION and passages.house(way.nodes[-2]) == house for way in ways)
    return Gateway(
        passages, house, through, rank, first, others, len(through), received,
        len(passages.routes), strength, clusters,
    )  # fmt: skip


def _named(day: Day, node: int) -> str:
    """What a market, corridor, bloc or region is called within a sentence."""
    if day.sections.type_of(node) == "market":
        return market_in_text(day.snapshot.id_of(node))
    return corridor_in_text(day.record(node)["name"])


def _nothing(start: str, clusters: int, routes: int, count: int, sector: str | None) -> str | None:
    if count:
        return None
    if not clusters:
        return f"No living cluster organisation {'of this sector ' if sector else ''}of {start} is known: nobody asks."
    if not routes:
        return "None of its clusters has a door opener there whose score is 0.01 or more."
    return "Nobody stands between: all of the best routes are direct."
