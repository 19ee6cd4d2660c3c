"""What the component and the pages about it repeat of the rest."""

import re
from base64 import b64encode
from hashlib import sha384
from pathlib import Path

import pytest

from api.pages import STATIC
from graph.markets import market_names

ROOT = Path(__file__).parents[2]
COMPONENT = ROOT / "web" / "component"


def test_the_component_knows_every_market() -> None:
    said = (COMPONENT / "src" / "markets.ts").read_text(encoding="utf-8").partition(";")[0]
    assert " ".join("".join(re.findall(r"'([^']*)'", said)).split()) == " ".join(market_names())


@pytest.mark.parametrize("page", ["component.md", "component.html"])
def test_the_hash_that_pages_give_is_the_script_s(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    digest = sha384((STATIC / "component" / "open-doors.js").read_bytes()).digest()
    assert re.findall(r'integrity="([^"]*)"', text) == [f"sha384-{b64encode(digest).decode()}"]


def test_every_part_and_variable_that_the_component_has_is_in_its_page() -> None:
    page = (ROOT / "docs" / "component.md").read_text(encoding="utf-8")
    sources = "".join(path.read_text(encoding="utf-8") for path in (COMPONENT / "src").glob("*.*"))
    parts = set(re.findall(r'\bpart="([\w-]+)"', sources))
    variables = set(re.findall(r"var\((--open-doors-\w+)", sources))
    assert parts
    assert variables
    assert {name for name in parts | variables if f"`{name}`" not in page} == set()
