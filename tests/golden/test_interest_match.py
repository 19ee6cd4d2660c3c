"""Whose interests meet whose in the starter data. Each says why the answer is what an adviser would say."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.interest_match import InterestMatch, InterestMatchAnswer, interest_match
from queries.routing.askers import Outsider


def of(starter: Snapshot, answer: InterestMatchAnswer, side: str) -> list[str]:
    return [starter.id_of(one.organisation) for one in answer.matches if one.side == side]


def match(starter: Snapshot, matches: list[InterestMatch], id_: str) -> InterestMatch:
    return next(one for one in matches if starter.id_of(one.organisation) == id_)


def test_danish_energy_and_korean_hydrogen(starter: Snapshot) -> None:
    """Energy Cluster Denmark goes to Korea with ELBE; H2KOREA has signed with Hydrogen Europe, and Ulsan has looked to
    Denmark. Both can be met by the Danish innovation centre in Seoul. Those of whom no route is known stand behind.
    """
    answer = interest_match(starter.on_day(), "energy-cluster-denmark")
    mutual = of(starter, answer, "mutual")
    assert mutual[:4] == ["deepwind", "h2korea", "renewable-energy-hamburg", "ulsan-technopark"]
    assert mutual[-1] == "automotive-bw", "hydrogen is sought, and no chain leads there"
    hydrogen = match(starter, answer.matches, "h2korea")
    assert hydrogen.sentence.startswith(
        "H2KOREA looks for partners in the EU Single Market, where you are (Memorandum with Hydrogen Europe; since 2020"
    )
    assert "You look for a way into South Korea, where it is (via ELBE target markets; since 2020" in hydrogen.sentence
    assert hydrogen.route is not None
    assert starter.id_of(hydrogen.route.steps[0].target) == "innovation-centre-denmark--seoul"
    assert match(starter, answer.matches, "ulsan-technopark").theirs[0].dated is False
    assert "elbe-alliance" not in mutual, "its own partnership is no match"


def test_saxon_and_dutch_chips(starter: Snapshot) -> None:
    """The two have talked in 2024, says the Dutch page: mutual, dated, and direct. The agency of the east and Brainport
    have looked to Germany, nobody says when, and are reached by others.
    """
    answer = interest_match(starter.on_day(), "silicon-saxony")
    assert of(starter, answer, "mutual") == ["high-tech-nl", "oost-nl", "brainport"]
    first = answer.matches[0]
    assert first.route is not None
    assert len(first.route.steps) == 1
    assert [one.relation.since for one in (*first.theirs, *first.yours)] == ["2024", "2024"]


def test_copenhagen_and_kobe(starter: Snapshot) -> None:
    """The life science clusters of Copenhagen and Kobe have named each other's country, and share their sector."""
    answer = interest_match(starter.on_day(), "kbic")
    assert of(starter, answer, "mutual")[0] == "medicon-valley-alliance"
    assert answer.matches[0].undated, "it is general knowledge without a date, and says so"
    assert "no date is known; recalled" in answer.matches[0].sentence
    danish = of(starter, answer, "yours")
    assert "energy-cluster-denmark" not in danish, "nor is everybody in Denmark what a biomedical cluster looks for"


def test_what_a_sports_partnership_sought(starter: Snapshot) -> None:
    """The sports clusters' projects ended in 2017 and 2022. What Cluster Montagne sought then is past, and is nobody's
    match today; told on request, with its end.
    """
    answer = interest_match(starter.on_day(), "cluster-montagne")
    assert answer.mutual_count == 0
    assert answer.past_count > 100
    assert all(one.over for one in answer.past)
    assert not {one.organisation for one in answer.past if one.side == "theirs"} & {
        one.organisation for one in answer.matches if one.side == "theirs"
    }
    before = match(starter, answer.past, "ostim")
    assert "You looked for partners in Energy and energy efficiency, in which it works" in before.sentence
    assert "until 2022" in before.sentence


def test_a_danish_hydrogen_company(starter: Snapshot) -> None:
    """It has published nothing. Those who have named Denmark, the Union or hydrogen may want to hear of it; food
    clusters that look to Denmark do not.
    """
    answer = interest_match(starter.on_day(), Outsider("DK", None, ("hydrogen",), ("energy-cluster-denmark",)))
    found = of(starter, answer, "theirs")
    assert answer.match_count == len(answer.matches) == len(found)
    assert {"ulsan-technopark", "h2korea"} <= set(found)
    assert "kbic" not in found
    assert answer.matches[0].reachable
