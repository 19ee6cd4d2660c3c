"""Coverage: what is held of an area beside published estimates; counts against a plain recount."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.coverage import Coverage, coverage
from tests.profiles import draws
from tests.worlds import Row, cluster, organisation, relation, snapshot_of


def estimate(id_: str, region: str, count: int, year: str = "2024", **more: str) -> Row:
    said = {"id": id_, "region": region, "count": str(count), "what": "cluster_organisations", "publisher": "P"}
    return said | ({"year": year} if year else {}) | more


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}, {"id": "food", "name": "Food"}],
    "corridors": [
        {"id": "nordic", "kind": "trade_bloc", "name": "Nordic", "markets": "DK|SE"},
        {"id": "strait", "kind": "supra_market", "name": "Strait"},
        {"id": "capital", "kind": "supra_market", "name": "Capital"},
        {"id": "empty", "kind": "supra_market", "name": "Empty"},
    ],
    "organisations": [
        organisation("dk-energy", sectors="energy", region="DK-84"),
        organisation("dk-food", sectors="food", region="DK-81"),
        cluster("dk-recalled", confidence="recalled", region="DK-81", status="unknown"),
        organisation("dk-closed", sectors="energy", status="closed"),
        organisation("dk-gone", dissolved="2020"),
        organisation("dk-unborn", founded="2030"),
        organisation("dk-company", kind="company", sectors="energy"),
        organisation("se-energy", "SE", sectors="energy"),
        organisation("no-serves", "NO", sectors="energy"),
        organisation("no-active", "NO", sectors="food"),
        organisation("kr-company", "KR", "company"),
        organisation("us-active", "US"),
    ],
    "relations": [
        relation("lies_on", "DK", "strait", region="DK-84"),
        relation("lies_on", "SE", "strait"),
        relation("lies_on", "DK", "capital", region="DK-84"),
        relation("lies_on", "dk-food", "strait"),
        relation("partner_of", "dk-energy", "se-energy", status="current"),
        relation("partner_of", "dk-food", "se-energy", since="2010", until="2012"),
        relation("serves", "no-serves", "DK", status="current"),
        relation("active_in", "no-active", "SE", status="current"),
        relation("active_in", "kr-company", "SE", status="current"),
        relation("active_in", "us-active", "SE", status="current"),
    ],
    "estimates": [
        estimate("dk-all", "DK", 4), estimate("dk-few", "DK", 2, "2025"),
        estimate("dk-energies", "DK", 2, sector="energy"), estimate("dk-foods", "DK", 2, sector="food"),
        estimate("nordic-all", "nordic", 8), estimate("nordic-regional", "nordic", 90, what="regional_clusters"),
        estimate("capital-all", "capital", 2), estimate("no-one", "NO", 2),
        estimate("kr-none", "KR", 0), estimate("europe-all", "europe", 60),
        estimate("world-all", "world", 50, "2010"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("coverage"))


def beside(world: Snapshot, answer: Coverage) -> dict[str, float | str | None]:
    """Estimates in order, with the share or why there is none."""
    return {world.id_of(one.estimate): one.share if one.why_not is None else one.why_not for one in answer.estimates}


def elsewhere(world: Snapshot, answer: Coverage) -> list[str]:
    return [world.id_of(one) for one in answer.elsewhere]


def test_a_country_beside_its_estimates(world: Snapshot) -> None:
    answer = coverage(world.on_day(), "denmark")
    assert (answer.area, answer.market, answer.corridor, answer.sector) == ("DK", world.find("DK"), None, None)
    holding = answer.holding
    # neither closed nor dissolved nor founded later; the one of unknown status lives; an ended tie is none
    assert (holding.held, holding.unconfirmed, holding.untied, holding.sector_unknown) == (3, 1, 2, None)
    assert beside(world, answer) == {
        "dk-few": "more_held", "dk-all": 3 / 4, "dk-energies": "one_sector", "dk-foods": "one_sector",
    }  # fmt: skip
    assert [one.sentence for one in answer.estimates][
        1
    ] == "3 are held, 75% of the number that it counts, 4; nobody has matched them."
    assert (answer.countries, answer.country_count, answer.blank_count) == ([], 0, 0)
    assert (elsewhere(world, answer), answer.elsewhere_count) == (["no-serves"], 1)
    assert (answer.wider, answer.no_share) == (["europe", "nordic", "world"], None), "not the region of a part of it"


def test_of_a_sector(world: Snapshot) -> None:
    answer = coverage(world.on_day(), "DK", sector="energy")
    assert (answer.holding.held, answer.holding.sector_unknown) == (1, 1)
    assert beside(world, answer) == {"dk-few": "all_sectors", "dk-all": "all_sectors", "dk-energies": 1 / 2}
    assert elsewhere(world, coverage(world.on_day(), "nordic", sector="food")) == ["no-active"]


def test_a_bloc_and_its_countries(world: Snapshot) -> None:
    answer = coverage(world.on_day(), "nordic")
    assert (answer.area, answer.market, answer.corridor) == ("nordic", None, world.find("nordic"))
    assert beside(world, answer) == {"nordic-all": 4 / 8, "nordic-regional": "regional_clusters"}
    said = [(world.id_of(one.market), one.whole, one.holding.held) for one in answer.countries]
    assert said == [("DK", True, 3), ("SE", True, 1)]
    assert [world.id_of(one.estimate) for one in answer.countries[0].estimates][:2] == ["dk-few", "dk-all"]
    assert elsewhere(world, answer) == ["no-serves", "no-active", "us-active"], "most present first; a company is none"


def test_a_region_of_parts_of_countries(world: Snapshot) -> None:
    """Of Denmark only the capital's region, and who lies on it from elsewhere in Denmark; all of Sweden."""
    answer = coverage(world.on_day(), "strait")
    said = [(world.id_of(one.market), one.whole, one.holding.held) for one in answer.countries]
    assert said == [("DK", False, 2), ("SE", True, 1)]
    assert [one.why_not for one in answer.countries[0].estimates] == ["wider_area"] * 4
    assert elsewhere(world, answer) == ["no-active", "us-active"], "serving Denmark is not being in a region of it"
    assert answer.no_share == "No published estimate of this area is known."
    assert answer.wider == ["europe", "nordic", "world"]


def test_europe_and_the_world(world: Snapshot) -> None:
    answer = coverage(world.on_day(), " Europe ")
    assert (answer.area, answer.market, answer.corridor) == ("europe", None, None)
    assert (answer.holding.held, beside(world, answer), answer.wider) == (6, {"europe-all": 0.1}, ["world"])
    assert (answer.country_count, answer.blank_count) == (53, 50)
    assert [world.id_of(one.market) for one in answer.countries[:4]] == ["DK", "NO", "SE", "AD"]
    everywhere = coverage(world.on_day(), "world")
    assert (beside(world, everywhere), everywhere.elsewhere_count) == ({"world-all": "old"}, 0)
    assert everywhere.no_share == "What is held can be compared with none of the published estimates of this area."


def test_to_what_it_leans(world: Snapshot, tmp_path: Path) -> None:
    """Beside the estimates of one publisher and year alone; others count something else."""
    where = [organisation(f"o{at}", country) for at, country in enumerate(("DK", "SE", "NO", "KR"))]
    pair = [estimate("e", "europe", 3000, "2022"), estimate("w", "world", 8000, "2022")]
    odd = [estimate("e", "europe", 3000, "2022"), estimate("w", "world", 8000, "2022", publisher="Q")]
    told = []
    for at, estimates in enumerate((pair, odd)):
        (tmp_path / str(at)).mkdir()
        rows = {"organisations": where, "estimates": estimates}
        told.append(coverage(snapshot_of(rows, tmp_path / str(at)).on_day(), "KR").bias)
    held = "Of 4 cluster organisations held in all 75% are in Europe"
    assert told == [
        f"{held}; of those that P counts, 2022, 38% are.", f"{held}; nobody on record publishes both numbers.",
    ]  # fmt: skip
    assert coverage(world.on_day("1900"), "DK").bias == coverage(world.on_day("1900"), "world").bias
    (tmp_path / "none").mkdir()
    nothing = snapshot_of({"organisations": [organisation("firm", kind="company")]}, tmp_path / "none").on_day()
    assert coverage(nothing, "KR").bias == "No cluster organisation is held anywhere."


def test_on_another_day(world: Snapshot) -> None:
    answer = coverage(world.on_day("2019"), "DK")
    assert answer.holding.held == 4, "the one that was dissolved in 2020"
    assert set(beside(world, answer).values()) == {"later", "one_sector"}


def test_where_there_is_nothing(world: Snapshot) -> None:
    answer = coverage(world.on_day(), "empty")
    assert (answer.holding.held, answer.countries, answer.estimates, answer.elsewhere) == (0, [], [], [])
    assert answer.wider == [], "what holds nothing lies nowhere"
    assert coverage(world.on_day(), "KR").holding.held == 0


def test_all_that_is_counted_is_held(world: Snapshot) -> None:
    assert beside(world, coverage(world.on_day(), "NO")) == {"no-one": 1.0}
    assert beside(world, coverage(world.on_day(), "KR")) == {"kr-none": 1.0}


@pytest.mark.parametrize(
    ("area", "code", "near"),
    [
        ("denmrk", "unknown_market", "DK"), ("nordc", "unknown_corridor", "nordic"),
        ("dk-energy", "not_a_corridor", ""), ("congo", "ambiguous_market", ""), ("", "unknown_market", ""),
        ("Atlantis", "unknown_market", ""),
    ],
)  # fmt: skip
def test_an_unknown_area(world: Snapshot, area: str, code: str, near: str) -> None:
    with pytest.raises(InputError) as refused:
        coverage(world.on_day(), area)
    assert (refused.value.code, refused.value.where) == (code, "area")
    assert near in " ".join(refused.value.nearest)


def test_what_else_is_refused(world: Snapshot) -> None:
    with pytest.raises(InputError) as refused:
        coverage(world.on_day(), "DK", sector="enrgy")
    assert (refused.value.code, refused.value.nearest) == ("unknown_sector", ("energy",))
    for first in (0, 101):
        with pytest.raises(LimitError):
            coverage(world.on_day(), "DK", first=first)
    answer = coverage(world.on_day(), "nordic", first=1)
    assert [len(some) for some in (answer.countries, answer.estimates, answer.elsewhere)] == [1, 1, 1]
    assert (answer.country_count, answer.estimate_count, answer.elsewhere_count) == (2, 2, 3)


MARKETS = ("DK", "SE", "NO", "JP")
AREAS = {"DK": {"DK"}, "nordic": {"DK", "SE"}, "europe": {"DK", "SE", "NO"}, "world": set(MARKETS)}
Drawn = tuple[str, str, str, str, str, str | None]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(MARKETS),
            st.sampled_from(("cluster", "cluster", "company")),
            st.sampled_from(("active", "unknown", "closed")),
            st.sampled_from(("", "energy", "food", "energy|food")),
            st.sampled_from(("verified", "imported", "recalled", "inferred")),
            st.sampled_from((None, *MARKETS)),
        ),
        max_size=12,
    ),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.booleans()), max_size=6),
    st.sampled_from((None, "energy")),
)
@settings(max_examples=draws(60))
def test_against_a_recount(drawn: list[Drawn], pairs: list[tuple[int, int, bool]], sector: str | None) -> None:
    """Counted again over the rows, by what the definition says."""
    rows: dict[str, list[Row]] = {"sectors": ROWS["sectors"], "corridors": ROWS["corridors"][:1], "organisations": []}
    rows["relations"] = []
    tied = set()
    for at, (country, kind, status, sectors, confidence, serves) in enumerate(drawn):
        rows["organisations"].append(
            cluster(f"o{at:02}", country, sectors, kind=kind, status=status, confidence=confidence)
        )
        if serves is not None:
            rows["relations"].append(relation("serves", f"o{at:02}", serves, status="current"))
    for one, other, ended in pairs:
        if one != other and max(one, other) < len(drawn):
            state = {"since": "2015", "until": "2016"} if ended else {"status": "current"}
            rows["relations"].append(relation("partner_of", f"o{one:02}", f"o{other:02}", **state))
            if not ended and "closed" not in (drawn[one][2], drawn[other][2]):
                tied |= {one, other}
    alive = [at for at, one in enumerate(drawn) if one[1] == "cluster" and one[2] != "closed"]
    of_it = [at for at in alive if sector is None or sector in drawn[at][3].split("|")]
    with tempfile.TemporaryDirectory() as folder:
        day = snapshot_of(rows, Path(folder)).on_day()
        for area, markets in AREAS.items():
            answer = coverage(day, area, sector=sector, first=100)
            there = [at for at in of_it if drawn[at][0] in markets]
            assert answer.holding.held == len(there)
            assert answer.holding.unconfirmed == sum(drawn[at][4] in ("recalled", "inferred") for at in there)
            assert answer.holding.untied == sum(at not in tied for at in there)
            unknown = sum(drawn[at][0] in markets and not drawn[at][3] for at in alive)
            assert answer.holding.sector_unknown == (None if sector is None else unknown)
            from_elsewhere = {f"o{at:02}" for at in of_it if drawn[at][0] not in markets and drawn[at][5] in markets}
            assert {day.snapshot.id_of(one) for one in answer.elsewhere} == from_elsewhere
            if area != "DK":
                held = {day.snapshot.id_of(one.market): one.holding.held for one in answer.countries}
                assert sum(held.values()) == len(there)
                assert all(held.get(code, 0) == sum(drawn[at][0] == code for at in there) for code in markets)
