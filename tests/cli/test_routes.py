"""`opendoors routes`: routes between two organisations, over the starter data."""

import json

from tests.cli.conftest import Opendoors


def test_routes_for_people(starter: Opendoors) -> None:
    """KOTRA's desk in Copenhagen is the direct way; the fallback shares neither desk nor anybody with it."""
    done = starter("routes", "energy-cluster-denmark", "kotra")
    assert done.code == 0
    assert "[KOTRA Korea Business Center Copenhagen]" in done.out
    assert "If the first fails" in done.out


def test_routes_for_programs(starter: Opendoors) -> None:
    done = starter("routes", "energy-cluster-denmark", "kotra", "-k", "2", "--json")
    said = json.loads(done.out)
    assert set(said) == {
        "revision", "asOf", "exact", "from", "to", "askedFrom", "askedTo", "routes", "fallback",
    }  # fmt: skip
    assert [route["steps"][-1]["to"]["id"] for route in said["routes"]] == ["kotra", "kotra"]
    best, fallback = said["routes"][0]["steps"], said["fallback"]["steps"]
    assert best[0]["desk"]["id"] == "kotra--copenhagen"
    assert "kotra--copenhagen" not in {step["desk"] and step["desk"]["id"] for step in fallback}


def test_an_old_id_is_told(starter: Opendoors) -> None:
    done = starter("routes", "house-of-energy", "kotra")
    assert done.code == 0
    assert "house-of-energy is answered as Energy Cluster Denmark" in done.err


def test_no_route_is_an_answer_and_an_unknown_name_is_not(starter: Opendoors) -> None:
    assert starter("routes", "energy-cluster-denmark", "kotra", "--max-steps", "1", "--min-strength", "0.9").code == 0
    assert starter("routes", "energy-cluster-danmark", "kotra").code == 2
