"""What if, over HTTP."""

from tests.api.conftest import Ask

WHAT_IF = """
query ($from: [AskerInput!]!, $changes: [ChangeInput!]!, $market: MarketCode, $reach: Boolean = true) {
  whatIf(from: $from, changes: $changes, market: $market) {
    revision { number } asOf supposed market { code } askers { organisation { id } }
    doors {
      exact unchanged before { ...hanging } after { ...hanging }
      new { ...opener } gone { ...opener } up { ...opener } down { ...opener }
    }
    reach @include(if: $reach) {
      exact unchanged before after
      opened { market { code } after openerAfter { id } } closed { market { code } before }
      up { market { code } before after } down { market { code } before after }
    }
  }
}
fragment hanging on FirstDoors { openers best firstDoors independent leaningOn { id } share }
fragment opener on OpenerChange { organisation { id } formerly { id } successor { id } before after why }
"""
BETA = [{"id": "beta"}]


def test_a_tie_more(ask: Ask) -> None:
    add = [{"add": {"kind": "partner_of", "source": "beta", "target": "lonely"}}]
    found = ask(WHAT_IF, **{"from": BETA}, changes=add, market="IS")["whatIf"]
    assert found["supposed"] == ["Beta Network is a partner of Lonely Cluster."]
    (new,) = found["doors"]["new"]
    assert (new["organisation"]["id"], new["before"]) == ("lonely", None)
    assert new["why"].startswith("You are a partner of Lonely Cluster")
    assert [one["market"]["code"] for one in found["reach"]["opened"]] == ["IS"], "only agencies at home helped before"
    assert found["reach"]["after"] > found["reach"]["before"]


def test_somebody_less_and_a_merger(ask: Ask) -> None:
    changes = [{"drop": {"organisation": "gamma"}}, {"merge": {"organisation": "lonely", "into": "beta"}}]
    changes.append({"drop": {"organisation": "alpha", "other": "beta", "kind": "member_of"}})
    found = ask(WHAT_IF, **{"from": BETA}, changes=changes, market="KR")["whatIf"]
    assert len(found["supposed"]) == 3
    assert "gamma" in [one["organisation"]["id"] for one in found["doors"]["gone"]]
    again = ask(WHAT_IF, **{"from": BETA}, changes=changes[:1], reach=False)["whatIf"]
    assert again["doors"] is None


def test_a_role_is_read_as_in_files(ask: Ask) -> None:
    supposed = []
    for role in ("regional", " Regional"):
        add = [{"add": {"kind": "promotes", "source": "agency-kr", "target": "DE", "role": role}}]
        supposed.append(ask(WHAT_IF, **{"from": BETA}, changes=add, reach=False)["whatIf"]["supposed"])
    assert supposed[0] == supposed[1]


def test_what_is_refused(refused: Ask) -> None:
    bad = refused(WHAT_IF, **{"from": BETA}, changes=[{"drop": {"organisation": "bet"}}])["extensions"]
    assert (bad["where"], bad["nearest"][0]) == ("changes", "beta")
    gone = refused(WHAT_IF, **{"from": BETA}, changes=[{"drop": {"organisation": "beta"}}])["extensions"]
    assert gone["code"] == "asker_gone"
    assert refused(WHAT_IF, **{"from": BETA}, changes=[])["extensions"]["code"] == "no_change"
