"""A copy whose process is killed, wherever it is: the next one goes on, and ends as if nothing had happened."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.statements import Batch, EntityStatement, Evidence, Judgement, QuarantinedRow, RelationStatement, Source
from graph.store.copying import copy_store
from graph.store.dump import dump
from graph.store.sqlite.store import SqliteStore

ROOT = Path(__file__).parents[2]
SOURCES = [Source(name, name, "nobody", "CC0-1.0", "", "2026-01-01") for name in "ab"]
THINGS = 120
COPYING = """
import sys
from pathlib import Path
from graph.store.copying import copy_store
from graph.store.sqlite.store import SqliteStore
from tests.fault.stores import kill_within
with SqliteStore(Path(sys.argv[1])) as source, SqliteStore(Path(sys.argv[2])) as target:
    kill_within(int(sys.argv[3]))
    target.close()
    with SqliteStore(Path(sys.argv[2])) as dying:
        copy_store(source, dying, "here", batch_size=20)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A store of two sources, with judgements and quarantined rows."""
    path = tmp_path / "from.sqlite"
    with SqliteStore(path) as store:
        for declared in SOURCES:
            name = declared.name
            things = [EntityStatement(name, f"x{at}", "sector", {"name": f"{at}"}, Evidence()) for at in range(THINGS)]
            links = [
                RelationStatement(name, f"{at:032}", "partner_of", f"x{at}", "x0", Evidence()) for at in range(THINGS)
            ]
            rows = [
                QuarantinedRow(name, f"{name}{at}", "sector", "f.csv", at, None, "bad_value", "", {})
                for at in range(30)
            ]
            store.apply(Batch(source=declared, statements=(*things, *links), quarantined=tuple(rows)))
        judged = [Judgement("x0", f"x{at}", True, "editor", "why", f"2026-01-01T00:00:{at:02}") for at in range(1, 50)]
        store.apply(Batch(judgements=tuple(judged)))
    return path


def killed(source: Path, target: Path, ticks: int) -> bool:
    """Whether a process that copies was killed; it ends well otherwise."""
    command = [sys.executable, "-c", COPYING, str(source), str(target), str(ticks)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


@pytest.mark.parametrize("ticks", [300, 2_503, 4_507, 7_001, 9_203])
def test_killed_once(source: Path, tmp_path: Path, ticks: int) -> None:
    target = tmp_path / "to.sqlite"
    assert killed(source, target, ticks)
    finish(source, target)


def test_killed_again_and_again(source: Path, tmp_path: Path) -> None:
    """Each process gets a little further than the one before."""
    target = tmp_path / "to.sqlite"
    kills = 0
    for ticks in range(500, 12_000, 1_500):
        if not killed(source, target, ticks):
            break
        kills += 1
    assert kills >= 3
    finish(source, target)


def finish(source: Path, target: Path) -> None:
    with SqliteStore(source) as whole, SqliteStore(target) as copy:
        done = copy_store(whole, copy, "here", batch_size=20)
        assert done.contents.same(done.found)
        assert list(dump(copy)) == list(dump(whole))
