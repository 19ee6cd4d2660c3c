"""Ties made ready for the measures of network analysis, which networkx and igraph have.

Three things trip who measures ties as they come: a weight is a strength, where measures by shortest paths want a
distance; a tie is worth more one way than the other, where communities want one number; and who has no tie at all, or
only ties that have ended, is a node as well.
"""

import math

import networkx as nx


def measurable(ties: nx.DiGraph) -> nx.DiGraph:
    """The ties that have not ended, with a ``distance`` of −ln strength, without whoever has none.

    The shortest way by ``distance`` is the one whose strengths have the greatest product, as the strongest route is.

    >>> ties = nx.DiGraph()
    >>> ties.add_edge("a", "b", weight=0.5, ended_only=False)
    >>> ties.add_edge("b", "c", weight=0.5, ended_only=True)
    >>> measurable(ties).edges(data="distance")
    OutEdgeDataView([('a', 'b', 0.6931471805599453)])
    """
    made = nx.DiGraph(**ties.graph)
    for one, other, said in ties.edges(data=True):
        if not said.get("ended_only"):
            made.add_edge(one, other, **said, distance=-math.log(said["weight"]))
    made.add_nodes_from((node, said) for node, said in ties.nodes(data=True) if node in made)
    return made


def undirected(ties: nx.DiGraph) -> nx.Graph:
    """The same without direction, each tie as strong as its stronger way: for communities and constraint.

    networkx's own ``to_undirected`` keeps whichever way comes last.

    >>> ties = nx.DiGraph()
    >>> ties.add_edge("member", "hub", weight=0.75)
    >>> ties.add_edge("hub", "member", weight=0.2)
    >>> undirected(ties).edges["hub", "member"]["weight"]
    0.75
    """
    ways = measurable(ties)
    made = nx.Graph(**ways.graph)
    made.add_nodes_from(ways.nodes(data=True))
    for one, other, said in ways.edges(data=True):
        if not made.has_edge(one, other) or made.edges[one, other]["weight"] < said["weight"]:
            made.add_edge(one, other, **said)
    return made
