"""``serve``: the API over HTTP, ready to be asked."""

import errno
import logging
import os
import shutil
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cli.failures import refuse
from cli.opening import open_store, up_to_date
from cli.screen import note
from cli.settings import Settings, read_settings
from cli.starter import fill_if_empty
from graph.compiled import forget_stale
from graph.errors import SnapshotError, StoreError

if TYPE_CHECKING:
    from api.server import WaitingRoom
    from graph.snapshot.snapshot import Snapshot

HOST = "127.0.0.1"
PORT = 8000
AWAY = ("store_unreachable", "store_locked")
"""Codes of a store that may be there later; any other failure wants somebody to do something."""
EXAMPLE = "ask KR --from energy-cluster-denmark"
SWITCH_SECONDS: Final = 0.001
"""For how long a thread may keep the others from Python: a light request needs several turns beside a heavy one."""


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Port to listen on; 0 for a free one.")] = PORT,
) -> None:
    """Serve the API; load the starter data first if the store is empty."""
    settings = read_settings()
    listening = _listen(host, port)
    from api.server import WaitingRoom

    with listening, WaitingRoom(listening) as room:
        forget_stale()
        snapshot = _ready(settings)
        _serve(settings, snapshot, _Port(listening, room))


@dataclass(frozen=True, slots=True)
class _Port:
    """A port on which somebody answers already."""

    listening: socket.socket
    room: "WaitingRoom"


def _listen(host: str, port: int) -> socket.socket:
    """The socket, before anything takes time: a port in use is told at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        refuse(
            f"{host!r} is no address of this machine: {error.strerror}.", "bad_host", "--host", "Try 127.0.0.1.", host
        )
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(128)  # also finds out that another one listens where only the address is shared
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            refuse(
                f"Port {port} is in use.",
                "port_in_use",
                "--port",
                "Stop what listens there, or choose another: --port 8001.",
                port,
            )
        refuse(
            f"Cannot listen on {host}:{port}: {error.strerror}.",
            "cannot_listen",
            "--port",
            "Choose another host or port.",
            port,
        )
    return listening


def _ready(settings: Settings) -> "Snapshot | None":
    """The snapshot to serve, of the store's revision and of today.

    Where the store is away, or another server is filling it, what was published before serves, or nothing does yet; the
    server fills an empty one and builds newer snapshots once the store can be read.
    """
    from cli.load import load_into

    try:
        with open_store(settings) as store:
            fill_if_empty(store, load_into, note)
            return up_to_date(settings, store)
    except StoreError as error:
        if error.code not in AWAY:
            raise
        snapshot = _published(settings)
        until = "Nothing can be answered" if snapshot is None else "What was published before is served"
        note(f"{error.message} {error.suggestion} {until} until the store can be read.")
        note("If it is empty then, the starter data is loaded.")
        return snapshot


def _published(settings: Settings) -> "Snapshot | None":
    """What was published before; None before the first, and where only the store could tell it to this program."""
    from graph.snapshot.building.build import current_snapshot
    from graph.snapshot.seals import DAMAGED
    from graph.snapshot.snapshot import BUILT_ANEW

    try:
        return current_snapshot(settings.home)
    except SnapshotError as error:
        if error.code not in (*BUILT_ANEW, DAMAGED):
            raise
        note(error.message)
        return None


def _serve(settings: Settings, snapshot: "Snapshot | None", port: _Port) -> None:
    from api.app import create_app
    from api.server import Server, give_memory_back
    from api.settings import settings_from
    from api.sockets import SocketLimits, quieten, with_descriptors

    give_memory_back()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    serving = settings_from(os.environ)
    limits = with_descriptors(SocketLimits(serving.connections, serving.connections_per_address))
    app = create_app(
        settings.home,
        settings.store,
        as_of=settings.as_of,
        settings=serving,
        at_first=fill_if_empty,
    )

    def begun() -> None:
        host, number = port.listening.getsockname()[:2]
        address = f"http://{'[' + host + ']' if ':' in host else host}:{number}"
        answers = "Answers, once there are any," if snapshot is None else _of(snapshot)
        note(f"{answers} at {address}/")
        note(f"For programs: {address}/graphql; GraphiQL, with examples: {address}/graphiql/")
        note(f"Try: {_this_command()} {EXAMPLE}")

    sys.setswitchinterval(SWITCH_SECONDS)
    quieten()
    Server(app, limits, port.room, begun).run(sockets=[port.listening])


def _of(snapshot: "Snapshot") -> str:
    return f"Revision {snapshot.revision} as of {snapshot.manifest.as_of}"


def _this_command() -> str:
    """What to type to run this program again: its name where it is found by that, else where it stands."""
    if shutil.which("opendoors"):
        return "opendoors"
    return os.path.relpath(sys.argv[0])
