"""Measuring: one measure after the other, and its peers after it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from bench.browser import browser_path
from bench.child import NotHereError, Samples, TaskError, run_task, run_whole_task
from bench.ground import Ground
from bench.measures import BUILD, LOAD, ON_NEO4J, Measure
from bench.neo4j_ground import Neo4jGround
from bench.report import NOT_RUN, Result, result_of
from bench.tasks.given import Given
from bench.tasks.peers import LEAVES_OUT

PREPARING_SECONDS: Final = 60
"""Longest time that a peer may take to take in the graph, beside its time for questions."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Measures on one ground.

    Attributes:
        neo4j: the same world in Neo4j.
        tell: says what is being done.
        peer_seconds: a peer's time for questions.
    """

    ground: Ground
    neo4j: Neo4jGround
    tell: Callable[[str], None]
    peer_seconds: float

    def run(self, measures: Sequence[Measure]) -> Iterator[Result]:
        """Measure. What fails is a result without a value, what cannot be run here says so, and the rest goes on."""
        for measure in measures:
            notes: list[str] = []
            peers: dict[str, float | str] = {}
            wrong: dict[str, tuple[int, int]] = {}
            samples: list[float] = []
            not_run = False
            try:
                samples = self._samples(measure, notes)
                for name, task in (measure.peers or {}).items():
                    peers[name], right = self._peer(measure, name, task, notes)
                    if right:
                        wrong[name] = right.count(False), len(right)
            except TaskError as error:
                notes.append(str(error))
            except NotHereError as error:
                notes.append(str(error))
                not_run = True
            if peers and measure.name in LEAVES_OUT:
                notes.insert(0, LEAVES_OUT[measure.name])
            yield result_of(measure, samples, peers, list(dict.fromkeys(notes)), wrong, not_run=not_run)

    def _samples(self, measure: Measure, notes: list[str]) -> list[float]:
        """What was measured; what is to be said of it comes to ``notes``."""
        samples: list[float] = []
        for _ in range(measure.runs):
            found = self._once(measure)
            samples += found.values
            notes += found.notes
        if measure.store == "neo4j":
            notes.append(self.neo4j.describe())
        return samples

    def _once(self, measure: Measure) -> Samples:
        ground = self.neo4j if measure.store == "neo4j" else self.ground
        if measure.task == LOAD:
            return ground.measure_load()
        if measure.task == BUILD:
            return ground.measure_build()
        if measure.needs == "changing":
            with ground.changing(measure.count) as given:
                self.tell(f"Measuring {measure.name}")
                return run_whole_task(measure.task, given, ground.environment)
        if measure.needs == "snapshot":
            ground.need_snapshot()
        if measure.needs == "browser":
            browser_path()
        self.tell(f"Measuring {measure.name}")
        return run_whole_task(measure.task, ground.given(measure.count), ground.environment)

    def _peer(self, measure: Measure, name: str, task: str, notes: list[str]) -> tuple[float | str, list[bool]]:
        """A peer's median, or why there is none; and which of its answers were right."""
        try:
            given, environment = self._given_to_peer(measure, name)
            self.tell(f"Measuring {measure.name} with {name}")
            found = run_task(task, given, self.peer_seconds + PREPARING_SECONDS, environment)
        except NotHereError as error:
            notes.append(str(error))
            return NOT_RUN, []
        except TaskError as error:
            notes.append(str(error))
            return "failed", []
        notes += found.notes
        if not found.values:
            return f"over {self.peer_seconds:g} s", []
        if len(found.values) < measure.count:
            notes.append(
                f"{name} answered {len(found.values):,} of {measure.count:,} within its {self.peer_seconds:g} s"
                + (", and was stopped in the middle of the next one." if found.stopped else ".")
            )
        return median(found.values), found.right

    def _given_to_peer(self, measure: Measure, name: str) -> tuple[Given, Mapping[str, str]]:
        """What a peer is given: the same questions."""
        given = self.ground.given(measure.count, self.peer_seconds)
        if name not in ON_NEO4J:
            return given, {}
        self.neo4j.need_store()
        return replace(given, store=self.neo4j.given().store), self.neo4j.environment
