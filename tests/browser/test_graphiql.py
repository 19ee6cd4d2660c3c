"""GraphiQL in a real browser: it opens on an example that works, and asks nobody but this server."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_the_first_example_runs_and_nothing_comes_from_elsewhere(page: "Page", address: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/graphiql/")
    page.get_by_text("query DoorOpeners").first.wait_for()
    page.locator("button.graphiql-execute-button").click()
    answer = page.locator(".result-window")
    answer.get_by_text('"doorOpeners"').wait_for()
    answer.get_by_text('"openers"').wait_for()
    assert '"errors"' not in answer.inner_text()
    assert any(url == f"{address}/graphql" for url in asked)
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert elsewhere == []
    assert complaints == []
