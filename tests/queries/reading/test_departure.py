"""Where an organisation went that is gone."""

from pathlib import Path

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.reading.departure import departure
from tests.worlds import organisation, relation, snapshot_of


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    organisations = [
        *(organisation(id_) for id_ in ("heir", "last", "one", "two", "dated", "future", "split")),
        organisation("undated"), organisation("chain"), organisation("closed", status="closed"),
        organisation("dissolved", dissolved="2020-05"), organisation("merged", status="merged"),
        organisation("unborn", founded="2031"), organisation("replaced", dissolved="2019"),
    ]  # fmt: skip
    relations = [
        relation("merged_into", "dated", "heir", since="2022-07-01"),
        relation("merged_into", "undated", "heir"),
        relation("merged_into", "chain", "dated", since="2021"),
        relation("merged_into", "future", "heir", since="2030"),
        relation("merged_into", "split", "heir", since="2021"),
        relation("merged_into", "split", "last", since="2020-03"),
        relation("merged_into", "one", "two"),
        relation("merged_into", "two", "one"),
        relation("succeeded_by", "replaced", "last"),
    ]
    folder: Path = tmp_path_factory.mktemp("departures")
    return snapshot_of({"organisations": organisations, "relations": relations}, folder, "2026-01-01")


@pytest.mark.parametrize(
    ("id_", "how", "sentence", "successors"),
    [
        ("dated", "merged_into", "merged into Heir on 2022-07-01", ["heir"]),
        ("undated", "merged_into", "merged into Heir", ["heir"]),
        ("chain", "merged_into", "merged into Dated in 2021, today Heir", ["heir"]),
        ("split", "merged_into", "merged into Heir and Last in 2020-03", ["heir", "last"]),
        ("replaced", "succeeded_by", "succeeded by Last in 2019", ["last"]),
        ("closed", "closed", "closed", []),
        ("dissolved", "closed", "closed in 2020-05", []),
        ("merged", "merged", "merged", []),
    ],
)
def test_where_a_gone_one_went(snapshot: Snapshot, id_: str, how: str, sentence: str, successors: list[str]) -> None:
    found = departure(snapshot.on_day(), snapshot.find(id_) or 0)
    assert found is not None
    assert (found.how, found.sentence.lower()) == (how, sentence.lower())
    assert [snapshot.id_of(node) for node in found.successors] == successors


@pytest.mark.parametrize("id_", ["heir", "last", "future", "unborn", "one", "two"])
def test_who_exists_or_does_not_yet_went_nowhere(snapshot: Snapshot, id_: str) -> None:
    """Nor has one that is said to have merged in a circle."""
    assert departure(snapshot.on_day(), snapshot.find(id_) or 0) is None


def test_it_is_of_the_day(snapshot: Snapshot) -> None:
    node = snapshot.find("dated") or 0
    assert departure(snapshot.on_day("2022-06-30"), node) is None
    assert departure(snapshot.on_day("2022-07-01"), node) is not None
