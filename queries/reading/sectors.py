"""Sectors: those of an organisation, who works in one, those that a record names, and the neighbours of one."""

from collections.abc import Iterable

import numpy as np

from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day


def sectors_of(day: Day, organisation: int) -> list[int]:
    """The sectors that an organisation works in on the day, by id."""
    sectors: list[int] = day.on.sectors_of(organisation).tolist()
    return sectors


def sectors_named(day: Day, ids: Iterable[str] | None) -> list[int]:
    """The sectors of some ids, in their order; those that there are not are left out."""
    return [node for id_ in ids or () if (node := day.snapshot.find(id_)) is not None]


def near_sectors(day: Day, sector: int) -> list[int]:
    """Neighbours of a sector: those whose clusters are of use where it has none, in the order stated."""
    facts, at = day.facts, sector - day.sections.range("sector").start
    near: list[int] = facts.near[facts.near_ptr[at] : facts.near_ptr[at + 1]].tolist()
    return near


def works_in(day: Day, sector: int) -> B1:
    """(N) whether each organisation works in a sector on the day."""
    return _works_in(day, day.on.sector == sector)


def may_work_in(day: Day, sectors: I4) -> B1:
    """(N) whether each organisation works in one of these sectors on the day, a neighbour or all; or nobody knows."""
    wanted = {near for sector in sectors.tolist() for near in (sector, *near_sectors(day, sector))}
    wanted |= {day.snapshot.cross_sector} - {None}
    return np.asarray(_works_in(day, np.isin(day.on.sector, list(wanted))) | (np.diff(day.on.sector_ptr) == 0))


def _works_in(day: Day, wanted: B1) -> B1:
    """(N) whether each organisation works in a sector that is wanted; one value for each of all their sectors."""
    works = np.zeros(len(day.on.sector_ptr) - 1, dtype=np.bool_)
    works[np.repeat(np.arange(len(works)), np.diff(day.on.sector_ptr))[wanted]] = True
    return works
