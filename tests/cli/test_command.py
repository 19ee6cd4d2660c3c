"""The command as such: help, settings, failures, serving."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from api.settings import VARIABLES
from cli import search, serve
from cli.settings import SETTINGS, Settings, read_settings, shown_address
from graph.errors import InputError
from tests.cli.conftest import Opendoors
from tests.waiting import wait_for

ROOT = Path(__file__).parents[2]
FOLDERS = ("graph", "loaders", "queries", "api", "cli")


def test_every_setting_is_documented() -> None:
    said = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"OPENDOORS_[A-Z0-9_]+", said))
    used = {setting.name for setting in SETTINGS} | set(VARIABLES)
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            used |= set(re.findall(r"OPENDOORS_[A-Z][A-Z0-9_]*", path.read_text(encoding="utf-8")))
    assert documented == used
    for setting in SETTINGS:
        assert f"| `{setting.name}` | {setting.default} | {setting.meaning} |" in said


def test_settings() -> None:
    assert read_settings({}) == Settings(Path("var"), "sqlite:", None, False)
    given = {
        "OPENDOORS_HOME": "/x",
        "OPENDOORS_STORE": "sqlite:/y",
        "OPENDOORS_AS_OF": "2026-01-02",
        "OPENDOORS_DEBUG": "1",
    }
    assert read_settings(given) == Settings(Path("/x"), "sqlite:/y", "2026-01-02", True)
    for no_day in ("2026", "9999-12-31", "1799-12-31"):
        with pytest.raises(InputError) as refused:
            read_settings({"OPENDOORS_AS_OF": no_day})
        assert (refused.value.code, refused.value.where) == ("bad_date", "OPENDOORS_AS_OF")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("sqlite:", "sqlite:var/store.sqlite"),
        ("sqlite:/there/me@home", "sqlite:/there/me@home"),
        ("bolt+s://[::1]:7687", "bolt+s://[::1]:7687"),
        ("neo4j://db/a.b?policy=eu", "neo4j://db/a.b"),
        ("neo4j://me:secret@db:7687/graph?password=secret", "neo4j://db:7687/graph"),
        ("neo4j://secret@db", "neo4j://db"),
        ("neo4j://db/graph#secret", "neo4j://db/graph"),
        ("neo4j://me:not/secret@db", "neo4j:…"),
        ("neo4j://me:not?secret@db", "neo4j:…"),
        ("neo4j://me:not@secret@db", "neo4j:…"),
        ("neo4j://db?password=not@secret", "neo4j:…"),
        ("neo4j://me:secret", "neo4j:…"),
        ("neo4j://db/secret/x", "neo4j:…"),
        ("neo4j:me:secret@db", "neo4j:…"),
        ("secret@db:7687", "…"),
    ],
)
def test_credentials_are_not_shown(address: str, shown: str) -> None:
    assert shown_address(Settings(Path("var"), address, None, False)) == shown


def test_help_and_no_arguments(opendoors: Opendoors) -> None:
    helped = opendoors("--help")
    assert helped.code == 0
    answers, data = ("ask", "search", "serve"), ("load", "status", "sources", "copy", "quarantine", "refresh")
    for verb in (*answers, *data, "merge", "unmerge"):
        assert verb in helped.out
        assert opendoors(verb, "--help").code == 0
    assert opendoors().out == helped.out


def test_help_imports_nothing_heavy() -> None:
    heavy = "{'numba', 'numpy', 'strawberry', 'graphql', 'uvicorn', 'starlette', 'pydantic', 'sqlite3'}"
    asked = "import sys; from cli.main import run; run(['--help'])"
    told = f"{asked}; print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("status", "--nonsense"), ("quarantine",), ("quarantine", "nonsense"), ("search",)]
)
def test_a_command_line_that_does_not_parse_exits_2(opendoors: Opendoors, arguments: tuple[str, ...]) -> None:
    said = opendoors(*arguments)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_a_defect_is_one_line_and_shows_more_on_request(
    opendoors: Opendoors, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_settings: Settings) -> None:
        raise ZeroDivisionError("no\nsuch thing")

    monkeypatch.setattr(search, "published", broken)
    said = opendoors("search", "x")
    assert said.code == 1
    assert said.err == (
        "opendoors: Unexpected ZeroDivisionError: no such thing. "
        "Set OPENDOORS_DEBUG=1 to see where it happened, and report it.\n"
    )
    assert opendoors("search", "x", "--json").error["code"] == "unexpected"
    monkeypatch.setenv("OPENDOORS_DEBUG", "1")
    with pytest.raises(AssertionError):
        opendoors("search", "x")


def test_interrupted(opendoors: Opendoors, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(_settings: Settings) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(search, "published", stopped)
    said = opendoors("search", "x")
    assert (said.code, said.err) == (130, "opendoors: interrupted.\n")


def test_a_port_in_use_is_told_before_anything_is_loaded(empty: Opendoors, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = empty("serve", "--port", str(taken.getsockname()[1]), "--json")
        assert said.code == 2
        said = empty("serve", "--port", str(taken.getsockname()[1]))
    assert said.code == 2
    assert "is in use" in said.err
    assert not (tmp_path / "var").exists()
    assert empty("serve", "--host", "no.such.host.invalid").code == 2


def test_serving_begins_with_the_starter_data_where_there_is_none(
    empty: Opendoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    monkeypatch.setattr(serve, "_serve", lambda settings, snapshot, listening: served.append(snapshot.manifest))
    said = empty("serve", "--port", "0")
    assert said.code == 0
    assert "loading the starter data" in said.err
    assert served[0].counts["organisation"] > 3000
    again = empty("serve", "--port", "0")
    assert (again.code, again.err) == (0, "")
    assert served[1] == served[0]


def test_serving_says_that_the_snapshot_is_of_another_day(
    own_starter: Opendoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = []
    monkeypatch.setattr(serve, "_serve", lambda settings, snapshot, listening: served.append(snapshot.manifest.as_of))
    monkeypatch.setenv("OPENDOORS_AS_OF", "2025-05-05")
    said = own_starter("serve", "--port", "0")
    assert "not on 2025-05-05" in said.err
    monkeypatch.delenv("OPENDOORS_AS_OF")
    assert "one of today is built while it serves" in own_starter("serve", "--port", "0").err
    assert served == ["2025-05-05", "2025-05-05"]


def test_the_served_api_answers(starter_home: Path) -> None:
    environment = {**os.environ, "OPENDOORS_HOME": str(starter_home), "OPENDOORS_AS_OF": "2026-11-27"}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as server:
        try:
            assert server.stderr is not None
            address = next(found[1] for line in server.stderr if (found := re.search(r"at (http://\S+)/$", line)))
            assert _answers(address)
        finally:
            server.terminate()
            server.communicate(timeout=30)


def test_the_port_answers_while_the_first_data_are_loaded(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "OPENDOORS_HOME": str(tmp_path), "OPENDOORS_AS_OF": "2026-11-27"}
    command = [sys.executable, "-m", "cli.main", "serve", "--port", str(port)]
    said: list[tuple[int, bool]] = []

    def ready() -> bool:
        try:
            response = httpx.get(f"http://127.0.0.1:{port}/ready", timeout=60, trust_env=False)
        except httpx.TransportError:  # not listening yet; or just handed on
            return False
        said.append((response.status_code, response.json()["ready"]))
        return response.status_code == 200

    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT) as server:
        try:
            wait_for(ready)
        finally:
            server.terminate()
    assert said[0] == (503, False)
    assert said[-1] == (200, True)
    assert server.returncode == -signal.SIGTERM


def _answers(address: str) -> bool:
    with httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        asked = client.post("/graphql", json={"query": "{ revision { number } }"})
        return client.get("/ready").status_code == 200 and bool(asked.json()["data"]["revision"]["number"])
