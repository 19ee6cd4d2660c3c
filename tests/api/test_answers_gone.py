"""What answered a question is gone as soon as it is told, and waits for no look at old garbage: a day may be large."""

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.execute import answer
from api.pages import STATIC
from bench.mix import Mix
from bench.tasks.questions import ASKED
from graph.snapshot.snapshot import Snapshot
from tests.worlds import STARTER_DAY, snapshot_of, starter_rows

EXAMPLES = orjson.loads((STATIC / "graphiql" / "examples.json").read_bytes())
OURS = ("api", "graph", "queries")


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("starter") / "snapshot"
    return snapshot_of(starter_rows(), folder, STARTER_DAY)


@pytest.fixture
def garbage() -> Iterator[list[Any]]:
    """What becomes garbage, and is not gone by itself."""
    gc.collect()
    gc.freeze()  # what was there before is not looked through
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield gc.garbage
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()
    gc.unfreeze()


def left_behind(snapshot: Snapshot, garbage: list[Any], document: str, variables: dict[str, Any]) -> Counter[str]:
    """Objects of ours, by type, that are left when a question has been answered, on what is derived already."""
    answer(snapshot, document, variables)
    gc.collect()
    garbage.clear()
    answer(snapshot, document, variables)
    gc.collect()
    return Counter(type(one).__qualname__ for one in garbage if type(one).__module__.partition(".")[0] in OURS)


@pytest.mark.parametrize("question", ASKED)
def test_a_question_leaves_nothing_behind(question: str, starter: Snapshot, garbage: list[Any]) -> None:
    document, variables = ASKED[question]
    assert left_behind(starter, garbage, document, dict(variables(Mix(starter)))) == {}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_an_example_leaves_nothing_behind(example: dict[str, Any], starter: Snapshot, garbage: list[Any]) -> None:
    assert left_behind(starter, garbage, example["query"], example["variables"]) == {}
