"""A day's graph in networkx, in one call."""

from typing import Any

import networkx as nx

from exports.graphs.view import Attribute, GraphView, Layer, Value


def networkx_of(view: GraphView) -> nx.DiGraph:
    """A view as a graph of networkx: a ``DiGraph`` of ties, a ``MultiDiGraph`` of statements and of relations.

    Nodes and edges come in the view's order. A node has ``name`` and the view's attributes, an edge ``weight`` and the
    view's attributes: texts, whole numbers, numbers, yes or no, tuples of texts, dates as texts; what is not known is
    absent. The key of an edge between the same two nodes as another one is its id; of a tie, ``id`` is an attribute.
    ``graph.graph`` says what it is, as every exported file does: day, revision, layer, sources with their licences.
    """
    several = view.layer is not Layer.TIES
    graph = (nx.MultiDiGraph if several else nx.DiGraph)(**view.about)
    graph.add_nodes_from(
        (node.id, {"name": node.name, **_known(view.node_attributes, node.values)}) for node in view.nodes()
    )
    for edge in view.edges():
        said = _known(view.edge_attributes, edge.values)
        if edge.weight is not None:
            said["weight"] = edge.weight
        if several:
            graph.add_edge(edge.source, edge.target, key=edge.id, **said)
        else:
            graph.add_edge(edge.source, edge.target, id=edge.id, **said)
    return graph


def _known(attributes: tuple[Attribute, ...], values: tuple[Value, ...]) -> dict[str, Any]:
    """What is known of a thing, by name."""
    return {
        attribute.name: value
        for attribute, value in zip(attributes, values, strict=True)
        if value is not None and value != ()
    }
