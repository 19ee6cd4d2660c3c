"""Published interests in collaboration on a day: who seeks what where; and what meets one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from graph.cached import cached_property
from graph.kinds import CLUSTER, COMPANY, INVESTOR, ORGANISATION_KINDS, RESEARCH_ORGANISATION
from graph.snapshot.columns import rows_of
from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import B1, I4
from graph.snapshot.files import array_bytes, frozen
from graph.snapshot.on_day import Day

SOUGHT: Final[Mapping[str, frozenset[str]]] = {
    "seeks_partners": frozenset(ORGANISATION_KINDS) - {INVESTOR},
    "seeks_investors": frozenset({INVESTOR}),
    "seeks_suppliers": frozenset({COMPANY, CLUSTER}),
    "seeks_knowledge": frozenset({RESEARCH_ORGANISATION, CLUSTER}),
}
"""By role of an interest the kinds of organisations that it seeks, a cluster for its members; of other roles any."""


class InterestSide(StrEnum):
    """Whose interests a match rests on."""

    MUTUAL = "mutual"
    THEIRS = "theirs"
    YOURS = "yours"


INTEREST_SIDES: Final[Mapping[InterestSide, str]] = {
    InterestSide.MUTUAL: "Each looks for what the other is.",
    InterestSide.THEIRS: "It looks for what the asker is.",
    InterestSide.YOURS: "The asker looks for what it is.",
}


class MetBy(StrEnum):
    """How an organisation is what another one seeks."""

    LOCATED = "located"
    ON_CORRIDOR = "on_corridor"
    WORKS = "works"


MET_BY: Final[Mapping[MetBy, str]] = {
    MetBy.LOCATED: "It is located in the market that is sought.",
    MetBy.ON_CORRIDOR: "It is located, abroad from the other, in a market of the corridor or bloc that is sought.",
    MetBy.WORKS: "It works in the sector that is sought.",
}


@dataclass(frozen=True, slots=True)
class Interests:
    """Interests that have begun, by their living holder, after hand-over, then by target; I interests, H holders.

    Attributes:
        relation, holder, target: (I) which relation, whose it is, what it is in.
        lives: (I) it has not ended.
        seeker: (H) the holders, ascending.
        works_at, sector: sectors of the holders, by position among them.
    """

    relation: I4
    holder: I4
    target: I4
    lives: B1
    seeker: I4
    works_at: I4
    sector: I4

    def of(self, organisation: int) -> slice:
        """Those of one organisation."""
        return rows_of(self.holder, organisation)

    def working_in(self, sector: int) -> I4:
        """The holders that work in a sector, ascending."""
        found: I4 = self.seeker[self.works_at[self.sector == sector]]
        return found


def interests(day: Day) -> Interests:
    """The interests of a day, found once."""
    found: Interests = day.remembered(("interests",), lambda: frozen(_find(day)), array_bytes)
    return found


def _find(day: Day) -> Interests:
    on, held = day.on, day.on.held
    some = held.where(day.facts.rel_kind[held.relation] == CODE["interested_in"])
    order = np.lexsort((some.relation, some.target, some.source))
    relation, holder = some.relation[order].astype(np.int32), some.source[order]
    seeker = np.unique(holder)
    sectors = [on.sectors_of(one) for one in seeker.tolist()]
    works_at = np.repeat(np.arange(len(seeker), dtype=np.int32), [len(some) for some in sectors])
    sector = np.concatenate([*sectors, np.zeros(0, dtype=np.int32)]).astype(np.int32)
    return Interests(relation, holder, some.target[order], on.worths.lives[relation], seeker, works_at, sector)


@dataclass(frozen=True)
class Profile:
    """What an organisation is to those who seek somebody.

    Attributes:
        kind: position among ORGANISATION_KINDS.
        market: node of the market in which it is located.
        sectors: those that it works in, cross-sector left out.
        corridors: nodes of the corridors that are sought by anybody and on which it is located.
    """

    kind: int
    market: int
    sectors: frozenset[int]
    corridors: frozenset[int]

    @cached_property
    def sought_as(self) -> I4:
        """Nodes by which it can be sought, ascending."""
        return np.array(sorted({self.market, *self.sectors, *self.corridors}), dtype=np.int32)

    def is_of_kind(self, role: str) -> bool:
        """Whether it is of a kind that interests of a role seek."""
        kinds = SOUGHT.get(role)
        return kinds is None or ORGANISATION_KINDS[self.kind] in kinds

    def meets(self, target: int, seeker_market: int) -> MetBy | None:
        """How it is what somebody located in a market seeks; None if it is not."""
        if target == self.market:
            return MetBy.LOCATED
        if target in self.sectors:
            return MetBy.WORKS
        return MetBy.ON_CORRIDOR if target in self.corridors and seeker_market != self.market else None


def speak_against(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether sectors speak against two who seek a place: each works in or seeks some, and none is of both."""
    return bool(one) and bool(other) and not one & other
