"""Whoever stated what is in an exported graph, so that their licences go with it."""

from typing import Any

from numpy.typing import NDArray

from exports.graphs.part import WHOLE, GraphPart
from graph.snapshot.on_day import Day
from graph.statements import Source
from graph.work import look


def sources_of(day: Day, part: GraphPart, nodes: NDArray[Any], relations: NDArray[Any]) -> tuple[Source, ...]:
    """The sources of some nodes and relations, by name; of the whole graph, all of its revision.

    Raises:
        StoppedError: who asked for it has gone, or its time is over.
    """
    snapshot = day.snapshot
    if part == WHOLE:
        named = set(snapshot.sources)
    else:
        named = set()
        for node in nodes.tolist():
            look()
            named.update(said["source"] for said in snapshot.record(node)["statements"])
        for relation in relations.tolist():
            look()
            named.update(snapshot.statement(at)["source"] for at in snapshot.statements_of(relation))
    return tuple(snapshot.sources[name] for name in sorted(named))
