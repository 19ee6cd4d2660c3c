"""Events of the starter data. Each says why the answer is what an adviser would say."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.events import EventFilter, EventsAnswer, ListedEvent, events

PITCHING = EventFilter(sector="health", format="investor_pitching")


def ids(starter: Snapshot, answer: EventsAnswer) -> list[str]:
    return [starter.id_of(one.event) for one in answer.events]


def organisers(starter: Snapshot, event: ListedEvent) -> list[str]:
    return [starter.id_of(host.organisation) for host in event.organisers]


def test_pitching_in_life_science(starter: Snapshot) -> None:
    """At the end of November: Oslo's day in April and Munich's in May are next, Sweden's follow in autumn; Barcelona's
    week is held every year, nobody says when; the challenge of 2017 is over. No date of a next one is in the data.
    """
    answer = events(starter.on_day(), PITCHING, "medicon-valley-alliance")
    assert ids(starter, answer) == [
        "norwegian-ls-investor-day", "biovaria", "nlsinvest", "nordic-star-pitch", "biocat-cataloniabio-healthtech",
        "nlsdays-startup-challenge-2017",
    ]  # fmt: skip
    assert {one.state for one in answer.events[:5]} == {"recurring"}
    oslo = answer.events[0]
    assert oslo.sentence == (
        "Investor pitching in Oslo, Norway on Health, biotech and life sciences: annual, in April, held since 2020; "
        "the date of the next one is not known."
    )
    route = oslo.organisers[0].route
    assert route is not None
    assert starter.id_of(route.steps[0].target) == "trade-council-denmark--oslo", "one's own people there"
    assert answer.events[-1].sentence.endswith("it was in 2017-09.")


def test_european_clusters_in_taiwan(starter: Snapshot) -> None:
    """SEMICON and COMPUTEX are held every year; the trade council hosts the latter. Four times European clusters went
    to Taiwan, and all of that is past; the nearest host for Saxony is itself.
    """
    answer = events(starter.on_day(), EventFilter(market="TW"), "silicon-saxony")
    assert ids(starter, answer) == [
        "semicon-taiwan", "computex",
        "eu-taiwan-matchmaking-2018", "saxony-taiwan-mission-2016", "semicon-taiwan-saxony-2016",
        "eu-taiwan-matchmaking-2016",
    ]  # fmt: skip
    assert (answer.recurring_count, answer.past_count, answer.nothing) == (2, 4, None)
    assert organisers(starter, answer.events[1]) == ["taitra"]
    assert organisers(starter, answer.events[3])[0] == "silicon-saxony"
    assert answer.events[3].organisers[0].no_route == "It is you."
    assert answer.unclear_count == 22, "events of no known place, most of which move from country to country"


def test_before_the_hanover_fair_of_2016(starter: Snapshot) -> None:
    """On the first of February 2016 the cluster event at that year's fair was to come, and last year's was past."""
    answer = events(starter.on_day("2016-02-01"), EventFilter(market="DE", format="matchmaking"))
    states = {starter.id_of(one.event): str(one.state) for one in answer.events}
    assert next(iter(states.items())) == ("eu-us-cluster-event-2016", "upcoming")
    assert states["eccp-hannover-matchmaking-2015"] == "past"


def test_project_meetings_are_records_of_the_past(starter: Snapshot) -> None:
    """All seven are of projects that have met; the Space2Waves, FASCINATE and SUSTAIN ones met online."""
    answer = events(starter.on_day(), EventFilter(format="project_meeting"))
    assert (answer.event_count, answer.past_count) == (7, 7)
    online = events(starter.on_day(), EventFilter(format="project_meeting", mode="online"))
    assert ids(starter, online) == ["sustain-consortium-meeting", "space2waves-launch-2021", "fascinate-kickoff-2020"]


def test_german_november(starter: Snapshot) -> None:
    """MEDICA with its brokerage event, and SEMICON Europa; the Cluster Alley of 2023 was one of its editions."""
    answer = events(starter.on_day(), EventFilter(market="DE", month=11))
    assert set(ids(starter, answer)) >= {"medica", "semicon-europa", "semicon-europa-cluster-alley-2023"}
    assert ids(starter, answer)[-1] == "semicon-europa-cluster-alley-2023"
    brokerage = answer.events[0]
    assert organisers(starter, brokerage) == ["een", "zenit"]


def test_danish_energy_is_told_of_energy_first(starter: Snapshot) -> None:
    """Who names no sector gets fairs on wind, hydrogen and energy before boat shows and biotech; at the end of November
    what is held every November is rather over than to come.
    """
    answer = events(starter.on_day(), asker="energy-cluster-denmark")
    recurring = [one for one in answer.events if one.state == "recurring"]
    shares = [bool(one.shares_sector) for one in recurring]
    assert shares == sorted(shares, reverse=True)
    shared = [one for one in recurring if one.shares_sector]
    assert [starter.id_of(one.event) for one in shared][-2:] == ["adipec", "moteforum-gce-ocean-2020"], "of November"
    adipec = shared[-2]
    assert adipec.sentence.endswith("annual, in November; whether this year's is over is not known.")
