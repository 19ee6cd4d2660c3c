"""``opendoors ask`` with files: a picture, a paper, a table; nothing overwritten, nothing half written."""

import csv
import io
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.cli.conftest import Opendoors

ASK = ("ask", "KR", "--from", "energy-cluster-denmark")


def test_the_routes_are_drawn_beside_the_answer(starter: Opendoors, tmp_path: Path) -> None:
    file = tmp_path / "routes.svg"
    said = starter(*ASK, "--first", "3", "--svg", str(file))
    assert said.code == 0
    assert said.out.startswith("Who can open a door to South Korea")
    assert f"{file} shows the routes." in said.err
    root = fromstring(file.read_text(encoding="utf-8"))
    assert root[0].text == "Who can open a door to South Korea for Energy Cluster Denmark"
    assert "Trade Council of Denmark – Seoul" in (root[1].text or "")


def test_a_file_that_is_there_stays_as_it_is(starter: Opendoors, tmp_path: Path) -> None:
    file = tmp_path / "routes.svg"
    file.write_text("mine")
    said = starter(*ASK, "--svg", str(file), "--json")
    assert said.code == 2
    assert said.error["code"] == "file_exists"
    assert said.out == ""
    assert file.read_text() == "mine"


def test_what_cannot_be_written_is_a_failure(starter: Opendoors, tmp_path: Path) -> None:
    said = starter(*ASK, "--svg", str(tmp_path / "nowhere" / "routes.svg"), "--json")
    assert said.code == 2
    assert said.error["code"] == "file_unwritable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [
        ("markdown", "# Who can open a door to South Korea for Energy Cluster Denmark\n"),
        ("html", "<!doctype html>"),
        ("csv", "\ufeffrank,id,name"),
    ],
)
def test_a_paper_is_printed_instead_of_the_answer(starter: Opendoors, format_: str, beginning: str) -> None:
    said = starter(*ASK, "--first", "2", "--format", format_)
    assert said.code == 0
    assert said.out.startswith(beginning)
    assert "Trade Council of Denmark – Seoul" in said.out
    assert said.err == ""


def test_the_table_has_as_many_rows_as_are_asked_for(starter: Opendoors) -> None:
    out = starter(*ASK, "--first", "4", "--format", "csv").out.removeprefix("\ufeff")
    assert [row["rank"] for row in csv.DictReader(io.StringIO(out))] == ["1", "2", "3", "4"]


def test_every_option_reaches_the_paper(starter: Opendoors) -> None:
    said = starter(
        "ask", "KR", "--from-country", "DK", "--sectors", "energy", "--knows", "medicon-valley-alliance",
        "--kind", "cluster",
        "--max-steps", "2", "--min-strength", "0.1", "--avoid", "SE", "--public-anchor", "--format", "markdown",
    )  # fmt: skip
    assert said.code == 0
    for told in (
        "not in the graph; ", "knows Medicon Valley Alliance", "At most 2 steps", "at least 0.10 strong",
        "Without anybody in Sweden", "public mandate",
    ):  # fmt: skip
        assert told in said.out, told


def test_one_answer_is_printed_in_one_way(starter: Opendoors) -> None:
    said = starter(*ASK, "--json", "--format", "csv")
    assert (said.code, said.error["code"]) == (2, "two_formats")
