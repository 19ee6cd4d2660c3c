"""First doors over HTTP."""

from tests.api.conftest import Ask

BORN_GLOBAL = """
query ($from: AskerInput!, $markets: [MarketCode!], $first: Int) {
  bornGlobal(from: $from, markets: $markets, first: $first) {
    revision { number } asOf exact asGood organisation { id } askedAs ties { organisation { id } }
    doors {
      market { code } clustersToMeet noServices
      door { organisation { id } operator { id } how score tier why unconfirmed route { strength } }
      services { sentence organisation { id } service { id service } relation { evidence { confidence } } }
    }
    unopened { market { code } sentence }
    programmeCount
    programmes {
      certain sentence partnersFrom { code } countries { code } programme { id } criteria { what verdict sentence }
    }
    meetingCount pastMeetings meetings { when market { code } sharesSector event { id } meets { kind { name } } }
  }
}
"""
DANE = {"outsider": {"country": "DK", "sectors": ["energy"], "knows": ["beta"]}}


def test_a_described_company(ask: Ask) -> None:
    found = ask(BORN_GLOBAL, **{"from": DANE, "markets": ["KR", "Finland"]})["bornGlobal"]
    best = found["doors"][0]
    assert (best["market"]["code"], best["door"]["tier"], found["organisation"]) == ("KR", "strong", None)
    offered = [one for door in found["doors"] for one in door["services"]]
    assert ("svc", "partner_search", "agency-dk") in {
        (one["service"]["id"], one["service"]["service"], one["organisation"]["id"]) for one in offered
    }
    assert offered[0]["relation"]["evidence"][0]["confidence"]
    assert [one["programme"]["id"] for one in found["programmes"]] == ["programme"]
    assert (found["meetingCount"], found["pastMeetings"]) == (0, 0)


def test_a_company_of_the_graph(ask: Ask) -> None:
    found = ask(BORN_GLOBAL, **{"from": {"id": "acme"}, "first": 2})["bornGlobal"]
    assert found["organisation"]["id"] == "acme"
    assert "KR" not in {door["market"]["code"] for door in found["doors"]}


def test_what_is_refused(refused: Ask) -> None:
    assert refused(BORN_GLOBAL, **{"from": {"id": "alpha"}})["extensions"]["code"] == "not_a_company"
    short = "query ($from: AskerInput!) { bornGlobal(from: $from, first: 21) { exact } }"
    assert refused(short, **{"from": DANE})["extensions"]["where"] == "first"
