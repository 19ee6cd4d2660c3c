"""What is rare in random worlds: each rule by which all markets at once could differ from one market by itself."""

from pathlib import Path

from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.routing.askers import understand
from queries.routing.everywhere import doors_everywhere
from tests.worlds import Row, organisation, relation, snapshot_of

AGENCY = {"kind": "trade_agency", "form": "trade_and_investment"}


def counts(folder: Path, organisations: list[Row], relations: list[Row]) -> dict[str, int]:
    """Market → its door openers for ``me``, as all markets at once and each by itself tell alike; without none."""
    rows = {
        "organisations": [organisation("me", sectors="energy"), *organisations],
        "relations": relations,
        "sectors": [{"id": "energy", "name": "Energy"}],
        "contexts": [{"id": "fair", "kind": "event", "name": "A Fair"}],
    }
    return _alike(snapshot_of(rows, folder))


def _alike(snapshot: Snapshot) -> dict[str, int]:
    day = snapshot.on_day()
    found = {}
    for one in doors_everywhere(day, [understand(day, "me")]).open:
        code = snapshot.market_code(one.market)
        single = door_openers(day, ["me"], market=code, first=1)
        assert one.best is not None
        assert (one.best.node, one.best.total, one.count) == (
            single.openers[0].node, single.openers[0].total, single.count,
        )  # fmt: skip
        found[code] = one.count
    return found


def current(kind: str, source: str, target: str) -> Row:
    return relation(kind, source, target, status="current")


def test_an_agency_leads_on_in_the_market_where_it_is_located_only(tmp_path: Path) -> None:
    """By two steps and by three; what leads beyond it to another market does not count there."""
    found = counts(
        tmp_path,
        [
            organisation("agency", "KR", kind="trade_agency", form="trade_promotion"),
            organisation("friend", "DE"),
            organisation("ministry", "KR", kind="public_body"),
            organisation("korean", "KR"),
            organisation("other-korean", "KR"),
            organisation("japanese", "JP"),
        ],
        [
            current("partner_of", "me", "agency"),
            current("partner_of", "agency", "korean"),
            current("partner_of", "agency", "japanese"),
            current("partner_of", "me", "friend"),
            current("partner_of", "friend", "ministry"),
            current("partner_of", "ministry", "other-korean"),
        ],
    )
    assert found == {"DE": 1, "KR": 4}


def test_of_equal_ways_the_one_whose_ids_come_first_decides_what_is_a_reception(tmp_path: Path) -> None:
    """An office receives four clusters at .6 × .5, of whom three are ranked; one is known as well by two ties of the
    same worth. It is a reception too if the office stands before the one who knows it, and else none.
    """
    for office, known in (("a-office", 4), ("z-office", 5)):
        folder = tmp_path / office
        folder.mkdir()
        found = counts(
            folder,
            [
                organisation("agency", "DK", **AGENCY),
                organisation(office, "KR", kind="trade_office", form="trade"),
                organisation("mid", "DE", sectors="energy"),
                *(organisation(f"k{at}", "KR", sectors="energy") for at in range(4)),
            ],
            [
                relation("operates", "agency", office),
                relation("mandated_for", "agency", "DK", role="home"),
                current("partner_of", "me", "mid"),
                current("organises", "mid", "fair"),
                current("organises", "k0", "fair"),
            ],
        )
        assert found["KR"] == known, office


def test_a_front_door_that_waits_sees_all_who_stand_before_it(tmp_path: Path) -> None:
    """A supranational agency is ranked only where fewer than three stand before it, whoever they are."""
    door = organisation("union", "BE", **AGENCY)
    promotes = relation("promotes", "union", "KR", role="supranational")
    kinds = ("partner_of", "member_of", "board_seat")
    for others, known in ((2, 3), (3, 3)):
        folder = tmp_path / str(others)
        folder.mkdir()
        korean = [organisation(f"k{at}", "KR") for at in range(others)]
        ties = [current(kind, "me", f"k{at}") for at, kind in zip(range(others), kinds, strict=False)]
        assert counts(folder, [door, *korean], [promotes, *ties])["KR"] == known
