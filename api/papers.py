"""Answers as files, for a question in the address: ``/route.svg``, ``/pack``, ``/answer.csv``, ``/ties.svg``.

They wait in the same lanes as GraphQL's requests, within the same time, work and size.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Generic, Protocol, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import exports
from api import effort
from api.address import AddressedQuestion, AddressedTies, question_in, ties_in
from api.errors import invalid
from api.graphql_http import (
    ENDING_HEADERS,
    HTML,
    JSON,
    SCHEMA_DIGEST,
    RefusedError,
    answered,
    knows,
    not_ready,
    worked_out,
)
from api.holder import SnapshotHolder
from api.lanes import Lanes
from api.refusal_page import refusal_page
from api.settings import Settings
from exports.papers.pack import pack_html
from exports.papers.table import answer_csv
from exports.pictures.routes import routes_svg
from exports.pictures.ties import ties_svg
from graph.errors import LimitError, StoppedError
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, underway

SVG_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
PACK_POLICY: Final = f"{SVG_POLICY}; base-uri 'none'; form-action 'none'"
"""Of what is drawn or written: its own style sheet, and nothing else."""


def _digest_of_makers() -> str:
    """Of what makes papers: another version makes others of the same data."""
    sources = sorted(Path(exports.__file__).parent.rglob("*.*"))
    told = b"\0".join(source.read_bytes() for source in sources if source.suffix in (".py", ".css"))
    return blake2b(told, digest_size=8).hexdigest()


_MAKERS: Final = _digest_of_makers()


class Asked(Protocol):
    """What an address asks."""

    @property
    def address(self) -> str:
        """The query that asks the same, written in one way."""

    @property
    def market(self) -> str | None:
        """Code of the market that is asked about; None for none."""

    @property
    def first(self) -> int:
        """Entries asked for."""

    def effort(self, organisations: int) -> int:
        """What it takes to work out over a graph of so many organisations: see ``api.effort``."""


Pairs = Iterable[tuple[str, str]]
Question = TypeVar("Question", bound=Asked)


@dataclass(frozen=True, slots=True)
class Paper(Generic[Question]):
    """A kind of file.

    Attributes:
        path: its address.
        media: its media type.
        read: reads the question from an address.
        make: of a snapshot, a question, and the address of the page that answers questions.
        each: what an entry of it takes, in objects of an answer (``api.effort``).
        headers: of its own.
    """

    path: str
    media: str
    read: Callable[[Pairs], Question]
    make: Callable[[Snapshot, Question, str], str]
    each: int
    headers: Mapping[str, str]


def _picture(name: str) -> dict[str, str]:
    return {"content-security-policy": SVG_POLICY, "content-disposition": f'inline; filename="{name}.svg"'}


def _pack(snapshot: Snapshot, asked: AddressedQuestion, page: str) -> str:
    answer = asked.answer(snapshot)
    return pack_html(answer, f"{page}?{asked.link(answer)}")


def _ties(snapshot: Snapshot, asked: AddressedTies, _page: str) -> str:
    return ties_svg(*asked.found(snapshot), asked.first)


def _of_a_table(pairs: Pairs) -> AddressedQuestion:
    """A question for what can be read row by row: rows would not say what is only supposed."""
    asked = question_in(pairs)
    if asked.changes:
        raise invalid(
            "A table is not made of what is supposed.", "supposed_table", "Ask /pack or /route.svg, or leave add out."
        )
    return asked


PAPERS: Final[tuple[Paper[Any], ...]] = (
    Paper(
        "/route.svg", "image/svg+xml", question_in,
        lambda snapshot, asked, _page: routes_svg(asked.answer(snapshot)), 20, _picture("routes"),
    ),
    Paper(
        "/pack", "text/html", question_in, _pack, 80,
        {"content-security-policy": PACK_POLICY, "content-disposition": 'inline; filename="evidence-pack.html"'},
    ),
    Paper(
        "/answer.csv", "text/csv", _of_a_table,
        lambda snapshot, asked, _page: answer_csv(asked.answer(snapshot)), 20,
        {"content-disposition": 'attachment; filename="answer.csv"'},
    ),
    Paper("/ties.svg", "image/svg+xml", ties_in, _ties, 10, _picture("ties")),
)  # fmt: skip
"""``each`` as measured over the starter data: a pack takes 6 to 9 ms a door opener, the others a quarter of that."""


class PapersEndpoint:
    """Answers the addresses of ``PAPERS``, in the lanes of GraphQL's requests."""

    def __init__(self, holder: SnapshotHolder, settings: Settings, lanes: Lanes) -> None:
        self._holder, self._settings, self._lanes = holder, settings, lanes

    def routes(self) -> list[Route]:
        """Where each is served."""
        return [Route(paper.path, partial(self._served, paper=paper)) for paper in PAPERS]

    async def _served(self, request: Request, *, paper: Paper[Any]) -> Response:
        """The response to a request, whatever happens."""
        return await answered(self._lanes, request, self._answer(request, paper), partial(told, request))

    async def _answer(self, request: Request, paper: Paper[Any]) -> Response:
        asked: Asked = paper.read(request.query_params.multi_items())
        page = f"{request.base_url}ask"
        snapshot = self._holder.current
        if snapshot is None:
            raise not_ready()
        tag = entity_tag(snapshot, paper.path, f"{page}?{asked.address}", self._holder.age(snapshot))
        # Also of what has not changed: browsers keep the headers that they were told last.
        headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept"} | dict(paper.headers)
        if knows(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        work = Work(self._settings.deadline_seconds)
        job = partial(self._made, paper, asked, snapshot, page, work)
        try:
            body = await worked_out(self._lanes, request, work, job)
        except StoppedError as stopped:
            raise RefusedError(503, stopped, ENDING_HEADERS if work.stopped is Stop.ENDING else {}) from None
        return Response(body, headers=headers, media_type=f"{paper.media}; charset=utf-8")

    def _made(
        self, paper: Paper[Any], asked: Asked, snapshot: Snapshot, page: str, work: Work, may_be_heavy: bool
    ) -> bytes | None:
        """Runs in a worker thread; None: it is heavy, and may not be."""
        estimated = asked.effort(snapshot.manifest.counts["organisation"]) + paper.each * asked.first
        if not may_be_heavy and estimated >= effort.HEAVY_FROM:
            return None
        try:
            with underway(work):
                made = paper.make(snapshot, asked, page).encode()
        except StoppedError:
            if not may_be_heavy and work.stopped is Stop.TOO_MUCH:
                return None
            raise
        snapshot.check_unharmed()
        if len(made) > self._settings.answer_bytes:
            raise LimitError(
                "The answer is too large.", code="answer_too_large", where="first", suggestion="Ask for fewer."
            )
        if asked.market is not None:
            self._holder.asked[asked.market] += 1
        return made


def told(request: Request, error: dict[str, Any], status: int, headers: Mapping[str, str]) -> Response:
    """A refusal: a page for people, the one form of errors for programs."""
    more = {"cache-control": "no-store", "vary": "Accept"} | dict(headers)
    if HTML in request.headers.get("accept", ""):
        return refusal_page(str(error["message"]), status, more)
    return Response(orjson.dumps({"errors": [error]}), status, more, media_type=JSON)


def entity_tag(snapshot: Snapshot, path: str, asked: str, age: object) -> str:
    """The entity tag: it depends on the revision, the day, its age, what makes papers, and what is asked where."""
    said = [snapshot.folder.name, snapshot.manifest.built, SCHEMA_DIGEST, _MAKERS, path, asked, age]
    return f'W/"{blake2b(orjson.dumps(said), digest_size=16).hexdigest()}"'
