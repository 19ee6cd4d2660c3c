"""Why an organisation counts as in a market."""

import strawberry

from api.schema.model.places import Market, market_of
from api.schema.model.relation import EVIDENCE_AT_MOST, Relation
from api.schema.model.source import Evidence, evidence_of
from api.schema.model.words import Confidence, PresenceWord
from api.schema.plumbing.base import Reading, field, object_type, told
from api.schema.plumbing.pages import Connection, Paging
from queries.reading.presence import Presence as Found
from queries.reading.presence import PresenceReason as Reason
from queries.reading.presence import presences_of


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


def presences_page(
    reading: Reading, organisation: int, market: str | None, first: int, after: str | None
) -> Connection[Presence]:
    """A page of the markets in which an organisation is present, by code."""
    found = presences_of(reading.snapshot, reading.on, organisation, market)

    def shown(one: Found) -> Presence:
        reasons = reasons_of(reading, one.reasons)
        return Presence(market=market_of(reading, one.code), value=one.value, reasons=reasons)

    page: Connection[Presence] = Paging(found, lambda one: [one.code], "presence", (str,), first, after).shown(shown)
    return page
