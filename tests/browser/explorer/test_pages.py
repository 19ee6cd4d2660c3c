"""The page itself: languages, narrow screens, what a screen reader is told, what is asked of whom."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
KOREA = "/ask?market=KR&from=energy-cluster-denmark"
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
}  # fmt: skip


@pytest.mark.parametrize("address", ["/", KOREA, "/data"])
def test_the_policy_is_as_strict_as_designed(reader: "Page", explorer: str, address: str) -> None:
    response = reader.request.get(explorer + address)
    assert response.status == 200
    assert {part.strip() for part in response.headers["content-security-policy"].split(";")} == POLICY


def test_the_first_page_in_the_order_in_which_it_is_read(reader: "Page") -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    expect(reader.get_by_role("main")).to_match_aria_snapshot(
        """
        - article:
          - heading "Who can open a door for you?" [level=1]
          - paragraph
          - form "Find door openers":
            - combobox "Who asks"
            - button "I am not listed"
            - combobox "Where to"
            - button "Find door openers"
            - group: More conditions
          - region "Questions others ask":
            - heading "Questions others ask" [level=2]
            - list
          - region "What this rests on":
            - heading "What this rests on" [level=2]
        """
    )


def test_another_language_is_another_address(reader: "Page", explorer: str) -> None:
    reader.goto(explorer + KOREA)
    reader.get_by_role("link", name="Deutsch").click()
    reader.get_by_role("heading", level=1, name="Türöffner: Südkorea").wait_for()
    assert "lang=de" in reader.url
    assert reader.locator("html").get_attribute("lang") == "de"
    reader.get_by_role("link", name="OpenDoors", exact=True).click()
    reader.get_by_role("heading", level=1, name="Wer kann Ihnen eine Tür öffnen?").wait_for()


@pytest.mark.parametrize("address", ["/", "/?country=DK", KOREA, f"{KOREA}&open=ulsan-technopark&since=2020-01-01"])
@pytest.mark.parametrize("width", [320, 800, 1400, 2560])
def test_nothing_is_wider_than_the_screen(reader: "Page", explorer: str, address: str, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(explorer + address)
    reader.get_by_role("heading", level=1).wait_for()
    reader.wait_for_load_state("networkidle")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_missing_in_a_question_is_said(reader: "Page") -> None:
    reader.get_by_role("button", name="Find door openers").click()
    reader.get_by_role("alert").filter(has_text="Say who asks").wait_for()


def test_a_field_says_how_many_it_offers_and_closes_by_escape(reader: "Page") -> None:
    box = reader.get_by_role("combobox", name="Where to")
    box.fill("united")
    assert box.get_attribute("aria-expanded") == "true"
    reader.get_by_text("results. Arrow keys choose").wait_for(state="attached")
    box.press("Escape")
    assert reader.get_by_role("option").count() == 0


def test_one_letter_asks_nothing_and_the_last_request_counts(reader: "Page") -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url) if "documentId" in request.url else None)
    box = reader.get_by_role("combobox", name="Who asks")
    box.press_sequentially("kotra")
    reader.get_by_role("option", name="KOTRA – Korea").wait_for()
    assert not any("%22k%22" in url for url in asked)


def test_who_types_fast_and_presses_enter_at_once_takes_the_first(reader: "Page") -> None:
    asker, target = (reader.get_by_role("combobox", name=name, exact=True) for name in ("Who asks", "Where to"))
    asker.press_sequentially("energy cluster denmark")
    asker.press("Enter")  # nothing is found yet
    reader.wait_for_url("**/?from=energy-cluster-denmark")
    target.press_sequentially("KR")
    target.press("Enter")
    target.press("Enter")
    reader.get_by_role("heading", level=1, name="to South Korea").wait_for()


@pytest.mark.parametrize("typed", ["Energiklynge Danmark", "energi klynge"])
def test_who_is_still_there_is_offered_before_who_has_gone(reader: "Page", typed: str) -> None:
    field = reader.get_by_role("combobox", name="Who asks", exact=True)
    field.fill(typed)
    reader.get_by_role("option", name="Energy Cluster Denmark").wait_for()
    offers = reader.get_by_role("listbox", name="Who asks").get_by_role("option").all_inner_texts()
    gone = ["no longer exists" in offer for offer in offers[:-1]]  # the last one is "I am not listed"
    assert offers[0].startswith("Energy Cluster Denmark")
    assert gone == sorted(gone)
    assert any(gone)


def test_where_nothing_stands_beside_the_list_nothing_is_said(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/ask?market=TV&country=DK&sectors=energy")
    reader.get_by_role("button", name="Pacific Trade Invest (Pacific Islands Forum)", exact=True).wait_for()
    assert reader.get_by_role("heading", name="Not in this list").count() == 0
