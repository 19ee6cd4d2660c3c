"""The command line over the starter data, loaded once."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

AS_OF = "2026-11-27"


@dataclass(frozen=True)
class Said:
    """What a command line said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err.splitlines()[-1])["error"]


Opendoors = Callable[..., Said]


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the starter data and its snapshot; not to be changed."""
    home = tmp_path_factory.mktemp("opendoors") / "var"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENDOORS_HOME", str(home))
        patch.setenv("OPENDOORS_AS_OF", AS_OF)
        assert run(["load"]) == 0
    return home


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the settings that a test makes."""
    for name in ("OPENDOORS_STORE", "OPENDOORS_DEBUG", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENDOORS_AS_OF", AS_OF)


@pytest.fixture
def opendoors(environment: None, capsys: pytest.CaptureFixture[str]) -> Opendoors:
    """Run a command line in this process."""

    def told(*arguments: str) -> Said:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    return told


@pytest.fixture
def starter(starter_home: Path, opendoors: Opendoors, monkeypatch: pytest.MonkeyPatch) -> Opendoors:
    """Run a command line that only reads, over the starter data."""
    monkeypatch.setenv("OPENDOORS_HOME", str(starter_home))
    return opendoors


@pytest.fixture
def own_starter(starter_home: Path, opendoors: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opendoors:
    """Run a command line over a copy of the starter data."""
    shutil.copytree(starter_home, tmp_path / "var")
    monkeypatch.setenv("OPENDOORS_HOME", str(tmp_path / "var"))
    return opendoors


@pytest.fixture
def empty(opendoors: Opendoors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opendoors:
    """Run a command line over nothing."""
    monkeypatch.setenv("OPENDOORS_HOME", str(tmp_path / "var"))
    return opendoors
