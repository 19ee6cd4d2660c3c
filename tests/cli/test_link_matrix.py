"""``links --matrix``: for people, as CSV and for programs."""

import csv
import io

import pytest

from cli.link_matrix import Of, Rows
from exports.tables import MATRIX_VALUES, MatrixValue
from queries.reading.link_matrix import MATRIX_ROWS, MatrixRows
from tests.cli.conftest import Opendoors


def test_words_are_the_same_everywhere() -> None:
    assert [one.value for one in Rows] == [one.value for one in MatrixRows] == list(MATRIX_ROWS)
    assert [one.value for one in Of] == [one.value for one in MatrixValue] == list(MATRIX_VALUES)


def test_the_busiest_countries_stand_first_for_people(starter: Opendoors) -> None:
    said = starter("links", "--matrix", "countries", "-n", "5")
    lines = said.out.splitlines()
    assert lines[0].startswith("Direct links between clusters of two countries")
    header = next(line.split() for line in lines if set(line.split()) >= {"FR", "DE"})
    assert len(header) == 5
    assert "The 5 countries with most links of" in said.out
    assert lines[-1].startswith("As of 2026-11-27, revision 1.")
    assert "No link is known." in starter("links", "--matrix", "countries", "--sector", "quantum").out


def test_the_table_has_the_counts_of_the_question(starter: Opendoors) -> None:
    rows = list(csv.reader(io.StringIO(starter("links", "--matrix", "countries", "--format", "csv").out)))
    assert rows[0][0] == "country"
    assert rows[0][1:] == [row[0] for row in rows[1:]] == sorted(rows[0][1:])
    held = {(row[0], column): value for row in rows[1:] for column, value in zip(rows[0][1:], row[1:], strict=True)}
    assert all(held[one, other] == held[other, one] for one, other in held)
    assert held["DK", "SE"] == str(starter("links", "DK", "SE", "--json").json["directCount"]) != "0"
    assert held["DK", "DK"] == str(starter("links", "DK", "DK", "--json").json["directCount"]) != "0"
    ended = list(
        csv.reader(io.StringIO(starter("links", "--matrix", "countries", "--of", "ended", "--format", "csv").out))
    )
    assert ended[0] == rows[0]
    sectors = list(csv.reader(io.StringIO(starter("links", "--matrix", "sectors", "--format", "csv").out)))
    cell = next(row for row in sectors if row[0] == "energy")[sectors[0].index("DK")]
    assert cell == str(starter("links", "DK", "--sector", "energy", "--json").json["directCount"]) != "0"


def test_programs_get_every_cell_with_a_link(starter: Opendoors) -> None:
    answer = starter("links", "--matrix", "countries", "--sector", "Energy", "--json").json
    assert (answer["matrix"], answer["sector"], answer["asOf"]) == ("countries", "energy", "2026-11-27")
    assert {cell["row"] for cell in answer["cells"]} == set(answer["rows"])
    assert all(cell["pairs"] or cell["ended"] for cell in answer["cells"])
    assert all((cell["strongest"] is None) == (cell["pairs"] == 0) for cell in answer["cells"])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("DK", "--matrix", "countries"), "matrix_of_ends"),
        (("DK", "--of", "ended"), "no_matrix"),
        (("--matrix", "countries", "--format", "csv"), "two_formats"),
        (("--matrix", "sectors", "--sector", "energi"), "unknown_sector"),
    ],
)
def test_what_does_not_go_together_is_refused(starter: Opendoors, given: tuple[str, ...], code: str) -> None:
    refused = starter("links", *given, "--json")
    assert (refused.code, refused.error["code"]) == (2, code)
