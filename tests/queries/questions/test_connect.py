"""Which ties join organisations: whom they pass, what they cost, and who cannot be joined."""

import math

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.connect import Connection, connect
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "organisations": [
        *(cluster(id_, "DK") for id_ in ("a", "b", "c")), cluster("middle", "SE"),
        cluster("old", "DK", status="merged"),
        organisation("firm", "NO", "company"), cluster("alone", "FI"), cluster("x", "KR"), cluster("y", "KR"),
        cluster("umbrella", "BE", form="network"), *(cluster(f"member-{at}", "BE") for at in range(40)),
    ],
    "relations": [
        *(relation("partner_of", id_, "middle", status="current") for id_ in ("a", "b", "c")),
        *(relation("member_of", id_, "umbrella", status="current") for id_ in ("a", "b")),
        *(relation("member_of", f"member-{at}", "umbrella", status="current") for at in range(40)),
        *(relation("partner_of", "firm", id_, status="current") for id_ in ("a", "b")),
        relation("partner_of", "x", "y", since="2008", until="2016"),
        relation("merged_into", "old", "a", since="2020"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("connect"))


def ties(world: Snapshot, answer: Connection) -> list[tuple[str, str]]:
    return [(world.id_of(tie.one), world.id_of(tie.other)) for tie in answer.ties]


def test_three_meet_in_the_middle(world: Snapshot) -> None:
    answer = connect(world.on_day(), ["a", "b", "c"])
    assert ties(world, answer) == [("a", "middle"), ("middle", "b"), ("middle", "c")]
    assert [(world.id_of(one.organisation), one.ties) for one in answer.through] == [("middle", 3)]
    assert answer.strength == pytest.approx(0.6**3, abs=1e-4)
    assert answer.cost == pytest.approx(-math.log(0.6**3), abs=1e-4)
    assert (answer.exact, answer.at_most_times, answer.apart) == (True, 1.0, [])
    assert answer.sentence == "3 ties join 3 organisations through middle."
    assert answer.guarantee == "No network through organisations at most 2 ties from one of them costs less."
    assert answer.ties[0].sentence == "A is a partner of middle."
    assert answer.ties[0].relations[0].relation.kind == "partner_of"


def test_an_umbrella_of_many_is_dear(world: Snapshot) -> None:
    """Members know it at .75, but it knows each of its 42 at .3 only: its ties are worth .47. Those of a partner are
    worth .6.
    """
    answer = connect(world.on_day(), ["a", "b"], avoid=("SE",))
    assert ties(world, answer) == [("a", "firm"), ("firm", "b")]
    answer = connect(world.on_day(), ["a", "b"], avoid=("company", "SE"))
    assert ties(world, answer) == [("a", "umbrella"), ("umbrella", "b")]
    tie, other = answer.ties
    assert answer.strength == pytest.approx(tie.strength * other.strength, abs=1e-4)
    assert tie.strength_onward == pytest.approx(0.75)
    assert tie.strength_back == pytest.approx(0.75 * (2 / 42) ** 0.3)
    assert tie.strength == pytest.approx(math.sqrt(tie.strength_onward * tie.strength_back))


def test_who_is_named_is_never_avoided(world: Snapshot) -> None:
    assert ties(world, connect(world.on_day(), ["a", "middle"], avoid=("SE", "cluster"))) == [("a", "middle")]
    assert connect(world.on_day(), ["a", "middle"]).sentence == "1 tie joins 2 organisations without anybody else."


def test_who_cannot_be_joined_is_named(world: Snapshot) -> None:
    """Two groups of two: that with the first one named is joined."""
    answer = connect(world.on_day(), ["alone", "x", "a", "y", "b"])
    assert [world.id_of(one) for one in answer.joined] == ["x", "y"]
    assert [world.id_of(one) for one in answer.apart] == ["alone", "a", "b"]
    assert answer.sentence == (
        "1 tie joins 2 organisations without anybody else; no chain through organisations at most 2 ties from one of "
        "them joins them with alone, a, b. No tie at all is on record of alone."
    )
    assert (answer.ties[0].ended, answer.ties[0].sentence) == ("2016-12-31", "X was until 2016 a partner of y.")
    nobody = connect(world.on_day(), ["alone", "x"])
    assert (nobody.joined, nobody.ties, nobody.strength, nobody.weakest) == ([], [], 1.0, None)
    assert nobody.sentence == (
        "No chain of ties through organisations at most 2 ties from one of them joins any two of them: alone, x. "
        "No tie at all is on record of alone."
    )


def test_heirs_and_the_same_twice(world: Snapshot) -> None:
    answer = connect(world.on_day(), ["old", "a", "b"])
    assert [world.id_of(one) for one in answer.organisations] == ["a", "b"]
    with pytest.raises(InputError, match="1 different organisations") as refused:
        connect(world.on_day(), ["old", "a"])
    assert refused.value.code == "too_few_organisations"


def test_many_are_joined_with_a_guarantee(world: Snapshot) -> None:
    answer = connect(world.on_day(), ["a", "b", "c", *(f"member-{at}" for at in range(5))])
    assert (answer.exact, answer.at_most_times) == (False, 1.75)
    assert answer.guarantee.startswith("It costs at most 1.75 times as much as the cheapest network")
    assert len(answer.joined) == 8
    assert answer.weakest is not None
    assert answer.weakest.strength == min(tie.strength for tie in answer.ties)


def test_what_is_refused(world: Snapshot) -> None:
    day = world.on_day()
    with pytest.raises(InputError) as unknown:
        connect(day, ["a", "umbrela"])
    assert unknown.value.nearest[:1] == ("umbrella",)
    for wrong in (0, 4):
        with pytest.raises(LimitError):
            connect(day, ["a", "b"], reach=wrong)
    with pytest.raises(LimitError):
        connect(day, ["a"] * 21)
    with pytest.raises(InputError):
        connect(day, ["a", "b"], avoid=("no such thing",))
