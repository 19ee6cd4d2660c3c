"""Consortia over the starter data, as an adviser would name them, and why.

Of companies that everybody knows to be large the starter data say so, and of no other how large it is. So nobody is
said to be the small one: those of unknown size are named as companies that might be, and an adviser knows.
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
    """Odense Robotics, with Universal Robots, the Danish Technological Institute and the City of Odense among its
    members, and MiR and Blue Ocean Robotics, which any adviser would call next.
    """
    answer = consortium(starter.on_day(), "JP", "robotics")
    best = answer.consortia[0]
    assert starter.id_of(best.coordinator) == "odense-robotics"
    assert members(starter, best) == {
        "universal-robots": "large_company", "dti-dk": "research", "city-odense": "public",
    }  # fmt: skip
    assert {"blue-ocean-robotics", "mir-robots", "onrobot"} == set(might_be(starter, best, Role.SME))
    assert answer.sizes == "11 companies of this sector are known, 2 of them with a size on record."


def test_hydrogen_for_korea(starter: Snapshot) -> None:
    """Energy Cluster Denmark, with Danfoss and Aalborg University on its board, and Green Hydrogen Systems and Everfuel
    among its companies; then Tenerrdis with Air Liquide and CEA-Liten. No public organisation of theirs is known.
    """
    answer = consortium(starter.on_day(), "KR", "hydrogen")
    danish, french = answer.consortia[:2]
    assert (starter.id_of(danish.coordinator), starter.id_of(french.coordinator)) == (
        "energy-cluster-denmark", "tenerrdis",
    )  # fmt: skip
    assert members(starter, danish) == {"danfoss": "large_company", "aau": "research"}
    assert members(starter, french) == {"air-liquide": "large_company", "cea-liten": "research"}
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
    assert members(starter, answer.consortia[0]) == {
        "abbvie-de": "large_company", "dkfz": "research", "metropolregion-rhein-neckar": "public",
    }  # fmt: skip
    assert members(starter, answer.consortia[1]) == {
        "novo-nordisk": "large_company", "ku-dk": "research", "region-skane": "public",
    }  # fmt: skip
    assert all(one.door is not None and one.door.how == "own_mandate" for one in answer.consortia)


def test_where_no_cluster_knows_anybody(starter: Snapshot) -> None:
    """Of tourism no cluster is held with companies, research or public bodies: told, and nobody is invented."""
    answer = consortium(starter.on_day(), "KR", "tourism", countries=["AD"])
    assert (answer.consortia, answer.coordinators) == ([], 0)
    assert answer.nothing is not None


def test_no_city_of_another_country_goes_along_for_a_project(starter: Snapshot) -> None:
    """Aerospace Valley works in projects with the City of Amsterdam, and Food & Bio Cluster Denmark with Turku's: no
    adviser would take either to Brazil or Kenya. Airbus and Arla are on board.
    """
    for market, sector, coordinator, company in (
        ("BR", "aerospace", "aerospace-valley", "airbus"), ("KE", "agrifood", "food-bio-cluster-denmark", "arla"),
    ):  # fmt: skip
        (one,) = consortium(starter.on_day(), market, sector, coordinator=coordinator).consortia
        found = members(starter, one)
        assert found[company] == "large_company"
        assert "public" not in found.values()
