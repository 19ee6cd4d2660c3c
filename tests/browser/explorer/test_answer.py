"""What can be done with an answer: open it, change the question, compare, suppose, copy, come back to it."""

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.explorer.ways import IS_FOCUSED

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser
KOREA = "/ask?market=KR&from=energy-cluster-denmark"
OPENER = "Ulsan Technopark"


def shown(page: "Page", explorer: str, address: str = KOREA) -> "Page":
    page.goto(explorer + address)
    page.get_by_role("heading", level=1, name="door opener").wait_for()
    return page


def names(page: "Page") -> list[str]:
    """Door openers as they stand in the list."""
    return page.locator(".openers h3").all_inner_texts()


def test_an_opener_opens_to_the_sources_of_each_step_and_escape_returns_to_it(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    row = reader.get_by_role("button", name=OPENER, exact=True)
    row.press("Enter")
    assert row.get_attribute("aria-expanded") == "true"
    step = reader.get_by_role("button", name=re.compile(r"2 facts")).first
    step.press("Enter")
    panel = reader.get_by_role("dialog")
    panel.get_by_role("list", name="Sources").first.wait_for()
    assert panel.get_by_role("link").first.get_attribute("href").startswith("http")  # type: ignore[union-attr]
    reader.keyboard.press("Escape")
    assert panel.count() == 0
    assert step.evaluate(IS_FOCUSED)
    assert parse_qs(urlsplit(reader.url).query)["open"] == ["ulsan-technopark"]


def test_each_opener_shows_its_own_details(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    for row in reader.locator(".openers h3 button").all()[:4]:
        row.click()
        last = reader.locator(".row.open .steps li").last
        last.wait_for()
        assert row.inner_text().split(" ")[0] in last.inner_text()


def test_back_shows_the_former_answer_as_it_was_left(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    before = names(reader)
    menu = reader.get_by_role("button", name=f"Ask further about {OPENER}").first
    menu.click()
    reader.get_by_role("link", name="Only through it").click()
    reader.get_by_role("heading", level=1, name="1 door opener to South Korea").wait_for()
    assert names(reader) == [OPENER]
    reader.route("**/graphql*", lambda route: route.abort())  # nothing is asked for again
    reader.go_back()
    reader.get_by_role("button", name="H2KOREA", exact=True).wait_for()
    assert names(reader) == before
    reader.unroute_all()


def test_a_supposed_tie_tells_the_difference(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    reader.get_by_text("Try something").click()
    reader.get_by_role("combobox", name="Suppose we joined …").fill("cluster of korea h2")
    reader.get_by_role("combobox", name="Suppose we joined …").fill("H2KOREA")
    reader.get_by_role("option", name="H2KOREA").first.click()
    told = reader.get_by_role("region", name="Supposed: a tie between Energy Cluster Denmark and H2KOREA")
    told.get_by_role("rowheader", name=re.compile("^H2KOREA")).wait_for()
    told.get_by_text("nothing is stored").wait_for()


def test_then_and_now_stand_side_by_side(reader: "Page", explorer: str) -> None:
    shown(reader, explorer, f"{KOREA}&since=2020-01-01")
    told = reader.get_by_role("region", name=re.compile("^On .*2020, and now"))
    told.get_by_text("have no dates").wait_for()


def test_openers_side_by_side(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    reader.get_by_role("checkbox", name=f"Compare: {OPENER}").check()
    reader.get_by_role("checkbox", name="Compare: H2KOREA").check()
    table = reader.get_by_role("table")
    table.get_by_role("columnheader", name=re.compile(OPENER)).wait_for()
    common = table.get_by_role("row", name=re.compile("^In common"))
    assert common.get_by_text("Innovation Centre Denmark Seoul").count() == 2


def test_a_copied_link_says_who_is_new_and_who_is_gone(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reader.get_by_role("button", name="Copy link").click()
    reader.get_by_text("Copied.").wait_for()
    link = reader.evaluate("navigator.clipboard.readText()")
    said = parse_qs(urlsplit(link).query)
    assert {"rev", "digest", "seen", "market", "from"} <= set(said)
    reader.goto(link)
    reader.get_by_text("nothing has changed").wait_for()
    other = link.replace("ulsan-technopark", "flanders-food").replace(said["digest"][0], "another")
    reader.goto(other)
    reader.get_by_text(re.compile(f"new: {OPENER} and gone: Flanders")).wait_for()


def test_a_slow_search_says_so_and_can_be_stopped(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    held: list[Route] = []
    reader.clock.install()
    reader.route("**/graphql*", lambda route: held.append(route))  # noqa: PLW0108  # it is marked by the driver
    reader.get_by_role("button", name=f"Ask further about {OPENER}").first.click()
    reader.get_by_role("link", name="Without it", exact=True).click()
    reader.clock.fast_forward(3_500)
    reader.get_by_text("Still searching").wait_for()
    assert OPENER in names(reader)  # the former answer stays
    reader.keyboard.press("Escape")
    reader.get_by_text("Stopped.").wait_for()
    reader.unroute_all()
    reader.get_by_role("button", name="Try again").click()
    reader.get_by_text(f"gone: {OPENER}").wait_for()


def test_an_error_keeps_the_former_answer_under_a_bar(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    refusal = {"errors": [{"message": "It is too much.", "extensions": {"code": "busy", "suggestion": "Ask later."}}]}
    reader.route("**/graphql*", lambda route: route.fulfill(json=refusal))
    reader.get_by_role("button", name=f"Ask further about {OPENER}").first.click()
    reader.get_by_role("link", name="Without it", exact=True).click()
    bar = reader.get_by_role("alert").filter(has_text="It is too much.")
    bar.get_by_text("Ask later.").wait_for()
    assert OPENER in names(reader)
    reader.unroute_all()


def test_a_no_is_diagnosed_with_a_button_for_what_would_help(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/ask?market=KR&from=energy-cluster-denmark&minStrength=0.94")
    reader.get_by_role("heading", level=1, name="No door opener to South Korea").wait_for()
    diagnosis = reader.get_by_role("region", name="Why there is no better answer")
    diagnosis.get_by_role("link", name=re.compile("^Ask without")).click()
    reader.get_by_role("heading", level=1, name="door openers to South Korea").wait_for()


def test_newer_data_offer_themselves_and_swap_nothing(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    before = names(reader)
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url) if "/graphql" in request.url else None)
    reader.route("**/ready", lambda route: route.fulfill(json={"ready": True, "revision": 99_999}))
    reader.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    offer = reader.get_by_role("status").filter(has_text="There are newer data (revision 99999).")
    offer.wait_for()
    assert (names(reader), asked) == (before, [])
    with reader.expect_request("**/graphql*"):
        offer.get_by_role("button", name="Show the newer answer").click()
    reader.get_by_role("button", name=OPENER, exact=True).wait_for()


def test_what_is_written_in_full_is_taken_without_being_chosen(reader: "Page") -> None:
    reader.get_by_role("combobox", name="Where to").press_sequentially("south korea")
    reader.get_by_role("combobox", name="Where to").press("Tab")
    assert reader.get_by_role("combobox", name="Where to").input_value() == "South Korea"


def test_the_link_of_an_outsider_is_the_whole_question(reader: "Page", explorer: str) -> None:
    address = "/ask?market=JP&country=DK&sectors=energy&knows=medicon-valley-alliance"
    shown(reader, explorer, address)
    reader.get_by_role("group", name="Who you are").wait_for()
    assert reader.get_by_role("combobox", name="Where you are based").input_value() == "Denmark"
    reader.get_by_role("button", name="Remove: Medicon Valley Alliance").wait_for()
    picture = reader.get_by_role("group", name="Picture of the routes")
    picture.wait_for()
    assert picture.get_by_role("button").count() > 1


def test_on_a_phone_the_first_door_opener_is_on_the_first_screen(reader: "Page", explorer: str) -> None:
    """The question is folded, and opens with the focus in its first field; on a wide screen it stands open."""
    reader.set_viewport_size({"width": 360, "height": 740})
    shown(reader, explorer)
    box = reader.locator(".openers h3").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 740
    fold, form = reader.get_by_role("button", name="Change the question"), reader.locator("form.question .ends")
    assert not form.is_visible()
    fold.press("Enter")
    form.wait_for()
    reader.wait_for_function("document.activeElement.matches('form.question input')")
    reader.set_viewport_size({"width": 1280, "height": 740})
    shown(reader, explorer)
    assert (form.is_visible(), fold.is_visible()) == (True, False)


def test_what_askers_do_there_themselves_has_source_date_and_confidence(reader: "Page", explorer: str) -> None:
    own = shown(reader, explorer).get_by_role("listitem").filter(has_text="Energy Cluster Denmark serves South Korea")
    told = own.first.inner_text()
    assert "since 2020, last known to hold" in told
    assert "verified at the source" in told
    assert "read 22 Nov 2026" in told
    assert own.first.get_by_role("link").first.get_attribute("href", timeout=1_000)


def test_what_is_inferred_is_marked_and_each_is_called_by_its_form(reader: "Page", explorer: str) -> None:
    shown(reader, explorer)
    row = reader.locator(".openers li.row").filter(has_text="KCCI – Korea Chamber of Commerce and Industry")
    assert row.locator(".what").inner_text() == "chamber of commerce · Seoul, South Korea · partly inferred"


def test_the_german_page_says_what_is_in_english(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}{KOREA}&lang=de")
    reader.get_by_text("Namen der Branchen und Papiere sind bisher auf Englisch").wait_for()
    shown(reader, explorer)
    assert "Englisch" not in reader.locator("footer.shell").inner_text()
