"""Measure: ``python -m bench``, or ``make bench``. Prints a table and writes ``build/bench.json``.

The workload is the made-up world of ``bench.world``: 8,000 cluster organisations, 200,000 companies, half a million
relations, asked about by the mix of ``bench.mix``, as of 2026-01-01. Everything runs in processes of its own, one at a
time; compiled code is in its cache before any clock starts; files are in the page cache, as on a server. Other work on
the machine shows in the figures: its load before the run is noted with them. What needs a Neo4j is left out where there
is none to be had, and says so.
"""

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console

from bench.child import ROOT
from bench.ground import ATTACKED, LARGE, Ground, Size
from bench.machine import commit, describe_machine
from bench.measures import (
    ATTACKED_MEASURES,
    EXPORT_MEASURES,
    HAPPENING_MEASURES,
    LARGE_MEASURES,
    MEASURES,
    PAGE_MEASURES,
    QUESTION_MEASURES,
    STARTER_MEASURES,
)
from bench.neo4j_ground import Neo4jGround
from bench.report import Result, show, write_report
from bench.run import Runner
from bench.world import CLUSTERS, COMPANIES
from queries.compile import compile_kernels

OUTPUT: Final = ROOT / "build" / "bench.json"
PEER_SECONDS: Final = 30.0
WIDTH: Final = 140
"""Columns of what is not printed to a terminal."""

ON_USUAL_WORLD: Final = (*MEASURES, *QUESTION_MEASURES, *STARTER_MEASURES, *PAGE_MEASURES, *EXPORT_MEASURES)
USUAL: Final = (*ON_USUAL_WORLD, *HAPPENING_MEASURES, *ATTACKED_MEASURES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; 1 if something failed, 0 whether or not targets are met, or what is not to be had here was left out."""
    given = _parser().parse_args(arguments)
    names = given.only or [one.name for one in (*USUAL, *(LARGE_MEASURES if given.large else ()))]
    worlds = {
        Size(given.companies, given.clusters): ON_USUAL_WORLD,
        Size(given.companies, given.clusters, happenings=True): HAPPENING_MEASURES,
        ATTACKED: ATTACKED_MEASURES,
        LARGE: LARGE_MEASURES,
    }
    console = Console(stderr=True)
    machine = describe_machine()
    said = {
        "machine": machine,
        "commit": commit(ROOT),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "world": {"companies": given.companies, "clusters": given.clusters, "quick": given.quick},
    }

    def tell(text: str) -> None:
        console.print(text, style="dim", highlight=False)

    results: list[Result] = []
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(TemporaryDirectory(prefix="opendoors-bench-")))
        tell("Compiling the kernel, where it is not compiled yet")
        compile_kernels()
        for size, measures in worlds.items():
            wanted = [one.quick() if given.quick else one for one in measures if one.name in names]
            ground = Ground(folder, size, tell)
            with ExitStack() as servers:
                runner = Runner(ground, Neo4jGround(ground, servers, tell), tell, given.peer_seconds)
                for result in runner.run(wanted):
                    results.append(result)
                    write_report(given.output, said, results)
    show(Console(width=None if sys.stdout.isatty() else WIDTH), machine, results)
    return int(any(one.value is None and not one.not_run for one in results))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").partition("\n")[0])
    names = [one.name for one in (*USUAL, *LARGE_MEASURES)]
    parser.add_argument("--quick", action="store_true", help="ask a tenth of the questions")
    parser.add_argument("--large", action="store_true", help="measure on a world of a million companies as well")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=names, help=f"only these: {', '.join(names)}")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="folder in which worlds, stores and snapshots stay to be used again"
    )
    parser.add_argument(
        "--output", type=Path, metavar="FILE", default=OUTPUT, help="where to write the figures as JSON"
    )
    parser.add_argument(
        "--peer-seconds", type=float, metavar="S", default=PEER_SECONDS, help="time for questions that each peer has"
    )
    parser.add_argument(
        "--companies",
        type=int,
        metavar="N",
        default=COMPANIES,
        help="size of the world; figures of others do not compare",
    )
    parser.add_argument("--clusters", type=int, metavar="N", default=CLUSTERS, help="likewise")
    return parser


if __name__ == "__main__":
    sys.exit(main())
