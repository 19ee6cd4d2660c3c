"""Funding over HTTP."""

from typing import Final

from tests.api.conftest import Ask

FUNDING = """
query ($from: AskerInput!, $market: MarketCode! = "KR", $size: CompanySize, $asOf: PartialDate) {
  funding(from: $from, market: $market, size: $size, asOf: $asOf) {
    revision { number } asOf asker { organisation { id } kind country { code } askedAs note } market { code }
    yesCount unknownCount noCount sizeCount uncoveredCount gap
    programmes(first: 5) {
      programme { id statements { evidence { confidence } } } source verdict funder start end deadline fee sentence
      criteria { what verdict sentence } funded { id } runners { organisation { id } itself sought route { strength } }
    }
    path {
      step covered sentence
      coveredBy { by organisation { id } service { service } programme { id } suits forMembers fee there sentence }
    }
  }
}
"""
OUTSIDER: Final = {"outsider": {"country": "DK", "kind": "company"}}


def test_an_outsider(ask: Ask) -> None:
    found = ask(FUNDING, **{"from": OUTSIDER}, size="small")["funding"]
    assert (found["asker"]["organisation"], found["asker"]["kind"], found["market"]["code"]) == (None, "company", "KR")
    (programme,) = found["programmes"]
    assert (programme["programme"]["id"], programme["source"], programme["verdict"]) == (
        "programme",
        "official",
        "unknown",
    )
    told = {one["what"]: one["verdict"] for one in programme["criteria"]}
    assert told == {
        "country": "yes", "beneficiaries": "yes", "status": "unknown", "deadline": "unknown", "market": "unknown",
    }  # fmt: skip
    path = {one["step"]: one for one in found["path"]}
    (search,) = path["partner_search"]["coveredBy"]
    assert (search["by"], search["service"]["service"], search["fee"], search["there"]) == (
        "own_agency", "partner_search", "fee", True,
    )  # fmt: skip
    assert found["uncoveredCount"] == 11


def test_an_organisation_of_the_graph(ask: Ask) -> None:
    found = ask(FUNDING, **{"from": {"id": "old-alpha"}})["funding"]
    assert (found["asker"]["organisation"]["id"], found["asker"]["askedAs"]) == ("alpha", "old-alpha")
    assert found["programmes"][0]["verdict"] == "no"
    assert {one["step"]: one["coveredBy"] for one in found["path"]}["partner_search"][0]["forMembers"]


def test_what_is_refused(refused: Ask) -> None:
    assert refused(FUNDING, **{"from": OUTSIDER}, market="DK")["extensions"]["code"] == "own_market"
    assert refused(FUNDING, **{"from": {"id": "alpah"}})["extensions"]["nearest"] == ["alpha"]
