"""GEXF 1.3, for Gephi, with its rules for what changes in time and for several edges between two nodes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any, Final

from exports.graphs.appearance import colour_of, place_of, size_of
from exports.graphs.chunks import encoded
from exports.graphs.view import ALWAYS, Attribute, Edge, GraphView, Node, Period, Value, ValueType
from exports.graphs.xml_text import escaped, teller

_SPACE: Final = "http://gexf.net/1.3"
_TYPES: Final = {ValueType.WHOLE: "long", ValueType.NUMBER: "double", ValueType.YES_NO: "boolean"}
"""All else is ``string``."""
_HEADER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<gexf xmlns="{_SPACE}" xmlns:viz="{_SPACE}/viz" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{_SPACE} {_SPACE}/gexf.xsd" version="1.3">\n'
)


def gexf(view: GraphView) -> Iterator[bytes]:
    """A view as one document, its chunks made as they are taken, after its edges have been counted.

    A node or an edge of which a first or a last day is known is there between these days, and all others always. An
    edge is there while both its ends are too; one that holds only when one of them is not there keeps its own days, and
    no day shows it. Edges that join the same nodes in the same direction have a ``kind`` each, since Gephi makes one
    edge of those that share it. An edge without a weight is told without, and Gephi takes it for 1. Texts are joined
    by ``|``.
    """
    return encoded(_document(view))


def common_period(*periods: Period) -> Period | None:
    """The days that lie in all of some periods; None: there are none.

    >>> common_period(Period("2015-01-01", None), Period("2011-05-01", "2019-12-31"), Period(None, None))
    Period(first='2015-01-01', last='2019-12-31')
    """
    first = max((one.first for one in periods if one.first), default=None)
    last = min((one.last for one in periods if one.last), default=None)
    return None if first and last and first > last else Period(first, last)


def _document(view: GraphView) -> Iterator[str]:
    degrees = Counter(chain.from_iterable((edge.source, edge.target) for edge in view.edges()))
    periods: dict[str, Period] = {}
    yield _HEADER
    yield f'<meta lastmodifieddate="{view.header.as_of}"><creator>OpenDoors</creator>'
    yield f"<description>{escaped(_description(view))}</description></meta>\n"
    yield '<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed"'
    yield ' idtype="string">\n'
    yield _attributes("node", view.node_attributes)
    yield _attributes("edge", view.edge_attributes)
    yield f'<nodes count="{view.node_count}">\n'
    yield from _nodes(view, degrees, periods)
    yield f'</nodes>\n<edges count="{view.edge_count}">\n'
    yield from _edges(view, periods)
    yield "</edges>\n</graph>\n</gexf>\n"


def _description(view: GraphView) -> str:
    return "\n".join(f"{name}: {text}" for name, text in view.about.items())


def _attributes(of: str, attributes: Sequence[Attribute]) -> str:
    declared = (
        f'<attribute id="{at}" title="{escaped(one.name)}" type="{_TYPES.get(one.type, "string")}"/>\n'
        for at, one in enumerate(attributes)
    )
    return f'<attributes class="{of}" mode="static">\n{"".join(declared)}</attributes>\n'


def _nodes(view: GraphView, degrees: Mapping[str, int], periods: dict[str, Period]) -> Iterator[str]:
    """The nodes. Those that are not there always come to stand in ``periods``."""
    tell = teller(view.node_attributes, '<attvalue for="{}" value="', '"/>')
    looks = _looks(view.node_attributes)
    for node in view.nodes():
        period = common_period(node.period) or ALWAYS
        if period != ALWAYS:
            periods[node.id] = period
        yield f'<node id="{escaped(node.id)}" label="{escaped(node.name)}"><attvalues>{tell(node.values)}</attvalues>'
        yield f"{_spells(period)}{looks(node, degrees.get(node.id, 0))}</node>\n"


def _looks(attributes: Sequence[Attribute]) -> Callable[[Node, int], str]:
    """What writes a node's colour, place and size, given how many edges it has."""
    type_, kind, latitude, longitude = (_reader(attributes, name) for name in ("type", "kind", "lat", "lon"))

    def looks(node: Node, degree: int) -> str:
        red, green, blue = colour_of(type_(node.values), kind(node.values))
        x, y = place_of(node.id, latitude(node.values), longitude(node.values))
        colour = f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        return f'{colour}<viz:position x="{x:.2f}" y="{y:.2f}" z="0"/><viz:size value="{size_of(degree):.2f}"/>'

    return looks


def _reader(attributes: Sequence[Attribute], name: str) -> Callable[[Sequence[Value]], Any]:
    """What reads the value of an attribute from those of an element; None where there is no such attribute."""
    at = next((at for at, one in enumerate(attributes) if one.name == name), None)
    return lambda values: None if at is None else values[at]


def _edges(view: GraphView, periods: Mapping[str, Period]) -> Iterator[str]:
    tell = teller(view.edge_attributes, '<attvalue for="{}" value="', '"/>')
    kind_of = _reader(view.edge_attributes, "kind")

    def joined(edge: Edge) -> tuple[str, str, str]:
        return kind_of(edge.values) or view.layer.value, edge.source, edge.target

    for (kind, source, target), alike in groupby(view.edges(), joined):
        ends = f'source="{escaped(source)}" target="{escaped(target)}"'
        of_ends = periods.get(source, ALWAYS), periods.get(target, ALWAYS)
        for at, edge in enumerate(alike, start=1):
            own = common_period(edge.period) or ALWAYS
            spells = _spells(common_period(own, *of_ends) or own)
            weight = "" if edge.weight is None else f' weight="{edge.weight!r}"'
            shared = escaped(kind) if at == 1 else f"{escaped(kind)} {at}"
            yield f'<edge id="{escaped(edge.id)}" {ends} kind="{shared}"{weight}>'
            yield f"<attvalues>{tell(edge.values)}</attvalues>{spells}</edge>\n"


def _spells(period: Period) -> str:
    """When an element is there, as an element of its own: attributes would hide those that are called start and end."""
    first = f' start="{period.first}"' if period.first else ""
    last = f' end="{period.last}"' if period.last else ""
    return f"<spells><spell{first}{last}/></spells>" if first or last else ""
