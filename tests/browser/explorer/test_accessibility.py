"""axe finds nothing on any page: light and dark, on a phone and on a desk."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ASKER = "energy-cluster-denmark"
PAGES = {
    "home": "/",
    "home of an organisation": f"/?from={ASKER}",
    "answer": f"/ask?market=KR&from={ASKER}",
    "answer for one who is not listed": "/ask?market=JP&country=DK&sectors=energy",
    "answer about a bloc": f"/ask?corridor=asean&from={ASKER}",
    "no answer": f"/ask?market=TV&from={ASKER}",
    "half a question": "/ask?market=KR",
    "refused question": "/ask?market=KR&from=nobody-at-all",
    "organisation": f"/organisation/{ASKER}",
    "agency": "/organisation/kotra",
    "market": "/market/KR",
    "market for an organisation": f"/market/KR?from={ASKER}",
    "small market": "/market/TV",
    "corridor": "/corridor/asean",
    "data": "/data",
    "nowhere": "/nowhere",
    "component": f"/embed?market=KR&from={ASKER}",
    "component's form": "/embed",
}
SCREENS = ((1_400, 900), (320, 640))


@pytest.fixture
def axe() -> Any:
    return pytest.importorskip("axe_playwright_python.sync_playwright").Axe()


def violations(page: "Page", axe: Any) -> list[str]:
    """What axe finds, a line each: rule, and the first elements that break it."""
    found = axe.run(page).response["violations"]
    return [f"{one['id']}: " + "; ".join(node["html"][:200] for node in one["nodes"][:3]) for one in found]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_nothing_stands_in_anybody_s_way(page: "Page", explorer: str, axe: Any, address: str) -> None:
    page.goto(explorer + address)
    page.wait_for_load_state("networkidle")
    found: dict[str, list[str]] = {}
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "it is wider than the screen"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found[f"{width} px, {scheme}"] = violations(page, axe)
    assert {where: said for where, said in found.items() if said} == {}


def test_an_opened_door_opener_stands_in_nobody_s_way(page: "Page", explorer: str, axe: Any) -> None:
    page.goto(f"{explorer}/ask?market=KR&from={ASKER}")
    page.locator("main ol > li button[aria-expanded]").first.click()
    page.wait_for_load_state("networkidle")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(page, axe) == []


def test_a_paper_stands_in_nobody_s_way(page: "Page", explorer: str, axe: Any) -> None:
    """Its own policy lets no script run, nor axe: so what it says is looked at, elsewhere."""
    page.set_content(page.request.get(f"{explorer}/pack?market=KR&from={ASKER}").text())
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert violations(page, axe) == []
