"""Pairs found among many, and held to one another."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from loaders.resolution.comparison import Verdict, compare, may_be_one
from loaders.resolution.profile import Profile
from loaders.resolution.resolver import BLOCK_AT_MOST, resolve, shared_of
from tests.loaders.resolution.profiles import said

WORDS = st.sampled_from(["Energy", "Cluster", "Nord", "Sud", "Medicon", "Medikon", "(ECD)", "GmbH"])
DRAWN = st.builds(
    said, st.sampled_from("abc"), st.sampled_from([str(number) for number in range(9)]),
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.sampled_from(["DK", "SE"]),
    st.sampled_from(["cluster", "company"]), city=st.sampled_from(["", "Odense", "Lund"]),
    website=st.sampled_from(["", "https://a.dk", "https://b.dk/x", "https://www.a.dk"]),
)  # fmt: skip


def keys(found: tuple[object, ...]) -> list[object]:
    return [one.key for one in found]  # type: ignore[attr-defined]


@given(st.lists(DRAWN, max_size=12, unique_by=lambda one: one.key), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(profiles: list[Profile], shuffled: random.Random) -> None:
    other = list(profiles)
    shuffled.shuffle(other)
    assert resolve(profiles) == resolve(other)


@given(st.lists(DRAWN, max_size=12, unique_by=lambda one: one.key))
def test_it_finds_what_comparing_all_with_all_finds(profiles: list[Profile]) -> None:
    shared = shared_of(profiles)
    found = resolve(profiles)
    told = {one.key for one in (*found.sure, *found.unsure)}
    for one, other in combinations(sorted(profiles, key=lambda each: each.key), 2):
        comparison = compare(one, other, shared)
        if one.source != other.source and comparison.verdict is not Verdict.OTHER:
            assert may_be_one(one, other, shared)
            assert (one.key, other.key) in told or not set(one.names[0].split()) & set(other.names[0].split())


@given(st.lists(DRAWN, max_size=12, unique_by=lambda one: one.key))
def test_nothing_sure_makes_two_things_of_a_source_one(profiles: list[Profile]) -> None:
    group = {one.key: {one.key} for one in profiles}
    for pair in resolve(profiles).sure:
        joined = group[pair.one.key] | group[pair.other.key]
        for member in joined:
            group[member] = joined
    assert all(len({source for source, _ in members}) == len(members) for members in group.values())


def test_where_two_of_a_source_fit_a_person_is_asked() -> None:
    one = said("a", "1", "Energy Cluster", city="Odense")
    twins = [said("b", id_, "Energy Cluster", city="Odense") for id_ in "23"]
    found = resolve([one, *twins])
    assert found.sure == ()
    assert {pair.comparison.doubt for pair in found.unsure} == {"several of b fit", "one source names both"}


def test_an_identifier_tells_which_of_two_is_meant() -> None:
    ror = ["ror:https://ror.org/02mhbdp94"]
    one = said("a", "1", "Energy Cluster", city="Odense", identifiers=ror)
    twins = [
        said("b", "2", "Energy Cluster", city="Odense"),
        said("b", "3", "Energy Cluster", city="Odense", identifiers=ror),
    ]
    found = resolve([one, *twins])
    assert keys(found.sure) == [(("a", "1"), ("b", "3"))]


def test_what_somebody_has_judged_is_not_looked_at() -> None:
    one, other = said("a", "1", "Energy Cluster", city="Odense"), said("b", "2", "Energy Cluster", city="Odense")
    assert keys(resolve([one, other]).sure) == [(one.key, other.key)]
    assert resolve([one, other], {(one.key, other.key)}).sure == ()


def test_a_predecessor_is_no_double_of_its_source() -> None:
    old = said("a", "1", "Agro Park", city="Aarhus", status="merged")
    new = said("a", "2", "Food Cluster", city="Aarhus", other_names=["former:Agro Park"])
    assert resolve([old, new]).unsure == ()
    assert len(resolve([said("a", "1", "Agro Park", city="Aarhus"), new]).unsure) == 1


def test_a_word_that_very_many_have_joins_nobody() -> None:
    many = [said("a", str(number), f"Hospital {number}x", city="Odense") for number in range(BLOCK_AT_MOST + 1)]
    assert resolve([*many, said("b", "1", "Hospital 7x8", city="Odense")]).unsure == ()
