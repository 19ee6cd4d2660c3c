"""Brokers over HTTP."""

from tests.api.conftest import Ask

BROKERS = """
query ($market: MarketCode, $sector: ID, $by: BrokerMeasure) {
  brokers(market: $market, sector: $sector, by: $by) {
    revision { number } asOf market { code } sector { id } count clusters pairs exact drawn nothing
    brokers(first: 2) {
      rank organisation { id } share margin partners abroad countries fromHome ofOthers borderPairs sentence
      ties { organisation { id } strength relations { relation { evidence { url } } } }
    }
  }
}
"""


def test_brokers(ask: Ask) -> None:
    found = ask(BROKERS)["brokers"]
    assert (found["market"], found["sector"], found["exact"], found["nothing"]) == (None, None, True, None)
    assert [one["organisation"]["id"] for one in found["brokers"]] == ["hub-fi", "beta"]
    beta = found["brokers"][1]
    assert (beta["fromHome"], beta["ofOthers"], beta["borderPairs"]) == (1, 0, 1)
    (tie,) = beta["ties"]
    assert tie["organisation"]["id"] == "gamma"
    assert tie["relations"][0]["relation"]["evidence"][0]["url"]


def test_by_borders_in_a_market_and_sector(ask: Ask) -> None:
    found = ask(BROKERS, market="Denmark", sector="energy", by="borders")["brokers"]
    assert (found["market"]["code"], found["sector"]["id"]) == ("DK", "energy")
    assert found["brokers"][0]["organisation"]["id"] == "beta"
    assert ask(BROKERS, market="IS")["brokers"]["nothing"]


def test_what_is_refused(refused: Ask) -> None:
    assert refused(BROKERS, sector="enrgy")["extensions"]["nearest"] == ["energy"]
