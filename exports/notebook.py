"""What a notebook wants, in one import: ``from exports.notebook import open_day, to_networkx``."""

from exports.graphs.measures import measurable, undirected
from exports.graphs.networkx_graph import to_networkx
from exports.graphs.opening import open_day
from exports.graphs.part import GraphPart
from exports.graphs.view import Layer

__all__ = ["GraphPart", "Layer", "measurable", "open_day", "to_networkx", "undirected"]
