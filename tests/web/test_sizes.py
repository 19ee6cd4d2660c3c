"""What a first visit loads keeps to its budget: over the committed files, compressed as the server compresses them."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from api.app import COMPRESSION
from api.pages import ADDRESSES, STATIC
from api.preloads import LANGUAGES, SPOKEN, Preloads

KB = 1_000
"""Bytes."""
FIRST_VISIT, SCRIPTS, STYLES, MAP, MESSAGES, COMPONENT = (at_most * KB for at_most in (80, 45, 10, 16, 8, 22))
BUILT = STATIC / "explorer"
ASSETS = BUILT / "assets"
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["'`]\./([^"'`]+\.js)["'`]""")


def size(paths: Iterable[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), COMPRESSION)) for path in paths)


MANIFEST = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
PRELOADS = Preloads(MANIFEST)


def needed(page: str, language: str) -> set[Path]:
    """All that a page loads before it shows anything, and its map."""
    html = BUILT / "index.html"
    named = re.findall(r'"/explorer/(assets/[^"]+)"', html.read_text(encoding="utf-8"))
    assert named
    return {html, *(BUILT / name for name in (*named, *PRELOADS.files(page, language))), *ASSETS.glob("*.svg")}


def told_in(language: str) -> set[Path]:
    """What pages say, and what the model's words are called, in a language."""
    starts = tuple(start.format(language=language) for start in SPOKEN)
    return {BUILT / said["file"] for part, said in MANIFEST.items() if part.startswith(starts)}


def fetched_in_the_end(page: str, language: str) -> set[Path]:
    """Parts of a page, those too that it asks for once it is shown, but no other page."""
    own = tuple(start.format(language=language) for start in SPOKEN)
    left, found = ["index.html", f"src/pages/{page}/index.tsx"], set()
    while left:
        part = left.pop()
        if part in found:
            continue
        found.add(part)
        left += MANIFEST[part].get("imports", ())
        for later in MANIFEST[part].get("dynamicImports", ()):
            is_other = later.startswith(("src/messages/", "src/generated/")) or later.endswith("/index.tsx")
            if later.startswith(own) or not is_other:
                left.append(later)
    return {BUILT / MANIFEST[part]["file"] for part in found}


@pytest.mark.parametrize("page", ADDRESSES.values())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_to_a_page_keeps_to_its_budget(page: str, language: str) -> None:
    whole = needed(page, language)
    scripts = {path for path in whole if path.suffix == ".js"}
    said = told_in(language) & scripts
    assert said
    assert size(scripts - said) <= SCRIPTS
    assert size(said) <= MESSAGES
    assert size(path for path in whole if path.suffix == ".css") <= STYLES
    assert size(whole) <= FIRST_VISIT


@pytest.mark.parametrize("page", ADDRESSES.values())
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_keep_to_their_budget_whatever_a_page_shows(page: str, language: str) -> None:
    """Of a reader who looks at the map beside an answer, or at where one can go, too."""
    said = told_in(language) & fetched_in_the_end(page, language)
    assert told_in(language) & needed(page, language) <= said
    assert size(said) <= MESSAGES


def test_the_map_keeps_to_its_budget() -> None:
    (drawn,) = ASSETS.glob("*.svg")
    assert size([drawn]) <= MAP


def test_the_component_keeps_to_its_budget_and_is_one_file() -> None:
    script = STATIC / "component" / "open-doors.js"
    assert size([script]) <= COMPONENT
    assert not IMPORTED.findall(script.read_text(encoding="utf-8"))


def test_nothing_that_is_built_names_another_place() -> None:
    """Neither fonts nor source maps, nor an address that a page would load from."""
    for folder in ("explorer", "component"):
        for path in (STATIC / folder).rglob("*"):
            assert path.suffix in ("", ".html", ".js", ".css", ".svg", ".json", ".txt"), path
            if path.suffix in (".js", ".css"):
                loaded = re.findall(
                    r"""(?:@import|url\(|sourceMappingURL=|importScripts\()[^)\n]{0,80}""", path.read_text()
                )
                assert not [one for one in loaded if "//" in one], path


def test_the_licences_of_what_is_bundled_stand_beside_it() -> None:
    lock = json.loads((STATIC.parents[1] / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for folder, packages in (("explorer", ("preact", "preact-iso")), ("component", ("preact", "@github/combobox-nav"))):
        said = (STATIC / folder / "LICENSES.txt").read_text(encoding="utf-8")
        for package in packages:
            assert f"{package} {lock[f'node_modules/{package}']['version']}" in said
