"""What a person sees instead of a file that cannot be had: why, and what to do."""

from collections.abc import Mapping
from html import escape
from typing import Final

from starlette.responses import Response

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not answered – OpenDoors</title>
<style>body { font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
<main><h1>Not answered</h1><p>{message}</p><p><a href="/">Ask another question</a></p></main>
"""


def refusal_page(message: str, status: int, headers: Mapping[str, str]) -> Response:
    """The page that tells a refusal.

    Args:
        message: why, and what to do.
        status: of the response.
        headers: of the response, besides those of such a page.
    """
    said = {"content-security-policy": POLICY} | dict(headers)
    return Response(_PAGE.replace("{message}", escape(message)), status, said, media_type="text/html")
