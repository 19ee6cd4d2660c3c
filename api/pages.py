"""The pages and scripts that are built from ``web/``: where each is served, how long it is kept, what it may do."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.headers import PAGE_POLICY
from api.preloads import Preloads, language_of
from api.settings import Settings

STATIC: Final = Path(__file__).parent / "static"
EXPLORER: Final = "explorer"
GRAPHIQL: Final = "graphiql"
COMPONENT: Final = "component"
"""Folders of what is built."""
ADDRESSES: Final = {
    "/": "home", "/ask": "answer", "/organisation/{id}": "organisation", "/market/{code}": "market",
    "/corridor/{id}": "corridor", "/data": "data",
}  # fmt: skip
"""Of the explorer: one page, which reads its address; and what is shown there, as it is called in ``web/explorer``."""
FOREVER: Final = "public, max-age=31536000, immutable"
EXPLORER_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors {framed_by}"
)
"""Of the explorer's pages and of those for frames: nothing comes from elsewhere, nothing stands inline."""
ANYBODY: Final = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
"""Headers of the component's script, which pages of any origin may load. What it may ask is another matter."""
KNOWN_ONLY: Final = (
    '<p role="status" style="margin:0;padding:.5em 1em;font-family:sans-serif">This server answers only documents that '
    "it knows: the examples in the menu, as they stand, and those of its own pages. Neither the schema nor a document "
    "of your own can be asked for.</p>"
)
"""Stands above GraphiQL where OPENDOORS_TRUSTED_ONLY is set."""

Endpoint = Callable[[Request], Awaitable[Response]]


class BuiltFiles(StaticFiles):
    """Files of one folder. Those in ``assets/`` have a digest in their names and are kept for good; the rest is not.

    Args:
        folder: its name within ``api/static/``.
        policy: Content-Security-Policy of all of them.
        html: whether its address is that of its ``index.html``.
    """

    def __init__(self, folder: str, policy: str, *, html: bool = False) -> None:
        super().__init__(directory=STATIC / folder, html=html)
        self._policy = policy

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with how long to keep it."""
        response = await super().get_response(path, scope)
        lasting = path.startswith("assets/") and response.status_code == 200
        response.headers["cache-control"] = FOREVER if lasting else "no-cache"
        response.headers["content-security-policy"] = self._policy
        return response

    def page(self, path: str, headers: Mapping[str, str] = {}) -> Endpoint:
        """What answers any address with one of the files, and these headers too."""

        async def answer(request: Request) -> Response:
            response = await self.get_response(path, request.scope)
            response.headers.update(headers)
            return response

        return answer


class GraphiQLFiles(BuiltFiles):
    """GraphiQL. Where only documents are answered that are known, its page says so.

    Args:
        trusted_only: whether that is so.
    """

    def __init__(self, *, trusted_only: bool) -> None:
        super().__init__(GRAPHIQL, PAGE_POLICY, html=True)
        self._trusted_only = trusted_only

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file; the page with what is to be said above it."""
        if not self._trusted_only or path not in (".", "index.html"):
            return await super().get_response(path, scope)
        text = (STATIC / GRAPHIQL / "index.html").read_text(encoding="utf-8")
        said = text.replace("<body>", f"<body>{KNOWN_ONLY}", 1)
        headers = {"cache-control": "no-cache", "content-security-policy": PAGE_POLICY}
        return Response(said, headers=headers, media_type="text/html")


def page_routes(settings: Settings) -> list[BaseRoute]:
    """Where the explorer, the component with its page for frames, and GraphiQL are served."""
    framed_by = " ".join(settings.embed_origins) or "'none'"
    explorer = BuiltFiles(EXPLORER, EXPLORER_POLICY.format(framed_by="'none'"))
    preloads = Preloads.of(STATIC / EXPLORER)
    component = BuiltFiles(COMPONENT, EXPLORER_POLICY.format(framed_by=framed_by))
    return [
        *(Route(address, _explorer_page(explorer, preloads, page)) for address, page in ADDRESSES.items()),
        Mount("/explorer", explorer),
        Mount("/component", component),
        Route("/open-doors.js", component.page("open-doors.js", ANYBODY)),
        Route("/embed", component.page("embed.html")),
        Route("/graphiql", _to_graphiql),
        Mount("/graphiql", GraphiQLFiles(trusted_only=settings.trusted_only)),
    ]


def _explorer_page(explorer: BuiltFiles, preloads: Preloads, page: str) -> Endpoint:
    async def answer(request: Request) -> Response:
        response = await explorer.get_response("index.html", request.scope)
        response.headers["link"] = preloads.header(page, language_of(request))
        response.headers["vary"] = "Accept-Language"
        return response

    return answer


def not_found_page() -> Response:
    """The explorer's page where there is nothing: it says so itself, and how to go on."""
    said = (STATIC / EXPLORER / "index.html").read_bytes()
    headers = {"cache-control": "no-store", "content-security-policy": EXPLORER_POLICY.format(framed_by="'none'")}
    return Response(said, 404, headers, media_type="text/html")


async def _to_graphiql(_request: Request) -> Response:
    return RedirectResponse("/graphiql/", 302)
