"""The cheapest network of ties, over HTTP."""

from tests.api.conftest import Ask

CONNECT = """
query ($organisations: [ID!]!, $reach: Int = 2, $avoid: [String!], $asOf: PartialDate) {
  connect(organisations: $organisations, reach: $reach, avoid: $avoid, asOf: $asOf) {
    revision { number } asOf exact guarantee strength cost atMostTimes reach sentence
    organisations { id } joined { id } apart { id } through { organisation { id } ties } weakest { strength }
    ties {
      one { id } other { id } strength strengthOnward strengthBack ended sentence
      relations { worth relation { kind { name } evidence { url confidence } } }
    }
  }
}
"""


def test_a_network(ask: Ask) -> None:
    found = ask(CONNECT, organisations=["alpha", "gamma", "lonely"])["connect"]
    assert [one["id"] for one in found["joined"]] == ["alpha", "gamma"]
    assert [one["id"] for one in found["apart"]] == ["lonely"]
    assert [(one["one"]["id"], one["other"]["id"]) for one in found["ties"]] == [("alpha", "beta"), ("beta", "gamma")]
    assert found["through"] == [{"organisation": {"id": "beta"}, "ties": 2}]
    assert (found["exact"], found["atMostTimes"], found["reach"]) == (True, 1.0, 2)
    assert found["ties"][0]["relations"][0]["relation"]["evidence"][0]["url"]


def test_what_is_refused(refused: Ask) -> None:
    assert refused(CONNECT, organisations=["alpha", "gama"])["extensions"]["nearest"][0] == "gamma"
    assert refused(CONNECT, organisations=["alpha"])["extensions"]["code"] == "too_few_organisations"
    assert refused(CONNECT, organisations=["alpha", "gamma"], reach=4)["extensions"]["where"] == "reach"
    assert refused(CONNECT, organisations=["alpha", "gamma"], avoid=["x y z"])["extensions"]["where"] == "avoid"
