"""What a page of the explorer needs, told with the page itself: else scripts would ask for each other one by one."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request

BASE: Final = "/explorer/"
ENTRY: Final = "index.html"
SPOKEN: Final = ("src/messages/{language}/", "src/generated/words.{language}.")
"""How the parts begin that are words of a language; they are imported when that is known."""
LANGUAGES: Final = ("en", "de")
"""Of the explorer; who reads none of them reads the first."""


class Preloads:
    """The parts of the explorer, by Vite's manifest of what it has built.

    Args:
        manifest: source → ``file``, ``imports`` and ``css``.
    """

    def __init__(self, manifest: Mapping[str, Mapping[str, Any]]) -> None:
        self._manifest: Final = manifest
        self._at_first: Final = self._with_imports(ENTRY)
        self.header = cache(self._header)

    @classmethod
    def of(cls, folder: Path) -> "Preloads":
        """Those of a build."""
        return cls(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))

    def files(self, page: str, language: str) -> list[str]:
        """What a page of this name needs in a language beside what its HTML names, as paths within the build."""
        parts = self._with_imports(f"src/pages/{page}/index.tsx")
        words = tuple(start.format(language=language) for start in SPOKEN)
        for part in [*self._at_first, *parts]:
            for later in self._manifest[part].get("dynamicImports", ()):
                if later.startswith(words):
                    parts |= self._with_imports(later)
        return list(dict.fromkeys(file for part in parts if part not in self._at_first for file in self._files(part)))

    def _header(self, page: str, language: str) -> str:
        return ", ".join(
            f"<{BASE}{file}>; "
            + ("rel=modulepreload" if file.endswith(".js") else "rel=preload; as=style; crossorigin")
            for file in self.files(page, language)
        )

    def _with_imports(self, part: str) -> dict[str, None]:
        """A part, and all that it cannot run without, in the order of finding."""
        found, left = {part: None}, [part]
        while left:
            more = [one for one in self._manifest[left.pop()].get("imports", ()) if one not in found]
            found |= dict.fromkeys(more)
            left += more
        return found

    def _files(self, part: str) -> Iterator[str]:
        yield self._manifest[part]["file"]
        yield from self._manifest[part].get("css", ())


def language_of(request: Request) -> str:
    """The language in which the explorer will speak: by its address, else by what the browser likes best."""
    said = request.query_params.get("lang")
    if said in LANGUAGES:
        return said
    liked = (one.strip()[:2].lower() for one in request.headers.get("accept-language", "").split(",")[:20])
    return next((one for one in liked if one in LANGUAGES), LANGUAGES[0])
