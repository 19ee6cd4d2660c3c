"""What a first visit loads keeps to its budget: over the committed files, compressed as the server compresses them."""

import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from api.app import COMPRESSION
from api.pages import STATIC

KB = 1_000
"""Bytes."""
FIRST_VISIT, SCRIPTS, STYLES, MAP, MESSAGES, COMPONENT = (at_most * KB for at_most in (80, 45, 10, 16, 8, 22))
BUILT = STATIC / "explorer"
ASSETS = BUILT / "assets"
PAGES = ("home", "answer", "organisation", "market", "corridor", "data")
LANGUAGES = ("en", "de")
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["'`]\./([^"'`]+\.js)["'`]""")


def size(paths: Iterable[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), COMPRESSION)) for path in paths)


def named(pattern: str) -> list[Path]:
    found = sorted(ASSETS.glob(pattern))
    assert found, f"nothing is called {pattern}: did the build change its names?"
    return found


def with_imports(paths: Iterable[Path]) -> set[Path]:
    """Scripts and all that they load before they run."""
    found, left = set(), set(paths)
    while left:
        found |= left
        left = {ASSETS / name for path in left for name in IMPORTED.findall(path.read_text(encoding="utf-8"))} - found
    return found


def scripts_of(page: str) -> set[Path]:
    html = (BUILT / "index.html").read_text(encoding="utf-8")
    first = [ASSETS / name for name in re.findall(r'"/explorer/assets/([^"]+\.js)"', html)]
    assert first
    return with_imports([*first, *named(f"{page}-*.js")])


def messages_of(language: str) -> list[Path]:
    return [*named(f"{language}-*.js"), *named(f"words.{language}-*.js")]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_to_a_page_keeps_to_its_budget(page: str, language: str) -> None:
    scripts, messages = scripts_of(page), messages_of(language)
    assert size(scripts) <= SCRIPTS
    whole = {BUILT / "index.html", *scripts, *messages, *named("*.css"), *ASSETS.glob("*.svg")}
    assert size(whole) <= FIRST_VISIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_keep_to_their_budget(language: str) -> None:
    assert size(messages_of(language)) <= MESSAGES


def test_styles_and_map_keep_to_their_budgets() -> None:
    assert size(named("*.css")) <= STYLES
    assert size(ASSETS.glob("*.svg")) <= MAP


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
                loaded = re.findall(r"""(?:@import|url\(|sourceMappingURL=|importScripts\()[^)\n]{0,80}""", path.read_text())
                assert not [one for one in loaded if "//" in one], path


def test_the_licences_of_what_is_bundled_stand_beside_it() -> None:
    lock = json.loads((STATIC.parents[1] / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for folder, packages in (("explorer", ("preact", "preact-iso")), ("component", ("preact", "@github/combobox-nav"))):
        said = (STATIC / folder / "LICENSES.txt").read_text(encoding="utf-8")
        for package in packages:
            assert f"{package} {lock[f'node_modules/{package}']['version']}" in said
