"""Links counted as a matrix, as the API shows them."""

from tests.api.conftest import Ask

CELLS = "cells(first: 100) { row { id name } column { code } pairs ended clusters strongest }"


def test_the_matrix_counts_what_links_lists(ask: Ask) -> None:
    found = ask(f"{{ linkMatrix {{ asOf revision {{ number }} sector {{ id }} cellCount {CELLS} }} }}")["linkMatrix"]
    assert found["cells"]
    assert found["cellCount"] == len(found["cells"])
    for cell in found["cells"]:
        ends = [cell["row"]["id"], cell["column"]["code"]]
        counts = "{ directCount endedDirectCount direct(first: 1) { strength } }"
        links = ask(f"query($c: [MarketCode!]) {{ crossClusterLinks(countries: $c) {counts} }}", c=ends)
        links = links["crossClusterLinks"]
        assert (cell["pairs"], cell["ended"]) == (links["directCount"], links["endedDirectCount"])
        assert [cell["strongest"]] == [one["strength"] for one in links["direct"]] or not cell["pairs"]


def test_by_sector_rows_are_sectors(ask: Ask) -> None:
    told = ask(
        f'{{ linkMatrix(bySector: true) {{ {CELLS} }} linkMatrix2: linkMatrix(sector: "energy") {{ cellCount }} }}'
    )
    sectors = {one["id"] for one in ask("{ sectors { id } }")["sectors"]}
    assert {cell["row"]["id"] for cell in told["linkMatrix"]["cells"]} <= sectors


def test_a_sector_that_is_not_known_is_refused(refused: Ask) -> None:
    assert refused('{ linkMatrix(sector: "enrgy") { cellCount } }')["extensions"]["code"] == "unknown_sector"
