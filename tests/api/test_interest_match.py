"""Interests that meet, over HTTP."""

from tests.api.conftest import Ask

MATCH = """
query ($from: AskerInput!, $asOf: PartialDate) {
  interestMatch(from: $from, asOf: $asOf) {
    revision { number } asOf asker { id } askedAs matchCount mutualCount undatedCount pastCount nobody
    interests { id }
    matches {
      organisation { id } side sentence undated over reachable noRoute route { strength }
      theirs { by yours dated over sentence relation { id evidence { confidence } } } yours { relation { role } }
    }
    past { organisation { id } }
  }
}
"""


def test_a_cluster_is_sought_by_another(ask: Ask) -> None:
    found = ask(MATCH, **{"from": {"id": "gamma"}})["interestMatch"]
    (one,) = found["matches"]
    assert (one["organisation"]["id"], one["side"], one["undated"], one["over"]) == ("alpha", "theirs", True, False)
    assert one["theirs"][0]["by"] == "located"
    assert one["theirs"][0]["relation"]["evidence"][0]["confidence"] == "verified"
    assert one["reachable"]
    assert one["route"]["strength"] > 0
    assert (found["matchCount"], found["mutualCount"], found["undatedCount"], found["pastCount"]) == (1, 0, 1, 0)
    assert found["nobody"] is None


def test_nobody(ask: Ask) -> None:
    found = ask(MATCH, **{"from": {"id": "alpha"}})["interestMatch"]
    assert (found["matches"], found["interests"]) == ([], [{"id": found["interests"][0]["id"]}])
    assert found["nobody"]


def test_what_is_refused(refused: Ask) -> None:
    error = refused(MATCH, **{"from": {"id": "alfa"}})
    assert (error["extensions"]["code"], error["extensions"]["nearest"][0]) == ("unknown_organisation", "alpha")
