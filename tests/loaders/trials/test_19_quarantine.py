"""Rows that wait, for people: all of them listed and written out, harmlessly (trial 19)."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Opendoors, empty, environment, opendoors
from tests.loaders.folders import write

__all__ = ["empty", "environment", "opendoors"]

FORMULA = "=cmd|' /C calc'!A{at}"


def rows(many: int, country: str) -> str:
    """Organisations with formulas for names."""
    return "id,kind,name,country\n" + "".join(
        f"x{at},cluster,{FORMULA.format(at=at)},{country}\n" for at in range(many)
    )


@pytest.fixture
def bad(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """1,200 rows of a country that is none, of one source, and one of another one."""
    for name, many in (("bad", 1200), ("worse", 1)):
        said = empty(
            "load", str(write(tmp_path / name, {"organisations": rows(many, "ZZ")})), "--as", name, "--no-snapshot"
        )
        assert said.code == 3
    return empty


def test_all_are_listed_page_by_page(bad: Opendoors) -> None:
    first = bad("quarantine", "list", "--source", "bad").out.splitlines()
    assert len([line for line in first if line.startswith("bad/organisations.csv")]) == 1000
    assert "1,200 rows wait for repair: these are 1 to 1,000; go on with --page 2." in " ".join(first)
    second = " ".join(bad("quarantine", "list", "--source", "bad", "--page", "2").out.split())
    assert "these are 1,001 to 1,200. `opendoors quarantine export FOLDER`" in second
    seen = [
        (row["source"], row["line"])
        for page in range(1, 5)
        for row in bad("quarantine", "list", "--first", "400", "--page", str(page), "--json").json["rows"]
    ]
    assert len(seen) == len(set(seen)) == 1201
    beyond = bad("quarantine", "list", "--page", "3")
    assert (beyond.code, "page 3 is beyond them" in beyond.out) == (0, True)
    assert bad("quarantine", "list", "--source", "worse").out.endswith("1 row waits for repair.\n")


def test_all_are_written_out_and_none_is_a_formula(bad: Opendoors, tmp_path: Path) -> None:
    said = bad("quarantine", "export", str(tmp_path / "repair"))
    files = [tmp_path / "repair" / name / "organisations.csv" for name in ("bad", "worse")]
    assert "".join(said.out.split()) == "".join(map(str, files))
    with files[0].open(encoding="utf-8", newline="") as text:
        cells = list(csv.reader(text))
    assert len(cells) == 1201
    assert not [cell for row in cells for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_repaired_formula_is_read_back_as_it_was(bad: Opendoors, tmp_path: Path) -> None:
    bad("quarantine", "export", str(tmp_path), "--source", "worse")
    path = tmp_path / "organisations.csv"
    path.write_bytes(path.read_bytes().replace(b",ZZ,", b",DK,"))
    said = bad("quarantine", "replay", "worse", "--rows", str(path), "--json")
    assert (said.code, said.json["released"]) == (0, 1)
    assert bad("search", "x0", "--json").json["hits"][0]["name"] == FORMULA.format(at=0)


def test_what_is_not_there_is_refused_and_nothing_is_said_to_be_nothing(bad: Opendoors, tmp_path: Path) -> None:
    for line in ("list --source nosuch", "export x --source nosuch", "replay nosuch"):
        assert bad("quarantine", *line.split()).code == 2
    said = bad("quarantine", "replay", "worse")
    assert (said.code, "1 rows of worse tried, 0 taken in, 1 still wait." in said.out) == (3, True)
    assert "None of the rows of worse got in." in said.err
    assert bad("load", str(write(tmp_path / "worse", {"organisations": rows(1, "DK")})), "--as", "worse").code == 0
    assert (
        bad("quarantine", "export", str(tmp_path / "no"), "--source", "worse").out
        == "No row of worse waits for repair.\n"
    )
    said = bad("quarantine", "replay", "worse")
    assert (said.code, said.out) == (0, "0 rows of worse tried, 0 taken in, 0 still wait.\n")
