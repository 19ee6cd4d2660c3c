"""The servers that tests start keep their promises: nothing else about faults can be trusted otherwise."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, ClientError

from tests.neo4j.finding import ADDRESS, Neo4jDatabase, shared_database
from tests.neo4j.fixtures import MISSING, NewServer, missing
from tests.neo4j.jars import HERE, Neo4jMissingError
from tests.neo4j.server import STOP_SECONDS, USER, Neo4jServer

pytestmark = pytest.mark.server
ROOT = HERE.parents[1]


def driver(server: Neo4jServer, password: str | None) -> Driver:
    auth = (USER, password) if password else None
    return GraphDatabase.driver(server.address, auth=auth, notifications_min_severity="OFF")


def count(server: Neo4jServer) -> int:
    return Neo4jDatabase(server.address, USER, server.password).count()


def test_a_server_is_killed_and_stopped_and_started_again(new_neo4j_server: NewServer) -> None:
    """One life for all of it, for each start takes its time."""
    server = new_neo4j_server(password="only for tests").start()
    with driver(server, server.password) as opened:
        opened.execute_query("UNWIND range(1, 1000) AS number CREATE (:Number {number: number})")
        address, pid = server.address, server.pid
        server.kill()
        assert not server.answers()
        server.start()
        assert (server.address, server.answers(), count(server)) == (address, True, 1000)
        assert server.pid != pid
        with driver(server, "a guess") as refused, pytest.raises(AuthError):
            refused.verify_connectivity()
        server.stop()
        assert not server.answers()
        server.read_only = True
        server.start()
        assert count(server) == 1000
        with pytest.raises(ClientError, match="read-only"):
            opened.execute_query("CREATE (:Number)")


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="waits for somebody else's child as Linux can")
def test_a_server_ends_with_the_process_that_started_it(new_neo4j_server: NewServer, tmp_path: Path) -> None:
    code = (
        "import pathlib, sys; from tests.neo4j.server import Neo4jServer; "
        "print(Neo4jServer(pathlib.Path(sys.argv[1])).start().pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "orphan")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        watched = os.pidfd_open(pid)
        try:
            parent.kill()
            assert select.select([watched], [], [], STOP_SECONDS)[0], "it outlived its parent"
        except BaseException:
            os.kill(pid, signal.SIGKILL)
            raise
        finally:
            os.close(watched)


def test_a_database_that_is_lent_is_taken_only_if_it_is_empty(
    neo4j_database: Neo4jDatabase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    neo4j_database.clear(schema=True)
    address = f"{neo4j_database.address}/"  # another name, lest this process waits for itself
    monkeypatch.setenv(ADDRESS, address)
    monkeypatch.setenv(f"{ADDRESS.removesuffix('URI')}PASSWORD", neo4j_database.password or "")
    with shared_database(tmp_path) as lent, lent.driver() as opened:
        assert lent.address == address
        opened.execute_query("CREATE (:Number {number: 1})")
        opened.execute_query("CREATE CONSTRAINT numbers FOR (n:Number) REQUIRE n.number IS UNIQUE")
    with neo4j_database.driver() as opened:
        assert neo4j_database.count() == 0
        assert opened.execute_query("SHOW CONSTRAINTS").records == []
        opened.execute_query("CREATE (:Somebody)")
    with pytest.raises(Neo4jMissingError, match="holds 1 nodes"), shared_database(tmp_path):
        pass
    assert neo4j_database.count() == 1


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("browser, neo4j", pytest.fail.Exception)]
)
def test_a_missing_neo4j_is_skipped_unless_it_is_required(
    required: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENDOORS_TEST_REQUIRE", required)
    with pytest.raises(outcome, match=f"{MISSING}no Java"):
        missing(Neo4jMissingError("no Java"))
