"""The explorer over the starter data, in a browser: as somebody meets it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from bench.browser import opened_browser
from bench.tasks.given import Given
from bench.tasks.http import MARKETS, starter_server

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, CDPSession, Page

ASKER: Final = "energy-cluster-denmark"
SCREEN: Final[Any] = {"width": 1_400, "height": 900}
PHONE: Final[Any] = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75, "is_mobile": True}
SLOW_NETWORK: Final = {
    "offline": False, "latency": 150, "downloadThroughput": 1_638_400 // 8, "uploadThroughput": 750_000 // 8,
}  # fmt: skip
SLOWER_PROCESSOR: Final = 4
"""Lighthouse's preset for phones: so many ms there and back, bytes a second, and times as slow."""
LIST: Final = "main ol > li"
FROM_ENTER: Final = f"""() => {{
  let began = 0;
  window.firstList = new Promise((told) => {{
    addEventListener('keydown', (event) => {{ if (event.key === 'Enter') began = performance.now(); }}, true);
    new MutationObserver((_, observer) => {{
      if (!began || location.pathname !== '/ask' || !document.querySelector('{LIST}')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => told(performance.now() - began)));
    }}).observe(document, {{ childList: true, subtree: true }});
  }});
}}"""
"""Notes in the page when Enter is pressed, and tells how long it was until the first list had been painted."""
LARGEST: Final = """() => new Promise((told) => new PerformanceObserver((list) =>
  told(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))"""


def first_list(given: Given) -> Iterator[float | str]:
    """From Enter in the filled-in form of the first page to the first list, each time in a page opened anew."""
    with starter_server() as (address, _), opened_browser() as browser:
        page = browser.new_page(viewport=SCREEN)
        for turn in range(-len(MARKETS), given.count):  # each market once before, so that no bound is made meanwhile
            page.goto(f"{address}/?from={ASKER}&market={MARKETS[turn % len(MARKETS)]}")
            page.wait_for_load_state("networkidle")
            page.evaluate(FROM_ENTER)
            page.locator("form button[type=submit]").last.focus()
            page.keyboard.press("Enter")
            took = page.evaluate("window.firstList")
            if turn >= 0:
                yield took


def largest_paint(given: Given) -> Iterator[float | str]:
    """The largest paint of the first page on a phone on a slow network, that has never been there."""
    with starter_server() as (address, _), opened_browser() as browser:
        for turn in range(-1, given.count):
            context = browser.new_context(**PHONE)
            page = context.new_page()
            _session(context, page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
            page.goto(f"{address}/")
            page.wait_for_load_state("networkidle")
            took = page.evaluate(LARGEST)
            context.close()
            if turn >= 0:
                yield took


def first_visit(given: Given) -> Iterator[float | str]:
    """Kilobytes that the first page loads, as they come over the line, headers included."""
    with starter_server() as (address, _), opened_browser() as browser:
        for _turn in range(given.count):
            context = browser.new_context(viewport=SCREEN)
            page = context.new_page()
            received: list[float] = []
            session = _session(context, page)
            session.on("Network.loadingFinished", lambda event, to=received: to.append(event["encodedDataLength"]))
            page.goto(f"{address}/")
            page.wait_for_load_state("networkidle")
            context.close()
            yield sum(received) / 1_000


def _session(context: "BrowserContext", page: "Page") -> "CDPSession":
    """Speaks to the browser of one page, whose network is slow."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    return session
