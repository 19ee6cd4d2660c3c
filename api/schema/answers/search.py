"""Search by name."""

from typing import Annotated, Any, Final

from api.schema.model.thing import Thing
from api.schema.model.words import MatchedBy, NodeKind
from api.schema.plumbing.base import Info, argument, field, object_type, told
from api.schema.plumbing.pages import After, First, PageInfo, check_first, cursor_of, key_of, page_info
from api.schema.plumbing.scalars import MarketCode
from graph.kinds import CORRIDOR_KINDS
from queries.questions import search as asked

_SPELLED_OUT: Final = {"corridor": CORRIDOR_KINDS}
"""A kind that names stand under several words for."""


@object_type
class SearchEdge:
    """Something that was found, and how."""

    cursor: str = told("Where it stands in the list.")
    node: Thing = told("What was found.")
    matched_name: str = told("Of its names, the one that matched.")
    field: str = told("Which name that is: name, native_name, former, native, acronym, short, initials, id.")
    gone: bool = told("It was merged into another one, or closed.")
    how: MatchedBy = told("How it matches.")
    score: float = told("How well, in (0, 1].")


@object_type
class SearchConnection:
    """One page of what was found, best first."""

    edges: list[SearchEdge] = told("What was found, with how.")
    nodes: list[Thing] = told("What was found.")
    page_info: PageInfo = told("Where this page lies in the list.")
    total_count: int | None = told("Matches in all; null where there are more than are counted.")


@field
def search(
    info: Info,
    text: Annotated[str, argument("A name, the beginning of one, words of it, or an id.")],
    kinds: Annotated[list[NodeKind] | None, argument("Of these kinds only.")] = None,
    countries: Annotated[list[MarketCode] | None, argument("Located in these markets only.")] = None,
    first: First = 10,
    after: After = None,
) -> SearchConnection:
    """Names as people type them: accents and small errors forgiven.

    Initials of a whole name come before longer words that begin with these letters.
    """
    reading = info.context
    check_first(first)
    offset = key_of(after, "search", (int,))[0] if after is not None else 0
    words = [word for kind in kinds or () for word in _SPELLED_OUT.get(kind, (kind,))]
    answer = asked.search(reading.snapshot, text, kinds=words, countries=countries or (), first=first, offset=offset)
    cursors = [cursor_of("search", [offset + at + 1]) for at in range(len(answer.hits))]
    things: list[Any] = [reading.thing(hit.node) for hit in answer.hits]
    edges = [
        SearchEdge(
            cursor=cursor,
            node=node,
            matched_name=hit.name,
            field=hit.field,
            gone=hit.status is not None,
            how=hit.how,
            score=hit.score,
        )
        for cursor, node, hit in zip(cursors, things, answer.hits, strict=True)
    ]
    more = offset + len(answer.hits) < answer.total
    return SearchConnection(
        edges=edges,
        nodes=things,
        page_info=page_info(cursors, more, after),
        total_count=None if answer.capped else answer.total,
    )
