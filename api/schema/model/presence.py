"""Why an organisation counts as in a market."""

import numpy as np
import strawberry

from api.schema.model.places import Market, market_of
from api.schema.model.relation import EVIDENCE_AT_MOST, Relation
from api.schema.model.source import Evidence, evidence_of
from api.schema.model.words import Confidence, PresenceWord
from api.schema.plumbing.base import Reading, field, object_type, told
from api.schema.plumbing.pages import Connection, Paging
from graph.snapshot.facts import I4
from queries.reading.presence import PresenceReason as Reason
from queries.reading.presence import presence_reasons


@object_type
class PresenceReason:
    """One reason for which an organisation counts as in a market: worth = base × recency × handedOver × halved."""

    reading: strawberry.Private[Reading]
    why: strawberry.Private[Reason]
    reason: PresenceWord = told("Which reason it is.")
    worth: float = told("What it is worth, in (0, 1].")
    base: float = told("Its worth when fresh.")
    recency: float = told("What time has left of it.")
    handed_over: float = told("What a merger or succession has left of it.")
    halved: float = told("What remains where the status is in doubt, or where an office is there for others; else 1.")
    confidence: Confidence = told("How sure it is: shown, and not counted.")

    @field
    def market(self) -> Market:
        """The market."""
        market: Market = market_of(self.reading, self.why.market)
        return market

    @field
    def relation(self) -> Relation | None:
        """The relation that gives it; null where it is located there, or where standing gives it."""
        return None if self.why.relation is None else Relation(reading=self.reading, fact=self.why.relation)

    @field
    def participation(self) -> Relation | None:
        """Where a context takes place there: the relation that leads into the context."""
        return None if self.why.participation is None else Relation(reading=self.reading, fact=self.why.participation)

    @field
    def evidence(self) -> list[Evidence]:
        """Who says so."""
        return [evidence_of(self.reading, statement) for statement in self.why.statements[:EVIDENCE_AT_MOST]]


@object_type
class Presence:
    """That an organisation counts as in a market."""

    market: Market = told("The market.")
    value: float = told(
        "How much, by its best reason, to whoever asks; for an asker standing may add to it, or halve an office's."
    )
    reasons: list[PresenceReason] = told("Why, best first.")


def reasons_of(reading: Reading, reasons: list[Reason]) -> list[PresenceReason]:
    """Reasons, to be shown."""
    return [
        PresenceReason(
            reading=reading, why=one, reason=one.reason, worth=one.worth, base=one.base, recency=one.recency,
            handed_over=one.handed_over, halved=one.halved, confidence=one.confidence,
        )
        for one in reasons
    ]  # fmt: skip


def _by_organisation(reading: Reading) -> I4:
    """Positions of (market, organisation) pairs, by organisation, then market."""
    present = reading.on.present
    order = np.argsort(present.organisation, kind="stable").astype(np.int32)
    order.setflags(write=False)
    return order


def presences_page(
    reading: Reading, organisation: int, market: str | None, first: int, after: str | None
) -> Connection[Presence]:
    """A page of the markets in which an organisation is present, by code."""
    snapshot, present = reading.snapshot, reading.on.present
    order = snapshot.memo.get(
        ("presences", reading.on.day), lambda: _by_organisation(reading), lambda made: made.nbytes
    )
    sorted_ = present.organisation[order]
    span = slice(*np.searchsorted(sorted_, [organisation, organisation + 1]))
    pairs = order[span]
    markets = (np.searchsorted(present.market_ptr, pairs, side="right") - 1).tolist()
    found = [(snapshot.market_code(at), at, int(pair)) for at, pair in zip(markets, pairs, strict=True)]
    if market is not None:
        sought = snapshot.market_position(market)
        found = [one for one in found if one[1] == sought]

    def shown(one: tuple[str, int, int]) -> Presence:
        code, at, pair = one
        reasons = presence_reasons(reading.day, at, organisation)
        return Presence(
            market=market_of(reading, code),
            value=float(present.value[pair]),
            reasons=reasons_of(reading, reasons),
        )

    page: Connection[Presence] = Paging(found, lambda one: [one[0]], "presence", (str,), first, after).shown(shown)
    return page
