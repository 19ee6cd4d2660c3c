"""Measuring: one measure after the other, and its peers after it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from bench.child import TaskError, run_task
from bench.ground import Ground
from bench.measures import BUILD, LOAD, Measure
from bench.report import Result, result_of
from bench.tasks.peers import LEAVES_OUT

PREPARING_SECONDS: Final = 60
"""Longest time that a peer may take to take in the graph, beside its time for questions."""


TASK_SECONDS: Final = 900
"""Longest time of one process of ours; one that takes longer is stopped, and has no figure."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Measures on one ground.

    Attributes:
        tell: says what is being done.
        peer_seconds: a peer's time for questions.
    """

    ground: Ground
    tell: Callable[[str], None]
    peer_seconds: float

    def run(self, measures: Sequence[Measure]) -> Iterator[Result]:
        """Measure. What fails is a result without a value, and the rest goes on."""
        for measure in measures:
            notes: list[str] = []
            peers: dict[str, float | str] = {}
            samples: list[float] = []
            try:
                samples = self._samples(measure)
                for name, task in (measure.peers or {}).items():
                    peers[name] = self._peer(measure, name, task, notes)
            except TaskError as error:
                notes.append(str(error))
            if peers and measure.name in LEAVES_OUT:
                notes.insert(0, LEAVES_OUT[measure.name])
            yield result_of(measure, samples, peers, notes)

    def _samples(self, measure: Measure) -> list[float]:
        if measure.task == LOAD:
            return [sample for _ in range(measure.runs) for sample in self.ground.measure_load()]
        if measure.task == BUILD:
            return [sample for _ in range(measure.runs) for sample in self.ground.measure_build()]
        if measure.needs == "snapshot":
            self.ground.need_snapshot()
        self.tell(f"Measuring {measure.name}")
        given = self.ground.given(measure.count)
        samples: list[float] = []
        for _ in range(measure.runs):
            found = run_task(measure.task, given, TASK_SECONDS)
            if found.stopped:
                raise TaskError(f"{measure.task} was stopped after {TASK_SECONDS} s.")
            samples += found.values
        return samples

    def _peer(self, measure: Measure, name: str, task: str, notes: list[str]) -> float | str:
        """A peer's median, or why there is none."""
        self.tell(f"Measuring {measure.name} with {name}")
        given = self.ground.given(measure.count, self.peer_seconds)
        try:
            found = run_task(task, given, self.peer_seconds + PREPARING_SECONDS)
        except TaskError as error:
            notes.append(str(error))
            return "failed"
        if not found.values:
            return f"over {self.peer_seconds:g} s"
        if len(found.values) < measure.count:
            notes.append(
                f"{name} answered {len(found.values)} of {measure.count:,} within its {self.peer_seconds:g} s."
            )
        return median(found.values)
