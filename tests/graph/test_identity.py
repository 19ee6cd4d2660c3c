"""What ids mean where several sources use them."""

from itertools import permutations

import pytest

from graph.identity import Claim, GraphIds, canonical_ids
from graph.statements import EntityType, Source


def ids(*claims: tuple[str, str], owners: tuple[str, ...] = ()) -> GraphIds:
    sources = [Source(name, name, "nobody", "CC0-1.0", "", "2026-01-01", name in owners) for name in "ab"]
    kind: EntityType = "organisation"
    return GraphIds(sources, [Claim(source, id_, kind, {"kind": "cluster", "name": source}) for source, id_ in claims])


MINE, STRANGER = ("a", "x"), ("b", "x")


@pytest.mark.parametrize(
    ("among", "mine", "strangers"),
    [
        (ids(MINE), "x", "b:x"),
        (ids(MINE, STRANGER), "a:x", "b:x"),
        (ids(STRANGER, MINE), "a:x", "b:x"),
        (ids(MINE, STRANGER, owners=("a",)), "x", "b:x"),
        (ids(MINE, STRANGER, owners=("a", "b")), "x", "x"),
        (ids(MINE, ("b", "a:x")), "a:x", "b:x"),
    ],
)
def test_a_source_and_its_id_mean_its_thing_whatever_others_use_it_for(
    among: GraphIds, mine: str, strangers: str
) -> None:
    assert (among.meant("a:x"), among.meant("b:x")) == (mine, strangers)


@pytest.mark.parametrize("id_", ["x", "y", "c:x", "a:y", "a:", ":x", "KR", ""])
def test_any_other_id_is_its_own(id_: str) -> None:
    assert ids(MINE).meant(id_) == id_


OURS = Claim("a", "x", "organisation", {"kind": "cluster", "name": "Hub", "country": "DK"})
RESTATED = OURS._replace(source="b", said={"kind": "cluster", "name": "Hub of DK", "country": "DK"})
COMPANY = OURS._replace(source="c", said={"kind": "company", "name": "Hub", "country": "DK"})
SUSHI = OURS._replace(source="b", said={"kind": "cluster", "name": "Sushi", "country": "DK"})
EVENT = OURS._replace(source="c", type="context", said={"kind": "event", "name": "Hub"})


@pytest.mark.parametrize(
    ("claims", "owners", "plain"),
    [
        ((OURS, RESTATED), "", "ab"),
        ((OURS, SUSHI), "", ""),
        ((OURS, SUSHI), "a", "ab"),  # its country says that it is meant
        ((OURS, RESTATED, COMPANY), "", ""),
        ((OURS, RESTATED, COMPANY), "a", "ab"),
        ((OURS, RESTATED, COMPANY), "c", "c"),
        ((OURS, COMPANY), "ac", "ac"),  # owners share their ids, whatever they say
        ((OURS, RESTATED, EVENT), "a", "ab"),
        ((OURS, RESTATED, EVENT), "c", "c"),
        ((OURS, RESTATED._replace(type="sector")), "", "b"),
        ((OURS._replace(type="sector"), SUSHI._replace(type="sector")), "", "ab"),
    ],
)
def test_who_shares_a_plain_id(claims: tuple[Claim, ...], owners: str, plain: str) -> None:
    for order in permutations(claims):
        among = GraphIds(declared(owners), order)
        assert {one.source: among.of(one.source, "x") for one in claims} == {
            one.source: "x" if one.source in plain else f"{one.source}:x" for one in claims
        }
        assert list(among.contested) == ([] if plain else ["x"])
        assert {one.source for one in claims if among.apart(one.source)} == {one.source for one in claims} - set(plain)


def test_what_is_told_of_them() -> None:
    among = GraphIds(declared("a"), (OURS, RESTATED, COMPANY))
    assert among.restated("b") == {"x": ("a",)}
    assert among.restated("a") == among.restated("c") == {}
    assert among.apart("c") == [("c:x", "x", ("a",), "kind")]
    contested = GraphIds(declared(""), (OURS, RESTATED, COMPANY))
    assert contested.apart("a") == [("a:x", "x", ("b", "c"), "kind")]
    assert GraphIds(declared("a"), (OURS, EVENT)).apart("c") == [("c:x", "x", ("a",), "type")]


def declared(owners: str, **retrieved: str) -> list[Source]:
    said = {name: retrieved.get(name, "2026-01-01") for name in "abc"}
    return [Source(name, name, "nobody", "CC0-1.0", "", day, name in owners) for name, day in said.items()]


@pytest.mark.parametrize(
    ("owners", "retrieved", "canonical"),
    [
        ("", {}, "x"),
        ("b", {}, "m"),
        ("b", {"c": "2020-01-01"}, "m"),
        ("bc", {"c": "2020-01-01"}, "c:x"),
        ("", {"c": "2020-01-01"}, "c:x"),
        ("", {"a": "2027-01-01"}, "m"),
        ("", {"a": "2027-01-01", "b": "2027-01-01"}, "c:x"),
    ],
)
def test_whose_id_is_canonical(owners: str, retrieved: dict[str, str], canonical: str) -> None:
    """The owner's, else the oldest; not the first of the alphabet."""
    speakers = {"a:q": ["a"], "x": ["a"], "m": ["b"], "c:x": ["c"], "alone": ["a"]}
    pairs = [("a:q", "m"), ("m", "x"), ("c:x", "x"), ("alone", "nobody")]
    same = sorted({"a:q", "x", "m", "c:x"} - {canonical})
    for order in permutations(pairs):
        for sources in permutations(declared(owners, **retrieved)):
            assert canonical_ids(order, speakers, sources) == dict.fromkeys(same, canonical)


def test_an_id_counts_as_its_most_senior_speakers() -> None:
    """An owner's id is restated by a source of which another id was there before."""
    sources = declared("a", b="2020-01-01")
    assert canonical_ids([("b:y", "x")], {"b:y": ["b"], "x": ["a", "b"]}, sources) == {"b:y": "x"}
