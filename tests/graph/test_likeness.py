"""Whether two statements may be of one thing."""

from typing import Any

import pytest

from graph.likeness import ALIKE, SURE, differing, likeness
from graph.web_domains import registered_domain

HUB = {"kind": "cluster", "name": "Energy Cluster Denmark", "country": "DK", "website": "https://www.hub.example.dk"}


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Alpha Cluster", "Cluster ALPHA", 1, 1),
        ("Alpha Cluster A/S", "Alpha Cluster", 1, 1),
        ("Alpha ApS", "Alpha GmbH", 1, 1),
        ("Øresund Food", "Oresund Food Cluster", 1, 1),
        ("Alpha Cluster", "Alfa Cluster", ALIKE, SURE),
        ("Danish Maritime Institute", "Danish Technology Institute", ALIKE, SURE),
        ("Food Valley", "Food Alley", SURE, 1),
        ("Sushi Export", "Energy Cluster", 0, ALIKE),
        ("A/S", "A/S", 1, 1),
        ("", "Energy", 0, 0),
    ],
)
def test_how_like_two_names_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) == likeness(other, one) <= most


@pytest.mark.parametrize(
    ("said", "owned", "strangers"),
    [
        ({}, None, None),
        ({"kind": "company"}, "kind", "kind"),
        ({"name": "Sushi Export"}, None, None),  # it has the same page
        ({"name": "Sushi Export", "website": "https://sushi.example"}, None, "name and web domain"),
        (
            {"name": "Sushi Export", "website": "https://sushi.example", "country": "SE"},
            "name, country and web domain",
            "name and web domain",
        ),
        ({"country": "SE", "website": "https://other.example"}, None, None),
        ({"name": "Sushi", "country": "SE", "other_names": ["former:Energy Cluster DK"]}, None, None),
        ({"name": "Sushi", "country": "SE", "website": "https://en.hub.example.dk/us"}, None, None),
    ],
)
def test_an_id_stated_again(said: dict[str, Any], owned: str | None, strangers: str | None) -> None:
    other = {**HUB, **said}
    for one, another in ((HUB, other), (other, HUB)):
        assert differing("organisation", one, another, owned=True) == owned
        assert differing("organisation", one, another, owned=False) == strangers


def test_pages_that_many_share_say_nothing() -> None:
    for address in ("https://www.facebook.com/hub", "https://x.com", "", "nonsense", "https://[", "https://127.0.0.1"):
        assert registered_domain(address) is None, address
    assert registered_domain("") is None
    assert registered_domain("http://A.B.example.co.uk:80/x") == "example.co.uk"


@pytest.mark.parametrize(
    ("type_", "one", "other", "why"),
    [
        ("context", {"kind": "project", "name": "Alpha"}, {"kind": "project", "name": "Alpha 2"}, None),
        ("context", {"kind": "project", "name": "Alpha"}, {"kind": "event", "name": "Alpha"}, "kind"),
        ("context", {"kind": "project", "name": "Alpha"}, {"kind": "project", "name": "Sushi"}, "name"),
        ("corridor", {"kind": "trade_bloc", "name": "Bloc"}, {"kind": "trade_bloc", "name": "The Bloc"}, None),
        ("priority", {"organisation": "a", "name": "Green"}, {"organisation": "b", "name": "Green"}, "organisation"),
        ("service", {"organisation": "a", "service": "x"}, {"organisation": "a", "service": "x"}, None),
        ("service", {"organisation": "a", "service": "x"}, {"organisation": "a", "service": "y"}, "service"),
        ("estimate", {"what": "x", "publisher": "P"}, {"what": "x", "publisher": "P"}, None),
        ("estimate", {"what": "x", "publisher": "P"}, {"what": "x", "publisher": "Office"}, "name"),
    ],
)
def test_other_things_stated_again(type_: str, one: dict[str, Any], other: dict[str, Any], why: str | None) -> None:
    assert differing(type_, one, other, owned=True) == differing(type_, other, one, owned=True) == why
