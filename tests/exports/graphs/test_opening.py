"""The page on exports opens what is written as it says: each of its examples is run over the starter data."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from exports.graphs import page
from exports.graphs.formats import FORMATS
from exports.graphs.layers import graph_view
from exports.graphs.view import GraphView, Layer
from graph.snapshot.on_day import Day

EXAMPLES = re.findall(r"```python\n(.*?)```", page.PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def folder(starter: Day, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command writes: one file beside the other, and a folder of several."""
    folder = tmp_path_factory.mktemp("files")
    view = graph_view(starter, Layer.RELATIONS)
    for one in FORMATS.values():
        place = folder / one.name if one.several else folder
        place.mkdir(exist_ok=True)
        for part in one.parts(view):
            (place / (part.name if one.several else f"graph{one.suffix}")).write_bytes(b"".join(part.chunks))
    return folder


def run(example: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(example, names)
    return names


def test_there_is_an_example_for_each_tool() -> None:
    tools = {"networkx", "igraph", "pandas", "polars", "duckdb", "rdflib"}
    assert {re.findall(r"import (\w+)", one)[0] for one in EXAMPLES} == tools


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own way to read JSON-LD
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: re.findall(r"import (\w+)", one)[0])
def test_each_example_opens_all_of_it(
    example: str, folder: Path, starter: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = graph_view(starter, Layer.RELATIONS)
    found = run(example, folder, monkeypatch)
    sizes = {name: len(found[name]) for name in ("nodes", "edges") if name in found}
    if "networkx" in found:
        sizes = {"nodes": found["graph"].number_of_nodes(), "edges": found["graph"].number_of_edges()}
    elif "igraph" in found:
        sizes = {"nodes": found["graph"].vcount(), "edges": found["graph"].ecount()}
    elif "rdflib" in found:
        assert len(found["graph"]) > view.node_count + view.edge_count
    assert sizes.items() <= {"nodes": view.node_count, "edges": view.edge_count}.items()
    if "across" in found:
        counted = found["across"]
        assert dict(counted.iter_rows() if "polars" in found else counted) == across_borders(view)


def across_borders(view: GraphView) -> Counter[str]:
    """How many relations of each kind join organisations in two countries."""
    names = [one.name for one in view.edge_attributes]
    kind, across = names.index("kind"), names.index("cross_border")
    return Counter(str(edge.values[kind]) for edge in view.edges() if edge.values[across])
