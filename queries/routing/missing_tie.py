"""The tie that is missing: which two contacts, once tied, would open the door best."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from graph.relations import LEAST_LIKELIHOOD, MISSING_TIE
from graph.snapshot.day.worth import cost
from graph.work import current_work, look
from queries.reading.nodes import Internal, OrganisationNode
from queries.reading.ties import OUTSIDER, View
from queries.routing.askers import Party
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
    """A tie that is not there: with it, at a strength of 0.6, the door could be opened best.

    Attributes:
        contact: a contact of the asker.
        other: a contact of the door opener; the two are not tied yet.
        opener: the door opener that would be reached; of `introductions` the target.
        score: what that door opener would score; of `introductions` the strength of the route.
        likelihood: how likely the two get to know each other: the strength of the best way of at most two ties between
            them, 0.05 at the least.
        total: integer sum of the route asker, contact, other, opener with the new tie, of presence and fit (of
            introductions without them), and of likelihood.
        position: of the asker whose route it would be.
    """

    contact: OrganisationNode
    other: OrganisationNode
    opener: OrganisationNode
    score: float
    likelihood: float
    total: Internal[int]
    party: Internal[Party]
    view: Internal[View]
    position: Internal[int] = 0

    @property
    def route(self) -> Route:
        """The route that it would make: asker, contact, other, door opener."""
        view = replace(self.view, added={**self.view.added, (self.contact, self.other): MISSING_TIE})
        asker = OUTSIDER if self.party.node is None else self.party.node
        nodes = (asker, self.contact, self.other, self.opener)
        costs = tuple(cost(view.tie(one, other)[1]) for one, other in pairwise(nodes))
        return make_route(view, Way(nodes, (StepKind.TIE,) * len(costs), costs))


def missing_tie(of: "Candidates") -> MissingTie | None:
    """The tie between a contact of the asker and a contact of an opener that would give the best score × likelihood."""
    found = missing_tie_to(of.view, of.leave, of.party, of.outlook.goal.opener, of.outlook.goal.far)
    if found is None:
        return None
    at = of.target.position(found.opener)
    score = found.score * of.outlook.presence(at, FAR) * of.outlook.fit(at).value
    return replace(found, position=of.position, score=score)


def missing_tie_to(view: View, leave: Leave, party: Party, openers: Any, beyond: Any) -> MissingTie | None:
    """The tie that would bring an asker best to one of some organisations, its score being the route's strength.

    Contacts are one tie away; equal totals are told apart by the ids of contact, other and opener. The constraints
    apply to the route that it would make.

    Args:
        view: the day.
        leave: what constraints leave of the asker's steps.
        party: who asks.
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
        leave.terrain, leave.start, leave.meeting, strengths, (near, contact), edges, new, least,
        current_work().signals,
    ).tolist()  # fmt: skip
    look()
    if total < 0:
        return None
    first, final = view.tie(leave.start.asker, contact)[1], view.tie(other, opener)[1]
    likely = float(likelihood(leave.terrain, leave.start, strengths, contact, other, least))
    return MissingTie(contact, other, opener, first * MISSING_TIE * final, likely, total, party, view)


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
