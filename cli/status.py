"""``status`` and ``sources``: what is there, from where, and how old it is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.copy import counted_through
from cli.opening import open_store
from cli.progress import shown_progress
from cli.screen import show, show_json
from cli.settings import Settings, read_settings, shown_address
from graph.errors import OpenDoorsError, SnapshotError, StoreError

if TYPE_CHECKING:
    from graph.snapshot.snapshot import Snapshot
    from graph.statements import Run
    from graph.store.protocol import Store

RUNS_SHOWN = 5
RUNS_COUNTED = 10_000
"""The latest runs, of which what they retired is counted."""
LEFT_OUT_SHOWN = 5
_SEVERAL = {"priority": "priorities"}
REPAIR = "put right in the store, then `opendoors refresh --full`"
Json = Annotated[bool, typer.Option("--json", help="Print for programs.")]


def status(
    json: Json = False,
    digest: Annotated[
        bool, typer.Option("--digest", help="Also the canonical digest of what the store holds; reads all of it.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Read everything, and see that it is what was written; shows the digest.")
    ] = False,
) -> None:
    """Show the store, what it holds, the last loads, and the snapshot; the latter even if the store is away."""
    settings = read_settings()
    said, store_failure = _store(settings, digest or check)
    said["snapshot"], said["snapshotProblem"], snapshot_failure = _snapshot(settings, said["revision"], check)
    if check:
        said["checked"] = {"store": store_failure is None, "snapshot": said["snapshot"] is not None}
    show_json(said) if json else _show_status(said, store_failure)
    failure = store_failure or snapshot_failure
    if failure is not None:
        raise failure


def _store(settings: Settings, digest: bool) -> tuple[dict[str, Any], OpenDoorsError | None]:
    """What can be said of the store, and why that is not everything."""
    said: dict[str, Any] = {
        "store": shown_address(settings),
        "kind": _kind(settings.store),
        "reachable": False,
        "revision": None,
        "counts": None,
        "loads": None,
        "retired": None,
    }
    try:
        with open_store(settings) as store:
            said["revision"] = store.revision()
            said["counts"] = store.counts()
            runs = store.runs(limit=RUNS_COUNTED)
            said["loads"] = [_run(run) for run in runs[:RUNS_SHOWN]]
            said["retired"] = _retired(runs)
            if digest:
                with shown_progress() as progress:
                    said["digest"] = counted_through(store, progress).digest
    except StoreError as error:
        return said, error
    said["reachable"] = True
    return said, None


def _kind(address: str) -> str:
    """``sqlite`` or ``neo4j``, by the scheme of an address."""
    scheme = address.partition(":")[0].partition("+")[0]
    return "neo4j" if scheme == "bolt" else scheme


def _run(run: "Run") -> dict[str, Any]:
    from graph.store.copying import copied_from

    said = asdict(run)
    shown = {name: said[name] for name in ("source", "state", "started", "finished", "counts")}
    return {**shown, "copiedFrom": copied_from(run)}


def _retired(runs: "list[Run]") -> dict[str, int]:
    """Source → statements that its loads have retired."""
    retired = Counter[str]()
    for run in runs:
        retired[run.source] += run.counts.get("retired", 0)
    return dict(sorted(retired.items()))


def _snapshot(
    settings: Settings, revision: int | None, check: bool
) -> tuple[dict[str, Any] | None, str | None, OpenDoorsError | None]:
    """What can be said of the snapshot that answers come from; why that is nothing; and if that is a failure, which.

    One of an older program or of another model is none: it is built anew by whatever needs it.
    """
    from graph.snapshot.building.build import current_snapshot
    from graph.snapshot.snapshot import BUILT_ANEW

    try:
        snapshot = current_snapshot(settings.home)
        if snapshot is not None and check:
            snapshot.check_whole()
            snapshot.names.close()
    except SnapshotError as error:
        return None, f"{error.code}: {error.message}", None if error.code in BUILT_ANEW else error
    return None if snapshot is None else _plain_snapshot(snapshot, revision), None, None


def _plain_snapshot(snapshot: "Snapshot", revision: int | None) -> dict[str, Any]:
    from graph.snapshot.building import dropped

    manifest = snapshot.manifest
    age = datetime.now(UTC) - datetime.fromisoformat(manifest.built)
    return {
        "revision": manifest.revision,
        "behind": None if revision is None else manifest.revision != revision,
        "asOf": manifest.as_of,
        "built": manifest.built,
        "ageSeconds": round(age.total_seconds()),
        "counts": manifest.counts,
        "dangling": manifest.dangling,
        "leftOut": {"count": manifest.left_out, "rows": manifest.left_out_named},
        "inCircles": dropped.count(snapshot)["inCircles"],
    }


def _show_status(said: dict[str, Any], failure: OpenDoorsError | None) -> None:
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_row("store", f"{said['store']} ({said['kind']})")
    if failure is not None:
        table.add_row("", f"cannot be read: {failure.message}")
    if said["revision"] is not None:
        table.add_row("revision", str(said["revision"]))
    if said["counts"] is not None:
        counts = dict(said["counts"])
        quarantined = counts.pop("quarantined")
        table.add_row("holds", counted_types(counts) or "nothing yet: `opendoors load`")
        table.add_row("quarantined", f"{quarantined:,}" + (": `opendoors quarantine list`" if quarantined else ""))
    if "digest" in said:
        table.add_row("digest", said["digest"])
    if "checked" in said:
        table.add_row(
            "checked",
            ", ".join(f"{what} {'sound' if sound else 'not sound'}" for what, sound in said["checked"].items()),
        )
    for at, run in enumerate(said["loads"] or ()):
        table.add_row("" if at else "loads", _shown_run(run))
    retired = [f"{count:,} of {source}" for source, count in (said["retired"] or {}).items() if count]
    if retired:
        table.add_row("retired", ", ".join(retired))
    for name, shown in _snapshot_rows(said):
        table.add_row(name, shown)
    show(table)


def _snapshot_rows(said: dict[str, Any]) -> list[tuple[str, str]]:
    snapshot = said["snapshot"]
    if snapshot is None:
        why = said["snapshotProblem"]
        return [("snapshot", f"none{f' ({why})' if why else ''}: `opendoors refresh` builds it")]
    behind = f" (the store is at {said['revision']}: `opendoors refresh`)" if snapshot["behind"] else ""
    stands = f"as of {snapshot['asOf']}, {_age(snapshot['ageSeconds'])} old"
    return [
        ("snapshot", f"revision {snapshot['revision']}{behind}, {stands}"),
        ("answers from", counted_types(snapshot["counts"])),
        *_left_out_rows(snapshot["leftOut"]),
        *_dangling_rows(snapshot),
    ]


def _left_out_rows(left_out: dict[str, Any]) -> list[tuple[str, str]]:
    """What cannot be computed: how many rows, and the first of them."""
    from graph.snapshot.building.unsound import Unsound

    count, named = left_out["count"], [Unsound(**row) for row in left_out["rows"][:LEFT_OUT_SHOWN]]
    if not count:
        return []
    rows = [("left out", f"{count:,} row{'' if count == 1 else 's'} that cannot be computed: {REPAIR}")]
    rows += [("", str(row)) for row in named]
    return rows if len(named) == count else [*rows, ("", "…")]


def _dangling_rows(snapshot: dict[str, Any]) -> list[tuple[str, str]]:
    told = ((snapshot["dangling"], "statements whose end has gone"), (snapshot["inCircles"], "merged in a circle"))
    counted = ", ".join(f"{count:,} {what}" for count, what in told if count)
    return [("dangling", f"{counted}: `opendoors dangling`")] if counted else []


def counted_types(counts: Mapping[str, int]) -> str:
    """Type → how many, in words: ``3 organisations, 1 relation``."""
    from queries.routing.grammar import counted

    return ", ".join(counted(count, type_, _SEVERAL.get(type_)) for type_, count in counts.items() if count)


def _shown_run(run: dict[str, Any]) -> str:
    from queries.routing.grammar import counted

    counts = run["counts"]
    rows = f": {counted(counts['read'], 'row')} read, {counts['written']:,} written" if "read" in counts else ""
    if counts.get("retired"):
        rows += f", {counts['retired']:,} retired"
    copied = f", copied from {run['copiedFrom']}" if run["copiedFrom"] else ""
    return f"{run['source']}{copied}, {run['state']}, {run['finished'] or run['started']}{rows}"


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
            field: getattr(source, field)
            for field in ("name", "title", "publisher", "licence", "address", "retrieved", "origin")
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
        holds = counted_types(source["counts"]) or "not loaded"
        table.add_row(
            source["name"], f"{source['title']} ({source['publisher']})", source["licence"], source["retrieved"], holds
        )
    show(table)
