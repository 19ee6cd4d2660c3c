"""Taking stock over HTTP."""

from tests.api.conftest import Ask

STOCK = """
query ($id: ID!, $share: Float! = 0.1, $asOf: PartialDate) {
  takeStock(id: $id, share: $share, asOf: $asOf) {
    revision { number } asOf askedAs note organisation { id } sectors { id } languages competences marketCount
    markets { market { code } over value freshness lastHeld sentence reasons { reason worth } ended { id } }
    pastMarkets { market { code } sentence ended { sentence } } roles { role what count pastCount }
    groups {
      what count pastCount
      entries(first: 2) {
        other { id ... on Service { service } } over since until lastHeld role undated inheritedFrom { id } sentence
        relations { id sentence evidence { confidence } }
      }
      past { other { id } sentence }
    }
    comparison { basis peers { id } compared ownCountry near count blank share enough sentence }
    lackCount lacks { what subject { id } service count of share had examples { id } sentence }
    blanks { what sentence } notKnown { what count of share sentence }
  }
}
"""


def test_a_cluster(ask: Ask) -> None:
    found = ask(STOCK, id="old-alpha")["takeStock"]
    assert (found["organisation"]["id"], found["askedAs"]) == ("alpha", "old-alpha")
    assert found["note"] == "Alpha Energi answers for Old Alpha, whose successor it is."
    groups = {one["what"]: one for one in found["groups"]}
    assert list(groups)[:2] == ["member_of", "mou_with"]
    (member,) = groups["member_of"]["entries"]
    assert (member["other"]["id"], member["over"], member["since"]) == ("beta", False, "2020")
    assert member["relations"][0]["evidence"][0]["confidence"] == "verified"
    assert (groups["mou_with"]["count"], groups["mou_with"]["pastCount"]) == (0, 1)
    assert found["roles"][0] == {"role": "coordinator", "what": "participates_in", "count": 0, "pastCount": 1}
    assert [one["market"]["code"] for one in found["markets"]] == ["DK"]
    assert found["pastMarkets"][0]["market"]["code"] == "KR"
    assert found["comparison"]["enough"] is False
    assert {one["what"] for one in found["notKnown"]} >= {"languages", "dates"}


def test_peers_and_services(ask: Ask) -> None:
    found = ask(STOCK, id="finn-000", share=0.5)["takeStock"]
    assert (found["comparison"]["basis"], found["comparison"]["compared"]) == ("form", 50)
    services = next(one for one in ask(STOCK, id="agency-dk")["takeStock"]["groups"] if one["what"] == "offers")
    assert services["entries"][0]["other"]["service"] == "partner_search"
    assert services["entries"][0]["relations"][0]["sentence"] == "Danish Agency offers the service partner search."


def test_what_is_refused(refused: Ask) -> None:
    assert refused(STOCK, id="alpah")["extensions"]["nearest"] == ["alpha"]
    assert refused(STOCK, id="alpha", share=0.01)["extensions"]["code"] == "bad_share"
    assert refused(STOCK, id="alpha", asOf="soon")["extensions"]["code"] == "bad_date"
