"""The picture of the routes is part of the page: opened and pointed at by list, keyboard and pointer."""

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from api.app import create_app
from api.holder import SnapshotHolder
from api.settings import Settings
from tests.browser.conftest import listening_socket, serving
from tests.browser.explorer.ways import IS_FOCUSED
from tests.worlds import cluster, relation, snapshot_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

pytestmark = pytest.mark.browser
ME = "energy-cluster-denmark"
KOREA = f"/ask?market=KR&from={ME}"
ULSAN = "ulsan-technopark"
NAME = "Ulsan Technopark"
LEADS_TO_ULSAN = f"[data-routes~='{ULSAN}']"


@pytest.fixture
def picture(reader: "Page", explorer: str) -> "Locator":
    reader.goto(explorer + KOREA)
    drawn = reader.get_by_role("group", name="Picture of the routes from Energy Cluster Denmark")
    drawn.wait_for()
    return drawn


def opened(page: "Page") -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("open", [])


def test_it_is_what_the_server_draws(picture: "Locator", reader: "Page", explorer: str) -> None:
    alone = reader.get_by_role("link", name="Picture alone").get_attribute("href") or ""
    assert alone.startswith("/route.svg?")
    texts = "all => all.map(one => one.textContent)"
    here = picture.locator("text").evaluate_all(texts)
    reader.goto(explorer + alone)
    assert here == reader.locator("text").evaluate_all(texts)
    reader.goto(explorer)


def test_an_opened_row_dims_all_that_is_not_on_its_way(picture: "Locator", reader: "Page") -> None:
    assert picture.locator(".dimmed").count() == 0
    reader.get_by_role("button", name=NAME, exact=True).press("Enter")
    picture.locator(".dimmed").first.wait_for()
    assert picture.locator(f"{LEADS_TO_ULSAN}.dimmed").count() == 0
    assert picture.locator(LEADS_TO_ULSAN).count() == 5  # three boxes, two lines
    assert picture.locator(f"[data-routes]:not({LEADS_TO_ULSAN}):not(.dimmed)").count() == 0
    reader.get_by_role("button", name=NAME, exact=True).press("Enter")
    picture.locator(".dimmed").first.wait_for(state="detached")


@pytest.mark.parametrize("way", ["hover", "focus"])
def test_a_row_that_is_pointed_at_is_marked(picture: "Locator", reader: "Page", way: str) -> None:
    row = reader.get_by_role("button", name=NAME, exact=True)
    row.hover() if way == "hover" else row.focus()
    picture.locator(".marked").first.wait_for()
    assert picture.locator(".marked").count() == picture.locator(f"{LEADS_TO_ULSAN}.marked").count() == 5


def test_a_box_that_is_pointed_at_marks_its_row(picture: "Locator", reader: "Page") -> None:
    picture.get_by_role("button", name=NAME).hover()
    assert reader.locator(".row.pointed h3").inner_text() == NAME


def test_a_box_opens_its_row_by_pointer(picture: "Locator", reader: "Page") -> None:
    box = picture.get_by_role("button", name=NAME)
    box.click()
    row = reader.get_by_role("button", name=NAME, exact=True).and_(reader.locator("[aria-expanded=true]"))
    reader.wait_for_function(f"document.activeElement.id === 'opener-{ULSAN}'")
    assert row.evaluate(IS_FOCUSED)
    assert box.get_attribute("aria-expanded") == "true"
    assert opened(reader) == [ULSAN]
    box.click()
    reader.wait_for_function("!location.search.includes('open=')")


def test_it_is_one_stop_of_tab_and_arrows_lead_through_it_in_order_of_rank(picture: "Locator", reader: "Page") -> None:
    boxes = picture.get_by_role("button")
    assert boxes.count() == 10
    assert picture.locator("[tabindex='0']").count() == 1
    picture.locator("[tabindex='0']").focus()
    reader.keyboard.press("End")
    assert reader.evaluate("document.activeElement.ariaLabel").startswith("10 ·")
    reader.keyboard.press("Home")
    for key, rank in (("ArrowDown", 2), ("ArrowRight", 3), ("ArrowUp", 2), ("ArrowLeft", 1), ("ArrowUp", 1)):
        reader.keyboard.press(key)
        assert reader.evaluate("document.activeElement.ariaLabel").startswith(f"{rank} ·")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent") == "Enlarge"
    reader.keyboard.press("Shift+Tab")
    reader.keyboard.press("ArrowDown")
    reader.keyboard.press("Enter")
    reader.wait_for_function("document.activeElement.getAttribute('aria-expanded') === 'true'")
    assert reader.evaluate("document.activeElement.tagName") == "BUTTON"
    assert opened(reader) == ["innovation-centre-denmark--seoul"]


def test_on_a_narrow_screen_a_box_leads_back_to_the_list(reader: "Page", explorer: str) -> None:
    reader.set_viewport_size({"width": 390, "height": 800})
    reader.goto(explorer + KOREA)
    reader.get_by_role("button", name="Picture", exact=True).click()
    reader.get_by_role("group", name="Picture of the routes").get_by_role("button", name=NAME).click()
    reader.wait_for_function(f"document.activeElement.id === 'opener-{ULSAN}'")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_opener_that_is_not_among_those_drawn_is_drawn_too(reader: "Page", explorer: str) -> None:
    asked = f"market=SE&from={ME}&first=25"
    *_, last = csv.DictReader(reader.request.get(f"{explorer}/answer.csv?{asked}").text().lstrip("\ufeff").splitlines())
    assert int(last["rank"]) > 10
    reader.goto(f"{explorer}/ask?{asked.removesuffix('&first=25')}&open={last['id']}")
    box = reader.get_by_role("group", name="Picture of the routes").locator("[aria-expanded=true]")
    box.wait_for()
    assert (box.get_attribute("aria-label") or "").startswith(f"{last['rank']} ·")


def test_enlarged_it_is_the_same_and_no_id_is_there_twice(picture: "Locator", reader: "Page") -> None:
    reader.get_by_role("button", name="Enlarge").press("Enter")
    large = reader.get_by_role("dialog", name="Picture")
    large.get_by_role("button", name=NAME).wait_for()
    ids = reader.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    large.get_by_role("button", name=NAME).click()
    reader.wait_for_function(f"document.activeElement.id === 'opener-{ULSAN}'")
    assert large.count() == 0
    assert picture.locator(f"{LEADS_TO_ULSAN}.dimmed").count() == 0


def test_colours_follow_the_reader_as_they_do_alone(picture: "Locator", reader: "Page", explorer: str) -> None:
    alone = explorer + (reader.get_by_role("link", name="Picture alone").get_attribute("href") or "")
    seen = (
        "svg => ['.od-paper', '.od-ink', '.od-faint', '.od-stroke', '.od-asker', '.od-opener'].flatMap(name => {"
        " const said = getComputedStyle(svg.querySelector(name)); return [said.fill, said.stroke] })"
    )
    looks = [
        {"color_scheme": "light"}, {"color_scheme": "dark"}, {"color_scheme": "light", "forced_colors": "active"},
        {"color_scheme": "dark", "forced_colors": "active"},
    ]  # fmt: skip
    here = []
    for look in looks:
        reader.emulate_media(reduced_motion="reduce", **({"forced_colors": "none"} | look))  # type: ignore[arg-type]
        here.append(picture.evaluate(seen))
    reader.goto(alone)
    for look, was in zip(looks, here, strict=True):
        reader.emulate_media(reduced_motion="reduce", **({"forced_colors": "none"} | look))  # type: ignore[arg-type]
        assert reader.locator("svg").evaluate(seen) == was, look
    assert len({str(one) for one in here}) == len(looks)
    reader.goto(explorer)


GROUND = """() => {
  const probe = document.createElement('p')
  probe.style.color = 'Canvas'
  document.body.append(probe)
  const ground = getComputedStyle(probe).color
  probe.remove()
  return ground
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_pictures_and_maps_stand_on_the_reader_s_ground(
    reader: "Page", explorer: str, scheme: str
) -> None:
    reader.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    reader.goto(f"{explorer}/organisation/{ME}")
    ties = reader.get_by_role("img", name="Picture of the strongest ties")
    ties.wait_for()
    ground = reader.evaluate(GROUND)
    assert ties.evaluate("svg => getComputedStyle(svg.querySelector('.od-paper')).fill") == ground
    reader.goto(f"{explorer}/?from={ME}")
    world = reader.get_by_role("img", name="Map of the world")
    world.wait_for()
    assert world.evaluate("svg => getComputedStyle(svg).backgroundColor") == ground
    assert world.evaluate("svg => getComputedStyle(svg.querySelector('.map-none')).fill") == ground


def test_who_wants_no_motion_gets_none(picture: "Locator", reader: "Page") -> None:
    moving = "svg => getComputedStyle(svg.querySelector('[data-routes] > text')).transitionDuration"
    assert picture.evaluate(moving) != "0s"
    reader.emulate_media(reduced_motion="reduce")
    assert picture.evaluate(moving) == "0s"


STRANGE = {
    "script": "<script>document.title = 'taken'</script>",
    "foreignObject": "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>Hello</p></foreignObject>",
    "event": "<rect width='1' height='1' onclick='alert(1)'/>",
    "link": "<a href='https://elsewhere.example/'><text>x</text></a>",
    "image": "<image href='https://elsewhere.example/x.png'/>",
    "reference": "<rect width='1' height='1' fill='url(https://elsewhere.example/x.svg#y)'/>",
    "not whole": "<g>",
}


@pytest.mark.parametrize("inside", STRANGE.values(), ids=STRANGE)
def test_what_no_picture_of_ours_holds_is_not_shown(page: "Page", explorer: str, inside: str) -> None:
    def strange(route: "Route") -> None:
        body = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g>{inside}</g></svg>'
        route.fulfill(body=body, content_type="image/svg+xml")

    page.route("**/route.svg*", strange)
    page.goto(explorer + KOREA)
    page.get_by_text("it is not shown").wait_for()
    assert page.locator(".picture svg").count() == 0
    assert "taken" not in page.title()


def test_without_a_picture_the_list_is_enough(reader: "Page", explorer: str) -> None:
    reader.route("**/route.svg*", lambda route: route.fulfill(status=200, body="<html/>", content_type="text/html"))
    reader.goto(explorer + KOREA)
    reader.get_by_role("button", name=NAME, exact=True).wait_for()
    reader.get_by_text("it is not shown").wait_for()


def test_where_nobody_opens_a_door_what_is_missing_is_an_image(page: "Page", tmp_path: Path) -> None:
    rows = {
        "organisations": [cluster("me"), cluster("friend", "DE"), cluster("korean", "KR"), cluster("seoul", "KR")],
        "relations": [
            relation("partner_of", "me", "friend", status="current"),
            relation("partner_of", "korean", "seoul", status="current"),
        ],
    }
    made = snapshot_of(rows, tmp_path / "snapshot")
    app = create_app(tmp_path, holder=SnapshotHolder(made), settings=Settings(deadline_seconds=600))
    with listening_socket() as (listening, served), serving(app, listening):
        page.goto(f"{served}/ask?market=KR&from=me")
        drawn = page.get_by_role("img", name="Picture of the routes from me")
        drawn.wait_for()
        assert drawn.get_by_text("supposed").count() > 0
        assert drawn.locator("[tabindex]").count() == 0
        page.get_by_role("link", name="Try a tie").click()
        page.get_by_role("region", name="Supposed: a tie between").get_by_role("img").nth(1).wait_for()


def test_it_is_printed_with_the_list_and_nothing_is_dim_on_paper(picture: "Locator", reader: "Page") -> None:
    reader.get_by_role("button", name=NAME, exact=True).click()
    picture.locator(".dimmed").first.wait_for()
    ink = "svg => new Set([...svg.querySelectorAll('.od-ink')].map(one => getComputedStyle(one).fill)).size"
    reader.emulate_media(reduced_motion="reduce")
    assert picture.evaluate(ink) == 2
    reader.emulate_media(media="print", reduced_motion="reduce")
    reader.set_viewport_size({"width": 794, "height": 1123})
    assert picture.is_visible()
    assert picture.evaluate(ink) == 1
    assert reader.get_by_text("Ask Innovation Centre Denmark Seoul").first.is_visible()


def test_the_map_dims_the_countries_of_other_ways(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/ask?market=JP&country=DK&sectors=energy&knows=elbe-alliance&open=none")
    reader.get_by_role("button", name="Map", exact=True).click()
    drawn = reader.get_by_role("img", name="Map of where those on the ways are")
    drawn.wait_for()
    places = reader.locator(".places li")
    codes = drawn.locator("[data-code]:has(title)").evaluate_all("all => all.map(e => e.dataset.code)")
    assert codes
    assert drawn.locator(".map-dim").count() == 0
    reader.locator(".openers h3 button").first.click()
    reader.wait_for_function("document.querySelector('.row.open') !== null")
    assert places.count() > 1
    stays = drawn.locator("[data-code=JP], [data-code=DK]")
    assert not stays.evaluate_all("all => all.some(e => e.classList.contains('map-dim'))")
    assert drawn.locator(".map-dim").count() == reader.locator(".places .elsewhere").count()


def test_a_supposed_tie_is_drawn_beside_what_is(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}{KOREA}&add=member_of,{ME},h2korea")
    told = reader.get_by_role("region", name="Supposed: a tie between Energy Cluster Denmark and H2KOREA")
    before, after = (
        told.get_by_role("img", name=f"Energy Cluster Denmark: {when}.") for when in ("Now", "With the tie")
    )
    after.wait_for()
    before.wait_for()
    assert after.get_by_text("0.75 supposed", exact=True).count() == 1
    assert before.get_by_text("supposed").count() == 0
    pack = told.get_by_role("link", name=re.compile("Evidence pack")).get_attribute("href") or ""
    assert "supposed, and stored nowhere" in reader.request.get(explorer + pack).text().lower()
    told.get_by_role("link", name="Close").click()
    told.wait_for(state="detached")
    assert "add=" not in reader.url
