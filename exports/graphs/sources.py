"""Whoever stated what is in an exported graph, so that their licences go with it."""

from typing import Any

from numpy.typing import NDArray

from exports.graphs.part import WHOLE, GraphPart
from graph.snapshot.on_day import Day
from graph.statements import Source


def sources_of(day: Day, part: GraphPart, nodes: NDArray[Any], relations: NDArray[Any]) -> tuple[Source, ...]:
    """The sources of some nodes and relations, by name; of the whole graph, all of its revision."""
    snapshot = day.snapshot
    if part == WHOLE:
        named = set(snapshot.sources)
    else:
        named = {said["source"] for node in nodes.tolist() for said in snapshot.record(node)["statements"]}
        named |= {
            snapshot.statement(at)["source"]
            for relation in relations.tolist()
            for at in snapshot.statements_of(relation)
        }
    return tuple(snapshot.sources[name] for name in sorted(named))
