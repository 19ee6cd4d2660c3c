"""Direct links between clusters, counted as a matrix: country by country, or sector by country."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

import numpy as np

from graph.snapshot.columns import among, begins
from graph.snapshot.facts import B1, I4, I8
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.answer import Answer
from queries.reading.cluster_links import clusters, related
from queries.reading.nodes import Internal, MarketNode, SectorNode, Some, ThingNode
from queries.reading.pairs import alive


class MatrixRows(StrEnum):
    """What the rows of a matrix of links are; its columns are countries."""

    COUNTRIES = "countries"
    SECTORS = "sectors"


MATRIX_ROWS: Final[Mapping[str, str]] = {
    MatrixRows.COUNTRIES: "Direct links between clusters of two countries; in the diagonal, within one.",
    MatrixRows.SECTORS: "Direct links across borders between clusters of one sector, by the country of either.",
}


@dataclass(frozen=True)
class LinkCell:
    """The links of a row and a column, of which there is at least one.

    Attributes:
        row: the country, or the sector.
        column: the country.
        pairs: of clusters with a relation between the two that has not ended.
        ended: pairs of clusters all of whose relations have.
        clusters: of the row's country, or of the column's in the row's sector, that are one of these pairs; living ones
            only.
        strongest: what the strongest of these ties is worth, the stronger way, in (0, 0.95]; null where all have ended.
    """

    row: ThingNode
    column: MarketNode
    pairs: int
    ended: int
    clusters: int
    strongest: float | None


@dataclass(frozen=True)
class LinkMatrix(Answer):
    """Direct links between clusters as a matrix, of one revision and one day; what has no cell has no link.

    Attributes:
        sector: the only sector whose clusters are counted; null: all.
        cells: most pairs first, then most that have ended, then by row and column.
        cell_count: how many cells have a link.
    """

    by: Internal[MatrixRows]
    sector: SectorNode | None
    rows: Internal[tuple[int, ...]]
    columns: Internal[tuple[int, ...]]
    cells: Annotated[list[LinkCell], Some(100)]
    cell_count: int


def link_matrix(day: Day, by: MatrixRows = MatrixRows.COUNTRIES, *, sector: str | None = None) -> LinkMatrix:
    """Direct links between living clusters, counted; a link is what ``crossClusterLinks`` lists as direct.

    Country by country: a pair counts in both of its cells, in the diagonal once. Sector by country: a pair of clusters
    in two countries counts in each sector in which both work, once for each of the two countries; those within a
    country are left out. At most as many cells as there are rows times countries.

    Args:
        day: on which to stand.
        by: what the rows are.
        sector: id of a sector: clusters that work in it only.

    Raises:
        InputError: there is no such sector.
    """
    only = None if sector is None else day.node(sector, "sector", "sector")
    chosen = np.zeros(len(day.facts.kind), dtype=np.bool_)
    chosen[clusters(day, only)] = True
    ties = day.on.ties
    found = np.flatnonzero(chosen[ties.first] & chosen[ties.second] & related(day))
    look()
    entries = _by_country(day, found) if by is MatrixRows.COUNTRIES else _by_sector(day, found, only)
    look()
    cells = _cells(day, entries)
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    return LinkMatrix(day.header, by, only, tuple(sorted(rows)), tuple(sorted(columns)), cells, len(cells))


class _Entries(NamedTuple):
    """Links as they count: one for each of their cells and each of their clusters that counts there.

    Attributes:
        row, column: nodes.
        cluster: the one that counts.
        tie: the link.
        once: whether the pair counts here, and not only the cluster.
    """

    row: I8
    column: I8
    cluster: I4
    tie: I8
    once: B1


def _by_country(day: Day, found: I8) -> _Entries:
    ties, country = day.on.ties, day.facts.country.astype(np.int64) + day.first_market
    first, second = ties.first[found], ties.second[found]
    one, other = country[first], country[second]
    return _Entries(
        np.concatenate([one, other]), np.concatenate([other, one]), np.concatenate([first, second]),
        np.concatenate([found, found]), np.concatenate([np.ones(len(found), dtype=np.bool_), one != other]),
    )  # fmt: skip


def _by_sector(day: Day, found: I8, only: int | None) -> _Entries:
    on, country = day.on, day.facts.country.astype(np.int64) + day.first_market
    found = found[country[on.ties.first[found]] != country[on.ties.second[found]]]
    first, second = on.ties.first[found], on.ties.second[found]
    count = np.diff(on.sector_ptr)[first]
    at = np.repeat(on.sector_ptr[first] - np.cumsum(count) + count, count) + np.arange(count.sum())
    sector, link = on.sector[at].astype(np.int64), np.repeat(np.arange(len(found)), count)
    works = np.repeat(np.arange(len(on.sector_ptr) - 1), np.diff(on.sector_ptr)) << 32 | on.sector
    both = among(second[link].astype(np.int64) << 32 | sector, works)
    if only is not None:
        both &= sector == only
    sector, link = sector[both], link[both]
    cluster = np.concatenate([first[link], second[link]])
    return _Entries(
        np.concatenate([sector, sector]), country[cluster], cluster, np.concatenate([found[link], found[link]]),
        np.ones(len(cluster), dtype=np.bool_),
    )  # fmt: skip


def _cells(day: Day, entries: _Entries) -> list[LinkCell]:
    """The cells of some entries."""
    order = np.lexsort((entries.cluster, entries.column, entries.row))
    row, column, cluster = entries.row[order], entries.column[order], entries.cluster[order]
    lives, once = alive(day)[entries.tie[order]], entries.once[order]
    new = begins(row, column)
    cell = np.cumsum(new) - 1
    count = int(new.sum())
    strongest = np.zeros(count)
    np.maximum.at(strongest, cell[lives], day.on.ties.strength[entries.tie[order]][lives])
    living = begins(row[lives], column[lives], cluster[lives])
    pairs, ended, linked = (
        np.bincount(some, minlength=count).tolist()
        for some in (cell[lives & once], cell[~lives & once], cell[lives][living])
    )
    columns = (row[new].tolist(), column[new].tolist(), pairs, ended, linked, strongest.tolist())
    made = (
        LinkCell(one, other, living, over, some, strength or None)
        for one, other, living, over, some, strength in zip(*columns, strict=True)
    )
    return sorted(made, key=lambda cell: (-cell.pairs, -cell.ended, cell.row, cell.column))
