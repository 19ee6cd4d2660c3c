"""Who can open a door to a market or corridor, for these askers, from where they stand?"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, LimitError
from graph.markets import check_market
from graph.relations import COURTESY, FIT_CROSS_SECTOR, FIT_OTHER, FIT_SHARED
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot, day_text
from queries.diagnosis import CONSTRAINTS, Diagnosis, DiagnosisCode, constraints_to_relax, without
from queries.door_question import DoorQuestion
from queries.opener import DoorOpener, DoorOpenersAnswer
from queries.overlay import NOTHING_LAID, Overlay
from queries.question import (
    ASKERS_AT_MOST,
    UNCONSTRAINED,
    Asker,
    Party,
    RouteConstraints,
    check_count,
    sector_nodes,
    understand,
)
from queries.ranking import Ranked, Ranking
from queries.routes import Route, Step, make_step
from queries.target import FIT_COSTS

FIRST_DEFAULT: Final = 10
DEEPEST: Final = 1_000
"""Openers that one question ranks; more are refused."""
_FITS = {0: FIT_SHARED, 1: FIT_CROSS_SECTOR, 2: FIT_OTHER}


def door_openers(
    snapshot: Snapshot,
    askers: Sequence[Asker],
    *,
    market: str | None = None,
    corridor: str | None = None,
    sector: str | None = None,
    constraints: RouteConstraints = UNCONSTRAINED,
    first: int = FIRST_DEFAULT,
    laid: Overlay = NOTHING_LAID,
) -> DoorOpenersAnswer:
    """Rank the door openers of a market or corridor.

    Args:
        snapshot: to be read.
        askers: one or more; an opener's best is taken over them.
        market: code or name; exactly one of market and corridor is given.
        corridor: id.
        sector: fit against this one instead of each asker's own.
        constraints: what routes must keep to.
        first: at most so many openers, best first.
        laid: changes to try.

    Raises:
        InputError: something named is not there, or out of range.
        LimitError: too much is asked for.
    """
    constraints.check()
    if not askers:
        raise InputError(
            "Nobody asks.", code="no_asker", where="from", suggestion="Name at least one organisation, or describe one."
        )
    check_count(askers, ASKERS_AT_MOST, "from")
    if not 1 <= first <= DEEPEST:
        raise LimitError(f"first is {first}.", value=first, where="first", suggestion=f"Ask for 1 to {DEEPEST}.")
    on = snapshot.standing(snapshot.day_of(constraints.as_of))
    market_node, corridor_node, markets = _markets(snapshot, on, market, corridor)
    parties = tuple(understand(snapshot, on, asker) for asker in dict.fromkeys(askers))
    question = DoorQuestion(snapshot, on, markets, parties, sector_nodes(snapshot, sector), constraints, laid)
    ranking = question.rank(first + 1)
    openers = [_opener(question, found) for found in ranking.ranked[:first]]
    return DoorOpenersAnswer(
        snapshot.revision,
        day_text(on.day) or "",
        market_node,
        corridor_node,
        parties,
        openers,
        len(ranking.ranked) > first,
        _diagnose(question, ranking),
        ranking.exact,
    )


def _markets(
    snapshot: Snapshot, on: Standing, market: str | None, corridor: str | None
) -> tuple[int | None, int | None, NDArray[np.int64]]:
    if (market is None) == (corridor is None):
        raise InputError(
            "Ask about one market or one corridor.",
            code="no_target",
            where="market",
            suggestion="Give exactly one of the two.",
        )
    if market is not None:
        position = snapshot.market_position(check_market(market))
        return snapshot.sections.range("market").start + position, None, np.array([position], dtype=np.int64)
    assert corridor is not None
    node = snapshot.node(corridor, "corridor", "corridor")
    return None, node, np.array(on.blocs.get(node, []), dtype=np.int64)


def _opener(question: DoorQuestion, found: Ranked) -> DoorOpener:
    party, at = question.parties[found.asker], found.opener
    presence, full = float(question.target.value[at]), question.goal.full
    if found.courteous:
        presence, full = presence * COURTESY, question.goal.courteous
    cost = found.total - int(full[at]) - int(FIT_COSTS[found.fit])
    route = _route(question, party, found, cost)
    market = int(question.target.market[at])
    return DoorOpener(question, found.node, found.asker, found.total, presence, _FITS[found.fit], market, route)


def _route(question: DoorQuestion, party: Party, found: Ranked, cost: int) -> Route:
    """The route of what the kernel found; its ties and constituencies are known already."""
    nodes = list(found.ids)
    if found.desk is not None:
        del nodes[-2]
    view, steps = question.view, []
    as_found = not question.laid.strengths and not len(question.laid.removed_tie)
    for position, target in enumerate(nodes[1:]):
        tie, home = found.ties[position], found.homes[position]
        if home >= 0 and as_found:
            mandate = int(question.land.home[home])
            worth = float(question.on.mandated.home.worth[mandate])
            steps.append(Step(view, nodes[position], target, None, worth, None, mandate))
        elif tie >= 0 and as_found:
            steps.append(Step(view, nodes[position], target, None, float(view.ties.strength[tie]), tie, None))
        else:
            desk = found.desk if position == len(nodes) - 2 else None
            steps.append(make_step(view, party if position == 0 else nodes[position], target, desk))
    return Route(tuple(steps), cost)


def _diagnose(question: DoorQuestion, ranking: Ranking) -> Diagnosis | None:
    """Why there is no opener; or that the search was cut short."""
    if ranking.ranked:
        if ranking.exact:
            return None
        return Diagnosis(
            DiagnosisCode.CUT_SHORT,
            "The search was cut short at its limit; better routes may exist. Ask with fewer steps or more constraints.",
        )
    tie = question.missing_tie()
    free = without(question.constraints, tuple(CONSTRAINTS))
    unconstrained = question if free == question.constraints else question.relaxed(free)
    if not unconstrained.has_openers() and not question.has_openers():
        return Diagnosis(DiagnosisCode.NO_OPENER_KNOWN, "No organisation is known to be present there.")
    relax = constraints_to_relax(question.constraints, lambda kept: bool(question.relaxed(kept).rank(1).ranked))
    if relax:
        message = f"There are door openers, but none under these constraints; relax {' or '.join(relax)}."
        return Diagnosis(DiagnosisCode.CONSTRAINED, message, None, relax, tie)
    needed = unconstrained.steps_needed()
    if needed is not None:
        message = f"The nearest door opener is {needed} introductions away."
        return Diagnosis(DiagnosisCode.BEYOND_MAX_STEPS, message, needed, ("maxSteps",), tie)
    message = "Door openers are known, but no chain of introductions leads to any of them."
    return Diagnosis(DiagnosisCode.DISCONNECTED, message, None, (), tie)
