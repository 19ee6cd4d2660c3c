"""In which markets an organisation counts as present, and why, for people."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.kinds import CONFIDENCES
from graph.relations import HALVED
from graph.snapshot.day.presence import LOCATED, halved
from graph.snapshot.day.standing import Standing
from graph.snapshot.facts import I4
from graph.snapshot.snapshot import Snapshot
from queries.reading.relation import Relation


@dataclass(frozen=True)
class PresenceReason:
    """One reason: worth = base × recency × handed over, halved where ``halved`` says so.

    Attributes:
        reason: ``located``, the kind of the relation that gives it, or what standing gives it.
        market: code.
        confidence: word; shown beside it, it does not count.
        relation: None where it is located there, or where standing gives it by the nature of the organisation.
        participation: where a context takes place there, the relation that leads into the context; None.
        statements: who says so, with evidence.
    """

    reason: str
    market: str
    worth: float
    base: float
    recency: float
    handed_over: float
    halved: float
    confidence: str
    relation: Relation | None
    participation: Relation | None
    statements: list[dict[str, Any]]


@dataclass(frozen=True)
class Presence:
    """That an organisation counts as in a market.

    Attributes:
        market: position in the market section.
        value: in (0, 1], by its best reason, to whoever asks.
    """

    snapshot: Snapshot
    on: Standing
    organisation: int
    market: int
    value: float

    @property
    def code(self) -> str:
        """Code of the market."""
        return self.snapshot.market_code(self.market)

    @property
    def reasons(self) -> list[PresenceReason]:
        """Why, best first."""
        return presence_reasons(self.snapshot, self.on, self.market, self.organisation)


def presences_of(snapshot: Snapshot, on: Standing, organisation: int, market: str | None = None) -> list[Presence]:
    """The markets in which an organisation counts as present, by code; at most the one of a code.

    Raises:
        InputError: there is no market of that code.
    """
    present, sought = on.present, None if market is None else snapshot.market_position(market)
    order = snapshot.memo.get(("presences", on.day), lambda: _by_organisation(on), lambda made: made.nbytes)
    pairs = order[slice(*np.searchsorted(present.organisation[order], [organisation, organisation + 1]))]
    markets = (np.searchsorted(present.market_ptr, pairs, side="right") - 1).tolist()
    values = present.value[pairs].tolist()
    return [
        Presence(snapshot, on, organisation, at, value)
        for at, value in zip(markets, values, strict=True)
        if sought in (None, at)
    ]


def _by_organisation(on: Standing) -> I4:
    """Positions of (market, organisation) pairs, by organisation, then market."""
    order = np.argsort(on.present.organisation, kind="stable").astype(np.int32)
    order.setflags(write=False)
    return order


def presence_reasons(snapshot: Snapshot, on: Standing, market: int, organisation: int) -> list[PresenceReason]:
    """All reasons for which an organisation is in a market on that day, best first; none if it is not.

    What depends on the asker is told at its least.
    """
    present = on.present
    pair = present.pair(market, organisation)
    if pair is None:
        return []
    half = HALVED if halved(snapshot.facts)[organisation] else 1.0
    found = []
    for at in range(int(present.reason_ptr[pair]), int(present.reason_ptr[pair + 1])):
        position, taking_part = int(present.relation[at]), int(present.participation[at])
        base, recency, factor = (float(column[at]) for column in (present.base, present.recency, present.factor))
        relation = None if position == LOCATED else Relation(snapshot, on, position)
        participation = None if taking_part < 0 else Relation(snapshot, on, taking_part)
        facts = [fact for fact in (relation, participation) if fact is not None]
        said = [statement for fact in facts for statement in fact.statements] or located_by(snapshot, organisation)
        found.append(
            PresenceReason(
                "located" if relation is None else relation.kind,
                snapshot.market_code(market),
                base * recency * factor * half,
                base,
                recency,
                factor,
                half,
                _confidence(facts, said),
                relation,
                participation,
                said,
            )
        )
    return found


def located_by(snapshot: Snapshot, organisation: int) -> list[dict[str, Any]]:
    """The statements that say where an organisation is located."""
    statements: list[dict[str, Any]] = snapshot.record(organisation)["statements"]
    return [statement for statement in statements if "country" in statement.get("properties", ("country",))]


def _confidence(facts: list[Relation], said: list[dict[str, Any]]) -> str:
    """The lowest of what the best statement of each fact says."""
    words = [fact.statements[0]["confidence"] for fact in facts] or [said[0]["confidence"]]
    order = list(CONFIDENCES)
    return str(max(words, key=order.index))
