"""One scratch memory for each thread and size of graph."""

import threading

from graph.work import current_work
from queries.routing.kernel.terrain import Scratch, new_scratch

_local = threading.local()


def scratch(organisations: int) -> Scratch:
    """This thread's memory for searches over so many organisations; only the last size is kept.

    What is searched with it is the work being done here: look (``graph.work``) once the search has come back.
    """
    held: tuple[int, Scratch] | None = getattr(_local, "held", None)
    if held is None or held[0] != organisations:
        held = (organisations, new_scratch(organisations))
        _local.held = held
    return held[1]._replace(work=current_work().signals)
