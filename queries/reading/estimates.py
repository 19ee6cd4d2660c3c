"""Published estimates of how many clusters there are, and whether what is held can be compared with one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph.snapshot.snapshot import Snapshot

EUROPE: Final = "europe"
WORLD: Final = "world"
WIDE: Final = (EUROPE, WORLD)
"""Regions of estimates that are neither a market nor a corridor."""
_EUROPEAN: Final = (
    "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT "
    "NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
)
EUROPEAN: Final = frozenset(_EUROPEAN.split())
"""Europe as the United Nations divide the world (M49), with Kosovo and Cyprus: who publishes estimates of Europe counts
members of the European Union above all."""
OLD_AFTER: Final = 10
"""Years after which an estimate says nothing any more of how many there are."""


class Incomparable(StrEnum):
    """Why what is held is no share of an estimate."""

    REGIONAL_CLUSTERS = "regional_clusters"
    WIDER_AREA = "wider_area"
    ALL_SECTORS = "all_sectors"
    ONE_SECTOR = "one_sector"
    UNDATED = "undated"
    LATER = "later"
    OLD = "old"
    MORE_HELD = "more_held"


INCOMPARABLE: Final[Mapping[Incomparable, str]] = {
    Incomparable.REGIONAL_CLUSTERS: "It counts regional clusters, which are agglomerations in statistics, no "
    "organisations.",
    Incomparable.WIDER_AREA: "It counts all of a country of which only some regions are asked about.",
    Incomparable.ALL_SECTORS: "It counts all sectors, and one is asked about.",
    Incomparable.ONE_SECTOR: "It counts one sector, and all are asked about.",
    Incomparable.UNDATED: "It names no year.",
    Incomparable.LATER: "It is of a later year than the day of the answer.",
    Incomparable.OLD: f"It is more than {OLD_AFTER} years older than the day of the answer.",
    Incomparable.MORE_HELD: "More are held than it counts: it counts some of them only, such as those of one programme "
    "or platform, or others have been founded since.",
}
"""Each reason in words; the first of them that holds is told."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A published estimate.

    Attributes:
        node: its node.
        sector: node of the sector that it counts; None: all.
        organisations: it counts cluster organisations, and no regional clusters.
        count: how many.
        year: of which year; None: unknown.
    """

    node: int
    sector: int | None
    organisations: bool
    count: int
    year: int | None


def estimates_by_region(snapshot: Snapshot) -> Mapping[str, list[Estimate]]:
    """Estimates by their region: a market's code, a corridor's id, or one of ``WIDE``; made once a snapshot.

    In each region the newest first, those without a year last, equal ones by id.
    """

    def make() -> dict[str, list[Estimate]]:
        found: dict[str, list[Estimate]] = {}
        for node in snapshot.sections.range("estimate"):
            said = snapshot.record(node)
            sector = snapshot.find(said["sector"]) if said.get("sector") else None
            one = Estimate(node, sector, said["what"] == "cluster_organisations", said["count"], said.get("year"))
            found.setdefault(said["region"], []).append(one)
        for some in found.values():
            some.sort(key=lambda one: (-(one.year or 0), one.node))
        return found

    made: Mapping[str, list[Estimate]] = snapshot.memo.get("estimates", make, lambda made: 1000 + 200 * len(made))
    return made


def concerning(estimates: Collection[Estimate], sector: int | None) -> list[Estimate]:
    """Those that concern a sector: of it, or of all; without a sector all."""
    return [one for one in estimates if sector is None or one.sector in (None, sector)]


def why_incomparable(
    estimate: Estimate, held: int, sector: int | None, year: int, *, whole: bool = True
) -> Incomparable | None:
    """Why what is held cannot be compared with an estimate; None where it can.

    Args:
        estimate: one of the same area.
        held: how many cluster organisations are held.
        sector: of which sector; None: of all.
        year: in which it is asked.
        whole: whether all of the estimate's area is asked about.
    """
    holds = {
        Incomparable.REGIONAL_CLUSTERS: not estimate.organisations,
        Incomparable.WIDER_AREA: not whole,
        Incomparable.ALL_SECTORS: estimate.sector is None and sector is not None,
        Incomparable.ONE_SECTOR: estimate.sector is not None and estimate.sector != sector,
        Incomparable.UNDATED: estimate.year is None,
        Incomparable.LATER: estimate.year is not None and estimate.year > year,
        Incomparable.OLD: estimate.year is not None and estimate.year < year - OLD_AFTER,
        Incomparable.MORE_HELD: held > estimate.count,
    }
    return next((why for why in INCOMPARABLE if holds[why]), None)
