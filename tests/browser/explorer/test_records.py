"""Pages of organisations, markets, corridors and the data: dated and sourced facts, what has ended told as past."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.explorer.ways import IS_FOCUSED, WAYS, Doing

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
DENMARK = "Energy Cluster Denmark"
KOTRA = "KOTRA – Korea Trade-Investment Promotion Agency"
ME = "?from=energy-cluster-denmark"
PAGES = (
    "/organisation/energy-cluster-denmark", f"/organisation/kotra{ME}", f"/market/KR{ME}", "/market/TV",
    "/corridor/tent-scandinavian-med", "/corridor/asean", "/data", f"/{ME}",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_wider_than_the_screen(reader: "Page", explorer: str, address: str) -> None:
    reader.goto(explorer + address)
    reader.get_by_role("heading", level=1).wait_for()
    reader.wait_for_load_state("networkidle")
    for width in (320, 800, 1400):
        reader.set_viewport_size({"width": width, "height": 800})
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_an_organisation_with_its_dated_and_sourced_facts(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/organisation/energy-cluster-denmark")
    reader.get_by_role("heading", level=1, name=DENMARK).wait_for()
    reader.get_by_text("Energy Innovation Cluster (former name)").wait_for()
    doors = reader.get_by_role("region", name="Opens doors to")
    japan = doors.get_by_role("listitem").filter(has=reader.get_by_role("link", name="Japan"))
    japan.get_by_text("last known in 2020").wait_for()
    japan.get_by_text("verified at the source").first.click()
    japan.get_by_role("list", name="Sources").get_by_role("link").first.wait_for()
    record = reader.get_by_role("region", name="On record")
    record.get_by_text("took part in inn2POWER (Interreg North Sea Region) until").wait_for()
    record.get_by_text("From its predecessor Energy Innovation Cluster (merged 2020).").first.wait_for()
    reader.get_by_role("region", name="What we do not know about it").get_by_role("listitem").first.wait_for()


def test_a_tie_says_what_makes_it(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/organisation/energy-cluster-denmark")
    ties = reader.get_by_role("region", name="Best tied to")
    first = ties.get_by_role("listitem").filter(has=reader.get_by_role("link", name="ELBE Alliance")).first
    first.get_by_text("Why:").click()
    first.get_by_text("is a member of ELBE Alliance").wait_for()
    drawn = reader.get_by_role("img", name=f"Picture of the strongest ties of {DENMARK}")
    assert drawn.get_by_text("ELBE Alliance").count() > 0
    assert drawn.locator("desc").count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_routes_to_an_organisation(reader: "Page", explorer: str, way: str) -> None:
    reader.goto(f"{explorer}/organisation/kotra")
    reader.get_by_role("heading", level=1, name=KOTRA).wait_for()
    Doing(reader, way).take("Who asks?", "energy cluster den", DENMARK)
    heading = reader.get_by_role("heading", level=2, name=f"Routes from {DENMARK} to {KOTRA}")
    heading.wait_for()
    assert heading.evaluate(IS_FOCUSED)
    assert "from=energy-cluster-denmark" in reader.url
    reader.get_by_text("is there for organisations in Denmark: no introduction is needed").wait_for()


def test_start_from_an_organisation(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/organisation/kotra")
    reader.get_by_role("link", name="Start from it").click()
    reader.get_by_role("heading", level=2, name="Where can you go?").wait_for()
    assert reader.get_by_role("combobox", name="Who asks", exact=True).input_value() == KOTRA


def test_a_page_can_be_cited(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/organisation/kotra{ME}")
    reader.get_by_text("Cite this page").click()
    reader.get_by_text(f"“{KOTRA}”. OpenDoors, revision 1, as of").wait_for()
    reader.get_by_text(f"{explorer}/organisation/kotra", exact=False).wait_for()


@pytest.mark.parametrize("way", WAYS)
def test_a_market_and_who_opens_its_doors_for_me(reader: "Page", explorer: str, way: str) -> None:
    reader.goto(f"{explorer}/market/KR")
    doing = Doing(reader, way)
    doing.take("Who asks?", "energy cluster den", DENMARK)
    reader.get_by_role("link", name="Trade Council of Denmark – Seoul").wait_for()
    doing.press(reader.get_by_role("link", name="The whole answer: 10 door openers"))
    reader.get_by_role("heading", level=1, name="to South Korea").wait_for()


def test_who_is_in_a_market_kind_by_kind(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/market/KR")
    there = reader.get_by_role("region", name="Who is in South Korea")
    there.get_by_role("link", name="H2KOREA").wait_for()
    there.get_by_role("heading", name="innovation office").click()
    there.get_by_role("link", name="Innovation Centre Denmark Seoul").wait_for()
    there.get_by_text("Nobody known there of these kinds: research organisation").wait_for()
    agencies = reader.get_by_role("region", name="Agencies of South Korea")
    agencies.get_by_text("Desks abroad: 102").click()
    agencies.get_by_role("link", name="Copenhagen, Denmark").wait_for()


def test_long_lists_of_a_market_are_folded_and_counted(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/market/DE")
    there = reader.get_by_role("region", name="Who is in Germany")
    clusters = there.get_by_role("group").first.get_by_role("listitem")
    clusters.first.wait_for()
    assert clusters.count() == 5
    there.get_by_role("button", name="Show 45 more").click()
    assert clusters.count() == 50
    there.get_by_text("More on record: 111.").wait_for()
    agencies = reader.get_by_role("region", name="Agencies of Germany").locator("> ul > li")
    assert agencies.count() == 5


def test_one_that_has_gone_leads_to_who_answers_for_it(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/organisation/clean-energi")
    reader.get_by_text("Energy Cluster Denmark answers for CLEAN Energi").wait_for()
    reader.get_by_role("link", name=DENMARK, exact=True).first.click()
    reader.get_by_role("heading", level=1, name=DENMARK, exact=True).wait_for()


def test_what_is_past_in_a_market_is_told_as_past(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/market/KR")
    news = reader.get_by_role("region", name="What is new since")
    news.get_by_text("Business Finland was the operator of Business Finland Seoul until 2025.").wait_for()


def test_a_market_of_which_little_is_known_says_so(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/market/tv")
    reader.get_by_role("heading", level=1, name="Tuvalu").wait_for()
    reader.get_by_text("No agency that is located here is known.").wait_for()
    reader.get_by_text("No living cluster organisation is held.").wait_for()
    reader.get_by_text("Nobody known there of these kinds: cluster").wait_for()


def test_a_corridor_in_order_with_its_gaps(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/corridor/tent-scandinavian-med")
    along = reader.get_by_role("region", name="Along it").get_by_role("listitem")
    along.first.wait_for()
    assert [one.split("\n")[0].split(" ")[0] for one in along.all_inner_texts()][:3] == ["Finland", "Sweden", "Denmark"]
    along.first.get_by_text("cluster 49").wait_for()
    legs = reader.get_by_role("region", name="From market to market")
    gap = legs.get_by_role("listitem").filter(has_text="A gap: nobody joins the two.")
    assert gap.get_by_role("link").all_inner_texts() == ["Italy", "Malta"]


def test_the_data_and_how_scores_come_about(reader: "Page", explorer: str) -> None:
    reader.goto(f"{explorer}/data")
    reader.get_by_role("region", name="Sources and licences").get_by_role("listitem").get_by_text("read on").wait_for()
    row = reader.get_by_role("row").filter(has=reader.get_by_role("rowheader", name="member of", exact=True))
    assert row.get_by_role("cell").all_inner_texts()[:2] == ["0.75", "12 years"]
    reader.get_by_text("2,122 are held, 27% of the number that it counts").wait_for()


@pytest.mark.parametrize(
    ("address", "said", "leads_to"),
    [
        ("/organisation/kotr", "There is no such organisation", "/organisation/kotra"),
        ("/corridor/asea", "There is no such corridor or bloc", "/corridor/asean"),
    ],
)
def test_what_is_not_there_says_what_may_be_meant(
    reader: "Page", explorer: str, address: str, said: str, leads_to: str
) -> None:
    reader.goto(explorer + address)
    reader.get_by_role("heading", level=1, name=said).wait_for()
    assert leads_to in [link.get_attribute("href") for link in reader.get_by_role("main").get_by_role("link").all()]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/organisation/kotra", "Am besten verbunden mit"), ("/market/KR", "Wer in Südkorea ist"),
        ("/corridor/asean", "Seine Märkte"), ("/data", "Wie Werte zustande kommen"), (f"/{ME}", "Wohin kommen Sie?"),
    ],
)  # fmt: skip
def test_in_german(reader: "Page", explorer: str, address: str, heading: str) -> None:
    reader.goto(f"{explorer}{address}{'&' if '?' in address else '?'}lang=de")
    reader.get_by_role("heading", level=2, name=heading).wait_for()
