"""The table of an answer: a row a door opener, nothing that a spreadsheet takes for a formula."""

import csv
import io
from pathlib import Path

import pytest

from exports.papers.table import COLUMNS, SIGNATURE, answer_csv
from graph.spreadsheets import guarded
from queries.questions.door_openers import DoorOpenersAnswer, door_openers
from tests.api.world import ROWS
from tests.worlds import cluster, organisation, relation, snapshot_of


def rows_of(answer: DoorOpenersAnswer) -> list[dict[str, str]]:
    text = answer_csv(answer)
    assert text.startswith(SIGNATURE)
    assert text.count("\r\n") == text.count("\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix(SIGNATURE), newline="")))


def test_each_opener_is_a_row(tmp_path: Path) -> None:
    answer = door_openers(snapshot_of(ROWS, tmp_path).on_day(), ["alpha"], market="KR", first=25)
    rows = rows_of(answer)
    assert tuple(rows[0]) == COLUMNS
    assert [row["name"] for row in rows] == [one.name for one in answer.openers]
    assert [row["rank"] for row in rows] == [str(one.rank) for one in answer.openers]
    for row, one in zip(rows, answer.openers, strict=True):
        assert float(row["score"]) == pytest.approx(one.score, abs=1e-4)
        assert row["how"] == one.how
        assert row["steps"] == str(len(one.route.steps))
        assert all(one.name_of(step.target) in row["route"] for step in one.route.steps)
        assert f"{one.route.weakest_step.strength:.2f}" in row["weakestStep"]
        assert row["unconfirmed"] == ("yes" if one.unconfirmed else "no")
        assert "https://example.org/" in row["sources"]


def test_a_name_that_looks_like_a_formula_is_guarded(tmp_path: Path) -> None:
    rows = {
        "organisations": [cluster("me"), organisation("evil", "KR", name='=HYPERLINK("x";"y")', city="@Seoul")],
        "relations": [relation("partner_of", "me", "evil", since="2025")],
    }
    (row,) = rows_of(door_openers(snapshot_of(rows, tmp_path).on_day(), ["me"], market="KR"))
    assert row["name"] == '\'=HYPERLINK("x";"y")'
    assert row["city"] == "'@Seoul"


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_beginning_of_a_formula_is_guarded(beginning: str) -> None:
    assert guarded(f"{beginning}x") == f"'{beginning}x"
    assert guarded(f"x{beginning}") == f"x{beginning}"


def test_a_no_is_a_table_without_rows(tmp_path: Path) -> None:
    rows = {"organisations": [cluster("me")], "markets": [{"code": "KR", "capital": "Seoul"}]}
    assert rows_of(door_openers(snapshot_of(rows, tmp_path).on_day(), ["me"], market="KR")) == []


def test_the_page_about_papers_names_every_column() -> None:
    page = (Path(__file__).parents[3] / "docs" / "papers.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []
