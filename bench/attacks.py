"""What a stranger may do to a server to keep it from others: one attack of each kind.

Each is a request that is sent again and again, or a way to hold a connection. A server is to answer each with what it
was asked, or to refuse it in plain words; and to answer everybody else meanwhile.
"""

import json
import socket
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import httpx

ADDRESS: Final = "127.0.0.{}"
FIRST_ADDRESS: Final = 10
"""Each attacker comes from an address of its own, and nobody else does: all of 127/8 is this machine, on Linux."""
ASKERS: Final = 20
PASSED: Final = 80
SILENT: Final = 300
"""Connections that one who says nothing tries to hold."""
LEAVES_AFTER: Final = 0.2
"""Seconds that one waits who does not wait for the answer."""
PATIENCE: Final = 60.0
EXPORT_SECONDS: Final = 10
"""Of a server that is attacked: as long as any other answer may take."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The body of a POST to ``/graphql``, and how it is sent.

    Attributes:
        chunked: without its length. waits: for the answer; else the connection is closed after ``LEAVES_AFTER``.
        file: asked for by GET instead.
    """

    body: bytes
    chunked: bool = False
    waits: bool = True
    file: str | None = None


Make = Callable[[Sequence[str], Random], Sent]
"""The next request: from ids of clusters, and by chance, so that nothing is asked twice where that matters."""


def _asked(query: str, variables: Mapping[str, Any] | None = None, *, waits: bool = True) -> Sent:
    return Sent(json.dumps({"query": query, "variables": variables or {}}).encode(), waits=waits)


def _always(query: str) -> Make:
    sent = _asked(query)
    return lambda _ids, _chance: sent


def _routes(asked: str, *, waits: bool = True, **constraints: Any) -> Make:
    query = (
        "query ($from: [AskerInput!]!, $by: RouteConstraints)"
        f'{{ doorOpeners(from: $from, market: "KR", constraints: $by) {{ {asked} }} }}'
    )

    def make(ids: Sequence[str], _chance: Random) -> Sent:
        via = {"via": list(ids[ASKERS : ASKERS + PASSED])} if constraints.get("via") else {}
        by = {"maxSteps": 6, **constraints, **via}
        return _asked(query, {"from": [{"id": one} for one in ids[:ASKERS]], "by": by}, waits=waits)

    return make


def _day(chance: Random) -> str:
    return f"{chance.randint(1990, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _whole_graph(_ids: Sequence[str], chance: Random) -> Sent:
    return Sent(b"", file=f"/export/ties.gexf?asOf={_day(chance)}")


def _other_day(ids: Sequence[str], chance: Random) -> Sent:
    asked = 'doorOpeners(from: [{ id: $id }], market: "KR", constraints: { asOf: $day }) { exact }'
    return _asked(f"query ($id: ID!, $day: PartialDate) {{ {asked} }}", {"id": ids[0], "day": _day(chance)})


def _unlike(chance: Random, length: int) -> str:
    return f"{chance.getrandbits(64):016x}" + "y" * (length - 16)


def _long_countries(_ids: Sequence[str], chance: Random) -> Sent:
    query = 'query ($c: [MarketCode!]) { search(text: "energy", countries: $c) { totalCount } }'
    return _asked(query, {"c": [_unlike(chance, 900_000)]})


def _long_document(_ids: Sequence[str], chance: Random) -> Sent:
    return _asked("{ __typename #" + _unlike(chance, 900_000) + "\n}")


def _many_values(_ids: Sequence[str], _chance: Random) -> Sent:
    where = {"and": [{"country": {"in": ["DK"] * 400}}] * 24}
    query = "query ($w: OrganisationFilter) { organisations(where: $w, first: 1) { totalCount } }"
    return _asked(query, {"w": where})


def _deep_variables(_ids: Sequence[str], _chance: Random) -> Sent:
    return Sent(b'{"query": "{ __typename }", "variables": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}")


def _body(body: bytes, *, chunked: bool = False) -> Make:
    return lambda _ids, _chance: Sent(body, chunked)


def _doubling() -> str:
    return " ".join(["{ ...F0 }", *(f"fragment F{at} on Query {{ ...F{at + 1} ...F{at + 1} }}" for at in range(40))])


def _overlapping() -> str:
    spreads = " ".join(f"...F{at}" for at in range(45))
    body = "{ organisation(id: 1) { relations { nodes { source { name } target { name } } } } }"
    return " ".join([f"{{ {spreads} }}", *(f"fragment F{at} on Query {body}" for at in range(45))])


_SCHEMA: Final = "__schema { types { name fields { name type { name } } } }"
REQUESTS: Final[Mapping[str, Make]] = {
    "aliases": _always("{" + " ".join(f"a{at}: revision {{ number }}" for at in range(300)) + "}"),
    "one field again and again": _always("{" + "revision { number } " * 480 + "}"),
    "directives": _always("{ revision" + " @include(if: true)" * 1_000 + " { number } }"),
    "words": _always("{" + "a " * 5_000 + "}"),
    "deep selections": _always("{" + "a {" * 900 + "b" + "}" * 901),
    "fragments that double": _always(_doubling()),
    "fragments that overlap": _always(_overlapping()),
    "introspection": _always("{" + " ".join(f"a{at}: {_SCHEMA}" for at in range(15)) + "}"),
    "pages in pages": _always("{ organisations(first: 100) { nodes { relations(first: 100) { nodes { id } } } } }"),
    "many objects": _always(
        "{ organisations(first: 100) { nodes { name relations(first: 20) { nodes { sentence } } } } }"
    ),
    "an id of colons": _always(f'{{ node(id: "{":" * 30_000}") {{ id }} }}'),
    "a number of digits": _always(f"{{ organisations(first: {'9' * 5_000}) {{ totalCount }} }}"),
    "a year of no calendar": _always('{ corridorReport(id: "road", asOf: "99999") { asOf } }'),
    "long countries": _long_countries,
    "long documents": _long_document,
    "many values": _many_values,
    "deep variables": _deep_variables,
    "no JSON": _body(b'{"query": "\xff\xfe"}'),
    "JSON of another form": _body(b"12"),
    "a large body": _body(b'{"query": "' + b"x" * 5_000_000 + b'"}'),
    "a large body in parts": _body(b'{"query": "' + b"x" * 5_000_000 + b'"}', chunked=True),
    "another day each time": _other_day,
    "whole graphs": _whole_graph,
    "links of all": _always('{ crossClusterLinks(sector: "energy") { directCount } }'),
    "routes through many": _routes("exact openers { totalCount nodes { score } }", via=True),
    "companies counted": _routes("openers { totalCount }", openerKinds=["company"]),
    "one who leaves": _routes("exact openers { totalCount nodes { score } }", via=True, waits=False),
}
"""One request of each kind; ``SILENCE`` is the other kind of attack."""
SILENCE: Final[Mapping[str, bytes]] = {
    "silent connections": b"",
    "half a head": b"POST /graphql HTTP/1.1\r\nhost: localhost\r\n",
    "files that nobody reads": b"GET /export/ties.gexf HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "half a body": b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\n{",
}
"""What is said by who holds connections."""
NAMES: Final = (*REQUESTS, *SILENCE)


class Attacker:
    """One who attacks in one way, until it is told to stop.

    Attributes:
        told: how often which code came, ``answered`` where there was an answer, ``left`` where none was waited for, or
            the name of what became of the connection.
    """

    def __init__(self, name: str, address: str, ids: Sequence[str], seed: int = 1) -> None:
        self.told: Counter[str] = Counter()
        self._name, self._address, self._ids, self._chance = name, address, ids, Random(seed)
        self._from = ADDRESS.format(FIRST_ADDRESS + NAMES.index(name))

    def go_on(self, over: threading.Event) -> None:
        """Attack until it is over."""
        if self._name in SILENCE:
            self._hold(over)
            return
        with self._client() as client:
            while not over.is_set():
                self.once(client)

    def once(self, client: httpx.Client | None = None) -> str:
        """Send one request; the code that came of it."""
        sent = REQUESTS[self._name](self._ids, self._chance)
        try:
            with ExitStack() as stack:
                code = _code(self._send(client or stack.enter_context(self._client()), sent))
        except httpx.TransportError as error:
            left = not sent.waits and isinstance(error, httpx.ReadTimeout)
            code = "left" if left else type(error).__name__
        self.told[code] += 1
        return code

    def _send(self, client: httpx.Client, sent: Sent) -> httpx.Response:
        content: Any = iter((sent.body[:1_000], sent.body[1_000:])) if sent.chunked else sent.body
        timeout = PATIENCE if sent.waits else LEAVES_AFTER
        if sent.file is not None:
            return client.get(sent.file, timeout=timeout)
        return client.post("/graphql", content=content, headers={"content-type": "application/json"}, timeout=timeout)

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self._address, transport=httpx.HTTPTransport(local_address=self._from), trust_env=False
        )

    def _hold(self, over: threading.Event) -> None:
        """Hold connections; open them anew when they are closed."""
        at = httpx.URL(self._address)
        where = at.host, at.port or 80
        while not over.is_set():
            with ExitStack() as stack:
                held = []
                for _ in range(SILENT):
                    with suppress(OSError):
                        held.append(stack.enter_context(socket.create_connection(where, 5, (self._from, 0))))
                        held[-1].sendall(SILENCE[self._name])
                self.told["held"] += len(held)
                over.wait(11)


def _code(response: httpx.Response) -> str:
    if response.status_code >= 500 and response.status_code != 503:
        return f"status {response.status_code}"
    if response.status_code == 200 and "content-disposition" in response.headers:
        return "answered"
    try:
        said = response.json()
    except ValueError:
        return f"status {response.status_code}"
    errors = said.get("errors") if isinstance(said, dict) else None
    return str(errors[0]["extensions"]["code"]) if errors else "answered"
