"""The best ways to be introduced by one organisation to another."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot, day_text
from queries.kernel.search import Start
from queries.overlay import NOTHING_LAID, Overlay
from queries.question import UNCONSTRAINED, RouteConstraints, living, understand, via_mask
from queries.routes import Route, View
from queries.target import constrained_terrain, read_only, terrain_to
from queries.ways import Ways

ROUTES_DEFAULT: Final = 3
ROUTES_AT_MOST: Final = 50


@dataclass(frozen=True)
class IntroductionsAnswer:
    """What ``introductions`` answers.

    Attributes:
        as_of: ISO day.
        source, target: organisations between which routes were sought.
        asked_from, asked_to: ids that were given, where others answer for them; None.
        routes: distinct simple routes, best first; empty if there is none.
        exact: the search was not cut short.
    """

    revision: int
    as_of: str
    source: int
    target: int
    asked_from: str | None
    asked_to: str | None
    routes: list[Route]
    exact: bool
    ways: Ways

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares neither intermediary nor desk with the best one; None if there is none.

        Where the best one is direct, its tie is not shared either.
        """
        return self.ways.fallback(self.routes[0]) if self.routes else None


def introductions(
    snapshot: Snapshot,
    source: str,
    target: str,
    *,
    constraints: RouteConstraints = UNCONSTRAINED,
    first: int = ROUTES_DEFAULT,
    laid: Overlay = NOTHING_LAID,
) -> IntroductionsAnswer:
    """Rank the routes from one organisation to another.

    A desk counts only where it ends at ``target``, whatever its operator promotes. An agency located outside every
    market of its constituency may be knocked at only where ``target`` is located in the agency's market.
    ``openerKinds`` does not apply.

    Raises:
        InputError: something named is not there, gone without an heir, or out of range.
        LimitError: too much is asked for.
    """
    constraints.check()
    if not 1 <= first <= ROUTES_AT_MOST:
        raise LimitError(f"first is {first}.", value=first, where="first", suggestion=f"Ask for 1 to {ROUTES_AT_MOST}.")
    on = snapshot.standing(snapshot.day_of(constraints.as_of))
    party = understand(snapshot, on, source)
    assert party.node is not None
    goal = living(snapshot, on, snapshot.node(target, "organisation", "to"), target, "to")
    if goal == party.node:
        raise InputError(
            "They are the same organisation.",
            code="same_organisation",
            value=target,
            where="to",
            suggestion="Name two different ones.",
        )
    markets = np.array([snapshot.facts.country[goal]], dtype=np.int64)
    terrain = constrained_terrain(snapshot, on, terrain_to(snapshot, on, markets, laid, goal), constraints, laid)
    kinds = constraints.relation_kinds
    mandates = kinds is None or "mandated_for" in kinds
    view = View(
        snapshot,
        on,
        snapshot.ties(on, kinds),
        laid.strengths,
        mandates,
        frozenset(markets.tolist()),
        frozenset(laid.removed_tie.tolist()),
    )
    none = read_only(np.zeros(0, dtype=np.int32))
    start = Start(party.node, none, none, -1, none, none)
    via = via_mask(snapshot, constraints) if constraints.via else read_only(np.zeros(0, dtype=np.bool_))
    ways = Ways(snapshot, on, view, party, terrain, start, goal, constraints.max_steps, via)
    shut = bool(len(terrain.blocked) and terrain.blocked[goal])
    routes, exact = ([], True) if shut else ways.best(first)
    asked_to = target if snapshot.id_of(goal) != target else None
    return IntroductionsAnswer(
        snapshot.revision, day_text(on.day) or "", party.node, goal, party.asked_as, asked_to, routes, exact, ways
    )
