"""A small view made by hand, with every type of value, awkward texts and missing values."""

from collections.abc import Sequence
from dataclasses import replace

from exports.graphs.view import ALWAYS, Attribute, Edge, GraphView, Layer, Node, Period, ValueType
from graph.snapshot.on_day import Header
from graph.statements import Source

NODE_ATTRIBUTES = (
    Attribute("type", ValueType.TEXT, "What sort of thing it is."),
    Attribute("kind", ValueType.TEXT, "What it is."),
    Attribute("sectors", ValueType.TEXTS, "The sectors that it works in."),
    Attribute("founded", ValueType.DATE, "When it was founded."),
    Attribute("lat", ValueType.NUMBER, "Degrees north."),
    Attribute("statements", ValueType.WHOLE, "How many sources speak of it."),
    Attribute("gone", ValueType.YES_NO, "Whether it is gone."),
)
EDGE_ATTRIBUTES = (
    Attribute("kind", ValueType.TEXT, "What the relation is."),
    Attribute("sources", ValueType.TEXTS, "Who says so."),
    Attribute("since", ValueType.DATE, "When it began."),
    Attribute("order", ValueType.NUMBER, "Place along a corridor."),
    Attribute("statements", ValueType.WHOLE, "How many sources say so."),
    Attribute("cross_border", ValueType.YES_NO, "Whether its ends are in two countries."),
)
SOURCE = Source("hand", "Made by hand", "Tests & Sons", "CC0-1.0", "https://hand.example/?a=1&b=2", "2026-01-02")
NODES = (
    Node(
        "alpha",
        'Alpha <Cluster> & "Søns"',
        Period("1999-01-01", None),
        ("organisation", "cluster", ("energy", "food"), "1999", 55.4, 2, False),
    ),
    Node("beta:1", "=Beta; 'b', Čeština 北京 \u2028", ALWAYS, ("organisation", "company", (), None, None, 1, None)),
    Node(
        "gamma",
        "Gamma\nEnterprises",
        Period("2001-02-01", "2010-12-31"),
        ("organisation", "cluster", ("food",), "2001-02", -0.5, 1, True),
    ),
    Node("KR", "South Korea", ALWAYS, ("market", None, (), None, 37.0, None, None)),
)
ENDED, BEFORE_2013 = Period("2015-03-01", "2019-03-31"), Period(None, "2012-12-31")
EDGES = (
    Edge("m:beta:1:alpha", "beta:1", "alpha", 0.1 + 0.2, ENDED, ("member_of", ("hand",), "2015-03", None, 1, True)),
    Edge("p:alpha:gamma", "alpha", "gamma", 0.95, ALWAYS, ("partner_of", ("hand", "other"), None, None, 2, False)),
    Edge("p:alpha:gamma~2", "alpha", "gamma", None, BEFORE_2013, ("partner_of", (), None, 2.5, None, None)),
    Edge("serves:gamma:kr", "gamma", "KR", 1 / 3, ALWAYS, ("serves", ("hand",), "2001-02-03", None, 1, True)),
)  # fmt: skip


def small_view(nodes: Sequence[Node] = NODES, edges: Sequence[Edge] = EDGES) -> GraphView:
    """A view of these."""
    return GraphView(
        Header(7, "2026-11-28"), Layer.RELATIONS, "", (SOURCE,), NODE_ATTRIBUTES, EDGE_ATTRIBUTES,
        len(nodes), len(edges), lambda: iter(nodes), lambda: iter(edges),
    )  # fmt: skip


def empty_view() -> GraphView:
    """A view of nothing."""
    return replace(small_view((), ()), sources=())
