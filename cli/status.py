"""``status`` and ``sources``: what is there, from where, and how old it is."""

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.opening import open_store
from cli.screen import show, show_json
from cli.settings import Settings, read_settings, shown_address

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot
    from graph.store.protocol import Store

RUNS_SHOWN = 5
COUNTED_AT_MOST = 1_000_000
Json = Annotated[bool, typer.Option("--json", help="Print for programs.")]


def status(json: Json = False) -> None:
    """Show the store, the snapshot, and the last loads."""
    settings = read_settings()
    with open_store(settings) as store:
        said = _status(settings, store)
    show_json(said) if json else _show_status(said)


def _status(settings: Settings, store: "Store") -> dict[str, Any]:
    from graph.snapshot.build import current_snapshot

    snapshot = current_snapshot(settings.home)
    return {
        "store": shown_address(settings),
        "revision": store.revision(),
        "quarantined": len(store.quarantined(limit=COUNTED_AT_MOST)),
        "snapshot": None if snapshot is None else _snapshot(snapshot),
        "loads": [_run(asdict(run)) for run in store.runs(limit=RUNS_SHOWN)],
    }


def _snapshot(snapshot: "Snapshot") -> dict[str, Any]:
    manifest = snapshot.manifest
    age = datetime.now(UTC) - datetime.fromisoformat(manifest.built)
    return {
        "revision": manifest.revision,
        "asOf": manifest.as_of,
        "built": manifest.built,
        "ageSeconds": round(age.total_seconds()),
        "counts": manifest.counts,
        "dangling": manifest.dangling,
    }


def _run(run: dict[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("source", "state", "started", "finished", "counts")}


def _show_status(said: dict[str, Any]) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_row("store", said["store"])
    table.add_row("revision", str(said["revision"]))
    snapshot = said["snapshot"]
    if snapshot is None:
        table.add_row("snapshot", "none yet: `opendoors load`, or `opendoors refresh`")
    else:
        behind = (
            ""
            if snapshot["revision"] == said["revision"]
            else f" (the store is at {said['revision']}: `opendoors refresh`)"
        )
        table.add_row(
            "snapshot",
            f"revision {snapshot['revision']}{behind}, as of {snapshot['asOf']}, {_age(snapshot['ageSeconds'])} old",
        )
        table.add_row("holds", ", ".join(f"{count:,} {type_}" for type_, count in snapshot["counts"].items() if count))
    table.add_row(
        "quarantined", f"{said['quarantined']:,}" + (": `opendoors quarantine list`" if said["quarantined"] else "")
    )
    for at, run in enumerate(said["loads"]):
        counts = run["counts"]
        rows = f": {counts['read']:,} rows read, {counts['written']:,} written" if "read" in counts else ""
        table.add_row(
            "loads" if at == 0 else "", f"{run['source']}, {run['state']}, {run['finished'] or run['started']}{rows}"
        )
    show(table)


def _age(seconds: int) -> str:
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = seconds // length
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"


def sources(json: Json = False) -> None:
    """List the sources, built-in and loaded, with licence, publisher and counts."""
    with open_store(read_settings()) as store:
        found = _sources(store)
    if json:
        show_json({"sources": found})
        return
    _show_sources(found)


def _sources(store: "Store") -> list[dict[str, Any]]:
    import loaders
    from loaders.declaration import read_declaration

    built_in = {
        name: read_declaration(folder, datetime.now(UTC).date()).source() for name, folder in loaders.sources().items()
    }
    with store.reading() as scan:
        loaded = {source.name: source for source in scan.sources()}
    found = []
    for name, source in sorted({**built_in, **loaded}.items()):
        counts = Counter(type_ for type_, _, _ in store.digests(name)) if name in loaded else Counter[str]()
        said = {
            field: getattr(source, field) for field in ("name", "title", "publisher", "licence", "address", "retrieved")
        }
        found.append(
            {**said, "builtIn": name in built_in, "loaded": name in loaded, "counts": dict(sorted(counts.items()))}
        )
    return found


def _show_sources(found: list[dict[str, Any]]) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for column in ("source", "title and publisher", "licence", "retrieved", "holds"):
        table.add_column(column)
    for source in found:
        holds = ", ".join(f"{count:,} {type_}" for type_, count in source["counts"].items()) or "not loaded"
        table.add_row(
            source["name"], f"{source['title']} ({source['publisher']})", source["licence"], source["retrieved"], holds
        )
    show(table)
