"""Consortia over the starter data, as an adviser would name them, and why.

No row of the starter data says how large a company is. So nobody is said to be the large company or the small one: the
companies are named as those who might be, and the adviser knows which is which.
"""

from graph.snapshot.snapshot import Snapshot
from queries.questions.consortium import Consortium, consortium
from queries.reading.roles import ConsortiumRole as Role


def members(starter: Snapshot, one: Consortium) -> dict[str, str]:
    return {starter.id_of(member.organisation): str(member.role) for member in one.members}


def might_be(starter: Snapshot, one: Consortium, role: Role) -> list[str]:
    (missing,) = (missing for missing in one.missing if missing.role is role)
    return [starter.id_of(node) for node in missing.might_be]


def test_robots_for_japan(starter: Snapshot) -> None:
    """Odense Robotics, with the Danish Technological Institute and the City of Odense among its members, and Universal
    Robots and MiR, which any adviser would call first.
    """
    answer = consortium(starter.on_day(), "JP", "robotics")
    best = answer.consortia[0]
    assert starter.id_of(best.coordinator) == "odense-robotics"
    assert members(starter, best) == {"dti-dk": "research", "city-odense": "public"}
    assert {"universal-robots", "mir-robots"} <= set(might_be(starter, best, Role.LARGE_COMPANY))
    assert answer.sizes.endswith("none of them with a size on record.")


def test_hydrogen_for_korea(starter: Snapshot) -> None:
    """Energy Cluster Denmark, with Aalborg University on its board, and Green Hydrogen Systems and Everfuel among its
    companies; then Tenerrdis with CEA-Liten and Symbio. No public organisation of theirs is known.
    """
    answer = consortium(starter.on_day(), "KR", "hydrogen")
    danish, french = answer.consortia[:2]
    assert (starter.id_of(danish.coordinator), starter.id_of(french.coordinator)) == (
        "energy-cluster-denmark", "tenerrdis",
    )  # fmt: skip
    assert members(starter, danish) == {"aau": "research"}
    assert members(starter, french) == {"cea-liten": "research"}
    assert "green-hydrogen-systems" in might_be(starter, danish, Role.SME)
    assert Role.PUBLIC in {missing.role for missing in danish.missing}
    assert danish.door is not None
    assert starter.id_of(danish.door.organisation) == "trade-council-denmark--seoul"


def test_wind_for_korea_by_companies_of_whatever_size(starter: Snapshot) -> None:
    """Vestas and Ørsted sit on the board of Energy Cluster Denmark: nobody is tied better."""
    roles = [Role.COMPANY, Role.COMPANY, Role.RESEARCH]
    (one,) = consortium(
        starter.on_day(), "KR", "offshore-wind", roles=roles, coordinator="energy-cluster-denmark"
    ).consortia
    assert set(members(starter, one)) == {"vestas", "orsted", "aau"}
    assert one.missing == []


def test_health_for_the_united_states(starter: Snapshot) -> None:
    """BioRN of Heidelberg has the Cancer Research Center on its board and its metropolitan region as a partner; then
    Medicon Valley Alliance with Region Skåne and Novo Nordisk. Each has its country's office there.
    """
    answer = consortium(starter.on_day(), "US", "health")
    assert [starter.id_of(one.coordinator) for one in answer.consortia[:2]] == ["biorn", "medicon-valley-alliance"]
    assert members(starter, answer.consortia[0]) == {"dkfz": "research", "metropolregion-rhein-neckar": "public"}
    assert members(starter, answer.consortia[1])["region-skane"] == "public"
    assert might_be(starter, answer.consortia[1], Role.LARGE_COMPANY)[0] == "novo-nordisk"
    assert all(one.door is not None and one.door.how == "own_mandate" for one in answer.consortia)


def test_where_no_cluster_knows_anybody(starter: Snapshot) -> None:
    """Of tourism no cluster is held with companies, research or public bodies: told, and nobody is invented."""
    answer = consortium(starter.on_day(), "KR", "tourism", countries=["AD"])
    assert (answer.consortia, answer.coordinators) == ([], 0)
    assert answer.nothing is not None
