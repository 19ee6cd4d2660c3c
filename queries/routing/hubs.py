"""Contexts too large to tie all who take part, passed over where an asker takes part with somebody of the market."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.relations import SPELLED_OUT_PARTICIPANTS, Carries
from graph.snapshot.day.ties import leads
from graph.snapshot.day.worth import KINDS
from graph.work import look
from queries.reading.nodes import ContextNode
from queries.reading.ties import OUTSIDER
from queries.routing.door_question import DoorQuestion

_PARTICIPATION: Final = np.array([kind.carries is Carries.PARTICIPATION for kind in KINDS])


@dataclass(frozen=True)
class HubLeftOut:
    """A project, event or programme of more than 30 participants: it ties them to its coordinators or organisers only.

    Attributes:
        context: which one.
        participants: how many take part: those that are known, or as many as are stated, if more.
        present: how many of the known ones are present in the market, and were passed over.
    """

    context: ContextNode
    participants: int
    present: int


def hubs_left_out(question: DoorQuestion) -> list[HubLeftOut]:
    """Contexts that would tie an asker to somebody present in the market if fewer took part.

    Those with most of them first, equal ones by id. Whom a context ties all the same, since one of the two coordinates
    or organises it, was not passed over.
    """
    on, facts = question.day.on, question.day.facts
    kind = facts.rel_kind[on.held.relation]
    allowed = np.array([question.constraints.allows(one.name) for one in KINDS])
    large = (_PARTICIPATION & allowed)[kind] & (on.diluted.known > SPELLED_OUT_PARTICIPANTS) & (on.held_worth > 0)
    source, target = on.held.source[large], on.held.target[large]
    leading = leads(facts, question.day.snapshot.manifest.roles)[on.held.relation[large]]
    passed = np.zeros(0, dtype=np.int64)
    for of in question.candidates:
        look()
        own = source == (OUTSIDER if of.party.node is None else of.party.node)
        contexts = np.setdiff1d(target[own], target[own & leading])
        there = np.isin(target, contexts) & np.isin(source, of.target.opener) & ~own
        pair = target.astype(np.int64) << 32 | source
        passed = np.union1d(passed, np.setdiff1d(pair[there], pair[there & leading]))
    found, counts = np.unique(passed >> 32, return_counts=True)
    hubs = zip(found.tolist(), counts.tolist(), strict=True)
    made = [HubLeftOut(context, on.diluted.crowd[context], present) for context, present in hubs]
    return sorted(made, key=lambda one: (-one.present, one.context))
