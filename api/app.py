"""The application: GraphQL, GraphiQL, the schema as text, health."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.errors import expected, invalid
from api.graphql_http import HTML, JSON, METHODS, GraphQLEndpoint
from api.graphs import GraphsEndpoint
from api.headers import ResponseHeaders
from api.holder import SnapshotHolder
from api.pages import STATIC, not_found_page, page_routes
from api.papers import PapersEndpoint
from api.problems import masked
from api.sdl import sdl
from api.settings import Settings
from api.trusted import TrustedDocuments, documents_in
from api.watcher import Watcher
from graph.snapshot.building.unsound import Unsound
from graph.snapshot.memo import ROOM
from graph.snapshot.snapshot import Manifest
from graph.statements import PUBLIC
from graph.store.protocol import Store

COMPRESSION: Final = 5
COMPRESSED_FROM: Final = 1_000
"""Bytes."""
ALLOWED_HEADERS: Final = (
    "authorization", "content-type", "if-none-match", "x-request-id", "apollo-require-preflight",
    "apollographql-client-name", "apollographql-client-version", "graphql-client-name", "graphql-client-version",
    "x-apollo-operation-id", "x-apollo-operation-name",
)  # fmt: skip
"""What pages of other origins may send: what the usual clients do. None of it decides what is answered."""


def create_app(
    home: Path,
    store_address: str | None = None,
    *,
    as_of: str | None = None,
    settings: Settings = Settings(),  # noqa: B008
    at_first: Callable[[Store], None] | None = None,
    holder: SnapshotHolder | None = None,
) -> Starlette:
    """The application.

    Args:
        home: folder that holds ``snapshots/``.
        store_address: store to build newer snapshots from; None: only what others publish in ``home`` is served.
        as_of: ISO day on which newer snapshots stand; None: today, whenever that is.
        settings: how it behaves.
        at_first: done with the store, in another process, as soon as it can be opened; None: nothing is.
        holder: what serves, for tests and for those who swap themselves; nothing is watched then.

    Returns:
        the application; its ``state.end()`` stops what is under way, before the server that runs it ends.
    """
    held = holder or SnapshotHolder()
    if settings.memory_mb is not None:
        ROOM.budget = settings.memory_mb << 20
    trusted = TrustedDocuments(documents_in(STATIC), only=settings.trusted_only)
    graphql = GraphQLEndpoint(held, settings, trusted)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(trusted.prepare_all)
        if holder is not None:
            yield
            return
        watcher = Watcher(held, home, store_address, as_of=as_of, seconds=settings.refresh_seconds, at_first=at_first)
        await asyncio.to_thread(watcher.open_published)
        watcher.start()
        try:
            yield
        finally:
            await asyncio.to_thread(watcher.stop)

    app = Starlette(
        routes=[
            *_routes(held, graphql),
            *PapersEndpoint(held, settings, graphql.lanes).routes(),
            *GraphsEndpoint(held, settings, graphql.lanes).routes(),
            *page_routes(settings),
        ],
        middleware=_middleware(settings),
        lifespan=lifespan,
        exception_handlers={HTTPException: _not_served},
    )
    app.state.end = graphql.lanes.end
    app.state.holder = held
    return app


def _middleware(settings: Settings) -> list[Middleware]:
    layers = [
        Middleware(ResponseHeaders),
        Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=COMPRESSION),
    ]
    if settings.cors_origins:
        layers.append(
            Middleware(
                CORSMiddleware, allow_origins=settings.cors_origins, allow_methods=["GET", "POST"],
                allow_headers=ALLOWED_HEADERS,
                expose_headers=["etag", "x-request-id", "retry-after"], max_age=3600,
            )
        )  # fmt: skip
    return layers


def _routes(holder: SnapshotHolder, graphql: GraphQLEndpoint) -> list[BaseRoute]:
    async def answer(request: Request) -> Response:
        return await graphql(request)

    async def ready(_request: Request) -> Response:
        return _ready(holder)

    return [
        Route("/graphql", answer, methods=[*METHODS.split(", "), "PUT", "PATCH", "DELETE"]),
        Route("/schema.graphql", _schema),
        Route("/health", _health),
        Route("/ready", ready),
    ]


async def _schema(_request: Request) -> Response:
    return PlainTextResponse(sdl(), headers={"cache-control": "no-cache"})


async def _health(_request: Request) -> Response:
    """The process lives."""
    return _json({"alive": True})


def _ready(holder: SnapshotHolder) -> Response:
    """Whether a snapshot is open, and which; 503 otherwise.

    A store that is away makes nobody unready, nor does a build that fails once or twice: answers go on coming from the
    snapshot, and each says that it is behind. Where builds keep failing, somebody has to know. What is the matter is
    told, and since when.
    """
    snapshot = holder.current
    manifest = None if snapshot is None else snapshot.manifest
    said = {
        "ready": manifest is not None and not holder.keeps_failing,
        "revision": manifest and manifest.revision,
        "asOf": manifest and manifest.as_of,
        "builtAt": manifest and manifest.built,
        "storeRevision": holder.store_revision,
        "storeUnreachableSince": holder.store_unreachable_since,
        "problem": holder.problem,
        "problemSince": holder.problem_since,
        "failedBuilds": holder.failed_builds,
        "failedRevision": holder.failed_revision,
        "leftOut": manifest and _left_out(manifest),
    }
    return _json(said, 200 if said["ready"] else 503)


def _left_out(manifest: Manifest) -> dict[str, object]:
    """How many rows cannot be computed, and the first of them that everybody may see."""
    named = (Unsound(**row) for row in manifest.left_out_named)
    return {"count": manifest.left_out, "rows": [masked(str(row)) for row in named if row.audience == PUBLIC]}


async def _not_served(request: Request, error: Exception) -> Response:
    """What is not there: a page for people, the one form of errors for programs."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and HTML in request.headers.get("accept", ""):
        return not_found_page()
    said = invalid(
        f"{error.detail}.",
        "not_found" if error.status_code == 404 else "not_served",
        "See / for people, /graphiql/ for programs.",
    )
    response = _json({"errors": [expected(said)]}, error.status_code)
    response.headers.update(error.headers or {})
    return response


def _json(body: object, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, {"cache-control": "no-store"}, media_type=JSON)
