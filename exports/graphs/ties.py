"""The layer of ties: what all relations between two organisations are worth for an introduction, each way."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from exports.graphs.nodes import node_attributes, nodes_of
from exports.graphs.part import GraphPart
from exports.graphs.sources import sources_of
from exports.graphs.view import ALWAYS, Attribute, Edge, GraphView, Layer, ValueType
from graph.snapshot.day.ties import Ties
from graph.snapshot.facts import F8, I4
from graph.snapshot.on_day import Day
from queries.reading.pairs import alive

TIE_ATTRIBUTES: Final = (
    Attribute("strength", ValueType.NUMBER, "What it is worth for an introduction by its source to its target."),
    Attribute("kinds", ValueType.TEXTS, "Kinds of the relations that make it, the one that is worth most first."),
    Attribute("relations", ValueType.WHOLE, "How many relations and shared contexts make it."),
    Attribute("best_relation", ValueType.TEXT, "Id of the relation that is worth most in it."),
    Attribute("ended_only", ValueType.YES_NO, "Whether all that makes it has ended."),
    Attribute("cross_border", ValueType.YES_NO, "Whether its ends are located in two countries."),
)  # fmt: skip
_BLOCK: Final = 10_000


def ties_view(day: Day, part: GraphPart) -> GraphView:
    """Living organisations, and the ties between them: an edge each way that an introduction can go.

    Raises:
        InputError: the part names what is not known.
    """
    inside = part.organisations(day) & ~day.on.after.gone
    nodes, ties = np.flatnonzero(inside), day.on.ties
    source = np.repeat(np.arange(len(inside), dtype=np.int32), np.diff(ties.ptr))
    strength = np.where(source < ties.neighbour, ties.forward[ties.hop_tie], ties.backward[ties.hop_tie])
    hops = np.flatnonzero(inside[source] & inside[ties.neighbour] & (strength > 0))
    kept = np.unique(ties.hop_tie[hops])
    parts = np.isin(np.repeat(np.arange(len(ties.first)), np.diff(ties.part_ptr)), kept)
    return GraphView(
        day.header, Layer.TIES, part.said(day), sources_of(day, part, nodes, np.unique(ties.part_relation[parts])),
        node_attributes(), TIE_ATTRIBUTES, len(nodes), len(hops), lambda: nodes_of(day, nodes),
        lambda: _edges(day, source[hops], hops, strength[hops]),
    )  # fmt: skip


def _edges(day: Day, source: I4, hops: NDArray[Any], strength: F8) -> Iterator[Edge]:
    """By source, then target. A large graph has more of them than fit as objects: block by block."""
    for start in range(0, len(hops), _BLOCK):
        block = slice(start, start + _BLOCK)
        yield from _block(day, source[block], hops[block], strength[block])


def _block(day: Day, source: I4, hops: NDArray[Any], strength: F8) -> Iterator[Edge]:
    ties, country, snapshot = day.on.ties, day.facts.country, day.snapshot
    tie, target = ties.hop_tie[hops], ties.neighbour[hops]
    ended_only, cross_border = ~alive(day)[tie], country[source] != country[target]
    columns = (source, target, tie, strength, ended_only, cross_border)
    for one, other, at, worth, ended, abroad in zip(*(column.tolist() for column in columns), strict=True):
        made = _relations_that_make(ties, at, one < other)
        kinds = tuple(dict.fromkeys(snapshot.relation_kind(relation) for relation in made))
        ids = snapshot.id_of(one), snapshot.id_of(other)
        values = (worth, kinds, len(made), snapshot.relation_id(made[0]), ended, abroad)
        yield Edge(f"{ids[0]}>{ids[1]}", *ids, worth, ALWAYS, values)


def _relations_that_make(ties: Ties, tie: int, onward: bool) -> list[int]:
    """The relations of a tie that are worth something on this way, best first, equal ones by id.

    Of a shared context it is the weaker participation.
    """
    span = slice(int(ties.part_ptr[tie]), int(ties.part_ptr[tie + 1]))
    relations: list[int] = ties.part_relation[span].tolist()
    if len(relations) == 1:
        return relations
    worths = (ties.part_forward if onward else ties.part_backward)[span].tolist()
    ranked = sorted((-worth, relation) for worth, relation in zip(worths, relations, strict=True) if worth > 0)
    return [relation for _, relation in ranked]
