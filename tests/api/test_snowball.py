"""The next introductions, over HTTP."""

from tests.api.conftest import Ask

SNOWBALL = """
query ($from: AskerInput!, $waves: Int = 3, $constraints: RouteConstraints) {
  snowball(from: $from, waves: $waves, constraints: $constraints) {
    revision { number } asOf exact candidates leftOut before gain opened noMoreThan guarantee whyNone
    asker { organisation { id } }
    waves {
      number organisation { id } introducer { id } introducerWave gain opened sentence
      markets(first: 2) { market { code } before after }
      route { strength steps { to { id } kind relations { relation { id } } } }
    }
  }
}
"""


def test_waves(ask: Ask) -> None:
    """All Finns are members of one hub: who knows one of them is introduced by it to the hub, and no further."""
    found = ask(SNOWBALL, **{"from": {"id": "finn-001"}})["snowball"]
    assert found["asker"]["organisation"]["id"] == "finn-001"
    assert (found["waves"], found["opened"], found["guarantee"]) == ([], 0, 1.0)
    assert found["whyNone"]
    outsider = {"outsider": {"country": "DK", "sectors": ["energy"], "knows": ["beta"]}}
    found = ask(SNOWBALL, **{"from": outsider}, constraints={"relationKinds": ["partner_of", "member_of"]})["snowball"]
    assert [one["organisation"]["id"] for one in found["waves"]] == ["gamma"]
    (wave,) = found["waves"]
    assert wave["introducer"]["id"] == "beta"
    assert [one["market"]["code"] for one in wave["markets"]] == ["KR"]
    assert [step["to"]["id"] for step in wave["route"]["steps"]] == ["beta", "gamma"]
    assert wave["route"]["steps"][1]["relations"]


def test_what_is_refused(refused: Ask) -> None:
    alpha = {"from": {"id": "alpha"}}
    assert refused(SNOWBALL, **alpha, waves=21)["extensions"]["where"] == "waves"
    assert refused(SNOWBALL, **alpha, constraints={"via": ["beta"]})["extensions"]["code"] == "via_with_snowball"
    assert refused(SNOWBALL, **{"from": {"id": "alpa"}})["extensions"]["nearest"]
