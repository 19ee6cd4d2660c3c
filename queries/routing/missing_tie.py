"""The tie that is missing: which two contacts, once tied, would open the door best."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from graph.relations import LEAST_LIKELIHOOD, MISSING_TIE
from graph.snapshot.day.worth import cost
from queries.reading.ties import View
from queries.routing.kernel.missing import Strengths, edges_to_openers, likelihood, missing_pair
from queries.routing.kernel.outlook import FAR
from queries.routing.kernel.terrain import ANY
from queries.routing.routes import Route, make_route
from queries.routing.standing import StepKind
from queries.routing.ways import Leave, Way

if TYPE_CHECKING:
    from queries.routing.candidates import Candidates

STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class MissingTie:
    """A tie to be made.

    Attributes:
        contact: tied to the asker.
        other: tied to the opener, and not to the contact.
        opener: the door opener that would be reached; of introductions the target.
        asker: position of the asker.
        total: integer sum of the route asker, contact, other, opener with the new tie at .6, of presence and fit (of
            introductions without them), and of likelihood.
        likelihood: strength of the best way of two ties between the two, at least .05.
        score: route strength × presence × fit (of introductions without them), with the new tie.
    """

    contact: int
    other: int
    opener: int
    asker: int
    total: int
    likelihood: float
    score: float


def missing_tie(of: "Candidates") -> MissingTie | None:
    """The tie between a contact of the asker and a contact of an opener that would give the best score × likelihood."""
    found = missing_tie_to(of.view, of.leave, of.outlook.goal.opener, of.outlook.goal.far)
    if found is None:
        return None
    at = of.target.position(found.opener)
    score = found.score * of.outlook.presence(at, FAR) * of.outlook.fit(at).value
    return replace(found, asker=of.position, score=score)


def missing_tie_to(view: View, leave: Leave, openers: Any, beyond: Any) -> MissingTie | None:
    """The tie that would bring an asker best to one of some organisations, its score being the route's strength.

    Contacts are one tie away; equal totals are told apart by the ids of contact, other and opener. The constraints
    apply to the route that it would make.

    Args:
        view: the day.
        leave: what constraints leave of the asker's steps.
        openers: (O) nodes, ascending.
        beyond: (O) cost of each beyond the route; INFINITE for one that is not to be reached.
    """
    new = cost(MISSING_TIE)
    if new > leave.terrain.hop_at_most or leave.max_steps < STEPS:
        return None
    contacts = sorted(_contacts(leave))
    last, other, opener = edges_to_openers(leave.terrain, openers, beyond, leave.start)
    if not contacts or not len(last):
        return None
    order = np.argsort(last, kind="stable")
    edges = last[order], other[order], opener[order]
    near, contact = (np.array(column) for column in zip(*contacts, strict=True))
    strengths, least = _strengths(view, leave), float(LEAST_LIKELIHOOD)
    total, contact, other, opener = missing_pair(
        leave.terrain, leave.start, leave.meeting, strengths, (near, contact), edges, new, least
    ).tolist()
    if total < 0:
        return None
    first, final = view.tie(leave.start.asker, contact)[1], view.tie(other, opener)[1]
    likely = float(likelihood(leave.terrain, leave.start, strengths, contact, other, least))
    return MissingTie(contact, other, opener, 0, total, likely, first * MISSING_TIE * final)


def route_made_by(tie: MissingTie, view: View, asker: int) -> Route:
    """The route that a missing tie would make."""
    view = replace(view, added={**view.added, (tie.contact, tie.other): MISSING_TIE})
    nodes = (asker, tie.contact, tie.other, tie.opener)
    costs = tuple(cost(view.tie(one, other)[1]) for one, other in pairwise(nodes))
    return make_route(view, Way(nodes, (StepKind.TIE,) * len(costs), costs))


def _strengths(view: View, leave: Leave) -> Strengths:
    added = zip(leave.terrain.extra_from.tolist(), leave.terrain.extra_to.tolist(), strict=True)
    return Strengths(view.ties.forward, view.ties.backward, np.array([view.tie(*pair)[1] for pair in added]))


def _contacts(leave: Leave) -> Iterator[tuple[int, int]]:
    """(cost, organisation) of each contact of the asker that may be a step and introduce further."""
    asker = leave.start.asker
    known = zip(leave.start.root_node.tolist(), leave.start.root_cost.tolist(), strict=True)
    ties = list(leave.ties_of(asker) if asker >= 0 else known)
    leads = leave.leads_on([node for node, _ in ties])
    for node, hop in ties:
        if leave.allows(node, hop) and leads[node] == ANY:
            yield hop, node
