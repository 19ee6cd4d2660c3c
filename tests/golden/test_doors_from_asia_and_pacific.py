"""Askers from Asia, Oceania and the Pacific. Whom an adviser would name, whom not, and why."""

from graph.snapshot.snapshot import Snapshot
from queries.routing.askers import Outsider
from tests.golden.asking import ask, how, ids, way, with_it


def test_a_korean_hydrogen_company_into_denmark(starter: Snapshot) -> None:
    """The mirror image: KOTRA sits in Copenhagen itself, the Trade Council promotes Denmark and has a desk in Seoul,
    and Energy Cluster Denmark is whom they introduce to.
    """
    answer = ask(starter, Outsider("KR", None, ("hydrogen",)), "DK")
    told = ids(starter, answer)
    assert told[:3] == ["kotra--copenhagen", "trade-council-denmark--seoul", "energy-cluster-denmark"]
    assert way(starter, answer.openers[2].route) == ["kotra--copenhagen", "energy-cluster-denmark"]
    assert not {"eifo", "offshoreenergy-dk", "house-of-energy"} & set(told)


def test_a_vietnamese_textile_company_into_germany(starter: Snapshot) -> None:
    """Vietnam's trade ministry has a mission in Berlin; GTAI and the German chamber are in Vietnam, the chamber twice,
    told by the city of business; textile clusters follow. Bavaria's desk is for Bavaria.
    """
    answer = ask(starter, Outsider("VN", None, ("textile-fashion",)), "DE")
    told = ids(starter, answer)
    assert told[:3] == ["moit-vietnam--berlin", "gtai--hanoi", "ahk--ho-chi-minh-city"]
    assert "ahk--hanoi" in with_it(starter, answer.openers[2])
    textiles = {"industrial-association-finishing-yarns", "sachsen-textil", "smarttex-network", "health-textil", "afbw"}
    assert len(set(told[:6]) & textiles) == 3
    assert not {"invest-in-bavaria--ho-chi-minh-city", "td-ihk", "ghorfa"} & set(told[:5])


def test_a_singaporean_software_company_into_indonesia(starter: Snapshot) -> None:
    """Enterprise Singapore in Jakarta; the investment ministry's office in Singapore; Indonesia's trade promotion
    centre there, which mainly sells Indonesian goods. The European chamber is for Europeans.
    """
    told = ids(starter, ask(starter, Outsider("SG", None, ("digital",)), "ID"))
    assert told[:3] == ["enterprise-singapore--jakarta", "bkpm--singapore", "itpc-indonesia--singapore"]
    assert "eurocham-indonesia" not in told


def test_a_taiwanese_electronics_company_into_vietnam(starter: Snapshot) -> None:
    """TAITRA in Ho Chi Minh City, and by it two technology parks; Vietnam's mission in Taipei; the official door."""
    told = ids(starter, ask(starter, Outsider("TW", None, ("electronics",)), "VN"))
    assert told[0] == "taitra--ho-chi-minh-city"
    assert set(told[1:5]) == {"shtp-hcmc", "nic-vietnam", "moit-vietnam--taipei", "fia-vietnam"}
    assert "eurocham-vn" not in told


def test_a_japanese_hydrogen_company_into_australia(starter: Snapshot) -> None:
    """JETRO in Sydney and Austrade in Tokyo, which stands for Osaka too. NERA, the hydrogen centre, is closed."""
    answer = ask(starter, Outsider("JP", None, ("hydrogen",)), "AU")
    told = ids(starter, answer)
    assert told[:2] == ["jetro--sydney", "austrade--tokyo"]
    assert "austrade--osaka" in with_it(starter, answer.openers[1])
    assert not {"nera", "efa", "nexi"} & set(told)


def test_a_korean_textile_company_into_uzbekistan(starter: Snapshot) -> None:
    """KOTRA in Tashkent, the agency that promotes Uzbekistan, the chamber: a small list, and whole."""
    told = ids(starter, ask(starter, Outsider("KR", None, ("textile-fashion",)), "UZ"))
    assert told[:2] == ["kotra--tashkent", "uzipa"]
    assert "cci-uzbekistan" in told[:5]


def test_an_indian_tour_operator_into_bhutan(starter: Snapshot) -> None:
    """Bhutan has a ministry and a chamber. India's own bodies bring their own out; British and American chambers for
    India do not lead to Bhutan.
    """
    told = ids(starter, ask(starter, Outsider("IN", None, ("tourism",)), "BT"))
    assert told[0] == "moice-bhutan"
    assert "bcci-bhutan" in told[:5]
    assert not {"ukibc", "us-india-business-council", "india-exim-bank", "ecgc"} & set(told)


def test_an_australian_mining_company_into_chile(starter: Snapshot) -> None:
    """Austrade in Santiago, and by it the mining clusters; ProChile's office in Sydney mainly sells Chilean goods;
    InvestChile is the official door.
    """
    answer = ask(starter, Outsider("AU", None, ("mining",)), "CL")
    told = ids(starter, answer)
    assert told[0] == "austrade--santiago"
    assert {"alta-ley-cl", "mining-cluster-antofagasta", "prochile--sydney"} <= set(told[:5])
    assert how(starter, answer, "investchile") == "front_door"
    assert "efa" not in told


def test_a_new_zealand_food_company_into_china(starter: Snapshot) -> None:
    """NZTE has three offices: one door opener, told by Shanghai where business is done. Then the official doors. What
    Europe keeps in Beijing is for Europeans.
    """
    answer = ask(starter, Outsider("NZ", None, ("agrifood",)), "CN")
    told = ids(starter, answer)
    assert told[0] == "nzte--shanghai"
    assert with_it(starter, answer.openers[0]) >= {"nzte--beijing", "nzte--guangzhou"}
    assert {"ccpit", "cipa-mofcom"} <= set(told[:4])
    assert not {"european-chamber-china", "eu-sme-centre", "food-bio-cluster-denmark", "sinosure"} & set(told)


def test_a_fijian_food_company_into_new_zealand(starter: Snapshot) -> None:
    """Pacific Trade Invest in Auckland is there for the islands, and introduces to the food clusters; NZTE promotes New
    Zealand.
    """
    told = ids(starter, ask(starter, Outsider("FJ", None, ("agrifood",)), "NZ"))
    assert told[0] == "pacific-trade-invest--auckland"
    assert {"nz-food-innovation", "foodhq", "agritech-nz", "nzte"} == set(told[1:5])


def test_an_australian_energy_company_into_samoa(starter: Snapshot) -> None:
    """The ministry in Apia is the official door, Pacific Trade Invest keeps a desk for the islands in Sydney, Austrade
    brings Australians out.
    """
    told = ids(starter, ask(starter, Outsider("AU", None, ("energy",)), "WS"))
    assert set(told[:3]) == {"mcil-samoa", "pacific-trade-invest--sydney", "austrade"}
    assert told[0] == "mcil-samoa"


def test_energy_cluster_denmark_into_kiribati(starter: Snapshot) -> None:
    """One door is known there, the ministry's; the islands' common agency and Denmark's own Trade Council help on."""
    answer = ask(starter, "energy-cluster-denmark", "KI")
    told = ids(starter, answer)
    assert told[:2] == ["mcic-kiribati", "trade-council-denmark"]
    assert how(starter, answer, "mcic-kiribati") == "front_door"
    assert "pacific-trade-invest" in {starter.id_of(one.node) for one in answer.front_doors}


def test_a_malaysian_software_company_into_the_maldives(starter: Snapshot) -> None:
    """A market with one door: it is told first, and Malaysia's own agency beside it."""
    told = ids(starter, ask(starter, Outsider("MY", None, ("digital",)), "MV"))
    assert told[:2] == ["invest-maldives", "matrade"]


def test_hyderabads_genome_valley_into_switzerland(starter: Snapshot) -> None:
    """India's commercial wing in Bern, Switzerland's agency in Mumbai rather than Bengaluru, three biotech clusters.
    Swissnex in Bengaluru is for research, and comes after.
    """
    answer = ask(starter, "genome-valley", "CH")
    told = ids(starter, answer)
    assert told[:2] == ["india-commercial-wings--bern", "s-ge--mumbai"]
    assert [opener.how.value for opener in answer.openers[2:5]] == ["reception"] * 3
    assert "swiss-biotech-association" in told[2:5]
    assert "swissnex--bengaluru" not in told[:5]
