"""In which markets an organisation counts as present, and why, for people."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.kinds import CONFIDENCES
from graph.relations import HALVED
from graph.snapshot.day.presence import LOCATED, is_halved
from graph.snapshot.facts import I4
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.nodes import ConfidenceWord, EvidenceOf, Internal, MarketOfCode, OrganisationNode, PresenceWord
from queries.reading.relation import EVIDENCE_AT_MOST, Relation


@dataclass(frozen=True)
class PresenceReason:
    """One reason for which an organisation counts as in a market: worth = base × recency × handedOver × halved.

    Attributes:
        reason: which reason it is: located, the kind of the relation that gives it, or what standing gives it.
        market: the market.
        worth: what it is worth, in (0, 1].
        base: its worth when fresh.
        recency: what time has left of it.
        handed_over: what a merger or succession has left of it.
        halved: what remains where the status is in doubt, or where an office is there for others; else 1.
        confidence: how sure it is: shown, and not counted.
        relation: the relation that gives it; null where it is located there, or where standing gives it.
        participation: where a context takes place there: the relation that leads into the context.
    """

    reason: PresenceWord
    market: MarketOfCode
    worth: float
    base: float
    recency: float
    handed_over: float
    halved: float
    confidence: ConfidenceWord
    relation: Relation | None
    participation: Relation | None
    statements: Internal[list[dict[str, Any]]]

    @property
    def evidence(self) -> list[EvidenceOf]:
        """Who says so."""
        return self.statements[:EVIDENCE_AT_MOST]


@dataclass(frozen=True)
class Presence:
    """That an organisation counts as in a market.

    Attributes:
        organisation: which one.
        value: how much, by its best reason, to whoever asks; for an asker standing may add to it, or halve an office's.
    """

    day: Internal[Day]
    organisation: OrganisationNode
    position: Internal[int]
    value: float

    @property
    def market(self) -> MarketOfCode:
        """The market."""
        return self.day.snapshot.market_code(self.position)

    @property
    def reasons(self) -> list[PresenceReason]:
        """Why, best first."""
        return presence_reasons(self.day, self.position, self.organisation)


def presences_of(day: Day, organisation: int, market: str | None = None) -> list[Presence]:
    """The markets in which an organisation counts as present, by code; at most the one of a code.

    Raises:
        InputError: there is no market of that code.
    """
    present, sought = day.on.present, None if market is None else day.snapshot.market_position(market)
    order = day.remembered(("presences",), lambda: _by_organisation(day), lambda made: made.nbytes)
    pairs = order[slice(*np.searchsorted(present.organisation[order], [organisation, organisation + 1]))]
    markets = (np.searchsorted(present.market_ptr, pairs, side="right") - 1).tolist()
    values = present.value[pairs].tolist()
    return [
        Presence(day, organisation, at, value)
        for at, value in zip(markets, values, strict=True)
        if sought in (None, at)
    ]


def _by_organisation(day: Day) -> I4:
    """Positions of (market, organisation) pairs, by organisation, then market."""
    order = np.argsort(day.on.present.organisation, kind="stable").astype(np.int32)
    order.setflags(write=False)
    return order


def presence_reasons(day: Day, market: int, organisation: int) -> list[PresenceReason]:
    """All reasons for which an organisation is in a market on that day, best first; none if it is not.

    What depends on the asker is told at its least.
    """
    present = day.on.present
    pair = present.pair(market, organisation)
    if pair is None:
        return []
    half = HALVED if is_halved(day.facts, organisation) else 1.0
    found = []
    for at in range(int(present.reason_ptr[pair]), int(present.reason_ptr[pair + 1])):
        position, taking_part = int(present.relation[at]), int(present.participation[at])
        base, recency, factor = (float(column[at]) for column in (present.base, present.recency, present.factor))
        relation = None if position == LOCATED else Relation(day, position)
        participation = None if taking_part < 0 else Relation(day, taking_part)
        facts = [fact for fact in (relation, participation) if fact is not None]
        said = [statement for fact in facts for statement in fact.statements] or located_by(day.snapshot, organisation)
        found.append(
            PresenceReason(
                "located" if relation is None else relation.kind,
                day.snapshot.market_code(market),
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
