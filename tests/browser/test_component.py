"""The component in a partner's page: another origin, a strict policy, nothing of its own around it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from graph.snapshot.snapshot import Snapshot
from tests.browser.conftest import ASKER, listening_socket, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DOCS = Path(__file__).parents[2] / "docs"
WRITTEN_FOR = "http://127.0.0.1:8000"
"""The server that the example page names."""
MARKET = "KR"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


@dataclass(frozen=True)
class Neighbours:
    """A server of ours and a partner's. Both addresses are origins."""

    ours: str
    partner: str


def partner_app(ours: str) -> Starlette:
    """Serves the example page of ``docs/`` under a policy that allows what ``docs/component.md`` says; and a frame."""
    policy = f"default-src 'none'; style-src 'self'; script-src 'self' {ours}; connect-src {ours}; frame-src {ours}"

    async def example(request: Request) -> Response:
        path = DOCS / request.path_params["name"]
        said = path.read_text(encoding="utf-8").replace(WRITTEN_FOR, ours)
        return Response(said, headers={"content-security-policy": policy}, media_type=TYPES[path.suffix])

    async def frame(_request: Request) -> Response:
        said = f'<!doctype html><title>Frame</title><iframe src="{ours}/embed?market={MARKET}&from={ASKER}&lang=de">'
        return HTMLResponse(said, headers={"content-security-policy": policy})

    return Starlette(routes=[Route("/frame", frame), Route("/{name}", example)])


@pytest.fixture(scope="module")
def neighbours(snapshot: Snapshot) -> Iterator[Neighbours]:
    with listening_socket() as (our_socket, ours), listening_socket() as (their_socket, partner):
        settings = Settings(cors_origins=(partner,), embed_origins=(partner,), trusted_only=True)
        app = create_app(snapshot.folder.parent, holder=SnapshotHolder(snapshot), settings=settings)
        with serving(app, our_socket), serving(partner_app(ours), their_socket):
            yield Neighbours(ours, partner)


@dataclass
class Watched:
    """What a page asked for, and complained about."""

    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def watched(page: "Page") -> Watched:
    seen = Watched()
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda said: seen.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return seen


def test_the_example_page_of_another_origin_lists_door_openers_under_a_strict_policy(
    page: "Page", neighbours: Neighbours, watched: Watched
) -> None:
    page.goto(f"{neighbours.partner}/component.html")
    listed = page.locator("open-doors").first
    listed.get_by_role("heading", name="door opener").wait_for()
    first = listed.get_by_role("listitem").first
    assert "⇢" in first.inner_text(), "an office of its own agency needs no tie"
    first.get_by_text("Steps and sources").click()
    assert listed.evaluate("element => getComputedStyle(element).fontFamily").startswith("Georgia")
    name = first.get_by_role("link").first
    chosen = name.inner_text()
    name.click()
    page.get_by_text(f"{chosen} was chosen.").wait_for()
    assert page.url == f"{neighbours.partner}/component.html"
    assert page.context.cookies() == []
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert [url for url in watched.asked if not url.startswith((neighbours.ours, neighbours.partner, "data:"))] == []
    assert watched.complaints == []


def test_what_the_attributes_leave_open_is_asked_for_and_the_keyboard_suffices(
    page: "Page", neighbours: Neighbours, watched: Watched
) -> None:
    page.goto(f"{neighbours.partner}/component.html")
    element = page.locator("open-doors").nth(1)
    element.get_by_label("Market").select_option(MARKET)
    who = element.get_by_role("combobox", name="Who asks")
    who.focus()
    page.keyboard.type("energi")
    element.get_by_role("listbox", name="Who asks").get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("!document.querySelectorAll('open-doors')[1].shadowRoot.querySelector('input:invalid')")
    page.keyboard.press("Enter")
    heading = element.get_by_role("heading", name="door opener")
    heading.wait_for()
    assert heading.evaluate("heading => heading === heading.getRootNode().activeElement")
    assert watched.complaints == []


def test_who_is_still_there_is_offered_before_who_has_gone(page: "Page", neighbours: Neighbours) -> None:
    """As on the page of this server, whatever is most like what is typed."""
    found = [
        {"matchedName": name, "gone": gone, "node": {"id": name, "name": name, "subtitle": "cluster"}}
        for name, gone in (("Former", True), ("First", False), ("Second", False))
    ]
    page.route(
        "**/graphql**",
        lambda route: route.fulfill(
            json={"data": {"search": {"edges": found}}},
            headers={"access-control-allow-origin": "*", "access-control-allow-headers": "*"},
        ),
    )
    page.goto(f"{neighbours.partner}/component.html")
    element = page.locator("open-doors").nth(1)
    element.get_by_role("combobox", name="Who asks").press_sequentially("anything")
    offers = element.get_by_role("listbox", name="Who asks").get_by_role("option")
    offers.first.wait_for()
    assert [offer.split()[0] for offer in offers.all_inner_texts()] == ["First", "Second", "Former"]


def test_attributes_may_change_and_what_fails_is_told(page: "Page", neighbours: Neighbours) -> None:
    page.goto(f"{neighbours.partner}/component.html")
    element = page.locator("open-doors").first
    element.get_by_role("heading", name="door opener").wait_for()
    element.evaluate("element => { element.lang = 'de'; element.setAttribute('from', 'nobody-at-all'); }")
    element.get_by_role("alert").wait_for()
    page.get_by_text("There is no answer: unknown_organisation.").wait_for()
    element.evaluate(f"element => element.setAttribute('from', '{ASKER}')")
    element.get_by_role("heading", name="Türöffner").wait_for()
    element.evaluate("element => element.setAttribute('endpoint', 'http://127.0.0.1:1/graphql')")
    element.get_by_role("button", name="Noch einmal").wait_for()
    page.get_by_text("There is no answer: unreachable.").wait_for()


def test_the_page_for_frames_stands_in_the_partner_s_page(
    page: "Page", neighbours: Neighbours, watched: Watched
) -> None:
    page.goto(f"{neighbours.partner}/frame")
    page.frame_locator("iframe").get_by_role("heading", name="Türöffner").wait_for()
    assert page.frames[1].evaluate("document.documentElement.lang") == "de"
    assert watched.complaints == []


def test_a_server_that_does_not_know_the_component_s_documents_is_sent_them(
    page: "Page", snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api import app as application  # noqa: PLC0415

    nothing: Callable[[Path], Iterator[str]] = lambda _static: iter(())  # noqa: E731
    monkeypatch.setattr(application, "documents_in", nothing)
    app = create_app(snapshot.folder.parent, holder=SnapshotHolder(snapshot))
    with listening_socket() as (listening, address), serving(app, listening):
        page.goto(f"{address}/embed?market={MARKET}&from={ASKER}&lang=en")
        page.get_by_role("heading", name="door opener").wait_for()
