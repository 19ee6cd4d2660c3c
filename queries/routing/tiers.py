"""How good a score is, in a word."""

from enum import StrEnum

from graph.relations import MODERATE, STRONG


class Tier(StrEnum):
    """How good a score is, in a word."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"


def tier_of(score: float) -> Tier:
    """Strong from .3, moderate from .1, weak below.

    >>> tier_of(0.43).value, tier_of(0.1).value, tier_of(0.07).value
    ('strong', 'moderate', 'weak')
    """
    return Tier.STRONG if score >= STRONG else Tier.MODERATE if score >= MODERATE else Tier.WEAK
