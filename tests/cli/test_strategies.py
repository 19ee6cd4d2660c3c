"""``links``, ``supercluster``, ``strategy`` and ``corridor``: for people, and for programs."""

import pytest

from tests.cli.conftest import AS_OF, Opendoors


def test_links_for_people_and_programs(starter: Opendoors) -> None:
    said = starter("links", "DK", "SE")
    assert said.code == 0
    assert "Medicon Valley Alliance – Medeon Science Park" in said.out
    assert "Suggestions, not facts" in said.out
    answer = starter("links", "DK", "SE", "--json").json
    assert starter("links", "denmark", "Schweden", "--json").json == answer
    assert (answer["asOf"], answer["countries"], answer["directCount"]) == (AS_OF, ["DK", "SE"], 2)
    assert answer["direct"][0]["relations"][0]["relation"]["evidence"][0]["source"]
    assert answer["direct"][0]["one"]["country"] == "DK"


def test_links_of_named_clusters_and_a_sector(starter: Opendoors) -> None:
    answer = starter("links", "Aerospace Valley", "hamburg-aviation", "--json").json
    assert (answer["a"]["id"], answer["b"]["id"]) == ("aerospace-valley", "hamburg-aviation")
    assert starter("links", "--sector", "energy", "-n", "20", "--json").json["sector"]["id"] == "energy"
    refused = starter("links", "--json")
    assert (refused.code, refused.error["code"]) == (2, "no_end")


def test_supercluster(starter: Opendoors) -> None:
    said = starter("supercluster", "ngen")
    assert ": 2023 to 2028, current" in said.out
    answer = starter("supercluster", "elbe-alliance", "-n", "30", "--json").json
    assert answer["memberCount"] == len(answer["members"]) == 7
    earlier = starter("supercluster", "elbe-alliance", "--as-of", "2019", "--json").json
    assert "energy-innovation-cluster" in {one["organisation"]["id"] for one in earlier["members"]}


def test_strategy(starter: Opendoors) -> None:
    said = starter("strategy", "silicon-saxony", "-n", "3")
    assert "High Tech NL" in said.out
    answer = starter("strategy", "silicon-saxony", "-n", "20", "--json").json
    assert answer["matches"][0]["holder"]["id"] == "high-tech-nl"
    outsider = starter("strategy", "--from-country", "DK", "--sectors", "energy", "--json").json
    assert outsider["asker"] is None
    assert starter("strategy", "--json").error["code"] == "no_asker"


@pytest.mark.parametrize("first", ["4", "30"])
def test_corridor(starter: Opendoors, first: str) -> None:
    said = starter("corridor", "tent-scandinavian-med", "-n", first)
    assert "Italy – Malta: nobody is known to bridge it" in said.out
    answer = starter("corridor", "tent-scandinavian-med", "-n", first, "--json").json
    assert [one["market"]["code"] for one in answer["markets"]] == ["FI", "SE", "DK", "DE", "AT", "IT", "MT"]
    assert starter("corridor", "nowhere", "--json").error["code"] == "unknown_corridor"
