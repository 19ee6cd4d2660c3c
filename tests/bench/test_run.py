"""What becomes of measures: what fails, what cannot be run here, what peers say, and what is said of figures."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from bench import run
from bench.child import NotHereError, Samples, TaskError
from bench.ground import Ground
from bench.measures import MEASURES, ON_NEO4J, Measure
from bench.neo4j_ground import Neo4jGround
from bench.report import NOT_RUN, Result
from bench.run import Runner
from bench.tasks.given import Given

GIVEN = Given(Path("files"), Path("home"), Path("snapshot"))


class FakeGround:
    """Grounds as the runner sees them; what was done is noted."""

    def __init__(self, missing: str | None = None, **environment: str) -> None:
        self.done: list[str] = []
        self.environment: Mapping[str, str] = environment
        self._missing = missing

    def given(self, count: int = 1, seconds: float = 0.0) -> Given:
        return replace(GIVEN, count=count, seconds=seconds, store="bolt://there" if self.environment else "sqlite:")

    def need_snapshot(self) -> None:
        self._do("snapshot")

    def need_store(self) -> None:
        self._do("store")

    def measure_load(self) -> Samples:
        self._do("load")
        return Samples([float(len(self.done))], stopped=False)

    def describe(self) -> str:
        return "A server."

    @contextmanager
    def changing(self, count: int) -> Iterator[Given]:
        self._do("copy")
        yield replace(self.given(count), home=Path("copy"))
        self._do("copy is gone")

    def _do(self, what: str) -> None:
        if self._missing:
            raise NotHereError(self._missing)
        self.done.append(what)


Tasks = dict[str, Samples | Exception]


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> tuple[Tasks, list[tuple[str, Given, Mapping[str, str]]]]:
    """What tasks would say, and those that were run."""
    found: Tasks = {}
    asked: list[tuple[str, Given, Mapping[str, str]]] = []

    def run_task(task: str, given: Given, *rest: Any) -> Samples:
        asked.append((task, given, rest[-1]))
        said = found[task]
        if isinstance(said, Exception):
            raise said
        return said

    monkeypatch.setattr(run, "run_task", run_task)
    monkeypatch.setattr(run, "run_whole_task", run_task)
    return found, asked


def measured(measure: Measure, ground: FakeGround, neo4j: FakeGround) -> Result:
    runner = Runner(cast(Ground, ground), cast(Neo4jGround, neo4j), lambda _: None, peer_seconds=7)
    (result,) = runner.run([measure])
    return result


def measure(**said: Any) -> Measure:
    return Measure(
        **{"name": "some", "unit": "ms", "task": "group.task", "meaning": "something", "target": 2.0, **said}
    )


def test_what_cannot_be_run_here_is_neither_met_nor_missed() -> None:
    result = measured(measure(store="neo4j", task="loading.load_world"), FakeGround(), FakeGround("No Java."))
    assert (result.value, result.met, result.not_run, result.notes) == (None, None, True, ["No Java."])


def test_what_fails_is_missed(tasks: Any) -> None:
    tasks[0]["group.task"] = TaskError("It broke.")
    result = measured(measure(), FakeGround(), FakeGround())
    assert (result.value, result.met, result.not_run, result.notes) == (None, False, False, ["It broke."])


def test_each_run_is_a_load_of_its_own_and_the_server_is_named_once(tasks: Any) -> None:
    neo4j = FakeGround(user="me")
    result = measured(measure(store="neo4j", task="loading.load_world", runs=3), FakeGround(), neo4j)
    assert neo4j.done == ["load"] * 3
    assert (result.value, result.samples, result.notes) == (2.0, 3, ["A server."])


@pytest.mark.parametrize("store", ["sqlite", "neo4j"])
def test_a_store_is_changed_where_nobody_else_needs_it(tasks: Any, store: str) -> None:
    tasks[0]["group.task"] = Samples([1.0, 3.0, 2.0], stopped=False, notes=["So many questions."])
    grounds = {"sqlite": FakeGround(), "neo4j": FakeGround(user="me")}
    result = measured(measure(needs="changing", store=store, count=3), grounds["sqlite"], grounds["neo4j"])
    ((_, given, environment),) = tasks[1]
    assert (given.home, given.count, environment) == (Path("copy"), 3, grounds[store].environment)
    assert grounds[store].done == ["copy", "copy is gone"]
    assert result.notes[0] == "So many questions."


PEERS = {"igraph": "peers.igraph", "cypher_3_steps": "cypher.steps", "cypher_frontier": "cypher.frontier"}


class TestPeers:
    def test_those_on_a_server_are_given_its_address_and_the_others_nothing(self, tasks: Any) -> None:
        tasks[0].update({name: Samples([4.0], stopped=False) for name in ("group.task", *PEERS.values())})
        neo4j = FakeGround(user="me")
        result = measured(measure(peers=PEERS), FakeGround(), neo4j)
        assert result.peers == dict.fromkeys(PEERS, 4.0)
        _, (_, here, nothing), _, (_, there, environment) = tasks[1]
        assert (here.store, nothing, here.seconds) == ("sqlite:", {}, 7)
        assert (there.store, environment, there.seconds) == ("bolt://there", {"user": "me"}, 7)
        assert neo4j.done == ["store", "store"]

    def test_where_there_is_no_server_they_are_not_run_and_the_rest_is(self, tasks: Any) -> None:
        tasks[0].update({name: Samples([1.0], stopped=False) for name in ("group.task", *PEERS.values())})
        result = measured(measure(peers=PEERS), FakeGround(), FakeGround("No Java."))
        assert result.peers == {"igraph": 1.0, "cypher_3_steps": NOT_RUN, "cypher_frontier": NOT_RUN}
        assert (result.value, result.met, result.not_run, result.notes) == (1.0, True, False, ["No Java."])

    @pytest.mark.parametrize(
        ("said", "shown", "note"),
        [
            (Samples([], stopped=True), "over 7 s", None),
            (Samples([5.0], stopped=True), 5.0, "answered 1 of 9 within its 7 s, and was stopped"),
            (Samples([5.0], stopped=False), 5.0, "answered 1 of 9 within its 7 s."),
            (Samples([5.0] * 9, stopped=False, notes=["No desks."], right=[True, False]), 5.0, "No desks."),
            (TaskError("It broke."), "failed", "It broke."),
        ],
    )
    def test_a_limit_is_told(self, tasks: Any, said: Samples | Exception, shown: object, note: str | None) -> None:
        tasks[0].update({"group.task": Samples([1.0], stopped=False), "peers.igraph": said})
        result = measured(measure(count=9, peers={"igraph": "peers.igraph"}), FakeGround(), FakeGround())
        assert result.peers == {"igraph": shown}
        assert result.wrong == ({"igraph": (1, 2)} if note == "No desks." else {})
        assert [note in found for found in result.notes] == [True] if note else not result.notes


def test_peers_on_a_server_are_peers_of_something() -> None:
    assert {name for one in MEASURES for name in one.peers or {}} >= ON_NEO4J
