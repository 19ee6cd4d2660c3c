"""Who asks: an organisation of the graph, or one that is not in it; found on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError
from graph.kinds import COMPANY, OFFICE_KINDS, ORGANISATION_KINDS
from graph.region_names import region_named
from graph.regions import regions_above
from graph.snapshot.on_day import Day
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
        note: why that one answers, in a sentence.
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
    note: str | None
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


def check_askers(askers: Sequence[Asker]) -> None:
    """Raise InputError where nobody asks, LimitError where too many do."""
    if not askers:
        raise InputError(
            "Nobody asks.", code="no_asker", where="from", suggestion="Name at least one organisation, or describe one."
        )
    check_count(askers, ASKERS_AT_MOST, "from")


def understand(day: Day, asker: Asker, where: str = "from") -> Party:
    """Find an asker on a day.

    Raises:
        InputError: unknown, or gone without an heir.
    """
    if isinstance(asker, Outsider):
        return _understand_outsider(day, asker, where)
    node, facts = day.organisation(asker, where), day.facts
    region = int(facts.region[node])
    return Party(
        node,
        day.asked_as(asker, node),
        day.answers_for(asker, node),
        int(facts.kind[node]),
        int(facts.form[node]),
        int(facts.country[node]),
        region,
        frozenset() if region < 0 else covering_regions(day.snapshot, day.snapshot.manifest.regions[region]),
        int(facts.city[node]),
        without_cross(day.snapshot, day.on.sectors_of(node)),
        (),
    )


def _understand_outsider(day: Day, asker: Outsider, where: str) -> Party:
    check_count(asker.knows, KNOWN_AT_MOST, f"{where}.knows")
    check_words((asker.kind,), ORGANISATION_KINDS, "organisation_kind", f"{where}.kind")
    country = day.snapshot.market_position(asker.country)
    region, regions = -1, frozenset[int]()
    if asker.region is not None:
        code = region_named(asker.region, asker.country, f"{where}.region")
        known = day.snapshot.manifest.regions
        region, regions = known.index(code) if code in known else -1, covering_regions(day.snapshot, code)
    sectors = sorted({day.node(sector, "sector", f"{where}.sectors") for sector in asker.sectors})
    named = {day.on.after.heir(day.node(id_, "organisation", f"{where}.knows")) for id_ in asker.knows}
    return Party(
        None,
        None,
        None,
        ORGANISATION_KINDS.index(asker.kind),
        -1,
        country,
        region,
        regions,
        0,
        without_cross(day.snapshot, np.array(sectors, dtype=np.int32)),
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


def sector_nodes(day: Day, sector: str | None) -> NDArray[np.int32] | None:
    """The sector asked for, as nodes, of which cross-sector is none; None if none is asked for."""
    if sector is None:
        return None
    return without_cross(day.snapshot, np.array([day.node(sector, "sector", "sector")], dtype=np.int32))
