"""Proposed networks over HTTP."""

from tests.api.conftest import Ask

NETWORK = """
query ($market: MarketCode, $corridor: ID, $sector: ID, $members: Int, $including: [ID!], $countries: [MarketCode!]) {
  proposeNetwork(
    market: $market, corridor: $corridor, sector: $sector, members: $members, including: $including,
    countries: $countries
  ) {
    revision { number } asOf market { code } corridor { id } sector { id } worth atLeast exact compared leftOut method
    members { organisation { id } given adds present sentence sectors { id } doors { organisation { id } how score } }
    ties { from { id } to { id } strength sentence } missingCount
    missing { one { id } other { id } ended sentence route { strength } } fewer
  }
}
"""


def test_a_market(ask: Ask) -> None:
    found = ask(NETWORK, market="KR", sector="energy", members=3, including=["alpha"])["proposeNetwork"]
    assert (found["market"]["code"], found["corridor"], found["sector"]["id"]) == ("KR", None, "energy")
    assert [one["organisation"]["id"] for one in found["members"]] == ["alpha", "beta"]
    assert (found["exact"], found["atLeast"], found["missingCount"]) == (True, 1.0, 0)
    assert found["ties"][0]["sentence"] == "Alpha Energi is a member of Beta Network."
    assert found["members"][1]["doors"][0]["organisation"]["id"] == "gamma"
    assert found["fewer"].startswith("No other of those compared brings")
    assert "no set is worth more" in found["method"]


def test_who_is_to_be_in_it(ask: Ask) -> None:
    found = ask(NETWORK, corridor="road", including=["lonely"], countries=["Finland"])["proposeNetwork"]
    assert found["members"][0]["organisation"]["id"] == "lonely"
    assert found["members"][0]["given"] is True
    assert found["missing"][0]["one"]["id"] == "lonely"
    assert found["compared"] > 100


def test_what_is_refused(refused: Ask) -> None:
    assert refused(NETWORK, sector="energy")["extensions"]["code"] == "no_target"
    assert refused(NETWORK, market="KR", members=11)["extensions"]["where"] == "members"
    assert refused(NETWORK, market="KR", sector="enrgy")["extensions"]["nearest"] == ["energy"]
    assert refused(NETWORK, market="KR", including=["agency-dk"])["extensions"]["code"] == "not_a_cluster"
