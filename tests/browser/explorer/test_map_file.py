"""The map that the explorer's pages show: what it holds. It needs no browser."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pycountry

from graph.markets import market_names

EXPLORER = Path(__file__).parents[3] / "web" / "explorer"
MAP = (EXPLORER / "src" / "map" / "world.svg").read_text(encoding="utf-8")
NOT_DRAWN = {"AQ"}
BYTES_AT_MOST = 16_000
"""Of the map as it is sent: the design's budget."""


def test_each_market_is_drawn_once_but_for_those_that_the_page_names() -> None:
    drawn = Counter(re.findall(r'<(?:path|circle) id="([^"]+)"', MAP))
    assert set(drawn) == set(market_names()) - NOT_DRAWN
    assert set(drawn.values()) == {1}


def test_a_circle_or_outline_has_a_place_within_the_whole() -> None:
    _, _, width, height = (int(side) for side in re.findall(r'id="world" viewBox="([^"]+)"', MAP)[0].split())
    for x, y in re.findall(r'cx="(\d+)" cy="(\d+)"', MAP):
        assert (0 <= int(x) <= width + 20, 0 <= int(y) <= height + 60) == (True, True)
    assert not re.search(r' d=""', MAP)


def test_its_frames_are_those_that_pages_have_words_for_and_the_whole_world_is_first() -> None:
    words = (EXPLORER / "src" / "messages" / "en" / "map.ts").read_text(encoding="utf-8")
    frames = re.findall(r'<view id="([^"]+)"', MAP)
    assert frames[0] == "world"
    assert all(re.search(rf"'?{frame}'?: '", words) for frame in frames)


def test_it_holds_nothing_that_runs_or_is_fetched() -> None:
    assert set(re.findall(r"<(\w+)", MAP)) == {"svg", "view", "path", "circle"}
    assert not re.search(r"\bon\w+=|href|style", MAP)


def test_it_is_as_small_as_the_budget_says() -> None:
    assert len(gzip.compress(MAP.encode(), 9)) <= BYTES_AT_MOST


def test_numbers_of_countries_are_those_of_iso() -> None:
    codes = json.loads((EXPLORER / "map" / "codes.json").read_text(encoding="utf-8"))
    assert codes == {country.numeric: country.alpha_2 for country in pycountry.countries}
