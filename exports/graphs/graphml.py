"""GraphML: what networkx, igraph and most other tools for graphs read, with the type of every attribute.

Edges have their id as an attribute and none of GraphML's own: those may hold few signs, and igraph 1.0 gives nodes'
ids for them.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from exports.graphs.chunks import encoded
from exports.graphs.view import Attribute, GraphView, ValueType
from exports.graphs.xml_text import escaped, teller

_SPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final = {ValueType.WHOLE: "long", ValueType.NUMBER: "double", ValueType.YES_NO: "boolean"}
"""All else is ``string``."""
_NODE_NAME, _EDGE_ID, _EDGE_WEIGHT = "label", "id", "weight"
"""Keys by which Gephi knows a node's name and an edge's weight."""


def graphml(view: GraphView) -> Iterator[bytes]:
    """A view as one document, its chunks made as they are taken. What is missing is absent; texts are joined by ``|``.

    A graph is told as one in which two edges may join the same nodes only where that is so: networkx is to be asked for
    ``force_multigraph=True`` by whoever wants the same class each time. igraph knows no missing text and no missing yes
    or no: it reads an empty text, and no.
    """
    return encoded(_document(view))


def _document(view: GraphView) -> Iterator[str]:
    about = view.about
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<graphml xmlns="{_SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    yield f' xsi:schemaLocation="{_SPACE} {_SPACE}/1.0/graphml.xsd">\n'
    yield f"<desc>{escaped(about['meaning'])}</desc>\n"
    yield from (_key(f"g_{name}", "graph", name, "string", "") for name in about)
    yield _key(_NODE_NAME, "node", "name", "string", "What people call it.")
    yield from _keys("node", view.node_attributes)
    yield _key(_EDGE_ID, "edge", "id", "string", "Unique among all edges.")
    yield _key(_EDGE_WEIGHT, "edge", "weight", "double", "In (0, 1]; missing where this layer or this edge has none.")
    yield from _keys("edge", view.edge_attributes)
    yield f'<graph edgedefault="directed" parse.nodes="{view.node_count}" parse.edges="{view.edge_count}"'
    yield ' parse.order="nodesfirst">\n'
    yield from (f'<data key="g_{name}">{escaped(text)}</data>\n' for name, text in about.items())
    yield from _nodes(view)
    yield from _edges(view)
    yield "</graph>\n</graphml>\n"


def _keys(of: str, attributes: Sequence[Attribute]) -> Iterator[str]:
    for at, one in enumerate(attributes):
        yield _key(f"{of[0]}{at}", of, one.name, _TYPES.get(one.type, "string"), one.meaning)


def _key(id_: str, of: str, name: str, type_: str, meaning: str) -> str:
    told = f"<desc>{escaped(meaning)}</desc>" if meaning else ""
    return f'<key id="{id_}" for="{of}" attr.name="{escaped(name)}" attr.type="{type_}">{told}</key>\n'


def _nodes(view: GraphView) -> Iterator[str]:
    tell = teller(view.node_attributes, '<data key="n{}">', "</data>")
    for node in view.nodes():
        name = f'<data key="{_NODE_NAME}">{escaped(node.name)}</data>'
        yield f'<node id="{escaped(node.id)}">{name}{tell(node.values)}</node>\n'


def _edges(view: GraphView) -> Iterator[str]:
    tell = teller(view.edge_attributes, '<data key="e{}">', "</data>")
    for edge in view.edges():
        id_ = f'<data key="{_EDGE_ID}">{escaped(edge.id)}</data>'
        weight = "" if edge.weight is None else f'<data key="{_EDGE_WEIGHT}">{edge.weight!r}</data>'
        ends = f'source="{escaped(edge.source)}" target="{escaped(edge.target)}"'
        yield f"<edge {ends}>{id_}{weight}{tell(edge.values)}</edge>\n"
