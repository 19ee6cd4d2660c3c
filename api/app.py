"""The application: GraphQL, GraphiQL, the schema as text, health."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.errors import expected, invalid
from api.graphql_http import JSON, METHODS, GraphQLEndpoint
from api.headers import PAGE_POLICY, ResponseHeaders
from api.holder import SnapshotHolder, Watcher
from api.sdl import sdl
from api.settings import Settings

GRAPHIQL: Final = Path(__file__).parent / "static" / "graphiql"
COMPRESSED_FROM: Final = 1_000
"""Bytes."""
FOREVER: Final = "public, max-age=31536000, immutable"


def create_app(
    home: Path,
    store_address: str | None = None,
    *,
    settings: Settings = Settings(),  # noqa: B008
    holder: SnapshotHolder | None = None,
) -> Starlette:
    """The application.

    Args:
        home: folder that holds ``snapshots/``.
        store_address: store to build newer snapshots from; None: only what others publish in ``home`` is served.
        settings: how it behaves.
        holder: what serves, for tests and for those who swap themselves; nothing is watched then.
    """
    held = holder or SnapshotHolder()
    watcher = None if holder is not None else Watcher(held, home, store_address)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if watcher is None:
            yield
            return
        await asyncio.to_thread(watcher.open_published)
        task = asyncio.create_task(watcher.watch(settings.refresh_seconds))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    return Starlette(
        routes=_routes(held, settings),
        middleware=_middleware(settings),
        lifespan=lifespan,
        exception_handlers={HTTPException: _not_served},
    )


def _middleware(settings: Settings) -> list[Middleware]:
    layers = [Middleware(ResponseHeaders), Middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM, compresslevel=5)]
    if settings.cors_origins:
        layers.append(
            Middleware(
                CORSMiddleware, allow_origins=settings.cors_origins, allow_methods=["GET", "POST"],
                allow_headers=["content-type", "x-request-id"],
                expose_headers=["etag", "x-request-id", "retry-after"], max_age=3600,
            )
        )  # fmt: skip
    return layers


def _routes(holder: SnapshotHolder, settings: Settings) -> list[Route | Mount]:
    graphql = GraphQLEndpoint(holder, settings)

    async def answer(request: Request) -> Response:
        return await graphql(request)

    async def ready(_request: Request) -> Response:
        return _ready(holder)

    return [
        Route("/graphql", answer, methods=[*METHODS.split(", "), "PUT", "PATCH", "DELETE"]),
        Route("/schema.graphql", _schema),
        Route("/health", _health),
        Route("/ready", ready),
        Route("/", _to_graphiql),
        Route("/graphiql", _to_graphiql),
        Mount("/graphiql", GraphiQLFiles(directory=GRAPHIQL, html=True)),
    ]


class GraphiQLFiles(StaticFiles):
    """The page and its assets. Assets have a digest in their names and are kept for good; the rest is not."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with how long to keep it."""
        response = await super().get_response(path, scope)
        lasting = path.startswith("assets/") and response.status_code == 200
        response.headers["cache-control"] = FOREVER if lasting else "no-cache"
        response.headers["content-security-policy"] = PAGE_POLICY
        return response


async def _to_graphiql(_request: Request) -> Response:
    return RedirectResponse("/graphiql/", 302)


async def _schema(_request: Request) -> Response:
    return PlainTextResponse(sdl(), headers={"cache-control": "no-cache"})


async def _health(_request: Request) -> Response:
    """The process lives."""
    return _json({"alive": True})


def _ready(holder: SnapshotHolder) -> Response:
    """Whether a snapshot is open, and which; 503 otherwise."""
    snapshot = holder.current
    if snapshot is None:
        return _json({"ready": False, "revision": None, "asOf": None, "builtAt": None, "problem": holder.problem}, 503)
    manifest = snapshot.manifest
    said = {
        "ready": True,
        "revision": manifest.revision,
        "asOf": manifest.as_of,
        "builtAt": manifest.built,
        "problem": holder.problem,
    }
    return _json(said)


async def _not_served(_request: Request, error: Exception) -> Response:
    """What is not there, in the one form of errors."""
    assert isinstance(error, HTTPException)
    said = invalid(
        f"{error.detail}.",
        "not_found" if error.status_code == 404 else "not_served",
        "See /graphiql/ for what is served.",
    )
    response = _json({"errors": [expected(said)]}, error.status_code)
    response.headers.update(error.headers or {})
    return response


def _json(body: object, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, {"cache-control": "no-store"}, media_type=JSON)
