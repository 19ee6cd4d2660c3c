"""``born-global``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_a_company(starter: Opendoors) -> None:
    said = starter("born-global", "green-hydrogen-systems", "-m", "korea")
    assert said.code == 0
    assert "Starting from: Energy Cluster Denmark" in said.out
    assert "1 South Korea: Trade Council of Denmark – Seoul" in said.out
    assert "Trade Council of Denmark: market entry advice, for small and medium-sized companies" in said.out
    assert "Partners in South Korea may apply too." in said.out
    titles = ("For organisations of your country alone:", "For your country and others, those above among them:")
    assert said.out.index(titles[0]) < said.out.index(titles[1])
    answer = starter("born-global", "green-hydrogen-systems", "-m", "KR", "--json").json
    assert [door["market"]["code"] for door in answer["doors"]] == ["KR", "KR", "KR"]


def test_a_described_company(starter: Opendoors) -> None:
    said = starter("born-global", "--from-country", "FR", "--sectors", "aerospace", "--knows", "aerospace-valley")
    assert said.code == 0
    assert "more markets have a door as good" in said.out
    assert "Clusters to meet there: " in said.out
    meet = starter(
        "born-global", "--from-country", "FR", "--sectors", "aerospace", "--knows", "aerospace-valley", "-m", "CA"
    ).out
    assert "Aéro Montréal was an organiser of Aéromart Montréal." in meet


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("born-global", "--json").error["code"] == "no_asker"
    assert starter("born-global", "energy-cluster-denmark", "--json").error["code"] == "not_a_company"
