"""Tasks run in processes of their own.

So cold state is cold, memory is one's own, and a task that takes too long can be stopped.
"""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from bench.tasks.given import Given

ROOT: Final = Path(__file__).parent.parent
TOLD_AT_MOST: Final = 2_000
"""Characters of a failed task's complaint."""


class TaskError(Exception):
    """A task failed, or had to be stopped before it had a sample."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What a task measured.

    Attributes:
        stopped: its process had to be stopped; it might have measured more.
    """

    values: list[float]
    stopped: bool


def run_task(task: str, given: Given, seconds: float | None = None) -> Samples:
    """Run ``module.function`` of ``bench.tasks`` in a fresh process.

    Args:
        task: yields samples.
        given: to it.
        seconds: after which it is stopped; None: never.

    Raises:
        TaskError: it failed.
    """
    command = [sys.executable, "-m", "bench.child", task, json.dumps(asdict(given), default=str)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
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
    return Samples([float(line) for line in out.splitlines()], stopped)


def main() -> None:
    """Run one task; a line for each sample, as it comes."""
    module, _, function = sys.argv[1].partition(".")
    said = json.loads(sys.argv[2])
    given = Given(Path(said["world"]), Path(said["home"]), Path(said["snapshot"]), said["count"], said["seconds"])
    for sample in getattr(import_module(f"bench.tasks.{module}"), function)(given):
        print(repr(float(sample)), flush=True)


if __name__ == "__main__":
    main()
