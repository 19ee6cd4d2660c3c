"""A network of clusters that reach most of a market together: the best set, and the ties that it lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Annotated, Final

import numpy as np

from graph.errors import InputError, LimitError
from graph.kinds import CLUSTER, COMPANY, INVESTOR, ORGANISATION_KINDS, PUBLIC_BODY, RESEARCH_ORGANISATION
from graph.relations import MODERATE
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.nodes import CorridorNode, MarketNode, OrganisationNode, SectorNode, Some
from queries.reading.pairs import alive, living_ties
from queries.reading.sectors import sectors_of
from queries.reading.services import listed
from queries.routing.askers import understand
from queries.routing.best_set import BestSet, best_set
from queries.routing.brought import COUNTRY, DOOR, FURTHER, OFFICIAL, ROLE, SECTOR, UNIT, Brought
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints, check_count
from queries.routing.door import Door
from queries.routing.door_question import area_asked
from queries.routing.introduction_question import IntroductionQuestion
from queries.routing.overlay import NOTHING_LAID
from queries.routing.routes import Route, Step, make_route, tie_step
from queries.routing.target import Area

MEMBERS_DEFAULT: Final = 4
MEMBERS_AT_MOST: Final = 10
COMPARED_AT_MOST: Final = 300
"""Clusters that are compared; of each country those that come first."""
COUNTRIES_AT_MOST: Final = 50
_CLUSTER: Final = ORGANISATION_KINDS.index(CLUSTER)
_ROLES: Final = {
    COMPANY: "companies", RESEARCH_ORGANISATION: "research organisations", PUBLIC_BODY: "public bodies",
    INVESTOR: "investors",
}  # fmt: skip


@dataclass(frozen=True)
class NetworkMember:
    """A cluster of the network, and what it brings.

    Attributes:
        organisation: who it is.
        given: whether it was asked for.
        adds: what it adds to the worth of those before it.
        doors: the doors in the market to which it has the best way of all members, best first.
        present: how much it counts as being there itself; null where it is not.
        sectors: sectors that it works in, of those that are asked for, and their neighbours.
        sentence: what it brings, in words.
    """

    organisation: OrganisationNode
    given: bool
    adds: float
    doors: Annotated[list[Door], Some(5)]
    present: float | None
    sectors: list[SectorNode]
    sentence: str


@dataclass(frozen=True)
class UntiedPair:
    """Two members between whom no living tie is recorded.

    Attributes:
        one, other: the two, in the order of members.
        ended: whether a tie is recorded that is over.
        route: the best way from the one to the other; null if none is known.
        sentence: how they could be brought together, in words.
    """

    one: OrganisationNode
    other: OrganisationNode
    ended: bool
    route: Route | None
    sentence: str


@dataclass(frozen=True)
class ProposedNetwork(Answer):
    """Clusters that reach most of a market together, from one revision.

    Attributes:
        market: the market asked about; null for a corridor.
        corridor: the corridor asked about; null for a market.
        sector: the sector asked about; null: none.
        members: those asked for, then what adds most first.
        worth: of the network: see `method`.
        at_least: of the worth of the best network of those compared, so much is this one's at least; 1: it is the best.
        exact: whether this is certainly the best: all clusters were compared, and no search was cut short.
        compared: how many clusters were compared.
        left_out: how many more there are, of countries with many: those with fewest ties.
        ties: living ties between members.
        missing: pairs of members without one.
        fewer: why there are fewer members than asked for; null where there are not.
    """

    market: MarketNode | None
    corridor: CorridorNode | None
    sector: SectorNode | None
    members: list[NetworkMember]
    worth: float
    at_least: float
    exact: bool
    compared: int
    left_out: int
    ties: Annotated[list[Step], Some(20)]
    missing: Annotated[list[UntiedPair], Some(20)]
    fewer: str | None

    @property
    def method(self) -> str:
        """What the worth is, and how the network was found."""
        found = (
            "no set is worth more"
            if self.at_least == 1
            else f"no set is worth more than {self.worth / self.at_least:.2f}"
        )
        return (
            f"Each door that members reach by their own ties counts once, with the best score of any member, from "
            f"{MODERATE} on; so does a member that is there itself, and the best official door of each country. Each "
            f"country, sector and role counts {FURTHER} once. Found by branch and bound from the greedy set on, "
            f"which adds at least 63 % of what the best one does: {found}."
        )

    @property
    def no_door(self) -> str | None:
        """That nobody of it has a door there, nor is there itself; null where somebody has or is."""
        if not self.members or any(one.doors or (one.present or 0) >= MODERATE for one in self.members):
            return None
        return "None of them is known to have a door there: they add countries, sectors and roles alone."

    @property
    def missing_count(self) -> int:
        """How many pairs of members have no living tie."""
        return len(self.missing)


def propose_network(
    day: Day,
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    members: int = MEMBERS_DEFAULT,
    including: Sequence[str] = (),
    countries: Sequence[str] = (),
    constraints: RouteConstraints = UNCONSTRAINED,
) -> ProposedNetwork:
    """The n clusters that are worth most together for a market or corridor.

    *Candidates*: living clusters that are located outside the area, in one of ``countries`` if any is named, and work
    in the sector; without one, in a sector of those to be included; without these, in any. *Doors* of a cluster: its
    first 12 door openers as ``door_openers`` ranks them for it alone (for the sector, if one is asked for), of these
    those that score .1 or more, are of no other sector, and are reached by its own network; but for offices, which are
    there for their own, and agencies that promote the area, which are there for everybody. A cluster that is present
    itself, by .1 or more, is a door too, worth its presence. Beside these the *official door* of a country: the best
    score that one of its clusters has by a mandate, a desk, or a tie to an office of an agency of that country. Front
    doors, receptions and agencies at home are there without a network: they do not count.

    *Worth* of a set S = Σ over doors and official doors d of max over c in S of score(c, d) + .05 × (countries +
    sectors + roles), each counted once: the sectors of its members among those wanted and their neighbours, without any
    wanted each member's first one; as roles, kinds of organisations to which a member has a living tie: companies,
    research organisations, public bodies, investors. This is monotone and submodular; ``best_set`` says how the best
    set is sought: exactly, or with a bound.

    Candidates stand in this order, by which equal ones are told apart: first sector among those wanted, more living
    ties, confidence, id. At most 300 are compared: the first of each country, then the second, and so on.

    Args:
        day: on which to stand.
        market: code or name; exactly one of market and corridor is given.
        corridor: id.
        sector: id.
        members: at most so many, 2 to 10, those to be included among them.
        including: ids of clusters that are to be in it, wherever located.
        countries: codes or names of those from which others may come, at most 50; none: from anywhere.
        constraints: what routes must keep to.

    Raises:
        InputError: something named is not there, or no cluster; LimitError: too much is asked for.
    """
    constraints.check()
    if not 2 <= members <= MEMBERS_AT_MOST:
        raise LimitError(
            f"members is {members}.", value=members, where="members", suggestion=f"Ask for 2 to {MEMBERS_AT_MOST}."
        )
    check_count(including, members, "including")
    check_count(countries, COUNTRIES_AT_MOST, "countries")
    market_node, corridor_node, area = area_asked(day, market, corridor)
    asked = None if sector is None else day.node(sector, "sector", "sector")
    given = list(dict.fromkeys(_cluster(day, one) for one in including))
    wanted = _wanted(day, asked, given)
    places = frozenset(day.market(one, "countries") for one in countries)
    found, left_out = _candidates(day, area, wanted, places, set(given))
    table = Brought(day, area, asked, wanted, constraints, [*given, *found])
    chosen = best_set(table.worth[len(given) :], table.covered(range(len(given))), members - len(given))
    rows = [*range(len(given)), *(row + len(given) for row in chosen.rows)]
    return ProposedNetwork(
        day.header, market_node, corridor_node, asked, _members(table, rows, len(given)),
        chosen.worth / UNIT, _at_least(chosen), chosen.exact and table.exact and not left_out,
        len(found) + len(given), left_out, list(_ties(day, table, rows)), list(_missing(day, table, rows)),
        None if len(rows) == members else _fewer(len(found)),
    )  # fmt: skip


def _cluster(day: Day, id_: str) -> int:
    node = day.organisation(id_, "including")
    if day.facts.kind[node] != _CLUSTER:
        raise InputError(
            f"{day.record(node)['name']} ({id_}) is no cluster organisation.",
            code="not_a_cluster", value=id_, where="including", suggestion="Include clusters only.",
        )  # fmt: skip
    return node


def _wanted(day: Day, asked: int | None, given: Sequence[int]) -> list[int]:
    """The sectors that the network is of, ascending; none for any."""
    if asked is not None:
        return [asked]
    return sorted({sector for one in given for sector in sectors_of(day, one)} - {day.snapshot.cross_sector})


def _candidates(
    day: Day, area: Area, wanted: Sequence[int], places: frozenset[int], given: set[int]
) -> tuple[list[int], int]:
    """Clusters that are compared, in their order, beside those given; and how many are left out."""
    facts, on = day.facts, day.on
    good = (facts.kind == _CLUSTER) & ~on.after.gone & ~np.isin(facts.country, area.markets)
    good[list(given)] = False
    if places:
        good &= np.isin(facts.country, sorted(places))
    if wanted:
        owner = np.repeat(np.arange(len(good)), np.diff(on.sector_ptr))
        works = np.zeros(len(good), dtype=np.bool_)
        works[owner[np.isin(on.sector, wanted)]] = True
        good &= works
    nodes = np.flatnonzero(good)
    not_first = ~np.isin(on.first_sector[nodes], wanted)
    nodes = nodes[np.lexsort((nodes, -facts.confidence[nodes], -living_ties(day)[nodes], not_first))]
    seen: dict[int, int] = {}
    turns = []
    for country in facts.country[nodes].tolist():
        turns.append(seen.get(country, 0))
        seen[country] = turns[-1] + 1
    kept = np.sort(np.argsort(np.array(turns), kind="stable")[:COMPARED_AT_MOST])
    return nodes[kept].tolist(), len(nodes) - len(kept)


def _members(table: Brought, rows: Sequence[int], given: int) -> list[NetworkMember]:
    """The chosen ones, each with what it is best at."""
    found = []
    for place, row in enumerate(rows):
        before = table.covered(rows[:place])
        adds = int(np.maximum(before, table.worth[row]).sum() - before.sum())
        doors = [one for column, one in table.doors[row].items() if table.first_best(rows, column) == row]
        found.append(
            NetworkMember(
                table.nodes[row], place < given, adds / UNIT, [Door(one) for one in doors],
                table.presence[row] or None, table.sectors(row), _brings(table, rows, row),
            )
        )  # fmt: skip
    return found


def _brings(table: Brought, rows: Sequence[int], row: int) -> str:
    day = table.day
    best = {column: one.node for column, one in table.doors[row].items() if table.first_best(rows, column) == row}
    own = [_name(day, node) for (what, _), node in best.items() if what == DOOR]
    official = [_name(day, node) for (what, _), node in best.items() if what == OFFICIAL]
    only = table.only(rows, row)
    countries = [_name(day, day.first_market + at) for what, at in only if what == COUNTRY]
    sectors = [_name(day, at) for what, at in only if what == SECTOR]
    among = [_ROLES[ORGANISATION_KINDS[at]] for what, at in only if what == ROLE]
    told = [
        "It is there itself." if table.presence[row] >= MODERATE else "",
        f"By its own ties it has the best way of all members to {listed(own)}." if own else "",
        f"It brings its country's door: {listed(official)}." if official else "",
        f"The only one from {listed(countries)}." if countries else "",
        f"The only one that works in {listed(sectors)}." if sectors else "",
        f"The only one with ties to {listed(among)}." if among else "",
    ]
    return " ".join(filter(None, told)) or "It adds nothing that the others do not bring."


def _name(day: Day, node: int) -> str:
    name: str = day.record(node)["name"]
    return name


def _at_least(chosen: BestSet) -> float:
    return chosen.worth / chosen.bound if chosen.bound else 1.0


def _fewer(compared: int) -> str:
    if not compared:
        return "No other cluster of this kind is known."
    return "No other of those compared brings a door, country, sector or role that is not there yet."


def _ties(day: Day, table: Brought, rows: Sequence[int]) -> Iterator[Step]:
    """Living ties between members, strongest first."""
    ties, found = day.on.ties, []
    for one, other in combinations([table.nodes[row] for row in rows], 2):
        tie = ties.between(one, other)
        if tie is not None and alive(day)[tie]:
            found.append(tie_step(day, one, other, tie))
    yield from sorted(found, key=lambda step: -step.strength)


def _missing(day: Day, table: Brought, rows: Sequence[int]) -> Iterator[UntiedPair]:
    by = replace(table.constraints, opener_kinds=None)
    for one, other in combinations([table.nodes[row] for row in rows], 2):
        look()
        tie = day.on.ties.between(one, other)
        if tie is not None and alive(day)[tie]:
            continue
        question = IntroductionQuestion(day, understand(day, day.snapshot.id_of(one)), other, by, NOTHING_LAID)
        ways = question.best(1)[0]
        route = make_route(question.view, ways[0]) if ways else None
        yield UntiedPair(one, other, tie is not None, route, _how_to_tie(day, route, tie is not None, by.max_steps))


def _how_to_tie(day: Day, route: Route | None, ended: bool, most: int) -> str:
    before = "Their tie is over" if ended else "No tie is recorded"
    if route is None:
        return f"{before}, and no chain of at most {most} introductions leads from the one to the other."
    between = [day.record(step.target)["name"] for step in route.steps[:-1]]
    if not between:
        return f"{before}: renew it." if ended else f"{before}: just write."
    return f"{before}: {', then '.join(between)} can introduce the one to the other."
