"""Whether what a source no longer says may be retired, or somebody has to consent first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Final

from graph.statements import Run
from graph.store.protocol import Scan, Store
from loaders.columns import RELATION

KEEPS_AT_LEAST: Final = 80
"""Percent of its statements of a type that a source keeps, unless it declares another share or somebody consents."""
NAMED_AT_MOST: Final = 5
"""Statements of a type that are named."""
RUNS_LOOKED_AT: Final = 100

BEFORE: Final = "before"
"""In a run's checkpoint: type → live statements before it. Not there once a run has retired what was to be retired."""
MET: Final = "met"
"""In a run's checkpoint: types of things of which at least one has been said again."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Statements of one type that the source no longer makes.

    Attributes:
        count: of them.
        first: some of them, in words.
    """

    count: int
    first: tuple[str, ...]


def before_of(store: Store, run: Run, live: Mapping[str, int]) -> dict[str, int]:
    """Type → live statements of a source when it was last loaded to its end with nothing held back.

    So that neither what an interrupted load has written nor what one that was held back has added counts as shrinking
    when it goes.

    Args:
        store: that is loaded into.
        run: that begins, or goes on.
        live: what is live now, by type.
    """
    if run.checkpoint:
        return dict(run.checkpoint.get(BEFORE, live))
    for former in store.runs(run.source, limit=RUNS_LOOKED_AT):
        noted: Mapping[str, int] | None = former.checkpoint.get(BEFORE)
        if noted is not None or former.state == "finished":
            return dict(noted or live)
    return dict(live)


def shrunk(before: Mapping[str, int], after: Mapping[str, int], gone: Iterable[str], percent: int) -> list[str]:
    """The types, of those of which something is gone, of which too little is left; in words.

    Args:
        before: type → live statements.
        after: the same, were they retired.
        gone: types.
        percent: of what was before that has to be left.
    """
    return [
        f"{after.get(type_, 0):,} of {before[type_]:,} statements of type {type_} would be left, less than {percent} %"
        for type_ in gone
        if after.get(type_, 0) * 100 < before.get(type_, 0) * percent
    ]


def by_type(gone: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Type → ids or keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for type_, key in gone:
        found[type_].add(key)
    return dict(found)


def described(store: Store, source: str, gone: Mapping[str, set[str]]) -> dict[str, Gone]:
    """How many statements of each type these are, and the first of them in words."""
    with store.reading() as scan:
        first = {type_: nsmallest(NAMED_AT_MOST, _in_words(scan, source, type_, keys)) for type_, keys in gone.items()}
    return {type_: Gone(len(keys), tuple(first[type_])) for type_, keys in gone.items()}


def _in_words(scan: Scan, source: str, type_: str, keys: set[str]) -> Iterator[str]:
    if type_ == RELATION:
        for said in scan.relations():
            if said.source == source and said.key in keys:
                yield f"{said.kind} {said.start} {said.end}"
        return
    for thing in scan.entities():
        if thing.source == source and thing.type == type_ and thing.id in keys:
            name: Any = thing.properties.get("name")
            yield f"{thing.id} ({name})" if name else thing.id
