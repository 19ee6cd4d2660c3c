"""The pipeline's step: what it judges follows from the statements and from people's judgements alone."""

from itertools import permutations
from pathlib import Path

import pytest

from graph.statements import SYSTEM, Batch, Judgement
from graph.store import Store
from loaders import unload
from tests.loaders.folders import declared, loaded

HEADER = "id,kind,name,country,city,website\n"
OURS = {
    "source.toml": declared("ours", owns_ids="true"),
    "organisations": f"{HEADER}saxony,cluster,Silicon Saxony,DE,Dresden,https://www.silicon-saxony.de\n",
}
THEIRS = {
    "source.toml": declared("theirs"),
    "organisations": f"{HEADER}m1,cluster,Silicon Saxony e. V.,DE,Dresden,\nm2,company,Other,DE,Berlin,\n",
}
THIRD = {
    "source.toml": declared("third"),
    "organisations": f"{HEADER}t1,cluster,SILICON SAXONY,DE,,https://silicon-saxony.de/en\n",
}
FOLDERS = {"ours": OURS, "theirs": THEIRS, "third": THIRD}


def judged(store: Store) -> dict[tuple[str, str], tuple[str, bool]]:
    with store.reading() as scan:
        return {(one.left, one.right): (one.who, one.same) for one in scan.judgements()}


@pytest.mark.parametrize("order", list(permutations(FOLDERS)))
def test_every_order_of_loading_comes_to_the_same(store: Store, tmp_path: Path, order: tuple[str, ...]) -> None:
    for name in order:
        loaded(store, tmp_path / name, FOLDERS[name])
    assert judged(store) == {("saxony", "theirs:m1"): (SYSTEM, True), ("saxony", "third:t1"): (SYSTEM, True)}


def test_a_load_tells_what_it_merged(store: Store, tmp_path: Path) -> None:
    assert loaded(store, tmp_path / "ours", OURS).merges.merged_count == 0
    merges = loaded(store, tmp_path / "theirs", THEIRS).merges
    assert (merges.merged_count, merges.unsure_count) == (1, 0)
    assert merges.merged[0].startswith("saxony = theirs:m1: the same name, 'silicon saxony';")
    assert loaded(store, tmp_path / "theirs", THEIRS).merges.merged_count == 0


def test_what_is_sure_no_longer_is_withdrawn(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "ours", OURS)
    loaded(store, tmp_path / "theirs", THEIRS)
    altered = THEIRS | {"organisations": THEIRS["organisations"].replace("Silicon Saxony e. V.,DE,Dresden", "New,DE,")}
    assert loaded(store, tmp_path / "theirs", altered).merges.withdrawn_count == 1
    assert judged(store) == {("saxony", "theirs:m1"): (SYSTEM, False)}
    assert loaded(store, tmp_path / "theirs", THEIRS).merges.merged_count == 1
    assert judged(store) == {("saxony", "theirs:m1"): (SYSTEM, True)}


def test_a_persons_word_stands(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "ours", OURS)
    loaded(store, tmp_path / "theirs", THEIRS)
    at = "2026-01-01T00:00:00+00:00"
    store.apply(Batch(judgements=(Judgement("saxony", "theirs:m1", False, "editor", "they are two", at),)))
    assert loaded(store, tmp_path / "theirs", THEIRS).merges.merged_count == 0
    assert judged(store) == {("saxony", "theirs:m1"): ("editor", False)}


def test_to_take_a_source_away_leaves_the_others_as_they_were(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "ours", OURS)
    loaded(store, tmp_path / "theirs", THEIRS)
    shares = {"source.toml": declared("many"), "organisations": HEADER + "".join(
        f"s{number},company,Firm {number},DE,Bonn,https://silicon-saxony.de/{number}\n" for number in (1, 2)
    )}  # fmt: skip
    loaded(store, tmp_path / "third", THIRD)
    assert loaded(store, tmp_path / "many", shares).merges.withdrawn_count == 1
    unload(store, "many")
    assert judged(store)["saxony", "third:t1"] == (SYSTEM, True)
