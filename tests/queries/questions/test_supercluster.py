"""Members, parts, hubs, strategy and corridors of a network, in a small world."""

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.supercluster import Membership, Supercluster, supercluster
from queries.reading.pairs import MEMBER_KINDS, PART_KINDS
from tests.worlds import Row, cluster, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "energy"}],
    "corridors": [{"id": "road", "kind": "transport_corridor", "name": "road"},
                  {"id": "rail", "kind": "transport_corridor", "name": "rail"}],
    "organisations": [
        cluster("super", form="supercluster"), cluster("old-super", status="merged"), cluster("world-net"),
        *(cluster(id_) for id_ in ("m1", "m2", "m3", "p1", "p2", "hub", "heir")),
        cluster("gone-with-heir", status="merged"), cluster("gone", status="closed"), cluster("office"),
    ],
    "priorities": [
        {"id": "a-past", "organisation": "super", "name": "past", "since": "2019", "until": "2023"},
        {"id": "b-now", "organisation": "super", "name": "now", "since": "2024", "until": "2028", "sectors": "energy",
         "markets": "KR|JP", "source_url": "https://example.org/strategy", "confidence": "verified"},
        {"id": "c-open", "organisation": "super", "name": "open", "since": "2025"},
        {"id": "d-undated", "organisation": "super", "name": "undated"},
        {"id": "e-next", "organisation": "super", "name": "next", "since": "2027"},
        {"id": "f-inherited", "organisation": "old-super", "name": "inherited", "since": "2020"},
    ],
    "relations": [
        relation("merged_into", "old-super", "super", since="2021"),
        relation("merged_into", "gone-with-heir", "heir", since="2022"),
        relation("member_of", "m1", "super", since="2020", status="current"),
        relation("member_of", "m2", "super", since="2015", until="2019"),
        relation("member_of", "m3", "super", since="2015", until="2018"),
        relation("member_of", "m3", "super", since="2022"),
        relation("member_of", "gone-with-heir", "super", since="2018"),
        relation("member_of", "gone", "super", since="2016"),
        relation("member_of", "p1", "old-super", since="2017"),
        relation("member_of", "m1", "world-net"),
        relation("member_of", "super", "world-net", since="2021"),
        relation("part_of", "p1", "super", since="2021"),
        relation("part_of", "p2", "super", since="2027"),
        relation("part_of", "hub", "super", role="hub"),
        relation("operates", "super", "office"),
        relation("lies_on", "super", "rail", name="Aalborg"),
        relation("lies_on", "m1", "road"),
        relation("lies_on", "p1", "road"),
        relation("lies_on", "world-net", "road"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("super"))


@pytest.fixture(scope="module")
def answer(world: Snapshot) -> Supercluster:
    return supercluster(world.on_day(), "super")


def told(world: Snapshot, several: list[Membership]) -> list[tuple[str, str]]:
    return [(world.id_of(one.organisation), one.status) for one in several]


def test_which_kinds_say_that_one_belongs_to_another() -> None:
    assert (MEMBER_KINDS, PART_KINDS) == (("member_of",), ("part_of",))


def test_members_by_id_with_those_inherited_and_ended_apart(world: Snapshot, answer: Supercluster) -> None:
    assert told(world, answer.members) == [("heir", "unknown"), ("m1", "current"), ("m3", "unknown"), ("p1", "unknown")]
    assert told(world, answer.ended_members) == [("gone", "ended"), ("m2", "ended")]
    assert (answer.member_count, answer.ended_member_count) == (4, 2)
    again = answer.members[2]
    assert (again.since, again.until, len(again.relations)) == ("2015", None, 2)
    assert (answer.ended_members[1].since, answer.ended_members[1].until) == ("2015", "2019")


def test_parts_hubs_and_where_it_belongs_itself(world: Snapshot, answer: Supercluster) -> None:
    assert told(world, answer.parts) == [("hub", "unknown"), ("p1", "unknown")]
    assert told(world, answer.hubs) == [("hub", "unknown"), ("office", "unknown")]
    assert told(world, answer.belongs_to) == [("world-net", "unknown")]


def test_priorities_with_their_state_on_the_day(world: Snapshot, answer: Supercluster) -> None:
    said = [(world.id_of(one.priority), one.status, one.current) for one in answer.priorities]
    assert said == [
        ("c-open", "unknown", True), ("b-now", "current", True), ("f-inherited", "unknown", True),
        ("d-undated", "unknown", True), ("e-next", "upcoming", False), ("a-past", "ended", False),
    ]  # fmt: skip
    now = answer.priorities[1]
    assert (now.since, now.until, now.markets) == ("2024", "2028", ["KR", "JP"])
    assert [world.id_of(node) for node in now.sectors] == ["energy"]
    assert now.record["statements"][0]["url"] == "https://example.org/strategy"
    assert world.id_of(answer.priorities[2].holder) == "old-super"


def test_on_an_earlier_day(world: Snapshot) -> None:
    then = supercluster(world.on_day("2018"), "super")
    assert told(world, then.members) == [("gone-with-heir", "unknown"), ("m2", "current"), ("m3", "current")]
    # a status of closed without a date: gone always
    assert told(world, then.ended_members) == [("gone", "ended")]
    assert [world.id_of(one.priority) for one in then.priorities if one.current] == ["d-undated"]
    before = supercluster(world.on_day("2014"), "super")
    assert (before.members, before.ended_members) == ([], []), "what begins later does not exist"


def test_corridors_its_own_first(world: Snapshot, answer: Supercluster) -> None:
    said = [(world.id_of(one.corridor), len(one.itself), told(world, one.members)) for one in answer.corridors]
    assert said == [("rail", 1, []), ("road", 0, [("m1", "unknown"), ("p1", "unknown")])]
    assert answer.corridors[0].itself[0].said("name") == "Aalborg"


def test_an_old_id_is_answered_by_the_heir_and_what_is_refused(world: Snapshot) -> None:
    assert supercluster(world.on_day(), "old-super").asked_as == "old-super"
    assert len(supercluster(world.on_day(), "super", first=1).members) == 1
    for id_, code in (
        ("gone", "organisation_gone"),
        ("supper", "unknown_organisation"),
        ("road", "not_a_organisation"),
    ):
        with pytest.raises(InputError) as refused:
            supercluster(world.on_day(), id_)
        assert refused.value.code == code
    with pytest.raises(LimitError):
        supercluster(world.on_day(), "super", first=0)
