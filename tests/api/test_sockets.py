"""How many connections there may be, and how long each may take; told by a clock that tests turn."""

import asyncio
import logging
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from api.sockets import (
    ACCEPTED_AT_ONCE,
    OTHERWISE_NEEDED,
    WAITING_AT_MOST,
    BoundedProtocol,
    BoundedServer,
    Doors,
    OnceASecond,
    SocketLimits,
    with_descriptors,
)

LIMITS = SocketLimits(connections=3, per_address=2)
POST = b"POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"


class Timer:
    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self.seconds, self.call, self.cancelled = seconds, call, False

    def cancel(self) -> None:
        self.cancelled = True


class Clock:
    """The running loop, but for its time: that passes when a test says so."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.timers: list[Timer] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loop, name)

    def call_later(self, seconds: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(seconds, call))
        return self.timers[-1]

    @property
    def waiting(self) -> list[float]:
        return sorted(timer.seconds for timer in self.timers if not timer.cancelled)

    def pass_(self, seconds: float) -> None:
        """Let the timers of so many seconds ring."""
        for timer in self.timers:
            if timer.seconds == seconds and not timer.cancelled:
                timer.cancelled = True
                timer.call()


class Pipe(asyncio.Transport):
    """The server's side of a connection."""

    def __init__(self, address: str) -> None:
        super().__init__({"peername": (address, 1234), "sockname": ("127.0.0.1", 80)})
        self.written, self.closed, self.aborted, self.stuck = b"", False, False, 0

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = self.aborted = True

    def is_closing(self) -> bool:
        return self.closed

    def get_write_buffer_size(self) -> int:
        return self.stuck

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body, unless it is sent to /unread, and answers."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    message = {"more_body": scope["path"] != "/unread"}
    while message.get("more_body"):
        message = await receive()
        if message["type"] == "http.disconnect":
            return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class House:
    """A server without sockets."""

    def __init__(self, limits: SocketLimits = LIMITS) -> None:
        self.clock, self.doors = Clock(), Doors(limits)
        self._config, self._state = uvicorn.Config(app, log_config=None), ServerState()

    def connect(self, address: str = "198.51.100.7") -> tuple[BoundedProtocol, Pipe]:
        pipe = Pipe(address)
        protocol = BoundedProtocol(
            config=self._config, server_state=self._state, app_state={}, _loop=self.clock, doors=self.doors
        )
        protocol.connection_made(pipe)
        return protocol, pipe


def run(scene: Callable[[], Awaitable[None]]) -> None:
    async def played() -> None:
        await scene()

    asyncio.run(played())


async def answered() -> None:
    """Let the application go on as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nhost: a\r\n"])
def test_headers_have_ten_seconds(sent: bytes) -> None:
    async def scene() -> None:
        house = House()
        protocol, pipe = house.connect()
        for at in range(len(sent)):
            protocol.data_received(sent[at : at + 1])
        assert house.clock.waiting == [10.0], "each byte gives no more time"
        house.clock.pass_(10.0)
        assert pipe.closed
        assert pipe.written.startswith(b"HTTP/1.1 408 ")

    run(scene)


def test_a_body_has_twenty_seconds() -> None:
    async def scene() -> None:
        house = House()
        protocol, pipe = house.connect()
        protocol.data_received(POST)
        for _ in range(3):
            protocol.data_received(b"a")
            await answered()
        assert house.clock.waiting == [20.0]
        house.clock.pass_(20.0)
        assert pipe.closed
        protocol.connection_lost(None)
        await answered()

    run(scene)


def test_what_comes_in_time_is_answered_and_the_next_request_has_time_of_its_own() -> None:
    async def scene() -> None:
        house = House()
        protocol, pipe = house.connect()
        for _ in range(3):
            protocol.data_received(POST)
            protocol.data_received(b"abcde")
            assert house.clock.waiting == [], "nobody hurries the application"
            await answered()
            assert house.clock.waiting == [5.0], "uvicorn's own, for what is idle"
            protocol.data_received(b"POST")
            assert house.clock.waiting == [10.0]
            protocol.data_received(POST[4:] + b"abcde")
            await answered()
        assert pipe.written.count(b"200 OK") == 6
        assert not pipe.closed

    run(scene)


def test_a_body_that_nobody_wanted_does_not_come_for_ever() -> None:
    async def scene() -> None:
        house = House()
        protocol, pipe = house.connect()
        protocol.data_received(POST.replace(b"/graphql", b"/unread"))
        await answered()
        assert b"200 OK" in pipe.written
        assert 20.0 in house.clock.waiting, "though no more of it comes"
        protocol.data_received(b"a")
        protocol.data_received(b"a")
        house.clock.pass_(20.0)
        assert pipe.closed
        assert b"408" not in pipe.written

    run(scene)


def test_who_takes_nothing_of_an_answer_is_let_go() -> None:
    async def scene() -> None:
        house = House()
        protocol, pipe = house.connect()
        protocol.data_received(GET)
        pipe.stuck = 100
        protocol.pause_writing()
        protocol.resume_writing()
        assert 60.0 not in house.clock.waiting
        await answered()
        assert 60.0 in house.clock.waiting, "the rest may stay in the buffer"
        house.clock.pass_(60.0)
        assert pipe.aborted

    run(scene)


def test_who_takes_the_rest_in_time_stays() -> None:
    async def scene() -> None:
        house = House()
        protocol, pipe = house.connect()
        protocol.data_received(GET)
        pipe.stuck = 100
        await answered()
        pipe.stuck = 0
        house.clock.pass_(60.0)
        assert not pipe.closed

    run(scene)


def test_a_connection_that_is_gone_leaves_no_clock() -> None:
    async def scene() -> None:
        house = House()
        protocol, _ = house.connect()
        protocol.connection_lost(None)
        assert house.clock.waiting == []
        protocol, pipe = house.connect()
        protocol.data_received(GET)
        pipe.stuck = 100
        protocol.pause_writing()
        protocol.connection_lost(None)
        await answered()
        assert house.clock.waiting == []

    run(scene)


def test_more_may_wait_than_are_accepted_at_once() -> None:
    allowed: list[int] = []

    class Listening(socket.socket):
        def listen(self, backlog: int = 0, /) -> None:
            allowed.append(backlog)
            super().listen(backlog)

    class Brief(BoundedServer):
        async def on_tick(self, counter: int) -> bool:
            return True

    with Listening() as listening:
        listening.bind(("127.0.0.1", 0))
        Brief(app, LIMITS).run(sockets=[listening])
    assert allowed == [ACCEPTED_AT_ONCE, WAITING_AT_MOST]


def test_connections_are_counted_in_all_and_by_address(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        house = House()
        first, _ = house.connect("192.0.2.1")
        second, _ = house.connect("192.0.2.1")
        _, third = house.connect("192.0.2.1")
        assert third.written.startswith(b"HTTP/1.1 503 ")
        assert third.closed
        assert not house.connect("192.0.2.2")[1].closed
        assert house.connect("192.0.2.3")[1].closed, "three in all"
        for gone in (first, second):
            gone.connection_lost(None)
        assert not house.connect("192.0.2.1")[1].closed
        assert "192.0.2.1" in caplog.text

    run(scene)


def test_one_that_was_refused_is_not_counted_when_it_goes() -> None:
    async def scene() -> None:
        house = House()
        kept = [house.connect(f"192.0.2.{at}") for at in range(3)]
        for _ in range(5):
            refused, _ = house.connect()
            refused.data_received(GET)
            refused.connection_lost(None)
        assert house.doors.count == 3
        for protocol, _ in kept:
            protocol.connection_lost(None)
        assert house.doors.count == 0
        assert not house.doors._from

    run(scene)


def test_there_are_no_more_connections_than_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    hard = OTHERWISE_NEEDED + 100
    now = [(256, hard)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: now[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: now.append(limits))
    assert with_descriptors(SocketLimits()).connections == 100
    assert now[-1] == (hard, hard), "as many as may be"
    now[-1] = (256, -1)
    assert with_descriptors(SocketLimits()).connections == SocketLimits().connections
    assert now[-1] == (SocketLimits().connections + OTHERWISE_NEEDED, -1)
    now[-1] = (1 << 20, 1 << 20)
    assert with_descriptors(SocketLimits()) == SocketLimits()
    assert now[-1] == (1 << 20, 1 << 20), "what is enough stays"


def test_a_line_is_written_once_a_second() -> None:
    now = [100.0]
    once = OnceASecond(lambda: now[0])

    def line(text: str = "refused %s", name: str = "asyncio") -> logging.LogRecord:
        return logging.LogRecord(name, logging.WARNING, "", 0, text, (1,), None)

    assert [once.filter(line()) for _ in range(1_000)] == [True] + [False] * 999
    assert once.filter(line("other %s"))
    assert once.filter(line(name="uvicorn.error"))
    now[0] += 1
    again = line()
    assert once.filter(again)
    assert again.getMessage() == "refused 1 (and 999 more like it)"
    now[0] += 1
    after = line()
    assert once.filter(after)
    assert after.getMessage() == "refused 1"
    for at in range(5_000):
        once.filter(line(f"line {at} %s"))
    assert len(once._told) <= 1_000


@pytest.fixture
def port() -> Iterator[int]:
    """Of a server whose limits are short."""
    limits = SocketLimits(connections=2, per_address=2, header_seconds=0.2, body_seconds=0.2)
    started = threading.Event()

    class Server(BoundedServer):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            started.set()

    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(app, limits)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    assert started.wait(60)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(60)


@pytest.mark.server
@pytest.mark.parametrize("sent", [b"", b"GET / HT", POST, POST + b"a"])
def test_over_real_sockets_whoever_is_slow_is_let_go(port: int, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as slow:
        slow.sendall(sent)
        assert slow.recv(100).startswith(b"HTTP/1.1 408 ")
        assert slow.recv(100) == b""


@pytest.mark.server
def test_over_real_sockets_whoever_is_too_many_is_told(port: int) -> None:
    with (
        socket.create_connection(("127.0.0.1", port), timeout=60),
        socket.create_connection(("127.0.0.1", port), timeout=60),
        socket.create_connection(("127.0.0.1", port), timeout=60) as third,
    ):
        assert third.recv(100).startswith(b"HTTP/1.1 503 ")
    with socket.create_connection(("127.0.0.1", port), timeout=60) as quick:
        quick.sendall(GET.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
        answer = b""
        while more := quick.recv(1_000):
            answer += more
    assert answer.startswith((b"HTTP/1.1 200 ", b"HTTP/1.1 503 "))
