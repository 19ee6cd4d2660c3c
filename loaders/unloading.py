"""Taking a source away: everything that it says is retired, and its rows no longer wait."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from graph.statements import Batch
from graph.store.protocol import Store
from loaders.pipeline import utc_now
from loaders.registry import check_loaded
from loaders.report import Counts
from loaders.resolution.merging import merge_sure

UNLOADED: Final = "unloaded"
"""Fingerprint of the run that takes a source away: it holds nothing."""


@dataclass(frozen=True, slots=True)
class UnloadReport:
    """What was taken away.

    Attributes:
        retired: type → statements.
        revision: the store's revision afterwards.
    """

    source: str
    retired: Mapping[str, int]
    revision: int


def holdings(store: Store, source: str) -> dict[str, int]:
    """Type → live statements of a source.

    Raises:
        InputError: no source of this name has ever been loaded (code ``unknown_source``).
    """
    check_loaded(store, source)
    return dict(sorted(Counter(type_ for type_, _, _ in store.digests(source)).items()))


def unload(store: Store, source: str, *, now: Callable[[], datetime] = utc_now) -> UnloadReport:
    """Take a source away. Its declaration and the record of its loads stay; to load it again brings it back.

    Args:
        store: that is written to.
        source: its name.
        now: the clock, for the record of runs.

    Raises:
        InputError: no source of this name has ever been loaded (code ``unknown_source``).
        StoreError: the store cannot be written, or a load is at work.
    """
    with store.loading():
        held = holdings(store, source)
        at = now().isoformat(timespec="seconds")
        run = store.start_run(source, UNLOADED, at)
        counts = {**asdict(Counts()), "retired": 0}
        ended = replace(run, state="finished", finished=at, checkpoint={}, counts=counts)
        store.apply(Batch(run=ended, retire_unseen=True))
        merge_sure(store)
        return UnloadReport(source, held, store.revision())
