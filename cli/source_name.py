"""What a source that is loaded is called, and what its ids are called where others use them too."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from graph.store.protocol import Store
    from loaders import LoadReport

SHOWN_AT_MOST: Final = 5


def asked_name(store: "Store", source: Path | str) -> str | None:
    """What a person at a terminal calls a folder or file that does not say its name; None where nobody can or need say.

    Args:
        store: whose sources have their names already.
        source: name of a built-in source, or a folder or file.
    """
    import loaders

    if isinstance(source, str) or not source.exists() or loaders.is_declared(source):
        return None
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    with store.reading() as scan:
        proposal = loaders.proposed_name(source, scan.sources())
    return str(typer.prompt("What is this source called, now and at each later load?", default=proposal, err=True))


def beside(done: "LoadReport") -> Iterator[str]:
    """What a load has done that its counts do not tell, a line each."""
    if done.came_from:
        yield f"The source {done.source} came from {done.came_from} before."
    for what, count in done.notes.items():
        yield f"In {count:,} {'cell' if count == 1 else 'cells'}: {what}."
    yield from done.forms
    if done.cells_cleaned:
        cells = "1 cell" if done.cells_cleaned == 1 else f"{done.cells_cleaned:,} cells"
        yield f"Taken out of {cells}: characters that nobody sees (without width, byte order marks, soft hyphens)."
    yield from _doubtful(done)
    yield from _restated(done)
    yield from _apart(done)


def _doubtful(done: "LoadReport") -> Iterator[str]:
    """Names that were taken and look wrong."""
    many, first = done.doubtful.count, done.doubtful.first
    if many:
        names = "1 name looks" if many == 1 else f"{many:,} names look"
        yield f"Taken, but {names} wrong: {'; '.join(first)}{'; …' if many > len(first) else ''}."


def _restated(done: "LoadReport") -> Iterator[str]:
    """Whose things the source speaks of by their ids."""
    if done.restated:
        whose = sorted({name for names in done.restated.values() for name in names})
        yield (
            f"{done.source} speaks of {len(done.restated):,} of {_first(whose)} by their ids: "
            f"{_first(list(done.restated))}. What a source says counts first of ids that it owns, then what is surest."
        )


def _apart(done: "LoadReport") -> Iterator[str]:
    """What has the id of another source's thing, and is another one."""
    for one in done.apart[:SHOWN_AT_MOST]:
        whose = _first(list(one.others))
        together = " with all of them" if len(one.others) > 1 else ""
        why = (
            f"no {one.why.replace(' and ', ' or ')} in common{together}" if " and " in one.why else f"{one.why} differs"
        )
        yield f"{one.id} of {done.source} is another one than that of {whose}, so it is called {one.graph_id}: {why}."
    if done.apart:
        more = len(done.apart) - SHOWN_AT_MOST
        others = f"{more:,} more of its ids are others' too, for things of their own. " if more > 0 else ""
        yield f"{others}If two are one organisation, correct its row, or say so: `opendoors merge A B --why …`."


def _first(ids: list[str]) -> str:
    return ", ".join(ids[:SHOWN_AT_MOST]) + (", …" if len(ids) > SHOWN_AT_MOST else "")
