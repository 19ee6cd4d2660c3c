"""The graph as files, ``/export/{layer}.{format}``, streamed as they are made; ``/export`` tells which there are.

They are made part by part in the lane of heavy requests, each part in its turn, when the client has taken the one
before: so a slow client holds no thread, and a large file little memory. They have limits of their own.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.errors import unexpected
from api.graph_address import NAMES_OF_GRAPHS, AddressedGraph, graph_in
from api.graphql_http import ENDING_HEADERS, HTML, JSON, RefusedError, answered, knows, not_ready, stop_when_gone
from api.holder import SnapshotHolder
from api.lanes import Lanes
from api.papers import entity_tag, told
from api.settings import Settings
from api.turns import BusyError
from exports.graphs.formats import FORMATS, GraphFormat
from exports.graphs.part import STEPS_AT_MOST
from exports.graphs.stream import ARCHIVE_MEDIA, followed, streamed
from exports.graphs.view import LAYERS, GraphView
from graph.errors import InputError, LimitError, StoppedError
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, look, stopped_by, underway

LOG: Final = logging.getLogger("opendoors.api")
PART_BYTES: Final = 1 << 19
"""Bytes that are made in one turn."""
AGAIN_AFTER: Final = {"retry-after": "10"}


class Places:
    """Places of those who are sent a file: so many, at most half of them for one address. Nobody waits for one."""

    def __init__(self, places: int) -> None:
        self._places, self._of_one = places, (places + 1) // 2
        self._taken: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """A place.

        Raises:
            RefusedError: there is none.
        """
        if self._taken.total() >= self._places or self._taken[address] >= self._of_one:
            raise RefusedError(503, BusyError(), AGAIN_AFTER)
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            self._taken += Counter()  # forgets those who have none


class _Making:
    """A file that is being made.

    Attributes:
        work: stops all of it.
        view: what it shows; set by ``begin``.
    """

    view: GraphView

    def __init__(self, snapshot: Snapshot, asked: AddressedGraph, settings: Settings) -> None:
        self.work = Work(settings.export_seconds)
        self._snapshot, self._asked, self._most = snapshot, asked, settings.export_items
        self._chunks: Iterator[bytes] = iter(())

    def begin(self, to_be_sent: bool) -> bytes:
        """Find out what it is to show, and make its first part where it is to be sent.

        Raises:
            InputError: what it is to show is not there, or is too much.
            StoppedError: it is to stop.
            SnapshotError: the snapshot is damaged.
        """
        with underway(self.work):
            look()
            self.view = view = self._asked.view(self._snapshot)
        self._refuse_too_much(view.node_count + view.edge_count)
        if not to_be_sent:
            self._snapshot.check_unharmed()
            return b""
        self._chunks = streamed(self._asked.format, followed(view))
        return self.next_part()

    def next_part(self) -> bytes:
        """Some more of it; nothing where it is over.

        Raises:
            StoppedError: it is to stop.
            SnapshotError: the snapshot is damaged.
        """
        made = bytearray()
        with underway(self.work):
            look()
            for chunk in self._chunks:
                made += chunk
                if len(made) >= PART_BYTES:
                    break
        self._snapshot.check_unharmed()
        return bytes(made)

    def _refuse_too_much(self, items: int) -> None:
        if items > self._most:
            raise LimitError(
                f"It is {items:,} nodes and edges, and this server exports at most {self._most:,}.",
                code="export_too_large", value=items, where="request",
                suggestion="Ask for a part of it (market, sector, around); `opendoors export` has no such limit.",
            )  # fmt: skip


class _File(StreamingResponse):
    """A response that has no end where its content ends before its time: so its client sees that something is missing.

    Args:
        parts: its content.
        work: what stops it, also while the client takes nothing.
    """

    def __init__(self, parts: AsyncIterator[bytes], work: Work, headers: dict[str, str], media: str) -> None:
        super().__init__(parts, headers=headers, media_type=media)
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        request_id = scope["state"]["request_id"]
        try:
            async with asyncio.timeout(self._work.seconds_left):
                await self.stream_response(send)
        except (StoppedError, TimeoutError):
            why = self._work.stopped or Stop.TOO_LATE
            if why is not Stop.GONE:
                LOG.warning("request %s: a file is not sent to its end: %s", request_id, stopped_by(why).message)
        except Exception as error:  # too late to tell anybody but the log
            unexpected(error, request_id)


class GraphsEndpoint:
    """Answers ``/export`` and what is below it, in the lanes of GraphQL's requests."""

    def __init__(self, holder: SnapshotHolder, settings: Settings, lanes: Lanes) -> None:
        self._holder, self._settings, self._lanes = holder, settings, lanes
        self._places = Places(settings.exports_at_once)

    def routes(self) -> list[Route]:
        """Where it is served."""
        return [Route("/export", self._list), Route("/export/{name}", self, methods=["GET"])]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file, whatever happens; what it holds is given back when all is sent."""
        request = Request(scope, receive)
        async with AsyncExitStack() as held:
            response = await answered(self._lanes, request, self._answer(request, held), partial(told, request))
            await response(scope, receive, send)

    async def _answer(self, request: Request, held: AsyncExitStack) -> Response:
        asked = _asked(request)
        snapshot = self._holder.current
        if snapshot is None:
            raise not_ready()
        tag = entity_tag(snapshot, request.url.path, asked.address, None)
        headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept"}
        if knows(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        making = _Making(snapshot, asked, self._settings)
        address = request.client.host if request.client else ""
        held.enter_context(self._places.place(address))
        held.enter_context(self._lanes.known(making.work))
        held.callback(asyncio.create_task(stop_when_gone(request, making.work)).cancel)
        try:
            begun = await self._lanes.run_part(making.work, partial(making.begin, request.method != "HEAD"), address)
        except StoppedError as stopped:
            ending = ENDING_HEADERS if making.work.stopped is Stop.ENDING else {}
            raise RefusedError(503, stopped, ending) from None
        headers["content-disposition"] = f'attachment; filename="{asked.file_name(making.view)}"'
        return _File(self._parts(making, begun, address), making.work, headers, _media(asked.format))

    async def _parts(self, making: _Making, part: bytes, address: str) -> AsyncIterator[bytes]:
        while part:
            yield part
            part = await self._lanes.run_part(making.work, making.next_part, address)

    async def _list(self, request: Request) -> Response:
        """Tell programs what there is; people see it on a page."""
        if HTML in request.headers.get("accept", ""):
            return RedirectResponse("/data", 302, {"vary": "Accept"})
        said = {
            "address": "/export/{layer}.{format}",
            "layers": [{"name": layer, "meaning": meaning} for layer, meaning in LAYERS.items()],
            "formats": [{"name": one.name, "meaning": one.meaning, "media": _media(one)} for one in FORMATS.values()],
            "parameters": NAMES_OF_GRAPHS,
            "limits": {
                "nodesAndEdges": self._settings.export_items,
                "seconds": self._settings.export_seconds,
                "atOnce": self._settings.exports_at_once,
                "steps": STEPS_AT_MOST,
            },
        }
        headers = {"cache-control": "no-cache", "vary": "Accept"}
        return Response(orjson.dumps(said), headers=headers, media_type=JSON)


def _asked(request: Request) -> AddressedGraph:
    layer, _, format_ = str(request.path_params["name"]).rpartition(".")
    try:
        return graph_in(layer, format_, request.query_params.multi_items())
    except InputError as error:
        raise RefusedError(404 if error.code in ("unknown_layer", "unknown_format") else 400, error) from None


def _media(format_: GraphFormat) -> str:
    return ARCHIVE_MEDIA if format_.several else format_.media
