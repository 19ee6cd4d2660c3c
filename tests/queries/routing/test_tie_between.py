"""The tie between two, each way."""

import pytest

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.routing.tie_between import tie_between
from tests.worlds import cluster, relation, snapshot_of

ROWS = {
    "organisations": [*(cluster(id_) for id_ in ("hub", "a", "b", "c", "new")), {**cluster("old"), "status": "merged"}],
    "relations": [
        *(relation("member_of", id_, "hub", status="current") for id_ in ("a", "b", "c")),
        relation("partner_of", "a", "b", since="2024", status="current"),
        relation("partner_of", "c", "old", until="2020"),
        relation("merged_into", "old", "new", since="2021"),
    ],
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("ties"))


def test_each_way_has_its_own_strength_and_factors(snapshot: Snapshot) -> None:
    found = tie_between(snapshot.on_day(), "a", "hub")
    assert found.there is not None and found.back is not None
    (there,), (back,) = found.there.relations, found.back.relations
    assert there.relation.id == back.relation.id
    assert (there.dilution, back.dilution) == (1.0, pytest.approx((2 / 3) ** 0.3))
    for step, part in ((found.there, there), (found.back, back)):
        product = part.base * part.recency * part.confidence * part.dilution * part.handed_over
        assert step.strength == pytest.approx(part.worth) == pytest.approx(product)


def test_the_other_way_round_is_the_same_tie_turned(snapshot: Snapshot) -> None:
    one, other = (tie_between(snapshot.on_day(), *ends) for ends in (("a", "hub"), ("hub", "a")))
    assert (one.a, one.b) == (other.b, other.a)
    assert one.there is not None and other.back is not None
    assert one.there.strength == other.back.strength


def test_on_another_day_and_by_an_old_id(snapshot: Snapshot) -> None:
    assert tie_between(snapshot.on_day("2023"), "a", "b").there is None
    handed = tie_between(snapshot.on_day(), "old", "c")
    assert handed.there is not None
    assert snapshot.id_of(handed.a) == "new"
    assert handed.there.relations[0].handed_over == pytest.approx(0.9)


def test_who_are_not_tied_have_no_way(snapshot: Snapshot) -> None:
    found = tie_between(snapshot.on_day(), "new", "a")
    assert (found.there, found.back) == (None, None)


@pytest.mark.parametrize(("ends", "code"), [(("a", "a"), "same_organisation"), (("a", "x"), "unknown_organisation")])
def test_what_is_no_pair_is_refused(snapshot: Snapshot, ends: tuple[str, str], code: str) -> None:
    with pytest.raises(InputError) as refused:
        tie_between(snapshot.on_day(), *ends)
    assert (refused.value.code, refused.value.where) == (code, "b")
