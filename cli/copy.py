"""``copy``: everything that one store holds into another one, compared at the end."""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cli.progress import CHECKING, shown_progress
from cli.screen import note, show, show_json
from cli.settings import Settings, read_settings, shown_address
from graph.errors import InputError, StoreError
from graph.store.neo4j.credentials import PASSWORD, PASSWORD_FILE, USER

if TYPE_CHECKING:
    from graph.store.copying import Copied
    from graph.store.dump import Contents
    from graph.store.protocol import Store
    from loaders import Progress

SQLITE: Final = "sqlite"
OWN: Final[Mapping[str, Mapping[str, str]]] = {
    "FROM": {
        USER: "OPENDOORS_FROM_NEO4J_USER",
        PASSWORD: "OPENDOORS_FROM_NEO4J_PASSWORD",
        PASSWORD_FILE: "OPENDOORS_FROM_NEO4J_PASSWORD_FILE",
    },
    "TO": {
        USER: "OPENDOORS_TO_NEO4J_USER",
        PASSWORD: "OPENDOORS_TO_NEO4J_PASSWORD",
        PASSWORD_FILE: "OPENDOORS_TO_NEO4J_PASSWORD_FILE",
    },
}
"""Side → what stands for each of the store's own variables, if any of the side's is set."""


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a copy.

    Attributes:
        name: FROM or TO.
        settings: those of the process, with this end's store.
    """

    name: str
    settings: Settings

    @property
    def shown(self) -> str:
        """Its address without credentials, a file's in full."""
        shown = shown_address(self.settings)
        return f"{SQLITE}:{self.file.resolve()}" if self.file else shown

    @property
    def file(self) -> Path | None:
        """The file of an embedded store."""
        scheme, _, path = shown_address(self.settings).partition(":")
        return Path(path) if scheme == SQLITE else None


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="Address of the store to copy, as in OPENDOORS_STORE.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Address of an empty store.")],
    json: Annotated[bool, typer.Option("--json", help="Print for programs.")] = False,
) -> None:
    """Copy a store into an empty one. An interrupted copy goes on when it is begun again.

    Sources, statements, judgements and quarantined rows go with it; the record of loads stays with the old store.
    """
    settings = read_settings()
    source_side = Side("FROM", replace(settings, store=source))
    target_side = Side("TO", replace(settings, store=target))
    _refuse_absent(source_side)
    _refuse_same(source_side, target_side)
    with ExitStack() as opened:
        copied = _copy(
            source_side,
            opened.enter_context(_open(source_side)),
            opened.enter_context(_open(target_side)),
        )
    show_json(_plain(source_side, target_side, copied)) if json else _show(source_side, target_side, copied)
    if not copied.contents.same(copied.found):
        raise StoreError(
            "The two stores do not hold the same after the copy.",
            code="copy_differs",
            value=copied.found.digest,
            where=target_side.shown,
            suggestion="Copy the same again; if they still differ, into an empty store.",
        )


def side_environment(side: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment as one side sees it: its own credentials if it has any, else those of the store in use.

    >>> said = {"OPENDOORS_NEO4J_PASSWORD_FILE": "old", "OPENDOORS_TO_NEO4J_PASSWORD": "new"}
    >>> side_environment("TO", said)["OPENDOORS_NEO4J_PASSWORD"]
    'new'
    >>> "OPENDOORS_NEO4J_PASSWORD_FILE" in side_environment("TO", said)
    False
    >>> side_environment("FROM", said)["OPENDOORS_NEO4J_PASSWORD_FILE"]
    'old'
    """
    own = {name: environment[of_side] for name, of_side in OWN[side].items() if environment.get(of_side)}
    return {name: value for name, value in environment.items() if not own or name not in OWN[side]} | own


def _open(side: Side) -> "Store":
    from graph.store.opening import open_store

    return open_store(side.settings.store, side.settings.home, side_environment(side.name, os.environ))


def counted_through(store: "Store", progress: "Progress") -> "Contents":
    """Counts and canonical digest of a store."""
    from graph.store.dump import contents

    progress.start(f"{CHECKING}the store", statements(store.counts()))
    found = contents(store, progress.advance)
    progress.finish()
    return found


def statements(counts: Mapping[str, int]) -> int:
    """How many live statements a store holds, by its counts."""
    from graph.statements import ENTITY_TYPES

    return sum(counts[type_] for type_ in (*ENTITY_TYPES, "relation"))


def _refuse_same(source: Side, target: Side) -> None:
    same_file = source.file and target.file and target.file.exists() and target.file.samefile(source.file)
    if source.shown == target.shown or same_file:
        raise InputError(
            "FROM and TO are the same store.",
            code="same_store",
            value=target.shown,
            where="TO",
            suggestion="Name another store to copy into.",
        )


def _refuse_absent(source: Side) -> None:
    """To open an embedded store makes it."""
    if source.file and not source.file.exists():
        raise StoreError(
            "There is no store.",
            code="store_empty",
            value=source.shown,
            where=source.shown,
            suggestion="Check the address that is copied from.",
        )


def _copy(side: Side, source: "Store", target: "Store") -> "Copied":
    from graph.store.copying import copy_store

    try:
        with shown_progress() as progress:

            def check(store: "Store") -> "Contents":
                progress.finish()
                return counted_through(store, progress)

            progress.start("copy", statements(source.counts()))
            return copy_store(source, target, side.shown, advance=progress.advance, check=check)
    except KeyboardInterrupt:
        note("What has been copied stays. Copy the same again: it goes on.")
        raise


def _plain(source: Side, target: Side, copied: "Copied") -> dict[str, Any]:
    return {
        "from": {"store": source.shown, **asdict(copied.contents)},
        "to": {"store": target.shown, **asdict(copied.found)},
        "equal": copied.contents.same(copied.found),
        "resumed": copied.began_at is not None,
        "wasComplete": copied.was_complete,
    }


def _show(source: Side, target: Side, copied: "Copied") -> None:
    from rich.table import Table

    if copied.was_complete:
        note("The whole copy was there already: nothing was written.")
    elif copied.began_at is not None:
        revision = copied.contents.revision
        moved_on = f", now at revision {revision}, no longer {copied.began_at}" if revision != copied.began_at else ""
        note(f"Went on with a copy that was interrupted{moved_on}.")
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("holds")
    for side in (source, target):
        table.add_column(side.name, justify="right")
    for type_, count in copied.contents.counts.items():
        if count or copied.found.counts[type_]:
            table.add_row(type_, f"{count:,}", f"{copied.found.counts[type_]:,}")
    show(table)
    for side, contents in ((source, copied.contents), (target, copied.found)):
        show(f"{side.name:<4}  {contents.digest}  {side.shown}, revision {contents.revision}")
    if copied.contents.same(copied.found):
        note("Both hold the same. To use the new one, set OPENDOORS_STORE to it, then run `opendoors refresh`.")
