"""The ties of one organisation, and what makes each."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.reading.ties_of import Tie, hops_of


def _ties(world: Snapshot, id_: str) -> list[Tie]:
    node, day = world.find(id_) or 0, world.on_day()
    return [Tie(day, node, hop) for hop in hops_of(day, node)]


def test_ties_are_listed_strongest_first(reading_world: Snapshot) -> None:
    ties = _ties(reading_world, "alpha")
    assert {reading_world.id_of(one.organisation) for one in ties} == {"beta", "gamma", "acme"}
    assert [one.strength for one in ties] == sorted((one.strength for one in ties), reverse=True)
    places = [one.place for one in ties]
    assert places == sorted(set(places))


def test_a_tie_is_the_same_from_both_ends(reading_world: Snapshot) -> None:
    """Also where the two ways differ: a hub of several members is introduced by one better than the other way."""
    ties = _ties(reading_world, "alpha")
    (to_hub,) = [one for one in ties if reading_world.id_of(one.organisation) == "beta"]
    assert to_hub.strength > to_hub.strength_back
    for tie in ties:
        other = reading_world.id_of(tie.organisation)
        (back,) = [one for one in _ties(reading_world, other) if reading_world.id_of(one.organisation) == "alpha"]
        assert (tie.strength, tie.strength_back) == (back.strength_back, back.strength)


@pytest.mark.parametrize("id_", ["alpha", "beta", "acme"])
def test_what_makes_a_tie_adds_up_to_its_strength(reading_world: Snapshot, id_: str) -> None:
    for tie in _ties(reading_world, id_):
        missed = 1.0
        for part in tie.relations:
            missed *= 1.0 - part.worth
        assert tie.strength == pytest.approx(min(0.95, 1.0 - missed))
        assert [part.worth for part in tie.relations] == sorted((part.worth for part in tie.relations), reverse=True)


def test_one_without_ties_has_no_hops(reading_world: Snapshot) -> None:
    assert _ties(reading_world, "desk") == []
