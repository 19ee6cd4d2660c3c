"""First doors of companies of the starter data, as an adviser would give them, and why."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.born_global import BornGlobal, born_global
from queries.routing.askers import Outsider


def doors(starter: Snapshot, answer: BornGlobal) -> list[str]:
    return [starter.id_of(one.door.organisation) for one in answer.doors]


def services(starter: Snapshot, answer: BornGlobal, at: int) -> set[tuple[str, str]]:
    return {(starter.id_of(one.organisation), one.word) for one in answer.doors[at].services}


def test_a_hydrogen_company_to_korea(starter: Snapshot) -> None:
    """Green Hydrogen Systems, of Kolding, is a member of Energy Cluster Denmark. Its own people in Seoul are the Trade
    Council's, with advice and partner search; beside them the Innovation Centre; KOTRA has its centre in Copenhagen.
    KOTRA's market entry advice is for Koreans who go abroad, so what is told of it is what is there for those who come.
    """
    answer = born_global(starter.on_day(), "green-hydrogen-systems", markets=("KR",))
    assert doors(starter, answer) == [
        "trade-council-denmark--seoul", "kotra--copenhagen", "innovation-centre-denmark--seoul",
    ]  # fmt: skip
    assert {("trade-council-denmark", "market_entry_advice"), ("trade-council-denmark", "partner_search")} <= services(
        starter, answer, 0
    )
    assert services(starter, answer, 1) == {("kotra", "location_services")}
    assert [starter.id_of(tie.organisation) for tie in answer.ties] == ["energy-cluster-denmark"]


def test_programmes_for_a_danish_company(starter: Snapshot) -> None:
    """Danish schemes first: EUDP and the Innovation Fund are for companies, the export schemes for small and medium
    ones, and nobody has recorded how large it is. Then those where a Korean partner may apply: Eureka and Eurostars.
    COSME and Horizon 2020 are over, and the Korean, Dutch and American schemes are for others.
    """
    answer = born_global(starter.on_day(), "green-hydrogen-systems", markets=("KR",))
    told = {starter.id_of(one.programme): one for one in answer.programmes}
    assert set(list(told)[:4]) == {"eudp", "innovation-fund-dk", "dk-eksportfremstoed", "dk-sip-export"}
    assert "whether you are one of these is not on record" in told["dk-eksportfremstoed"].sentence
    assert told["eurostars"].partners_from == ["KR"]
    assert not {"cosme", "horizon-2020", "kicox-prog", "topsector-tki", "sba-ric", "interreg-nwe"} & told.keys()


def test_a_medtech_company_without_a_market(starter: Snapshot) -> None:
    """The Trade Council is equally good in some fifty markets; of these Germany has most medtech clusters, then France.
    One meets the branch at MEDICA, each November in Düsseldorf.
    """
    who = Outsider("DK", "DK-84", ("medtech",), ("medicon-valley-alliance",))
    answer = born_global(starter.on_day(), who)
    assert [starter.id_of(one.market) for one in answer.doors][:2] == ["DE", "FR"]
    assert doors(starter, answer)[0] == "trade-council-denmark--berlin"
    assert (answer.as_good or 0) > 30
    assert "medica" in {starter.id_of(one.event) for one in answer.meetings}


def test_a_french_aerospace_company_to_canada(starter: Snapshot) -> None:
    """Aerospace Valley has a memorandum with Aéro Montréal: better than the agency, because it is the branch itself.
    Then Business France in Toronto. Aéro Montréal has organised Aéromart Montréal: there one meets it.
    """
    who = Outsider("FR", None, ("aerospace",), ("aerospace-valley",))
    answer = born_global(starter.on_day(), who, markets=("CA",), first=2)
    assert doors(starter, answer) == ["aero-montreal", "business-france--toronto"]
    assert answer.doors[0].no_services is not None, "none is recorded of a cluster for those from elsewhere"
    (meeting,) = answer.meetings
    assert (starter.id_of(meeting.event), meeting.when) == (
        "aeromart-montreal", "biennial, in April; the next date is not recorded",
    )  # fmt: skip


def test_a_kenyan_food_company(starter: Snapshot) -> None:
    """No agency of Kenya's has an office abroad in the data. Foreign agencies have desks in Nairobi, and of their
    countries Spain has most food clusters. Of programmes only UNIDO's could be: it names no countries.
    """
    answer = born_global(starter.on_day(), Outsider("KE", None, ("agrifood",)))
    assert starter.id_of(answer.doors[0].market) == "ES"
    assert {starter.market_code(int(starter.facts.country[one.door.organisation])) for one in answer.doors} == {"KE"}
    assert [starter.id_of(one.programme) for one in answer.programmes] == ["unido-clusters"]


def test_where_nobody_opens_a_door(starter: Snapshot) -> None:
    """For Bouvet Island, where nobody lives, there are only the agencies at home, which are there for every market."""
    answer = born_global(starter.on_day(), "green-hydrogen-systems", markets=("BV",))
    assert answer.doors == []
    assert [one.sentence for one in answer.unopened] == [
        "Nobody there, or there for it, opens the door; of your own country Trade Council of Denmark and Confederation "
        "of Danish Industry (DI) may help."
    ]


def test_whom_to_meet_is_named(starter: Snapshot) -> None:
    """ "18 clusters to meet in Spain" is no use to a client: the energy cluster of the Basque country is."""
    answer = born_global(starter.on_day(), Outsider("DK", sectors=("energy",)))
    spain = next(one for one in answer.doors if starter.id_of(one.market) == "ES")
    assert "basque-energy-cluster" in {starter.id_of(one) for one in spain.to_meet[:3]}
    assert len(spain.to_meet) == spain.clusters_to_meet
