"""What each opener of a target is to one asker: its presence and its fit, as costs and as numbers to show."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import (
    CLUSTER,
    COMPANY,
    INVESTOR,
    ORGANISATION_KINDS,
    PUBLIC_BODY,
    RESEARCH_ORGANISATION,
    TRADE_AGENCY,
)
from graph.relations import (
    HALVED,
    PROMOTES_BASES,
    REGIONAL,
    SECTOR_FIT_NOT_FIRST,
    SECTOR_FIT_OTHER,
    SECTOR_FIT_SHARED,
    SECTOR_FIT_UNKNOWN,
)
from graph.snapshot.columns import among
from graph.snapshot.day.mandates import PROMOTING_ROLES
from graph.snapshot.day.worth import cost
from graph.snapshot.on_day import Day
from queries.routing.askers import Party
from queries.routing.kernel.outlook import FAR, NEAR, OTHER, UNKNOWN, Given, beyond_routes
from queries.routing.kernel.search import Goal
from queries.routing.standing import AskerStanding
from queries.routing.target import ASSOCIATIONS, CHAMBERS, INNOVATION_DESK, INNOVATION_FORMS, TRADE, Target, read_only

I4 = NDArray[np.int32]
B1 = NDArray[np.bool_]
_CUSTOMERS: Final = frozenset(ORGANISATION_KINDS.index(kind) for kind in (COMPANY, CLUSTER, INVESTOR))
"""Kinds of askers that innovation agencies and public bodies have least to do with."""
_REGIONAL: Final = PROMOTING_ROLES.index(REGIONAL)
_FOR_COMPANIES: Final = {INNOVATION_DESK: 0.85}
_FOR_RESEARCH: Final = {TRADE: 0.5, CHAMBERS: 0.2, ASSOCIATIONS: 0.2}
_FOR_PUBLIC_BODIES: Final = {TRADE: 0.7, CHAMBERS: 0.4, ASSOCIATIONS: 0.7}
"""Service fit by class of opener; 1 for the others."""


def service_fits(party: Party) -> dict[int, float]:
    """Service fit by class of opener, where it is not 1."""
    kind = party.kind_word
    if kind == COMPANY:
        return _FOR_COMPANIES
    if kind == RESEARCH_ORGANISATION or (kind == TRADE_AGENCY and party.form in INNOVATION_FORMS):
        return _FOR_RESEARCH
    return _FOR_PUBLIC_BODIES if kind == PUBLIC_BODY else {}


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an opener fits: the product of the two."""

    sector: float
    service: float

    @property
    def value(self) -> float:
        """Sector fit × service fit."""
        return self.sector * self.service


def _sector_fit(code: int, wanted: int) -> float:
    """Sector fit of a code, for an asker of so many sectors."""
    if code == UNKNOWN:
        return SECTOR_FIT_UNKNOWN
    if code == OTHER:
        return SECTOR_FIT_OTHER
    first = 1.0 if code % 2 else SECTOR_FIT_NOT_FIRST
    return SECTOR_FIT_UNKNOWN + SECTOR_FIT_SHARED * ((code // 2) / wanted) * first


@lru_cache(maxsize=1024)
def _fit_costs(wanted: int, services: tuple[tuple[int, float], ...]) -> NDArray[np.int64]:
    """(classes of service, codes of sector fit) cost of each fit."""
    factor = dict(services)
    costs = [
        [cost(_sector_fit(code, wanted) * factor.get(service, 1.0)) for code in range(2 * wanted + 2)]
        for service in range(CHAMBERS + 1)
    ]
    return read_only(np.array(costs))


_NO_POSITIONS: Final = read_only(np.zeros(0, dtype=np.int64))


def _positions(numbers: list[int]) -> NDArray[np.int64]:
    return read_only(np.array(numbers, dtype=np.int64)) if numbers else _NO_POSITIONS


class Outlook:
    """The openers of a target as one asker sees them. O openers.

    Args:
        sectors: those that count as the asker's: ascending nodes.
        usable: (O, or empty for all) openers that the constraints allow.

    Attributes:
        near: (O) cost of presence and fit where the asker's own tie or knock leads there; INFINITE: no opener so.
        far: (O) the same by any other way.
        through: (O) of an office of others the same by the asker's tie to its operator; INFINITE for all others.
        shares: (O) shares a sector with the asker.
        is_peer: innovation agencies and public bodies count in full for the asker.
    """

    def __init__(
        self, day: Day, target: Target, party: Party, standing: AskerStanding, sectors: I4,
        usable: B1,
    ) -> None:  # fmt: skip
        self.day, self.target, self.party, self.standing = day, target, party, standing
        self._wanted = read_only((sectors - day.sections.range("sector").start).astype(np.int64))
        self.is_peer = party.kind not in _CUSTOMERS
        near, far, through, shares, code = beyond_routes(target.prospects(self.is_peer), self._given(), usable)
        self.near: I4 = read_only(near)
        self.far: I4 = read_only(far)
        self.through: I4 = read_only(through)
        self.shares: B1 = shares
        self._fit_code: NDArray[np.int64] = code

    def _given(self) -> Given:
        """What the asker brings."""
        target, regional, standing = self.target, self._regional, self._standing
        shut = [target.position(hub) for hub in self.own_hubs]
        if self.party.node is not None:
            shut.append(target.position(self.party.node))
        return Given(
            self._wanted,
            _positions(sorted(self._offices_for_it)),
            _positions(list(regional)),
            _positions([cost(presence) for presence in regional.values()]),
            _positions(list(standing)),
            _positions([cost(presence) for presence in standing.values()]),
            _positions([at for at in shut if at >= 0]),
            _fit_costs(len(self._wanted), tuple(service_fits(self.party).items())),
        )

    @cached_property
    def _offices_for_it(self) -> frozenset[int]:
        """Positions of offices that are there for the asker."""
        serving = set(self.standing.agencies)
        if self.party.node is not None:
            serving.add(self.party.node)
            serving |= set(self.day.on.mandated.operators(self.party.node) if self.party.is_office else ())
        return frozenset(at for operator in serving for at in self.target.offices_of.get(operator, ()))

    # Presence

    @cached_property
    def _standing(self) -> dict[int, float]:
        """Position → presence by standing."""
        found = {self.target.position(node): presence for node, presence in self.standing.presences.items()}
        return {at: presence for at, presence in found.items() if at >= 0}

    @cached_property
    def _regional(self) -> dict[int, float]:
        """Position → presence of regional agencies in whose region there is a cluster organisation of the sector."""
        found = {}
        for at in self.target.regional_ones:
            agency = int(self.target.opener[at])
            if any(self._promotes_regionally(market, agency) for market in self.target.area.markets):
                found[at] = PROMOTES_BASES[REGIONAL] * float(self.target.half[at])
        return found

    def _promotes_regionally(self, market: int, agency: int) -> bool:
        standing = self.standing
        promotes = standing.role(market, agency) == _REGIONAL and standing.counts(market, agency)
        return promotes and standing.has_cluster(market, agency)

    @cached_property
    def own_hubs(self) -> list[int]:
        """Networks of which the asker is part and which are not at home there: their plan for it is the asker's own."""
        if self.party.node is None:
            return []
        markets, country = self.target.area.markets, self.day.facts.country
        return [
            hub
            for hub in self.standing.doors.affiliations.hubs(self.party.node)
            if int(country[hub]) not in markets and all(self.standing.role(market, hub) < 0 for market in markets)
        ]

    def beyond(self, at: int, reached: int) -> int:
        """Cost of presence and fit of an opener that is reached so (``FAR``, ``NEAR``, ``THROUGH``)."""
        return int((self.far, self.near, self.through)[reached][at])

    def presence(self, at: int, reached: int) -> float:
        """Presence of an opener for the asker that is reached so."""
        return max(self._own_presence(at, reached), self._standing.get(at, 0.0))

    def is_by_standing(self, at: int, reached: int) -> bool:
        """Whether its presence is what standing gives, and nothing of its own is as much."""
        return self._own_presence(at, reached) < self._standing.get(at, 0.0)

    def is_of_others(self, at: int) -> bool:
        """Whether it is an office that is there for others than the asker."""
        return bool(self.target.office[at]) and at not in self._offices_for_it

    def _own_presence(self, at: int, reached: int) -> float:
        target = self.target
        base = float((target.peer if self.is_peer else target.plain)[at])
        base = max(base, self._regional.get(at, 0.0))
        active = float(target.active[at]) if reached == NEAR or target.located[at] or self.shares[at] else 0.0
        own = max(base, active)
        if self.is_of_others(at):
            return 0.0 if reached == FAR else own * HALVED
        return own

    # Fit

    def fit(self, at: int) -> Fit:
        """How well an opener fits the asker."""
        service = service_fits(self.party).get(int(self.target.service[at]), 1.0)
        return Fit(_sector_fit(int(self._fit_code[at]), len(self._wanted)), service)

    def first_fits(self, at: NDArray[np.int64]) -> B1:
        """Whether the first sector of some openers is among the asker's."""
        return among(self.target.first_sector[at], self._wanted)

    def first_sector_fits(self, at: int) -> bool:
        """Whether an opener's first sector is among the asker's."""
        return int(self.target.first_sector[at]) in self._wanted_sectors

    @cached_property
    def _wanted_sectors(self) -> frozenset[int]:
        return frozenset(self._wanted.tolist())

    @cached_property
    def goal(self) -> Goal:
        """For the kernel."""
        return Goal(self.target.opener, self.near, self.far, self.through, self.target.bounds)


def sectors_of(party: Party, sector: I4 | None) -> I4:
    """The sectors that count as an asker's: the one asked for, else its own."""
    return party.sectors if sector is None else sector
