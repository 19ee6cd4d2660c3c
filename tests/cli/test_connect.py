"""``connect``: for people, and for programs."""

from tests.cli.conftest import Opendoors


def test_three_clusters(starter: Opendoors) -> None:
    said = starter("connect", "energy-cluster-denmark", "silicon-saxony", "Aerospace Valley")
    assert said.code == 0
    assert "join 3 organisations" in said.out
    assert "No network through organisations at most 2 ties from one of them costs less." in said.out
    answer = starter("connect", "energy-cluster-denmark", "silicon-saxony", "aerospace-valley", "--json").json
    assert answer["exact"]
    assert len(answer["ties"]) == len(answer["joined"]) + len(answer["through"]) - 1
    assert answer["ties"][0]["relations"][0]["relation"]["evidence"]


def test_what_is_refused(starter: Opendoors) -> None:
    refused = starter("connect", "energy-cluster-denmark", "nobody-here", "--json")
    assert (refused.code, refused.error["where"]) == (2, "ORG")
    refused = starter("connect", "energy-cluster-denmark", "--json")
    assert (refused.code, refused.error["code"]) == (2, "too_few_organisations")
