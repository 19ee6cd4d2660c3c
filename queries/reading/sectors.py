"""Sectors: those of an organisation, and the neighbours of one."""

from graph.snapshot.on_day import Day


def sectors_of(day: Day, organisation: int) -> list[int]:
    """The sectors that an organisation works in on the day, by id."""
    sectors: list[int] = day.on.sectors_of(organisation).tolist()
    return sectors


def near_sectors(day: Day, sector: int) -> list[int]:
    """Neighbours of a sector: those whose clusters are of use where it has none, in the order stated."""
    facts, at = day.facts, sector - day.sections.range("sector").start
    near: list[int] = facts.near[facts.near_ptr[at] : facts.near_ptr[at + 1]].tolist()
    return near
