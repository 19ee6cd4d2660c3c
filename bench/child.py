"""Tasks run in processes of their own.

So cold state is cold, memory is one's own, and a task that takes too long can be stopped.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final

from bench.tasks.given import Given

ROOT: Final = Path(__file__).parent.parent
TASK_SECONDS: Final = 900
"""Longest time of one process of ours."""
TOLD_AT_MOST: Final = 8_000
"""Characters of a failed task's complaint."""


class TaskError(Exception):
    """A task failed, or had to be stopped before it had a sample."""


class NotHereError(Exception):
    """What a task needs is not to be had on this machine, so that it was not run; says what, and why."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What a task measured.

    Attributes:
        stopped: its process had to be stopped; it might have measured more.
        notes: what it says of its figures.
        right: of each answer that was judged, whether it was right.
    """

    values: list[float]
    stopped: bool
    notes: list[str] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)


def run_task(
    task: str, given: Given, seconds: float | None = None, environment: Mapping[str, str] | None = None
) -> Samples:
    """Run ``module.function`` of ``bench.tasks`` in a fresh process; with ``:about``, about that.

    Args:
        task: yields samples, whether what was found is right, and in words what is to be said of it all.
        given: to it.
        seconds: after which it is stopped; None: never.
        environment: beside the present one.

    Raises:
        TaskError: it failed.
    """
    command = [sys.executable, "-m", "bench.child", task, as_text(given)]
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    stopped = False
    with child:
        try:
            out, complaint = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            out, complaint = child.communicate()
            stopped = True
        except BaseException:
            child.kill()
            raise
    if child.returncode and not stopped:
        raise TaskError(f"{task} failed: {complaint.strip()[-TOLD_AT_MOST:]}")
    return read_samples(out, stopped)


def as_text(given: Given) -> str:
    """What a task is given, for its command line."""
    return json.dumps(asdict(given), default=str)


def read_samples(out: str, stopped: bool) -> Samples:
    """What was printed; a line that is not complete was being printed when the process was stopped."""
    said = [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith("\n")]
    return Samples(
        [one for one in said if isinstance(one, float)],
        stopped,
        [one for one in said if isinstance(one, str)],
        [one for one in said if isinstance(one, bool)],
    )


def run_whole_task(task: str, given: Given, environment: Mapping[str, str] | None = None) -> Samples:
    """Run a task of ours, which has no figure if it takes too long.

    Raises:
        TaskError: it failed, or had to be stopped.
    """
    found = run_task(task, given, TASK_SECONDS, environment)
    if found.stopped:
        raise TaskError(f"{task} was stopped after {TASK_SECONDS} s.")
    return found


def main() -> None:
    """Run one task; a line of JSON for each sample, judgement or note, as it comes."""
    module, _, function = sys.argv[1].partition(".")
    said = json.loads(sys.argv[2])
    world, home, snapshot = (Path(said[name]) for name in ("world", "home", "snapshot"))
    given = Given(world, home, snapshot, said["count"], said["seconds"], said["store"])
    function, _, about = function.partition(":")
    task = getattr(import_module(f"bench.tasks.{module}"), function)
    for sample in task(given, about) if about else task(given):
        print(json.dumps(sample if isinstance(sample, str | bool) else float(sample)), flush=True)


if __name__ == "__main__":
    main()
