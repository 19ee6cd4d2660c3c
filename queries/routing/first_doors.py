"""How much the doors of a market hang on few: on whom the ways to its door openers begin, and who shares nobody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from queries.reading.nodes import OrganisationNode
from queries.routing.candidate import Candidate


@dataclass(frozen=True)
class FirstDoors:
    """How much the doors of a market hang on few. Of each door opener its best way counts.

    Attributes:
        openers: how many door openers there are above the floor.
        best: score of the first; 0 where there is none.
        first_doors: how many organisations their ways begin with: those to whom the asker has to turn first.
        independent: so many door openers, from the first on, each of whose ways shares nobody with those before.
        leaning_on: the organisation that the largest share of all scores begins with; equal ones by id.
        share: that share.
    """

    openers: int
    best: float
    first_doors: int
    independent: int
    leaning_on: OrganisationNode | None
    share: float


def first_doors_of(openers: Sequence[Candidate]) -> FirstDoors:
    """Of the door openers above the floor, best first."""
    through: dict[int, float] = defaultdict(float)
    met: set[int] = set()
    independent = 0
    for one in openers:
        after = one.way.nodes[1:]
        through[after[0]] += one.score
        if met.isdisjoint(after):
            met.update(after)
            independent += 1
    total = sum(through.values())
    if not openers:
        return FirstDoors(0, 0.0, 0, 0, None, 0.0)
    leaning_on = min(through, key=lambda node: (-round(through[node], 9), node))
    share = through[leaning_on] / total
    return FirstDoors(len(openers), openers[0].score, len(through), independent, leaning_on, share)
