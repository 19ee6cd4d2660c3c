"""Networks that an adviser would bring together, over the starter data; and why each member is one of them."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.propose_network import ProposedNetwork, propose_network


def members(starter: Snapshot, answer: ProposedNetwork) -> list[str]:
    return [starter.id_of(one.organisation) for one in answer.members]


def doors(starter: Snapshot, answer: ProposedNetwork, member: str) -> set[str]:
    (one,) = (one for one in answer.members if starter.id_of(one.organisation) == member)
    return {starter.id_of(door.organisation) for door in one.doors}


def test_hydrogen_for_korea(starter: Snapshot) -> None:
    """H2 Chile is a member of the Seoul alliance of hydrogen associations, and by it meets H2KOREA: own ties, not an
    agency's. Hydrogen Europe has the very same ones, so it would add little beside Chile. Energy Cluster Denmark is
    in Korea itself, and brings companies and research organisations. The others bring their countries' offices.
    """
    answer = propose_network(starter.on_day(), market="KR", sector="hydrogen")
    assert members(starter, answer)[:2] == ["h2-chile", "energy-cluster-denmark"]
    assert "hydrogen-europe" not in members(starter, answer)
    assert {"global-hydrogen-ghiaa", "h2korea"} <= doors(starter, answer, "h2-chile")
    assert answer.members[1].present is not None
    assert len({int(starter.facts.country[one.organisation]) for one in answer.members}) == 4
    assert (answer.exact, answer.missing_count) == (True, 6)


def test_the_blue_economy_for_canada(starter: Snapshot) -> None:
    """Of those with ties in Atlantic Canada one has a partnership with the Ocean Supercluster, one has OceansAdvance
    among its members, and ELBE is there itself by its memorandum. They know each other, so it can begin tomorrow.
    """
    answer = propose_network(starter.on_day(), market="CA", sector="maritime", members=5)
    assert {"elbe-alliance", "btca"} <= set(members(starter, answer))
    reached = {door for member in members(starter, answer) for door in doors(starter, answer, member)}
    assert {"canada-ocean-supercluster", "oceansadvance"} <= reached
    assert len(answer.ties) >= 3


def test_every_sector_for_korea(starter: Snapshot) -> None:
    """Where no sector is asked for, members have counterparts in Korea of their own: hydrogen, food, water. Not all
    clusters are compared, and that is said.
    """
    answer = propose_network(starter.on_day(), market="KR")
    assert {"h2-chile", "foodvalley-nl", "the-water-council"} < set(members(starter, answer))
    assert "korea-water-cluster" in doors(starter, answer, "the-water-council")
    assert "foodpolis" in doors(starter, answer, "foodvalley-nl")
    assert (answer.exact, answer.left_out > 1_000) == (False, True)


def test_danish_health_with_others_for_the_united_states(starter: Snapshot) -> None:
    """Medicon Valley Alliance asks. Lyonbiopôle and BioWin were partners of Medical Alley in Minnesota until 2021:
    old acquaintances, told in the past tense. None of them but one is a Dane.
    """
    answer = propose_network(starter.on_day(), market="US", including=["medicon-valley-alliance"])
    assert members(starter, answer)[0] == "medicon-valley-alliance"
    assert "lyonbiopole" in members(starter, answer)
    why = {starter.id_of(door.organisation): door.why for one in answer.members for door in one.doors}
    assert why["medical-alley"].startswith("You were until 2021 a partner of")
    home = starter.market_position("DK")
    assert [int(starter.facts.country[one.organisation]) for one in answer.members].count(home) == 1


def test_european_food_for_southeast_asia(starter: Snapshot) -> None:
    """Until 2024 Global Foodture took food clusters of Denmark, Flanders, the Netherlands and France to Singapore: in
    2023 these are the network, each there itself, and tied. Today only the Danes are still in the bloc; whoever was
    with them then is to be written to again.
    """
    countries = ["DK", "BE", "NL", "FR", "DE", "SE", "IT", "ES"]
    then = propose_network(starter.on_day("2023"), market="SG", sector="agrifood", countries=countries)
    assert set(members(starter, then)) == {"global-foodture", "foodvalley-nl", "vitagora", "flanders-food"}
    assert all(one.present for one in then.members)
    assert then.missing == []
    now = propose_network(starter.on_day(), corridor="asean", sector="agrifood", countries=countries)
    assert members(starter, now)[0] == "food-bio-cluster-denmark"
    assert {"foodvalley-nl", "vitagora"} <= set(members(starter, now))
    ended = {starter.id_of(one.other) for one in now.missing if one.ended}
    assert {"foodvalley-nl", "vitagora"} <= ended
