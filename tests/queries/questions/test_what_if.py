"""What if: the difference that changes make in door openers, reach and resilience."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.questions.what_if import what_if
from queries.routing.supposing import Addition, Drop, Merger
from tests.worlds import Row, cluster, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}],
    "organisations": [
        cluster("me", sectors="energy"), cluster("friend", "DE", "energy"), cluster("other", "DE", "energy"),
        cluster("korean", "KR", "energy"), cluster("seoul", "KR", "energy"), cluster("japanese", "JP", "energy"),
        cluster("far", "KR", "energy"),
    ],
    "relations": [
        relation("partner_of", "me", "friend", status="current"),
        relation("partner_of", "me", "other", status="current"),
        relation("partner_of", "friend", "korean", status="current"),
        relation("member_of", "seoul", "korean", status="current"),
        relation("partner_of", "other", "japanese", status="current"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("what-if"))


def test_a_tie_more(snapshot: Snapshot) -> None:
    """From .36 × .75 by the friend to .6 × .75 by one's own tie; whom the Korean knows comes nearer."""
    answer = what_if(snapshot.on_day(), ["me"], [Addition("partner_of", "me", "korean")], market="KR")
    assert answer.supposed == ["me is a partner of korean."]
    doors = answer.doors
    assert doors is not None
    assert [snapshot.id_of(one.organisation) for one in doors.up] == ["korean", "seoul"]
    assert doors.up[0].before == pytest.approx(0.27)
    assert doors.up[0].after == pytest.approx(0.45)
    assert doors.up[0].why.startswith("You are a partner of korean")
    assert (doors.new, doors.gone, doors.down, doors.unchanged) == ([], [], [], 0)
    assert (doors.before.openers, doors.before.first_doors, doors.before.independent) == (2, 1, 1)
    assert (doors.after.first_doors, doors.after.independent, doors.after.share) == (1, 1, 1.0)
    assert [snapshot.id_of(one.market) for one in answer.reach.up] == ["KR"]
    assert answer.reach.after - answer.reach.before == pytest.approx(0.18, abs=1e-3)


def test_somebody_less(snapshot: Snapshot) -> None:
    """Without the friend nobody leads to Korea; Japan stays, and Germany has the other one."""
    answer = what_if(snapshot.on_day(), ["me"], [Drop("friend")], market="KR")
    doors = answer.doors
    assert doors is not None
    assert [snapshot.id_of(one.organisation) for one in doors.gone] == ["korean", "seoul"]
    assert (doors.after.openers, doors.after.best, doors.after.leaning_on, doors.after.share) == (0, 0.0, None, 0.0)
    assert [snapshot.id_of(one.market) for one in answer.reach.closed] == ["KR"]
    assert answer.reach.unchanged == 2


def test_two_parted(snapshot: Snapshot) -> None:
    answer = what_if(snapshot.on_day(), ["me"], [Drop("friend", "korean")], market="KR")
    assert answer.doors is not None
    assert answer.doors.after.openers == 0
    assert [snapshot.id_of(one.market) for one in answer.reach.closed] == ["KR"]


def test_a_merger(snapshot: Snapshot) -> None:
    """The friend's partner is handed over at .9: .6 × .54 × .75; and the asker may be who merges."""
    answer = what_if(snapshot.on_day(), ["me"], [Merger("friend", "other")], market="KR")
    assert answer.doors is not None
    (korean, *_) = answer.doors.down
    assert snapshot.id_of(korean.organisation) == "korean"
    assert korean.after == pytest.approx(0.6 * 0.54 * 0.75)
    own = what_if(snapshot.on_day(), ["me"], [Merger("me", "other")], market="KR")
    assert own.doors is not None
    assert own.doors.before.openers == own.doors.after.openers == 2


def test_after_the_changes_it_is_what_a_build_gives(snapshot: Snapshot, tmp_path: Path) -> None:
    rows = {**ROWS, "relations": [*ROWS["relations"][1:], relation("mou_with", "far", "other", status="current")]}
    right = snapshot_of(rows, tmp_path)
    after = what_if(
        snapshot.on_day(), ["me"], [Drop("me", "friend"), Addition("mou_with", "other", "far")], market="KR"
    )
    openers = door_openers(right.on_day(), ["me"], market="KR").openers
    assert after.doors is not None
    assert [(one.organisation, one.score) for one in openers] == [
        (one.organisation, one.after) for one in after.doors.new
    ]


def test_what_is_refused(snapshot: Snapshot) -> None:
    day = snapshot.on_day()
    with pytest.raises(InputError) as refused:
        what_if(day, ["me"], [Drop("me")])
    assert (refused.value.code, refused.value.where) == ("asker_gone", "changes")
    with pytest.raises(InputError):
        what_if(day, ["me"], [Drop("friend")], market="KR", corridor="x")
    with pytest.raises(InputError):
        what_if(day, [], [Drop("friend")])
    assert what_if(day, ["me"], [Drop("friend")]).doors is None
