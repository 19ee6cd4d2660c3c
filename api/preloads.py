"""What a page of the explorer needs, told with the page itself: else scripts would ask for each other one by one."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request

BASE: Final = "/explorer/"
ENTRY: Final = "index.html"
LANGUAGES: Final = ("en", "de")
"""Of the explorer; who reads none of them reads the first."""


class Preloads:
    """The parts of the explorer, by Vite's manifest of what it has built.

    Args:
        manifest: source → ``file``, ``imports`` and ``css``.
    """

    def __init__(self, manifest: Mapping[str, Mapping[str, Any]]) -> None:
        self._manifest: Final = manifest
        self._in_page: Final = set(self._needed(ENTRY))
        self.header = cache(self._header)

    @classmethod
    def of(cls, folder: Path) -> "Preloads":
        """Those of a build."""
        return cls(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))

    def files(self, page: str, language: str) -> list[str]:
        """What a page of this name needs in a language beside what its HTML names, as paths within the build."""
        parts = (
            f"src/pages/{page}/index.tsx",
            f"src/messages/{language}/index.ts",
            f"src/generated/words.{language}.json",
        )
        needed = dict.fromkeys(file for part in parts for file in self._needed(part))
        return [file for file in needed if file not in self._in_page]

    def _header(self, page: str, language: str) -> str:
        return ", ".join(
            f"<{BASE}{file}>; "
            + ("rel=modulepreload" if file.endswith(".js") else "rel=preload; as=style; crossorigin")
            for file in self.files(page, language)
        )

    def _needed(self, part: str) -> Iterator[str]:
        """Files of a part and of all that it imports; some more than once."""
        found, left = {part}, [part]
        while left:
            said = self._manifest[left.pop()]
            yield said["file"]
            yield from said.get("css", ())
            more = [one for one in said.get("imports", ()) if one not in found]
            found.update(more)
            left += more


def language_of(request: Request) -> str:
    """The language in which the explorer will speak: by its address, else by what the browser likes best."""
    said = request.query_params.get("lang")
    if said in LANGUAGES:
        return said
    liked = (one.strip()[:2].lower() for one in request.headers.get("accept-language", "").split(",")[:20])
    return next((one for one in liked if one in LANGUAGES), LANGUAGES[0])
