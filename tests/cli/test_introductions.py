"""`opendoors routes`: routes between two organisations, over the starter data."""

import json

from tests.cli.conftest import Opendoors


def test_routes_for_people(starter: Opendoors) -> None:
    """KOTRA's desk in Copenhagen leads to KOTRA; its front door is beside that, and the fallback shares nobody."""
    done = starter("routes", "energy-cluster-denmark", "kotra")
    assert done.code == 0
    assert "KOTRA Korea Business Center Copenhagen" in done.out
    assert "If the first fails" in done.out


def test_routes_for_programs(starter: Opendoors) -> None:
    done = starter("routes", "energy-cluster-denmark", "kotra", "-k", "2", "--json")
    said = json.loads(done.out)
    assert set(said) == {
        "revision", "asOf", "exact", "completeTo", "asker", "to", "askedTo", "note", "diagnosis", "routes", "fallback",
    }  # fmt: skip
    assert [route["steps"][-1]["to"]["id"] for route in said["routes"]] == ["kotra", "kotra"]
    kinds = [[step["kind"] for step in route["steps"]] for route in said["routes"]]
    assert kinds == [["desk", "tie"], ["front_door"]]
    between = [step["to"]["id"] for step in said["routes"][0]["steps"][:-1]]
    assert between == ["kotra--copenhagen"]
    assert not set(between) & {step["to"]["id"] for step in said["fallback"]["steps"]}


def test_an_old_id_is_told(starter: Opendoors) -> None:
    done = starter("routes", "house-of-energy", "kotra")
    assert done.code == 0
    assert "Energy Cluster Denmark answers for House of Energy (merged 2020), whose successor it is." in done.err


def test_no_route_is_an_answer_that_says_what_would_help_and_an_unknown_name_is_not(starter: Opendoors) -> None:
    done = starter("routes", "energy-cluster-denmark", "kotra", "--max-steps", "1", "--min-strength", "0.9")
    assert done.code == 0
    assert "No route from Energy Cluster Denmark" in done.out
    assert "relax --min-strength" in done.out
    assert starter("routes", "energy-cluster-danmark", "kotra").code == 2
