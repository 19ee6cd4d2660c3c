"""Askers from North and Latin America and the Caribbean. Whom an adviser would name, whom not, and why."""

import pytest

from graph.snapshot.snapshot import Snapshot
from queries.routing.askers import Outsider
from tests.golden.asking import ask, how, ids, way, with_it


def test_companies_of_quebec_and_of_ontario_into_france(starter: Snapshot) -> None:
    """Canada's trade commissioners in Paris serve both, Québec's delegation only Quebecers. Business France is asked at
    the desk around the corner: Montréal for the one, Toronto for the other.
    """
    quebec = ids(starter, ask(starter, Outsider("CA", "CA-QC", ("aerospace",)), "FR"))
    ontario = ids(starter, ask(starter, Outsider("CA", "CA-ON", ("aerospace",)), "FR"))
    assert set(quebec[:3]) == {"tcs-canada--paris", "quebec-gov-offices--paris", "business-france--montreal"}
    assert ontario[:2] == ["tcs-canada--paris", "business-france--toronto"]
    assert "quebec-gov-offices--paris" not in ontario


def test_canadas_ocean_supercluster_into_norway(starter: Snapshot) -> None:
    """The trade commissioners in Oslo; GCE NODE is its partner by a common agreement. Innovation Norway promotes
    Norway. Its Danish partner is no door to Norway.
    """
    answer = ask(starter, "canada-ocean-supercluster", "NO")
    told = ids(starter, answer)
    assert set(told[:2]) == {"tcs-canada--oslo", "gce-node"}
    assert how(starter, answer, "gce-node") == "own_network"
    assert "innovation-norway" in told[:8]
    assert not {"energy-cluster-denmark", "elbe-alliance", "eksfin"} & set(told)


def test_a_colombian_software_company_into_the_united_states(starter: Snapshot) -> None:
    """ProColombia has four offices: one door opener, told by New York. The US Commercial Service in Bogotá mainly sends
    Americans out; SelectUSA is the official door. Councils for India and Saudi Arabia have no business here.
    """
    answer = ask(starter, Outsider("CO", None, ("digital",)), "US")
    told = ids(starter, answer)
    assert told[0] == "procolombia--new-york"
    assert len(with_it(starter, answer.openers[0]) & set(PROCOLOMBIA)) == 3
    assert {"us-commercial-service--bogota", "selectusa"} <= set(told[:6])
    assert not {"us-saudi-business-council", "us-india-business-council", "usmcoc", "exim-us"} & set(told)


PROCOLOMBIA = ("procolombia--miami", "procolombia--washington", "procolombia--san-francisco")


def test_a_brazilian_health_company_into_portugal(starter: Snapshot) -> None:
    """Apex and the foreign ministry both sit in Lisbon, AICEP in São Paulo; the health cluster and the biotechnology
    association are whom they introduce to. A Brazilian chamber in London leads nowhere here.
    """
    told = ids(starter, ask(starter, Outsider("BR", None, ("health",)), "PT"))
    assert set(told[:2]) == {"apexbrasil--lisbon", "itamaraty-secom--lisbon"}
    assert told[2] == "aicep--sao-paulo"
    assert {"health-cluster-portugal", "p-bio"} == set(told[3:5])
    assert not {"brazilian-chamber-uk", "brazilian-american-chamber-ny", "arab-brazilian-chamber"} & set(told)


def test_a_danish_energy_company_into_brazil(starter: Snapshot) -> None:
    """Denmark's own people in São Paulo, then Brazil's. Of the chambers the confederation, CNI, is asked: FIESP is
    the federation of one state, whatever its size.
    """
    told = ids(starter, ask(starter, Outsider("DK", None, ("energy",)), "BR"))
    assert told[:4] == ["trade-council-denmark--sao-paulo", "itamaraty-secom--copenhagen", "apexbrasil", "cni-brazil"]
    assert "fiesp" not in told


def test_a_chilean_mining_company_into_canada(starter: Snapshot) -> None:
    """ProChile in Toronto; Canada's trade commissioners in Santiago mainly help Canadians; Invest in Canada is the
    official door. Québec's agencies are for Québec, and no Canadian mining cluster is known.
    """
    told = ids(starter, ask(starter, Outsider("CL", None, ("mining",)), "CA"))
    assert told[:3] == ["prochile--toronto", "tcs-canada--santiago", "invest-in-canada"]
    assert not {"edc", "corfo"} & set(told)


def test_a_medical_device_company_of_the_united_states_into_costa_rica(starter: Snapshot) -> None:
    """PROCOMER's office in Houston, by it the medical technology cluster, and CINDE, which brings such firms in."""
    told = ids(starter, ask(starter, Outsider("US", None, ("medtech",)), "CR"))
    assert told[:3] == ["procomer--houston", "cr-medtech", "cinde"]
    assert not {"enterprise-florida", "exim-us", "us-india-business-council"} & set(told)


def test_a_peruvian_forwarder_into_panama(starter: Snapshot) -> None:
    """PROMPERÚ sits in Panama City; PROPANAMÁ promotes Panama; the chamber takes letters."""
    told = ids(starter, ask(starter, Outsider("PE", None, ("logistics",)), "PA"))
    assert told[:2] == ["promperu--panama-city", "propanama"]
    assert "cciap" in told[:5]


def test_a_jamaican_tour_operator_into_the_united_kingdom(starter: Snapshot) -> None:
    """JAMPRO has an office in London; the trade department is the official door. Of the Caribbean's own agency no
    office in London is known. Bilateral chambers of other countries are no doors for a Jamaican.
    """
    told = ids(starter, ask(starter, Outsider("JM", None, ("tourism",)), "GB"))
    assert told[:2] == ["jampro--london", "dbt"]
    assert not {"cbbc", "ukibc", "arab-british-chamber", "ukef", "dit-uk", "ukti"} & set(told)


def test_a_barbadian_energy_company_into_trinidad(starter: Snapshot) -> None:
    """The islands' common agency is at home in Bridgetown and promotes Trinidad too; the new agency of Trinidad is the
    official door, the two that became it are gone.
    """
    told = ids(starter, ask(starter, Outsider("BB", None, ("energy",)), "TT"))
    assert set(told[:2]) == {"tttipa", "caribbean-export"}
    assert {"export-barbados", "ttma"} & set(told[:5]) or {"export-barbados", "tt-chamber"} & set(told[:5])
    assert not {"investt", "exportt"} & set(told)


def test_a_paraguayan_food_company_across_mercosur(starter: Snapshot) -> None:
    """Brazil's foreign ministry has a section in Asunción; the agencies of Argentina, Brazil and Uruguay take letters.
    Its own market is none of the doors.
    """
    told = ids(starter, ask(starter, Outsider("PY", None, ("agrifood",)), corridor="mercosur"))
    assert told[0] == "itamaraty-secom--asuncion"
    assert {"aaici", "apexbrasil", "uruguay-xxi"} <= set(told[:5])
    assert "uip-paraguay" not in told[:5]


def test_the_water_council_of_milwaukee_into_israel(starter: Snapshot) -> None:
    """The US Commercial Service in Tel Aviv; Mekorot's water centre, with which it is in an alliance of water hubs;
    Israel's trade mission in Washington; the official door.
    """
    answer = ask(starter, "the-water-council", "IL")
    told = ids(starter, answer)
    assert told[:2] == ["us-commercial-service--tel-aviv", "mekorot-watech"]
    assert way(starter, answer.openers[1].route) == ["water-tech-hub-alliance", "mekorot-watech"]
    assert set(told[2:4]) == {"israel-foreign-trade-administration--washington", "invest-in-israel"}


def test_bogotas_clusters_into_spain(starter: Snapshot) -> None:
    """ProColombia in Madrid; the world's network of cluster people, of which it is a member, in Barcelona; Spain's
    office in Bogotá. Catalonia and the Basque Country have one there too, after the national one.
    """
    told = ids(starter, ask(starter, "cluster-bogota", "ES"))
    assert told[:3] == ["procolombia--madrid", "tci-network", "icex--bogota"]
    assert {"accio--bogota", "basque-trade--bogota"} <= set(told[3:8])


@pytest.mark.xfail(strict=True, reason="A cluster of Martinique is listed under France.")
def test_an_intelligence_cluster_is_not_sent_to_the_caribbean(starter: Snapshot) -> None:
    """SCALE AI looks for France, and for artificial intelligence; not for the harbour of Fort-de-France."""
    assert "cluster-gat-caraibes-logistique-transports" not in ids(starter, ask(starter, "scale-ai", "FR"))
