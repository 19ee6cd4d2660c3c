"""Events: which are meant, in what order, and who hosts them."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.events import EventFilter, EventsAnswer, events
from queries.routing.askers import Outsider
from tests.profiles import draws
from tests.worlds import Row, cluster, relation, snapshot_of

DAY = "2026-07-01"
SECTORS: list[Row] = [{"id": id_, "name": id_.capitalize()} for id_ in ("cross-sector", "energy", "food")]


def event(id_: str, **said: str) -> Row:
    return {"id": id_, "kind": "event", "name": id_} | said


MATCHMAKING = {"format": "matchmaking"}
ROWS: dict[str, list[Row]] = {
    "sectors": SECTORS,
    "organisations": [
        cluster("me", "DK"), cluster("near", "DK"), cluster("far", "KR"), cluster("gone", "KR", dissolved="2020"),
    ],
    "contexts": [
        event("long-ago", start="2015-03-01", end="2015-03-02", country="KR", format="fair"),
        event("lately", start="2026-05", country="KR", format="fair", mode="on_site", sectors="energy", city="Seoul"),
        event("autumn", cadence="annual", month="10", country="KR", sectors="energy|cross-sector") | MATCHMAKING,
        event("spring", cadence="biennial", month="4", start="2013", mode="online", sectors="cross-sector"),
        event("whenever", cadence="monthly", format="knowledge", mode="hybrid"),
        event("soon", start="2026-09-01", end="2026-09-03", format="matchmaking", country="DK"),
        event("later", start="2027", format="investor_pitching"),
        event("this-year", start="2026", format="project_meeting", mode="online", sectors="food"),
        event("some-day", month="8", format="knowledge"),
        {"id": "project", "kind": "project", "name": "no event", "country": "KR"},
    ],
    "relations": [
        relation("takes_place_in", "soon", "KR"),
        relation("takes_place_in", "soon", "SE", since="2030"),
        *(relation("organises", host, "soon") for host in ("far", "near", "me")),
        relation("organises", "gone", "autumn"), relation("attends", "far", "autumn"),
        relation("organises", "near", "lately"),
        relation("partner_of", "me", "near", status="current"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("events"), DAY)


def ids(world: Snapshot, answer: EventsAnswer) -> list[str]:
    return [world.id_of(one.event) for one in answer.events]


def sentences(world: Snapshot, answer: EventsAnswer) -> dict[str, str]:
    return {world.id_of(one.event): one.sentence for one in answer.events}


def test_in_the_order_in_which_they_come(world: Snapshot) -> None:
    answer = events(world.on_day(), EventFilter())
    assert ids(world, answer) == [
        "this-year", "soon", "later", "autumn", "spring", "whenever", "some-day", "lately", "long-ago",
    ]  # fmt: skip
    assert answer.event_count == 9
    counted = (answer.current_count, answer.upcoming_count, answer.recurring_count)
    assert (*counted, answer.undated_count, answer.past_count) == (1, 2, 3, 1, 2)
    assert (answer.unclear_count, answer.every_sector_count, answer.nothing, answer.asker) == (0, 0, None, None)


@pytest.mark.parametrize(
    ("where", "found", "unclear"),
    [
        (EventFilter(market="KR"), ["soon", "autumn", "lately", "long-ago"], 5),
        (EventFilter(market="SE"), [], 5),
        (EventFilter(sector="food"), ["this-year"], 5),
        (EventFilter(mode="online"), ["this-year", "spring", "whenever"], 5),
        (EventFilter(mode="hybrid"), ["whenever"], 5),
        (EventFilter(format="matchmaking"), ["soon", "autumn"], 1),
        (EventFilter(month=9), ["soon"], 3),
        (EventFilter(month=5), ["lately"], 3),
        (EventFilter(market="KR", format="matchmaking", month=10), ["autumn"], 0),
    ],
)
def test_which_are_meant(world: Snapshot, where: EventFilter, found: list[str], unclear: int) -> None:
    answer = events(world.on_day(), where)
    assert (ids(world, answer), answer.unclear_count) == (found, unclear)


def test_what_is_for_every_sector_is_counted(world: Snapshot) -> None:
    assert events(world.on_day(), EventFilter(sector="food")).every_sector_count == 2
    assert events(world.on_day(), EventFilter(sector="energy")).every_sector_count == 1


def test_what_is_about_the_askers_sectors_comes_first(world: Snapshot) -> None:
    """Within each state; then what is about every sector, or none that is known; other sectors last."""
    answer = events(world.on_day(), asker=Outsider("DK", sectors=("energy",)))
    assert ids(world, answer) == [
        "soon", "later", "this-year", "autumn", "spring", "whenever", "some-day", "lately", "long-ago",
    ]  # fmt: skip
    shared = {world.id_of(one.event) for one in answer.events if one.shares_sector}
    assert shared == {"autumn", "lately"}
    asked = events(world.on_day(), EventFilter(format="project_meeting"), Outsider("DK", sectors=("energy",)))
    assert [one.shares_sector for one in asked.events] == [False]
    plain = ids(world, events(world.on_day()))
    assert ids(world, events(world.on_day(), asker="me")) == plain, "it works in no sector that is known"
    assert ids(world, events(world.on_day(), asker=Outsider("DK", sectors=("cross-sector",)))) == plain
    assert {one.shares_sector for one in events(world.on_day(), asker="me").events} == {None}


@pytest.mark.parametrize(
    ("day", "first"), [("2026-10-15", "autumn"), ("2026-10-16", "spring"), ("2026-11-01", "spring")]
)
def test_what_recurs_in_the_running_month_is_first_in_its_first_half_and_then_last(
    world: Snapshot, day: str, first: str
) -> None:
    answer = events(world.on_day(day))
    recurring = [world.id_of(one.event) for one in answer.events if one.state == "recurring"]
    assert recurring[0] == first
    assert recurring[-1] == "whenever", "in no month that is known"
    over = sentences(world, answer)["autumn"].endswith("whether this year's is over is not known.")
    assert over is day.startswith("2026-10")
    assert sentences(world, events(world.on_day("2026-04-20")))["spring"].endswith("the next one is not known.")


def test_what_is_told(world: Snapshot) -> None:
    told = sentences(world, events(world.on_day()))
    assert told["soon"] == "Matchmaking in Denmark, South Korea: from 2026-09-01 until 2026-09-03."
    assert told["lately"] == "Fair in Seoul, South Korea on Energy: it was in 2026-05."
    assert told["autumn"] == (
        "Matchmaking in South Korea on Energy: annual, in October; the date of the next one is not known."
    )
    assert told["spring"] == (
        "Event online for every sector: biennial, in April, held since 2013; the date of the next one is not known."
    )
    assert told["this-year"] == "Project meeting online on Food: in 2026; no closer date is known."
    assert told["some-day"] == "Knowledge event: it is or was in August of a year that nobody names."
    assert told["whenever"].startswith("Knowledge event on site and online: monthly;")


def test_hosts_the_nearest_first(world: Snapshot) -> None:
    soon = events(world.on_day(), EventFilter(market="DK"), "me").events[0]
    assert [world.id_of(host.organisation) for host in soon.organisers] == ["me", "near", "far"]
    me, near, far = soon.organisers
    assert (me.is_asker, me.route, me.no_route) == (True, None, "It is you.")
    assert near.route is not None
    assert (len(near.route.steps), near.no_route) == (1, None)
    assert (far.route, far.no_route) == (None, "No chain of at most 3 introductions leads there.")
    assert near.relation.kind == "organises"
    unasked = events(world.on_day(), EventFilter(market="DK")).events[0]
    assert [world.id_of(host.organisation) for host in unasked.organisers] == ["far", "me", "near"]
    assert {(host.is_asker, host.route, host.no_route) for host in unasked.organisers} == {(False, None, None)}
    outside = events(world.on_day(), EventFilter(market="DK"), Outsider("SE", knows=("far",)))
    assert world.id_of(outside.events[0].organisers[0].organisation) == "far"


def test_who_is_not_there_hosts_nothing(world: Snapshot) -> None:
    autumn = events(world.on_day(), EventFilter(month=10)).events[0]
    assert (autumn.organisers, autumn.organiser_count) == ([], 0)
    assert autumn.no_organiser == "Who organises it is not known here: ask on its page."
    assert [world.id_of(node) for node in autumn.attendees] == ["far"]


def test_on_another_day(world: Snapshot) -> None:
    then = events(world.on_day("2015-03-01"), EventFilter(market="KR"))
    states = {world.id_of(one.event): one.state for one in then.events}
    assert states == {"long-ago": "current", "lately": "upcoming", "autumn": "recurring", "soon": "upcoming"}
    assert ids(world, events(world.on_day("2030"), EventFilter(market="SE"))) == ["soon"]


def test_where_there_is_nothing(world: Snapshot) -> None:
    assert events(world.on_day(), EventFilter(market="SE")).nothing == "No such event is known; 9 without the market."
    narrow = EventFilter(market="KR", sector="energy", month=5, format="matchmaking")
    assert (
        events(world.on_day(), narrow).nothing
        == "No such event is known; 1 without the format and 1 without the month."
    )
    nowhere = EventFilter(market="SE", format="fair", month=1)
    assert events(world.on_day(), nowhere).nothing == "No such event is known.", "not without any single one"
    assert events(world.on_day(), EventFilter(format="fair")).nothing == "All such events that are known are past."


@pytest.mark.parametrize(
    ("where", "code", "near"),
    [
        (EventFilter(market="Atlantis"), "unknown_market", ()),
        (EventFilter(sector="fod"), "unknown_sector", ("food",)),
        (EventFilter(format="matchmakin"), "unknown_event_format", ("matchmaking",)),
        (EventFilter(mode="onlin"), "unknown_event_mode", ("online",)),
        (EventFilter(month=13), "bad_month", ()),
        (EventFilter(month=0), "bad_month", ()),
    ],
)
def test_what_is_refused(world: Snapshot, where: EventFilter, code: str, near: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        events(world.on_day(), where)
    assert (refused.value.code, refused.value.nearest) == (code, near)


Drawn = tuple[str, str, str, str, str]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("", "DK", "KR")),
            st.sampled_from(("", "fair", "knowledge")),
            st.sampled_from(("", "online", "on_site", "hybrid")),
            st.sampled_from(("", "energy", "food|energy", "cross-sector")),
            st.sampled_from(("", "3", "9")),
        ),
        max_size=10,
    ),
    st.tuples(*(st.sampled_from((None, one)) for one in ("KR", "fair", "online", "energy", 9))),
)
@settings(max_examples=draws(60), deadline=None)
def test_all_that_fit_and_no_others(drawn: list[Drawn], asked: tuple[str | None, ...]) -> None:
    """Counted again over the rows: what does not fit is neither listed nor counted, what nobody says is counted."""
    market, format_, mode, sector, month = asked
    expected, unclear = set(), 0
    for at, said in enumerate(drawn):
        verdicts = []
        for value, wanted in zip(said, asked, strict=True):
            fits = str(wanted) in value.split("|") or (wanted == "online" and value == "hybrid")
            verdicts.append(True if wanted is None else fits if value else None)
        expected |= {f"e{at}"} if all(verdicts) else set()
        unclear += None in verdicts and False not in verdicts
    names = ("country", "format", "mode", "sectors", "month")
    rows = [event(f"e{at}", **dict(zip(names, said, strict=True))) for at, said in enumerate(drawn)]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of({"sectors": SECTORS, "contexts": rows, "organisations": [cluster("me")]}, Path(folder))
        answer = events(snapshot.on_day(), EventFilter(market, sector, format_, mode, 9 if month else None))
        assert (set(ids(snapshot, answer)), answer.unclear_count) == (expected, unclear)
        assert answer.event_count == len(expected)
