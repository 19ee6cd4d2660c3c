"""Sectors: those of an organisation, and the neighbours of one."""

from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot


def sectors_of(snapshot: Snapshot, on: Standing, organisation: int) -> list[int]:
    """The sectors that an organisation works in on the day, by id."""
    sectors: list[int] = on.sectors_of(organisation).tolist()
    return sectors


def near_sectors(snapshot: Snapshot, on: Standing, sector: int) -> list[int]:
    """Neighbours of a sector: those whose clusters are of use where it has none, in the order stated."""
    facts, at = snapshot.facts, sector - snapshot.sections.range("sector").start
    near: list[int] = facts.near[facts.near_ptr[at] : facts.near_ptr[at + 1]].tolist()
    return near
