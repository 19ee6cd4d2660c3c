"""The tie that is missing: which two contacts, once tied, would open the door best."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from graph.relations import LEAST_LIKELIHOOD, MISSING_TIE
from graph.snapshot.day.worth import cost
from queries.kernel.missing import Strengths, edges_to_openers, likelihood, missing_pair
from queries.kernel.outlook import FAR
from queries.kernel.terrain import ANY

if TYPE_CHECKING:
    from queries.candidates import Candidates

STEPS: Final = 3


@dataclass(frozen=True, slots=True)
class MissingTie:
    """A tie to be made.

    Attributes:
        contact: tied to the asker.
        other: tied to the opener, and not to the contact.
        opener: the door opener that would be reached.
        asker: position of the asker.
        total: integer sum of the route asker, contact, other, opener with the new tie at .6, of presence, fit and
            likelihood.
        likelihood: strength of the best way of two ties between the two, at least .05.
        score: route strength × presence × fit, with the new tie.
    """

    contact: int
    other: int
    opener: int
    asker: int
    total: int
    likelihood: float
    score: float


def missing_tie(of: "Candidates") -> MissingTie | None:
    """The tie between a contact of the asker and a contact of an opener that would give the best score × likelihood.

    Contacts are one tie away; equal totals are told apart by the ids of contact, other and opener. The constraints
    apply to the route that it would make.
    """
    leave, new = of.leave, cost(MISSING_TIE)
    if new > leave.terrain.hop_at_most or leave.max_steps < STEPS:
        return None
    contacts = sorted(_contacts(of))
    last, other, opener = edges_to_openers(leave.terrain, of.outlook.goal, leave.start)
    if not contacts or not len(last):
        return None
    order = np.argsort(last, kind="stable")
    edges = last[order], other[order], opener[order]
    near, contact = (np.array(column) for column in zip(*contacts, strict=True))
    strengths, least = _strengths(of), float(LEAST_LIKELIHOOD)
    total, contact, other, opener = missing_pair(
        leave.terrain, leave.start, leave.meeting, strengths, (near, contact), edges, new, least
    ).tolist()
    if total < 0:
        return None
    at = of.target.position(opener)
    first, final = of.view.tie(leave.start.asker, contact)[1], of.view.tie(other, opener)[1]
    score = first * MISSING_TIE * final * of.outlook.presence(at, FAR) * of.outlook.fit(at).value
    likely = float(likelihood(leave.terrain, leave.start, strengths, contact, other, least))
    return MissingTie(contact, other, opener, of.position, total, likely, score)


def _strengths(of: "Candidates") -> Strengths:
    terrain, ties = of.leave.terrain, of.view.ties
    added = zip(terrain.extra_from.tolist(), terrain.extra_to.tolist(), strict=True)
    return Strengths(ties.forward, ties.backward, np.array([of.view.tie(*pair)[1] for pair in added]))


def _contacts(of: "Candidates") -> Iterator[tuple[int, int]]:
    """(cost, organisation) of each contact of the asker that may be a step and introduce further."""
    leave = of.leave
    asker = leave.start.asker
    known = zip(leave.start.root_node.tolist(), leave.start.root_cost.tolist(), strict=True)
    for node, hop in leave.ties_of(asker) if asker >= 0 else known:
        if leave.allows(node, hop) and leave.leads_on(node) == ANY:
            yield hop, node
