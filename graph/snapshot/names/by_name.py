"""The organisations of a snapshot in the order of their names, for long lists."""

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import orjson

from graph.snapshot.facts import I4, I8
from graph.snapshot.files import Laid, Texts
from graph.snapshot.names.folding import fold

NAME_ORDER: Final = "by-name.npy"
KEYS_KEPT: Final = 1 << 14
"""Folded names that a binary search meets again and again."""


def name_order(records: Laid | Texts, organisations: int) -> I4:
    """All organisations by folded name, equal ones by node.

    Args:
        records: of all things; organisations come first.
        organisations: how many there are.
    """
    return order_of(orjson.loads(records[node])["name"] for node in range(organisations))


def order_of(names: Iterable[str]) -> I4:
    """All organisations by folded name, equal ones by node; given the name of each."""
    folded = [fold(name) for name in names]
    return np.array(sorted(range(len(folded)), key=lambda node: (folded[node], node)), dtype=np.int32)


def next_name_order(former: I4, taken: I8, records: Laid | Texts) -> I4:
    """The order after some organisations have come, gone, or been changed: what ``name_order`` would find.

    Args:
        former: the order before.
        taken: of each organisation its node before; ``len(former)`` or more for one that is new or was changed. Those
            that stay do so in the order of nodes.
        records: of all things, as they are now.
    """
    stays = taken < len(former)
    moved = np.full(len(former), -1, dtype=np.int32)
    moved[taken[stays]] = np.flatnonzero(stays)
    kept = moved[former]
    kept = kept[kept >= 0]

    @lru_cache(maxsize=KEYS_KEPT)
    def name(node: int) -> str:
        return fold(orjson.loads(records[node])["name"])

    def key(node: int) -> tuple[str, int]:
        return name(node), node

    fresh = sorted(np.flatnonzero(~stays).tolist(), key=key)
    places = [bisect_left(kept, key(node), key=lambda at: key(int(at))) for node in fresh]
    found: I4 = np.insert(kept, places, fresh).astype(np.int32)
    return found


def write_name_order(folder: Path, order: I4) -> None:
    """Write it into a snapshot's folder."""
    np.save(folder / NAME_ORDER, order)
