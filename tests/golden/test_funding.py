"""The funding patchwork of real askers over the starter data. Each says why the answer is right."""

from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.funding import Funding, FundingProgramme, funding
from queries.routing.askers import Outsider
from queries.routing.entry_path import PathStep


def by_id(day: Day, answer: Funding) -> dict[str, FundingProgramme]:
    return {day.snapshot.id_of(one.programme): one for one in answer.programmes}


def verdicts(day: Day, answer: Funding) -> dict[str, str]:
    return {id_: str(one.verdict) for id_, one in by_id(day, answer).items()}


def reason(one: FundingProgramme, what: str) -> str:
    return next(by.sentence for by in one.criteria if by.what == what)


def steps(answer: Funding) -> dict[str, PathStep]:
    return {str(one.step): one for one in answer.path}


def first(day: Day, step: PathStep) -> str:
    return day.snapshot.id_of(step.covered_by[0].organisation)


def test_a_small_danish_company_into_korea(starter: Snapshot) -> None:
    """Eurostars and Globalstars have Korean members, so that a project with a partner there can be funded: they come
    first. The Danish export schemes are for small companies and may be used; Innovationskraft was for clusters and is
    over. The Trade Council and the Innovation Centre advise, and are in Seoul; the first seeks partners too; EIFO gives
    credit and is not there.
    """
    day = starter.on_day()
    asker = Outsider("DK", None, ("energy",), ("energy-cluster-denmark",))
    answer = funding(day, asker, "KR", size="small")
    found = verdicts(day, answer)
    assert set(list(found)[:5]) == {"eureka", "eureka-clusters", "eurostars", "globalstars", "horizon-europe"}
    assert (found["dk-eksportfremstoed"], found["dk-sip-export"]) == ("yes", "yes")
    assert found["innovationskraft"] == "no"
    path = steps(answer)
    advisers = [day.snapshot.id_of(one.organisation) for one in path["market_entry_advice"].covered_by]
    assert advisers == ["innovation-centre-denmark", "trade-council-denmark", "dansk-industri"]
    assert [first(day, path[one]) for one in ("partner_search", "matchmaking", "export_credit")] == [
        "trade-council-denmark", "energy-cluster-denmark", "eifo",
    ]  # fmt: skip
    assert path["partner_search"].covered_by[0].there
    assert "no office of its own is on record in South Korea" in path["export_credit"].sentence


def test_without_its_size_the_schemes_for_small_companies_are_not_certain(starter: Snapshot) -> None:
    day = starter.on_day()
    answer = funding(day, Outsider("DK", None, ("energy",)), "KR")
    found = verdicts(day, answer)
    assert (found["dk-eksportfremstoed"], found["eurostars"]) == ("unknown", "unknown")
    assert answer.size_count == 12
    assert found["eudp"] == "yes", "it is for companies of any size"


def test_the_state_programme_of_a_danish_cluster_is_over(starter: Snapshot) -> None:
    """Innovationskraft paid the national clusters from 2021 to 2024. On a day of 2023 it runs, and pays this one."""
    day, then = starter.on_day(), starter.on_day("2023")
    now = by_id(day, funding(day, "energy-cluster-denmark", "JP"))["innovationskraft"]
    assert (now.verdict, reason(now, "status")) == ("no", "It ended in 2024.")
    assert "It has funded you before." in now.sentence
    before = by_id(then, funding(then, "energy-cluster-denmark", "JP"))["innovationskraft"]
    assert (before.verdict, reason(before, "status")) == ("yes", "It runs from 2021 to 2024.")
    assert "It funds you already." in before.sentence


def test_regional_programmes_of_spain(starter: Snapshot) -> None:
    """ACCIÓ and SPRI serve Catalonia and the Basque Country: a cluster of Madrid has the national programme only, a
    Basque one its own region's too, which funds it already, and whose agency it reaches through its network.
    """
    day = starter.on_day()
    madrid = verdicts(day, funding(day, Outsider("ES", "ES-MD", ("energy",), kind="cluster"), "US"))
    regional = ("aei-spain", "basque-cluster-prog", "catalonia-clusters-prog")
    assert [madrid[one] for one in regional] == ["yes", "no", "no"]
    basque = by_id(day, funding(day, "basque-energy-cluster", "US"))
    assert [basque[one].verdict for one in regional] == ["yes", "yes", "no"]
    assert "It funds you already." in basque["basque-cluster-prog"].sentence
    (spri,) = basque["basque-cluster-prog"].runners
    assert spri.route is not None
    assert [day.snapshot.id_of(step.target) for step in spri.route.steps] == ["basque-clusters", "spri"]


def test_a_hamburg_cluster_and_the_bavarian_programme(starter: Snapshot) -> None:
    """The Cluster-Offensive lists Germany, and all eight that it funds are Bavarian: an adviser would not send a
    cluster of Hamburg there, nor swear that it may not apply. A Bavarian one may.
    """
    day = starter.on_day()
    hamburg = by_id(day, funding(day, Outsider("DE", "DE-HH", ("aerospace",), kind="cluster"), "CA"))
    assert hamburg["cluster-offensive-bayern"].verdict == "unknown"
    assert reason(hamburg["cluster-offensive-bayern"], "region").startswith("All 8 that it is known to have funded")
    bavaria = verdicts(day, funding(day, Outsider("DE", "DE-BY", ("aerospace",), kind="cluster"), "CA"))
    assert bavaria["cluster-offensive-bayern"] == "yes"
    assert hamburg["gic-ca"].verdict == "no", "it is for clusters of Canada"


def test_what_is_far_away_is_not_made_up(starter: Snapshot) -> None:
    """Of Kenya no programme is on record but UNIDO's for developing countries, whose countries nobody lists; KEPROBA
    supports trade fairs. That ten steps are covered by nobody on record does not say that nobody does.
    """
    day = starter.on_day()
    answer = funding(day, Outsider("KE"), "DE", size="small")
    assert [id_ for id_, verdict in verdicts(day, answer).items() if verdict != "no"] == ["unido-clusters"]
    assert reason(answer.programmes[0], "country").endswith("Its source says: Developing countries.")
    assert first(day, steps(answer)["trade_fair_support"]) == "keproba"
    assert answer.gap.endswith("Others may offer them.")
    assert "does not mean" in steps(answer)["soft_landing"].sentence


def test_where_the_business_avenues_lead(starter: Snapshot) -> None:
    """The source lists the countries of the European Union and says that it takes their companies to Japan, Korea,
    Singapore, Thailand and Vietnam. Who asks about China reads that, and sees that China is not among these.
    """
    day = starter.on_day()
    one = by_id(day, funding(day, Outsider("NL", None, ("agrifood",)), "CN", size="small"))["eu-business-hub"]
    assert reason(one, "country").endswith("Its source says: EU companies → JP;KR;SG;TH;VN.")
    assert reason(one, "market") == "Whether it is good for going to China is not recorded."


def test_no_deadline_is_recorded(starter: Snapshot) -> None:
    """No programme of the starter data states a deadline or a fee, so none is told as a call, and all say: ask."""
    day = starter.on_day()
    answer = funding(day, "medicon-valley-alliance", "JP")
    assert {str(one.source) for one in answer.programmes} == {"official"}
    assert {reason(one, "deadline") for one in answer.programmes} == {
        "No deadline is recorded: ask whether it takes applications now."
    }
