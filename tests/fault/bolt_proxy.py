"""A wire between a store and a Neo4j server that can be cut at a chosen point of what goes over it."""

import selectors
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread
from types import TracebackType
from typing import Final, Literal, Self

COMMIT: Final = bytes.fromhex("0002b0120000")
"""Bolt's message of that name, in its chunk."""
ROOM: Final = 65_536
SECONDS: Final = 60.0
"""Longest that one side waits for the other to take something."""


@dataclass(frozen=True)
class Point:
    """Where a wire is cut: before the message that holds this byte, before this commit, or before its answer.

    Attributes:
        number: counted over all connections, from 1.
    """

    kind: Literal["byte", "commit", "answer"]
    number: int


@dataclass(eq=False)
class _Link:
    """One connection of a client, and what belongs to it on the server's side."""

    client: socket.socket
    server: socket.socket
    tail: bytes = field(default=b"", repr=False)
    committing: int = 0


class BoltProxy:
    """Listens on a port of its own and passes everything on to a server's; one thread, so that all is in one order.

    Attributes:
        sent: bytes that clients have sent so far.
        commits: transactions that clients have asked to commit so far.
    """

    def __init__(self, port: int) -> None:
        self.sent = 0
        self.commits = 0
        self._target = ("127.0.0.1", port)
        self._point: Point | None = None
        self._act: Callable[[], object] = bool
        self._links: list[_Link] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._wake, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._thread = Thread(target=self._serve, daemon=True)

    @property
    def address(self) -> str:
        """What a store takes for the server's address."""
        return f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"

    @property
    def is_armed(self) -> bool:
        """Whether the point has not been reached yet."""
        return self._point is not None

    def arm(self, point: Point, act: Callable[[], object]) -> None:
        """At ``point``, counted from now on, do ``act`` and cut all connections; new ones are served as before."""
        self.sent = self.commits = 0
        self._act = act
        self._point = point

    def __enter__(self) -> Self:
        self._selector.register(self._listening, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wake.close()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive(), "the wire is stuck"

    def _serve(self) -> None:
        try:
            while self._serve_once():
                pass
        finally:
            for link in list(self._links):
                self._cut(link)
            self._selector.close()
            self._listening.close()
            self._woken.close()

    def _serve_once(self) -> bool:
        """Serve whoever has said something; false once the proxy is left."""
        for key, _ in self._selector.select():
            if key.fileobj is self._woken:
                return False
            if key.fileobj is self._listening:
                self._accept()
            elif key.data in self._links:  # not cut since
                self._pass_on(key.data, from_client=key.fileobj is key.data.client)
        return True

    def _accept(self) -> None:
        client, _ = self._listening.accept()
        try:
            server = socket.create_connection(self._target, SECONDS)
        except OSError:  # as if the port itself refused
            client.close()
            return
        link = _Link(client, server)
        self._links.append(link)
        for side in (client, server):
            side.settimeout(SECONDS)
            self._selector.register(side, selectors.EVENT_READ, link)

    def _pass_on(self, link: _Link, from_client: bool) -> None:
        side, other = (link.client, link.server) if from_client else (link.server, link.client)
        try:
            said = side.recv(ROOM)
            if said and self._reached(link, said, from_client):
                self._point = None
                self._act()
                for each in list(self._links):
                    self._cut(each)
            elif said:
                other.sendall(said)
            else:
                self._cut(link)
        except OSError:
            self._cut(link)

    def _reached(self, link: _Link, said: bytes, from_client: bool) -> bool:
        if not from_client:
            answered, link.committing = link.committing, 0
            return answered > 0 and self._point == Point("answer", answered)
        self.sent += len(said)
        heard = link.tail + said
        seen = heard.count(COMMIT)
        link.tail = heard[-len(COMMIT) + 1 :]
        self.commits += seen
        if seen:
            link.committing = self.commits
        point = self._point
        if point is None or point.kind == "answer":
            return False
        return (self.sent if point.kind == "byte" else self.commits) >= point.number

    def _cut(self, link: _Link) -> None:
        self._links.remove(link)
        for side in (link.client, link.server):
            self._selector.unregister(side)
            side.close()
