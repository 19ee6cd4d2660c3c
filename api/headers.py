"""What every response carries: a request id, and headers that keep browsers careful; also that of a fault of ours."""

import re
from random import Random
from typing import Final

import orjson
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import unexpected

PAGE_POLICY: Final = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "worker-src 'self' blob:; script-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
)
"""Of pages that this server brings: nothing comes from another origin, and no inline script runs."""
DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_IDS: Final = Random()  # tells requests apart, and is no secret


class ResponseHeaders:
    """Middleware: names each request, by the client's X-Request-ID if that is plain, and completes the headers.

    What nothing within has caught is masked, and logged under that name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")
        request_id = given if _GIVEN_ID.fullmatch(given) else f"{_IDS.getrandbits(64):016x}"
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def complete(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "no-referrer"
                headers.setdefault("content-security-policy", DATA_POLICY)
            await send(message)

        try:
            await self._app(scope, receive, complete)
        except Exception as error:
            if started:
                raise
            said = orjson.dumps({"errors": [unexpected(error, request_id)]})
            masked = Response(said, 500, {"cache-control": "no-store"}, media_type="application/json")
            await masked(scope, receive, complete)
