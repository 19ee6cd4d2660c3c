"""Events over HTTP."""

from tests.api.conftest import Ask

EVENTS = """
query ($market: MarketCode, $format: EventFormat, $mode: EventMode, $month: Int, $from: AskerInput) {
  events(market: $market, format: $format, mode: $mode, month: $month, from: $from) {
    revision { number } asOf asker { id } nothing eventCount pastCount unclearCount everySectorCount
    events {
      event { id ... on Event { format mode } } state sentence start end markets { code } organiserCount noOrganiser
      organisers { organisation { id } relation { id } isAsker noRoute route { strength } }
      attendees { id } attendeeCount
    }
  }
}
"""


def test_a_fair_that_is_over(ask: Ask) -> None:
    found = ask(EVENTS, market="korea", **{"from": {"id": "alpha"}})["events"]
    (fair,) = found["events"]
    assert (fair["event"], fair["state"]) == ({"id": "fair", "format": "fair", "mode": None}, "past")
    assert (fair["sentence"], fair["start"]) == ("Fair in South Korea: it was in 2025-05.", "2025-05")
    assert (fair["markets"], fair["organiserCount"], fair["attendeeCount"]) == ([{"code": "KR"}], 1, 1)
    (host,) = fair["organisers"]
    assert (host["organisation"]["id"], host["isAsker"], host["noRoute"]) == ("gamma", False, None)
    assert host["route"]["strength"] > 0
    assert found["asker"]["id"] == "alpha"
    assert found["nothing"] == "All such events that are known are past."


def test_nobody_asks(ask: Ask) -> None:
    found = ask(EVENTS, mode="online")["events"]
    assert (found["events"], found["unclearCount"]) == ([], 1)
    assert found["nothing"] == "No such event is known; 1 without the mode."
    assert ask(EVENTS)["events"]["events"][0]["organisers"][0]["route"] is None


def test_what_is_refused(refused: Ask) -> None:
    assert refused(EVENTS, month=13)["extensions"]["code"] == "bad_month"
    assert refused(EVENTS, market="nowhere")["extensions"]["code"] == "unknown_market"
    assert refused(EVENTS, **{"from": {"id": "alfa"}})["extensions"]["nearest"][0] == "alpha"
