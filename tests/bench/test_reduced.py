"""The right answers by which peers are judged, held to all simple routes written out one by one."""

from collections.abc import Iterator
from itertools import permutations, product
from pathlib import Path
from random import Random

import pytest

from bench.reduced import OPENERS, ROUTES, STEPS, Reduced
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Row, cluster, relation, snapshot_of

CLUSTERS = 9
KINDS = ("partner_of", "member_of", "mou_with", "board_seat")


def some_world(chance: Random) -> dict[str, list[Row]]:
    ids = [f"c{at}" for at in range(CLUSTERS)]
    relations = [
        relation(chance.choice(KINDS), *chance.sample(ids, 2), since=str(chance.randint(2000, 2025)))
        for _ in range(chance.randint(8, 18))
    ]
    organisations = [cluster(id_, chance.choice(("DK", "KR"))) for id_ in ids]
    return {"organisations": organisations, "relations": [*relations, relation("serves", "c0", "KR")]}


@pytest.fixture(params=range(4))
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Snapshot:
    return snapshot_of(some_world(Random(request.param)), tmp_path / "snapshot")


def routes(reduced: Reduced, asker: int, target: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """All simple ones of at most three steps, with their cost."""
    others = [node for node in range(reduced.ties.count) if node not in (asker, target)]
    for between in (between for count in range(STEPS) for between in permutations(others, count)):
        route = (asker, *between, target)
        cost = reduced.ties.cost_of(route)
        if cost < float("inf"):
            yield cost, route


def best_openers(reduced: Reduced, asker: int, market: str) -> list[tuple[float, tuple[int, ...]]]:
    found = []
    for node, presence in zip(*(part.tolist() for part in reduced.openers(market)), strict=True):
        ways = [(cost + presence, route) for cost, route in routes(reduced, asker, node)] if node != asker else []
        found += sorted(ways)[:1]
    return sorted(found)[:OPENERS]


def test_the_best_openers_are_right_and_no_others_are(world: Snapshot) -> None:
    reduced = Reduced(world)
    for asker, market in product(range(CLUSTERS), ("DK", "KR")):
        right = [route for _, route in best_openers(reduced, asker, market)]
        assert reduced.are_best_openers(market, asker, right)
        assert reduced.are_best_openers(market, asker, right[::-1])
        if right:
            assert not reduced.are_best_openers(market, asker, right[1:])
            assert not reduced.are_best_openers(market, asker, [*right[1:], right[1 if len(right) > 1 else 0][:1]])


def test_a_detour_is_wrong_and_so_is_a_step_too_many(tmp_path: Path) -> None:
    chain = [relation("partner_of", f"c{at}", f"c{at + 1}", since="2025") for at in range(4)]
    short = relation("partner_of", "c0", "c3", since="2001", until="2002")
    rows = {"organisations": [cluster(f"c{at}", "KR" if at > 2 else "DK") for at in range(5)]}
    reduced = Reduced(snapshot_of({**rows, "relations": [*chain, short]}, tmp_path))
    by_chain, beyond = (0, 1, 2, 3), (0, 1, 2, 3, 4)
    assert reduced.are_best_openers("KR", 0, [by_chain, (0, 3, 4)])
    assert not reduced.are_best_openers("KR", 0, [(0, 3), (0, 3, 4)])
    assert not reduced.are_best_openers("KR", 0, [by_chain, beyond])
    assert not reduced.are_best_openers("KR", 0, [by_chain])
    assert not reduced.are_best_openers("KR", 0, [by_chain, (0, 4)])


def test_the_best_routes_are_right_and_no_others_are(world: Snapshot) -> None:
    reduced = Reduced(world)
    for source, target in permutations(range(CLUSTERS), 2):
        every = [route for _, route in sorted(routes(reduced, source, target))]
        right = every[:ROUTES]
        assert reduced.are_best_routes(source, target, right)
        if right:
            assert not reduced.are_best_routes(source, target, right[1:])
            assert not reduced.are_best_routes(source, target, [right[0]] * len(right) + [right[0]])
        costs = [reduced.ties.cost_of(route) for route in every]
        if len(every) > ROUTES and costs[ROUTES] > costs[ROUTES - 1]:
            assert not reduced.are_best_routes(source, target, [*right[:-1], every[ROUTES]])
