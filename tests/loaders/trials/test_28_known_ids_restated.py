"""A partner's file that holds, beside its own company, the row of an organisation that everybody knows."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Opendoors, environment, opendoors, own_starter, starter_home
from tests.loaders.folders import write

__all__ = ["environment", "opendoors", "own_starter", "starter_home"]

HEADER = "id,kind,name,country\n"
MINE = "my-company,company,My Company,DK\n"
TIE = {"relations": "kind,source,target,status\nmember_of,my-company,energy-cluster-denmark,current\n"}


def answer(run: Opendoors, folder: Path, rows: str) -> list[Any]:
    assert run("load", str(write(folder, {"organisations": HEADER + rows, **TIE})), "--as", "partner").code == 0
    openers: list[Any] = run("ask", "KR", "--from", "my-company", "--json").json["openers"]
    return openers


def test_a_restated_row_changes_no_answer(own_starter: Opendoors, tmp_path: Path) -> None:
    lean = answer(own_starter, tmp_path / "partner", MINE)
    full = answer(
        own_starter, tmp_path / "partner", f"{MINE}energy-cluster-denmark,cluster,Energy Cluster Denmark,DK\n"
    )
    assert full == lean
    routes = own_starter("routes", "my-company", "energy-cluster-denmark", "--json").json["routes"]
    assert len(routes[0]["steps"]) == 1


def test_a_row_of_another_one_is_a_double_and_told(own_starter: Opendoors, tmp_path: Path) -> None:
    rows = f"{MINE}energy-cluster-denmark,company,Energy Cluster Denmark,DK\n"
    files = {"organisations": HEADER + rows, **TIE}
    said = own_starter("load", str(write(tmp_path / "partner", files)), "--as", "partner").out
    assert "energy-cluster-denmark of partner is another one than that of starter" in said
    assert "kind differs" in said


@pytest.mark.parametrize("confidence", ["verified", "recalled"])
def test_what_the_owner_says_counts_first(own_starter: Opendoors, tmp_path: Path, confidence: str) -> None:
    """Trial 27: a stranger restates an agency. It adds what the owner does not say, and alters nothing."""
    header = f"{HEADER.strip()},website,size,confidence\n"
    row = f"kotra,trade_agency,Hijacked KOTRA,KP,https://hijack.example,large,{confidence}\n"
    before = own_starter("search", "kotra", "--json").json["hits"][0]
    loaded = own_starter("load", str(write(tmp_path / "x", {"organisations": header + row})), "--as", "stranger")
    assert "stranger speaks of 1 of starter by their ids: kotra." in loaded.out
    after = own_starter("search", "kotra", "--json").json["hits"]
    assert [hit["id"] for hit in after if hit["id"].endswith("kotra")] == ["kotra"]
    assert (after[0]["name"], after[0]["country"]) == (before["name"], before["country"])
    assert own_starter("search", "hijacked kotra", "--json").json["hits"][0]["id"] == "kotra"
