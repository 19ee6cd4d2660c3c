"""The graph over HTTP: which files there are, how they are sent, and what becomes of those that cannot be."""

import asyncio
import gzip
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message

from api import graphs
from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from exports.graphs import formats
from exports.graphs.formats import GraphFormat, Part
from exports.graphs.layers import graph_view
from exports.graphs.view import GraphView, Layer
from graph.errors import SnapshotError
from graph.snapshot.snapshot import Snapshot
from tests.exports.graphs.formats import LINES, TABLES

TIES: Final = "/export/ties.lines"
PATIENT: Final = Settings(deadline_seconds=600)


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    for one in (LINES, TABLES):
        monkeypatch.setitem(formats.FORMATS, one.name, one)


def code_of(response: Any) -> str:
    return str(response.json()["errors"][0]["extensions"]["code"])


def lines_of(snapshot: Snapshot, layer: Layer) -> list[str]:
    view = graph_view(snapshot.on_day(), layer)
    return [*(node.id for node in view.nodes()), *(f"{edge.source} {edge.target}" for edge in view.edges())]


@pytest.mark.parametrize("layer", Layer)
def test_each_layer_is_a_file_to_be_kept(client: TestClient, snapshot: Snapshot, layer: Layer) -> None:
    response = client.get(f"/export/{layer}.lines")
    assert response.status_code == 200
    assert response.text.splitlines() == lines_of(snapshot, layer)
    assert response.headers["content-type"] == "application/x-lines"
    day = snapshot.manifest.as_of
    assert response.headers["content-disposition"] == f'attachment; filename="opendoors-{layer}-{day}.lines"'
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "content-length" not in response.headers


def test_several_files_come_in_an_archive(client: TestClient, snapshot: Snapshot) -> None:
    response = client.get("/export/relations.tables?market=KR&asOf=2022", headers={"accept-encoding": "gzip"})
    assert response.headers["content-type"] == "application/zip"
    assert "content-encoding" not in response.headers
    assert response.headers["content-disposition"].endswith('"opendoors-relations-KR-2022-12-31-tables.zip"')
    with ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist() == ["nodes.txt", "edges.txt"]
        assert b"gamma\n" in archive.read("nodes.txt")


def test_a_part_of_the_graph(client: TestClient) -> None:
    ids = client.get(f"{TIES}?around=Alpha+Energi&steps=1").text.split()
    assert {"alpha", "beta"} <= set(ids)
    assert "lonely" not in ids
    assert "hub-fi" not in ids
    assert "finn-001" in client.get(f"{TIES}?market=Finland").text.split()
    assert set(client.get(f"{TIES}?sector=FOOD").text.split()) == {"beta"}


def test_the_day_is_asked_for(client: TestClient) -> None:
    assert "alpha beta" not in client.get(f"{TIES}?asOf=2019").text.splitlines()
    assert "alpha beta" in client.get(f"{TIES}?asOf=2021").text.splitlines()


def test_it_is_compressed_for_who_takes_that(client: TestClient, snapshot: Snapshot) -> None:
    with client.stream("GET", TIES, headers={"accept-encoding": "gzip"}) as response:
        packed = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed).decode().splitlines() == lines_of(snapshot, Layer.TIES)


def test_what_is_kept_is_asked_for_again_only_where_it_has_changed(client: TestClient) -> None:
    tag = client.get(f"{TIES}?market=KR&asOf=2020").headers["etag"]
    assert client.get(TIES).headers["etag"] != tag
    again = client.get(f"{TIES}?asOf=2020&market=KR", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/export/ties.tables?market=KR&asOf=2020").headers["etag"] != tag


def test_a_head_tells_what_would_come_and_makes_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(_view: GraphView) -> Iterator[Part]:
        raise AssertionError

    whole = client.get(TIES).headers
    monkeypatch.setitem(formats.FORMATS, "lines", replace(LINES, parts=made))
    response = client.head(TIES)
    assert (response.status_code, response.content) == (200, b"")
    for name in ("etag", "content-type", "content-disposition"):
        assert response.headers[name] == whole[name]
    assert client.head(f"{TIES}?around=nobody").status_code == 400


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/export/tie.lines", 404, "unknown_layer"),
        ("/export/ties.line", 404, "unknown_format"),
        ("/export/ties", 404, "unknown_layer"),
        (f"{TIES}?market=Atlantis", 400, "unknown_market"),
        (f"{TIES}?sector=alchemy", 400, "unknown_sector"),
        (f"{TIES}?around=nobody", 400, "unknown_organisation"),
        (f"{TIES}?around=alpha&steps=4", 400, "steps_out_of_range"),
        (f"{TIES}?around=alpha&steps=far", 400, "bad_number"),
        (f"{TIES}?steps=2", 400, "no_centre"),
        (f"{TIES}?asOf=tomorrow", 400, "bad_date"),
        (f"{TIES}?since=2020", 400, "unknown_parameter"),
        (f"{TIES}?market=KR&market=DK", 400, "given_twice"),
        (f"{TIES}?around={'x' * 9_000}", 400, "address_too_long"),
    ],
)
def test_what_cannot_be_had_is_refused(client: TestClient, path: str, status: int, code: str) -> None:
    response = client.get(path)
    assert (response.status_code, code_of(response)) == (status, code)
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")


def test_only_reading_is_served(client: TestClient) -> None:
    assert client.post(TIES).status_code == 405


def test_which_files_there_are(client: TestClient) -> None:
    said = client.get("/export").json()
    assert [one["name"] for one in said["layers"]] == list(Layer)
    assert {one["name"]: one["media"] for one in said["formats"]}["tables"] == "application/zip"
    assert said["limits"] == {"nodesAndEdges": 5_000_000, "seconds": 300, "atOnce": 4, "steps": 3}
    for one in said["layers"]:
        for format_ in ("lines", "tables"):
            assert client.get(f"/export/{one['name']}.{format_}").status_code == 200


def test_people_see_them_on_a_page(client: TestClient) -> None:
    response = client.get("/export", headers={"accept": "text/html,*/*;q=0.8"}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (302, "/data")


def test_before_there_is_a_snapshot_one_is_told_to_come_again(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=SnapshotHolder())) as client:
        response = client.get(TIES)
    assert (response.status_code, response.headers["retry-after"], code_of(response)) == (503, "5", "not_ready")


def test_pages_of_other_origins_may_read_it_where_they_may_ask(holder: SnapshotHolder, tmp_path: Path) -> None:
    settings = replace(PATIENT, cors_origins=("https://example.org",))
    with TestClient(create_app(tmp_path, holder=holder, settings=settings)) as client:
        response = client.get(TIES, headers={"origin": "https://example.org"})
    assert response.headers["access-control-allow-origin"] == "https://example.org"


def test_what_is_too_large_is_refused_with_the_number(holder: SnapshotHolder, tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=holder, settings=replace(PATIENT, export_items=100))) as client:
        response = client.get(TIES)
        assert (response.status_code, code_of(response)) == (400, "export_too_large")
        assert "at most 100" in response.json()["errors"][0]["message"]
        assert client.get(f"{TIES}?market=KR").status_code == 200


def test_what_takes_too_long_is_refused(holder: SnapshotHolder, tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path, holder=holder, settings=Settings(export_seconds=1e-9))) as client:
        response = client.get(TIES)
    assert (response.status_code, code_of(response)) == (503, "deadline_exceeded")


def test_a_server_that_ends_says_so(holder: SnapshotHolder, tmp_path: Path) -> None:
    app = create_app(tmp_path, holder=holder, settings=PATIENT)
    with TestClient(app) as client:
        app.state.end()
        response = client.get(TIES)
    assert (response.status_code, code_of(response)) == (503, "server_ending")


@pytest.mark.parametrize("when", ["at first", "in the making"])
def test_a_fault_of_ours_is_masked(client: TestClient, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    def failing(_view: GraphView) -> Iterator[Part]:
        raise RuntimeError("of /home/somebody")

    if when == "at first":
        monkeypatch.setattr("api.graph_address.graph_view", failing)
    else:
        monkeypatch.setitem(formats.FORMATS, "lines", replace(LINES, parts=failing))
    response = client.get(TIES)
    assert response.status_code == 500
    assert "somebody" not in response.text


def test_nothing_of_a_damaged_snapshot_leaves(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.snapshot.snapshot.Snapshot.check_unharmed", _harmed)
    for method in ("GET", "HEAD"):
        response = client.request(method, TIES)
        assert response.status_code == 500
    assert code_of(client.get(TIES)) == "internal"


def _harmed(_: object) -> None:
    raise SnapshotError("It is damaged.", suggestion="Build it anew.")


class Reading:
    """One who reads an answer at its own pace, and what it was sent.

    Args:
        app: is asked.
        after: called when so many parts of the body have been sent, before the next one is taken.
    """

    def __init__(self, app: ASGIApp, path: str, after: Callable[[int], Any] = lambda _: None, of: str = "1") -> None:
        self.sent: list[Message] = []
        self._app, self._after = app, after
        self._scope = {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": [], "client": (of, 1), "server": ("here", 80), "scheme": "http", "root_path": "",
            "http_version": "1.1", "state": {},
        }  # fmt: skip
        self._gone = asyncio.Event()

    def leave(self) -> None:
        """Hang up."""
        self._gone.set()

    async def read(self) -> None:
        """Ask, and take what comes."""
        await self._app(self._scope, self._receive, self._send)

    async def _receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.sent.append(message)
        if message["type"] == "http.response.body":
            waits = self._after(self.parts)
            if waits is not None:
                await waits

    @property
    def parts(self) -> int:
        return sum(one["type"] == "http.response.body" for one in self.sent)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def whole(self) -> bool:
        last = self.sent[-1]
        return last["type"] == "http.response.body" and not last.get("more_body", False)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "PART_BYTES", 100)


def app_of(holder: SnapshotHolder, folder: Path, **settings: Any) -> Any:
    return create_app(folder, holder=holder, settings=replace(PATIENT, **settings))


@pytest.mark.usefixtures("small_parts")
def test_it_is_sent_part_by_part_to_its_end(holder: SnapshotHolder, tmp_path: Path) -> None:
    reading = Reading(app_of(holder, tmp_path), TIES)
    asyncio.run(reading.read())
    assert reading.whole
    assert reading.parts > 10
    assert all(len(one.get("body", b"")) < 200 for one in reading.sent)


@pytest.mark.usefixtures("small_parts")
def test_nothing_is_made_before_it_can_be_sent(
    holder: SnapshotHolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0

    def lines(view: GraphView) -> Iterator[bytes]:
        nonlocal made
        for node in view.nodes():
            made += len(node.id)
            yield node.id.encode()

    one = GraphFormat("lines", "text/plain", "", ".lines", lambda view: iter([Part("x", lines(view))]))
    monkeypatch.setitem(formats.FORMATS, "lines", one)
    app = app_of(holder, tmp_path)

    async def stops_reading() -> None:
        over = asyncio.Event()
        reading = Reading(app, TIES, lambda parts: over.wait() if parts == 2 else None)
        task = asyncio.create_task(reading.read())
        while reading.parts < 2:
            await asyncio.sleep(0)
        for _ in range(100):
            await asyncio.sleep(0)
        sent = sum(len(one.get("body", b"")) for one in reading.sent)
        assert made == sent
        over.set()
        await task
        assert reading.whole

    asyncio.run(stops_reading())


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("why", ["damaged", "ending", "gone", "a defect", "slow"])
def test_what_cannot_be_sent_to_its_end_has_none(
    holder: SnapshotHolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """So that whoever reads it sees that something is missing."""
    app = app_of(holder, tmp_path)
    limits: list[asyncio.Timeout] = []
    limited = asyncio.timeout

    def limit(seconds: float) -> asyncio.Timeout:
        limits.append(limited(seconds))
        return limits[-1]

    monkeypatch.setattr(asyncio, "timeout", limit)

    def disturb(parts: int) -> Any:
        if parts != 3:
            return None
        if why == "damaged":
            monkeypatch.setattr("graph.snapshot.snapshot.Snapshot.check_unharmed", _harmed)
        elif why == "ending":
            app.state.end()
        elif why == "gone":
            reading.leave()
            return asyncio.sleep(0.01)
        elif why == "a defect":
            monkeypatch.setattr(graphs._Making, "next_part", lambda _: 1 // 0)
        else:
            limits[-1].reschedule(0.0)
            return asyncio.Event().wait()
        return None

    reading = Reading(app, TIES, disturb)
    asyncio.run(reading.read())
    assert reading.status == 200
    assert not reading.whole
    assert 3 <= reading.parts <= 4


@pytest.mark.usefixtures("small_parts")
def test_so_many_at_once_and_half_of_them_to_one_address(holder: SnapshotHolder, tmp_path: Path) -> None:
    """Those who are refused wait for nobody; and whoever leaves makes room."""
    app = app_of(holder, tmp_path, exports_at_once=4)

    async def come() -> None:
        over = asyncio.Event()

        def slow(parts: int) -> Any:
            return over.wait() if parts == 1 else None

        first = [Reading(app, TIES, slow, "1") for _ in range(2)]
        tasks = [asyncio.create_task(one.read()) for one in first]
        while not all(one.parts for one in first):
            await asyncio.sleep(0)
        third, other = Reading(app, TIES, of="1"), Reading(app, TIES, of="2")
        await third.read()
        await other.read()
        assert (third.status, other.status, other.whole) == (503, 200, True)
        first += [Reading(app, TIES, slow, "2") for _ in range(2)]
        tasks += [asyncio.create_task(one.read()) for one in first[2:]]
        while not all(one.parts for one in first):
            await asyncio.sleep(0)
        many = [Reading(app, TIES, of=str(number)) for number in range(3, 103)]
        await asyncio.gather(*(one.read() for one in many))
        assert {one.status for one in many} == {503}
        assert all((b"retry-after", b"10") in one.sent[0]["headers"] for one in many)
        over.set()
        await asyncio.gather(*tasks)
        assert all(one.whole for one in first)
        last = Reading(app, TIES, of="1")
        await last.read()
        assert last.whole

    asyncio.run(come())


@pytest.mark.usefixtures("small_parts")
def test_slow_readers_keep_no_thread(holder: SnapshotHolder, tmp_path: Path) -> None:
    """With one thread for everybody, another question is answered while files wait for their readers."""
    app = app_of(holder, tmp_path, threads=1, exports_at_once=4)

    async def come() -> None:
        over = asyncio.Event()
        slow = [Reading(app, TIES, lambda parts: over.wait() if parts == 1 else None, of) for of in "1234"]
        tasks = [asyncio.create_task(one.read()) for one in slow]
        while not all(one.parts for one in slow):
            await asyncio.sleep(0)
        asked = Reading(app, "/ties.svg")
        asked._scope["query_string"] = b"of=alpha"
        await asked.read()
        assert (asked.status, asked.whole) == (200, True)
        over.set()
        await asyncio.gather(*tasks)

    asyncio.run(come())
