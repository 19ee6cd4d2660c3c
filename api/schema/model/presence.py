"""Why an organisation counts as in a market."""

from typing import TYPE_CHECKING, Any, TypeAlias

from api.schema.plumbing.base import Reading
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.shown import show, shown_as
from queries.reading import presence
from queries.reading.markets import place_by_worth, presence_at, present_by_worth

if TYPE_CHECKING:
    Presence: TypeAlias = Any
else:
    Presence = shown_as(presence.Presence)


def presences_page(
    reading: Reading, organisation: int, market: str | None, first: int, after: str | None
) -> Connection[Presence]:
    """A page of the markets in which an organisation is present, by code."""
    found = presence.presences_of(reading.day, organisation, market)
    paging = Paging(found, lambda one: [one.market], "presence", (str,), first, after)
    page: Connection[Presence] = paging.shown(lambda one: show(reading, one))
    return page


def present_page(
    reading: Reading, market: int, kinds: list[str] | None, sector: str | None, first: int, after: str | None
) -> Connection[Presence]:
    """A page of who is present in a market, by worth."""
    day = reading.day
    found = present_by_worth(day, market, kinds, sector)
    paging = Paging(found, lambda pair: place_by_worth(day, pair), "present", (int, int, str), first, after)
    page: Connection[Presence] = paging.shown(lambda pair: show(reading, presence_at(day, market, pair)))
    return page
