"""A company's first doors: in which markets, what stands behind them, what it may use, and where to meet whom."""

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.born_global import BornGlobal, born_global
from queries.questions.door_openers import door_openers
from queries.routing.askers import Outsider
from tests.worlds import Row, cluster, organisation, relation, snapshot_of


def service(id_: str, by: str, word: str, whom: str = "sme", markets: str = "") -> Row:
    return {"id": id_, "organisation": by, "service": word, "for_whom": whom, "markets": markets, "fee": "free"}


def programme(id_: str, countries: str = "DK", beneficiaries: str = "company", **more: str) -> Row:
    said = {"id": id_, "kind": "programme", "name": id_, "countries": countries, "beneficiaries": beneficiaries}
    return said | {"status": "active"} | more


def event(id_: str, **more: str) -> Row:
    return {"id": id_, "kind": "event", "name": id_} | more


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_} for id_ in ("cross-sector", "energy", "food")],
    "organisations": [
        organisation("me", "DK", "company", sectors="energy"),
        organisation("giant", "DK", "company", sectors="energy", size="large"),
        organisation("abroad", "DK", "company", sectors="energy"),
        cluster("hub", "DK", "energy"), cluster("kitchen", "DK", "food"),
        cluster("k1", "KR", "energy"), cluster("k2", "KR", "energy"), cluster("k3", "KR", "food"),
        *(cluster(f"n{at}", "NO", "energy") for at in range(3)), cluster("s1", "SE", "food"),
        cluster("gone", "NO", "energy", status="closed"),
        organisation("home", "DK", "trade_agency", form="trade_promotion"),
        *(organisation(f"home--{code.lower()}", code, "trade_office", form="trade") for code in ("KR", "NO", "SE")),
        organisation("host", "KR", "trade_agency", form="investment_promotion"),
    ],
    "contexts": [
        programme("home-only"), programme("with-korea", "DK|KR|NO"), programme("many", "DK|FI|IS|SE"),
        programme("two", "DK|FI"), programme("small", "DK", "sme"), programme("elsewhere", "NO"),
        programme("for-clusters", "DK", "cluster"), programme("over", status="closed"), programme("ended", end="2025"),
        programme("late", deadline="2025-12-31"), programme("to-come", start="2027"),
        programme("open", "", "", status=""), programme("said", "NO", "cluster"),
        event("meet-host", month="5", cadence="annual"), event("fair", country="KR", sectors="energy", month="3"),
        event("next", country="KR", sectors="energy", start="2026-02", end="2026-03"),
        event("food-fair", country="KR", sectors="food"), event("past", country="KR", sectors="energy", start="2025"),
        event("far", country="JP", sectors="energy"),
    ],
    "services": [
        service("a-advice", "home", "market_entry_advice"), service("a-place", "home", "location_services"),
        service("b-place", "host", "location_services", "large|investor"), service("b-fairs", "host", "training"),
        service("b-named", "host", "matchmaking", markets="KR"), service("c-investors", "home", "training", "investor"),
        service("d-kitchen", "kitchen", "matchmaking"), service("e-japan", "home", "matchmaking", markets="JP"),
    ],
    "relations": [
        relation("member_of", "me", "hub", status="current"), relation("member_of", "giant", "hub", until="2020"),
        relation("mandated_for", "home", "DK", role="home"), relation("promotes", "host", "KR"),
        *(relation("operates", "home", f"home--{code}") for code in ("kr", "no", "se")),
        relation("partner_of", "kitchen", "k3", status="current"),
        relation("organises", "host", "meet-host"), relation("eligible_for", "me", "said", status="current"),
        relation("serves", "abroad", "KR", status="current"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("born_global"))


def doors(world: Snapshot, answer: BornGlobal) -> list[tuple[str, str]]:
    return [(world.id_of(one.market), world.id_of(one.door.organisation)) for one in answer.doors]


def services(world: Snapshot, answer: BornGlobal) -> list[str]:
    return [world.id_of(one.service) for door in answer.doors for one in door.services]


def programmes(world: Snapshot, answer: BornGlobal) -> list[str]:
    return [world.id_of(one.programme) for one in answer.programmes]


def test_equal_doors_go_by_clusters_of_the_companys_sectors(world: Snapshot) -> None:
    """Offices of the home agency are equally good; three living energy clusters are in Norway, two in Korea, none in
    Sweden: the closed one and those of food do not count.
    """
    answer = born_global(world.on_day(), "me", first=2)
    assert doors(world, answer) == [("NO", "home--no"), ("KR", "home--kr")]
    assert [one.clusters_to_meet for one in answer.doors] == [3, 2]
    assert [[world.id_of(one) for one in door.to_meet] for door in answer.doors] == [["n0", "n1", "n2"], ["k1", "k2"]]
    assert answer.as_good == 1
    assert [world.id_of(tie.organisation) for tie in answer.ties] == ["hub"]


def test_doors_are_those_of_door_openers_and_dealt_out(world: Snapshot) -> None:
    day = world.on_day()
    answer = born_global(day, "me", markets=("NO", "South Korea"), first=5)
    ranked = {
        code: [one.node for one in door_openers(day, ["me"], market=code, first=5).openers] for code in ("KR", "NO")
    }
    dealt = [(code, ranked[code][turn]) for turn in range(5) for code in ("NO", "KR") if turn < len(ranked[code])]
    assert [(world.id_of(one.market), one.door.organisation) for one in answer.doors] == dealt[:5]
    best = door_openers(day, ["me"], market="KR").openers[0]
    first = answer.doors[1].door
    assert (first.score, first.why, first.how, first.tier) == (best.score, best.why, best.how, best.tier)
    assert answer.as_good is None


def test_a_market_without_a_door_says_why(world: Snapshot) -> None:
    answer = born_global(world.on_day(), Outsider("NO", None, ("food",)), markets=("IS", "SE"))
    assert [(world.id_of(one.market), one.sentence[:15]) for one in answer.unopened] == [
        ("IS", "No organisation"), ("SE", "Door openers ar"),
    ]  # fmt: skip
    assert (answer.doors, answer.organisation, answer.ties) == ([], None, [])


def test_where_the_company_is_already_is_no_first_market(world: Snapshot) -> None:
    assert "KR" not in dict(doors(world, born_global(world.on_day(), "abroad")))


def test_services_are_for_this_company_and_this_market(world: Snapshot) -> None:
    """Of the home agency what is for companies, but neither for investors, nor to settle at home, nor in Japan. Of the
    host, what it names Korea for, and to settle there: its training is for its own.
    """
    answer = born_global(world.on_day(), "me", markets=("KR",), first=20)
    told = {world.id_of(one.door.organisation): [world.id_of(s.service) for s in one.services] for one in answer.doors}
    assert told["home--kr"] == ["a-advice"]
    assert told["host"] == ["b-named", "b-place"]
    assert "for small and medium-sized companies; free of charge" in answer.doors[0].services[0].sentence


def test_services_on_the_way_count_and_small_ones_not_for_a_large_company(world: Snapshot) -> None:
    known = born_global(world.on_day(), Outsider("NO", None, ("food",), ("home",)), markets=("KR",))
    assert set(services(world, known)) == {"b-named", "b-place"}, "others' home agency is not one's own"
    cook = born_global(world.on_day(), Outsider("DK", None, ("food",), ("kitchen",)), markets=("KR",), first=20)
    through = next(one for one in cook.doors if world.id_of(one.door.organisation) == "k3")
    assert [world.id_of(one.service) for one in through.services] == ["d-kitchen"]
    large = born_global(world.on_day(), "giant", markets=("KR",), first=20)
    assert services(world, large) == ["b-place"]
    assert large.ties == [], "a membership that is over is no starting point"
    assert "small" not in programmes(world, large)


def test_programmes_with_their_reasons(world: Snapshot) -> None:
    answer = born_global(world.on_day(), "me", markets=("KR",))
    assert programmes(world, answer) == ["home-only", "said", "small", "with-korea", "two", "many", "open"]
    told = {world.id_of(one.programme): one for one in answer.programmes}
    assert told["with-korea"].partners_from == ["KR"]
    assert (told["home-only"].certain, told["small"].certain, told["open"].certain) == (True, False, False)
    assert "whether you are one of these is not on record" in told["small"].sentence
    assert "Whose organisations may apply is not recorded" in told["open"].sentence
    assert "It is on record that you may apply" in told["said"].sentence


def test_meetings_with_whom_stands_behind_the_doors_come_first(world: Snapshot) -> None:
    answer = born_global(world.on_day(), "me", markets=("KR",), first=20)
    assert [world.id_of(one.event) for one in answer.meetings] == ["meet-host", "next", "fair"]
    assert [one.when for one in answer.meetings] == [
        "annual, in May; the next date is not recorded", "from 2026-02 until 2026-03",
        "in March of a year that nobody names",
    ]  # fmt: skip
    assert answer.past_meetings == 1
    assert [world.id_of(one.source) for one in answer.meetings[0].meets] == ["host"]


def test_what_is_refused(world: Snapshot) -> None:
    day = world.on_day()
    with pytest.raises(InputError, match="no company, but a cluster") as refused:
        born_global(day, "hub")
    assert (refused.value.code, refused.value.where) == ("not_a_company", "from")
    for first, markets in ((0, ()), (21, ()), (1, ("KR", "NO"))):
        with pytest.raises(LimitError):
            born_global(day, "me", first=first, markets=markets)
    for market, code in (("Nowhere", "unknown_market"), ("DK", "own_market")):
        with pytest.raises(InputError) as no:
            born_global(day, "me", markets=(market,))
        assert no.value.code == code
    assert len(born_global(day, "me", markets=("KR", "NO", "SE", "DE")).doors) == 4
