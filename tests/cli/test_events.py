"""``events``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_with_hosts_and_the_way_to_them(starter: Opendoors) -> None:
    said = starter("events", "--sector", "Health", "--format", "investor-pitching", "--from", "medicon-valley-alliance")
    assert said.code == 0
    told = " ".join(said.out.split())
    assert "Recurring, the next date not known here, 5 in all" in said.out
    assert "annual, in September, held since 2020; the date of the next one is not known." in told
    assert "Organised by SwedenBIO: you → " in said.out
    assert "Past, 1 in all\n  NLSDays Startup Challenge 2017" in said.out
    assert "It was organised by SwedenBIO" in said.out


def test_for_programs(starter: Opendoors) -> None:
    answer = starter("events", "--market", "taiwan", "--json").json
    assert (answer["eventCount"], answer["pastCount"], answer["asker"]) == (6, 4, None)
    assert answer["events"][0]["event"]["statements"][0]["evidence"]["url"]
    said = starter("events", "--market", "GE").out
    assert "All such events that are known are past." in said
    assert "22 more may be meant: what is asked for is not known of them." in said


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("events", "--market", "nowhere", "--json").error["where"] == "--market"
    assert starter("events", "--format", "party", "--json").code == 2
    assert starter("events", "--sector", "helth", "--json").error["nearest"] == ["health"]
