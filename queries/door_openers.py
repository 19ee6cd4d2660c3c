"""Who can open a door to a market or corridor, for these askers, from where they stand?"""

from collections.abc import Sequence
from typing import Final

from graph.errors import InputError, LimitError
from graph.markets import market_code
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot, day_text
from queries.candidate import Candidate
from queries.diagnosis import CONSTRAINTS, Diagnosis, DiagnosisCode, Wording, cut_short, why_unreached, without
from queries.door_question import DoorQuestion, area_of
from queries.opener import DoorOpener, DoorOpenersAnswer
from queries.overlay import NOTHING_LAID, Overlay
from queries.question import (
    ASKERS_AT_MOST,
    UNCONSTRAINED,
    Asker,
    RouteConstraints,
    check_count,
    sector_nodes,
    understand,
)
from queries.ranking import Ranking
from queries.target import Area

FIRST_DEFAULT: Final = 10
DEEPEST: Final = 1_000
"""Openers that one question ranks; more are refused."""
AREAS_TRIED: Final = 12
"""Corridors and blocs of a market without a door in which one is sought."""
_WORDS: Final = Wording(
    "The nearest door opener",
    "There are door openers",
    "Door openers are known, but no chain of introductions leads to any of them.",
)


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
    market_node, corridor_node, area = _area(snapshot, on, market, corridor)
    parties = tuple(understand(snapshot, on, asker) for asker in dict.fromkeys(askers))
    question = DoorQuestion(snapshot, on, area, parties, sector_nodes(snapshot, sector), constraints, laid)
    ranking = question.rank(first + 1)
    above = [one for one in ranking.ranked if one.is_shown]
    return DoorOpenersAnswer(
        question,
        snapshot.revision,
        day_text(on.day) or "",
        market_node,
        corridor_node,
        parties,
        [DoorOpener(question, one, rank) for rank, one in enumerate(above[:first], 1)],
        len(above) > first,
        _diagnose(question, ranking, above),
        ranking.exact,
    )


def _area(
    snapshot: Snapshot, on: Standing, market: str | None, corridor: str | None
) -> tuple[int | None, int | None, Area]:
    if (market is None) == (corridor is None):
        raise InputError(
            "Ask about one market or one corridor.",
            code="no_target",
            where="market",
            suggestion="Give exactly one of the two.",
        )
    if market is not None:
        position = snapshot.market_position(market_code(market))
        return snapshot.sections.range("market").start + position, None, Area((position,))
    assert corridor is not None
    node = snapshot.node(corridor, "corridor", "corridor")
    return None, node, area_of(on, node)


def _diagnose(question: DoorQuestion, ranking: Ranking, above: list[Candidate]) -> Diagnosis | None:
    """Why there is no opener; or that the search was cut short."""
    if above:
        return None if ranking.exact else cut_short(question)
    free = without(question.constraints, tuple(CONSTRAINTS))
    unconstrained = question if free == question.constraints else question.relaxed(free)
    if not unconstrained.has_openers() and not question.has_openers():
        areas = tuple(question.areas_with_a_door(AREAS_TRIED)) if question.area.corridor is None else ()
        message = "No organisation is known to be present there."
        return Diagnosis(DiagnosisCode.NO_OPENER_KNOWN, message, areas=areas)
    if question.reaches():
        message = "Door openers are known, but every way to them is too weak to be shown."
        return Diagnosis(DiagnosisCode.BELOW_FLOOR, message, None, (), question)
    return why_unreached(question, _WORDS)
