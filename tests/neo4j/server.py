"""Neo4j servers that belong to a test: they may be killed, stopped, frozen and started again on the same data."""

import os
import select
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, Self

from tests.neo4j.jars import HERE, jars

USER: Final = "neo4j"
START_SECONDS: Final = 180.0
"""It takes some 5 s on an idle machine."""
STOP_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 10.0
HANDSHAKE: Final = bytes.fromhex("6060b017" + "00000405" + "00000000" * 3)
"""Bolt's preamble, and a proposal of version 5.4."""
JAVA: Final = ("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData")
"""Tests start servers and ask them little: the quick compiler halves what that costs."""
SETTINGS: Final = {
    "server.bolt.enabled": "true",
    "server.memory.pagecache.size": "64m",
    "db.tx_log.preallocate": "false",
    "dbms.usage_report.enabled": "false",
    # Tests empty their database again and again; its statistics would have every query planned anew each time.
    "dbms.cypher.min_replan_interval": "1h",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
}


class Neo4jServer:
    """A server in a process of its own over one folder. It ends with the process that made it, however that ends.

    Attributes:
        password: what the user ``neo4j`` signs in with; None if nobody has to sign in.
    """

    def __init__(
        self,
        folder: Path,
        *,
        password: str | None = None,
        read_only: bool = False,
        heap_megabytes: int = 512,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.password = password
        self.read_only = read_only
        self._folder = folder
        self._heap_megabytes = heap_megabytes
        self._settings = dict(settings or {})
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it listens: from its first start on the same."""
        assert self._port, "it was never started"
        return f"bolt://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """Of the process that runs now."""
        assert self._process is not None, "it does not run"
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it was started, and not ended since."""
        return self._process is not None

    def start(self) -> Self:
        """Start it on what its folder holds, and wait until it answers.

        Raises:
            Neo4jMissingError: no Java, or no jars.
        """
        assert self._process is None, "it runs already"
        library = jars()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "neo4j.conf").write_text(self._configuration(), encoding="utf-8")
        environment = {**os.environ, **({"OPENDOORS_TEST_NEO4J_PASSWORD": self.password} if self.password else {})}
        with (self._folder / "stderr.log").open("ab") as errors:
            self._process = subprocess.Popen(
                [*JAVA, f"-Xmx{self._heap_megabytes}m", "-cp", f"{library}/*", HERE / "Server.java", self._folder],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        try:
            self._port = self._wait_for_port(self._process)
        except BaseException:
            self.kill()
            raise
        return self

    def kill(self) -> None:
        """End it as a power cut would; nothing if it does not run."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _reap(process)

    def stop(self) -> None:
        """Let it come to an orderly end; nothing if it does not run."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin
            process.stdin.close()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
            _reap(process)

    def freeze(self) -> None:
        """Its connections stay open, and nobody answers on them any more."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Goes on where it was frozen."""
        os.kill(self.pid, signal.SIGCONT)

    def answers(self) -> bool:
        """Whether it speaks Bolt now, within a bounded time."""
        try:
            with socket.create_connection(("127.0.0.1", self._port), ANSWER_SECONDS) as connection:
                connection.sendall(HANDSHAKE)
                return len(connection.recv(4)) == 4
        except OSError:
            return False

    def __enter__(self) -> Self:
        return self if self._process else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def _configuration(self) -> str:
        said = {
            **SETTINGS,
            "server.bolt.listen_address": f"127.0.0.1:{self._port}",
            "dbms.security.auth_enabled": "true" if self.password else "false",
            "server.databases.default_to_read_only": "true" if self.read_only else "false",
            **self._settings,
        }
        return "".join(f"{name}={value}\n" for name, value in said.items())

    def _wait_for_port(self, process: "subprocess.Popen[bytes]") -> int:
        assert process.stdout
        until = monotonic() + START_SECONDS
        said = b""
        while not said.endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - monotonic()))
            some = os.read(process.stdout.fileno(), 4096) if ready else b""
            if not some:
                why = "ended" if ready else f"was silent for {START_SECONDS:.0f} s"
                errors = (self._folder / "stderr.log").read_text(encoding="utf-8", errors="replace")
                raise AssertionError(f"Neo4j {why} instead of listening:\n{errors[-4000:]}")
            said += some
        return int(said.rsplit(maxsplit=1)[-1])


def _reap(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a process that is bound to end, and close what led to it."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()
