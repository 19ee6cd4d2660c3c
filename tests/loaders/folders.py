"""Folders of interchange files for tests."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from graph.store import Store
from graph.store.dump import dump
from loaders import LoadReport, load

SECTORS = "id,name\nenergy,Energy\nfood,Food\n"
ORGANISATIONS = """\
id,kind,name,country,sectors
alpha,cluster,Alpha,DK,energy|food
beta,cluster,Beta,DE,energy
gamma,trade_agency,Gamma,DK,
gamma--kr,trade_office,Gamma Seoul,KR,
"""
RELATIONS = """\
kind,source,target,since,role
partner_of,alpha,beta,2020,
operates,gamma,gamma--kr,2019-05,
mandated_for,gamma,DK,,home
promotes,gamma,DK,,
"""
WHOLE = {"sectors": SECTORS, "organisations": ORGANISATIONS, "relations": RELATIONS}
"""A sound source."""


def now() -> datetime:
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


def declared(name: str, **said: str) -> str:
    """A declaration; further keys as TOML values."""
    lines = {
        "name": f'"{name}"',
        "title": '"T"',
        "publisher": '"P"',
        "licence": '"CC0-1.0"',
        "retrieved": '"2026-01-01"',
    }
    return "".join(f"{key} = {value}\n" for key, value in (lines | said).items())


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a folder in place of those that are there; a name without a suffix is a CSV file's."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        path = folder / (name if "." in name else f"{name}.csv")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def loaded(
    store: Store, folder: Path, files: Mapping[str, str | bytes], batch_rows: int = 3, accept_shrinking: bool = False
) -> LoadReport:
    """Write a folder and load it, in small batches; it is called like the folder unless it declares its name."""
    name = None if "source.toml" in files else folder.name
    written = write(folder, files)
    return load(store, written, name=name, accept_shrinking=accept_shrinking, batch_rows=batch_rows, now=now)


def dumped(store: Store, *labels: str) -> Iterator[dict[str, Any]]:
    """What is live, of some labels of a dump."""
    for line in dump(store):
        ((label, said),) = orjson.loads(line).items()
        if label in labels:
            yield said


def ids(store: Store, source: str | None = None) -> list[str]:
    """Ids of the live things, of one source or of all."""
    return sorted(id_ for owner, _, id_, _ in store.ids() if source in (None, owner))


def links(store: Store) -> list[str]:
    """Live relations, in short."""
    return sorted(f"{said['kind']} {said['start']} {said['end']}" for said in dumped(store, "relation"))


def waiting(store: Store) -> list[tuple[str, str | None, str]]:
    """(file:line, column, code) of quarantined rows."""
    return [(f"{row.file}:{row.line}", row.column, row.code) for row in store.quarantined()]
