"""What is new in a market, over HTTP."""

from tests.api.conftest import Ask

SIGNAL = """{
  change when sentence about { id } relationCount organisationCount relations { id } organisations { id }
  there { id } reachable noRoute nearest { id } route { strength steps { to { id } } }
}"""
SIGNALS = f"""
query ($market: MarketCode!, $since: PartialDate!, $from: AskerInput) {{
  signals(market: $market, since: $since, from: $from) {{
    revision {{ number }} asOf asker {{ id }} market {{ code }} since nothing
    beganCount endedCount undatedCount coarseCount ownCount recordedCount
    began {SIGNAL} ended {SIGNAL} recorded {SIGNAL}
  }}
}}
"""


def test_korea(ask: Ask) -> None:
    found = ask(SIGNALS, market="korea", since="2021", **{"from": {"id": "university"}})["signals"]
    assert (found["market"], found["since"], found["nothing"]) == ({"code": "KR"}, "2021", None)
    served = next(one for one in found["began"] if one["sentence"] == "Since 2022: Beta Network serves South Korea.")
    assert (served["change"], served["when"], served["about"], served["relationCount"]) == ("began", "2022", None, 1)
    assert served["nearest"]["id"] == served["route"]["steps"][-1]["to"]["id"] == "beta"
    (fair,) = [one for one in found["ended"] if one["about"]]
    assert (fair["about"]["id"], fair["sentence"]) == (
        "fair",
        "A Fair (event) took place in 2025-05, with Gamma Cluster and 1 more.",
    )
    assert fair["there"] == [{"id": "gamma"}]
    assert found["recordedCount"] == len(found["recorded"]) > 0
    assert found["undatedCount"] > 0


def test_nobody_asks(ask: Ask) -> None:
    found = ask(SIGNALS, market="IS", since="2025")["signals"]
    assert (found["began"], found["ended"], found["asker"]) == ([], [], None)
    assert found["nothing"].startswith("Nothing that concerns it is dated since then")


def test_what_is_refused(refused: Ask) -> None:
    assert refused(SIGNALS, market="KR", since="2030")["extensions"]["code"] == "since_after_day"
    assert refused(SIGNALS, market="KR", since="soon")["extensions"]["code"] == "bad_date"
    assert refused(SIGNALS, market="nowhere", since="2020")["extensions"]["code"] == "unknown_market"
