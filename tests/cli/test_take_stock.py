"""``take-stock``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_a_cluster(starter: Opendoors) -> None:
    said = starter("take-stock", "Flanders' FOOD")
    assert said.code == 0
    assert "Flanders' FOOD was of service in South Korea until 2024." in said.out
    assert "“member of: NF4 – New Frontiers in Food”, such as Wagralim" in said.out.replace("\n", " ")
    assert "The languages that it works in are not recorded." in said.out
    answer = starter("take-stock", "flanders-food", "--json").json
    assert answer["groups"][0]["entries"][0]["relations"][0]["evidence"][0]["url"]
    assert answer["markets"][0]["market"]["code"] == "BE"


def test_who_is_asked_about_and_how_many(starter: Opendoors) -> None:
    said = starter("take-stock", "kotra", "--share", "0.9", "-n", "2")
    assert "It lacks nothing that so many of them have on record." in said.out
    assert len(starter("take-stock", "kotra", "-n", "2", "--json").json["lacks"]) == 2


def test_what_is_refused(starter: Opendoors) -> None:
    refused = starter("take-stock", "kotra", "--share", "2", "--json")
    assert (refused.code, refused.error["code"]) == (2, "bad_share")
    assert starter("take-stock", "flanders-fod", "--json").error["nearest"]


def test_who_answers_for_one_that_is_gone(starter: Opendoors) -> None:
    said = starter("take-stock", "clean-energi")
    assert "Energy Cluster Denmark answers for CLEAN Energi" in said.err
    assert "clean-energi" not in said.err + said.out
