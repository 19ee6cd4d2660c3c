"""Why an organisation counts as in a market, for people."""

from dataclasses import dataclass

from graph.snapshot.day.presence import LOCATED
from graph.snapshot.day.standing import Standing
from graph.snapshot.snapshot import Snapshot
from queries.routes import Relation


@dataclass(frozen=True)
class PresenceReason:
    """One reason: worth = base × recency × confidence × handed over, before courtesy and halving.

    Attributes:
        reason: ``located``, or the kind of the relation that gives it.
        market: code.
        relation: None where it is located there.
        participation: where a context takes place there, the relation that leads into the context; None.
    """

    reason: str
    market: str
    worth: float
    base: float
    recency: float
    confidence: float
    handed_over: float
    relation: Relation | None
    participation: Relation | None


def presence_reasons(snapshot: Snapshot, on: Standing, market: int, organisation: int) -> list[PresenceReason]:
    """All reasons for which an organisation is in a market on that day, best first; none if it is not."""
    present = on.present
    pair = present.pair(market, organisation)
    if pair is None:
        return []
    found = []
    for at in range(int(present.reason_ptr[pair]), int(present.reason_ptr[pair + 1])):
        relation, participation = int(present.relation[at]), int(present.participation[at])
        base, recency, confidence, factor = (
            float(column[at]) for column in (present.base, present.recency, present.confidence, present.factor)
        )
        found.append(
            PresenceReason(
                "located" if relation == LOCATED else snapshot.relation_kind(relation),
                snapshot.market_code(market),
                base * recency * confidence * factor,
                base,
                recency,
                confidence,
                factor,
                None if relation == LOCATED else Relation(snapshot, on, relation),
                None if participation < 0 else Relation(snapshot, on, participation),
            )
        )
    return found
