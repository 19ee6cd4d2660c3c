"""A list's own id for an organisation that the starter data knows, and that stands before it in the alphabet."""

from pathlib import Path

from tests.cli.conftest import Opendoors, environment, opendoors, own_starter, starter_home
from tests.loaders.folders import write

__all__ = ["environment", "opendoors", "own_starter", "starter_home"]


def test_the_owners_id_stays(own_starter: Opendoors, tmp_path: Path) -> None:
    rows = "id,kind,name,country\naaa-energy-dk,cluster,Energy Cluster DK,DK\n"
    assert own_starter("load", str(write(tmp_path / "list", {"organisations": rows})), "--as", "list").code == 0
    judged = own_starter("merge", "aaa-energy-dk", "energy-cluster-denmark", "--why", "same page")
    assert judged.code == 0
    hits = own_starter("search", "energy cluster denmark", "--json").json["hits"]
    assert hits[0]["id"] == "energy-cluster-denmark"
    assert "aaa-energy-dk" not in [hit["id"] for hit in hits]
    by_old_id = own_starter("search", "aaa-energy-dk", "--json").json["hits"][0]
    assert (by_old_id["id"], by_old_id["field"]) == ("energy-cluster-denmark", "id")
    asked = own_starter("ask", "KR", "--from", "aaa-energy-dk", "--json").json["askers"][0]
    assert (asked["askedAs"], asked["organisation"]["id"]) == ("aaa-energy-dk", "energy-cluster-denmark")
