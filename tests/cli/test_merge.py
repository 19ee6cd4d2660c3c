"""Pairs that may be one organisation: listed, explained, gone through."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Opendoors
from tests.loaders.folders import declared, write

HEADER = "id,kind,name,country,city,website\n"
OURS = {
    "source.toml": declared("ours", owns_ids="true"),
    "organisations": f"{HEADER}saxony,cluster,Silicon Saxony,DE,Dresden,https://silicon-saxony.de\n"
    "bio,cluster,BioValley Cluster,DE,Freiburg,\n",
}
THEIRS = {
    "source.toml": declared("theirs"),
    "organisations": f"{HEADER}m1,cluster,Silicon Saxony e. V.,DE,Dresden,\nm2,company,BioValley Cluster,DE,,\n"
    "m3,company,Nobody Else,DE,Bonn,\n",
}


@pytest.fixture
def two(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """Run a command line over two sources with one organisation that is surely, and one that may be, in both."""
    assert empty("load", str(write(tmp_path / "ours", OURS))).code == 0
    said = empty("load", str(write(tmp_path / "theirs", THEIRS)))
    assert "Judged the same: saxony = theirs:m1: the same name, 'silicon saxony';" in said.out
    assert "1 pair of organisations may be one: `opendoors merge review`." in said.out
    return empty


def test_the_pairs_that_wait_are_listed(two: Opendoors) -> None:
    said = two("merge", "candidates", "--json").json
    assert said["totalCount"] == 1
    (pair,) = said["pairs"]
    assert ([pair["one"]["id"], pair["other"]["id"]], pair["verdict"], pair["points"]) == (["bio", "m2"], "unsure", 11)
    shown = two("merge", "candidates").out
    assert "BioValley Cluster (cluster, DE; ours:bio)" in shown and "the same name, 'biovalley cluster'" in shown


def test_two_are_explained(two: Opendoors) -> None:
    assert two("merge", "explain", "bio", "m3", "--json").json["verdict"] == "other"
    said = two("merge", "explain", "saxony", "theirs:m1")
    assert (said.code, "Judged by resolution to be the same: the same name" in said.out) == (0, True)
    assert two("merge", "explain", "bio", "bio").code == 2


def test_two_are_merged_as_ever_and_are_asked_of_no_more(two: Opendoors) -> None:
    assert two("merge", "bio", "m2", "--why", "known").code == 2  # of two kinds: asks again
    assert two("merge", "bio", "m2", "--yes", "--why", "known").out == "bio and m2 are one organisation now.\n"
    assert two("merge", "candidates").out == "No pair waits for a person.\n"


def test_a_person_undoes_what_the_system_judged(two: Opendoors, tmp_path: Path) -> None:
    assert two("unmerge", "saxony", "theirs:m1", "--why", "they are two").code == 0
    again = two("load", str(tmp_path / "theirs"))
    assert "Judged the same" not in again.out
    assert two("merge", "explain", "saxony", "theirs:m1", "--json").json["verdict"] == "sure"


def test_nobody_to_ask_is_refused(two: Opendoors) -> None:
    assert two("merge", "review").code == 2


@pytest.mark.parametrize(
    ("answers", "judged", "left"),
    [(["s", "the same address"], 1, 0), (["t", "two bodies"], 1, 0), (["l"], 0, 1), (["q"], 0, 1), (["t", ""], 0, 1)],
)
def test_the_pairs_are_gone_through(
    two: Opendoors, monkeypatch: pytest.MonkeyPatch, answers: list[str], judged: int, left: int
) -> None:
    given = iter(answers)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("cli.merge.typer.prompt", lambda *_, **__: next(given))
    assert two("merge", "review").out.endswith(f"{judged} judged.\n")
    assert two("merge", "candidates", "--json").json["totalCount"] == left
