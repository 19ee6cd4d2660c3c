"""All relations of one thing on a day, in their order."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Sequence

from graph.snapshot.day.worth import CODE
from graph.snapshot.facts import I4, SECTION_TYPES
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.reading.related import Direction, of_status, related
from queries.reading.relation import Relation

Place = list[int | str]
"""Kind, type of the other end, its id, the relation's id."""


def relations_of(
    day: Day,
    node: int,
    kinds: Collection[str] | None = None,
    direction: Direction = "BOTH",
    status: str | None = None,
) -> I4:
    """Positions of the relations of a thing: by kind in the table's order, then by their other end.

    Args:
        day: to be read.
        node: the thing.
        kinds: of these kinds only.
        direction: from it or to it only; symmetric ones lead both ways.
        status: ``current``, ``ended`` or ``unknown`` ones only.
    """
    found = related(day.snapshot, node, kinds, direction)
    return found if status is None else of_status(day, found, status)


def some_relations_of(day: Day, node: int, kind: str, direction: Direction, at_most: int) -> list[Relation]:
    """The first relations of a kind that lead from a thing, or to it, by their other end; ended ones included."""
    found = relations_of(day, node, [kind], direction)[:at_most]
    return [Relation(day, position) for position in found.tolist()]


def place_of(snapshot: Snapshot, node: int, position: int) -> Place:
    """What the place of a relation among those of a thing goes by.

    Those of one kind and other end are listed in an order of their own: their ids only tell them apart.
    """
    other = other_end(snapshot, node, position)
    section = SECTION_TYPES.index(snapshot.sections.type_of(other))
    return [CODE[snapshot.relation_kind(position)], section, snapshot.id_of(other), snapshot.relation_id(position)]


def first_after(found: Sequence[int], place: Callable[[int], Place], sought: Place) -> int:
    """Where in the relations of a thing those begin that follow the one at a place, be it there or not."""
    start = bisect_left(found, sought[:3], key=lambda at: place(at)[:3])
    stop = bisect_right(found, sought[:3], lo=start, key=lambda at: place(at)[:3])
    return next((at + 1 for at in range(start, stop) if place(found[at])[3] == sought[3]), stop)


def other_end(snapshot: Snapshot, node: int, position: int) -> int:
    """The end of a relation of a thing that is not the thing."""
    source, target = int(snapshot.facts.rel_source[position]), int(snapshot.facts.rel_target[position])
    return target if source == node else source


def holder_of(day: Day, node: int, kind: str) -> int:
    """The organisation that publishes or offers a thing: from where a relation of that kind leads to it.

    Where none does, the one that the thing's own record names.

    Raises:
        InputError: the record names none that there is.
    """
    found = some_relations_of(day, node, kind, "IN", 1)
    if found:
        return found[0].source
    return day.node(day.record(node)["organisation"], "organisation", "organisation")
