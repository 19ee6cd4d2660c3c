"""The folders of the store in Neo4j import each other in one direction only."""

import grimp
import pytest

PACKAGE = "graph.store.neo4j"
FLOORS = ("connection", "form", "reading", "writing", "store")
"""Each may import those before it."""


@pytest.mark.parametrize("at", range(len(FLOORS)), ids=FLOORS)
def test_a_floor_imports_only_those_below(at: int) -> None:
    imports = grimp.build_graph("graph", cache_dir=None)
    above = {f"{PACKAGE}.{floor}" for floor in FLOORS[at + 1 :]}
    floor = f"{PACKAGE}.{FLOORS[at]}"
    inside = {floor} | imports.find_descendants(floor)
    seen = {other for module in inside for other in imports.find_modules_directly_imported_by(module)}
    assert not [name for name in seen if any(name == one or name.startswith(f"{one}.") for one in above)]
