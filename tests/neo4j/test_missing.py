"""Where there is no Neo4j to be had, tests over one are left out loudly; where they are required, they fail."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.neo4j import jars
from tests.neo4j.finding import ADDRESS, shared_database
from tests.neo4j.jars import HERE, Neo4jMissingError

pytestmark = pytest.mark.server
ROOT = HERE.parents[1]
NEED_ONE: Final = (
    "tests/fault/test_neo4j_opening.py::test_all_at_once",
    "tests/neo4j/test_server.py::test_a_server_is_killed_and_stopped_and_started_again",
    "tests/contract/test_store.py::TestStatements::test_a_new_store_is_empty_and_at_revision_0[neo4j]",
)
"""The shared database, a server of one's own, a store of the contract suite."""
NEEDS_A_BROWSER: Final = "tests/browser/test_graphiql.py::test_the_first_example_runs_and_nothing_comes_from_elsewhere"
SECONDS: Final = 300


def run_of(nothing: Path, required: str, *arguments: str) -> tuple[int, str]:
    """Exit code and output of pytest on a machine with no Java, no Docker engine, no browser and no address."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("OPENDOORS_TEST_")},
        "PATH": str(nothing),
        "DOCKER_HOST": f"unix://{nothing / 'docker.sock'}",
        "OPENDOORS_TEST_REQUIRE": required,
    }
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return done.returncode, done.stdout


def test_they_are_skipped_with_a_loud_line(tmp_path: Path) -> None:
    code, told = run_of(tmp_path, "", "-n", "2", *NEED_ONE, NEEDS_A_BROWSER)
    assert (code, re.findall(r"\d+ (?:passed|failed|skipped|error)", told)) == (0, ["4 skipped"]), told
    assert re.search(r"^!+ 3 tests over a real Neo4j were NOT run !+$", told, re.MULTILINE), told
    assert f"{ADDRESS} is not set. No Docker engine answers. Java 17 or newer is not on the path." in told
    assert "No browser is installed" in told


def test_they_fail_where_they_are_required(tmp_path: Path) -> None:
    code, told = run_of(tmp_path, "browser neo4j", "-n", "0", *NEED_ONE, NEEDS_A_BROWSER)
    assert (code, re.findall(r"\d+ (?:passed|failed|skipped|error)", told)) == (1, ["4 error"]), told
    assert "OPENDOORS_TEST_REQUIRE forbids to skip it" in told
    assert "NOT run" not in told


def command(folder: Path, name: str, said: str, code: int = 0) -> None:
    """A program that says something and nothing else."""
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{said}'\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)


@pytest.mark.parametrize("said", ["    java.specification.version = 11", "no Java at all"])
def test_an_old_java_is_none(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(tmp_path, "java", said)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jMissingError, match="older than 17, or no Java"):
        jars.jars()


def test_without_maven_there_are_no_jars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(tmp_path, "java", "    java.specification.version = 21")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(jars, "CACHE", tmp_path / "cache")
    with pytest.raises(Neo4jMissingError, match=r"Maven \(mvn\) is not on the path"):
        jars.jars()
    command(tmp_path, "mvn", "it cannot be fetched", 1)
    with pytest.raises(Neo4jMissingError, match="it cannot be fetched"):
        jars.jars()


def test_an_address_where_nobody_answers_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, "bolt://127.0.0.1:1")
    with pytest.raises(Neo4jMissingError, match="does not answer"), shared_database(tmp_path):
        pass
