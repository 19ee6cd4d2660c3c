"""JSON: numbers that a program may round, and values of a sort that may not stand there."""

import json
from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.store import Store
from tests.loaders.folders import dumped, ids, links, loaded, waiting

BIG = """\
{"id": 10000000000000000000001, "kind": "company", "name": "First Company", "country": "DK"}
{"id": 10000000000000000000002, "kind": "company", "name": "Second Company", "country": "DK"}
{"id": 20210101000000000017, "kind": "company", "name": "Third Company", "country": "DK"}
{"id": 9007199254740992, "kind": "company", "name": "Exact Company", "country": "DK"}
{"id": 9007199254740993, "kind": "company", "name": "Rounded Company", "country": "DK"}
{"id": 123, "kind": "company", "name": "Int Company", "country": "DK"}
{"id": 123.0, "kind": "company", "name": "Float Company", "country": "DK"}
{"id": "abc", "kind": "cluster", "name": "Hub", "country": "DK", "founded": 2001, "lat": 56.1, "lon": 10}
"""
RELATIONS = """\
{"kind": "member_of", "source": 10000000000000000000002, "target": "abc"}
{"kind": "partner_of", "source": 123, "target": "abc"}
"""


def test_no_number_stands_for_another_one(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "x", {"organisations.jsonl": BIG, "relations.jsonl": RELATIONS})
    assert (ids(store), links(store)) == (["123", "9007199254740992", "abc"], ["partner_of 123 abc"])
    assert [place for place, _, _ in waiting(store)] == [
        *(f"organisations.jsonl:{line}" for line in (1, 2, 3, 5, 7)),
        "relations.jsonl:1",
    ]
    assert {row.column for row in store.quarantined()} == {"id", "source"}
    assert all("between quotes" in row.message for row in store.quarantined())
    assert report.total.balanced()


ORGANISATION = {"id": "a", "kind": "cluster", "name": "A", "country": "DK"}


@pytest.mark.parametrize("value", [["A", "Alpha"], True, {"en": "A"}, 4.5, [["A"]]])
def test_a_value_of_another_sort_costs_a_row_where_it_is_needed(store: Store, tmp_path: Path, value: object) -> None:
    rows = [ORGANISATION | {"name": value}, ORGANISATION | {"id": "b"}]
    loaded(store, tmp_path / "x", {"organisations.jsonl": "".join(f"{json.dumps(row)}\n" for row in rows)})
    assert (ids(store), waiting(store)) == (["b"], [("organisations.jsonl:1", "name", "bad_value")])


@pytest.mark.parametrize(
    ("column", "value"),
    [("status", True), ("sectors", ["a|b"]), ("region", {"code": "DK-84"}), ("city", ["A"]), ("website", 1.5)],
)
def test_and_its_cell_where_it_is_not(store: Store, tmp_path: Path, column: str, value: object) -> None:
    line = json.dumps(ORGANISATION | {column: value})
    report = loaded(store, tmp_path / "x", {"organisations.jsonl": line})
    assert (ids(store), waiting(store)) == (["a"], [("organisations.jsonl:1", column, "bad_value")])
    assert (report.left_out, report.total.quarantined) == ({f"organisation.{column}": 1}, 0)


def test_an_array_of_objects_is_read_line_by_line(store: Store, tmp_path: Path) -> None:
    text = '\n[\n {"id": "a",\n  "kind": "cluster", "name": "A", "country": "DK"}\n ,\n {"id": "b"}\n]\n'
    loaded(store, tmp_path / "x", {"organisations.jsonl": text})
    assert (ids(store), waiting(store)) == (["a"], [("organisations.jsonl:6", "name", "missing_value")])
    assert [said["evidence"]["locator"] for said in dumped(store, "entity")] == ["organisations.jsonl:3"]


@pytest.mark.parametrize("text", ['[{"id": "a"}', '[{"id": "a"} {"id": "b"}]', "[1]", "[]x", '[{"id": }]', "[", "[,]"])
def test_what_is_no_such_array_is_told(store: Store, tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", {"organisations.jsonl": text})
    assert (refused.value.code, refused.value.where) == ("bad_json", "organisations.jsonl:1")
