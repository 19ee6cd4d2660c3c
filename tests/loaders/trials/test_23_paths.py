"""Files beside the interchange files, and a single file instead of a folder."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.store import Store
from loaders import load
from tests.loaders.folders import ORGANISATIONS, SECTORS, ids, loaded, now
from tests.loaders.workbooks import workbook

ONE = "id,kind,name,country\na,cluster,A,DK\n"


def test_what_is_not_read_is_named(store: Store, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "organisations.csv": ONE,
        "organisations (1).csv": ONE,
        "relations.csv.bak": "x",
        "data.xlsx": b"PKxlsx",
        "contacts.xlsx": workbook({"people": [["name"]], "notes": []}),
        "members.csv": "id\n",
        "old.xls": "x",
        "~$data.xlsx": "x",
        "README.md": "x",
    }
    assert loaded(store, tmp_path / "x", files).passed_over == (
        "contacts.xlsx/people",
        "contacts.xlsx/notes",
        "data.xlsx (it is no workbook)",
        "members.csv",
        "old.xls",
        "organisations (1).csv",
        "relations.csv.bak",
    )


def test_a_single_file_is_a_source(store: Store, tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_text(ONE)
    (tmp_path / "relations.csv").write_text("not read")
    report = load(store, tmp_path / "organisations.csv", name="x", now=now)
    assert (report.total.written, ids(store), report.passed_over) == (1, ["a"], ())


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_single_file_of_another_name_is_known_by_its_columns(store: Store, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"my-members.{suffix}"
    rows = [line.split(",") for line in ONE.splitlines()]
    path.write_bytes(workbook({"Sheet1": rows}) if suffix == "xlsx" else ONE.replace(",", ";").encode("utf-16"))
    report = load(store, path, name="x", now=now)
    assert (report.counts["organisation"].written, report.passed_over) == (1, ())


UNCLEAR: dict[str, tuple[str, str | bytes, str]] = {
    "fits two": ("members.csv", "id,name,kind\nx,X,club\n", "unclear_file"),
    "fits none": ("members.csv", "ident,name\n", "unclear_file"),
    "bad quote": ("members.csv", '"id,name\n', "unclear_file"),
    "no sheet": ("members.xlsx", workbook({"a": [], "b": []}), "unclear_file"),
    "empty sheet": ("members.xlsx", workbook({"a": []}), "unclear_file"),
    "no workbook": ("members.xlsx", "x", "bad_workbook"),
    "lines": ("members.jsonl", "{}", "unclear_file"),
    "another format": ("members.ods", "x", "unknown_file"),
}


@pytest.mark.parametrize(("name", "content", "code"), UNCLEAR.values(), ids=UNCLEAR)
def test_a_single_file_that_does_not_tell_what_it_is(
    store: Store, tmp_path: Path, name: str, content: str | bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SourceError) as refused:
        load(store, tmp_path / name, name="x", now=now)
    assert (refused.value.code, store.runs()) == (code, [])


def test_two_files_or_sheets_of_a_type_are_one_too_many(store: Store, tmp_path: Path) -> None:
    sheet = [line.split(",") for line in SECTORS.splitlines()]
    for name, content in {
        "sectors.tsv": SECTORS.replace(",", "\t").encode(),
        "all.xlsx": workbook({"Sectors": sheet, "notes": []}),
        "sectors.xlsx": workbook({"Sheet1": sheet}),
    }.items():
        with pytest.raises(SourceError) as refused:
            loaded(store, tmp_path / "x", {"sectors": SECTORS, name: content})
        assert refused.value.code == "duplicate_file"
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", {"organisations": ORGANISATIONS, "a.xlsx": workbook({"Organizations": []})})
    assert refused.value.code == "unknown_file"
