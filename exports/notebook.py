"""What a notebook wants, in one import: ``from exports.notebook import open_day, to_networkx``."""

from exports.graphs.comparison import compare_graphs, comparison_csv
from exports.graphs.measures import measurable, undirected
from exports.graphs.networkx_graph import to_networkx
from exports.graphs.opening import open_day
from exports.graphs.part import GraphPart
from exports.graphs.view import Layer
from exports.tables import MatrixValue, matrix_csv
from queries.reading.link_matrix import MatrixRows, link_matrix

__all__ = [
    "GraphPart", "Layer", "MatrixRows", "MatrixValue", "compare_graphs", "comparison_csv", "link_matrix", "matrix_csv",
    "measurable", "open_day", "to_networkx", "undirected",
]  # fmt: skip
