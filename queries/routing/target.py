"""A market or corridor as the target of routes: who may be an opener there, and the bounds towards them.

Nothing here depends on who asks; ``queries.presence_for`` says what each opener's presence is for one asker.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import (
    COMPANY,
    FORM_NAMES,
    INNOVATION_OFFICE,
    ORGANISATION_KINDS,
    PUBLIC_BODY,
    TRADE_OFFICE,
)
from graph.relations import (
    BILATERAL_ABROAD_BASE,
    BILATERAL_LOCATED_BASE,
    CHAMBER_FRONT_DOOR_BASE,
    DESK_CHAMBER_BASE,
    DESK_OUTWARD_BASE,
    HALVED,
    HOME_AGENCY_BASES,
    HOST,
    INNOVATION_FRONT_DOOR_BASE,
    LOCATED_PEER_BASE,
    PROMOTES_BASES,
    REGIONAL,
)
from graph.snapshot.columns import rows_of
from graph.snapshot.day.mandates import AGENCY, ANYWHERE, PROMOTING_ROLES
from graph.snapshot.day.presence import LOCATED, halved, innovates
from graph.snapshot.day.worth import CODE, KINDS, cost, costs
from graph.snapshot.on_day import Day
from graph.work import current_work, look
from queries.routing.constraints import DEFAULT_OPENER_KINDS, DEFAULT_STEPS, STEPS_AT_MOST, RouteConstraints
from queries.routing.kernel.bounds import bound_layers
from queries.routing.kernel.outlook import Prospects
from queries.routing.overlay import NOTHING_LAID, Overlay

CHAMBER: Final = FORM_NAMES.index("chamber")
BUSINESS_ASSOCIATION: Final = FORM_NAMES.index("business_association")
EXPORT_CREDIT: Final = FORM_NAMES.index("export_credit")
INNOVATION_FORMS: Final = tuple(FORM_NAMES.index(form) for form in ("innovation_agency", "innovation_network"))
HOME_BASES: Final = {FORM_NAMES.index(form): base for form, base in HOME_AGENCY_BASES.items()}
NO_SERVICE, INNOVATION_DESK, TRADE, ASSOCIATIONS, CHAMBERS = range(5)
"""Classes of openers that service fit tells apart; an earlier one of the last three never fits worse than a later."""
_COMPANY: Final = ORGANISATION_KINDS.index(COMPANY)
_PUBLIC_BODY: Final = ORGANISATION_KINDS.index(PUBLIC_BODY)
_PROMOTES: Final = CODE["promotes"]
_AFFILIATION: Final = np.array([kind.affiliation for kind in KINDS])
Scalar = TypeVar("Scalar", bound=np.generic)
I4 = NDArray[np.int32]
F8 = NDArray[np.float64]
B1 = NDArray[np.bool_]


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """The array, not to be written: the kernel knows one sort of array only."""
    array.setflags(write=False)
    return array


@dataclass(frozen=True, slots=True)
class Area:
    """The markets asked about.

    Attributes:
        markets: positions, ascending.
        parts: positions of the regions to which a market is confined; absent: all of it.
        corridor: its node; None for a market asked about by itself.
    """

    markets: tuple[int, ...]
    parts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    corridor: int | None = None

    def without(self, market: int) -> "Area":
        """The area but for an asker's own market, where it is one of a corridor's."""
        if self.corridor is None or market not in self.markets:
            return self
        kept = tuple(one for one in self.markets if one != market)
        return Area(kept, tuple(part for part in self.parts if part[0] != market), self.corridor)


@dataclass(frozen=True)
class Target:
    """Who may be an opener of an area on a day. O organisations, ascending; presences are halved where status says so.

    Attributes:
        opener: (O) nodes.
        plain, peer: (O) presence by being located there or by promoting it, for companies, clusters and investors, and
            for everybody else; regional agencies at their least.
        active: (O) presence by serving the market or being active there.
        plain_market, active_market: (O) the market where these are best.
        located: (O) located in the area.
        half: (O) factor of the status.
        regional: (O) position among ``PROMOTING_ROLES`` by which it promotes the area; -1 for none.
        service: (O) class of service.
        office, agency: (O) an office abroad; a trade agency.
        operator_ptr, operator: (O+1 …) its operators.
        works: (S, O) whether each works in a sector, by position among sectors; cross-sector left out.
        has_sectors: (O) whether it has any. first_sector: (O) position among sectors; -1.
        bounds: see ``bound_layers``.
    """

    area: Area
    opener: I4
    plain: F8
    peer: F8
    active: F8
    plain_market: I4
    active_market: I4
    located: B1
    half: F8
    regional: I4
    service: I4
    office: B1
    agency: B1
    operator_ptr: I4
    operator: I4
    works: B1
    has_sectors: B1
    first_sector: I4
    bounds: NDArray[np.uint8]

    def prospects(self, peer: bool) -> Prospects:
        """For the kernel: as peers see it, or as customers do."""
        return self._for_peers if peer else self._for_customers

    @cached_property
    def _for_peers(self) -> Prospects:
        return self._prospects(self.peer)

    @cached_property
    def _for_customers(self) -> Prospects:
        return self._prospects(self.plain)

    def _prospects(self, presence: F8) -> Prospects:
        return Prospects(
            read_only(costs(presence)), read_only(costs(self.active)),
            read_only(costs(presence * HALVED)), read_only(costs(self.active * HALVED)),
            self.located, self.office, self.works, self.has_sectors, self.first_sector, self.service,
        )  # fmt: skip

    @cached_property
    def offices(self) -> NDArray[np.int64]:
        """Positions of the offices abroad."""
        return np.flatnonzero(self.office)

    @cached_property
    def official(self) -> B1:
        """(O) whether each is an office abroad or a trade agency."""
        return read_only(self.office | self.agency)

    @cached_property
    def sorts(self) -> list[tuple[bool, bool]]:
        """(O) whether each is an office abroad, and whether it is a trade agency."""
        return list(zip(self.office.tolist(), self.agency.tolist(), strict=True))

    @cached_property
    def offices_of(self) -> dict[int, list[int]]:
        """Operator → positions of its offices."""
        found: dict[int, list[int]] = {}
        for at in self.offices.tolist():
            for operator in self.operator[self.operator_ptr[at] : self.operator_ptr[at + 1]].tolist():
                found.setdefault(operator, []).append(at)
        return found

    @cached_property
    def regional_ones(self) -> list[int]:
        """Positions of the agencies that promote the area regionally."""
        found: list[int] = np.flatnonzero(self.regional == PROMOTING_ROLES.index(REGIONAL)).tolist()
        return found

    @cached_property
    def positions(self) -> dict[int, int]:
        """Organisation → position."""
        return {node: at for at, node in enumerate(self.opener.tolist())}

    def position(self, node: int) -> int:
        """Position of an organisation; -1 if it is none of these."""
        return self.positions.get(node, -1)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        held = (getattr(self, field.name) for field in fields(self))
        return 2 * sum(one.nbytes for one in held if isinstance(one, np.ndarray))


def present_counts(day: Day, area: Area, market: int, nodes: I4) -> B1:
    """Whether presence in a market of the area counts: where it lies on a corridor by regions, in these only.

    And of who lies on the corridor itself.
    """
    facts = day.facts
    parts = dict(area.parts).get(market)
    if parts is None:
        return np.ones(len(nodes), dtype=np.bool_)
    inside = (facts.country[nodes] == market) & day.snapshot.within(parts)[facts.region[nodes]]
    held = day.on.held
    on_it = (held.target == area.corridor) & (facts.rel_kind[held.relation] == CODE["lies_on"])
    return np.asarray(inside | np.isin(nodes, held.source[on_it]))


def find_target(
    day: Day, area: Area, constraints: RouteConstraints, laid: Overlay = NOTHING_LAID, bounded: bool = True
) -> Target:
    """The target of an area, made once for each day and sort of opener.

    Bounds hold for every asker and under every constraint, since constraints only remove; companies, openers only if
    asked for, have their own. Without bounds (no layers), it is no target of a search.
    """
    companies = COMPANY in (constraints.opener_kinds or DEFAULT_OPENER_KINDS)
    layers = DEFAULT_STEPS if constraints.max_steps <= DEFAULT_STEPS else STEPS_AT_MOST
    layers = layers if bounded else 0
    key = ("target", area, companies, layers, laid.key if bounded else b"")
    return day.remembered(key, lambda: _Making(day, area, companies).target(layers, laid), lambda made: made.nbytes)


class _Making:
    """The making of one target."""

    def __init__(self, day: Day, area: Area, companies: bool) -> None:
        self.day, self.area, self.companies = day, area, companies
        self.facts, self.on = day.facts, day.on
        self.half: F8 = day.remembered(("half",), self._half, lambda made: made.nbytes)

    def _half(self) -> F8:
        """(N) what counts of the presence of each, whatever the target."""
        return read_only(np.where(halved(self.facts), HALVED, 1.0))

    def target(self, layers: int, laid: Overlay) -> Target:
        """The target."""
        present, active, market, active_market = self._present()
        potential = self._potential()
        own = np.flatnonzero((present > 0) | (active > 0))
        opener = np.union1d(own, np.array(sorted(potential), dtype=np.int64)).astype(np.int32)
        if not self.companies:
            opener = opener[self.facts.kind[opener] != _COMPANY]
        half, plain = self.half[opener], present[opener]
        peer = self._peer(opener, plain, half)
        regional, most = self._roles(opener, np.maximum(np.maximum(plain, peer), active[opener]), half)
        potentials = np.array([potential.get(node, 0.0) for node in opener.tolist()]) * half
        operators = [self.on.mandated.operators(node) if self.on.office[node] else [] for node in opener.tolist()]
        works, ties = self._works(opener), self.on.ties
        made = Target(
            area=self.area, opener=opener, plain=plain, peer=peer, active=active[opener],
            plain_market=market[opener], active_market=active_market[opener],
            located=self._inside(opener), half=half, regional=regional, service=self._service(opener, operators),
            office=self.on.office[opener], agency=self.facts.kind[opener] == AGENCY,
            operator_ptr=np.concatenate(([0], np.cumsum([len(one) for one in operators]))).astype(np.int32),
            operator=np.array([one for some in operators for one in some], dtype=np.int32),
            works=works, has_sectors=np.asarray(works.any(axis=0)),
            first_sector=self._first_sector(opener),
            bounds=bound_layers(
                ties.ptr, ties.neighbour, ties.hop_cost, laid.source, laid.target, laid.cost, opener,
                costs(np.maximum(most, potentials)) + cost(1.0), layers, current_work().signals,
            ) if layers else np.zeros((0, len(self.half)), dtype=np.uint8),
        )  # fmt: skip
        look()
        for field in fields(made):
            value = getattr(made, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
        return made

    def _present(self) -> tuple[F8, F8, I4, I4]:
        """(N) presence by being located or promoting, and by serving or being active; the market of each."""
        count = len(self.facts.kind)
        found, market = [np.zeros(count), np.zeros(count)], [np.full(count, -1, np.int32) for _ in range(2)]
        present = self.on.present
        for position in self.area.markets:
            span = present.of_market(position)
            reasons = slice(int(present.reason_ptr[span.start]), int(present.reason_ptr[span.stop]))
            owner = np.repeat(present.organisation[span], np.diff(present.reason_ptr[span.start : span.stop + 1]))
            relation = present.relation[reasons]
            worth = present.base[reasons] * present.recency[reasons] * present.factor[reasons] * self.half[owner]
            worth[~present_counts(self.day, self.area, position, owner)] = 0.0
            lasting = relation == LOCATED
            lasting[~lasting] = self.facts.rel_kind[relation[~lasting]] == _PROMOTES
            for at, mask in enumerate((lasting, ~lasting)):
                best = np.zeros(count)
                np.maximum.at(best, owner[mask], worth[mask])
                market[at][best > found[at]] = position
                found[at] = np.maximum(found[at], best)
        return found[0], found[1], market[0], market[1]

    def _inside(self, nodes: I4) -> B1:
        return np.isin(self.facts.country[nodes], self.area.markets)

    def _peer(self, opener: I4, plain: F8, half: F8) -> F8:
        """Presence by being located, of innovation agencies and public bodies for those who are no customers."""
        counts = np.zeros(len(opener), dtype=np.bool_)
        for market in self.area.markets:
            inside = present_counts(self.day, self.area, market, opener)
            counts |= (self.facts.country[opener] == market) & inside
        told = counts & ((self.facts.kind[opener] == _PUBLIC_BODY) | innovates(self.facts)[opener])
        promoting = np.zeros(len(self.facts.kind), dtype=np.bool_)
        for market in self.area.markets:
            promoting[self.on.mandated.promoted_agency[self.on.mandated.promoters(market)]] = True
        return np.where(told & ~promoting[opener], np.maximum(plain, LOCATED_PEER_BASE * half), plain)

    def _roles(self, opener: I4, presence: F8, half: F8) -> tuple[I4, F8]:
        """(O) role by which each promotes the area, and the most that its presence may be for anybody."""
        role = np.full(len(self.facts.kind), len(PROMOTING_ROLES), dtype=np.int32)
        mandated = self.on.mandated
        for market in self.area.markets:
            span = mandated.promoters(market)
            np.minimum.at(role, mandated.promoted_agency[span], mandated.promoted_role[span])
        found = np.where(role == len(PROMOTING_ROLES), -1, role)[opener].astype(np.int32)
        regional = found == PROMOTING_ROLES.index(REGIONAL)
        return found, np.where(regional, np.maximum(presence, PROMOTES_BASES[REGIONAL] * half), presence)

    def _potential(self) -> dict[int, float]:
        """Node → the most that standing may give it as presence for anybody, before halving."""
        found: dict[int, float] = {}

        def may(node: int, presence: float) -> None:
            found[node] = max(found.get(node, 0.0), presence)

        doors = doors_of(self.day)
        for market in self.area.markets:
            for agency in doors.chambers.get(market, ()):
                may(agency, CHAMBER_FRONT_DOOR_BASE)
            for agency in doors.innovators.get(market, ()):
                may(agency, INNOVATION_FRONT_DOOR_BASE)
            for office, presence in doors.represented(market):
                may(office, presence)
            for agency in doors.bilateral.get(market, ()):
                here = int(self.facts.country[agency]) == market
                may(agency, BILATERAL_LOCATED_BASE if here else BILATERAL_ABROAD_BASE)
        for agency, base in doors.home_bases.items():
            may(agency, base)
        return found

    def _first_sector(self, opener: I4) -> I4:
        first = self.on.first_sector[opener]
        return np.where(first < 0, -1, first - self.day.sections.range("sector").start).astype(np.int32)

    def _service(self, opener: I4, operators: Sequence[Sequence[int]]) -> I4:
        kinds = self.facts.kind[opener]
        found = np.full(len(opener), NO_SERVICE, dtype=np.int32)
        for at in np.flatnonzero(kinds == AGENCY).tolist():
            found[at] = _class_of(int(self.facts.form[opener[at]]))
        found[kinds == ORGANISATION_KINDS.index(INNOVATION_OFFICE)] = INNOVATION_DESK
        for at in np.flatnonzero(kinds == ORGANISATION_KINDS.index(TRADE_OFFICE)).tolist():
            # The best of several operators counts.
            agencies = [one for one in operators[at] if self.facts.kind[one] == AGENCY]
            classes = [_class_of(int(self.facts.form[one])) for one in agencies]
            found[at] = NO_SERVICE if len(agencies) < len(operators[at]) else min(classes, default=NO_SERVICE)
        return found

    def _works(self, opener: I4) -> B1:
        sectors = self.day.sections.range("sector")
        works = np.zeros((len(sectors), len(opener)), dtype=np.bool_)
        ptr, sector = self.on.sector_ptr, self.on.sector
        length = ptr[opener + 1] - ptr[opener]
        owner = np.repeat(np.arange(len(opener)), length)
        starts = np.repeat(ptr[opener] - np.concatenate(([0], np.cumsum(length)[:-1])), length)
        flat = sector[starts + np.arange(len(owner))]
        works[flat - sectors.start, owner] = True
        cross = self.day.snapshot.cross_sector
        if cross is not None:
            works[cross - sectors.start] = False
        return works


def _class_of(form: int) -> int:
    if form in INNOVATION_FORMS:
        return NO_SERVICE
    return {CHAMBER: CHAMBERS, BUSINESS_ASSOCIATION: ASSOCIATIONS}.get(form, TRADE)


@dataclass(frozen=True)
class Doors:
    """Who may give standing on a day, by market: nothing of it depends on who asks.

    Attributes:
        chambers: market → chambers located there that are not bilateral and whose constituency is all of it.
        innovators: market → innovation agencies located there.
        bilateral: market → bilateral chambers that have it as constituency or seat.
        is_bilateral: them all.
        home_bases: agency with a constituency in the market where it is located → presence for its own abroad.
        homes: agency → markets of its constituency.
        whole: (agency, market) of constituencies that are all of a market.
        desks: market → desk that is good for it → operator → presence by representation at its most; 0 for those that
            lead to their operator and are no openers. Desks and operators ascending.
        constituencies: market → (agency, region, mandate) of those that it or a region of it is a constituency of.
        hosting: market → (office, region, mandate) of offices that are desks for those based there; -1 for the mandate
            where they are so by where they are located.
        roles: (market, agency) → position among ``PROMOTING_ROLES`` of the role by which it promotes the market.
        in_parts: (agency, market) of constituencies that are regions of a market only.
        affiliations: organisation → the hubs of which it is an affiliate that day, by id.
    """

    chambers: dict[int, list[int]]
    innovators: dict[int, list[int]]
    bilateral: dict[int, list[int]]
    is_bilateral: frozenset[int]
    home_bases: dict[int, float]
    homes: dict[int, frozenset[int]]
    whole: frozenset[tuple[int, int]]
    desks: dict[int, dict[int, dict[int, float]]]
    constituencies: dict[int, list[tuple[int, int, int]]]
    hosting: dict[int, list[tuple[int, int, int]]]
    roles: dict[tuple[int, int], int]
    in_parts: frozenset[tuple[int, int]]
    affiliations: "Affiliations"

    def represented(self, market: int) -> Iterable[tuple[int, float]]:
        """(desk, presence by representation at its most) of the desks that are good for a market."""
        return (
            (office, presence)
            for office, by in self.desks.get(market, {}).items()
            for presence in by.values()
            if presence > 0
        )

    @property
    def nbytes(self) -> int:
        """About how many bytes it holds."""
        rows = sum(len(some) for held in (self.constituencies, self.hosting) for some in held.values())
        rows += sum(len(by) for some in self.desks.values() for by in some.values())
        return 200 * (len(self.homes) + len(self.whole) + rows) + self.affiliations.hub.nbytes


def doors_of(day: Day) -> Doors:
    """The doors of a day, found once."""
    return day.remembered(("doors",), lambda: _doors(day), lambda made: made.nbytes)


def _doors(day: Day) -> Doors:
    facts, mandated = day.facts, day.on.mandated
    homes: dict[int, set[int]] = {}
    named: dict[int, set[int]] = {}
    whole = set()
    for agency, market, region, by_name in zip(
        *(column.tolist() for column in (
            mandated.home_agency, mandated.home_market, mandated.home_region, mandated.home_named,
        )), strict=True,
    ):  # fmt: skip
        homes.setdefault(agency, set()).add(market)
        if by_name:
            named.setdefault(agency, set()).add(market)
        if region == ANYWHERE:
            whole.add((agency, market))
    two_sided = frozenset(
        agency for agency, markets in named.items() if facts.form[agency] == CHAMBER and len(markets) > 1
    )
    return Doors(
        _by_market(
            (int(facts.country[agency]), agency)
            for agency, market in whole
            if facts.form[agency] == CHAMBER and agency not in two_sided and facts.country[agency] == market
        ),
        _by_market(
            (int(facts.country[agency]), agency)
            for agency in np.flatnonzero(innovates(facts) & ~day.on.after.gone).tolist()
        ),
        _by_market((market, agency) for agency in two_sided for market in homes[agency] | {int(facts.country[agency])}),
        two_sided,
        {
            agency: HOME_BASES[int(facts.form[agency])]
            for agency, markets in sorted(homes.items())
            if int(facts.form[agency]) in HOME_BASES and agency not in two_sided and facts.country[agency] in markets
        },
        {agency: frozenset(markets) for agency, markets in homes.items()},
        frozenset(whole),
        _desks(day, homes),
        _triples(mandated.home_market, mandated.home_agency, mandated.home_region, mandated.home_relation),
        _hosting(day),
        dict(
            zip(
                zip(mandated.promoted_market.tolist(), mandated.promoted_agency.tolist(), strict=True),
                mandated.promoted_role.tolist(),
                strict=True,
            )
        ),
        frozenset((agency, market) for agency, markets in homes.items() for market in markets) - whole,
        _affiliations(day),
    )


def _triples(market: I4, *columns: I4) -> dict[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    for at, one, region, relation in zip(market.tolist(), *(column.tolist() for column in columns), strict=True):
        found.setdefault(at, []).append((one, region, relation))
    return found


def _hosting(day: Day) -> dict[int, list[tuple[int, int, int]]]:
    on = day.on
    mandated, facts = on.mandated, day.facts
    found = _triples(mandated.host_market, mandated.host_office, mandated.host_region, mandated.host_relation)
    held, roles = on.held, day.snapshot.manifest.roles
    kind, role = facts.rel_kind[held.relation], facts.rel_role[held.relation]
    code = roles.index(HOST) if HOST in roles else -2
    # a mandate for a bloc that has no members binds nobody, but is a mandate
    with_mandate = held.source[(kind == CODE["mandated_for"]) & (role == code)]
    here = np.flatnonzero(on.office & ~on.after.gone)
    for office in here[~np.isin(here, with_mandate)].tolist():
        found.setdefault(int(facts.country[office]), []).append((office, ANYWHERE, -1))
    return found


@dataclass(frozen=True, slots=True)
class Affiliations:
    """Who is an affiliate of which hub on a day: each pair once, by affiliate, then hub."""

    affiliate: I4
    hub: I4

    def hubs(self, affiliate: int) -> list[int]:
        """The hubs of an affiliate, by id."""
        found: list[int] = self.hub[rows_of(self.affiliate, affiliate)].tolist()
        return found

    def affiliates(self, hub: int) -> list[int]:
        """The affiliates of a hub, by id."""
        found: list[int] = self.affiliate[self.hub == hub].tolist()
        return found


def _affiliations(day: Day) -> Affiliations:
    held = day.on.held
    lasting = _AFFILIATION[day.facts.rel_kind[held.relation]] & day.on.worths.lives[held.relation]
    pairs = np.unique(held.source[lasting].astype(np.int64) << 32 | held.target[lasting])
    return Affiliations((pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32))


def _by_market(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for market, agency in sorted(set(pairs)):
        found.setdefault(market, []).append(agency)
    return found


def _desks(day: Day, homes: dict[int, set[int]]) -> dict[int, dict[int, dict[int, float]]]:
    """Market → office → operator → most presence: offices abroad as desks of their operators."""
    on = day.on
    facts, mandated = day.facts, on.mandated
    promoted: dict[int, list[tuple[int, int]]] = {}
    for market, agency, role in zip(
        mandated.promoted_market.tolist(), mandated.promoted_agency.tolist(), mandated.promoted_role.tolist(),
        strict=True,
    ):  # fmt: skip
        promoted.setdefault(agency, []).append((market, role))
    found: dict[int, dict[int, dict[int, float]]] = {}
    for office in np.flatnonzero(on.office & ~on.after.gone).tolist():
        for operator in mandated.operators(office):
            good = {market: PROMOTES_BASES[PROMOTING_ROLES[role]] for market, role in promoted.get(operator, ())}
            seat = int(facts.country[operator])
            if seat not in good:
                outward = seat in homes.get(operator, ()) and facts.form[operator] != EXPORT_CREDIT
                base = DESK_CHAMBER_BASE if facts.form[operator] == CHAMBER else DESK_OUTWARD_BASE
                good[seat] = base if outward else 0.0
            for market, presence in good.items():
                found.setdefault(market, {}).setdefault(office, {})[operator] = presence
    return found
