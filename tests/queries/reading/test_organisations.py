"""Organisations, filtered and in an order."""

from itertools import pairwise
from typing import Any

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.reading.organisations import (
    CONDITIONS_AT_MOST,
    VALUES_AT_MOST,
    Order,
    OrganisationFilter,
    organisations,
    place_in_order,
)

ENERGY = OrganisationFilter(sector=(("energy",),))
FOOD = OrganisationFilter(sector=(("food",),))


def _ids(world: Snapshot, where: OrganisationFilter | None, order: Order = "id") -> list[str]:
    return [world.id_of(node) for node in organisations(world.on_day(), where, order).tolist()]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (OrganisationFilter(kind=(("company", "cluster"),), country=(("SE",),)), ["acme", "beta"]),
        (OrganisationFilter(kind=(("company",), ("cluster",))), []),
        (OrganisationFilter(kind=((),)), []),
        (OrganisationFilter(status=(("merged", "unknown"),)), ["gamma", "old"]),
        (OrganisationFilter(sector=(("energy",), ("food",))), ["alpha"]),
        (OrganisationFilter(sector=(("energy", "food"),)), ["alpha", "beta", "gamma"]),
        (OrganisationFilter(kind=(("cluster",),), present_in=(("KR",),)), ["alpha", "gamma"]),
        (OrganisationFilter(on_corridor=(("road", "bloc"),)), ["gamma"]),
        (OrganisationFilter(every=(ENERGY, FOOD)), ["alpha"]),
        (OrganisationFilter(some=(ENERGY, FOOD), country=(("KR", "SE"),)), ["beta", "gamma"]),
        (OrganisationFilter(some=()), []),
        (OrganisationFilter(kind=(("cluster",),), not_=ENERGY), ["gamma", "old"]),
    ],
)
def test_a_filter_holds(reading_world: Snapshot, where: OrganisationFilter, expected: list[str]) -> None:
    assert _ids(reading_world, where) == expected


def test_without_a_filter_all_are_listed(reading_world: Snapshot) -> None:
    assert len(_ids(reading_world, None)) == reading_world.manifest.counts["organisation"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("id", ["acme", "alpha", "beta", "desk", "gamma"]),
        ("name", ["acme", "beta", "gamma", "desk", "alpha"]),
        ("country", ["alpha", "desk", "gamma", "acme", "beta"]),
        ("kind", ["alpha", "beta", "gamma", "desk", "acme"]),
    ],
)
def test_an_order_ascends_by_what_a_place_goes_by(reading_world: Snapshot, order: Order, expected: list[str]) -> None:
    listed = organisations(reading_world.on_day(), None, order).tolist()
    assert [id_ for node in listed if (id_ := reading_world.id_of(node)) in expected] == expected
    places = [place_in_order(reading_world, node, order) for node in listed]
    assert all(one < other for one, other in pairwise(places))


@pytest.mark.parametrize(
    "where",
    [
        OrganisationFilter(sector=(("nothing",),)),
        OrganisationFilter(on_corridor=(("energy",),)),
        OrganisationFilter(present_in=(("ZZ",),)),
        OrganisationFilter(not_=OrganisationFilter(country=(("ZZ",),))),
    ],
)
def test_what_a_filter_names_must_be_there(reading_world: Snapshot, where: OrganisationFilter) -> None:
    with pytest.raises(InputError):
        organisations(reading_world.on_day(), where)


def test_a_filter_has_a_limit_of_conditions_at_whatever_depth() -> None:
    deep = OrganisationFilter(country=(("DK",),))
    for _ in range(CONDITIONS_AT_MOST - 1):
        deep = OrganisationFilter(not_=deep)
    assert deep.conditions == CONDITIONS_AT_MOST
    broad: list[dict[str, Any]] = [
        {"not_": deep},
        {"every": (deep,)},
        {"some": (deep,)},
        {"kind": (("cluster",),) * (CONDITIONS_AT_MOST + 1)},
    ]
    for more in broad:
        with pytest.raises(LimitError, match="too long"):
            OrganisationFilter(**more)


def test_a_condition_has_a_limit_of_values() -> None:
    OrganisationFilter(country=(("DK",) * VALUES_AT_MOST,))
    with pytest.raises(LimitError) as raised:
        OrganisationFilter(country=(("DK",), ("DK",) * (VALUES_AT_MOST + 1)))
    assert (raised.value.value, raised.value.where) == (VALUES_AT_MOST + 1, "where")
