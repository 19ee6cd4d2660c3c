"""Consortia over HTTP."""

from tests.api.conftest import Ask

CONSORTIUM = """
query ($market: MarketCode!, $sector: ID!, $roles: [ConsortiumRole!], $coordinator: ID, $countries: [MarketCode!]) {
  consortium(market: $market, sector: $sector, roles: $roles, coordinator: $coordinator, countries: $countries) {
    revision { number } asOf market { code } sector { id } roles exact compared coordinators sizes nothing
    consortia {
      coordinator { id } worth untiedPairs door { organisation { id } score why }
      members { role organisation { id } sharesSector present tie { strength sentence relations { worth } } }
      missing { role count mightBe { id } mightBeCount sentence } ties { sentence }
    }
  }
}
"""


def test_a_coordinator_with_its_roles(ask: Ask) -> None:
    asked = {"market": "Korea, Republic of", "sector": "energy", "roles": ["cluster", "sme"], "coordinator": "alpha"}
    found = ask(CONSORTIUM, **asked)["consortium"]
    assert (found["market"]["code"], found["roles"], found["exact"]) == ("KR", ["cluster", "sme"], True)
    (one,) = found["consortia"]
    assert one["coordinator"]["id"] == "alpha"
    (member,) = one["members"]
    assert (member["role"], member["organisation"]["id"], member["sharesSector"]) == ("cluster", "beta", True)
    assert member["tie"]["relations"][0]["worth"] > 0
    assert one["missing"][0]["sentence"] == "No small or medium company of this sector is known that is tied to it."
    assert one["door"]["why"]


def test_nobody(ask: Ask) -> None:
    found = ask(CONSORTIUM, market="KR", sector="food", countries=["SE"])["consortium"]
    assert found["consortia"] == []
    assert found["nothing"]
    assert found["roles"] == ["large_company", "sme", "sme", "research", "public"]


def test_what_is_refused(refused: Ask) -> None:
    assert refused(CONSORTIUM, market="KR", sector="energy", roles=[])["extensions"]["where"] == "roles"
    assert (
        refused(CONSORTIUM, market="KR", sector="energy", coordinator="acme")["extensions"]["code"] == "not_a_cluster"
    )
    assert refused(CONSORTIUM, market="KR", sector="enrgy")["extensions"]["nearest"] == ["energy"]
