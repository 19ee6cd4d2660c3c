"""Judgements of identity: trial 17."""

from pathlib import Path

import pytest

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


def test_unlike_ones_are_merged_with_a_warning(trio: Opendoors) -> None:
    said = trio("merge", "d", "kr", "--why", "to see")
    assert (said.code, "Unlike: d is a company in DK, kr is a trade agency in KR." in said.err) == (0, True)
    assert "Unlike" not in trio("unmerge", "d", "kr", "--why", "it was a mistake").err


def test_a_relation_within_it_is_counted(trio: Opendoors) -> None:
    """``partner_of a b`` is one of an organisation to itself now: it drops out, and is listed."""
    said = trio("dangling", "--json").json
    assert (said["counts"]["dangling"], said["dangling"][0]["why"]) == (1, "both ends are the same")
