"""Links between clusters: each rule in a small world, and all of them against brute force on random ones."""

import math
import tempfile
from collections.abc import Iterator
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.cross_cluster_links import CrossClusterLinks, cross_cluster_links
from tests.profiles import draws
from tests.worlds import Row, cluster, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_} for id_ in ("cross-sector", "energy", "food", "health")],
    "organisations": [
        cluster("dk-a", "DK", "energy|food"), cluster("dk-b", "DK", "health"), cluster("dk-c", "DK", "cross-sector"),
        cluster("kr-a", "KR", "energy"), cluster("kr-b", "KR", "health"), cluster("kr-c", "KR", "cross-sector|food"),
        cluster("net", "BE"), cluster("old", "DK", status="merged"), cluster("closed", "DK", status="closed"),
        {"id": "firm", "kind": "company", "name": "firm", "country": "DE"},
    ],
    "contexts": [
        {"id": "past", "kind": "project", "name": "past", "start": "2018", "end": "2020"},
        {"id": "now", "kind": "project", "name": "now", "start": "2024", "end": "2028"},
        {"id": "scheme", "kind": "programme", "name": "scheme"},
    ],
    "relations": [
        relation("partner_of", "dk-a", "kr-a", since="2020", status="current"),
        relation("mou_with", "dk-b", "kr-a", since="2015", until="2018"),
        relation("partner_of", "dk-b", "firm", status="current"),
        relation("partner_of", "kr-b", "firm", status="current"),
        relation("member_of", "dk-b", "net", since="2020"),
        relation("member_of", "kr-c", "net", since="2020"),
        relation("member_of", "kr-b", "net", since="2015", until="2019"),
        relation("participates_in", "dk-a", "past"),
        relation("participates_in", "kr-b", "past"),
        relation("participates_in", "dk-a", "now"),
        relation("participates_in", "kr-a", "now"),
        relation("runs", "dk-c", "scheme"),
        relation("runs", "kr-c", "scheme"),
        relation("merged_into", "old", "dk-b", since="2022"),
        relation("partner_of", "old", "kr-c", since="2019", status="current"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("links"))


def pairs(world: Snapshot, links: Any) -> list[tuple[str, str]]:
    return [(world.id_of(link.one), world.id_of(link.other)) for link in links]


def through(world: Snapshot, links: Any) -> list[tuple[str, str, str]]:
    return [(world.id_of(link.one), world.id_of(link.partner), world.id_of(link.other)) for link in links]


def test_direct_links_are_ties_with_a_relation_between_the_two(world: Snapshot) -> None:
    answer = cross_cluster_links(world.on_day(), countries=("DK", "KR"))
    # dk-b has inherited the partner of the cluster that merged into it; dk-b and kr-b only share a firm
    assert pairs(world, answer.direct) == [("dk-a", "kr-a"), ("dk-b", "kr-c")]
    first, inherited = answer.direct
    assert {part.relation.kind for part in first.step.contributions} == {"partner_of", "participates_in"}
    assert first.strength == pytest.approx(first.step.strength)
    assert [part.relation.source for part in inherited.step.contributions] == [world.find("kr-c")]
    assert answer.direct_count == 2


def test_a_link_all_of_whose_relations_have_ended_stands_apart(world: Snapshot) -> None:
    answer = cross_cluster_links(world.on_day(), countries=("DK", "KR"))
    assert pairs(world, answer.ended_direct) == [("dk-b", "kr-a")]
    assert answer.ended_direct[0].ended
    # in 2017 it had not ended, and what began in 2020 was not there
    then = cross_cluster_links(world.on_day("2017"), countries=("DK", "KR"))
    assert pairs(world, then.direct) == [("dk-b", "kr-a")]
    assert not then.ended_direct


def test_a_link_through_a_partner_is_two_living_ties(world: Snapshot) -> None:
    answer = cross_cluster_links(world.on_day(), a="dk-b", b="kr-b")
    assert through(world, answer.through) == [("dk-b", "firm", "kr-b")]
    link = answer.through[0]
    assert link.strength == pytest.approx(link.steps[0].strength * link.steps[1].strength)
    assert (link.steps[0].source, link.steps[1].target) == (link.one, link.other)
    # kr-b has left the network, whose member dk-b still is
    assert through(world, answer.ended_through) == [("dk-b", "net", "kr-b")]


def test_shared_places_are_networks_and_contexts(world: Snapshot) -> None:
    answer = cross_cluster_links(world.on_day(), countries=("DK", "KR"))
    told = [(world.id_of(one.place), one.kind, one.pairs) for one in answer.shared]
    assert told == [("net", "network", 1), ("now", "project", 1), ("scheme", "programme", 1)]
    assert [(world.id_of(one.place), one.ended) for one in answer.ended_shared] == [("past", True)]
    net = answer.shared[0]
    assert [world.id_of(one.cluster) for one in (*net.ones, *net.others)] == ["dk-b", "kr-c"]
    assert net.ones[0].relations[0].kind == "member_of"


def test_suggestions_have_no_tie_at_all_and_the_stated_score(world: Snapshot) -> None:
    answer = cross_cluster_links(world.on_day(), countries=("DK", "KR"))
    scores = {pair: one.score for pair, one in zip(pairs(world, answer.suggestions), answer.suggestions, strict=True)}
    assert ("dk-a", "kr-a") not in scores
    assert ("dk-b", "kr-a") not in scores, "an ended tie is a tie"
    assert ("dk-a", "kr-b") not in scores, "they share a project, which ties them"
    assert scores[("dk-b", "kr-b")] == pytest.approx(1 + 1), "the same sectors, and a firm that only they share"
    assert scores[("dk-a", "kr-c")] == pytest.approx(1 / 2), "food of energy and food; cross-sector does not count"
    assert scores[("dk-c", "kr-c")] == pytest.approx(1), "a programme that only they share"
    best = answer.suggestions[0]
    assert [world.id_of(node) for node in (*best.sectors, *best.partners)] == ["health", "firm"]


def test_ends(world: Snapshot) -> None:
    def ends(**asked: Any) -> tuple[int, int]:
        answer = cross_cluster_links(world.on_day(), **asked)
        return answer.one_count, answer.other_count

    assert ends(a="dk-a", b="kr-a") == (1, 1)
    assert ends(a="dk-a") == (1, 6), "all other living clusters"
    assert ends(countries=["DK"]) == (3, 4), "clusters elsewhere"
    assert ends(countries=["DK", "DK"]) == (3, 0)
    assert ends(a="dk-a", countries=["DK"]) == (1, 2)
    assert ends(sector="health") == (2, 0)
    assert ends(a="dk-a", sector="health") == (1, 2)
    assert cross_cluster_links(world.on_day(), a="old").asked_a == "old"
    assert cross_cluster_links(world.on_day(), a="old").a == world.find("dk-b")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "no_end"),
        ({"a": "dk-a", "b": "dk-a"}, "same_organisation"),
        ({"a": "firm"}, "not_a_cluster"),
        ({"a": "nobody"}, "unknown_organisation"),
        ({"a": "closed"}, "organisation_gone"),
        ({"a": "dk-a", "countries": ["KR", "DK"]}, "too_many_ends"),
        ({"countries": ["ZZ"]}, "unknown_market"),
        ({"sector": "energi"}, "unknown_sector"),
    ],
)
def test_what_is_refused(world: Snapshot, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        cross_cluster_links(world.on_day(), **asked)
    assert refused.value.code == code


def test_near_misses_are_named_and_lists_are_bounded(world: Snapshot) -> None:
    with pytest.raises(InputError) as refused:
        cross_cluster_links(world.on_day(), a="dk-aa")
    assert "dk-a" in refused.value.nearest
    with pytest.raises(LimitError):
        cross_cluster_links(world.on_day(), sector="energy", first=101)
    answer = cross_cluster_links(world.on_day(), countries=("DK", "KR"), first=1)
    assert (len(answer.direct), answer.direct_count, len(answer.suggestions)) == (1, 2, 1)


CLUSTERS = tuple(f"c{at}" for at in range(7))
OTHERS = ("x0", "x1")
CONTEXTS = ("p0", "p1")


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, list[Row]]:
    names = (*CLUSTERS, *OTHERS)
    organisations = [
        cluster(id_, draw(st.sampled_from(("DK", "KR"))), "|".join(draw(st.sets(st.sampled_from(("energy", "food"))))))
        for id_ in CLUSTERS
    ]
    organisations += [{"id": id_, "kind": "company", "name": id_, "country": "DE"} for id_ in OTHERS]
    relations = []
    for _ in range(draw(st.integers(0, 20))):
        kind = draw(st.sampled_from(("partner_of", "member_of", "participates_in")))
        source = draw(st.sampled_from(names))
        target = draw(st.sampled_from(CONTEXTS if kind == "participates_in" else names))
        state = draw(st.sampled_from(({"status": "current"}, {"since": "2015", "until": "2019"})))
        if source != target:
            relations.append(relation(kind, source, target, **state))
    return {
        "sectors": [{"id": id_, "name": id_} for id_ in ("energy", "food")],
        "organisations": organisations,
        "contexts": [{"id": id_, "kind": "project", "name": id_} for id_ in CONTEXTS],
        "relations": relations,
    }


@given(worlds(), st.sampled_from(("countries", "one country", "sector", "cluster")))
@settings(max_examples=draws(120))
def test_against_brute_force(rows: dict[str, list[Row]], form: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _compare(snapshot_of(rows, Path(folder)), form)


def _compare(world: Snapshot, form: str) -> None:
    country = {id_: world.record(world.find(id_) or 0)["country"] for id_ in CLUSTERS}
    sectors = {id_: set(world.record(world.find(id_) or 0).get("sectors", ())) for id_ in CLUSTERS}
    danes = [id_ for id_ in CLUSTERS if country[id_] == "DK"]
    asked: dict[str, Any]
    sets: list[list[str]]
    if form == "countries":
        asked, sets = {"countries": ("DK", "KR")}, [danes, [id_ for id_ in CLUSTERS if id_ not in danes]]
    elif form == "one country":
        asked, sets = {"countries": ("DK",)}, [danes, [id_ for id_ in CLUSTERS if id_ not in danes]]
    elif form == "sector":
        asked, sets = {"sector": "food"}, [[id_ for id_ in CLUSTERS if "food" in sectors[id_]]]
    else:
        asked, sets = {"a": "c0"}, [["c0"], list(CLUSTERS[1:])]
    answer = cross_cluster_links(world.on_day(), first=100, **asked)
    wanted: list[tuple[str, str]]
    wanted = list(product(sets[0], sets[1])) if len(sets) == 2 else list(combinations(sets[0], 2))
    parts = _parts(world)
    direct = {pair for pair in wanted if any(between for between, _ in parts.get(frozenset(pair), ()))}
    live = {pair for pair, said in parts.items() if any(alive for _, alive in said)}
    assert set(pairs(world, answer.direct)) == {pair for pair in direct if frozenset(pair) in live}
    assert set(pairs(world, answer.ended_direct)) == {pair for pair in direct if frozenset(pair) not in live}
    _compare_through(world, answer, wanted, parts, live)
    _compare_suggestions(world, answer, wanted, parts, live, sectors)


def _parts(world: Snapshot) -> dict[frozenset[str], list[tuple[bool, bool]]]:
    """Pair → (it is a relation between the two, it has not ended) of each part of its tie, from the rows' own words."""
    said: dict[frozenset[str], list[tuple[bool, bool]]] = {}
    takes_part: dict[str, dict[str, bool]] = {}
    for position in range(len(world.facts.rel_kind)):
        kind = world.relation_kind(position)
        ends = [world.id_of(int(end[position])) for end in (world.facts.rel_source, world.facts.rel_target)]
        alive = any(world.statement(at).get("status") == "current" for at in world.statements_of(position))
        if kind in ("partner_of", "member_of"):
            said.setdefault(frozenset(ends), []).append((True, alive))
        elif kind == "participates_in":
            best = takes_part.setdefault(ends[1], {})
            best[ends[0]] = best.get(ends[0], False) or alive
    for people in takes_part.values():
        for one, other in combinations(people, 2):
            said.setdefault(frozenset((one, other)), []).append((False, people[one] and people[other]))
    return said


def _triples(wanted: list[tuple[str, str]], tied: Any) -> Iterator[tuple[str, str, str]]:
    for one, other in wanted:
        for partner in (*CLUSTERS, *OTHERS):
            steps = {frozenset((one, partner)), frozenset((partner, other))}
            if partner not in (one, other) and steps <= set(tied):
                yield one, partner, other


def _compare_through(
    world: Snapshot, answer: CrossClusterLinks, wanted: list[tuple[str, str]], parts: Any, live: Any
) -> None:
    best, every = set(_triples(wanted, live)), set(_triples(wanted, parts))
    if len(best) <= 100:
        assert set(through(world, answer.through)) == best
        assert len(answer.through) == len(best)
    if len(every - best) <= 100:
        assert set(through(world, answer.ended_through)) == every - best
    for links in (answer.through, answer.ended_through):
        costs = [-math.log(link.strength) for link in links]
        assert costs == sorted(costs) or all(b - a > -1e-4 for a, b in pairwise(costs))
    few = cross_cluster_links(world.on_day(), first=3, sector="food")
    many = cross_cluster_links(world.on_day(), first=100, sector="food")
    for name in ("direct", "through", "ended_through", "shared", "suggestions"):
        assert _plain(getattr(few, name)) == _plain(getattr(many, name))[:3]


def _plain(entries: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(one, name, None) for name in ("one", "partner", "other", "node", "score")) for one in entries]


def _compare_suggestions(
    world: Snapshot, answer: CrossClusterLinks, wanted: list[tuple[str, str]], parts: Any, live: Any, sectors: Any
) -> None:
    known = {one: {next(iter(pair - {one})) for pair in live if one in pair} for one in (*CLUSTERS, *OTHERS)}
    expected = {}
    for one, other in wanted:
        if frozenset((one, other)) in parts:
            continue
        either = sectors[one] | sectors[other]
        score = len(sectors[one] & sectors[other]) / len(either) if either else 0.0
        score += sum(2 / max(2, len(known[hub] & set(CLUSTERS))) for hub in known[one] & known[other])
        if score:
            expected[one, other] = score
    # few enough participants that every shared project is a tie, so that only partners are left to be shared
    found = {pair: s.score for pair, s in zip(pairs(world, answer.suggestions), answer.suggestions, strict=True)}
    assert found == pytest.approx(expected)
    scores = list(found.values())
    assert scores == sorted(scores, reverse=True)
