"""Any table, in any dialect, encoding or workbook, reads back as it was; any bytes are read or refused."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import SourceError
from loaders.columns import KNOWN, Columns
from loaders.csv_file import CsvFile
from loaders.declaration import undeclared
from loaders.formats.sheet import SheetFile
from loaders.formats.workbook import Workbook
from loaders.interchange import InterchangeReader
from loaders.reading import Silent, TableFile
from tests.loaders.workbooks import package, workbook
from tests.profiles import draws

NAMES = KNOWN["organisation"]
CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\t\n\\|= '), max_size=8)
TABLE = st.lists(st.lists(CELL, min_size=len(NAMES), max_size=len(NAMES)), max_size=4)
COLUMNS = Columns.of("organisation")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("table")


def rows_of(file: TableFile) -> list[dict[str, str]]:
    surveyed = file.survey(Silent())
    rows = [{name: text for name, text in row.items() if name in NAMES} for _, row, _, _ in file.records()]
    assert len(rows) == surveyed.rows
    return rows


def said(table: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    return [{name: cell.strip() for name, cell in zip(NAMES, row, strict=True) if cell.strip()} for row in table]


@settings(max_examples=draws(200))
@given(
    table=TABLE,
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quote_all=st.booleans(),
    named=st.booleans(),
    short=st.booleans(),
    surplus=st.integers(0, 3),
)
def test_a_table_in_any_dialect_and_encoding(
    folder: Path,
    table: list[list[str]],
    delimiter: str,
    encoding: str,
    end: str,
    quote_all: bool,
    named: bool,
    short: bool,
    surplus: int,
) -> None:
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quote_all or end != "\r\n" else csv.QUOTE_MINIMAL,
    )
    writer.writerow([*NAMES, *[""] * surplus])
    for row in table:
        kept = list(row)
        while short and len(kept) > 1 and not kept[-1].strip():
            kept.pop()
        writer.writerow([*kept, *[" "] * surplus] if len(kept) == len(row) else kept)
    path = folder / "organisations.csv"
    path.write_bytes((f"sep={delimiter}{end}" * named + text.getvalue()).encode(encoding))
    assert rows_of(CsvFile(path, "organisation", COLUMNS)) == said(table)


@settings(max_examples=draws(100))
@given(table=TABLE, encoding=st.sampled_from(["cp1252", "cp1250", "cp1251", "latin-1", "cp932", "gb18030"]))
def test_a_table_in_a_declared_encoding(folder: Path, table: list[list[str]], encoding: str) -> None:
    kept = [[cell.encode(encoding, "ignore").decode(encoding) for cell in row] for row in table]
    text = io.StringIO()
    csv.writer(text).writerows([NAMES, *kept])
    path = folder / "declared.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    assert rows_of(CsvFile(path, "organisation", COLUMNS, encoding)) == said(kept)


@settings(max_examples=draws(100))
@given(table=TABLE)
def test_a_table_in_a_workbook(folder: Path, table: list[list[str]]) -> None:
    kept = [["".join(letter for letter in cell if letter not in "\ufffe\uffff") for cell in row] for row in table]
    path = folder / "organisations.xlsx"
    path.write_bytes(workbook({"s": [NAMES, *kept]}))
    while kept and not any(map(str.strip, kept[-1])):
        kept.pop()
    found = rows_of(SheetFile(Workbook(path), "s", "organisation", COLUMNS, is_whole=True))
    while found and not found[-1]:
        found.pop()
    assert found == said(kept)


TEXT = 'id,kind,name,country\na,cluster,Ålborg,DK\nb,cluster,"B, ""b""",DK\n'
BOOK = workbook({"organisations": [["id", "kind", "name", "country"], ["a", "cluster", date(2024, 1, 2), 5.5, True]]})
SEEDS = [TEXT.encode(encoding) for encoding in ("utf-8", "cp1252", "utf-16", "utf-16-le")] + [
    b"sep=;\n" + TEXT.encode()
]


@settings(max_examples=draws(400))
@given(seed=st.integers(0, 2**32))
def test_any_bytes_are_read_or_refused(folder: Path, seed: int) -> None:
    """Of text and of workbooks, whole or part by part."""
    random = Random(seed)
    is_book = random.random() < 0.6
    content = damaged_book(random) if is_book else damaged(random, random.choice(SEEDS))
    path = folder / f"organisations.{'xlsx' if is_book else random.choice(['csv', 'tsv'])}"
    path.write_bytes(content)
    alone = random.random() < 0.3
    place = path.rename(folder / f"mine{path.suffix}") if alone else path
    reader = InterchangeReader(place, undeclared(folder, date(2026, 1, 1), "x", ()))
    try:
        survey = reader.survey(Silent())
        assert sum(1 for _ in reader.records()) == sum(survey.rows.values())
    except SourceError as error:
        assert error.code != "source_changed" and error.suggestion


def damaged_book(random: Random) -> bytes:
    if random.random() < 0.3:
        return damaged(random, BOOK)
    with ZipFile(io.BytesIO(BOOK)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    for name in random.sample(sorted(parts), random.randint(1, 2)):
        parts[name] = damaged(random, parts[name])
    return package(parts)


def damaged(random: Random, content: bytes) -> bytes:
    """With some bytes exchanged, put in, left out or doubled."""
    changed = bytearray(content)
    for _ in range(random.choice([1, 1, 3, 20])):
        at = random.randrange(len(changed) + 1)
        length = random.choice([1, 1, 2, 9, 99])
        new = random.choice([random.randbytes(length), b"", changed[at : at + length] * 2, b'"', b"9" * length, b"\0"])
        changed[at : at + random.choice([0, length])] = new
    return bytes(changed)
