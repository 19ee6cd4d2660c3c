"""Sectors: those of an organisation, who works in one, and the neighbours of one."""

from graph.snapshot.snapshot import Snapshot
from queries.reading.sectors import near_sectors, sectors_of, works_in


def test_sectors_are_by_id_and_neighbours_as_they_are_stated(reading_world: Snapshot) -> None:
    day = reading_world.on_day()
    alpha, energy, food = (reading_world.find(id_) or 0 for id_ in ("alpha", "energy", "food"))
    assert sectors_of(day, alpha) == [energy, food]
    assert [reading_world.id_of(one) for one in near_sectors(day, energy)] == ["water", "food"]
    assert near_sectors(day, food) == []


def test_who_works_in_a_sector_is_whoever_has_it_among_its_own(reading_world: Snapshot) -> None:
    day = reading_world.on_day()
    for sector in day.sections.range("sector"):
        works = works_in(day, sector)
        assert [sector in sectors_of(day, one) for one in range(len(works))] == works.tolist()
