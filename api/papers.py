"""Answers as files, for a question in the address: ``/route.svg``, ``/pack``, ``/answer.csv``.

They wait in the same lanes as GraphQL's requests, within the same time, work and size.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Final

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

import exports
from api import effort
from api.address import AddressedQuestion, question_in
from api.errors import expected, unexpected
from api.graphql_http import (
    CLIENT_GONE,
    ENDING_HEADERS,
    HTML,
    JSON,
    SCHEMA_DIGEST,
    RefusedError,
    knows,
    not_ready,
    worked_out,
)
from api.holder import SnapshotHolder
from api.lanes import Lanes
from api.refusal_page import refusal_page
from api.settings import Settings
from exports.pictures.routes import routes_svg
from graph.errors import InputError, LimitError, StoppedError
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, stopped_by, underway
from queries.questions.door_openers import DoorOpenersAnswer

Make = Callable[[DoorOpenersAnswer, AddressedQuestion], str]
SVG_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""Of a picture: its own style sheet, and nothing else."""
_DIGEST: Final = blake2b(digest_size=8)
"""Of what makes papers: another version makes others of the same data."""
for _source in sorted(Path(exports.__file__).parent.rglob("*.*")):
    if _source.suffix in (".py", ".html", ".css"):
        _DIGEST.update(_source.read_bytes())


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of file.

    Attributes:
        path: its address.
        media: its media type.
        make: of an answer.
        each: what a door opener of it takes, in objects of an answer (``api.effort``).
        headers: of its own.
    """

    path: str
    media: str
    make: Make
    each: int
    headers: Mapping[str, str]


PAPERS: Final = (
    Paper(
        "/route.svg",
        "image/svg+xml",
        lambda answer, _asked: routes_svg(answer),
        10,
        {"content-security-policy": SVG_POLICY, "content-disposition": 'inline; filename="routes.svg"'},
    ),
)


class PapersEndpoint:
    """Answers the addresses of ``PAPERS``, in the lanes of GraphQL's requests."""

    def __init__(self, holder: SnapshotHolder, settings: Settings, lanes: Lanes) -> None:
        self._holder, self._settings, self._lanes = holder, settings, lanes

    def routes(self) -> list[Route]:
        """Where each is served."""
        return [Route(paper.path, partial(self._served, paper=paper)) for paper in PAPERS]

    async def _served(self, request: Request, *, paper: Paper) -> Response:
        """The response to a request, whatever happens."""
        try:
            return await self._answer(request, paper)
        except ClientDisconnect:
            return Response(status_code=CLIENT_GONE)
        except asyncio.CancelledError:  # the server waits no longer for what will not stop
            if not self._lanes.ending:
                raise
            return refused(request, RefusedError(503, stopped_by(Stop.ENDING), ENDING_HEADERS))
        except RefusedError as refusal:
            return refused(request, refusal)
        except InputError as error:
            return refused(request, RefusedError(400, error))
        except Exception as error:  # masked, and logged under the request's id
            return _told(request, unexpected(error, request.state.request_id), 500, {})

    async def _answer(self, request: Request, paper: Paper) -> Response:
        asked = question_in(request.query_params.multi_items())
        snapshot = self._holder.current
        if snapshot is None:
            raise not_ready()
        tag = _tag(snapshot, paper, asked, self._holder.age(snapshot))
        headers = {"etag": tag, "cache-control": "no-cache", "vary": "Accept"}
        if knows(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        work = Work(self._settings.deadline_seconds)
        job = partial(self._made, paper, asked, snapshot, work)
        try:
            body = await worked_out(self._lanes, request, work, job)
        except StoppedError as stopped:
            raise RefusedError(503, stopped, ENDING_HEADERS if work.stopped is Stop.ENDING else {}) from None
        return Response(body, headers=headers | dict(paper.headers), media_type=f"{paper.media}; charset=utf-8")

    def _made(
        self, paper: Paper, asked: AddressedQuestion, snapshot: Snapshot, work: Work, may_be_heavy: bool
    ) -> bytes | None:
        """Runs in a worker thread; None: it is heavy, and may not be."""
        estimated = asked.effort(snapshot.manifest.counts["organisation"]) + paper.each * asked.first
        if not may_be_heavy and estimated >= effort.HEAVY_FROM:
            return None
        try:
            with underway(work):
                answer = asked.answer(snapshot)
                made = paper.make(answer, asked).encode()
        except StoppedError:
            if not may_be_heavy and work.stopped is Stop.TOO_MUCH:
                return None
            raise
        snapshot.check_unharmed()
        if len(made) > self._settings.answer_bytes:
            raise LimitError(
                "The answer is too large.", code="answer_too_large", where="first", suggestion="Ask for fewer."
            )
        if answer.market is not None:
            self._holder.asked[snapshot.id_of(answer.market)] += 1
        return made


def refused(request: Request, refusal: RefusedError) -> Response:
    """A refusal: a page for people, the one form of errors for programs."""
    return _told(request, expected(refusal.error), refusal.status, refusal.headers)


def _told(request: Request, error: dict[str, object], status: int, headers: Mapping[str, str]) -> Response:
    more = {"cache-control": "no-store", "vary": "Accept"} | dict(headers)
    if HTML in request.headers.get("accept", ""):
        return refusal_page(str(error["message"]), status, more)
    return Response(orjson.dumps({"errors": [error]}), status, more, media_type=JSON)


def _tag(snapshot: Snapshot, paper: Paper, asked: AddressedQuestion, age: object) -> str:
    """The entity tag: it depends on the revision, the day, its age, what makes papers, and what is asked."""
    said = [
        snapshot.folder.name, snapshot.manifest.built, SCHEMA_DIGEST, _DIGEST.hexdigest(), paper.path, asked.address,
        age,
    ]  # fmt: skip
    return f'W/"{blake2b(orjson.dumps(said), digest_size=16).hexdigest()}"'
