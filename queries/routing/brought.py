"""What clusters bring to a network that wants into a market: doors, their presence, countries, sectors, roles."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from graph.kinds import COMPANY, INVESTOR, ORGANISATION_KINDS, PUBLIC_BODY, RESEARCH_ORGANISATION
from graph.relations import MODERATE, SECTOR_FIT_OTHER
from graph.snapshot.on_day import Day
from graph.work import look
from queries.reading.pairs import alive
from queries.reading.sectors import near_sectors, sectors_of
from queries.routing.askers import sector_nodes, understand
from queries.routing.best_set import I8
from queries.routing.candidate import Candidate
from queries.routing.constraints import RouteConstraints
from queries.routing.door_question import DoorQuestion
from queries.routing.overlay import NOTHING_LAID
from queries.routing.reasons import HOME_AGENCY, reasons_for
from queries.routing.target import Area, present_counts
from queries.routing.ways import Reach

DOORS_EACH: Final = 12
"""Door openers of a cluster that are looked at, best first."""
FURTHER: Final = 0.05
"""What a country, a sector or a role counts that no other brings: half a moderate door."""
UNIT: Final = 1_000_000
"""Worth is counted in so many parts of one, so that sums are the same in whatever order."""
ROLES: Final = (COMPANY, RESEARCH_ORGANISATION, PUBLIC_BODY, INVESTOR)
"""Kinds of those tied to a cluster that it brings as roles."""
DOOR, OFFICIAL, COUNTRY, SECTOR, ROLE = range(5)
Column = tuple[int, int]
"""What a cluster may bring: which of these, and the organisation (a door), country, sector or kind."""
_ROLE_CODES: Final = [ORGANISATION_KINDS.index(kind) for kind in ROLES]
_OFFICIAL: Final = frozenset({Reach.OWN_MANDATE, Reach.DESK})


class Brought:
    """What each of some clusters brings: a row each, a column for each door, country, sector and role.

    Args:
        asked: the sector that doors are to fit; None: each cluster's own.
        wanted: sectors that count, with their neighbours; none: of each cluster its first one.

    Attributes:
        nodes: the clusters, by row.
        doors: the doors that each brings, the official one of its country among them.
        presence: of each itself in the area; 0 where it is not there.
        columns: what each column is → its place.
        worth: (clusters, columns) in parts of a ``UNIT``.
        exact: no search for door openers was cut short.
    """

    def __init__(
        self, day: Day, area: Area, asked: int | None, wanted: Sequence[int],
        constraints: RouteConstraints, nodes: Sequence[int],
    ) -> None:  # fmt: skip
        self.day, self.area, self.constraints, self.nodes, self.exact = day, area, constraints, nodes, True
        self._asked = None if asked is None else sector_nodes(day, day.snapshot.id_of(asked))
        self._chain = {*wanted, *(near for one in wanted for near in near_sectors(day, one))}
        self.doors = [self._doors(node) for node in nodes]
        self.presence = [self._presence(node) for node in nodes]
        brought = [self._brought(row) for row in range(len(nodes))]
        self.columns = {column: at for at, column in enumerate(sorted({one for row in brought for one in row}))}
        self.worth: I8 = np.zeros((len(nodes), len(self.columns)), dtype=np.int64)
        for row, some in enumerate(brought):
            for column, value in some.items():
                self.worth[row, self.columns[column]] = round(value * UNIT)

    def _doors(self, node: int) -> dict[Column, Candidate]:
        look()
        party = understand(self.day, self.day.snapshot.id_of(node))
        question = DoorQuestion(self.day, self.area, [party], self._asked, self.constraints, NOTHING_LAID)
        ranking = question.rank(DOORS_EACH)
        self.exact = self.exact and ranking.exact
        found: dict[Column, Candidate] = {}
        for one in ranking.ranked:
            column = self._door(one)
            if column is not None and column not in found and one.score >= MODERATE:
                found[column] = one
        return found

    def _door(self, one: Candidate) -> Column | None:
        """Which door an opener is; None: none that a member brings."""
        home, of = one.of.party.country, one.of
        if reasons_for(one)[0].reason == HOME_AGENCY:
            return None
        at_home = one.operator is not None and self.day.facts.country[one.operator] == home
        if one.reach in _OFFICIAL or (one.reach is Reach.OWN_NETWORK and at_home):
            return OFFICIAL, home
        promotes = any(of.standing.role(market, one.node) >= 0 for market in self.area.markets)
        fits = of.outlook.fit(one.at).sector > SECTOR_FIT_OTHER
        own = one.reach is Reach.OWN_NETWORK and fits and not one.is_office and not promotes
        return (DOOR, one.node) if own else None

    def _presence(self, node: int) -> float:
        present, best = self.day.on.present, 0.0
        for market in self.area.markets:
            at = present.pair(market, node)
            if at is not None and present_counts(self.day, self.area, market, np.array([node]))[0]:
                best = max(best, float(present.value[at]))
        return best

    def _brought(self, row: int) -> dict[Column, float]:
        node = self.nodes[row]
        found: dict[Column, float] = {column: one.score for column, one in self.doors[row].items()}
        if self.presence[row] >= MODERATE:
            found[DOOR, node] = self.presence[row]
        found[COUNTRY, int(self.day.facts.country[node])] = FURTHER
        found |= {(SECTOR, sector): FURTHER for sector in self.sectors(row)}
        return found | {(ROLE, kind): FURTHER for kind in self._roles(node)}

    def sectors(self, row: int) -> list[int]:
        """Sectors of a cluster that count: of those wanted and their neighbours; else its first one."""
        node = self.nodes[row]
        if self._chain:
            return [one for one in sectors_of(self.day, node) if one in self._chain]
        first = int(self.day.on.first_sector[node])
        return [first] if first >= 0 and first != self.day.snapshot.cross_sector else []

    def _roles(self, node: int) -> list[int]:
        """Kinds of organisations that have a living tie with a cluster."""
        ties = self.day.on.ties
        span = slice(int(ties.ptr[node]), int(ties.ptr[node + 1]))
        tied = ties.neighbour[span][alive(self.day)[ties.hop_tie[span]]]
        kinds = set(self.day.facts.kind[tied].tolist())
        return [kind for kind in _ROLE_CODES if kind in kinds]

    def covered(self, rows: Sequence[int]) -> I8:
        """(columns) what some rows are worth in each."""
        best: I8 = self.worth[list(rows)].max(axis=0, initial=0)
        return best

    def first_best(self, rows: Sequence[int], column: Column) -> int:
        """The first of those rows that are worth most in a column."""
        return max(rows, key=lambda row: int(self.worth[row, self.columns[column]]))

    def only(self, rows: Sequence[int], row: int) -> list[Column]:
        """What a row brings, and no other one of some."""
        others = self.covered([one for one in rows if one != row])
        return [column for column, at in self.columns.items() if self.worth[row, at] > others[at] == 0]
