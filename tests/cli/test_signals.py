"""``signals``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_nearest_first(starter: Opendoors) -> None:
    said = starter("signals", "korea", "--since", "2020", "--from", "energy-cluster-denmark")
    assert said.code == 0
    told = " ".join(said.out.split())
    assert "South Korea since 2020 New, 10 in all Since 2020: ELBE Alliance" in told
    assert "you → ELBE Alliance – Europe Leading Blue Energy 0.87" in told
    assert "Ended, 6 in all" in told
    assert "279 relations are undated: whether they are new is not known." in told
    assert "2 more are your own." in told
    assert "newly read" not in told


def test_what_is_newly_read(starter: Opendoors) -> None:
    said = starter("signals", "KR", "--since", "2026", "--recorded", "-n", "2").out
    assert "Not new, but newly read, " in said
    answer = starter("signals", "KR", "--since", "2026", "--json").json
    assert "recorded" not in answer
    assert (answer["market"]["code"], answer["asker"]) == ("KR", None)


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("signals", "nowhere", "--since", "2020", "--json").error["where"] == "MARKET"
    assert starter("signals", "KR", "--since", "2030", "--json").error["code"] == "since_after_day"
    assert starter("signals", "KR").code == 2
