"""Judgements of identity: trial 17."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from tests.cli.conftest import Opendoors
from tests.loaders.folders import declared, write

TRIO = {
    "source.toml": declared("trio"),
    "organisations": "id,kind,name,country\na,cluster,Alpha Cluster,DK\nb,cluster,Alfa Cluster,DK\n"
    "c,cluster,Alpha Klynge,DK\nd,company,Delta Co,DK\nkr,trade_agency,Korea Agency,KR\n",
    "relations": "kind,source,target\nmember_of,d,a\npartner_of,b,kr\npartner_of,a,b\n",
}


@pytest.fixture
def trio(empty: Opendoors, tmp_path: Path) -> Opendoors:
    """Run a command line over three clusters that are judged to be one."""
    assert empty("load", str(write(tmp_path / "trio", TRIO))).code == 0
    for pair in (("a", "b"), ("b", "c")):
        assert empty("merge", *pair, "--why", "to see").code == 0
    return empty


def test_every_name_finds_it(trio: Opendoors) -> None:
    for name in ("Alpha Cluster", "Alfa Cluster", "Alpha Klynge", "klynge"):
        assert trio("search", name, "--json").json["hits"][0]["id"] == "a"
    assert trio("ask", "KR", "--from", "Alpha Klynge").code == 0


def test_a_judgement_without_effect_says_so(trio: Opendoors) -> None:
    said = trio("unmerge", "b", "c", "--why", "they are not")
    assert said.out == "b and c are two organisations now.\n"
    trio("merge", "b", "c", "--why", "to see")
    assert trio("unmerge", "a", "c", "--why", "they are not").out.startswith("Noted, without effect: ")


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (("d", "kr"), "d is a company in DK, kr is a trade agency in KR"),
        (("d", "a"), "As one they are a cluster in DK: that d is a company in DK is lost"),
        (("kr", "kr2"), "kr is the only agency known in KR"),
        (("kr", "a"), "kr is the only agency known in KR"),
    ],
)
def test_unlike_ones_are_asked_about_again(
    trio: Opendoors, tmp_path: Path, pair: tuple[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = {"organisations": "id,kind,name,country\nkr2,trade_agency,Korea Agency Ltd,SE\n"}
    assert trio("load", str(write(tmp_path / "other", other)), "--as", "other").code == 0
    refused = trio("merge", *pair, "--why", "to see")
    assert refused.code == 2
    assert told in refused.err
    assert "--yes" in refused.err
    assert trio("unmerge", *pair, "--why", "nothing").out.endswith("are not one.\n")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer, code in ((False, 130), (True, 0)):
        monkeypatch.setattr("typer.confirm", confirming(answer))
        assert trio("merge", *pair, "--why", "to see").code == code
    trio("unmerge", *pair, "--why", "it was a mistake")
    assert trio("merge", *pair, "--why", "to see", "--yes").code == 0


def confirming(answer: bool) -> Callable[..., bool]:
    """Somebody at the terminal who answers so."""

    def confirm(question: str, *, abort: bool, err: bool) -> bool:
        assert "one all the same?" in question
        if not answer:
            raise typer.Abort
        return err and abort

    return confirm


def test_alike_ones_are_merged_without_a_question(trio: Opendoors, tmp_path: Path) -> None:
    other = {"organisations": "id,kind,name,country\nkr2,trade_agency,Korea Agency 2,KR\nkr3,trade_agency,K3,KR\n"}
    assert trio("load", str(write(tmp_path / "other", other)), "--as", "other").code == 0
    assert trio("merge", "kr2", "kr3", "--why", "same page").code == 0


def test_a_relation_within_it_is_counted(trio: Opendoors) -> None:
    """``partner_of a b`` is one of an organisation to itself now: it drops out, and is listed."""
    said = trio("dangling", "--json").json
    assert (said["counts"]["dangling"], said["dangling"][0]["why"]) == (1, "both ends are the same")
