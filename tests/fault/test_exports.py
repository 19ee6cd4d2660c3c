"""An export whose disk is full, or whose process is killed, wherever it is: no file that is not whole has its name."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import loaders
from graph.snapshot.building.build import build_snapshot
from graph.store.sqlite.store import SqliteStore

ROOT = Path(__file__).parents[2]
AS_OF = "2026-01-01"
ROWS = "id,kind,name,country\n" + "".join(f"o{at:05},cluster,Of {at},DK\n" for at in range(3_000))
EXPORTING = """
import os, resource, signal, sys
from cli import export as exporting
from cli.main import run
from exports.graphs.formats import FORMATS
from tests.exports.graphs.formats import LINES, TABLES
FORMATS.update(lines=LINES, tables=TABLES)
room, dies, *more = sys.argv[1:]
fill = exporting._fill
def counted(chunks):
    for number, chunk in enumerate(chunks, 1):
        if number == int(dies):
            os.kill(os.getpid(), signal.SIGKILL)
        yield chunk
def disturbed(file, chunks):
    if int(room):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
    fill(file, counted(chunks))
exporting._fill = disturbed
sys.exit(run(["export", *more]))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("exports")
    rows = home / "mine" / "organisations.csv"
    rows.parent.mkdir()
    rows.write_text(ROWS)
    with SqliteStore(home / "store.sqlite") as store:
        loaders.load(store, rows.parent, name="mine")
        build_snapshot(store, home, AS_OF)
    return home


def exported(home: Path, output: Path, format_: str, *, room: int = 0, dies: int = 0) -> "tuple[int, str]":
    command = [sys.executable, "-c", EXPORTING, str(room), str(dies)]
    settings = {"OPENDOORS_HOME": str(home), "OPENDOORS_AS_OF": AS_OF}
    done = subprocess.run(
        [*command, "--format", format_, "-o", str(output)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, env=os.environ | settings,
    )  # fmt: skip
    return done.returncode, done.stderr


FORMS = [("graph.lines", "lines"), ("graph.zip", "lines"), ("graph", "tables"), ("graph.zip", "tables")]


@pytest.mark.parametrize(("name", "format_"), FORMS)
@pytest.mark.parametrize("room", [1, 5_000])
def test_a_disk_that_is_full(home: Path, tmp_path: Path, name: str, format_: str, room: int) -> None:
    code, told = exported(home, tmp_path / name, format_, room=room)
    assert code == 2, told
    assert "The file cannot be written" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "format_"), FORMS)
@pytest.mark.parametrize("dies", [1, 2_900])
def test_killed_and_done_again(home: Path, tmp_path: Path, name: str, format_: str, dies: int) -> None:
    assert exported(home, tmp_path / name, format_, dies=dies)[0] == -signal.SIGKILL
    assert not (tmp_path / name).exists()
    assert exported(home, tmp_path / name, format_) == (0, "")
    assert (tmp_path / name).exists()
