"""Of very many routes of equal cost the first by ids are told, and no more are put in order than are wanted."""

from itertools import islice, product
from pathlib import Path

import pytest

from queries.questions.introductions import introductions
from queries.routing.constraints import RouteConstraints
from tests.dense import FAR, LAYERS, dense_snapshot

WIDTH = 6


@pytest.mark.parametrize("wanted", [1, 2, 7, 20])
def test_the_first_of_equal_routes_are_the_first_by_ids(tmp_path: Path, wanted: int) -> None:
    snapshot = dense_snapshot(tmp_path / "snapshot", WIDTH)
    between = product(*([f"c{layer}-{at}" for at in range(WIDTH)] for layer in range(1, LAYERS - 1)))
    expected = [("c0-0", *ids, FAR) for ids in islice(between, wanted)]
    answer = introductions(
        snapshot.on_day(), "c0-0", FAR, constraints=RouteConstraints(max_steps=LAYERS - 1), first=wanted
    )
    assert answer.exact
    assert len({way.cost for way in answer.ways}) == 1
    assert [tuple(snapshot.id_of(node) for node in way.nodes) for way in answer.ways] == expected
