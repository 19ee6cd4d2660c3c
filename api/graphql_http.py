"""GraphQL over HTTP, to the letter: what a request may look like, and which status and media type answer it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from time import thread_time
from typing import Any, Final

import orjson
from graphql import OperationType
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from api import limits
from api.errors import expected, invalid, unexpected
from api.execute import Outcome, Prepared, Request, is_heavy, is_known, prepare, run
from api.holder import SnapshotHolder
from api.lanes import Done, Job, Lanes
from api.sdl import sdl
from api.settings import Settings
from api.trusted import TrustedDocuments
from api.turns import BusyError
from graph.errors import InputError, LimitError, OpenDoorsError, StoppedError
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, stopped_by

JSON: Final = "application/json"
GRAPHQL_JSON: Final = "application/graphql-response+json"
HTML: Final = "text/html"
METHODS: Final = "GET, HEAD, OPTIONS, POST"
DRAINED_AT_MOST: Final = 10_000_000
"""Bytes of a body beyond its limit that are read all the same."""
CLIENT_GONE: Final = 499
"""Status of a response that nobody reads."""
ENDING_HEADERS: Final = {"retry-after": "5", "connection": "close"}
SCHEMA_DIGEST: Final = blake2b(sdl().encode(), digest_size=8).hexdigest()
_ASKS: Final = frozenset({"query", "documentId", "extensions"})
"""Parameters of an address that asks something."""


class RefusedError(Exception):
    """A request that is answered without being executed."""

    def __init__(self, status: int, error: OpenDoorsError, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(str(error))
        self.status, self.error, self.headers = status, error, dict(headers or {})


def bad_request(
    message: str, code: str, suggestion: str, status: int = 400, headers: Mapping[str, str] | None = None
) -> RefusedError:
    """The refusal of a request that is not of its form."""
    return RefusedError(status, invalid(message, code, suggestion), headers)


def not_ready() -> RefusedError:
    """The refusal of whatever comes before there is a snapshot."""
    return bad_request("No snapshot is open yet.", "not_ready", "Try again soon.", 503, {"retry-after": "5"})


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a request carries, of the right types."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None


def accepted(header: str | None) -> str | None:
    """The media type to answer with: the one that the client likes best; JSON of equals; None if it likes neither."""
    if not header or not header.strip():
        return JSON
    best: tuple[float, int, str] | None = None
    for part in header.split(","):
        name, *options = (piece.strip().lower() for piece in part.split(";"))
        weight = _weight(options)
        exact = {JSON: JSON, GRAPHQL_JSON: GRAPHQL_JSON, "*/*": JSON, "application/*": JSON}.get(name)
        if exact is not None and weight > 0:
            rank = (weight, 0 if "*" in name else 1, exact)
            best = rank if best is None or rank[:2] > best[:2] else best
    return None if best is None else best[2]


def _weight(options: list[str]) -> float:
    given = next((option[2:] for option in options if option.startswith("q=")), "1")
    try:
        return float(given)
    except ValueError:
        return 0.0


async def body_of(request: HttpRequest, most: int) -> bytes:
    """The body, kept no further than its limit.

    Of one that is larger the rest is read for a while: most clients read no response before all is sent.
    """
    held, size = bytearray(), _announced(request)
    if size <= most:
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size <= most:
                held += chunk
            elif size > most + DRAINED_AT_MOST:
                break
    if size > most:
        refusal = LimitError(
            "The request is too large.", code="body_too_large", where="request",
            suggestion=f"Send at most {most} bytes.",
        )  # fmt: skip
        raise RefusedError(413, refusal, {"connection": "close"})
    return bytes(held)


def _announced(request: HttpRequest) -> int:
    """Bytes that a client would send next, where it waits for a word before it does; else 0."""
    length = request.headers.get("content-length", "") if "expect" in request.headers else ""
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0


def _posted(content_type: str, body: bytes) -> Any:
    name, *options = (part.strip().lower() for part in content_type.split(";"))
    if name != JSON:
        raise bad_request(f"The body is {name or 'of no type'}.", "unsupported_media_type", f"Send {JSON}.", 415)
    charset = next((option[8:].strip('"') for option in options if option.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise bad_request(f"The body is in {charset}.", "unsupported_charset", "Send UTF-8.", 415)
    if body.count(b"[") + body.count(b"{") > limits.VARIABLES_AT_MOST:  # each costs the garbage collector some looks
        raise bad_request(
            "The body holds too many lists and objects.", "too_many_variables",
            f"At most {limits.VARIABLES_AT_MOST} are allowed: ask for less at once.",
        )  # fmt: skip
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad_request("The body is no JSON in UTF-8.", "bad_json", 'Send {"query": "…"}.') from None


def _in_address(request: HttpRequest) -> dict[str, Any]:
    said: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if said.get(name):
            try:
                said[name] = orjson.loads(said[name])
            except orjson.JSONDecodeError:
                raise bad_request(f"{name} is no JSON.", "bad_json", f"Write {name} as a JSON object.") from None
        else:
            said.pop(name, None)
    return said


def parameters(said: Any) -> Parameters:
    """Check what a request says."""
    if isinstance(said, list):
        raise bad_request("Several requests at once are not answered.", "batching_off", "Send them one by one.")
    if not isinstance(said, dict):
        raise bad_request("The body is no JSON object.", "bad_request", 'Send {"query": "…"}.')
    for name, type_, word in (
        ("query", str, "a text"),
        ("operationName", str, "a text"),
        ("variables", dict, "an object"),
        ("extensions", dict, "an object"),
    ):
        if said.get(name) is not None and not isinstance(said[name], type_):
            raise bad_request(f"{name} is not {word}.", "bad_request", f"Send {name} as {word}.")
    if not said.get("query"):
        raise bad_request("There is no query.", "no_query", 'Send {"query": "…"}.')
    return Parameters(said["query"], said.get("variables") or {}, said.get("operationName") or None)


class GraphQLEndpoint:
    """Answers /graphql. Documents are executed in worker threads, so that a slow one keeps nobody waiting."""

    def __init__(self, holder: SnapshotHolder, settings: Settings, trusted: TrustedDocuments) -> None:
        self._holder, self._settings, self._trusted = holder, settings, trusted
        self.lanes = Lanes(settings.threads, settings.queue)

    async def __call__(self, request: HttpRequest) -> Response:
        """The response to a request, whatever happens."""
        media = accepted(request.headers.get("accept"))

        def told(error: dict[str, Any], status: int, headers: Mapping[str, str]) -> Response:
            return _response({"errors": [error]}, status, media or JSON, headers)

        return await answered(self.lanes, request, self._answer(request, media), told)

    async def _answer(self, request: HttpRequest, media: str | None) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": METHODS})
        if request.method not in ("GET", "HEAD", "POST"):
            raise bad_request(
                f"{request.method} is not allowed.", "method_not_allowed", f"Use {METHODS}.", 405, {"allow": METHODS}
            )
        reads = request.method != "POST"
        if reads and not _ASKS.intersection(request.query_params) and HTML in request.headers.get("accept", ""):
            return RedirectResponse("/graphiql/", 302, {"vary": "Accept"})
        if media is None:
            raise bad_request(
                "None of these media types can be had.", "not_acceptable", f"Accept {GRAPHQL_JSON} or {JSON}.", 406
            )
        said = (
            _in_address(request)
            if reads
            else _posted(request.headers.get("content-type", ""), await body_of(request, self._settings.body_bytes))
        )
        try:  # before it waits for a thread
            given = parameters(self._trusted.told(said))
            limits.check_length(given.query)
            limits.check_variables(given.variables)
        except InputError as error:
            raise RefusedError(200 if media == JSON else 400, error) from None
        snapshot = self._holder.current
        if snapshot is None:
            raise not_ready()
        tag = _tag(snapshot, given, media, self._holder.age(snapshot)) if reads else None
        if tag is not None and knows(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers={"etag": tag, "cache-control": "no-cache", "vary": "Accept"})
        return await self._executed(request, given, snapshot, media, tag)

    async def _executed(
        self, request: HttpRequest, given: Parameters, snapshot: Snapshot, media: str, tag: str | None
    ) -> Response:
        work = Work(self._settings.deadline_seconds)
        job = partial(self._work, given, snapshot, request.state.request_id, request.method != "POST", work)
        outcome, encoded = await worked_out(self.lanes, request, work, job, new=self._is_new(given.query))
        if isinstance(outcome.error, StoppedError) and work.stopped is Stop.ENDING:
            raise RefusedError(503, outcome.error, ENDING_HEADERS)
        status = 200 if media == JSON or outcome.executed else 400
        headers = {"cache-control": "no-cache"} if tag is not None else {"cache-control": "no-store"}
        if tag is not None and outcome.error is None:
            headers["etag"] = tag
        return _encoded(encoded, status, media, headers)

    def _is_new(self, document: str) -> bool:
        """Whether it is a stranger's document that may have to be parsed; of those that are trusted there are few."""
        return document not in self._trusted and not is_known(document)

    def _work(
        self, given: Parameters, snapshot: Snapshot, request_id: str, reads: bool, work: Work, may_be_heavy: bool
    ) -> tuple[Outcome, bytes] | None:
        """Runs in a worker thread; None: it is heavy, and may not be."""
        prepared = prepare(given.query)
        if reads:
            _refuse_writing(prepared, given.operation_name)
        request = Request(prepared, given.variables, given.operation_name, request_id, work)
        if not may_be_heavy and is_heavy(snapshot, request):
            return None
        began = thread_time()
        outcome = run(snapshot, request, self._holder.asked)
        prepared.took(thread_time() - began)
        if not may_be_heavy and isinstance(outcome.error, StoppedError) and work.stopped is Stop.TOO_MUCH:
            return None
        age = self._holder.age(snapshot)
        beside = {"cost": None if outcome.cost is None else outcome.cost.told(), "snapshot": age}
        extensions = {name: said for name, said in beside.items() if said is not None}
        encoded = orjson.dumps(outcome.body | ({"extensions": extensions} if extensions else {}))
        if len(encoded) > self._settings.answer_bytes:
            error = LimitError(
                "The answer is too large.", code="answer_too_large", where="query", suggestion="Ask for smaller pages."
            )
            outcome = replace(outcome, body={"data": None, "errors": [expected(error)]}, error=error)
            encoded = orjson.dumps(outcome.body)
        return outcome, encoded


async def answered(
    lanes: Lanes,
    request: HttpRequest,
    answer: Awaitable[Response],
    told: Callable[[dict[str, Any], int, Mapping[str, str]], Response],
) -> Response:
    """The response to a request, whatever happens; a failure as ``told`` shows an error, its status and headers."""
    try:
        return await answer
    except ClientDisconnect:
        return Response(status_code=CLIENT_GONE)
    except asyncio.CancelledError:  # the server waits no longer for what will not stop
        if not lanes.ending:
            raise
        return told(expected(stopped_by(Stop.ENDING)), 503, ENDING_HEADERS)
    except RefusedError as refusal:
        return told(expected(refusal.error), refusal.status, refusal.headers)
    except InputError as error:
        return told(expected(error), 400, {})
    except Exception as error:  # masked, and logged under the request's id
        return told(unexpected(error, request.state.request_id), 500, {})


async def worked_out(lanes: Lanes, request: HttpRequest, work: Work, job: Job[Done], *, new: bool = False) -> Done:
    """Do a job for a request in its turn, as long as its client waits.

    Raises:
        RefusedError: it would have to wait behind too many.
    """
    leaving = asyncio.create_task(stop_when_gone(request, work))
    try:
        return await lanes.run(work, job, request.client.host if request.client else "", new=new)
    except BusyError as busy:
        raise RefusedError(503, busy, {"retry-after": "1"}) from None
    finally:
        leaving.cancel()


async def stop_when_gone(request: HttpRequest, work: Work) -> None:
    """Stop what is done for a client that has hung up. What it sent has been read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
    work.stop(Stop.GONE)


def _refuse_writing(prepared: Prepared, name: str | None) -> None:
    meant = prepared.operations.get(name or "") or next(iter(prepared.operations.values()), None)
    if meant is not None and meant.operation is OperationType.MUTATION:
        raise bad_request("A GET only reads.", "method_not_allowed", "Write a query.", 405, {"allow": "POST"})


def _tag(snapshot: Snapshot, given: Parameters, media: str, age: object) -> str:
    """The entity tag of an answer: it depends on the revision, the day, its age, the schema, and what is asked."""
    asked = [
        snapshot.folder.name,
        snapshot.manifest.built,
        SCHEMA_DIGEST,
        given.query,
        given.variables,
        given.operation_name,
        media,
        age,
    ]
    return f'W/"{blake2b(orjson.dumps(asked), digest_size=16).hexdigest()}"'


def knows(header: str, tag: str) -> bool:
    """Whether an If-None-Match names a tag."""
    known = [part.strip().removeprefix("W/") for part in header.split(",")]
    return tag.removeprefix("W/") in known or "*" in known


def _response(body: dict[str, Any], status: int, media: str, headers: Mapping[str, str]) -> Response:
    return _encoded(orjson.dumps(body), status, media, {"cache-control": "no-store"} | dict(headers))


def _encoded(body: bytes, status: int, media: str, headers: Mapping[str, str]) -> Response:
    return Response(body, status, {"content-type": f"{media}; charset=utf-8", "vary": "Accept"} | dict(headers))
