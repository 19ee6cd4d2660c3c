"""Who asks: an organisation of the graph, or one that is not in it; found in a snapshot."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError
from graph.kinds import COMPANY, OFFICE_KINDS, ORGANISATION_KINDS
from graph.regions import check_region, market_of_region, regions_above
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.routing.constraints import check_count, check_words

ASKERS_AT_MOST: Final = 20
KNOWN_AT_MOST: Final = 500


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
