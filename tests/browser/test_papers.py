"""Pictures and packs as a browser shows them: its own widths of texts, its own policy."""

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from exports.pictures.text_width import width
from tests.browser.conftest import ASKER

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ASKED = f"market=KR&from={ASKER}"
PLACES = """() => [...document.querySelectorAll('text, rect:not(.od-paper)')].map(one => {
  const box = one.getBBox(), said = one.tagName === 'text'
  return { text: said ? one.textContent : '', size: parseFloat(getComputedStyle(one).fontSize),
           bold: getComputedStyle(one).fontWeight >= 600, x: box.x, y: box.y, width: box.width, height: box.height }
})"""


def test_texts_of_a_picture_are_no_wider_than_was_reckoned_and_overlap_nothing(page: "Page", address: str) -> None:
    page.goto(f"{address}/route.svg?{ASKED}")
    places = page.evaluate(PLACES)
    texts = [one for one in places if one["text"]]
    assert len(texts) > 10
    for one in texts:
        assert one["width"] <= width(one["text"], one["size"], bold=one["bold"]), one
    for one, other in combinations(texts, 2):
        apart = (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"] + 3  # a line of text is taller than its signs
            or other["y"] + other["height"] <= one["y"] + 3
        )
        assert apart, (one, other)


def test_colours_follow_the_readers(page: "Page", address: str) -> None:
    page.goto(f"{address}/route.svg?{ASKED}")
    fill = "getComputedStyle(document.querySelector('.od-paper')).fill"
    page.emulate_media(color_scheme="light")
    light = page.evaluate(fill)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(fill) != light
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(fill) == light


@pytest.mark.parametrize("across", [320, 1400])
def test_a_pack_is_read_whole_at_any_width_and_asks_for_nothing(page: "Page", address: str, across: int) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.set_viewport_size({"width": across, "height": 800})
    page.goto(f"{address}/pack?{ASKED}")
    assert page.evaluate("document.documentElement.scrollWidth") <= across
    assert page.get_by_role("heading", level=1).inner_text().startswith("Who can open a door to South Korea")
    assert page.get_by_role("img").count() >= 1
    again = page.get_by_role("link", name="Ask this again.").get_attribute("href") or ""
    assert again.startswith(f"{address}/ask?{ASKED}&")
    page.get_by_role("link", name="Gamma Cluster").first.click()
    assert "#opener-" in page.url
    assert said == []
    assert [one for one in requests if not one.startswith(f"{address}/")] == []
