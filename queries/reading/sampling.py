"""What is drawn where a graph is too large to look at all of it, and how far the estimates may be off."""

import math
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

SURENESS: Final = 1.959964
"""Standard errors of a margin: 95 of 100 estimates are no further off."""


def drawn_order(ids: Iterable[str]) -> list[str]:
    """Ids as if shuffled: by their digests, so that the first so many are a random sample, always the same one."""
    return sorted(ids, key=lambda id_: blake2b(id_.encode(), digest_size=8).digest())


def drawn_pairs(things: Sequence[int], wanted: int, seed: int) -> list[tuple[int, int]]:
    """Ordered pairs of different things, drawn with replacement; the same for the same seed. There are two at least."""
    draw = Random(seed).random
    found = []
    for _ in range(wanted):
        one, other = int(draw() * len(things)), int(draw() * (len(things) - 1))
        found.append((things[one], things[other + (other >= one)]))
    return found


def margin_of_shares(shares: NDArray[np.float64], drawn: int) -> NDArray[np.float64]:
    """Half the width of the interval (Wilson's) for shares of so many that were drawn; at most 1 where none was."""
    if not drawn:
        return np.ones(len(shares))
    spread = np.sqrt(shares * (1 - shares) / drawn + SURENESS**2 / (4 * drawn**2))
    return np.asarray(SURENESS / (1 + SURENESS**2 / drawn) * spread)


def margin_of_ratio(parts: Sequence[float], wholes: Sequence[float], population: int) -> float | None:
    """Half the width of the interval for Σ parts / Σ wholes, each pair of one that was drawn, without replacement.

    The standard error of a ratio estimate with the correction for a finite population; 0 where all were drawn, None
    where it cannot be told: fewer than two were, or the wholes are nothing.
    """
    drawn, whole = len(parts), math.fsum(wholes)
    if drawn >= population:
        return 0.0
    if drawn < 2 or not whole:
        return None
    ratio = math.fsum(parts) / whole
    off = math.fsum((part - ratio * one) ** 2 for part, one in zip(parts, wholes, strict=True)) / (drawn - 1)
    return SURENESS * math.sqrt((1 - drawn / population) * off / drawn) / (whole / drawn)
