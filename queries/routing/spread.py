"""One asker's openers in every market, from one pass over the ties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.cached import cached_property
from graph.kinds import COMPANY, ORGANISATION_KINDS, PUBLIC_BODY
from graph.snapshot.day.mandates import AGENCY
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from graph.work import current_work, look
from queries.reading.ties import View
from queries.routing.askers import Party
from queries.routing.candidate import Candidate
from queries.routing.candidates import Candidates
from queries.routing.constraints import NOBODY, RouteConstraints
from queries.routing.door_question import asked_about, candidates_of, leave_of, usable_openers
from queries.routing.kernel.bounds import INFINITE
from queries.routing.kernel.everywhere import Spread, openers_here, spread_out
from queries.routing.overlay import Overlay
from queries.routing.standing import StepKind
from queries.routing.target import Area, find_target, read_only
from queries.routing.ways import Leave, Way

_COMPANY: Final = ORGANISATION_KINDS.index(COMPANY)
_PUBLIC_BODY: Final = ORGANISATION_KINDS.index(PUBLIC_BODY)
_ANY_COST: Final = 1 << 29
"""More than any route and presence cost that are worth anything."""
I8 = NDArray[np.int64]


@dataclass(frozen=True)
class ByTies:
    """The openers of one market to which an asker's ties lead, each by its best route of ties.

    Attributes:
        of: all the asker's openers of the market.
        at: positions among the target's openers, ascending.
        total, steps: of each.
        routes: ids from the asker on, END behind the last.
    """

    of: Candidates
    at: I8
    total: I8
    steps: I8
    routes: I4

    def candidate(self, place: int) -> Candidate:
        """One of these."""
        nodes = tuple(self.routes[place, : self.steps[place] + 1].tolist())
        way = Way(nodes, (StepKind.TIE,) * (len(nodes) - 1), ())
        return Candidate(self.of, int(self.at[place]), way, int(self.total[place]))


def by_ties_everywhere(
    view: View, position: int, party: Party, markets: Sequence[int], sector: I4 | None,
    constraints: RouteConstraints, laid: Overlay,
) -> Iterator[ByTies]:  # fmt: skip
    """Market by market the openers of one asker, ties searched once for all of them.

    Constraints that name whom a route has to meet are not kept.
    """
    day = view.day
    nowhere = leave_of(view, party, Area(()), constraints, laid)
    spread = _Spreading(day, nowhere, constraints).spread
    look()
    for market in markets:
        look()
        area = Area((market,))
        target = find_target(day, area, constraints, laid, bounded=False)
        leave = replace(nowhere, terrain=nowhere.terrain._replace(markets=asked_about(day, area)))
        usable = usable_openers(day, target, constraints, leave)
        of = candidates_of(view, position, party, sector, target, constraints, leave, usable)
        anchors = anchors_of(day).get(market, _NO_ANCHORS)
        found = openers_here(
            nowhere.terrain, nowhere.start, spread, of.outlook.goal, market, anchors, current_work().signals
        )
        yield ByTies(of, *found)


class _Spreading:
    """The making of a pass."""

    def __init__(self, day: Day, leave: Leave, constraints: RouteConstraints) -> None:
        self.day, self.leave, self.constraints = day, leave, constraints

    @cached_property
    def spread(self) -> Spread:
        """The pass, its first plane filled."""
        made = self._empty()
        spread_out(self.leave.terrain, self.leave.start, made, current_work().signals)
        return made

    def _empty(self) -> Spread:
        steps, count = self.leave.max_steps, len(self.day.facts.kind)
        return Spread(
            np.full((2, steps + 1, count), INFINITE, dtype=np.int32),
            np.empty((2, steps + 1, count), dtype=np.int32),
            self._ends(),
            _ANY_COST,
            np.empty((steps + 1, count), dtype=np.int32),
            np.zeros(steps + 1, dtype=np.int64),
        )

    def _ends(self) -> NDArray[np.bool_]:
        """Whom a last step may lead to: companies only where they are asked for."""
        kinds = self.constraints.opener_kinds
        if kinds is not None and COMPANY in kinds:
            return NOBODY
        return read_only(np.asarray(self.day.facts.kind != _COMPANY))


_NO_ANCHORS: Final = read_only(np.zeros(0, dtype=np.int32))


def anchors_of(day: Day) -> dict[int, I4]:
    """Market → the agencies and public bodies located there, by id."""

    def found() -> dict[int, I4]:
        node = np.flatnonzero(np.isin(day.facts.kind, (AGENCY, _PUBLIC_BODY))).astype(np.int32)
        country = day.facts.country[node]
        return {int(market): read_only(node[country == market]) for market in np.unique(country)}

    return day.remembered(("anchors",), found, lambda made: 200 * len(made) + sum(one.nbytes for one in made.values()))
