"""Three names of one cluster, merged; and a relation between two of them (trial 34)."""

from pathlib import Path
from typing import Any

import pytest

from cli.documents import answered
from graph.snapshot.snapshot import Snapshot
from tests.cli.conftest import Opendoors, empty, environment, opendoors
from tests.loaders.folders import declared, write

__all__ = ["empty", "environment", "opendoors"]

TRIO = {
    "source.toml": declared("trio"),
    "organisations": "id,kind,name,country\na,cluster,Alpha Cluster,DK\nb,cluster,Alfa Cluster,DK\n"
    "c,cluster,Alpha Klynge,DK\nd,company,Delta Co,DK\nkr,trade_agency,Korea Agency,KR\n",
    "relations": "kind,source,target\nmember_of,d,a\npartner_of,b,kr\npartner_of,a,b\n",
}


@pytest.fixture
def trio(empty: Opendoors, tmp_path: Path) -> Opendoors:
    assert empty("load", str(write(tmp_path / "trio", TRIO))).code == 0
    return empty


def published(folder: Path) -> Snapshot:
    home = folder / "var" / "snapshots"
    return Snapshot(home / (home / "current").read_text(encoding="utf-8").strip())


def test_every_name_of_every_statement_finds_it(trio: Opendoors) -> None:
    for other in "bc":
        assert trio("merge", "a", other, "--why", "to see").code == 0
    for name in ("Alpha Cluster", "Alfa Cluster", "Alpha Klynge", "klynge"):
        assert trio("search", name, "--json").json["hits"][0]["id"] == "a"
    for name in ("Alpha Klynge", "Alfa Cluster", "c", "b"):
        assert trio("ask", "KR", "--from", name, "--json").json["askers"][0]["organisation"]["id"] == "a"


def test_what_has_no_effect_says_so_and_why(trio: Opendoors) -> None:
    for pair in (("a", "b"), ("b", "c")):
        trio("merge", *pair, "--why", "to see")
    said = trio("unmerge", "a", "c", "--why", "they are not").out
    assert said.startswith("Noted, without effect: other judgements still say that a and c are one")
    assert "transitive" in said


def test_a_company_and_another_markets_only_agency_stay_two(trio: Opendoors) -> None:
    refused = trio("merge", "d", "kr", "--why", "to see")
    assert refused.code != 0
    assert "d is a company in DK, kr is a trade agency in KR" in refused.err
    assert "kr is the only agency known in KR" in refused.err
    assert trio("search", "korea agency", "--json").json["hits"][0]["country"] == "KR"


def test_a_relation_within_it_is_none_and_counts_follow(trio: Opendoors, tmp_path: Path) -> None:
    assert published(tmp_path).manifest.counts["relation"] == 3
    trio("merge", "a", "b", "--why", "to see")
    snapshot = published(tmp_path)
    assert (snapshot.manifest.counts["relation"], snapshot.manifest.dangling) == (2, 1)
    assert not (snapshot.facts.rel_source == snapshot.facts.rel_target).any()
    document = "query Q($id: ID!) { organisation(id: $id) { id relations { totalCount } departure { how } } }"
    found: Any = answered(snapshot, document, {"id": "b"})
    assert found == {"id": "a", "relations": {"totalCount": 2}, "departure": None}
