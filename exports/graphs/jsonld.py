"""JSON-LD: linked data in schema.org's terms where it has them, for tools of RDF and whoever reads JSON.

An edge is a thing of its own, a ``Role`` of schema.org, so that its dates, sources and confidence have a place: the
relation's term leads from the source to the edge and from the edge to the target. Nothing that has ended is said to be.
Dates are plain text, since they are partial, and years, months and days of XML Schema do not compare. No language is
told of names, since none is known.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import orjson

from exports.characters import plain
from exports.graphs import terms
from exports.graphs.chunks import encoded
from exports.graphs.terms import TIED_TO, address, own_address
from exports.graphs.view import Attribute, Edge, GraphView, Layer, Node, Value
from graph.statements import Source

_EDGES: Final = {Layer.STATEMENTS: "statement", Layer.RELATIONS: "relation", Layer.TIES: "tie"}
"""What an edge of a layer is; its class, in capitals."""
_thing = partial(own_address, "thing")
Item = dict[str, Any]


def jsonld(view: GraphView) -> Iterator[bytes]:
    """A view as one document, its chunks made as they are taken: a context, and a graph of things in a row."""
    return encoded(_document(view))


def _document(view: GraphView) -> Iterator[str]:
    attributes = view.node_attributes + view.edge_attributes
    yield f'{{"@context":{_json(terms.context(attributes))},\n"@graph":[\n{_json(_export(view))}'
    for items in (terms.of_our_own(attributes), map(_source, view.sources), _nodes(view), _edges(view)):
        for item in items:
            yield f",\n{_json(item)}"
    yield "\n]}\n"


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _export(view: GraphView) -> Item:
    about = view.about
    return {
        "@id": own_address("export", f"{about['revision']}:{about['as_of']}:{about['layer']}"),
        "@type": "schema:Dataset",
        "name": about["title"],
        "schema:description": about["meaning"],
        "schema:version": about["revision"],
        "as_of": about["as_of"],
        "layer": about["layer"],
        "part": plain(about["part"]),
        "nodes": view.node_count,
        "edges": view.edge_count,
        "schema:isBasedOn": [{"@id": own_address("source", one.name)} for one in view.sources],
    }


def _source(one: Source) -> Item:
    item = {
        "@id": own_address("source", one.name),
        "@type": "schema:Dataset",
        "id": plain(one.name),
        "name": plain(one.title),
        "schema:publisher": {"@type": "schema:Organization", "name": plain(one.publisher)},
        "schema:license": plain(one.licence),
        "schema:sdDatePublished": one.retrieved,
    }
    return item | ({"schema:url": {"@id": address(one.address)}} if one.address else {})


def _nodes(view: GraphView) -> Iterator[Item]:
    tell = _teller(view.node_attributes)
    names = [one.name for one in view.node_attributes]
    kind, type_ = names.index("kind"), names.index("type")
    for node in view.nodes():
        yield {
            "@id": _thing(node.id),
            "@type": _classes(node, kind, type_),
            "id": plain(node.id),
            "name": plain(node.name),
        } | tell(node.values)


def _classes(node: Node, kind: int, type_: int) -> list[str]:
    words = [str(word) for word in (node.values[kind], node.values[type_]) if word is not None]
    theirs = [f"schema:{terms.CLASSES[word]}" for word in words if word in terms.CLASSES]
    return [words[0], *theirs[:1]]


def _edges(view: GraphView) -> Iterator[Item]:
    tell = _teller(view.edge_attributes)
    names = [one.name for one in view.edge_attributes]
    kind = names.index("kind") if "kind" in names else None
    for edge in view.edges():
        yield _edge(view.layer, edge, TIED_TO if kind is None else str(edge.values[kind])) | tell(edge.values)


def _edge(layer: Layer, edge: Edge, kind: str) -> Item:
    own, target = own_address(_EDGES[layer], edge.id), _thing(edge.target)
    told = {
        "@id": own,
        "@type": ["schema:Role", _EDGES[layer].capitalize()],
        "id": plain(edge.id),
        "source": {"@id": _thing(edge.source), kind: own},
        "target": target,
        kind: target,
    }
    return told if edge.weight is None else told | {"weight": repr(edge.weight)}


def _teller(attributes: Sequence[Attribute]) -> Callable[[Sequence[Value]], Item]:
    """What makes of values, as far as they are there, what a thing has, those on a path where it leads."""
    ways = [(terms.ATTRIBUTES.get(one.name, "").split("/")[:-1], one.name, terms.written(one)) for one in attributes]

    def tell(values: Sequence[Value]) -> Item:
        told: Item = {}
        for (path, name, write), value in zip(ways, values, strict=True):
            if value is None or value == ():
                continue
            place = told
            for step in path:
                place = place.setdefault(step, {"@type": f"schema:{terms.PATH[step]}"})
            place[name] = write(value)
        return told

    return tell
