"""Interchange rows as a snapshot, without a store or a loader in between."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from graph.records import ENTITY_ROWS, FILE_TYPES, ID_COLUMNS, RelationRow
from graph.snapshot.building.build import write_snapshot
from graph.snapshot.building.gather import gather
from graph.snapshot.building.memory import SnapshotInMemory
from graph.snapshot.snapshot import Snapshot
from graph.statements import EntityStatement, Evidence, Judgement, RelationStatement, Source

Row = dict[str, str]
Rows = Mapping[str, Sequence[Mapping[str, str]]]
SOURCE = "test"
STARTER_DAY = "2026-11-27"
"""On which the starter data were compiled."""


def cluster(id_: str, country: str = "DK", sectors: str = "", **more: str) -> Row:
    """A row of an active cluster that is called by its id."""
    said = {"id": id_, "kind": "cluster", "name": id_, "country": country, "status": "active", "sectors": sectors}
    return said | more


def organisation(id_: str, country: str = "DK", kind: str = "cluster", **more: str) -> Row:
    """A row of an active organisation that is called by its id and surely where it is said to be."""
    return cluster(id_, country, kind=kind, confidence="verified", **more)


def relation(kind: str, source: str, target: str, **more: str) -> Row:
    """A row of a verified relation, read at the beginning of 2026."""
    said = {"kind": kind, "source": source, "target": target, "confidence": "verified", "retrieved": "2026-01-01"}
    return said | more


def starter_rows() -> dict[str, list[Row]]:
    """The rows of the starter data, by file stem."""
    rows: dict[str, list[Row]] = {}
    for path in sorted((Path(__file__).parents[1] / "loaders" / "starter").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows[path.stem] = list(csv.DictReader(file))
    return rows


class RowScan:
    """A scan over interchange rows of one source that owns its ids."""

    def __init__(self, rows: Rows, judgements: Sequence[tuple[str, str]] = (), retrieved: str = "2026-01-01") -> None:
        self.revision, self.stamp = 1, ""
        self._rows = rows
        self._judgements = [
            Judgement(min(pair), max(pair), True, "a test", "to see", f"2026-01-01T00:00:{at:02}")
            for at, pair in enumerate(judgements)
        ]
        self._source = Source(SOURCE, "Test", "nobody", "CC0-1.0", "", retrieved, owns_ids=True)

    def sources(self) -> list[Source]:
        return [self._source]

    def judgements(self) -> list[Judgement]:
        return self._judgements

    def entities(self) -> Iterator[EntityStatement]:
        for stem, type_ in FILE_TYPES.items():
            for row in self._rows.get(stem, ()) if type_ in ENTITY_ROWS else ():
                model = ENTITY_ROWS[type_].model_validate({name: value for name, value in row.items() if value})
                id_ = ID_COLUMNS.get(type_, "id")
                said = model.model_dump(exclude_none=True, exclude={id_, "source_url", "retrieved", "confidence"})
                evidence = Evidence(model.source_url, None, model.retrieved, model.confidence)
                yield EntityStatement(SOURCE, row[id_], type_, said, evidence)  # type: ignore[arg-type]

    def relations(self) -> Iterator[RelationStatement]:
        seen = set()
        for row in self._rows.get("relations", ()):
            given = {name: value for name, value in row.items() if value}
            if given["kind"] == "mandated_for" and len(given["target"]) > 2 and given["target"][:2].isupper():
                given = {**given, "target": given["target"][:2], "region": given["target"]}
            model = RelationRow.model_validate(given)
            key = blake2b(model.model_dump_json().encode(), digest_size=16).hexdigest()
            if key in seen:
                continue
            seen.add(key)
            said = model.model_dump(exclude={"source", "target", "source_url", "retrieved", "confidence"})
            evidence = Evidence(model.source_url, None, model.retrieved, model.confidence)
            yield RelationStatement(SOURCE, key, start=model.source, end=model.target, evidence=evidence, **said)


def snapshot_of(
    rows: Rows,
    folder: Path,
    as_of: str = "2026-01-01",
    judgements: Sequence[tuple[str, str]] = (),
    retrieved: str = "2026-01-01",
) -> Snapshot:
    """A snapshot of interchange rows, in memory; nothing but an index of names comes into the folder."""
    scan = RowScan(rows, judgements, retrieved)
    return _whole(SnapshotInMemory(gather(scan), folder, scan.revision, scan.stamp, as_of))


def written_snapshot_of(
    rows: Rows,
    folder: Path,
    as_of: str = "2026-01-01",
    judgements: Sequence[tuple[str, str]] = (),
    retrieved: str = "2026-01-01",
) -> Snapshot:
    """The same in files, for those who open them."""
    folder.mkdir(parents=True, exist_ok=True)
    scan = RowScan(rows, judgements, retrieved)
    write_snapshot(gather(scan), folder, scan.revision, scan.stamp, as_of)
    return _whole(Snapshot(folder))


def _whole(snapshot: Snapshot) -> Snapshot:
    assert not snapshot.manifest.left_out, snapshot.manifest.left_out_named
    return snapshot
