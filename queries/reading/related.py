"""Which relations lead to or from a thing: an index over a snapshot, made once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import column_order, pointers
from graph.snapshot.day.worth import CODE, KINDS
from graph.snapshot.facts import I4
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.relation import Relation

Direction = Literal["BOTH", "OUT", "IN"]
_SYMMETRIC = np.array([kind.symmetric for kind in KINDS])


@dataclass(frozen=True, slots=True)
class Incidence:
    """Relations by end.

    Attributes:
        ptr: (all nodes + 1).
        relation: (2R) relations at each node, by kind in the table's order, then by the node at the other end.
        out: (2R) whether the node is its source.
    """

    ptr: I4
    relation: I4
    out: NDArray[np.bool_]


def incidence(snapshot: Snapshot) -> Incidence:
    """The index of a snapshot, made at the first question for it."""
    made: Incidence = snapshot.memo.get("incidence", lambda: frozen(_incidence(snapshot)), array_bytes)
    return made


def _incidence(snapshot: Snapshot) -> Incidence:
    facts = snapshot.facts
    count = len(facts.rel_kind)
    # Each relation twice in a row, from its source and from its target: so equal rows are in the order of relations.
    node = np.column_stack([facts.rel_source, facts.rel_target]).ravel()
    other = np.column_stack([facts.rel_target, facts.rel_source]).ravel()
    relation = np.repeat(np.arange(count, dtype=np.int32), 2)
    order = column_order(node, facts.rel_kind[relation], other)
    return Incidence(pointers(node, snapshot.sections.starts[-1]), relation[order], order % 2 == 0)


def related(snapshot: Snapshot, node: int, kinds: Collection[str] | None = None, direction: Direction = "BOTH") -> I4:
    """Relations at a node, of some kinds or one direction only, by kind in the table's order, then by the other end."""
    index = incidence(snapshot)
    span = slice(int(index.ptr[node]), int(index.ptr[node + 1]))
    found, out = index.relation[span], index.out[span]
    kind = snapshot.facts.rel_kind[found]
    kept = np.ones(len(found), dtype=np.bool_)
    if kinds is not None:
        kept &= np.isin(kind, [CODE[name] for name in kinds])
    if direction != "BOTH":
        kept &= _SYMMETRIC[kind] | (out if direction == "OUT" else ~out)
    return found[kept]


def of_status(day: Day, relations: I4, status: str) -> I4:
    """Those of some relations that are current, ended or unknown on a day."""
    best = day.on.worths.best[relations]
    known = best >= 0
    ended, now = day.on.states.ended[best], (day.facts.state[best] == 1) | (day.facts.until[best] >= day.on.day)
    word = np.where(ended, "ended", np.where(now, "current", "unknown"))
    for at in np.flatnonzero(~known).tolist():
        word[at] = Relation(day, int(relations[at])).status
    kept: I4 = relations[word == status]
    return kept
