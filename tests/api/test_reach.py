"""Reach, and changes of door openers, over HTTP."""

from tests.api.conftest import Ask

REACH = """
query ($from: [AskerInput!], $clustersOf: MarketCode, $corridor: ID, $since: PartialDate, $first: Int = 300) {
  reach(from: $from, clustersOf: $clustersOf, corridor: $corridor, since: $since) {
    revision { number } asOf exact leftOut marketCount blankCount strong moderate weak fromHomeOnlyCount
    askers { organisation { id } }
    fromHomeOnly(first: 2) { code }
    uninhabited(first: 2) { code }
    markets(first: $first) {
      market { code } organisation { id } operator { id } score tier steps how openerCount onlyFromHome isOwn why
      asker { position } route { strength steps { to { id } } }
    }
    blankSpots(first: 3) { market { code } reason sentence }
    oneMore {
      organisation { id } gain opened alike likelihood introducer { id } asker { position }
      markets { market { code } before after }
    }
    comparison {
      since openedCount closedCount upCount downCount unchanged facts { count undated undatedShare }
      opened { market { code } before after openerBefore { id } openerAfter { id } }
    }
  }
}
"""
OPENERS = (
    "query ($from: [AskerInput!]!, $market: MarketCode!) { doorOpeners(from: $from, market: $market, first: 1) {"
    + (" openers { totalCount nodes { organisation { id } score tier how } } } }")
)
CHANGES = """
query ($from: [AskerInput!]!, $market: MarketCode, $since: PartialDate!) {
  doorChanges(from: $from, market: $market, since: $since) {
    revision { number } asOf since exact market { code } askers { position }
    newCount goneCount upCount downCount unchanged facts { count undated undatedShare }
    new { organisation { id } formerly { id } successor { id } before after }
    down { organisation { id } before after }
  }
}
"""
ALPHA = [{"id": "alpha"}]


def test_each_market_is_what_door_openers_says_of_it(ask: Ask) -> None:
    found = ask(REACH, **{"from": ALPHA})["reach"]
    there = [one for one in found["markets"] if not one["onlyFromHome"]]
    assert found["marketCount"] == len(there) == found["strong"] + found["moderate"] + found["weak"]
    assert found["markets"][: len(there)] == there
    assert found["fromHomeOnlyCount"] == len(found["markets"]) - len(there)
    for one in found["markets"][:6]:
        openers = ask(OPENERS, **{"from": ALPHA}, market=one["market"]["code"])["doorOpeners"]["openers"]
        (first,) = openers["nodes"]
        assert openers["totalCount"] == one["openerCount"]
        assert {name: one[name] for name in first} == first
        assert one["route"]["steps"][-1]["to"] == one["organisation"]
    assert (found["exact"], found["leftOut"], found["comparison"]) == (True, 0, None)
    assert len(ask(REACH, **{"from": ALPHA}, first=2)["reach"]["markets"]) == 2


def test_one_more_tie_and_an_earlier_day(ask: Ask) -> None:
    found = ask(REACH, **{"from": ALPHA}, since="2020")["reach"]
    assert found["comparison"]["since"] == "2020-12-31"
    assert 0 <= found["comparison"]["facts"]["undatedShare"] <= 1
    for one in found["oneMore"]:
        assert one["gain"] > 0
        assert one["markets"]


def test_askers_who_know_nobody_and_clusters_together(ask: Ask) -> None:
    outsider = [{"outsider": {"country": "IS"}}]
    alone = ask(REACH, **{"from": outsider})["reach"]
    assert alone["blankCount"] > 200
    assert alone["blankSpots"][0]["reason"] == "nobody_known"
    assert [one["code"] for one in alone["uninhabited"]] == ["AQ", "BV"]
    country = ask(REACH, clustersOf="Denmark", corridor="road")["reach"]
    assert [one["organisation"]["id"] for one in country["askers"]] == ["alpha", "beta"]
    assert {one["market"]["code"] for one in country["markets"]} <= {"KR", "DK"}


def test_changes(ask: Ask) -> None:
    """The partnership with gamma began in 2021, the plan to serve Korea in 2022."""
    found = ask(CHANGES, **{"from": ALPHA}, market="KR", since="2019")["doorChanges"]
    assert (found["since"], found["market"]["code"], found["exact"]) == ("2019-12-31", "KR", True)
    assert found["facts"]["count"] >= found["facts"]["undated"] > 0
    assert found["newCount"] == len(found["new"])


def test_what_is_refused(refused: Ask) -> None:
    assert refused(REACH)["extensions"]["code"] == "no_asker"
    assert refused(REACH, **{"from": [{"id": "alpa"}]})["extensions"]["nearest"]
    assert refused(REACH, **{"from": ALPHA}, first=301)["extensions"]["where"] == "first"
    assert refused(REACH, **{"from": ALPHA}, since="2100")["extensions"]["code"] == "not_earlier"
    assert refused(CHANGES, **{"from": ALPHA}, since="2019")["extensions"]["code"] == "no_target"
