"""Which part of a day's graph is exported."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.errors import InputError
from graph.snapshot.facts import B1
from graph.snapshot.on_day import Day
from queries.reading.sectors import works_in

STEPS_DEFAULT: Final = 1
STEPS_AT_MOST: Final = 3
"""Introductions away from an organisation."""


@dataclass(frozen=True, slots=True)
class GraphPart:
    """A part of the graph: the organisations of which all that is given holds, and what they are related to.

    Attributes:
        market: code or name of a market in which they are located or present.
        sector: id of a sector that they work in.
        around: id of one that is at most ``steps`` ties away from each of them, whichever way these lead.
        steps: 1 to STEPS_AT_MOST.

    Raises:
        InputError: so many steps are not exported.
    """

    market: str | None = None
    sector: str | None = None
    around: str | None = None
    steps: int = STEPS_DEFAULT

    def __post_init__(self) -> None:
        if not 1 <= self.steps <= STEPS_AT_MOST:
            raise InputError(
                f"{self.steps} steps are not exported.", code="steps_out_of_range", value=self.steps, where="steps",
                suggestion=f"Ask for 1 to {STEPS_AT_MOST} steps.",
            )  # fmt: skip

    def said(self, day: Day) -> str:
        """Which part it is, in words; empty for all.

        Raises:
            InputError: something in it is not known.
        """
        words = []
        if self.market is not None:
            words.append(f"in {day.record(day.first_market + day.market(self.market, 'market'))['name']}")
        if self.sector is not None:
            words.append(f"of the sector {day.record(day.node(self.sector, 'sector', 'sector'))['name']}")
        if self.around is not None:
            centre = day.record(day.organisation(self.around, "around"))["name"]
            words.append(f"at most {self.steps} {'tie' if self.steps == 1 else 'ties'} away from {centre}")
        return f"organisations {', '.join(words)}" if words else ""

    def organisations(self, day: Day) -> B1:
        """(N) which organisations are in it, gone or not.

        Raises:
            InputError: something in it is not known.
        """
        inside = np.ones(len(day.facts.kind), dtype=np.bool_)
        if self.market is not None:
            market = day.market(self.market, "market")
            there = day.facts.country == market
            present = day.on.present
            there[present.organisation[present.of_market(market)]] = True
            inside &= there
        if self.sector is not None:
            inside &= works_in(day, day.node(self.sector, "sector", "sector"))
        if self.around is not None:
            inside &= _around(day, day.organisation(self.around, "around"), self.steps)
        return inside


WHOLE: Final = GraphPart()


def _around(day: Day, organisation: int, steps: int) -> B1:
    """(N) who is so many ties away from an organisation, or fewer, whichever way these lead; itself too."""
    ties = day.on.ties
    reached = np.zeros(len(day.facts.kind), dtype=np.bool_)
    reached[organisation] = True
    for _ in range(steps):
        touched = reached[ties.first] | reached[ties.second]
        reached[ties.first[touched]] = True
        reached[ties.second[touched]] = True
    return reached
