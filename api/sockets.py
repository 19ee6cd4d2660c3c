"""What keeps connections from taking what others need: how many there are, and how long each may take to say what.

uvicorn reads HTTP and closes what is idle between requests. This adds to its protocol what it has no settings for.
"""

import asyncio
import logging
import socket
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

LOG: Final = logging.getLogger("opendoors.sockets")
ACCEPTED_AT_ONCE: Final = 128
"""Connections that are accepted before the first of them is looked at."""
WAITING_AT_MOST: Final = 2_048
"""Connections that wait to be accepted; the system may allow fewer."""
OTHERWISE_NEEDED: Final = 128 + 4 * ACCEPTED_AT_ONCE
"""Descriptors for anything but connections: files of snapshots and indexes, the store, the builder; and for connections
that are on their way in or, refused, out again, which takes a few turns of the loop."""
SECOND: Final = 1.0
NOISY: Final = ("asyncio", "uvicorn.error", LOG.name)
"""Loggers that write a line for whatever a stranger's connection does."""
SORTS_AT_MOST: Final = 1_000
"""Sorts of lines of which it is known when they were last written."""


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """What connections may take.

    Attributes:
        connections: in all. per_address: from one address.
        header_seconds: from a connection's opening, or a further request's first byte, to the end of its headers.
        body_seconds: from there to the end of the body.
        write_seconds: for which a client may take nothing of an answer that waits for it.
    """

    connections: int = 1_000
    per_address: int = 250
    header_seconds: float = 10.0
    body_seconds: float = 20.0
    write_seconds: float = 60.0


def with_descriptors(limits: SocketLimits) -> SocketLimits:
    """The limits, with no more connections than there are descriptors for; as many as may be are asked for."""
    try:
        import resource  # noqa: PLC0415 (there is none on Windows, and no such limit)
    except ImportError:
        return limits
    wanted = limits.connections + OTHERWISE_NEEDED
    most, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= most < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted if hard < 0 else min(wanted, hard), hard))
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    allowed = wanted if most < 0 else min(wanted, most)
    return replace(limits, connections=max(1, allowed - OTHERWISE_NEEDED))


class Doors:
    """Counts the connections of one server, and says who may come in."""

    def __init__(self, limits: SocketLimits) -> None:
        self.limits = limits
        self.count = 0
        self._from: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Whether one more may come from an address; it is counted then."""
        of_it = self._from.get(address, 0)
        if self.count >= self.limits.connections or of_it >= self.limits.per_address:
            LOG.warning("a connection is refused: there are %s, %s of them from %s", self.count, of_it, address)
            return False
        self.count += 1
        self._from[address] = of_it + 1
        return True

    def leave(self, address: str) -> None:
        """One that came in has gone."""
        self.count -= 1
        self._from[address] -= 1
        if not self._from[address]:
            del self._from[address]


def _plain(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".encode()


class BoundedProtocol(H11Protocol):
    """uvicorn's protocol with limits.

    Attributes:
        doors: of the server. uvicorn sees no connection that was not let in.
    """

    def __init__(self, *args: Any, doors: Doors, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doors = doors
        self._address: str | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._phase: object = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let a connection in, or send it away."""
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else ""
        if not self.doors.enter(address):
            transport.write(_plain("503 Service Unavailable"))
            transport.close()
            return
        self._address = address
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Read on, and see that what has begun ends in time."""
        if self._address is None:
            return
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Wait for the next request; uvicorn closes what stays idle."""
        self._stop_reading()
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:  # nobody wants the rest, or another request came along
            self._watch()
        if self.transport.get_write_buffer_size():
            self._await_taking()

    def pause_writing(self) -> None:
        """The client is slow to take what was sent."""
        super().pause_writing()
        self._await_taking()

    def resume_writing(self) -> None:
        """It has taken most of it."""
        super().resume_writing()
        self._stop_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        if self._address is None:
            return
        self.doors.leave(self._address)
        self._stop_reading()
        self._stop_writing()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Set the clock for the phase in which reading is; a phase that goes on keeps its own."""
        state = self.conn.their_state
        phase = (state, self.cycle)
        if phase == self._phase:
            return
        self._stop_reading()
        self._phase = phase
        limits = self.doors.limits
        seconds = {h11.IDLE: limits.header_seconds, h11.SEND_BODY: limits.body_seconds}.get(state)
        if seconds is not None and not self.transport.is_closing():
            self._reading = self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.write(_plain("408 Request Timeout"))
        self.transport.close()

    def _await_taking(self) -> None:
        if self._writing is None:
            self._writing = self.loop.call_later(self.doors.limits.write_seconds, self._not_taken)

    def _not_taken(self) -> None:
        self._writing = None
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _stop_reading(self) -> None:
        self._phase = None
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _stop_writing(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None


class BoundedServer(uvicorn.Server):
    """uvicorn's server with limits."""

    def __init__(self, app: ASGIApp, limits: SocketLimits, **options: Any) -> None:
        # asyncio takes the number of connections that may wait for the number to accept at once.
        config = uvicorn.Config(
            app, log_level="warning", http=_protocol_of(limits), ws="none", backlog=ACCEPTED_AT_ONCE, **options
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and let more wait than are accepted at once."""
        await super().startup(sockets)
        for one in sockets or ():
            one.listen(WAITING_AT_MOST)


def _protocol_of(limits: SocketLimits) -> Any:
    """What uvicorn makes a protocol of each connection with."""
    return partial(BoundedProtocol, doors=Doors(limits))


def quieten() -> None:
    """Write one line a second of what strangers' connections do, however many there are."""
    for name in NOISY:
        logging.getLogger(name).addFilter(OnceASecond())


class OnceASecond(logging.Filter):
    """Lets each sort of line through once a second, and tells how many were left out since."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._told: dict[tuple[str, str], float] = {}
        self._left_out: Counter[tuple[str, str]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        sort = (record.name, str(record.msg)[:100])
        now = self._now()
        if now - self._told.get(sort, now - SECOND) < SECOND:
            self._left_out[sort] += 1
            return False
        if len(self._told) >= SORTS_AT_MOST:
            self._told.clear()
        self._told[sort] = now
        left_out = self._left_out.pop(sort, 0)
        if left_out:
            record.msg = f"{record.msg} (and {left_out} more like it)"
        return True
