"""Who could go to a market together: a cluster that coordinates, with companies, research and public organisations."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated, Final

import numpy as np

from graph.errors import InputError, LimitError
from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.relations import SECTOR_FIT_UNKNOWN
from graph.snapshot.facts import B1, F8
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer, check_first
from queries.reading.nodes import MarketNode, OrganisationNode, SectorNode, Some
from queries.reading.pairs import alive, living_ties
from queries.reading.roles import BY_SIZE, NAMED, ConsortiumRole, may_fill, unknown_sizes
from queries.reading.sectors import near_sectors
from queries.routing.askers import sector_nodes, understand
from queries.routing.constraints import UNCONSTRAINED, RouteConstraints, check_count
from queries.routing.door import Door
from queries.routing.door_question import DoorQuestion
from queries.routing.overlay import NOTHING_LAID
from queries.routing.routes import Step, tie_step
from queries.routing.target import Area

ROLES_DEFAULT: Final = (
    ConsortiumRole.LARGE_COMPANY,
    ConsortiumRole.SME,
    ConsortiumRole.SME,
    ConsortiumRole.RESEARCH,
    ConsortiumRole.PUBLIC,
)
ROLES_AT_MOST: Final = 10
CONSORTIA_DEFAULT: Final = 3
CONSORTIA_AT_MOST: Final = 10
COMPARED_AT_MOST: Final = 300
"""Coordinators whose doors are looked at, the best tied first."""
COUNTRIES_AT_MOST: Final = 50
BEST_DOOR: Final = 0.95
"""No door opener scores more."""
POSSIBLE: Final = 0.5
"""What a company of unknown size counts for a role that asks for a size: it is not said to fill it."""
UNIT: Final = 1_000_000
"""Worth is counted in so many parts of one."""
_CLUSTER: Final = ORGANISATION_KINDS.index(CLUSTER)


@dataclass(frozen=True)
class ConsortiumMember:
    """An organisation in a role.

    Attributes:
        role: what it is in the consortium.
        organisation: who it is.
        tie: its living tie with the coordinator, with the relations that make it.
        shares_sector: whether it works in the sector; else in a neighbouring one, or in none that is known.
        present: whether it counts as present in the market itself.
    """

    role: ConsortiumRole
    organisation: OrganisationNode
    tie: Step
    shares_sector: bool
    present: bool


@dataclass(frozen=True)
class MissingRole:
    """A role that nobody tied to the coordinator is known to fill.

    Attributes:
        role: the role.
        count: how many of it are missing.
        might_be: companies tied to the coordinator whose size is not recorded, best tied first: they may or may not be
            what is missing; none for other roles.
        might_be_count: how many there are.
        sentence: the same in words.
    """

    role: ConsortiumRole
    count: int
    might_be: Annotated[list[OrganisationNode], Some(5)]
    might_be_count: int
    sentence: str


@dataclass(frozen=True)
class Consortium:
    """A coordinator, and those tied to it who fill the roles.

    Attributes:
        coordinator: a cluster organisation of the sector.
        worth: by which consortia are ranked: the door's score + the mean over the roles of what each is worth.
        door: the best door opener of the market for the coordinator; null if there is none.
        members: in the order of the roles asked for.
        missing: the roles that nobody is known to fill.
        ties: living ties between members, strongest first.
        untied_pairs: how many pairs of members have none.
    """

    coordinator: OrganisationNode
    worth: float
    door: Door | None
    members: list[ConsortiumMember]
    missing: list[MissingRole]
    ties: Annotated[list[Step], Some(10)]
    untied_pairs: int


@dataclass(frozen=True)
class ConsortiumAnswer(Answer):
    """Who could go to a market together, from one revision.

    Attributes:
        market: where they want to.
        sector: of which sector they are.
        roles: what was asked for.
        consortia: best first, each with another coordinator.
        exact: whether these are certainly the best: no coordinator that could be better was left out, and no search for
            a door was cut short.
        compared: coordinators whose doors were looked at; the others cannot be better if this is exact.
        coordinators: clusters of the sector with somebody tied to them for one of the roles.
        sizes: what is known of the sizes of companies of the sector.
        nothing: why there is no consortium; null where there is one.
    """

    market: MarketNode
    sector: SectorNode
    roles: list[ConsortiumRole]
    consortia: list[Consortium]
    exact: bool
    compared: int
    coordinators: int
    sizes: str
    nothing: str | None


def consortium(
    day: Day,
    market: str,
    sector: str,
    *,
    roles: Sequence[ConsortiumRole] = ROLES_DEFAULT,
    coordinator: str | None = None,
    countries: Sequence[str] = (),
    first: int = CONSORTIA_DEFAULT,
    constraints: RouteConstraints = UNCONSTRAINED,
) -> ConsortiumAnswer:
    """The best consortia of a sector for a market, each around another coordinator.

    A *coordinator* is a living cluster that works in the sector and is not located in the market; located in one of
    ``countries``, if any is named. *Members* have a living tie with it. One is *worth* the strength of the tie, of its
    stronger way, × 1 if it works in the sector, × .8 if it works in a neighbouring one or in none that is known,
    cross-sector being none; others do not count. Each role goes to whoever is worth most of those who are known to be
    what it asks for (``CONSORTIUM_ROLES``), nobody twice; a public organisation, which goes with its own, only if it is
    of the coordinator's country, or a living relation of its own ties it to that, and no shared project alone. Roles
    for a company of whatever size come after those that ask for a size. Equal ones go by presence in the market, first
    sector, more living ties, confidence, id.

    A role that nobody is known to fill is *missing*, and worth nothing; if it asks for a company of a size, and there
    are companies left whose size is not recorded, half of what the best of these is worth: each of them once.

    Worth of a consortium = score of the coordinator's best door opener of the market (as ``door_openers`` ranks them
    for it and the sector; 0 without one) + the mean over the roles of what each is worth. Ranked by that, then by the
    mean, then by the coordinator's id. It is exact: roles do not depend on one another, and a coordinator is left out
    only if even the best door could not bring it among the first; but no more than 300 doors are looked at.

    Args:
        day: on which to stand.
        market: code or name.
        sector: id.
        roles: 1 to 10; one that is named twice is wanted twice.
        coordinator: id of a cluster, of whatever sector and wherever located, which is then the only one.
        countries: codes or names, at most 50; none: from anywhere.
        first: at most so many consortia, 1 to 10.
        constraints: what the routes to the door must keep to.

    Raises:
        InputError: something named is not there, or no cluster; LimitError: too much is asked for.
    """
    constraints.check()
    check_first(first, CONSORTIA_AT_MOST)
    if not 1 <= len(roles) <= ROLES_AT_MOST:
        raise LimitError(
            f"{len(roles)} roles are asked for.",
            value=len(roles), where="roles", suggestion=f"Ask for 1 to {ROLES_AT_MOST}.",
        )  # fmt: skip
    check_count(countries, COUNTRIES_AT_MOST, "countries")
    place, about = day.market(market), day.node(sector, "sector", "sector")
    named = None if coordinator is None else _cluster(day, coordinator)
    sought = _Sought(day, place, about, roles)
    drafts = sought.drafts(named, frozenset(day.market(one, "countries") for one in countries))
    found, compared, exact = _best(_Doors(day, place, sector, constraints), drafts, first)
    return ConsortiumAnswer(
        day.header, day.first_market + place, about, list(roles), [sought.told(*one) for one in found],
        exact, compared, len(drafts), sought.sizes(), None if found else _NOTHING,
    )  # fmt: skip


_NOTHING: Final = "No cluster of this sector is known that has a living tie with anybody for one of these roles."


def _cluster(day: Day, id_: str) -> int:
    node = day.organisation(id_, "coordinator")
    if day.facts.kind[node] != _CLUSTER:
        raise InputError(
            f"{day.record(node)['name']} ({id_}) is no cluster organisation.",
            code="not_a_cluster", value=id_, where="coordinator", suggestion="Let a cluster coordinate.",
        )  # fmt: skip
    return node


@dataclass(frozen=True, slots=True)
class _Draft:
    """A coordinator with its roles filled, before its door is known.

    Attributes:
        worth: the mean over the roles, in parts of a ``UNIT``.
        filled: for each role who fills it; None.
        might_be: companies left whose size is not recorded.
    """

    coordinator: int
    worth: int
    filled: list[int | None]
    might_be: list[int]


class _Doors:
    """The best door opener of a market for each coordinator.

    Attributes:
        exact: no search so far was cut short.
    """

    def __init__(self, day: Day, market: int, sector: str, constraints: RouteConstraints) -> None:
        self.day, self.area, self.constraints, self.exact = day, Area((market,)), constraints, True
        self._sector = sector_nodes(day, sector)

    def best(self, coordinator: int) -> Door | None:
        """The best one above the floor."""
        look()
        party = understand(self.day, self.day.snapshot.id_of(coordinator))
        ranking = DoorQuestion(self.day, self.area, [party], self._sector, self.constraints, NOTHING_LAID).rank(1)
        self.exact = self.exact and ranking.exact
        return next((Door(one) for one in ranking.ranked if one.is_shown), None)


_Found = tuple[int, _Draft, Door | None]
"""What a consortium is worth, in parts of a ``UNIT``; its roles, and its door."""


def _best(doors: _Doors, drafts: Sequence[_Draft], first: int) -> tuple[list[_Found], int, bool]:
    """The first ones, how many doors were looked at, and whether nobody better is left out."""
    found: list[_Found] = []
    for looked, draft in enumerate(drafts):
        enough = len(found) == first and draft.worth + round(BEST_DOOR * UNIT) < found[-1][0]
        if enough or looked == COMPARED_AT_MOST:
            return found, looked, enough and doors.exact
        door = doors.best(draft.coordinator)
        found.append((draft.worth + (0 if door is None else round(door.score * UNIT)), draft, door))
        found = sorted(found, key=lambda one: (-one[0], -one[1].worth, one[1].coordinator))[:first]
    return found, len(drafts), doors.exact


class _Sought:
    """Who is sought for which roles."""

    def __init__(self, day: Day, market: int, sector: int, roles: Sequence[ConsortiumRole]) -> None:
        self.day, self.market, self.sector, self.roles = day, market, sector, roles
        self.works = _working(day, [sector])
        self.fit = _fit(day, self.works, sector)
        self.fills: dict[ConsortiumRole, B1] = {role: may_fill(day, role) for role in dict.fromkeys(roles)}
        self.unknown = unknown_sizes(day)
        self.public = may_fill(day, ConsortiumRole.PUBLIC)
        self.present = np.zeros(len(self.works), dtype=np.bool_)
        self.present[day.on.present.organisation[day.on.present.of_market(market)]] = True

    def drafts(self, named: int | None, places: frozenset[int]) -> list[_Draft]:
        """Coordinators with somebody for a role, the best tied first, then by id."""
        facts = self.day.facts
        good = self.works & (facts.kind == _CLUSTER) & ~self.day.on.after.gone & (facts.country != self.market)
        if places:
            good &= np.isin(facts.country, sorted(places))
        nodes = [named] if named is not None else np.flatnonzero(good).tolist()
        found = [self._draft(node) for node in nodes]
        return sorted((one for one in found if one.worth), key=lambda one: (-one.worth, one.coordinator))

    def _draft(self, coordinator: int) -> _Draft:
        look()
        tied, worth = self._tied(coordinator)
        left = dict(zip(tied, worth, strict=True))
        filled: list[int | None] = [None] * len(self.roles)
        total = 0
        for at in sorted(range(len(self.roles)), key=lambda at: self.roles[at] is ConsortiumRole.COMPANY):
            fills = self.fills[self.roles[at]]
            best = next((node for node in left if fills[node] and self._goes_along(coordinator, node)), None)
            if best is not None:
                filled[at] = best
                total += left.pop(best)
        might_be = [node for node in left if self.unknown[node]]
        open_ = sum(role in BY_SIZE and node is None for role, node in zip(self.roles, filled, strict=True))
        total += round(POSSIBLE * sum(left[node] for node in might_be[:open_]))
        return _Draft(coordinator, total // len(self.roles), filled, might_be)

    def _goes_along(self, coordinator: int, node: int) -> bool:
        """Whether somebody goes with a coordinator: a public organisation of its country, or tied to it directly."""
        if not self.public[node] or self.day.facts.country[node] == self.day.facts.country[coordinator]:
            return True
        parts = _tie(self.day, coordinator, node).contributions
        return any(one.other is None and one.relation.status != "ended" for one in parts)

    def _tied(self, coordinator: int) -> tuple[list[int], list[int]]:
        """Those with a living tie who count, best first, and what each is worth in parts of a ``UNIT``."""
        day, ties, facts = self.day, self.day.on.ties, self.day.facts
        span = slice(int(ties.ptr[coordinator]), int(ties.ptr[coordinator + 1]))
        node, tie = ties.neighbour[span], ties.hop_tie[span]
        kept = alive(day)[tie] & (self.fit[node] > 0)
        node, tie = node[kept], tie[kept]
        worth = np.rint(ties.strength[tie] * self.fit[node] * UNIT).astype(np.int64)
        others = living_ties(day)[node]
        first = day.on.first_sector[node] == self.sector
        order = np.lexsort((node, -facts.confidence[node], -others, ~first, ~self.present[node], -worth))
        return node[order].tolist(), worth[order].tolist()

    def told(self, worth: int, draft: _Draft, door: Door | None) -> Consortium:
        """A consortium as it is shown."""
        day, coordinator = self.day, draft.coordinator
        members = [
            ConsortiumMember(role, node, _tie(day, coordinator, node), bool(self.works[node]), bool(self.present[node]))
            for role, node in zip(self.roles, draft.filled, strict=True)
            if node is not None
        ]
        pairs = list(combinations([one.organisation for one in members], 2))
        tied = [(one, other) for one, other in pairs if _lives(day, one, other)]
        ties = sorted((_tie(day, *pair) for pair in tied), key=lambda step: -step.strength)
        missing = list(self._missing(draft))
        return Consortium(coordinator, worth / UNIT, door, members, missing, ties, len(pairs) - len(tied))

    def _missing(self, draft: _Draft) -> list[MissingRole]:
        found = []
        for role in dict.fromkeys(self.roles):
            wanted = [node for one, node in zip(self.roles, draft.filled, strict=True) if one is role]
            if None in wanted:
                might_be = draft.might_be if role in BY_SIZE else []
                told = _missing_told(role, len(might_be), None if wanted[0] is None else wanted.index(None))
                found.append(MissingRole(role, wanted.count(None), might_be, len(might_be), told))
        return found

    def sizes(self) -> str:
        """What is known of the sizes of companies of the sector."""
        companies = self.works & may_fill(self.day, ConsortiumRole.COMPANY) & ~self.day.on.after.gone
        known, count = int((companies & ~self.unknown).sum()), int(companies.sum())
        if not count:
            return "No company of this sector is known."
        told = "1 company of this sector is known" if count == 1 else f"{count:,} companies of this sector are known"
        return f"{told}, {known or 'none'} of them with a size on record."


def _missing_told(role: ConsortiumRole, might_be: int, filled: int | None) -> str:
    another = "No further" if filled else "No"
    told = f"{another} {NAMED[role]} of this sector is known that is tied to it."
    if might_be:
        companies = "one company" if might_be == 1 else f"{might_be} companies"
        told += f" The size of {companies} tied to it is not recorded: ask."
    return told


def _tie(day: Day, one: int, other: int) -> Step:
    tie = day.on.ties.between(one, other)
    assert tie is not None
    return tie_step(day, one, other, tie)


def _lives(day: Day, one: int, other: int) -> bool:
    tie = day.on.ties.between(one, other)
    return tie is not None and bool(alive(day)[tie])


def _working(day: Day, sectors: Sequence[int]) -> B1:
    """(N) who works in one of some sectors."""
    works = np.zeros(len(day.facts.kind), dtype=np.bool_)
    owner = np.repeat(np.arange(len(works)), np.diff(day.on.sector_ptr))
    works[owner[np.isin(day.on.sector, sectors)]] = True
    return works


def _fit(day: Day, works: B1, sector: int) -> F8:
    """(N) 1 for who works in a sector, less for its neighbours and for those of whom none is known, 0 for others."""
    cross = day.snapshot.cross_sector
    owner = np.repeat(np.arange(len(works)), np.diff(day.on.sector_ptr))
    known = np.zeros(len(works), dtype=np.bool_)
    known[owner[day.on.sector != (-1 if cross is None else cross)]] = True
    loose = _working(day, near_sectors(day, sector)) | ~known
    return np.where(works, 1.0, np.where(loose, SECTOR_FIT_UNKNOWN, 0.0))
