"""Which clusters there are on a day, and which ties between two are links."""

import numpy as np

from graph.kinds import CLUSTER, ORGANISATION_KINDS
from graph.snapshot.facts import B1, I4
from graph.snapshot.on_day import Day
from queries.reading.sectors import works_in

CLUSTER_KIND = ORGANISATION_KINDS.index(CLUSTER)


def clusters(day: Day, sector: int | None = None) -> I4:
    """Living clusters, ascending; of a sector if one is given."""
    kept = (day.facts.kind == CLUSTER_KIND) & ~day.on.after.gone
    if sector is not None:
        kept &= works_in(day, sector)
    return np.flatnonzero(kept).astype(np.int32)


def related(day: Day) -> B1:
    """(T) ties with a relation between the two, and not only a context that they share."""
    ties = day.on.ties
    if not len(ties.first):
        return np.zeros(0, dtype=np.bool_)
    found: B1 = np.logical_or.reduceat(ties.part_other < 0, ties.part_ptr[:-1])
    return found
