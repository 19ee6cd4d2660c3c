"""An id that a publisher uses again, while somebody's judgement still says whose double it is."""

from pathlib import Path

import pytest

from graph.statements import Batch, Judgement
from graph.store import Store
from loaders import replay
from tests.loaders.folders import declared, ids, loaded, waiting

ORG = "id,kind,name,country\n"
OURS = {"source.toml": declared("ours", owns_ids="true"), "organisations": f"{ORG}energy,cluster,Energy Cluster,DK\n"}
FIRST = "m1,cluster,Energi Cluster,DK"


@pytest.fixture
def merged(store: Store, tmp_path: Path) -> Store:
    """A store in which a publisher's thing is judged the same as ours."""
    loaded(store, tmp_path / "ours", OURS)
    publish(store, tmp_path, FIRST)
    judge(store, same=True)
    return store


def publish(store: Store, tmp_path: Path, *rows: str) -> None:
    files = {"organisations": "\n".join((ORG.strip(), *rows, ""))}
    loaded(store, tmp_path / "theirs", files, accept_shrinking=True)


def judge(store: Store, *, same: bool) -> None:
    at = f"2026-01-01T00:00:0{store.counts()['judgement']}+00:00"
    store.apply(Batch(judgements=(Judgement("energy", "m1", same, "editor", "known", at),)))


@pytest.mark.parametrize(
    ("row", "waits"),
    [
        ("m1,company,Sushi Export,KR", True),
        ("m1,cluster,Sushi Export,KR", True),
        ("m1,company,Sushi Export,DK", True),
        ("m1,cluster,Sushi Export,DK", False),  # it has another name
        ("m1,company,Energi Cluster,DK", False),  # it was put right
        ("m1,cluster,Energy Cluster Denmark,SE", False),  # as ours
        (FIRST, False),
    ],
)
@pytest.mark.parametrize("was_away", [False, True])
def test_one_of_another_kind_or_country_and_of_another_name_waits(
    merged: Store, tmp_path: Path, row: str, waits: bool, was_away: bool
) -> None:
    """Whether or not the publisher left it out for a time: the judgement has stayed. What waits retires nothing."""
    if was_away:
        publish(merged, tmp_path, "m2,cluster,Other,DK")
    publish(merged, tmp_path, row)
    assert waiting(merged) == ([("organisations.csv:2", "id", "reused_id")] if waits else [])
    assert ("m1" in ids(merged, "theirs")) is not (waits and was_away)


def test_a_person_lets_it_in(merged: Store, tmp_path: Path) -> None:
    publish(merged, tmp_path, "m1,company,Sushi Export,KR")
    (row,) = merged.quarantined()
    assert "'Energy Cluster' (cluster, DK)" in row.message
    assert replay(merged, "theirs").released == 0
    judge(merged, same=False)
    publish(merged, tmp_path, "m1,company,Sushi Export,KR")
    assert waiting(merged) == []
    judge(merged, same=True)
    publish(merged, tmp_path, "m1,company,Sushi Export,KR")
    assert waiting(merged) == [], "it is one all the same, says a person"


def test_what_nobody_judged_may_be_anything(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "ours", OURS)
    publish(store, tmp_path, FIRST)
    publish(store, tmp_path, "m1,company,Sushi Export,KR")
    assert waiting(store) == []


def test_a_judgement_about_others_of_the_same_id_is_not_about_ours(merged: Store, tmp_path: Path) -> None:
    """The plain id is the owner's; what a third source calls so is another thing."""
    loaded(merged, tmp_path / "third", {"organisations": f"{ORG}energy,company,Sushi Export,KR\n"})
    assert waiting(merged) == []
    assert ids(merged, "third") == ["energy"]


@pytest.mark.parametrize("row", ["energy,cluster,Energy Cluster,DK", "energy,company,Sushi Export,KR"])
def test_who_restates_what_is_judged_does_not_wait(merged: Store, tmp_path: Path, row: str) -> None:
    """It speaks of the same thing, or of another one: neither is what was judged become another."""
    for text in (row, "energy,cluster,Energy Cluster,DK", row):
        loaded(merged, tmp_path / "partner", {"organisations": f"{ORG}{text}\n"})
        assert waiting(merged) == []
