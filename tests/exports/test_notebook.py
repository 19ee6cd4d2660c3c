"""The analysts' notebook runs from beginning to end on the starter data."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from cli.main import run
from tests.worlds import STARTER_DAY

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "analysts.ipynb"
SECONDS_AT_MOST = 300
"""Of one cell."""


def held() -> nbformat.NotebookNode:
    found: nbformat.NotebookNode = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    return found


def test_it_is_kept_without_what_it_showed() -> None:
    code = [cell for cell in held().cells if cell.cell_type == "code"]
    assert len(code) > 8
    assert not any(cell.outputs or cell.execution_count for cell in code)


@pytest.mark.server
def test_it_goes_from_a_question_to_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "var"
    for name, value in (
        ("OPENDOORS_HOME", str(home)), ("OPENDOORS_AS_OF", STARTER_DAY), ("PYTHONPATH", str(ROOT)),
        ("MPLBACKEND", "module://matplotlib_inline.backend_inline"), ("IPYTHONDIR", str(tmp_path / "ipython")),
        ("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime")),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    assert run(["load"]) == 0
    notebook = held()
    client = NotebookClient(notebook, timeout=SECONDS_AT_MOST, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    pictures = [output for output in shown if "image/png" in output.get("data", {})]
    assert len(pictures) == 2
    assert not [output for output in shown if output.output_type == "error"]
    said = "".join(output.get("text", "") for output in shown)
    assert "relations have no dates" in said
