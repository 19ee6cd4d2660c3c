"""What a cluster manager comes for, from the first page in at most three inputs, by keyboard alone and by pointer."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.explorer.ways import IS_FOCUSED, WAYS, Doing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("way", WAYS)]
ME = "Energy Cluster Denmark"
FROM, TO, ASK = "Who asks", "Where to", "Find door openers"


def ask(page: "Page", way: str, market: str, typed: str = "") -> Doing:
    """Ask the question from the first page: two fields and a button."""
    doing = Doing(page, way)
    doing.take(FROM, "energy cluster den", ME)
    doing.take(TO, typed or market, market)
    doing.press(page.get_by_role("button", name=ASK))
    page.get_by_role("heading", level=1, name=f"to {market}").wait_for()
    return doing


@pytest.mark.parametrize(
    ("market", "typed", "opener"),
    [
        ("South Korea", "kor", "Trade Council of Denmark – Seoul"),
        ("Kenya", "KE", "Trade Council of Denmark – Nairobi"),
        ("Brazil", "braz", "Trade Council of Denmark – São Paulo"),
    ],
)
def test_who_opens_doors(reader: "Page", way: str, market: str, typed: str, opener: str) -> None:
    ask(reader, way, market, typed)
    assert reader.get_by_role("heading", level=1).evaluate(IS_FOCUSED)
    assert reader.get_by_role("button", name=opener, exact=True).get_attribute("aria-expanded") == "false"
    assert "from=energy-cluster-denmark" in reader.url


@pytest.mark.parametrize(
    ("typed", "market"), [("UK", "United Kingdom"), ("USA", "United States"), ("Deutschland", "Germany")]
)
def test_a_market_by_another_of_its_names(reader: "Page", way: str, typed: str, market: str) -> None:
    doing = Doing(reader, way)
    doing.go_to(reader.get_by_role("combobox", name=TO, exact=True))
    reader.keyboard.type(typed)
    reader.keyboard.press("Enter")
    reader.wait_for_function(
        "([field, name]) => [...document.querySelectorAll('input')]"
        ".some(input => input.labels[0]?.innerText === field && input.value === name)",
        arg=[TO, market],
    )


def test_what_no_market_is_called_is_said(reader: "Page", way: str) -> None:
    doing = Doing(reader, way)
    doing.go_to(reader.get_by_role("combobox", name=TO, exact=True))
    reader.keyboard.type("Xyzzy")
    reader.locator(".combobox .nothing").wait_for()


def test_who_asks_stays_who_asks(reader: "Page", way: str) -> None:
    doing = Doing(reader, way)
    doing.take(FROM, "energy cluster den", ME)
    doing.take("Find an organisation, market or corridor", "japan", "Japan")
    reader.get_by_role("heading", name=f"Who opens doors to Japan for {ME}").wait_for()


def test_the_same_without_one_partner(reader: "Page", way: str) -> None:
    doing = ask(reader, way, "South Korea")
    partner = "Innovation Centre Denmark Seoul"
    doing.press(reader.get_by_role("button", name=f"Ask further about {partner}").first)
    doing.press(reader.get_by_role("link", name="Without it", exact=True))
    reader.get_by_text(f"gone: {partner}").wait_for()
    assert reader.get_by_role("button", name=partner, exact=True).count() == 0
    assert "avoid=innovation-centre-denmark--seoul" in reader.url
    assert " up" not in (reader.locator(".change").text_content() or ""), "those below only close up"
    reader.go_back()
    reader.get_by_role("button", name=partner, exact=True).wait_for()
    assert reader.locator(".change, .badge").count() == 0, "nobody has changed anything there"
    reader.go_forward()
    reader.get_by_text(f"gone: {partner}").wait_for()
    doing.press(reader.get_by_role("link", name=f"Remove: Without {partner}"))
    reader.get_by_role("button", name=partner, exact=True).wait_for()


def test_who_near_us_works_there_already(reader: "Page", way: str) -> None:
    doing = ask(reader, way, "Japan")
    near = reader.get_by_role("region", name="Through your network")
    opener = near.get_by_role("heading", level=3).first.get_by_role("button")
    doing.press(opener)
    assert opener.get_attribute("aria-expanded") == "true"
    reader.get_by_role("heading", name="Why it counts as being there").wait_for()


def test_a_paper_for_the_board(reader: "Page", way: str) -> None:
    doing = ask(reader, way, "South Korea")
    with reader.context.expect_page() as opened:
        doing.press(reader.get_by_role("link", name="Evidence pack"))
    paper = opened.value
    paper.get_by_text("Trade Council of Denmark – Seoul").first.wait_for()
    assert "/pack?market=KR&from=energy-cluster-denmark" in paper.url


def test_nothing_is_folded_on_paper(reader: "Page", way: str) -> None:
    doing = ask(reader, way, "Japan")
    listed = reader.locator(".row")
    folded = listed.count()
    heading = reader.get_by_role("heading", level=1).inner_text()
    reader.evaluate("dispatchEvent(new Event('beforeprint'))")
    reader.wait_for_function("before => document.querySelectorAll('.row').length > before", arg=folded)
    assert heading.startswith(f"{listed.count()} door openers")
    with reader.context.expect_page() as opened:
        doing.press(reader.get_by_role("link", name="Evidence pack"))
    paper = opened.value
    paper.get_by_role("heading", level=3, name=f"{listed.count()} ").wait_for()


@pytest.mark.parametrize("typed", ["danish energy", "Energiklynge Danmark", "ECD", "energi klynge"])
def test_finding_ourselves(reader: "Page", way: str, typed: str) -> None:
    doing = Doing(reader, way)
    doing.take(FROM, typed, ME)
    assert reader.get_by_role("combobox", name=FROM, exact=True).input_value() == ME


def test_asking_as_one_who_is_not_listed(reader: "Page", way: str) -> None:
    doing = Doing(reader, way)
    doing.take(FROM, "Windmills of Nowhere", "I am not listed")
    assert reader.get_by_role("combobox", name="Where you are based", exact=True).evaluate(IS_FOCUSED)
    sectors = reader.get_by_label("Your sectors").locator("option").all_inner_texts()[1:]
    assert sectors == sorted(sectors, key=str.casefold)
    doing.take("Where you are based", "denm", "Denmark")
    doing.take(TO, "japan", "Japan")
    doing.press(reader.get_by_role("button", name=ASK))
    reader.get_by_role("heading", level=1, name="to Japan").wait_for()
    reader.get_by_text("one who is not listed, in Denmark").first.wait_for()
    assert "country=DK" in reader.url


def test_where_one_is_based_by_the_name_of_the_region(reader: "Page", way: str) -> None:
    """By its name in the reader's language or in its own; nobody knows its code."""
    doing = Doing(reader, way)
    doing.take(FROM, "Windmills of Nowhere", "I am not listed")
    doing.take("Where you are based", "italy", "Italy")
    doing.take("Region", "piemon", "Piedmont")
    doing.take(TO, "japan", "Japan")
    doing.press(reader.get_by_role("button", name=ASK))
    reader.get_by_role("heading", level=1, name="to Japan").wait_for()
    assert "country=IT" in reader.url and "region=IT-21" in reader.url
