"""``resilience``: for people, and for programs."""

from tests.cli.conftest import AS_OF, Opendoors


def test_a_market(starter: Opendoors) -> None:
    said = starter("resilience", "silicon-saxony", "taiwan")
    assert said.code == 0
    assert "No single organisation decides whether you get into Taiwan." in said.out
    assert "share nobody but you" in said.out
    assert "Through public anchors alone: 3 door openers" in said.out
    answer = starter("resilience", "Silicon Saxony", "TW", "--json").json
    assert (answer["market"]["code"], answer["asOf"], answer["unavoided"]) == ("TW", AS_OF, None)
    assert answer["independent"]["routes"][0]["route"]["steps"][0]["to"]["id"]


def test_what_is_avoided(starter: Opendoors) -> None:
    """Without agencies, and nobody in Korea: KOTRA's office in Copenhagen alone is left."""
    said = starter("resilience", "energy-cluster-denmark", "KR", "--avoid", "trade-agency", "--avoid", "South Korea")
    assert "If nobody is avoided: 10 door openers" in said.out
    assert "is left who opens this door for you" in " ".join(said.out.split())
    assert "Any two routes of at most 3 steps" in said.out
    anchored = starter("resilience", "energy-cluster-denmark", "KR", "--public-anchor", "--json").json
    assert anchored["publicAnchors"]["openers"] == anchored["now"]["openers"]


def test_others_are_named(starter: Opendoors) -> None:
    said = starter("resilience", "norwegian-offshore-wind", "KR")
    assert "Your way into South Korea hangs on Innovation Norway." in said.out
    assert "Others of its kind and sectors" in said.out


def test_what_is_refused(starter: Opendoors) -> None:
    refused = starter("resilience", "silicon-saxony", "Taiwann", "--json")
    assert (refused.code, refused.error["where"]) == (2, "MARKET")
    refused = starter("resilience", "nobody-here", "TW", "--json")
    assert (refused.code, refused.error["where"]) == (2, "ORG")


def test_who_asks_for_one_that_is_gone(starter: Opendoors) -> None:
    said = starter("resilience", "clean-energi", "KR")
    assert "Energy Cluster Denmark answers for CLEAN Energi" in said.err
