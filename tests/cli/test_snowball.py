"""``snowball``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_for_people(starter: Opendoors) -> None:
    said = starter("snowball", "--from", "food-bio-cluster-denmark", "-n", "3")
    assert said.code == 0
    assert "The next introductions for Food & Bio Cluster Denmark" in said.out
    assert "Ask European Bioeconomy Clusters' Alliance (EBCA) to introduce you to" in " ".join(said.out.split())
    assert "No 3 introductions could do more than +" in " ".join(said.out.split())


def test_for_programs(starter: Opendoors) -> None:
    found = starter("snowball", "--from", "food-bio-cluster-denmark", "-n", "2", "--json").json
    assert [one["number"] for one in found["waves"]] == [1, 2]
    assert found["asker"]["organisation"]["id"] == "food-bio-cluster-denmark"


def test_who_knows_nobody(starter: Opendoors) -> None:
    said = starter("snowball", "--from-country", "KE")
    assert "No tie of yours is on record" in said.out
    assert starter("snowball", "--json").error["code"] == "no_asker"
