"""Why an organisation counts as in a market."""

from typing import TYPE_CHECKING, Any, TypeAlias

from api.schema.plumbing.base import Reading
from api.schema.plumbing.pages import Connection, Paging
from api.schema.plumbing.shown import show, shown_as
from queries.reading import presence

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
