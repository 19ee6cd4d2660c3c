"""The best ways to be introduced by one organisation to another."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot, day_text
from queries.between import Between
from queries.door_question import leave_of, view_of
from queries.overlay import NOTHING_LAID, Overlay
from queries.question import UNCONSTRAINED, Asker, Party, RouteConstraints, living, understand
from queries.routes import Route, View, make_route
from queries.standing import AskerStanding
from queries.target import Area
from queries.ways import Listing, Way

ROUTES_DEFAULT: Final = 3
ROUTES_AT_MOST: Final = 50


@dataclass(frozen=True)
class IntroductionsAnswer:
    """What ``introductions`` answers.

    Attributes:
        as_of: ISO day.
        asker: between whom and the target routes were sought.
        target: organisation.
        asked_to: id that was given, where another one answers for it; None.
        ways, routes: distinct simple routes, best first; empty if there is none.
        exact: the search was not cut short.
    """

    revision: int
    as_of: str
    asker: Party
    target: int
    asked_to: str | None
    ways: list[Way]
    exact: bool
    view: View
    between: Between

    @cached_property
    def routes(self) -> list[Route]:
        """The ways, told."""
        return [make_route(self.view, way) for way in self.ways]

    @cached_property
    def fallback(self) -> Route | None:
        """The best route that shares no intermediary with the best one, nor its first step if it is direct; or None."""
        way = self.between.fallback(self.ways[0]) if self.ways else None
        return None if way is None else make_route(self.view, way)


def introductions(
    snapshot: Snapshot,
    source: Asker,
    target: str,
    *,
    constraints: RouteConstraints = UNCONSTRAINED,
    first: int = ROUTES_DEFAULT,
    laid: Overlay = NOTHING_LAID,
) -> IntroductionsAnswer:
    """Rank the routes from an asker to an organisation.

    The market asked about is that in which ``target`` is located; an office knocked at, a desk or a front door counts
    only where the route ends there, at its operator, or with a reception. ``openerKinds`` does not apply.

    Raises:
        InputError: something named is not there, gone without an heir, or out of range.
        LimitError: too much is asked for.
    """
    constraints.check()
    if not 1 <= first <= ROUTES_AT_MOST:
        raise LimitError(f"first is {first}.", value=first, where="first", suggestion=f"Ask for 1 to {ROUTES_AT_MOST}.")
    on = snapshot.standing(snapshot.day_of(constraints.as_of))
    party = understand(snapshot, on, source)
    goal = living(snapshot, on, snapshot.node(target, "organisation", "to"), target, "to")
    if goal == party.node:
        raise InputError(
            "They are the same organisation.",
            code="same_organisation",
            value=target,
            where="to",
            suggestion="Name two different ones.",
        )
    area = Area((int(snapshot.facts.country[goal]),))
    view = view_of(snapshot, on, constraints, laid)
    leave = leave_of(view, party, area, constraints, laid)
    standing = AskerStanding(snapshot, on, party, area, party.sectors, constraints)
    between = Between(Listing(standing, leave), goal, introducing=True)
    ways, exact = between.best(first) if leave.allows(goal, 0) else ([], True)
    asked_to = target if snapshot.id_of(goal) != target else None
    return IntroductionsAnswer(
        snapshot.revision, day_text(on.day) or "", party, goal, asked_to, ways, exact, view, between
    )
