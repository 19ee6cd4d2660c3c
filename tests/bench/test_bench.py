"""The whole benchmark on a small world: that it measures, not what."""

import json
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.measures import MEASURES, ON_NEO4J
from bench.report import NOT_RUN
from tests.neo4j.fixtures import missing
from tests.neo4j.jars import Neo4jMissingError


@pytest.mark.slow
@pytest.mark.server
def test_every_measure_has_a_figure_and_what_is_kept_is_used_again(tmp_path: Path) -> None:
    output = tmp_path / "out" / "bench.json"
    size = ["--companies", "20000", "--clusters", "2000", "--keep", str(tmp_path / "kept"), "--output", str(output)]
    assert main(["--quick", "--peer-seconds", "1", *size]) == 0
    said = json.loads(output.read_text())
    assert [one["name"] for one in said["results"]] == [one.name for one in MEASURES]
    assert said["world"] == {"companies": 20_000, "clusters": 2_000, "quick": True}
    not_run = [one for one in said["results"] if one["not_run"]]
    assert {one["name"] for one in not_run} in (set(), {one.name for one in MEASURES if one.store == "neo4j"})
    for one in said["results"]:
        assert one in not_run or (one["value"] > 0 and one["p99"] > 0 and one["samples"] > 0), one
        assert all((value == NOT_RUN) == (name in ON_NEO4J and bool(not_run)) for name, value in one["peers"].items())
    peers = {one["name"]: one["peers"] for one in said["results"] if one["peers"]}
    assert set(peers) == {one.name for one in MEASURES if one.peers}
    (store,) = (tmp_path / "kept").glob("*/home/store.sqlite")
    written = store.stat().st_mtime_ns
    assert main(["--only", "door_openers_cold", *size]) == 0
    assert [one["name"] for one in json.loads(output.read_text())["results"]] == ["door_openers_cold"]
    assert store.stat().st_mtime_ns == written
    if not_run:
        missing(Neo4jMissingError(not_run[0]["notes"][0]))
