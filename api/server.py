"""The server around the application: it answers from the first moment, and ends in time whatever runs."""

import asyncio
import ctypes
import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType
from typing import Final, NoReturn, Self

import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.errors import expected, invalid
from api.sockets import BoundedServer, SocketLimits

LOG: Final = logging.getLogger("opendoors.api")
SECONDS_FOR_ANSWERS: Final = 4
"""After the word to end, for what is under way: it is stopped, and has to be told."""
SECONDS_TO_END: Final = 9.0
"""After the word to end, for everything; then the process is gone, whatever it does."""
COLLECTED: Final = (2_000, 10, 100)
"""New objects after which garbage is looked for among them, and how often before older ones are looked through, too:
short looks, and seldom a long one, which keeps everybody waiting; but not so seldom that much garbage waits for it."""
LARGE_PIECE: Final = 1 << 18
"""Bytes of what is given back at once."""
HEAPS: Final = 2
TRIMMED_EVERY: Final = 15.0
"""Seconds between two looks for pages between smaller pieces that are free."""
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
"""Numbers of ``malloc.h``."""
_HEADERS: Final = {"cache-control": "no-store", "retry-after": "5", "connection": "close"}


async def _not_yet(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers whoever comes before there is anything to answer with: the process lives, and is not ready."""
    error = expected(invalid("No snapshot is open yet.", "not_ready", "Try again soon."))
    alive = scope["path"] == "/health"
    said = {"alive": True} if alive else {"ready": False, "errors": [error]}
    response = Response(orjson.dumps(said), 200 if alive else 503, _HEADERS, media_type="application/json")
    await response(scope, receive, send)


def give_memory_back() -> None:
    """Let the C library give back to the system what is free, where it is the GNU one.

    By default it keeps more and more of the large pieces the larger those are that come and go, in a heap for each
    thread, and of smaller ones all but the last. Now large ones go as soon as they are free, the pages between smaller
    ones now and then.
    """
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, LARGE_PIECE)
        library.mallopt(_ARENA_MAX, HEAPS)
        threading.Thread(target=_trim, args=(library.malloc_trim,), name="opendoors-memory", daemon=True).start()


def _trim(malloc_trim: Callable[[int], int]) -> NoReturn:
    """Give free pages back, until the process ends."""
    pause = threading.Event()
    while True:
        pause.wait(TRIMMED_EVERY)
        malloc_trim(0)


def leave_alone() -> None:
    """Take away what is garbage, such as a snapshot that has served, and look no further through all that is left.

    To look through it keeps everybody waiting for .1 to .3 s; so it is done when a snapshot begins to serve, and not
    whenever much has been asked.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class WaitingRoom:
    """Answers on a socket, in a thread of its own, that nothing is ready yet; until it is closed.

    Connections that have not been taken when it closes wait in the socket for who listens next.

    Args:
        listening: stays open.
    """

    def __init__(self, listening: socket.socket) -> None:
        self._socket = listening.dup()
        config = uvicorn.Config(_not_yet, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="opendoors-waiting-room", daemon=True)

    def _run(self) -> None:
        self._server.run(sockets=[self._socket])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Answer nobody any more; does nothing if it is closed."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


class Server(BoundedServer):
    """Serves an application that ``create_app`` has made.

    Args:
        app: the application.
        limits: of its connections.
        room: answers until the application is ready.
        begun: called once the application answers.
    """

    def __init__(self, app: Starlette, limits: SocketLimits, room: WaitingRoom, begun: Callable[[], None]) -> None:
        super().__init__(app, limits, timeout_graceful_shutdown=SECONDS_FOR_ANSWERS)
        self._app, self._room, self._begun = app, room, begun

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Get the application ready, then let it answer."""
        gc.set_threshold(*COLLECTED)
        await super().startup(sockets)
        self._app.state.holder.settle = leave_alone
        leave_alone()
        await asyncio.to_thread(self._room.close)
        self._begun()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """At the word to end: by itself, or else by force."""
        super().handle_exit(sig, frame)
        last = threading.Timer(SECONDS_TO_END, _end_by_force, (sig,))
        last.daemon = True
        last.start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop what is under way, tell who waits, end."""
        self._app.state.end()
        await super().shutdown(sockets)


def _end_by_force(sig: int) -> None:
    """Whatever does not end by itself: stores and snapshots are written so that this harms nothing."""
    LOG.error("not ended %s s after %s: ended by force", SECONDS_TO_END, signal.Signals(sig).name)
    os._exit(128 + sig)
