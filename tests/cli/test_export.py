"""``opendoors export``: files for analysts; nothing overwritten, nothing half written, nothing left behind."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from exports.graphs import formats
from exports.graphs.formats import Part
from exports.graphs.layers import graph_view
from exports.graphs.part import GraphPart
from exports.graphs.view import GraphView, Layer
from graph.errors import SnapshotError
from graph.snapshot.building.build import current_snapshot
from tests.cli.conftest import AS_OF, Opendoors
from tests.exports.graphs.formats import LINES, TABLES

ROOT = Path(__file__).parents[2]
DENMARK = ("export", "--format", "lines", "--market", "Denmark")


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in (LINES, TABLES):
        monkeypatch.setitem(formats.FORMATS, one.name, one)


def view_of(home: Path, layer: Layer, as_of: str | None = None, **part: str | int) -> GraphView:
    snapshot = current_snapshot(home)
    assert snapshot is not None
    return graph_view(snapshot.on_day(as_of), layer, GraphPart(**part))  # type: ignore[arg-type]


def lines_of(view: GraphView) -> list[str]:
    return [*(node.id for node in view.nodes()), *(f"{edge.source} {edge.target}" for edge in view.edges())]


def test_one_file_is_printed_and_what_it_is_is_told_beside_it(starter: Opendoors, starter_home: Path) -> None:
    said = starter("export", "--format", "lines")
    view = view_of(starter_home, Layer.RELATIONS)
    assert said.code == 0
    assert said.out.splitlines() == lines_of(view)
    assert said.err == (
        f"{view.node_count:,} nodes and {view.edge_count:,} edges, layer relations, as of {AS_OF}, "
        f"revision {view.header.revision}.\n"
    )


@pytest.mark.parametrize("layer", Layer)
def test_each_layer(starter: Opendoors, starter_home: Path, layer: Layer) -> None:
    out = starter("export", "--format", "lines", "--layer", layer).out
    assert out.splitlines() == lines_of(view_of(starter_home, layer))


def test_every_option_reaches_the_graph(starter: Opendoors, starter_home: Path) -> None:
    said = starter(
        "export", "--format", "lines", "--layer", "ties", "--as-of", "2020", "--market", "Denmark",
        "--sector", "ENERGY", "--around", "Energy Cluster Denmark", "--steps", "2",
    )  # fmt: skip
    part = {"market": "DK", "sector": "energy", "around": "energy-cluster-denmark", "steps": 2}
    view = view_of(starter_home, Layer.TIES, "2020", **part)  # type: ignore[arg-type]
    assert said.out.splitlines() == lines_of(view)
    assert view.node_count > 1
    assert f"layer ties ({view.part}), as of 2020-12-31" in said.err


def test_a_file(starter: Opendoors, starter_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.lines"
    said = starter(*DENMARK, "-o", str(file))
    view = view_of(starter_home, Layer.RELATIONS, market="DK")
    assert said.code == 0
    assert file.read_text().splitlines() == lines_of(view)
    assert " ".join(said.out.split()).endswith(
        f"{file}: {view.node_count:,} nodes and {view.edge_count:,} edges, layer relations (organisations in Denmark), "
        f"as of {AS_OF}, revision 1."
    )
    assert said.err == ""
    assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_programs_are_told_what_was_written(starter: Opendoors, starter_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.lines"
    view = view_of(starter_home, Layer.RELATIONS, market="DK")
    assert starter(*DENMARK, "-o", str(file), "--json").json == {
        "file": str(file), "format": "lines", "layer": "relations", "part": "organisations in Denmark", "asOf": AS_OF,
        "revision": 1, "nodes": view.node_count, "edges": view.edge_count, "sources": ["starter"],
    }  # fmt: skip


def test_several_files_go_into_a_folder_or_an_archive(starter: Opendoors, tmp_path: Path) -> None:
    folder, archive = tmp_path / "graph", tmp_path / "graph.zip"
    for output in (folder, archive):
        assert starter("export", "--format", "tables", "-o", str(output)).code == 0
    assert sorted(file.name for file in folder.iterdir()) == ["edges.txt", "nodes.txt"]
    with ZipFile(archive) as opened:
        for file in folder.iterdir():
            assert opened.read(file.name) == file.read_bytes()
    assert sorted(tmp_path.iterdir()) == [folder, archive]
    assert folder.stat().st_mode & 0o777 == 0o777 & ~_umask()


def test_a_folder_that_is_there_may_hold_other_things(starter: Opendoors, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert starter("export", "--format", "tables", "-o", str(tmp_path)).code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["edges.txt", "nodes.txt", "notes.txt"]
    (tmp_path / "nodes.txt").write_text("mine")
    (tmp_path / "edges.txt").unlink()
    said = starter("export", "--format", "tables", "-o", str(tmp_path), "--json")
    assert (said.code, said.error["code"], said.error["where"]) == (2, "file_exists", "--output")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["nodes.txt", "notes.txt"]
    assert (tmp_path / "nodes.txt").read_text() == "mine"


def test_one_file_goes_into_an_archive_where_that_is_asked_for(starter: Opendoors, tmp_path: Path) -> None:
    assert starter(*DENMARK, "-o", str(tmp_path / "graph.zip")).code == 0
    with ZipFile(tmp_path / "graph.zip") as opened:
        assert opened.read("graph.lines").decode() == starter(*DENMARK).out


def test_a_file_that_is_there_stays_as_it_is(starter: Opendoors, tmp_path: Path) -> None:
    file = tmp_path / "graph"
    file.write_text("mine")
    for format_ in ("lines", "tables"):
        said = starter("export", "--format", format_, "-o", str(file), "--json")
        assert (said.code, said.error["code"], said.out) == (2, "file_exists", "")
    assert starter(*DENMARK, "-o", str(tmp_path), "--json").error["code"] == "file_exists"
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("more", "code", "where"),
    [
        (("--format", "line"), "unknown_format", "--format"),
        (("--format", "lines", "--layer", "tie"), "unknown_layer", "--layer"),
        (("--format", "tables"), "several_files", "--output"),
        (("--format", "lines", "--market", "Atlantis"), "unknown_market", "--market"),
        (("--format", "lines", "--sector", "alchemy"), "unknown_sector", "--sector"),
        (("--format", "lines", "--around", "nobody at all"), "unknown_organisation", "--around"),
        (("--format", "lines", "--around", "kotra", "--steps", "4"), "steps_out_of_range", "--steps"),
        (("--format", "lines", "--steps", "2"), "no_centre", "--steps"),
        (("--format", "lines", "--as-of", "tomorrow"), "bad_date", "--as-of"),
        (("--format", "lines"), "two_formats", "--json"),
    ],
)
def test_what_cannot_be_had_is_refused(starter: Opendoors, more: tuple[str, ...], code: str, where: str) -> None:
    said = starter("export", *more, "--json")
    if code != "two_formats":
        output = () if code == "several_files" else ("-o", "not-there-yet")
        said = starter("export", *more, *output, "--json")
    assert (said.code, said.out) == (2, "")
    assert (said.error["code"], said.error["where"]) == (code, where)
    assert not Path("not-there-yet").exists()


@pytest.mark.parametrize("format_", ["lines", "tables"])
@pytest.mark.parametrize("there", [True, False])
def test_what_cannot_be_written_is_a_failure(starter: Opendoors, tmp_path: Path, format_: str, there: bool) -> None:
    nowhere = tmp_path / "nowhere"
    if there:
        nowhere.write_text("a file, and no folder")
    said = starter("export", "--format", format_, "-o", str(nowhere / "graph"), "--json")
    assert (said.code, said.error["code"]) == (2, "file_unwritable")
    assert list(tmp_path.iterdir()) == [nowhere] * there


def _broken_off(error: BaseException) -> "formats.GraphFormat":
    def chunks(view: GraphView) -> Iterator[bytes]:
        yield next(view.nodes()).id.encode()
        raise error

    return replace(LINES, parts=lambda view: iter([Part("graph.lines", chunks(view))]))


@pytest.mark.parametrize("output", ["graph.lines", "graph.zip"])
@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), 130), (OSError(28, "No space left on device"), 2), (RuntimeError("a defect"), 1)],
)
def test_nothing_is_left_of_what_fails(
    starter: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, output: str
) -> None:
    monkeypatch.setitem(formats.FORMATS, "lines", _broken_off(error))
    said = starter("export", "--format", "lines", "-o", str(tmp_path / output))
    assert said.code == code
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_folder_either(
    starter: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it was there already or not."""
    late = replace(_broken_off(KeyboardInterrupt()), name="late", suffix=".zip")
    monkeypatch.setitem(formats.FORMATS, "late", late)
    (tmp_path / "there").mkdir()
    for folder in ("there", "new"):
        assert starter("export", "--format", "late", "-o", str(tmp_path / folder)).code == 130
    assert [path.name for path in tmp_path.rglob("*")] == ["there"]


@pytest.mark.parametrize("output", [(), ("-o", "graph.lines"), ("-o", "graph.zip")])
def test_nothing_of_a_damaged_snapshot_is_kept(
    starter: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: tuple[str, ...]
) -> None:
    def harmed(_: object) -> None:
        raise SnapshotError("It is damaged.", suggestion="Build it anew.")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("graph.snapshot.snapshot.Snapshot.check_unharmed", harmed)
    assert starter("export", "--format", "lines", *output).code == 4
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_the_formats_and_layers(starter: Opendoors, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (LINES.name, TABLES.name):
        monkeypatch.delitem(formats.FORMATS, name)
    monkeypatch.setenv("COLUMNS", "200")
    said = starter("export", "--help").out
    for word in (*formats.FORMATS, *Layer):
        assert word in said


RUN = """
import sys
from cli.main import run
from exports.graphs.formats import FORMATS
from tests.exports.graphs.formats import LINES
FORMATS["lines"] = LINES
sys.exit(run(["export", "--format", "lines", *sys.argv[1:]]))
"""


def started(home: Path, *more: str, **streams: int) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "OPENDOORS_HOME": str(home), "OPENDOORS_AS_OF": AS_OF, "TERM": "xterm"}
    return subprocess.Popen([sys.executable, "-c", RUN, *more], cwd=ROOT, env=environment, **streams)  # type: ignore[call-overload,no-any-return]


def test_whose_reader_leaves_ends_without_a_word(starter_home: Path) -> None:
    with started(starter_home, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_bars_are_shown_on_a_terminal(starter_home: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with started(starter_home, "-o", str(tmp_path / "graph"), stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = _read(ours)
    assert process.returncode == 0
    assert "nodes" in shown
    assert "edges" in shown
    assert "100%" in shown


def _read(terminal: int) -> str:
    held = io.BytesIO()
    try:
        while told := os.read(terminal, 4_096):
            held.write(told)
    except OSError:  # it has gone
        pass
    finally:
        os.close(terminal)
    return held.getvalue().decode(errors="replace")


def test_nobody_is_shown_bars_among_the_lines_of_a_graph(starter_home: Path) -> None:
    ours, theirs = pty.openpty()
    with started(starter_home, "--market", "KR", stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = _read(ours)
    assert process.returncode == 0
    assert "%" not in shown
    assert "kotra" in shown
