"""What every question about routes is asked with: who asks, under which constraints; checked against a snapshot."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, LimitError, did_you_mean, nearest
from graph.kinds import COMPANY, OFFICE_KINDS, ORGANISATION_KINDS
from graph.markets import is_market
from graph.regions import check_region, market_of_region, regions_above
from graph.relations import RELATION_KINDS
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.kernel.via import Wanted

DEFAULT_STEPS: Final = 3
STEPS_AT_MOST: Final = 6
ASKERS_AT_MOST: Final = 20
KNOWN_AT_MOST: Final = 500
NAMED_AT_MOST: Final = 500
"""Organisations, countries and kinds named in one constraint."""
DEFAULT_OPENER_KINDS: Final = frozenset(ORGANISATION_KINDS) - {COMPANY}


@dataclass(frozen=True, slots=True)
class Outsider:
    """An asker who is not in the graph.

    Attributes:
        country: market in which it is based.
        region: ISO 3166-2 code; None: outside every regional constituency.
        sectors: ids.
        knows: ids of organisations that it is a member of or works with; each is a tie of .75.
        kind: of organisation.
    """

    country: str
    region: str | None = None
    sectors: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    kind: str = COMPANY


Asker = str | Outsider
"""An organisation of the graph by id, or one that is not in it."""


@dataclass(frozen=True, slots=True)
class RouteConstraints:
    """What a route must keep to.

    Attributes:
        max_steps: at most so many introductions in a row, 1 to 6.
        min_strength: every step at least so strong, in [0, 1].
        relation_kinds: only ties and standing that come of these; presence is not affected.
        opener_kinds: kinds of door openers; None: all but companies.
        avoid: ids of organisations, codes of countries, kinds: neither steps nor openers.
        via: ids of organisations, one of which must be on the route, ends included.
        via_in_order: ids of organisations, all of which must be on the route, in this order, ends included.
        public_anchor: only through organisations with a public mandate, the opener included.
        as_of: partial date; None: the snapshot's day.
    """

    max_steps: int = DEFAULT_STEPS
    min_strength: float | None = None
    relation_kinds: frozenset[str] | None = None
    opener_kinds: frozenset[str] | None = None
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    via_in_order: tuple[str, ...] = ()
    public_anchor: bool = False
    as_of: str | None = None

    def check(self) -> None:
        """Raise InputError where a value is out of its range or is no known word."""
        if not 1 <= self.max_steps <= STEPS_AT_MOST:
            raise LimitError(
                f"maxSteps is {self.max_steps}.",
                value=self.max_steps,
                where="maxSteps",
                suggestion=f"Ask for 1 to {STEPS_AT_MOST} steps.",
            )
        if self.min_strength is not None and not 0.0 <= self.min_strength <= 1.0:
            raise InputError(
                f"minStrength is {self.min_strength}.",
                code="bad_strength",
                value=self.min_strength,
                where="minStrength",
                suggestion="Strengths lie between 0 and 1.",
            )
        check_words(self.relation_kinds or (), RELATION_KINDS, "relation_kind", "relationKinds")
        check_words(self.opener_kinds or (), ORGANISATION_KINDS, "organisation_kind", "openerKinds")
        for where, named in (("avoid", self.avoid), ("via", self.via)):
            check_count(named, NAMED_AT_MOST, where)
        check_count(self.via_in_order, STEPS_AT_MOST + 1, "viaInOrder")

    def allows(self, kind: str) -> bool:
        """Whether relations of a kind may make ties and standing."""
        return self.relation_kinds is None or kind in self.relation_kinds


UNCONSTRAINED: Final = RouteConstraints()
"""What routes keep to where a question names nothing."""


def check_words(words: Collection[str], known: Collection[str], what: str, where: str) -> None:
    """Raise InputError for the first word, in the order of letters, that is not known."""
    for word in sorted(words):
        if word not in known:
            close = nearest(word, known)
            raise InputError(
                f"{word!r} is no {what.replace('_', ' ')}.",
                code=f"unknown_{what}",
                value=word,
                where=where,
                nearest=close,
                suggestion=did_you_mean(close, f"It is one of {', '.join(known)}."),
            )


def check_count(named: Sequence[object], most: int, where: str) -> None:
    """Raise LimitError where more is named than is allowed."""
    if len(named) > most:
        raise LimitError(f"{len(named)} are named.", value=len(named), where=where, suggestion=f"Name at most {most}.")


@dataclass(frozen=True, slots=True)
class Party:
    """An asker, understood.

    Attributes:
        node: organisation; None for one who is not in the graph.
        asked_as: the id that was given, where another one answers for it: that of its heir, or of the organisation
            whose double it was found to be; None.
        kind: position in ORGANISATION_KINDS.
        form: position in FORM_NAMES; -1 none.
        country: market position.
        region: region position; -1 where it is not known.
        regions: positions of its region and of those above it.
        city: key of its city; 0 where it is not known.
        sectors: ascending sector nodes, cross-sector left out.
        knows: organisations known to an outsider, ascending; heirs for old ids, and nobody for those who are gone
            without one.
    """

    node: int | None
    asked_as: str | None
    kind: int
    form: int
    country: int
    region: int
    regions: frozenset[int]
    city: int
    sectors: NDArray[np.int32]
    knows: tuple[int, ...]

    @property
    def kind_word(self) -> str:
        """Its kind."""
        return ORGANISATION_KINDS[self.kind]

    @property
    def is_office(self) -> bool:
        """Whether it is an office abroad, which is nobody's constituent and uses no desk."""
        return self.kind_word in OFFICE_KINDS


def understand(snapshot: Snapshot, on: Standing, asker: Asker, where: str = "from") -> Party:
    """Find an asker in the snapshot.

    Raises:
        InputError: unknown, or gone without an heir.
    """
    if isinstance(asker, Outsider):
        return _understand_outsider(snapshot, on, asker, where)
    named = snapshot.node(asker, "organisation", where)
    node = living(snapshot, on, named, asker, where)
    facts = snapshot.facts
    region = int(facts.region[node])
    return Party(
        node,
        asker if snapshot.id_of(node) != asker else None,
        int(facts.kind[node]),
        int(facts.form[node]),
        int(facts.country[node]),
        region,
        frozenset() if region < 0 else covering_regions(snapshot, snapshot.manifest.regions[region]),
        int(facts.city[node]),
        without_cross(snapshot, on.sectors_of(node)),
        (),
    )


def _understand_outsider(snapshot: Snapshot, on: Standing, asker: Outsider, where: str) -> Party:
    check_count(asker.knows, KNOWN_AT_MOST, f"{where}.knows")
    check_words((asker.kind,), ORGANISATION_KINDS, "organisation_kind", f"{where}.kind")
    country = snapshot.market_position(asker.country)
    region, regions = -1, frozenset[int]()
    if asker.region is not None:
        code = check_region(asker.region, f"{where}.region")
        if market_of_region(code) != asker.country:
            raise InputError(
                f"The region {code!r} does not lie in {asker.country!r}.",
                code="region_elsewhere",
                value=code,
                where=f"{where}.region",
                suggestion="Write a region of the country, or the region's country.",
            )
        known = snapshot.manifest.regions
        region, regions = known.index(code) if code in known else -1, covering_regions(snapshot, code)
    sectors = sorted({snapshot.node(sector, "sector", f"{where}.sectors") for sector in asker.sectors})
    named = {on.after.heir(snapshot.node(id_, "organisation", f"{where}.knows")) for id_ in asker.knows}
    return Party(
        None,
        None,
        ORGANISATION_KINDS.index(asker.kind),
        -1,
        country,
        region,
        regions,
        0,
        without_cross(snapshot, np.array(sectors, dtype=np.int32)),
        tuple(sorted(node for node in named if node is not None)),
    )


def covering_regions(snapshot: Snapshot, code: str) -> frozenset[int]:
    """Positions of a region and of those above it, as far as anything of the snapshot lies in them."""
    position = snapshot.region_positions
    return frozenset(position[one] for one in (code, *regions_above(code)) if one in position)


def without_cross(snapshot: Snapshot, sectors: NDArray[np.int32]) -> NDArray[np.int32]:
    """Sectors but for the one of those who serve every sector, which is none."""
    cross = snapshot.cross_sector
    return sectors if cross is None else sectors[sectors != cross]


def living(snapshot: Snapshot, on: Standing, node: int, id_: str, where: str) -> int:
    """The organisation that answers for ``node`` on that day: itself, or its heir.

    Raises:
        InputError: it is gone, and nobody inherits.
    """
    heir = on.after.heir(node)
    if heir is None:
        raise InputError(
            f"{id_!r} ({snapshot.record(node)['name']}) no longer exists, and has no successor.",
            code="organisation_gone",
            value=id_,
            where=where,
            suggestion="Name another organisation, or ask as of a date on which it existed.",
        )
    return heir


def sector_nodes(snapshot: Snapshot, sector: str | None) -> NDArray[np.int32] | None:
    """The sector asked for, as nodes, of which cross-sector is none; None if none is asked for."""
    if sector is None:
        return None
    return without_cross(snapshot, np.array([snapshot.node(sector, "sector", "sector")], dtype=np.int32))


def blocked(snapshot: Snapshot, on: Standing, constraints: RouteConstraints) -> NDArray[np.bool_]:
    """(N) who may be neither step nor opener; empty for nobody."""
    if not constraints.avoid and not constraints.public_anchor:
        return NOBODY
    facts = snapshot.facts
    mask = ~on.public if constraints.public_anchor else np.zeros(len(facts.kind), dtype=np.bool_)
    for named in constraints.avoid:
        if named in ORGANISATION_KINDS:
            mask |= facts.kind == ORGANISATION_KINDS.index(named)
        elif is_market(named):
            mask |= facts.country == snapshot.market_position(named)
        else:
            mask[snapshot.node(named, "organisation", "avoid")] = True
    return mask


def meeting(snapshot: Snapshot, constraints: RouteConstraints) -> Wanted:
    """What a route has to meet."""
    via = NOBODY
    if constraints.via:
        via = np.zeros(len(snapshot.facts.kind), dtype=np.bool_)
        via[[snapshot.node(named, "organisation", "via") for named in constraints.via]] = True
        via.setflags(write=False)
    nodes = [snapshot.node(named, "organisation", "viaInOrder") for named in constraints.via_in_order]
    in_order = np.array(nodes, dtype=np.int32)
    in_order.setflags(write=False)
    return Wanted(via, in_order)


NOBODY: Final = np.zeros(0, dtype=np.bool_)
NOBODY.setflags(write=False)
