"""Resilience over HTTP."""

from tests.api.conftest import Ask

RESILIENCE = """
query ($from: AskerInput!, $market: MarketCode!, $constraints: RouteConstraints, $sector: ID, $few: Int = 5) {
  resilience(from: $from, market: $market, constraints: $constraints, sector: $sector) {
    revision { number } asOf exact sentence market { code } asker { organisation { id } askedAs }
    now { openers score exact sentence best { organisation { id } score tier how sentence route { strength } } }
    unavoided { openers } publicAnchors { openers best { organisation { id } } }
    singlePoints {
      organisation { id } fallsWith { id } loss sentence scoreBefore openersBefore
      left { openers score sentence } alternatives(first: $few) { organisation { id } score sectors { id } sentence }
    }
    independent {
      count atMost exact steps leastStep sentence
      routes { score route { steps { to { id } kind relations { relation { evidence { url } } } } } }
    }
    like { id } elsewhere(first: $few) { organisation { id } score how route { steps { to { id } } } }
  }
}
"""
ALPHA = {"id": "alpha"}


def test_a_market(ask: Ask) -> None:
    found = ask(RESILIENCE, **{"from": {"id": "old-alpha"}, "market": "KR"})["resilience"]
    assert (found["asker"]["organisation"]["id"], found["asker"]["askedAs"]) == ("alpha", "old-alpha")
    assert (found["market"]["code"], found["exact"], found["unavoided"]) == ("KR", True, None)
    assert found["now"]["openers"] >= found["publicAnchors"]["openers"] > 0
    assert found["now"]["best"]["score"] == found["now"]["score"]
    routes = found["independent"]["routes"]
    assert len(routes) == found["independent"]["count"] == found["independent"]["atMost"]
    met = [step["to"]["id"] for one in routes for step in one["route"]["steps"]]
    assert len(met) == len(set(met))
    assert found["like"]["id"] == "gamma"


def test_what_all_hangs_on(ask: Ask) -> None:
    """By ties alone, and no agency: the network is the way to the Korean cluster, a memorandum with it is over."""
    by = {"relationKinds": ["member_of", "partner_of"], "avoid": ["trade agency", "Norway"]}
    found = ask(RESILIENCE, **{"from": ALPHA, "market": "KR", "constraints": by})["resilience"]
    lost = {one["organisation"]["id"]: one for one in found["singlePoints"]}
    assert lost["beta"]["loss"] == "market"
    assert (lost["beta"]["openersBefore"], lost["beta"]["left"]["openers"], lost["beta"]["left"]["score"]) == (
        found["now"]["openers"], 0, 0.0,
    )  # fmt: skip
    assert found["unavoided"]["openers"] >= found["now"]["openers"]
    assert found["independent"]["sentence"].startswith("Any two routes")


def test_what_is_refused(refused: Ask) -> None:
    assert refused(RESILIENCE, **{"from": {"id": "alpa"}, "market": "KR"})["extensions"]["nearest"] == ["alpha"]
    assert refused(RESILIENCE, **{"from": ALPHA, "market": "KR", "sector": "enrgy"})["extensions"]["where"] == "sector"
    by = {"avoid": ["nobody at all"]}
    error = refused(RESILIENCE, **{"from": ALPHA, "market": "KR", "constraints": by})["extensions"]
    assert error["where"] == "avoid"
    error = refused(RESILIENCE, **{"from": ALPHA, "market": "KR", "few": 21})["extensions"]
    assert error["code"] == "limit_exceeded"
