"""Hints of queries: an index that is named is sought in, not gone through."""

import re
from pathlib import Path

import graph.store.neo4j

HERE = Path(graph.store.neo4j.__file__).parent


def test_every_hint_asks_for_a_seek() -> None:
    """A plan that goes through an index meets a hint without SEEK, and a copy of 15,000 things took minutes by one."""
    hints = [hint for path in HERE.rglob("*.py") for hint in re.findall(r"USING INDEX \w+", path.read_text())]
    assert hints
    assert set(hints) == {"USING INDEX SEEK"}
