"""Coverage over HTTP."""

from tests.api.conftest import Ask

COVERAGE = """
query ($area: String!, $sector: ID, $asOf: PartialDate) {
  coverage(area: $area, sector: $sector, asOf: $asOf) {
    revision { number } asOf area market { code } corridor { id } sector { id } noShare wider
    holding { held unconfirmed untied sectorUnknown } estimateCount countryCount blankCount elsewhereCount
    estimates { held share whyNot sentence estimate { id count what publisher statements { evidence { confidence } } } }
    countries(first: 3) { market { code } whole holding { held } estimates { whyNot } } elsewhere { id }
  }
}
"""


def test_europe(ask: Ask) -> None:
    found = ask(COVERAGE, area="Europe")["coverage"]
    assert (found["area"], found["market"], found["corridor"]) == ("europe", None, None)
    (one,) = found["estimates"]
    assert (one["estimate"]["id"], one["estimate"]["count"], one["share"], one["whyNot"]) == (
        "est", 3000, None, "undated",
    )  # fmt: skip
    assert one["held"] == found["holding"]["held"]
    assert one["estimate"]["statements"][0]["evidence"]["confidence"]
    assert found["noShare"]


def test_a_market_and_a_bloc(ask: Ask) -> None:
    korea = ask(COVERAGE, area="korea", sector="energy")["coverage"]
    assert (korea["market"]["code"], korea["sector"]["id"], korea["wider"]) == ("KR", "energy", [])
    bloc = ask(COVERAGE, area="bloc")["coverage"]
    assert (bloc["corridor"]["id"], bloc["countryCount"], bloc["wider"]) == ("bloc", 2, ["europe"])


def test_what_is_refused(refused: Ask) -> None:
    assert refused(COVERAGE, area="nowhere")["extensions"]["where"] == "area"
    assert refused(COVERAGE, area="KR", sector="enrgy")["extensions"]["nearest"] == ["energy"]
