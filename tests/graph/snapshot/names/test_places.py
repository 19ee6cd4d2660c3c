"""What cities and countries are called."""

from graph.markets import market_names
from graph.snapshot.names.folding import fold
from graph.snapshot.names.places import adjectives, cities, countries_of


def test_cities_lead_to_names_that_lead_nowhere_else() -> None:
    assert cities()["munchen"] == "munich"
    assert cities()["lisboa"] == "lisbon"
    assert not cities().keys() & set(cities().values())


def test_names_are_folded() -> None:
    for name in (*cities(), *cities().values(), *countries_of()):
        assert fold(name) == name


def test_no_city_is_called_like_a_country() -> None:
    assert not cities().keys() & {fold(name) for name in market_names().values()}


def test_adjectives_are_of_markets() -> None:
    assert adjectives().keys() <= market_names().keys()
    assert countries_of()["danish"] == {"DK"}
    assert countries_of()["korean"] == {"KR"}
    assert len(adjectives()) > 200
