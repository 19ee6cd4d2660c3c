"""Workbooks: what cells say, what is refused and where, and nothing unpacked beyond a limit."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.errors import SourceError
from graph.store import Store
from loaders import LoadInterruptedError, load
from loaders.formats import package as packages
from loaders.reading import Silent
from tests.loaders.folders import dumped, loaded, now, waiting, write
from tests.loaders.workbooks import Failed, Value, package, workbook

HEADER: list[Value] = ["id", "kind", "name", "country", "city", "lat", "founded"]


def book(*rows: list[Value], merged: str = "") -> bytes:
    return workbook({"organisations": [HEADER, *rows]}, merged)


def test_cells_are_read_as_a_person_would_write_them(store: Store, tmp_path: Path) -> None:
    content = book(
        [4711.0, "cluster", " Alpha & Sons ", "DK", True, 56.15, date(2024, 1, 30)],
        ["b", "cluster", 2024, "DK", 0.1 + 0.2, 56, datetime(2024, 1, 30)],
        ["c", "cluster", "C", "DK", None, 56.25, 2001.0],
    )
    assert loaded(store, tmp_path / "x", {"organisations.xlsx": content}).total.quarantined == 0
    said = {one["id"]: one["properties"] for one in dumped(store, "entity")}
    assert said == {
        "4711": {"kind": "cluster", "name": "Alpha & Sons", "country": "DK", "city": "true", "lat": 56.15,
                 "founded": "2024-01-30"},
        "b": {"kind": "cluster", "name": "2024", "country": "DK", "city": "0.3", "lat": 56.0, "founded": "2024-01-30"},
        "c": {"kind": "cluster", "name": "C", "country": "DK", "lat": 56.25, "founded": "2001"},
    }  # fmt: skip


def test_errors_and_lost_digits_cost_their_row_and_are_placed(store: Store, tmp_path: Path) -> None:
    content = book(
        ["a", "cluster", "A", "DK"],
        ["b", "cluster", "B", Failed("#N/A")],
        ["c", "cluster", "C", "DK", Failed("#REF!")],
        [12345678901234567890, "cluster", "D", "DK"],
    )
    report = loaded(store, tmp_path / "x", {"data.xlsx": content})
    assert waiting(store) == [
        ("data.xlsx/organisations:3", "country", "cell_error"),
        ("data.xlsx/organisations:4", "city", "cell_error"),
        ("data.xlsx/organisations:5", "id", "cell_error"),
    ]
    assert "'#N/A'" in report.quarantined[0].message and "digits are lost" in report.quarantined[2].message
    assert report.total.written == 1


def test_merged_cells_are_said(store: Store, tmp_path: Path) -> None:
    content = book(["a", "cluster", "A", "DK"], ["b", "cluster", "B", None], merged="D2:D3")
    report = loaded(store, tmp_path / "x", {"organisations.xlsx": content})
    assert waiting(store) == [("organisations.xlsx/organisations:3", "country", "missing_value")]
    assert report.forms == (
        "organisations.xlsx/organisations has merged cells (areas: 1): what stands there counts for the first only.",
    )


def test_sheets_say_what_files_say(store: Store, tmp_path: Path) -> None:
    relations: list[list[Value]] = [["kind", "source", "target"], ["partner_of", "a", "b"]]
    rows: list[list[Value]] = [HEADER, ["a", "cluster", "A", "DK"], ["b", "cluster", "B", "DK"]]
    content = workbook({"notes": [], " Relations": relations, "Organisations": rows})
    report = loaded(store, tmp_path / "x", {"all.xlsx": content})
    assert (report.counts["organisation"].written, report.counts["relation"].written) == (2, 1)
    assert report.passed_over == ("all.xlsx/notes",)
    files: dict[str, str | bytes] = {
        "organisations.tsv": "id\tkind\tname\tcountry\na\tcluster\tA\tDK\nb\tcluster\tB\tDK\n",
        "relations": "kind,source,target\npartner_of,a,b\n",
    }
    assert loaded(store, tmp_path / "x", files).total.unchanged == 3


CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR = '<row><c r="A1"><v>1</v></c></row>' + "<row/>" * 300 + "<row>" + "<c><v>1</v></c>" * 20 + "</row>"
REFUSED: dict[str, tuple[bytes, str]] = {
    "text": (b"id,kind", "bad_workbook"),
    "empty": (b"", "bad_workbook"),
    "zip of nothing": (package({}), "bad_workbook"),
    "zip of something else": (package({"word/document.xml": "<w/>"}), "bad_workbook"),
    "password or .xls": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "bad_workbook"),
    "cut": (book(["a"])[:-30], "bad_workbook"),
    "bytes exchanged": (book(["a"]).replace(b"\x50\x4b\x03\x04", b"\x50\x4b\x03\x05", 1), "bad_workbook"),
    "a cell in the last corner": (workbook({"organisations": CORNER}), "too_large"),
    "beyond the last column": (workbook({"organisations": '<row><c r="ZZZZZZZ1"><v>1</v></c></row>'}), "too_large"),
    "beyond the last row": (workbook({"organisations": '<row r="99999999"><c><v>1</v></c></row>'}), "too_large"),
    "without places": (workbook({"organisations": FAR}), "too_large"),
    "unpacks to much": (package({"xl/workbook.xml": b" " * 400_000}), "too_large"),
    "empty sheet": (workbook({"organisations": []}), "missing_header"),
    "unknown column": (workbook({"organisations": [[], ["id", "colour"]]}), "unknown_column"),
}


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=REFUSED)
def test_workbooks_that_are_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr(packages, "CELLS_AT_MOST", 5_000)
    monkeypatch.setattr(packages, "UNPACKED_BYTES_AT_MOST", 300_000)
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", {"organisations.xlsx": content})
    assert (refused.value.code, store.runs()) == (code, [])
    assert code != "unknown_column" or refused.value.where == "organisations.xlsx/organisations:2:colour"


def test_empty_cells_with_a_colour_count_for_nothing(store: Store, tmp_path: Path) -> None:
    data = '<row r="1">{}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>'.format(
        "".join(
            f'<c r="{letter}1" t="str"><v>{name}</v></c>' for letter, name in zip("AB", ("id", "name"), strict=True)
        )
    )
    report = loaded(store, tmp_path / "x", {"sectors.xlsx": workbook({"s": data})})
    assert report.total.read == 0


def test_a_workbook_that_changes_during_the_load_is_noticed(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "x", {"organisations.xlsx": book(["a", "cluster", "A", "DK"])})

    class Meddler:
        def start(self, file: str, total: int) -> None:
            if file.startswith("check"):
                (folder / "organisations.xlsx").write_bytes(book(["b", "cluster", "B", "DK"], ["c"]))

        def advance(self, n: int) -> None: ...
        def finish(self) -> None: ...

    meddler: Any = Meddler()
    with pytest.raises(SourceError) as refused:
        load(store, folder, name="x", progress=meddler, now=now)
    assert refused.value.code == "source_changed"


def test_an_interrupted_load_goes_on_with_the_same_content(store: Store, tmp_path: Path) -> None:
    rows: list[list[Value]] = [[f"o{at}", "cluster", f"Cluster {at}", "DK", None, at] for at in range(20)]
    folder = write(tmp_path / "x", {"organisations.xlsx": book(*rows)})

    class Stops(Silent):
        parts = 0

        def advance(self, n: int) -> None:
            self.parts += n == 3
            if self.parts == 5:
                raise KeyboardInterrupt

    with pytest.raises(LoadInterruptedError):
        load(store, folder, name="x", progress=Stops(), batch_rows=3, now=now)
    report = load(store, folder, name="x", batch_rows=3, now=now)
    assert (report.resumed, report.total.read, report.total.written) == (True, 20, 20)
    assert load(store, folder, name="x", now=now).total.unchanged == 20
