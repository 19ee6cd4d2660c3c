"""Gateways over HTTP."""

from tests.api.conftest import Ask

GATEWAYS = """
query ($from: String!, $to: String!, $sector: ID) {
  gateways(from: $from, to: $to, sector: $sector) {
    revision { number } asOf from { id name } to { id name } sector { id }
    count clusterCount asked routes direct strength exact drawn nothing
    gateways {
      rank organisation { id } siblings { id } routes received share carried lost margin exact cut sentence
      instead { id } example { strength steps { from { id } to { id } kind relations { relation { id } } } }
    }
  }
}
"""


def test_from_a_market_to_another_one(ask: Ask) -> None:
    """Alpha gets to Gamma by Beta, and by the Danish agency's offices, which receive it."""
    found = ask(GATEWAYS, **{"from": "Denmark", "to": "KR"})["gateways"]
    assert (found["from"], found["to"]) == ({"id": "DK", "name": "Denmark"}, {"id": "KR", "name": "South Korea"})
    assert (found["clusterCount"], found["asked"], found["exact"], found["drawn"]) == (2, 2, True, None)
    beta = next(one for one in found["gateways"] if one["organisation"]["id"] == "beta")
    assert (beta["margin"], beta["exact"]) == (0, True)
    assert beta["example"]["steps"][0]["to"]["id"] == "beta"
    assert beta["example"]["steps"][0]["relations"]
    assert 0 < beta["lost"] <= beta["carried"] < 1


def test_to_a_bloc_of_a_sector(ask: Ask) -> None:
    found = ask(GATEWAYS, **{"from": "KR", "to": "bloc", "sector": "energy"})["gateways"]
    assert (found["to"]["id"], found["sector"]["id"], found["clusterCount"]) == ("bloc", "energy", 1)


def test_what_is_refused(refused: Ask) -> None:
    assert refused(GATEWAYS, **{"from": "DK", "to": "DK"})["extensions"]["code"] == "same_market"
    assert refused(GATEWAYS, **{"from": "nowhere", "to": "DK"})["extensions"]["where"] == "from"
    assert refused(GATEWAYS, **{"from": "DK", "to": "KR", "sector": "enrgy"})["extensions"]["nearest"] == ["energy"]
