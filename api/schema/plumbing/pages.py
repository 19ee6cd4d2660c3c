"""Pages of longer lists: connections with key-set cursors, at most 100 entries a page."""

import base64
import binascii
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Generic, TypeVar

import orjson

from api.schema.plumbing.base import argument, object_type, told
from graph.errors import InputError, LimitError

PAGE_AT_MOST: Final = 100
CURSOR_AT_MOST: Final = 2_000
Item = TypeVar("Item")

First = Annotated[int, argument(f"At most so many, up to {PAGE_AT_MOST}.")]
After = Annotated[str | None, argument("Those that follow this cursor.")]


@object_type
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool = told("Whether more follow.")
    has_previous_page: bool = told("Whether it was asked for with a cursor, so that others may come before.")
    start_cursor: str | None = told("Cursor of the first entry.")
    end_cursor: str | None = told("Cursor of the last entry: give it as `after` for the next page.")


@object_type
class Edge(Generic[Item]):
    """An entry of a page."""

    cursor: str = told("Where it stands in the list.")
    node: Item = told("The entry itself.")


@object_type
class Connection(Generic[Item]):
    """One page of a longer list."""

    edges: list[Edge[Item]] = told("The entries with their cursors.")
    nodes: list[Item] = told("The entries without them.")
    page_info: PageInfo = told("Where this page lies in the list.")
    total_count: int | None = told("Entries of the whole list; null where counting would cost too much.")


def check_first(first: int, least: int = 0) -> int:
    """Raise LimitError unless ``first`` is a page's size."""
    if not least <= first <= PAGE_AT_MOST:
        raise LimitError(
            f"first is {first}.", value=first, where="first", suggestion=f"Ask for {least} to {PAGE_AT_MOST} at a time."
        )
    return first


def cursor_of(scope: str, key: Sequence[Any]) -> str:
    """An opaque cursor of a key within one sort of list."""
    return base64.urlsafe_b64encode(orjson.dumps([scope, *key])).decode().rstrip("=")


def key_of(cursor: str, scope: str, like: Sequence[type]) -> list[Any]:
    """The key in a cursor.

    Raises:
        InputError: it is none, or one of another sort of list.
    """
    try:
        if len(cursor) > CURSOR_AT_MOST:
            raise ValueError
        held = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        held = None
    fits = isinstance(held, list) and held[:1] == [scope] and [type(part) for part in held[1:]] == list(like)
    if not fits:
        raise InputError(
            "The cursor is not one of this list.", code="bad_cursor", value=cursor, where="after",
            suggestion="Give the endCursor of a page of the same list, unaltered.",
        )  # fmt: skip
    key: list[Any] = held[1:]
    return key


def page_info(cursors: Sequence[str], more: bool, after: str | None) -> PageInfo:
    """The place of a page with these cursors."""
    return PageInfo(
        has_next_page=more,
        has_previous_page=after is not None,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )


def connection(items: Sequence[Any], cursors: Sequence[str], more: bool, after: str | None, total: int | None) -> Any:
    """A page of items with their cursors."""
    edges: list[Edge[Any]] = [Edge(cursor=cursor, node=item) for cursor, item in zip(cursors, items, strict=True)]
    return Connection(edges=edges, nodes=list(items), page_info=page_info(cursors, more, after), total_count=total)


class Paging(Generic[Item]):
    """The part of an ordered list that a page shows: entries whose key follows the cursor's."""

    def __init__(
        self,
        ordered: Sequence[Item],
        key: Callable[[Item], list[Any]],
        scope: str,
        like: Sequence[type],
        first: int,
        after: str | None,
        place: "Callable[[Sequence[Item], Callable[[Item], list[Any]], list[Any]], int] | None" = None,
    ) -> None:
        """Cut the page out. ``place`` finds where those after a key begin, where keys do not ascend strictly."""
        check_first(first)
        start = 0
        if after is not None:
            sought = key_of(after, scope, like)
            start = bisect_right(ordered, sought, key=key) if place is None else place(ordered, key, sought)
        self.items = [ordered[at] for at in range(start, min(start + first, len(ordered)))]
        self.more = start + first < len(ordered)
        self.cursors = [cursor_of(scope, key(item)) for item in self.items]
        self.after = after
        self.total = len(ordered)

    def shown(self, make: Callable[[Item], Any]) -> Any:
        """The page as a connection of what ``make`` makes of each entry."""
        return connection([make(item) for item in self.items], self.cursors, self.more, self.after, self.total)
