"""Who else there is of the kind and sectors of an organisation, and how an asker gets to them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.kinds import CLUSTER, COMPANY, INVESTOR, ORGANISATION_KINDS, RESEARCH_ORGANISATION
from graph.snapshot.on_day import Day
from queries.routing.askers import Party, without_cross
from queries.routing.candidate import Candidate
from queries.routing.constraints import RouteConstraints
from queries.routing.door_question import DoorQuestion
from queries.routing.overlay import Overlay
from queries.routing.target import Area, Target, read_only
from queries.routing.ways import Leave

_ANYWHERE: Final = frozenset(map(ORGANISATION_KINDS.index, (CLUSTER, COMPANY, RESEARCH_ORGANISATION, INVESTOR)))
"""Kinds of which one may take another's place whatever the country: agencies and offices are there for theirs."""


class _Alike(DoorQuestion):
    """Openers that share a sector with what is to be replaced."""

    def _usable(self, target: Target, leave: Leave) -> NDArray[np.bool_]:
        usable = super()._usable(target, leave)
        if self.sector is None or not len(self.sector):
            return usable
        shares = target.works[self.sector - self.day.sections.range("sector").start].any(axis=0)
        return read_only(np.logical_and(shares, usable) if len(usable) else np.asarray(shares))


def alike(
    day: Day, party: Party, organisation: int, market: int, constraints: RouteConstraints, laid: Overlay, wanted: int,
    *, elsewhere: bool = False,
) -> Sequence[Candidate]:  # fmt: skip
    """Who is of an organisation's kind and shares a sector with it, where it has any: the best reached first.

    Scored as door openers are, with its sectors in the place of the asker's: clusters, companies, research
    organisations and investors wherever they are, all others as openers of the market.

    Args:
        day: on which to stand.
        party: who asks.
        organisation: whose like are sought; it is none of them.
        market: position of the one that the asker asks about.
        constraints: what routes must keep to, but for kinds of openers.
        laid: whom an overlay takes away.
        wanted: at most so many.
        elsewhere: in all other markets, and not in this one.
    """
    kind = int(day.facts.kind[organisation])
    markets: Sequence[int] = (market,)
    if kind in _ANYWHERE:
        markets = range(len(day.sections.range("market")))
    if elsewhere:
        markets = [one for one in range(len(day.sections.range("market"))) if one != market]
    sectors = without_cross(day.snapshot, day.on.sectors_of(organisation))
    asked = replace(constraints, opener_kinds=frozenset({ORGANISATION_KINDS[kind]}))
    question = _Alike(day, Area(tuple(markets)), (party,), sectors, asked, laid)
    found = [one for one in question.rank(wanted + 1).ranked if one.is_shown and one.node != organisation]
    return found[:wanted]
