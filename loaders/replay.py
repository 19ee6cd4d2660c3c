"""Repairing quarantined rows: written out for a person, and taken in again."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from graph.errors import SourceError
from graph.records import FILE_TYPES
from graph.spreadsheets import guarded_to_be_read, unguarded
from graph.statements import QuarantinedRow
from graph.store.protocol import Store
from loaders.columns import KNOWN, Columns
from loaders.csv_file import CsvFile
from loaders.interchange import readable
from loaders.json_file import JsonLinesFile
from loaders.reading import Silent
from loaders.release import TRIED_AT_MOST, release, try_again
from loaders.report import ReplayReport

KEY: Final = "quarantine"
"""Column of a repaired row that says which quarantined row it stands for."""
PLACE: Final = "place"
REASON: Final = "reason"
"""Columns that are written for the person who repairs, and not read."""


def export_quarantine(store: Store, source: str, folder: Path) -> list[Path]:
    """Write the quarantined rows of a source as interchange files, to be repaired and replayed; the files written.

    Each row has its key, its place and the reason before its own columns. Leave the key as it is. A cell that a
    spreadsheet would take for a formula has an apostrophe before it, which ``replay`` takes away.
    """
    waiting = store.quarantined(source, limit=TRIED_AT_MOST)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for stem, type_ in FILE_TYPES.items():
        of_type = [row for row in waiting if row.type == type_]
        if of_type:
            written.append(folder / f"{stem}.csv")
            _write(written[-1], of_type)
    return written


def _write(path: Path, waiting: Iterable[QuarantinedRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        writer: csv.DictWriter[str] | None = None
        for row in waiting:
            if writer is None:
                writer = csv.DictWriter(text, (KEY, PLACE, REASON, *KNOWN[row.type]), extrasaction="ignore")
                writer.writeheader()
            place = f"{row.file}:{row.line}" + (f":{row.column}" if row.column else "")
            cells = {**row.row, KEY: row.key, PLACE: place, REASON: row.message}
            writer.writerow({column: guarded_to_be_read(cell) for column, cell in cells.items()})


def replay(store: Store, source: str, rows: Path | None = None) -> ReplayReport:
    """Take quarantined rows of a source in, if nothing is wrong with them any more.

    A repaired thing takes the place of what was kept in its stead, and of nothing that another row says. Rows of all
    sources that waited for these follow. When the source is loaded again, what its files say counts; a
    repaired thing stays as long as its row there still fails. Keep the repaired file to replay it again.

    Args:
        store: that is written to.
        source: name of the source.
        rows: file of repaired rows, CSV or JSON Lines, or folder of such files, with the columns of the rows and
            ``quarantine``, the key of the row that each stands for; only these are tried. Without it all rows of the
            source are tried as they are.

    Raises:
        SourceError: the file is malformed, or a key is not that of a quarantined row of the source.
        StoreError: the store cannot be written, or a load is at work.
    """
    repaired = _read(rows) if rows else {}
    with store.loading():
        waiting = store.quarantined(source, limit=TRIED_AT_MOST)
        if rows:
            _check_keys(repaired, waiting, rows)
            waiting = [row for row in waiting if row.key in repaired]
        outcome = try_again(store, waiting, repaired)
        followed = release(store)
    return ReplayReport(
        source, len(waiting), len(outcome.released), len(followed), tuple(outcome.waiting), store.revision()
    )


def _read(place: Path) -> dict[str, dict[str, str]]:
    """Quarantine key → repaired row, of a file, or of all files of a folder."""
    with readable(place):
        paths = sorted(place.iterdir()) if place.is_dir() else [place]
    files = [path for path in paths if not place.is_dir() or path.suffix in (".csv", ".jsonl")]
    repaired: dict[str, dict[str, str]] = {}
    for path in files:
        repaired |= _read_file(path)
    return repaired


def _read_file(path: Path) -> dict[str, dict[str, str]]:
    known = dict.fromkeys(name for names in KNOWN.values() for name in names)
    columns = Columns(known=(KEY, *known), required=(KEY,), ignored=frozenset({PLACE, REASON}))
    file = JsonLinesFile(path, "", columns) if path.suffix == ".jsonl" else CsvFile(path, "", columns)
    repaired: dict[str, dict[str, str]] = {}
    with readable(path):
        file.survey(Silent())
        for _, row, name, line in file.records():
            key = row.pop(KEY, None)
            if key is None and row:
                raise SourceError(
                    "The row does not say for which quarantined row it stands.",
                    code="missing_value",
                    where=f"{name}:{line}:{KEY}",
                    suggestion=f"Give the key in the column {KEY!r}, as it was written out.",
                )
            if key is not None:
                repaired[key] = {column: unguarded(cell) for column, cell in row.items()}
    return repaired


def _check_keys(repaired: Iterable[str], waiting: Iterable[QuarantinedRow], path: Path) -> None:
    known = {row.key for row in waiting}
    for key in repaired:
        if key not in known:
            raise SourceError(
                f"No quarantined row of the source has the key {key!r}.",
                code="not_quarantined",
                value=key,
                where=f"{path.name}:{KEY}",
                suggestion="Write the quarantined rows out again: the source may have been loaded since.",
            )
