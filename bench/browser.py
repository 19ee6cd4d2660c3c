"""A browser that is here already: none is fetched."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bench.child import NotHereError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str:
    """Where one is.

    Raises:
        NotHereError: none is installed.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise NotHereError(f"No browser is installed: none of {', '.join(BROWSERS)} is on the path.")
    return found


@contextmanager
def opened_browser() -> "Iterator[Browser]":
    """One without a window; it ends afterwards."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
