"""Why an organisation counts as in a market."""

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from api.schema.model.places import Market, market_of
from api.schema.plumbing.base import Reading, object_type, told
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.shown import show, shown_as
from graph.snapshot.facts import I4
from queries.reading.presence import PresenceReason as Reason
from queries.reading.presence import presence_reasons

if TYPE_CHECKING:
    PresenceReason: TypeAlias = Any
else:
    PresenceReason = shown_as(Reason)


@object_type
class Presence:
    """That an organisation counts as in a market."""

    market: Market = told("The market.")
    value: float = told(
        "How much, by its best reason, to whoever asks; for an asker standing may add to it, or halve an office's."
    )
    reasons: list[PresenceReason] = told("Why, best first.")


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
            reasons=[show(reading, one) for one in reasons],
        )

    page: Connection[Presence] = Paging(found, lambda one: [one[0]], "presence", (str,), first, after).shown(shown)
    return page
