"""A day's graph beside an earlier one: what is new, gone, stronger and weaker, and how much of it nobody has dated."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple

import numpy as np

from exports.graphs.layers import graph_view
from exports.graphs.part import WHOLE, GraphPart
from exports.graphs.view import ALWAYS, Edge, GraphView, Layer, Node
from exports.tables import Cell, csv_text
from graph.errors import InputError
from graph.snapshot.columns import among
from graph.snapshot.facts import F8, I8
from graph.snapshot.on_day import Day, Header
from queries.reading.pairs import alive
from queries.routing.comparison import LEAST_DIFFERENCE, Changes, FactsUsed, changes, earlier_day

_BEGINNING: Final = ("organisation", "context")
"""Types of things that begin and end; what a market or a sector is has no date."""
COLUMNS: Final = ("what", "change", "kind", "id", "name", "source", "target", "before", "after", "undated")


class Compared(StrEnum):
    """What is compared."""

    THING = "thing"
    RELATION = "relation"
    TIE = "tie"


class Item(NamedTuple):
    """A thing, a relation or a tie that is there on a day.

    Attributes:
        kind: of the thing or the relation; of a tie, its kinds of relations, the one that is worth most first.
        id: its own; of a tie, of its two ends.
        name: of a thing; else empty.
        source, target: ids of the ends of a relation or a tie; else empty.
        strength: of a tie, by its stronger way; else None.
        undated: whether no source says when it began, nor when it ended, of what one takes part in neither; None of a
            tie.
    """

    kind: str
    id: str
    name: str
    source: str
    target: str
    strength: float | None
    undated: bool | None


class KindCount(NamedTuple):
    """How many things or relations of a kind, or ties, are there on either day.

    Attributes:
        before, after: on the earlier day and on the later one.
        new, gone: there on the later day only, and on the earlier one only.
    """

    what: Compared
    kind: str
    before: int
    after: int
    new: int
    gone: int


@dataclass(frozen=True)
class GraphComparison:
    """A graph, or the same part of it, on two days.

    A thing is there from the day on which it begins, where that is known, to its last. A relation is there unless it
    has ended by then, or one of its ends has gone; what it has handed over counts for the ties of the heir. A tie is
    there unless all that makes it has ended. **What nobody dates is supposed to have been there on both days**: what is
    counted on the earlier day is at most what was known of it, and what is new is at least that.

    Attributes:
        earlier, later: revision and day of each.
        part: which part of the graph, in words; empty: all of it.
        counts: of things, then of relations by kind, then of all ties.
        things, relations, ties: by kind, then id; ties by how much they differ.
        things_used, relations_used: how many are there on either day, and how many of these nobody dates.
    """

    earlier: Header
    later: Header
    part: str
    counts: tuple[KindCount, ...]
    things: Changes[Item]
    relations: Changes[Item]
    ties: Changes[Item]
    things_used: FactsUsed
    relations_used: FactsUsed


def compare_graphs(day: Day, since: str, part: GraphPart = WHOLE) -> GraphComparison:
    """The graph of a day beside what it was on an earlier one.

    Args:
        day: the later day.
        since: the earlier one: a day, a month or a year, which stand for their last day.
        part: which part, as it was on each of the two.

    Raises:
        InputError: no date, or not an earlier one; the part names what is not known, or who was not there yet.
    """
    days = (earlier_day(day, since), day)
    if part.around is not None:
        _check_there(days[0], part.around)
    things: list[dict[str, Item]] = []
    relations: list[dict[str, Item]] = []
    for one in days:
        view = graph_view(one, Layer.RELATIONS, part)
        there, away = _things(view)
        things.append(there)
        relations.append(_relations(view, away))
    tied, ties = _tie_changes(*(_ties(one, part) for one in days))
    counts = (*_counted(Compared.THING, *things), *_counted(Compared.RELATION, *relations), tied)
    return GraphComparison(
        days[0].header, day.header, part.said(day), counts, _changed(*things), _changed(*relations), ties,
        _used(*things), _used(*relations),
    )  # fmt: skip


def _check_there(earlier: Day, around: str) -> None:
    try:
        earlier.organisation(around, "around")
    except InputError as error:
        if error.code != "organisation_gone":
            raise
        raise InputError(
            f"{around!r} did not exist on {earlier.as_of}.", code="not_there_yet", value=around, where="since",
            suggestion="Compare with a date on which it existed.",
        ) from error  # fmt: skip


def _values(view: GraphView, one: Node | Edge) -> dict[str, Any]:
    attributes = view.node_attributes if isinstance(one, Node) else view.edge_attributes
    return dict(zip((attribute.name for attribute in attributes), one.values, strict=True))


def _things(view: GraphView) -> tuple[dict[str, Item], set[str]]:
    """Things that are there on the day of a view, by id; and the ids of those that are not, or no more."""
    there: dict[str, Item] = {}
    away: set[str] = set()
    for node in view.nodes():
        said, (first, last) = _values(view, node), node.period
        if said["type"] not in _BEGINNING:
            continue
        today = view.header.as_of
        if said["gone"] or (first or today) > today or (last or today) < today:
            away.add(node.id)
        else:
            there[node.id] = Item(said["kind"], node.id, node.name, "", "", None, first is None and last is None)
    return there, away


def _relations(view: GraphView, away: set[str]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for edge in view.edges():
        said = _values(view, edge)
        if said["status"] != "ended" and away.isdisjoint((edge.source, edge.target)):
            undated = edge.period == ALWAYS and said["since"] is None and said["until"] is None
            found[edge.id] = Item(said["kind"], edge.id, "", edge.source, edge.target, None, undated)
    return found


class _Ties(NamedTuple):
    """Ties of a day that are there, ascending by their two ends.

    Attributes:
        ends: the two nodes in one number.
        tie: positions among the ties of the day.
        strength: of the stronger way.
    """

    day: Day
    ends: I8
    tie: I8
    strength: F8

    def item(self, at: int) -> Item:
        ties, tie, name = self.day.on.ties, int(self.tie[at]), self.day.snapshot.id_of
        parts = range(int(ties.part_ptr[tie]), int(ties.part_ptr[tie + 1]))
        worth = ties.part_forward if ties.forward[tie] >= ties.backward[tie] else ties.part_backward
        ranked = sorted(parts, key=lambda part: (-worth[part], part))
        kinds = dict.fromkeys(self.day.snapshot.relation_kind(int(ties.part_relation[part])) for part in ranked)
        one, other = name(int(ties.first[tie])), name(int(ties.second[tie]))
        return Item(" ".join(kinds), f"{one} – {other}", "", one, other, float(self.strength[at]), None)


def _ties(day: Day, part: GraphPart) -> _Ties:
    ties, inside = day.on.ties, part.organisations(day) & ~day.on.after.gone
    tie = np.flatnonzero(inside[ties.first] & inside[ties.second] & alive(day))
    return _Ties(day, ties.first[tie].astype(np.int64) << 32 | ties.second[tie], tie, ties.strength[tie])


def _tie_changes(before: _Ties, after: _Ties) -> tuple[KindCount, Changes[Item]]:
    """There are too many ties in a large graph for an object each: only those that differ become one."""
    gone, new = (
        sorted((one.item(at) for at in np.flatnonzero(~among(one.ends, other.ends)).tolist()), key=_by_strength)
        for one, other in ((before, after), (after, before))
    )
    _, then, now = np.intersect1d(before.ends, after.ends, assume_unique=True, return_indices=True)
    risen = after.strength[now] - before.strength[then]
    moved = np.flatnonzero(np.abs(risen) >= LEAST_DIFFERENCE)
    moved = moved[np.argsort(-np.abs(risen[moved]), kind="stable")]
    up, down = (
        [(before.item(int(then[at])), after.item(int(now[at]))) for at in moved[way].tolist()]
        for way in (risen[moved] > 0, risen[moved] < 0)
    )
    count = KindCount(Compared.TIE, "", len(before.ends), len(after.ends), len(new), len(gone))
    return count, Changes(new, gone, up, down, len(now) - len(moved))


def _changed(before: Mapping[str, Item], after: Mapping[str, Item]) -> Changes[Item]:
    found = changes(before, after, lambda _: 0.0)
    return Changes(sorted(found.new, key=_by_kind), sorted(found.gone, key=_by_kind), [], [], found.unchanged)


def _by_kind(item: Item) -> tuple[str, str]:
    return item.kind, item.id


def _by_strength(item: Item) -> tuple[float, str]:
    return -(item.strength or 0.0), item.id


def _used(before: Mapping[str, Item], after: Mapping[str, Item]) -> FactsUsed:
    every = {**before, **after}
    return FactsUsed(len(every), sum(bool(item.undated) for item in every.values()))


def _counted(what: Compared, before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[KindCount]:
    for kind in sorted({item.kind for items in (before, after) for item in items.values()}):
        then, now = ({id_ for id_, item in items.items() if item.kind == kind} for items in (before, after))
        yield KindCount(what, kind, len(then), len(now), len(now - then), len(then - now))


def comparison_csv(compared: GraphComparison) -> str:
    """What has changed as a table: a row a thing, a relation or a tie that is new, gone, stronger or weaker."""
    return csv_text(COLUMNS, _rows(compared))


def _rows(compared: GraphComparison) -> Iterator[tuple[Cell, ...]]:
    for what, found in (
        (Compared.THING, compared.things), (Compared.RELATION, compared.relations), (Compared.TIE, compared.ties),
    ):  # fmt: skip
        yield from (_row(what, "new", None, item) for item in found.new)
        yield from (_row(what, "gone", item, None) for item in found.gone)
        yield from (_row(what, "stronger", before, after) for before, after in found.up)
        yield from (_row(what, "weaker", before, after) for before, after in found.down)


def _row(what: Compared, change: str, before: Item | None, after: Item | None) -> tuple[Cell, ...]:
    item = next(one for one in (after, before) if one is not None)
    strengths: Iterable[Cell] = (None if one is None else one.strength for one in (before, after))
    undated = None if item.undated is None else str(item.undated).lower()
    return (what, change, item.kind, item.id, item.name, item.source, item.target, *strengths, undated)
