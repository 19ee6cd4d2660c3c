"""Countries and regions in files, by whatever they are called; what is none says what to write."""

from pathlib import Path

import pytest

from graph.regions import regions_above
from graph.store import Store
from tests.loaders.folders import dumped, loaded, waiting

ORGANISATIONS = """\
id,kind,name,country,region
n1,cluster,Namibia Cluster,NA,
x1,cluster,Kosovo Cluster,XK,
g1,cluster,Greek Cluster,EL,
u1,cluster,British Cluster,UK,
e1,cluster,Pan European Cluster,EU,
k1,cluster,Korean Cluster,KOR,
d1,cluster,Danish Cluster,Denmark,
d2,cluster,Danish Cluster 2,dk,
r1,cluster,Regional Cluster,DK,DK04
r2,cluster,Regional Cluster 2,DK,dk-84
r3,cluster,Regional Cluster 3,DK,SE-M
r4,cluster,Regional Cluster 4,DK,DK-48
r5,cluster,Regional Cluster 5,Germany,bayern
r6,cluster,Regional Cluster 6,DK,Bavaria
"""


def test_the_trial(store: Store, tmp_path: Path) -> None:
    loaded(store, tmp_path / "orgs", {"organisations": ORGANISATIONS})
    said = {one["id"]: one["properties"] for one in dumped(store, "entity")}
    countries = {id_: of["country"] for id_, of in said.items() if not id_.startswith("r")}
    assert countries == {"n1": "NA", "x1": "XK", "g1": "GR", "u1": "GB", "k1": "KR", "d1": "DK", "d2": "DK"}
    assert {id_: of.get("region") for id_, of in said.items() if id_.startswith("r")} == {
        "r1": None,
        "r2": "DK-84",
        "r3": None,
        "r4": None,
        "r5": "DE-BY",
        "r6": None,
    }
    told = {row.row["id"]: row.message for row in store.quarantined()}
    assert waiting(store)[0] == ("organisations.csv:6", "country", "bad_value")
    assert "no market, but several" in told["e1"]
    assert "DK-8" in told["r1"]
    assert "DK-84" in told["r4"]


@pytest.mark.parametrize("region", ["Catalonia", "catalunya", "es-ct", "Cataluña"])
def test_a_region_of_a_relation_is_one_of_its_market(store: Store, tmp_path: Path, region: str) -> None:
    files = {
        "organisations": "id,kind,name,country\na,trade_agency,A,ES\n",
        "relations": f"kind,source,target,role,region\nmandated_for,a,Spain,home,{region}\n",
    }
    loaded(store, tmp_path / "x", files)
    assert [(said["end"], said["region"]) for said in dumped(store, "relation")] == [("ES", "ES-CT")]


@pytest.mark.parametrize("text", ["Deutschland", "Danmark", "UK", "USA", "DR Congo", "Swaziland"])
def test_a_usual_name_is_that_market(store: Store, tmp_path: Path, text: str) -> None:
    loaded(store, tmp_path / "x", {"organisations": f"id,kind,name,country\na,cluster,A,{text}\n"})
    assert waiting(store) == []


def test_a_province_lies_in_its_region() -> None:
    """Trial 32."""
    assert regions_above("ES-B") == ("ES-CT",)
