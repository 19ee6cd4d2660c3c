"""``coverage``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_a_country(starter: Opendoors) -> None:
    said = starter("coverage", "norway")
    assert said.code == 0
    assert "37 held, 95% of 39 cluster organisations, 2022: Innovation Norway annual report" in said.out
    assert "Shares are by number: nobody has matched" in said.out
    assert "cluster organisations held in all 77% are in Europe; of those that" in " ".join(said.out.split())
    answer = starter("coverage", "NO", "--json").json
    assert (answer["area"], answer["market"]["code"]) == ("NO", "NO")
    assert answer["estimates"][0]["estimate"]["statements"][0]["evidence"]["url"]


def test_a_bloc_of_a_sector(starter: Opendoors) -> None:
    said = starter("coverage", "benelux", "--sector", "Energy", "-n", "60")
    assert "Benelux Union, Energy and energy efficiency: " in said.out
    assert "There are estimates of wider areas: eu-single-market, europe, world." in said.out
    assert "Belgium: " in said.out
    assert "of unknown sector" in said.out
    assert "In 1 of these countries none is held: Luxembourg" in said.out
    assert starter("coverage", "benelux", "--sector", "energy", "--json").json["countryCount"] == 3


def test_the_world(starter: Opendoors) -> None:
    said = starter("coverage", "world", "-n", "60").out
    assert "By country, 2" in said
    assert "Germany: 161 living cluster organisations held" in said
    assert (
        "80 cluster organisations, 2022: go-cluster members (more than 80) – not comparable: counts fewer than are held"
        in said
    )


def test_what_is_refused(starter: Opendoors) -> None:
    refused = starter("coverage", "nowhere", "--json")
    assert (refused.code, refused.error["where"]) == (2, "AREA")
