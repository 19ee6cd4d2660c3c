"""Interchange files: the forms that are read alike, and the malformed ones, refused before anything is written."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from graph.errors import SourceError
from graph.store import Store
from graph.store.dump import dump
from loaders import csv_file, json_file, load, survey
from loaders.columns import Columns
from loaders.csv_file import CsvFile
from loaders.reading import Silent
from loaders.survey import LINE_BYTES_AT_MOST
from tests.loaders.folders import ORGANISATIONS, SECTORS, WHOLE, declared, ids, loaded, now, write

BOM = b"\xef\xbb\xbf"
ORGANISATION = "id,kind,name,country\n"


def sector_lines(text: str) -> str:
    rows = [line.split(",") for line in text.splitlines()[1:]]
    return "".join(f'{{"id": "{id_}", "name": "{name}"}}\n' for id_, name in rows)


@pytest.mark.parametrize(
    "sectors",
    [
        BOM + SECTORS.encode(),
        SECTORS.replace("\n", "\r\n"),
        SECTORS.replace("\n", "\r"),
        SECTORS.rstrip("\n"),
        "name,id\nEnergy,energy\nFood,food\n",
        '"id",name\n"energy","Energy"\nfood,Food\n',
        " id , name\nenergy,Energy\nfood,Food\n",
        "id,name,group\nenergy,Energy,\nfood,Food,  \n",
    ],
    ids=["BOM", "CRLF", "CR", "no last line end", "order", "quotes", "spaced header", "empty cells"],
)
def test_forms_that_say_the_same(store: Store, tmp_path: Path, sectors: str | bytes) -> None:
    assert loaded(store, tmp_path / "x", {"sectors": SECTORS}).total.written == 2
    again = loaded(store, tmp_path / "x", {"sectors": sectors})
    assert (again.total.unchanged, again.retired, again.revision) == (2, 0, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", BOM])
def test_json_lines_say_what_csv_says(store: Store, tmp_path: Path, bom: bytes, end: str) -> None:
    loaded(store, tmp_path / "x", WHOLE)
    organisations = (
        '{"country": "DK", "id": "alpha", "kind": "cluster", "name": "Alpha", '
        '"sectors": ["energy", "food"], "city": null}',
        '{"id": "beta", "kind": "cluster", "name": "Beta", "country": "DE", "sectors": "energy", "size": ""}',
        "",
        '{"id": "gamma", "kind": "trade_agency", "name": "Gamma", "country": "DK", "sectors": []}',
        '{"id": "gamma--kr", "kind": "trade_office", "name": "Gamma Seoul", "country": "KR"}',
    )
    text = bom + end.join(organisations).encode()
    relations = WHOLE["relations"].splitlines()
    numbers = '{"kind": "partner_of", "source": "alpha", "target": "beta", "since": 2020}\n'
    files: dict[str, str | bytes] = {
        "sectors.jsonl": sector_lines(SECTORS),
        "organisations.jsonl": text,
        "relations": "\n".join([relations[0], *relations[2:]]),
    }
    report = loaded(store, tmp_path / "x", files, accept_shrinking=True)
    assert (report.counts["organisation"].unchanged, report.counts["organisation"].ignored) == (4, 1)
    assert (report.total.written, report.retired, report.total.quarantined) == (0, 1, 0)
    files = {**files, "relations.jsonl": numbers}
    del files["relations"]
    report = loaded(store, tmp_path / "x", files, accept_shrinking=True)
    assert (report.total.written, report.retired) == (1, 3)


def test_numbers_of_json_are_numbers_of_csv(store: Store, tmp_path: Path) -> None:
    csv = "id,kind,name,country,lat,founded\nx,cluster,X,DK,57.50,1999\n"
    json = '{"id":"x","kind":"cluster","name":"X","country":"DK","lat":57.5,"founded":1999}'
    loaded(store, tmp_path / "x", {"organisations": csv})
    assert loaded(store, tmp_path / "x", {"organisations.jsonl": json}).total.unchanged == 1


def test_quoted_cells_hold_commas_quotes_and_lines(store: Store, tmp_path: Path) -> None:
    text = 'id,name\nenergy,"a, ""b""\nc"\nfood,"x'
    report = loaded(store, tmp_path / "x", {"sectors": text + '"\nbad id,Z\n'})
    assert report.total.written == 2
    assert [row.line for row in report.quarantined] == [5]
    with store.reading() as scan:
        assert {said.properties["name"] for said in scan.entities()} == {'a, "b"\nc', "x"}


def test_ignored_columns_are_not_read(store: Store, tmp_path: Path) -> None:
    files = {
        "source.toml": declared("x", ignored_columns='{sectors = ["fax", "group"]}'),
        "sectors": "fax,id,group,name\n1,energy,g,Energy\n2,food,,Food\n",
    }
    assert loaded(store, tmp_path / "x", files).total.written == 2
    with store.reading() as scan:
        assert [dict(said.properties) for said in scan.entities()] == [{"name": "Energy"}, {"name": "Food"}]
    lines = '{"id": "energy", "name": "Energy", "fax": true}\n{"id": "food", "name": "Food", "group": "h"}\n'
    report = loaded(store, tmp_path / "x", {"source.toml": files["source.toml"], "sectors.jsonl": lines})
    assert report.total.unchanged == 2


CSV_CASES = {
    "bad encoding": (b"id,name\nenergy,Energ\x81\n", "bad_encoding", "sectors.csv:2:name"),
    "bad encoding after CR": (b"id,name\renergy,E\rfood,\x8d(\r", "bad_encoding", "sectors.csv:3:name"),
    "damaged UTF-8": (b"id,name\nenergy,\xc3\x85\nfood,\xc5\n", "bad_encoding", "sectors.csv:3:name"),
    "cut in a character": (b"id,name\nenergy,Energ\xc3", "bad_encoding", "sectors.csv:2:name"),
    "bad encoding in the header": (b"id,n\x81me\nenergy,E\n", "bad_encoding", "sectors.csv:1"),
    "cut UTF-16": ("id,name\nenergy,E\n".encode("utf-16")[:-1], "bad_encoding", "sectors.csv:2:name"),
    "NUL": (b"id,name\nenergy,E\nfood,F\0\n", "bad_character", "sectors.csv:3:name"),
    "open quote": ('id,name\nenergy,E\nfood,"F\n', "bad_quote", "sectors.csv:3:name"),
    "open quote, then more": ('id,name\n"energy,E\nfood,F\n' + "x,X\n" * 99, "bad_quote", "sectors.csv:2:id"),
    "text after a quote": ('id,name\nenergy,"E"x\nfood,F\n', "bad_quote", "sectors.csv:2:name"),
    "quote over a whole file": ('id,name\nenergy,"E\n' + "x,y\n" * 50_000, "bad_quote", "sectors.csv:2:name"),
    "long cell": ("id,name\nenergy," + "E" * 131_073 + "\n", "bad_quote", "sectors.csv:2"),
    "long header": ("id,name," + "E" * 131_073 + "\n", "bad_quote", "sectors.csv:1"),
    "open quote in the header": ('id,"name\nenergy,E\n', "bad_quote", "sectors.csv:1"),
    "missing column": ("id,group\nenergy,g\n", "missing_column", "sectors.csv:1:name"),
    "unknown column": ("id,name,nmae\nenergy,E,x\n", "unknown_column", "sectors.csv:1:nmae"),
    "duplicate column": ("id,name,name\nenergy,E,E\n", "duplicate_column", "sectors.csv:1:name"),
    "empty file": ("", "missing_header", "sectors.csv:1"),
    "blank first line": ("\nid,name\nenergy,E\n", "missing_header", "sectors.csv:1"),
    "long line": ("id,name\nenergy," + "E" * LINE_BYTES_AT_MOST + "\n", "too_large", "sectors.csv:2"),
}


@pytest.mark.parametrize(("text", "code", "where"), CSV_CASES.values(), ids=CSV_CASES.keys())
def test_malformed_csv(store: Store, tmp_path: Path, text: str | bytes, code: str, where: str) -> None:
    assert refused_at(store, tmp_path, "sectors.csv", text) == (code, where)


JSON_CASES = {
    "no JSON": ('{"id": "energy", "name": "E"}\n{"id": \n', "bad_json", "sectors.jsonl:2"),
    "no object": ('["energy"]\n', "bad_json", "sectors.jsonl:1"),
    "two objects": ('{"id": "energy", "name": "E"}{}\n', "bad_json", "sectors.jsonl:1"),
    "NaN": ('{"id": "energy", "name": NaN}\n', "bad_json", "sectors.jsonl:1"),
    "half a surrogate": ('{"id": "energy", "name": "\\ud800"}\n', "bad_json", "sectors.jsonl:1"),
    "unknown key": ('{"id": "energy", "nam": "E"}\n', "unknown_column", "sectors.jsonl:1:nam"),
    "key twice": ('{"id": "energy", "name": "E", "name": "F"}\n', "duplicate_column", "sectors.jsonl:1:name"),
    "deep": ('{"id": "energy", "name": ' + "[" * 900 + "]" * 900 + "}\n", "bad_json", "sectors.jsonl:1:name"),
    "NUL": ('{"id": "energy", "name": "\\u0000"}\n', "bad_character", "sectors.jsonl:1:name"),
    "bad encoding": (b'{"id": "energy", "name": "\xff"}\n', "bad_encoding", "sectors.jsonl:1"),
}


@pytest.mark.parametrize(("text", "code", "where"), JSON_CASES.values(), ids=JSON_CASES.keys())
def test_malformed_json_lines(store: Store, tmp_path: Path, text: str | bytes, code: str, where: str) -> None:
    assert refused_at(store, tmp_path, "sectors.jsonl", text) == (code, where)


def refused_at(store: Store, tmp_path: Path, name: str, text: str | bytes) -> tuple[str, str | None]:
    """Code and place of the refusal of a source of which one file is malformed; nothing of it was written."""
    loaded(store, tmp_path / "x", {"sectors": "id,name\nwater,Water\n"})
    before = list(dump(store)), store.revision(), store.runs()
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", {"organisations": ORGANISATIONS, name: text})
    assert (list(dump(store)), store.revision(), store.runs()) == before
    assert refused.value.suggestion
    return refused.value.code, refused.value.where


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "no_files"),
        ({"README.md": "hello"}, "no_files"),
        ({"birds": "id\n"}, "no_files"),
        ({"sectors.csv": SECTORS, "sectors.jsonl": "{}"}, "duplicate_file"),
        ({"sectors.csv": SECTORS, "organisation.csv": ORGANISATIONS}, "unknown_file"),
        ({"Sectors.CSV": SECTORS}, "unknown_file"),
        ({"organizations": ORGANISATIONS}, "unknown_file"),
        ({"source.toml": declared("x", gives='["sector", "relation"]'), "sectors": SECTORS}, "missing_file"),
        ({"source.toml": declared("x", gives='["relation"]'), "sectors": SECTORS}, "missing_file"),
        ({"source.toml": declared("x", gives='["sector"]'), **WHOLE}, "unexpected_file"),
    ],
)
def test_folders_that_are_no_source(store: Store, tmp_path: Path, files: dict[str, str], code: str) -> None:
    with pytest.raises(SourceError) as refused:
        loaded(store, tmp_path / "x", files)
    assert (refused.value.code, store.runs()) == (code, [])


def test_a_folder_that_is_not_there(store: Store, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refused:
        load(store, tmp_path / "nowhere")
    assert refused.value.code == "unreadable_source"


def test_other_files_are_passed_over_and_named(store: Store, tmp_path: Path) -> None:
    report = loaded(store, tmp_path / "x", {"sectors": SECTORS, "countries": "a\n", "b.jsonl": "", "notes.txt": ""})
    assert report.passed_over == ("b.jsonl", "countries.csv")
    assert ids(store) == ["energy", "food"]


def test_limits(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "ROWS_AT_MOST", 1)
    monkeypatch.setattr(json_file, "ROWS_AT_MOST", 1)
    assert refused_at(store, tmp_path, "sectors.csv", SECTORS) == ("too_large", "sectors.csv:1")
    assert refused_at(store, tmp_path, "sectors.jsonl", sector_lines(SECTORS)) == ("too_large", "sectors.jsonl:2")
    monkeypatch.setattr(survey, "FILE_BYTES_AT_MOST", 30)
    assert refused_at(store, tmp_path, "sectors.csv", SECTORS) == ("too_large", "sectors.csv")


@pytest.mark.parametrize("length", [7, 8, 9, 16, 17])
def test_lines_are_measured_across_chunks(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    """With chunks and lines of at most 8 bytes, wherever a line begins in a chunk."""
    monkeypatch.setattr(survey, "LINE_BYTES_AT_MOST", 8)
    monkeypatch.setattr(survey, "_CHUNK", 8)
    for before in range(5):
        lines = ["id,name", *["a"] * before, "b" * length]
        folder = write(tmp_path / f"x{before}", {"sectors": "\n".join([*lines, "c", ""])})
        try:
            load(store, folder, name="x", now=now)
            code, where = "none", None
        except SourceError as error:
            code, where = error.code, error.where
        assert (code == "too_large") == (length > 8)
        assert length <= 8 or where == f"sectors.csv:{len(lines)}:id"


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 8, 13])
@pytest.mark.parametrize("bom", [b"", BOM])
@pytest.mark.parametrize(
    ("bad", "code"), [(b"\0", "bad_character"), (b"\xff", "bad_encoding"), (b"\xc3(", "bad_encoding")]
)
def test_bad_bytes_are_noticed_wherever_a_chunk_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: bytes, code: str, bom: bytes, chunk: int
) -> None:
    monkeypatch.setattr(survey, "_CHUNK", chunk)
    sound = bom + "id,name\nenergy,Ænergi\r\nfood,F".encode()
    path = tmp_path / "sectors.csv"
    columns = Columns.of("sector")
    for rest in (b"", b"\0", b"ood\nx,X\n"):
        path.write_bytes(sound + bad + rest)
        with pytest.raises(SourceError) as refused:
            CsvFile(path, "sector", columns).survey(Silent())
        assert (refused.value.code, refused.value.where) == (code, "sectors.csv:3:name")
    path.write_bytes(sound)
    surveyed = CsvFile(path, "sector", columns).survey(Silent())
    assert (surveyed.rows, surveyed.digest) == (2, blake2b(sound, digest_size=16).digest())


@pytest.mark.parametrize("name", ["sectors.csv", "sectors.jsonl"])
def test_each_file_is_read_twice_and_no_more(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Once before anything is written, and once to take the rows; of a CSV file the first bytes before that."""
    folder = write(tmp_path / "x", {name: SECTORS if name.endswith("csv") else sector_lines(SECTORS)})
    opened = []
    open_path = Path.open

    def noted(path: Path, *how: Any, **more: Any) -> Any:
        opened.append(path.name)
        return open_path(path, *how, **more)

    monkeypatch.setattr(Path, "open", noted)
    assert load(store, folder, name="x", now=now).total.written == 2
    assert opened.count(name) == (3 if name.endswith("csv") else 2)


def test_a_file_that_changes_during_the_load_is_noticed(store: Store, tmp_path: Path) -> None:
    folder = write(tmp_path / "x", WHOLE)

    class Meddler:
        """Changes a file once everything has been checked."""

        def __init__(self, text: bytes | None) -> None:
            self.text = text

        def start(self, file: str, total: int) -> None:
            path = folder / "relations.csv"
            if file == "sectors.csv":
                path.unlink() if self.text is None else path.write_bytes(self.text)

        def advance(self, n: int) -> None: ...
        def finish(self) -> None: ...

    for text, code in ((ORGANISATION.encode(), "source_changed"), (None, "unreadable_source")):
        write(folder, WHOLE)
        with pytest.raises(SourceError) as refused:
            load(store, folder, name="x", progress=Meddler(text), now=now)
        assert refused.value.code == code
    assert loaded(store, folder, WHOLE).total.quarantined == 0
