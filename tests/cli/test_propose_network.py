"""``propose-network``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_a_market_and_a_sector(starter: Opendoors) -> None:
    said = starter("propose-network", "korea", "--sector", "Hydrogen")
    assert said.code == 0
    assert "A network of 4 clusters for South Korea, Hydrogen and Power-to-X" in said.out
    assert "1 H2 Chile, CL  +" in said.out
    assert "Energy Cluster Denmark, DK" in said.out
    assert "Ties that it lacks" in said.out
    assert "To H2 Chile: You are a member of" in said.out, "it speaks to the member, and says so"
    answer = starter("propose-network", "KR", "--sector", "hydrogen", "--json").json
    assert (answer["market"]["code"], answer["exact"], len(answer["members"])) == ("KR", True, 4)


def test_who_is_to_be_in_it(starter: Opendoors) -> None:
    said = starter("propose-network", "KR", "-i", "energy-cluster-denmark", "--country", "NL", "--country", "Norway")
    assert "1 Energy Cluster Denmark, DK (asked for)" in said.out
    assert "None of them is known to have a door there" in starter("propose-network", "AQ", "-n", "2").out
    assert starter("propose-network", "--corridor", "asean", "--sector", "agrifood", "-n", "2").code == 0


def test_what_is_refused(starter: Opendoors) -> None:
    assert starter("propose-network", "--json").error["code"] == "no_target"
    assert starter("propose-network", "KR", "-i", "kotra", "--json").error["code"] == "not_a_cluster"
