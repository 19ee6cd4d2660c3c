"""How nodes look before anybody lays the graph out."""

import math

from exports.graphs.appearance import (
    COLOURS,
    CONTEXT_COLOUR,
    OTHER_COLOUR,
    SCATTER,
    UNITS_A_DEGREE,
    colour_of,
    place_of,
)
from graph.kinds import ORGANISATION_KINDS

SOUTH_POLE = -90 * UNITS_A_DEGREE - SCATTER


def test_each_kind_of_organisation_has_a_colour_of_its_own() -> None:
    assert set(COLOURS) == set(ORGANISATION_KINDS)
    assert len({*COLOURS.values(), CONTEXT_COLOUR, OTHER_COLOUR}) == len(COLOURS) + 2


def test_what_is_no_organisation_is_grey() -> None:
    assert colour_of("organisation", "company") == COLOURS["company"]
    assert colour_of("context", "project") == CONTEXT_COLOUR
    assert colour_of("market", None) == colour_of("sector", None) == OTHER_COLOUR


def test_those_of_one_city_stand_around_it_and_apart() -> None:
    x, y = 12.5 * UNITS_A_DEGREE * math.sqrt(0.5), 55.7 * UNITS_A_DEGREE
    places = [place_of(f"org-{at}", 55.7, 12.5) for at in range(200)]
    assert len(set(places)) == 200
    assert all(math.dist(place, (x, y)) <= SCATTER for place in places)
    assert max(math.dist(place, (x, y)) for place in places) > SCATTER / 2


def test_a_place_does_not_depend_on_who_else_is_there() -> None:
    assert place_of("kotra", 37.5, 127.0) == place_of("kotra", 37.5, 127.0)


def test_those_without_a_place_stand_below_the_map() -> None:
    places = [place_of(f"org-{at}", None, None) for at in range(200)]
    assert all(y < SOUTH_POLE for _, y in places)
    assert len(set(places)) == 200
    assert place_of("half", 55.7, None)[1] < SOUTH_POLE
