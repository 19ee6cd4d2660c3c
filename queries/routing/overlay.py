"""What is laid over a snapshot for one question: ties added, ties and organisations taken away."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.day.ties import Ties
from graph.snapshot.day.worth import cost

I4 = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Changes to a snapshot that the kernel reads beside it.

    Attributes:
        source, target, cost: directed ties added, by source, then target.
        removed_tie: ties taken away, ascending.
        removed: organisations taken away, ascending.
        strengths: strength of each tie added.
        key: digest of what raises or alters bounds; equal overlays have equal ones.
    """

    source: I4
    target: I4
    cost: I4
    removed_tie: I4
    removed: I4
    key: bytes
    strengths: Mapping[tuple[int, int], float]


def lay(
    ties: Ties,
    added: Mapping[tuple[int, int], float] | None = None,
    removed_ties: Collection[tuple[int, int]] = (),
    removed: Collection[int] = (),
) -> Overlay:
    """An overlay over the ties of a day.

    Args:
        ties: to be changed.
        added: pair of organisations → strength in (0, 0.95]; it takes the place of the tie between the two, if there is
            one.
        removed_ties: pairs that are not to be tied; pairs that are not tied are passed over.
        removed: organisations that are neither step, desk nor opener.
    """
    hops = sorted(
        (one, other, cost(strength)) for pair, strength in (added or {}).items() for one, other in (pair, pair[::-1])
    )
    gone = {ties.between(*pair) for pair in (*removed_ties, *(added or {}))} - {None}
    columns = [np.array([hop[position] for hop in hops], dtype=np.int32) for position in range(3)]
    for column in columns:
        column.setflags(write=False)
    gone_ties = np.array(sorted(tie for tie in gone if tie is not None), dtype=np.int32)
    gone_ties.setflags(write=False)
    digest = blake2b(b"".join(column.tobytes() for column in columns), digest_size=16).digest() if hops else b""
    return Overlay(
        columns[0],
        columns[1],
        columns[2],
        gone_ties,
        np.array(sorted(set(removed)), dtype=np.int32),
        digest,
        dict(added or {}),
    )


def _nothing() -> Overlay:
    none = np.zeros(0, dtype=np.int32)
    none.setflags(write=False)
    return Overlay(none, none, none, none, none, b"", {})


NOTHING_LAID: Final = _nothing()
