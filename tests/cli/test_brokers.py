"""``brokers``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_of_the_world(starter: Opendoors) -> None:
    said = starter("brokers", "-n", "2")
    assert said.code == 0
    assert "Who lies between most, " in said.out
    assert "  1 AFPC – French Association of Competitiveness Clusters, FR" in said.out
    assert "Strongest ties abroad: European Clusters Alliance (ECA), BE" in said.out
    answer = starter("brokers", "--json").json
    assert (answer["exact"], answer["drawn"], len(answer["brokers"])) == (True, None, 10)


def test_by_borders_in_a_market_and_sector(starter: Opendoors) -> None:
    said = starter("brokers", "--market", "France", "--sector", "Aerospace", "--by", "borders").out
    assert "Who lies between most: France, Aerospace" in said
    assert "  1 Aerospace Valley, FR" in said


def test_nothing(starter: Opendoors) -> None:
    assert "Nobody there is known to lie between" in starter("brokers", "--market", "GL").out


def test_what_is_refused(starter: Opendoors) -> None:
    refused = starter("brokers", "--by", "luck", "--json")
    assert (refused.code, refused.error["where"]) == (2, "--by")
    assert starter("brokers", "--sector", "aerospce", "--json").error["nearest"][0] == "aerospace"
