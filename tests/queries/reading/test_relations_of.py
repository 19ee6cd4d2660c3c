"""All relations of one thing, in their order."""

import pytest

from graph.relations import RELATION_KINDS
from graph.snapshot.snapshot import Snapshot
from queries.reading.related import Direction
from queries.reading.relations_of import (
    first_after,
    holder_of,
    other_end,
    place_of,
    relations_of,
    some_relations_of,
)


def _told(world: Snapshot, node: int, positions: list[int]) -> list[tuple[str, str]]:
    return [(world.relation_kind(at), world.id_of(other_end(world, node, at))) for at in positions]


@pytest.mark.parametrize(
    ("kinds", "direction", "status", "expected"),
    [
        (["member_of"], "BOTH", None, [("member_of", "acme"), ("member_of", "beta")]),
        (["member_of"], "OUT", None, [("member_of", "beta")]),
        (["member_of"], "IN", None, [("member_of", "acme")]),
        (["partner_of"], "IN", None, [("partner_of", "beta"), ("partner_of", "gamma")]),
        (["partner_of"], "BOTH", "current", [("partner_of", "beta")]),
        (["mou_with", "partner_of"], "BOTH", "ended",
         [("partner_of", "gamma"), ("mou_with", "gamma"), ("mou_with", "gamma")]),
        (["organises"], "BOTH", None, []),
    ],
)  # fmt: skip
def test_relations_are_of_a_kind_a_direction_and_a_status(
    reading_world: Snapshot, kinds: list[str], direction: Direction, status: str | None, expected: list[tuple[str, str]]
) -> None:
    alpha = reading_world.find("alpha") or 0
    found = relations_of(reading_world.on_day(), alpha, kinds, direction, status).tolist()
    order = list(RELATION_KINDS)
    assert _told(reading_world, alpha, found) == sorted(expected, key=lambda one: (order.index(one[0]), one[1]))


def test_each_relation_is_followed_by_the_next_one(reading_world: Snapshot) -> None:
    """Also where kind and other end are the same, which leaves no order by id."""
    alpha = reading_world.find("alpha") or 0
    found = relations_of(reading_world.on_day(), alpha).tolist()
    places = [place_of(reading_world, alpha, at) for at in found]
    assert [first_after(found, lambda at: place_of(reading_world, alpha, at), place) for place in places] == list(
        range(1, len(found) + 1)
    )
    assert [place[:3] for place in places] == sorted(place[:3] for place in places)


def test_one_that_is_gone_is_followed_by_those_of_the_next_other_end(reading_world: Snapshot) -> None:
    alpha = reading_world.find("alpha") or 0
    found = relations_of(reading_world.on_day(), alpha, ["mou_with", "merged_into"]).tolist()
    gone = [*place_of(reading_world, alpha, found[0])[:3], "gone"]
    same = [at for at in found if place_of(reading_world, alpha, at)[:3] == gone[:3]]
    assert first_after(found, lambda at: place_of(reading_world, alpha, at), gone) == len(same)


def test_some_relations_are_the_first_ones(reading_world: Snapshot) -> None:
    alpha, day = reading_world.find("alpha") or 0, reading_world.on_day()
    assert [
        [reading_world.id_of(one.source) for one in some_relations_of(day, alpha, "member_of", "IN", most)]
        for most in (0, 1)
    ] == [[], ["acme"]]


@pytest.mark.parametrize(
    ("thing", "kind", "holder"),
    [("prio", "pursues", "alpha"), ("svc", "offers", "agency"), ("svc", "pursues", "agency")],
)
def test_a_thing_is_held_by_whom_a_relation_or_its_record_says(
    reading_world: Snapshot, thing: str, kind: str, holder: str
) -> None:
    node = reading_world.find(thing) or 0
    assert reading_world.id_of(holder_of(reading_world.on_day(), node, kind)) == holder
