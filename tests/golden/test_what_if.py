"""What if, over the starter data, with the reason for each expected answer; and mergers that really happened."""

from collections.abc import Mapping, Sequence

import pytest

from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.what_if import DoorsIf, what_if
from queries.routing.askers import understand
from queries.routing.constraints import RouteConstraints
from queries.routing.everywhere import doors_everywhere
from queries.routing.opener_changes import OpenerChange
from queries.routing.supposing import Addition, Change, Drop, Merger, suppose
from tests.worlds import STARTER_DAY, Row, snapshot_of, starter_rows

ECD = "energy-cluster-denmark"
HEIRS = (ECD, "food-bio-cluster-denmark", "polymeris", "vegepolys-valley")
"""Danish ones of 2020, French ones of 2019 and 2020."""


@pytest.fixture(scope="module")
def undone(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The starter data, as if these mergers had never been."""
    rows: Mapping[str, Sequence[Row]] = starter_rows()
    gone = {merger.organisation for merger in mergers(*HEIRS)}
    rows = {
        **rows,
        "organisations": [
            {**row, "status": "active", "dissolved": ""} if row["id"] in gone else row for row in rows["organisations"]
        ],
        "relations": [row for row in rows["relations"] if not (_is_merger(row) and row["source"] in gone)],
    }
    return snapshot_of(rows, tmp_path_factory.mktemp("undone"), STARTER_DAY, retrieved=STARTER_DAY)


def mergers(*into: str) -> list[Merger]:
    found = [row for row in starter_rows()["relations"] if _is_merger(row) and row["target"] in into]
    return [Merger(row["source"], row["target"]) for row in found]


def _is_merger(row: Row) -> bool:
    return row["kind"] == "merged_into"


def best_doors(day: Day, asker: str) -> list[tuple[int, int, int]]:
    """Of every market how many door openers there are, the best, and its exact total."""
    doors = doors_everywhere(day, [understand(day, asker)]).markets
    return [(one.count, -1, 0) if one.best is None else (one.count, one.best.node, one.best.total) for one in doors]


@pytest.mark.parametrize("asker", [*HEIRS, "house-of-energy", "cara"])
def test_mergers_that_really_happened(starter: Snapshot, undone: Snapshot, asker: str) -> None:
    """Tried on data without them, they make every market's doors what they are in the data with them."""
    after = suppose(undone.on_day(), mergers(*HEIRS)).day
    assert best_doors(after, asker) == best_doors(starter.on_day(), asker)


def test_what_the_merger_of_2020_brought_energy_cluster_denmark(undone: Snapshot) -> None:
    """Energy Innovation Cluster had been in the ELBE Alliance since 2018: with it the tie to the alliance, which the
    Basque energy cluster runs, is stronger. Nothing else of the three leads to a better door anywhere.
    """
    reach = what_if(undone.on_day(), [ECD], mergers(ECD)).reach
    assert [undone.id_of(one.market) for one in reach.up] == ["ES"]
    (spain,) = reach.up
    assert spain.opener_after is not None
    assert undone.id_of(spain.opener_after) == "elbe-alliance"
    assert (reach.opened, reach.closed, reach.down) == ([], [], [])


def test_what_the_merger_of_2020_brought_polymeris(undone: Snapshot) -> None:
    """Plastipolis had worked with Clusterland Oberösterreich in a project of FP7: a better door to Austria, if weak."""
    reach = what_if(undone.on_day(), ["polymeris"], mergers("polymeris")).reach
    assert [(undone.id_of(one.market), undone.id_of(one.opener_after or -1)) for one in reach.up] == [
        ("AT", "clusterland-ooe")
    ]
    assert reach.down == []


def asked(starter: Snapshot, asker: str, market: str, *changes: Change) -> DoorsIf:
    doors = what_if(starter.on_day(), [asker], changes, market=market).doors
    assert doors is not None
    return doors


def ids(starter: Snapshot, some: list[OpenerChange]) -> list[str]:
    return [starter.id_of(one.organisation) for one in some]


def test_korea_without_kotra(starter: Snapshot) -> None:
    """Its desk in Copenhagen goes with it. Denmark's own two houses in Seoul stay, so little is lost."""
    doors = asked(starter, ECD, "KR", Drop("kotra"))
    assert ids(starter, doors.gone) == ["kotra--copenhagen"]
    assert doors.before.best == doors.after.best
    assert (doors.before.first_doors, doors.after.first_doors) == (7, 6)


def test_korea_without_denmarks_own_houses(starter: Snapshot) -> None:
    """Then KOTRA's desk at home is the best door, and receives it for the clusters there, a little less well."""
    doors = asked(starter, ECD, "KR", Drop("trade-council-denmark--seoul"), Drop("innovation-centre-denmark--seoul"))
    assert ids(starter, doors.gone) == ["trade-council-denmark--seoul", "innovation-centre-denmark--seoul"]
    assert doors.after.best == pytest.approx(0.38, abs=0.005)
    assert doors.after.leaning_on is not None
    assert starter.id_of(doors.after.leaning_on) == "kotra--copenhagen"
    assert doors.after.share > 0.5
    assert "ulsan-technopark" in ids(starter, doors.down)


def test_an_agreement_with_a_korean_cluster(starter: Snapshot) -> None:
    """Jeonbuk Technopark is not of its sector: .6 × .75 × .5, a door more that hangs on nobody else."""
    tie = Addition("mou_with", "food-bio-cluster-denmark", "jeonbuk-technopark")
    doors = asked(starter, "food-bio-cluster-denmark", "KR", tie)
    assert ids(starter, doors.new) == ["jeonbuk-technopark"]
    assert doors.new[0].after == pytest.approx(0.6 * 0.75 * 0.5)
    assert doors.after.independent == doors.before.independent + 1


def test_framo_if_its_cluster_left_the_alliance(starter: Snapshot) -> None:
    """Portugal's sea cluster is then reached by Portugal's agency only, at less than half."""
    doors = asked(starter, "framo", "PT", Drop("gce-ocean-technology", "btca"))
    (forum,) = doors.down
    assert starter.id_of(forum.organisation) == "forum-oceano"
    assert forum.after is not None
    assert forum.before is not None
    assert forum.after < forum.before / 2


def test_the_missing_tie_of_cara(starter: Snapshot) -> None:
    """France's association and Aéro Montréal should meet, says the diagnosis of CARA's "no": then Querétaro opens."""
    networks = frozenset({"member_of", "part_of", "partner_of", "mou_with", "participates_in", "board_seat"})
    tie = [Addition("partner_of", "afpc", "aero-montreal")]
    within = RouteConstraints(relation_kinds=networks)
    doors = what_if(starter.on_day(), ["cara"], tie, market="MX", constraints=within).doors
    assert doors is not None
    assert doors.before.openers == 0
    assert ids(starter, doors.new) == ["aerocluster-queretaro"]


def test_a_merger_across_sectors(starter: Snapshot) -> None:
    """If food took over energy, it would be received for food: wind and hydrogen are no longer whom to meet."""
    doors = asked(starter, ECD, "DE", Merger(ECD, "food-bio-cluster-denmark"))
    assert "renewable-energy-hamburg" in ids(starter, doors.gone)
    assert "steinbeis-europa" in ids(starter, doors.new)
