"""Things and relations by their ids, whatever anybody takes for one."""

from typing import Any

import pytest

from graph.lengths import ID_AT_MOST
from graph.snapshot.snapshot import Snapshot
from tests.worlds import cluster, relation, snapshot_of

IDS = ("a", "a:b", "a:b:c", "a:bb", "b", "b:c", "c", "member_of:a", "ab", ":", "a::b", "long" * 50)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    pairs = [(one, other) for one in IDS for other in IDS if one != other]
    rows = {
        "organisations": [cluster(id_) for id_ in IDS],
        "relations": [
            *(relation("member_of", *pair) for pair in pairs),
            *(relation("partner_of", *pair, name="Name: of it") for pair in pairs[:5]),
            *(relation("active_in", id_, "KR", since="2020") for id_ in IDS),
        ],
    }
    return snapshot_of(rows, tmp_path_factory.mktemp("ids") / "s")


class Counted:
    """Texts, and how many were looked at."""

    def __init__(self, texts: Any) -> None:
        self._texts, self.read = texts, 0

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, position: int) -> bytes:
        self.read += 1
        found: bytes = self._texts[position]
        return found


def test_a_relation_is_found_by_its_id_wherever_colons_stand(snapshot: Snapshot) -> None:
    ids = [snapshot.relation_id(at) for at in range(len(snapshot.facts.rel_kind))]
    assert len(ids) > len(IDS) ** 2
    for id_ in ids:
        found = snapshot.find_relation(id_)
        assert found is not None, id_
        assert snapshot.relation_id(found) == id_
    for id_ in ("member_of", "member_of:", "member_of:a", "member_of:a:", "member_of:a:nobody", "odd:a:b", ":::"):
        assert snapshot.find_relation(id_) is None


@pytest.mark.parametrize(
    "ends", [":" * 30_000, "a:" * 15_000, ":" * 580, "a:" * 290, "a:b:c:" * 95, "\ud800:" * 200, "ß:" * 200, "ŉ:" * 200]
)
def test_what_is_no_id_costs_few_looks(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch, ends: str) -> None:
    looks = Counted(snapshot._ids)
    monkeypatch.setattr(snapshot, "_ids", looks)
    assert snapshot.find(ends) is None
    assert snapshot.find_relation(f"member_of:{ends}") is None
    assert looks.read < 1_000


def test_an_id_is_no_longer_than_what_is_looked_for(snapshot: Snapshot) -> None:
    """Ids of 200 characters at both ends, and the longest name of a kind, leave room."""
    assert max(len(snapshot.relation_id(at)) for at in range(len(snapshot.facts.rel_kind))) < ID_AT_MOST - 50
    assert snapshot.find("a" * (ID_AT_MOST + 1)) is None
