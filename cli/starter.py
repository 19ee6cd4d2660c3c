"""The starter data, which an empty store gets when it is served."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from graph.store.protocol import Store
    from loaders import LoadReport

LOG: Final = logging.getLogger("opendoors.serve")
STARTER: Final = "starter"
"""Name of the source."""
RUNS_LOOKED_AT: Final = 10


def load_quietly(store: "Store", source: str) -> "LoadReport":
    """Load a built-in source, and show nobody how far it has come."""
    import loaders

    return loaders.load(store, source)


def fill_if_empty(
    store: "Store",
    load: "Callable[[Store, str], LoadReport]" = load_quietly,
    say: Callable[[str], None] = LOG.info,
) -> None:
    """Load the starter data into a store that holds nothing, or nothing but a part of it; leave any other as it is.

    A load that was cut off goes on. Several servers may do so at once over one store: one of them loads, the others are
    told so until it is done, and to load again changes nothing.

    Args:
        store: that is served.
        load: loads a built-in source.
        say: is told what is going on.

    Raises:
        StoreError: the store cannot be written, or another load is at work (code ``store_locked``).
    """
    if store.revision() == 0:
        say("The store is empty: loading the starter data …")
    elif _is_half_filled(store):
        say("The starter data has not been loaded to its end: going on …")
    else:
        return
    done = load(store, STARTER).total
    say(f"{done.read:,} rows read, {done.written:,} written, {done.quarantined:,} quarantined.")


def _is_half_filled(store: "Store") -> bool:
    """Whether nothing has ever written to it but loads of the starter data, none of which has come to its end."""
    from graph.store.copying import copied_from

    runs = store.runs(limit=RUNS_LOOKED_AT)
    return bool(runs) and all(
        run.source == STARTER and run.state != "finished" and copied_from(run) is None for run in runs
    )
