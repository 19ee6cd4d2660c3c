"""Numbers that put the named things into one order, with room between them, so that others fit in."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np
import orjson
from numpy.typing import NDArray

GAP: Final = 64
"""From one rank to the next where all are new. Wider gaps make the full-text table larger."""
WIDER: Final = 1.5
ROOMIER: Final = 1.1
"""Where a gap is used up its neighbourhood is numbered anew: the wider it must be, the more room it must give, up to
half of what there is where all are new. So crowds that things keep coming to are spread out, little by little."""
PARTS: Final = ("ids", "lengths", "ranks")
"""Names of what ranks are kept as."""

Place = tuple[int, str]
"""What things are ordered by: tier and length of the own name in one number, id."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """Things in order, each with its rank; ranks ascend, and nothing else about them means anything.

    Attributes:
        ids: of the things, all different.
        lengths: tiers and lengths of their own names; ascending, and ids ascend within one length.
        ranks: ascending, from 1 up.
    """

    ids: list[str]
    lengths: NDArray[np.int16]
    ranks: NDArray[np.int64]

    @classmethod
    def of(cls, places: Sequence[Place]) -> "Ranks":
        """Of things in order, with equal room between them."""
        lengths = np.array([length for length, _ in places], dtype=np.int16)
        return cls([id_ for _, id_ in places], lengths, np.arange(1, len(places) + 1, dtype=np.int64) * GAP)

    @classmethod
    def read(cls, parts: Mapping[str, bytes]) -> "Ranks":
        """From its parts.

        Raises:
            ValueError, KeyError: they are damaged, or not all there.
        """
        ids = orjson.loads(parts["ids"])
        lengths, ranks = np.frombuffer(parts["lengths"], np.int16), np.frombuffer(parts["ranks"], np.int64)
        if not len(ids) == len(lengths) == len(ranks):
            raise ValueError(f"it has {len(ids)} ids, {len(lengths)} lengths and {len(ranks)} ranks")
        return cls(ids, lengths, ranks)

    def parts(self) -> dict[str, bytes]:
        """What they are kept as."""
        return dict(zip(PARTS, (orjson.dumps(self.ids), self.lengths.tobytes(), self.ranks.tobytes()), strict=True))

    def __len__(self) -> int:
        """How many things there are."""
        return len(self.ids)

    def find(self, ids: Collection[str]) -> dict[str, int]:
        """Where those of these things stand that there are."""
        return {id_: at for at, id_ in enumerate(self.ids) if id_ in ids}

    def changed(self, gone: Sequence[int], new: Sequence[Place]) -> tuple["Ranks", list[int], dict[int, int]]:
        """Without some things, and with new ones among the rest.

        Args:
            gone: where they stand.
            new: in order; none that is there and stays.

        Returns:
            ranks; those of the new things; and of things that stay those that had to change, old → new.
        """
        stays = np.ones(len(self), dtype=bool)
        stays[list(gone)] = False
        ids, lengths = list(compress(self.ids, stays.tolist())), self.lengths[stays]
        added = Ranks.of(new)
        low, high = (np.searchsorted(lengths, added.lengths, side).tolist() for side in ("left", "right"))
        places = [bisect_left(ids, *one) for one in zip(added.ids, low, high, strict=True)]
        old = np.insert(self.ranks[stays], places, _NONE)
        ranks = _numbered(old)
        moved = (old != ranks) & (old != _NONE)
        moves = dict(zip(old[moved].tolist(), ranks[moved].tolist(), strict=True))
        changed = Ranks(_spliced(ids, places, added.ids), np.insert(lengths, places, added.lengths), ranks)
        return changed, ranks[old == _NONE].tolist(), moves


_NONE: Final = np.int64(-1)
"""Stands for the rank of what has none yet."""


def _spliced(ids: Sequence[str], places: Sequence[int], new: Sequence[str]) -> list[str]:
    """With new ones, each before the one at a place."""
    spliced: list[str] = []
    done = 0
    for place, id_ in zip(places, new, strict=True):
        spliced += ids[done:place]
        spliced.append(id_)
        done = place
    return spliced + list(ids[done:])


def _numbered(ranks: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same with a rank for those that had none, for which a few others may have got another one."""
    ranks = ranks.copy()
    count = len(ranks)
    for place in np.flatnonzero(ranks == _NONE).tolist():
        first, last, width, room = place, place, 1, 1.0
        while ranks[place] == _NONE:
            while last < count and ranks[last] == _NONE:
                last += 1
            wanted = last - first
            before = int(ranks[first - 1]) if first else 0
            after = int(ranks[last]) if last < count else before + (wanted + 1) * GAP
            if after - before > wanted * room:
                step = (after - before) // (wanted + 1)
                ranks[first:last] = before + step * np.arange(1, wanted + 1)
            else:
                first, last = max(0, first - width), min(count, last + width)
                width, room = int(width * WIDER) + 1, max(1.0, min(room * ROOMIER, GAP / 2))
    return ranks
