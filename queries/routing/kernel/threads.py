"""One scratch memory for each thread and size of graph."""

import threading

from queries.routing.kernel.terrain import Scratch, new_scratch

_local = threading.local()


def scratch(organisations: int) -> Scratch:
    """This thread's memory for searches over so many organisations; only the last size is kept."""
    held: tuple[int, Scratch] | None = getattr(_local, "held", None)
    if held is None or held[0] != organisations:
        held = (organisations, new_scratch(organisations))
        _local.held = held
    return held[1]
