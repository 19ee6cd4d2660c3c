"""Where can you go? The best door of every market, as a table and on a map that say the same."""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
ME = "/?from=energy-cluster-denmark"


@pytest.fixture
def where_to(reader: "Page", explorer: str) -> "Locator":
    reader.goto(explorer + ME)
    region = reader.get_by_role("region", name="Where can you go?")
    region.get_by_role("img", name="Map of the world").wait_for()
    return region


def row(where_to: "Locator", market: str) -> "Locator":
    name = where_to.page.get_by_role("rowheader", name=re.compile(f"^{market}"))
    return where_to.get_by_role("row").filter(has=name)


def rows(where_to: "Locator") -> list[str]:
    return [one.split("\n")[0] for one in where_to.get_by_role("rowheader").all_inner_texts()]


def on_map(where_to: "Locator", code: str) -> "Locator":
    return where_to.locator(f"[data-code={code}]")


def test_every_market_its_score_and_best_opener(where_to: "Locator") -> None:
    where_to.get_by_text("for Energy Cluster Denmark: 52 strong, 143 moderate, 11 weak, 0 without a door.").wait_for()
    assert len(rows(where_to)) == 10
    where_to.get_by_role("button", name="Show all 243 markets").click()
    assert len(rows(where_to)) == 243
    korea = row(where_to, "South Korea")
    assert korea.get_by_role("cell").all_inner_texts()[0] == "0.43"
    korea.get_by_role("link", name="Trade Council of Denmark – Seoul").wait_for()


def test_it_is_sorted_and_filtered_as_the_reader_wishes(where_to: "Locator") -> None:
    assert rows(where_to)[:2] == ["Spain", "Denmark"]
    where_to.get_by_label("Sort by").select_option("name of the market")
    assert rows(where_to)[:2] == ["Afghanistan", "Åland Islands"]
    where_to.get_by_label("Only markets whose name has").fill("KOREA")
    assert rows(where_to) == ["North Korea", "South Korea"]


def test_blank_spots_are_named(where_to: "Locator") -> None:
    where_to.get_by_text("Nobody there, only your agencies at home: 37").click()
    where_to.get_by_role("paragraph").filter(has_text="Central African Republic").wait_for()


def test_the_map_says_in_words_what_the_table_says(where_to: "Locator") -> None:
    title = on_map(where_to, "KR").locator("title").text_content()
    assert title == "South Korea: strong, Trade Council of Denmark – Seoul"
    legend = where_to.get_by_role("list", name="Key").get_by_role("listitem").all_inner_texts()
    assert [said.strip() for said in legend][:4] == ["your own market", "strong", "moderate", "weak"]


def test_the_five_classes_differ_by_more_than_colour(where_to: "Locator") -> None:
    looks = where_to.locator("[data-code]").evaluate_all(
        "all => all.map(e => (e.getAttribute('fill') ?? '').replace(/.*-/, '') + getComputedStyle(e).strokeDasharray)"
    )
    assert len(set(looks)) == 5, set(looks)


def test_the_list_highlights_the_map_and_the_map_the_list(where_to: "Locator") -> None:
    row(where_to, "Spain").hover()
    pointed = where_to.locator(".map-pointed")
    assert pointed.get_attribute("d") == on_map(where_to, "ES").get_attribute("d")
    where_to.get_by_role("button", name="Americas").click()
    on_map(where_to, "BR").hover()
    where_to.locator("tr.pointed").get_by_role("rowheader", name="Brazil").wait_for()


def test_a_market_is_chosen_on_the_map_as_in_the_list(where_to: "Locator") -> None:
    on_map(where_to, "BR").click()
    where_to.page.get_by_role("heading", level=1, name="to Brazil").wait_for()
    assert "from=energy-cluster-denmark" in where_to.page.url
    where_to.page.go_back()
    row(where_to, "Spain").get_by_role("link", name="Spain").click()
    where_to.page.get_by_role("heading", level=1, name="to Spain").wait_for()


def test_frames_are_fixed_and_the_page_scrolls_over_the_map(where_to: "Locator") -> None:
    picture = where_to.get_by_role("img", name="Map of the world")
    whole = picture.get_attribute("viewBox")
    frames = where_to.get_by_role("group", name="Part of the world shown")
    frames.get_by_role("button", name="Europe").click()
    assert picture.get_attribute("viewBox") != whole
    assert frames.get_by_role("button", name="Europe").get_attribute("aria-pressed") == "true"
    picture.hover()
    where_to.page.mouse.wheel(0, 300)
    where_to.page.wait_for_function("scrollY > 0")
    frames.get_by_role("button", name="World").click()
    assert picture.get_attribute("viewBox") == whole


def test_without_a_map_the_list_is_enough(reader: "Page", explorer: str) -> None:
    reader.route("**/*.svg", lambda route: route.fulfill(status=200, body="<svg/>", content_type="image/svg+xml"))
    reader.goto(explorer + ME)
    region = reader.get_by_role("region", name="Where can you go?")
    region.get_by_text("The map could not be fetched.").wait_for()
    assert len(rows(region)) == 10


def test_the_ways_of_an_answer_on_the_map(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/ask?market=KR&from=energy-cluster-denmark")
    beside = reader.get_by_role("group", name="What is shown")
    beside.wait_for()
    assert beside.get_by_role("button").all_inner_texts() == ["Picture", "Map"]
    beside.get_by_role("button", name="Map").click()
    drawn = reader.get_by_role("img", name="Map of where those on the ways are")
    korea = drawn.locator("[data-code=KR] title").text_content()
    assert korea
    assert korea.startswith("South Korea: where to, Trade Council of Denmark – Seoul")
    own = drawn.locator("[data-code=DK] title").text_content()
    assert own
    assert own.startswith("Denmark: who asks")


def test_on_a_narrow_screen_list_picture_and_map_are_shown_one_at_a_time(reader: "Page", explorer: str) -> None:
    reader.set_viewport_size({"width": 390, "height": 800})
    reader.goto(f"{explorer}/ask?market=KR&from=energy-cluster-denmark")
    opener = reader.get_by_role("button", name="Trade Council of Denmark – Seoul", exact=True)
    opener.wait_for()
    assert reader.get_by_role("img").count() == 0
    reader.get_by_role("button", name="Map", exact=True).click()
    reader.get_by_role("img", name="Map of where those on the ways are").wait_for()
    opener.wait_for(state="hidden")
    reader.get_by_role("button", name="List", exact=True).click()
    opener.wait_for()
