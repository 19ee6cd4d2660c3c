"""What is new in a market and what has ended: by its own dates, the nearest first, and what cannot be told."""

import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.snapshot.snapshot import Snapshot
from queries.questions.signals import Signal, SignalsAnswer, signals
from queries.routing.askers import Outsider
from tests.profiles import draws
from tests.worlds import Row, cluster, relation, snapshot_of

DAY = "2026-07-01"


def context(id_: str, kind: str = "project", **said: str) -> Row:
    return {"id": id_, "kind": kind, "name": id_} | said


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}],
    "organisations": [
        cluster("me", "DK"), cluster("friend", "DK"), cluster("stranger", "NO"),
        cluster("seoul", "KR"), cluster("busan", "KR"), cluster("young", "KR", founded="2025-03"),
        cluster("closed", "KR", dissolved="2025-05"), cluster("eaten", "KR"), cluster("eater", "KR"),
        cluster("unborn", "KR", founded="2027"),
    ],
    "contexts": [
        context("joint", start="2025", end="2028"), context("mine", start="2025"), context("older", start="2020"),
        context("over", start="2020", end="2025-12"), context("help", "programme", countries="KR|JP", start="2026"),
        context("show", "event", country="KR", start="2026-09"), context("elsewhere", start="2025"),
    ],
    "relations": [
        relation("partner_of", "me", "friend", status="current"),
        relation("serves", "friend", "KR", since="2025-02-03"),
        relation("serves", "stranger", "KR", since="2025"), relation("active_in", "stranger", "KR"),
        relation("active_in", "me", "KR", since="2025"),
        relation("interested_in", "friend", "KR", since="2025-06", role="seeks_partners", name="a plan"),
        relation("interested_in", "stranger", "KR", since="2025-06", role="seeks_partners", name="a plan"),
        relation("interested_in", "me", "KR", since="2025-06", role="seeks_partners", name="a plan"),
        relation("interested_in", "seoul", "NO", since="2026-01-02"),
        relation("active_in", "seoul", "NO", since="2026"),
        relation("partner_of", "seoul", "busan", since="2024"),
        relation("mou_with", "busan", "stranger", since="2019", until="2025-08"),
        relation("mou_with", "seoul", "stranger", since="2025", until="2026-02"),
        relation("serves", "seoul", "KR", since="2015", until="2020"),
        relation("merged_into", "eaten", "eater", since="2026-02"),
        relation("participates_in", "seoul", "joint"), relation("participates_in", "friend", "joint"),
        relation("participates_in", "seoul", "mine"), relation("participates_in", "me", "mine"),
        relation("participates_in", "busan", "older", since="2026-03"), relation("participates_in", "busan", "over"),
        relation("participates_in", "friend", "elsewhere"),
        relation("works_in", "seoul", "energy", since="2026"),
        relation("partner_of", "eater", "busan", retrieved="2025-07-07"),
        relation("partner_of", "eater", "seoul", retrieved="2020-01-01"),
        relation("partner_of", "friend", "busan", since="2027"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("signals"), DAY)


def told(found: list[Signal]) -> list[str]:
    return [one.sentence for one in found]


def behind(world: Snapshot, signal: Signal) -> list[str]:
    return [world.id_of(node) for node in signal.organisations]


def test_what_is_new_the_nearest_first(world: Snapshot) -> None:
    answer = signals(world.on_day(), "KR", "2025", "me")
    assert told(answer.began) == [
        # by my friend, newest first
        "Since 2025-06: friend is interested in South Korea, and 1 more likewise.",
        "Since 2025-02-03: friend serves South Korea.",
        "joint (project) began in 2025, with seoul and 1 more.",
        # by those whom I know from my own project, and by whom they know
        "Since 2026-01-02: seoul is interested in Norway.",
        "Since 2025: stranger serves South Korea.",
        "Since 2026-03: busan took part in older.",
        "Since 2026-02: eaten has merged into eater.",
        # by nobody whom I can reach, newest first
        "help (programme) began in 2026.",
        "young was founded in 2025-03.",
    ]
    assert answer.began_count == 9
    assert [one.reachable for one in answer.began] == [True] * 7 + [False] * 2


def test_through_whom(world: Snapshot) -> None:
    first, _, joint, *rest = signals(world.on_day(), "KR", "2025", "me").began
    assert behind(world, first) == ["friend", "stranger"]
    assert [world.id_of(one.source) for one in first.relations] == ["friend", "stranger"]
    assert first.route is not None
    assert world.id_of(first.route.steps[-1].target) == "friend"
    assert first.nearest == first.organisations[0]
    assert (behind(world, joint), [world.id_of(node) for node in joint.there]) == (["friend", "seoul"], ["seoul"])
    assert joint.about == world.find("joint")
    helped = next(one for one in rest if one.about == world.find("help"))
    assert helped.no_route == "No chain of at most 3 introductions leads there: nobody behind it is known."
    assert (helped.organisations, helped.relations, helped.nearest) == ([], [], None)
    assert rest[-1].no_route == "No chain of at most 3 introductions leads to anybody behind it."


def test_what_has_ended(world: Snapshot) -> None:
    answer = signals(world.on_day(), "KR", "2025")
    assert told(answer.ended) == [
        "seoul had a memorandum of understanding with stranger until 2026.",
        "over (project) ended in 2025-12, with busan.",
        "busan had a memorandum of understanding with stranger until 2025.",
        "closed was dissolved in 2025-05.",
    ]
    assert [one.when for one in answer.ended] == ["2026-02", "2025-12", "2025-08", "2025-05"]
    assert answer.ended_count == 4


def test_what_is_my_own_is_left_out(world: Snapshot) -> None:
    assert signals(world.on_day(), "KR", "2025", "me").own_count == 3, "active there, interested in it, one project"
    assert signals(world.on_day(), "KR", "2025").own_count == 0
    whole = told(signals(world.on_day(), "KR", "2025").began)
    assert "Since 2025-06: friend is interested in South Korea, and 2 more likewise." in whole
    assert "mine (project) began in 2025, with seoul and 1 more." in whole


def test_without_an_asker_the_newest_first(world: Snapshot) -> None:
    answer = signals(world.on_day(), "KR", "2025")
    days = [int(one.news.when[one.at]) for one in answer.began]
    assert days == sorted(days, reverse=True)
    assert {(one.reachable, one.route, one.no_route, one.nearest) for one in answer.began} == {(None,) * 4}
    assert answer.asker is None


def test_what_cannot_be_new_by_date(world: Snapshot) -> None:
    """Undated: what stranger does there, and what eater has with two; of 2024 or the first day of a month only."""
    assert signals(world.on_day(), "KR", "2025").undated_count == 3
    assert signals(world.on_day(), "KR", "2024-05").coarse_count == 1
    assert signals(world.on_day(), "KR", "2024").coarse_count == 0
    assert signals(world.on_day(), "KR", "2025-06-15").coarse_count == 7, "of the year 2025, or of its June"


def test_what_is_newly_read_is_told_apart(world: Snapshot) -> None:
    answer = signals(world.on_day(), "KR", "2025-07", "me")
    sentences = told(answer.recorded)
    assert "Read on 2025-07-07, since when nobody says: busan is a partner of eater." in sentences
    assert "Read on 2026-01-01, since 2024: busan is a partner of seoul." in sentences
    assert not [one for one in sentences if "eater is a partner of seoul" in one], "it was read long ago"
    new, read = ({fact.id for one in some for fact in one.relations} for some in (answer.began, answer.recorded))
    assert new
    assert not new & read
    assert answer.recorded_count == len(sentences)
    assert {one.change for one in answer.recorded} == {"recorded"}


def test_what_is_elsewhere_is_not_told(world: Snapshot) -> None:
    sentences = " ".join(told(signals(world.on_day(), "KR", "2000").began))
    assert "is active in Norway" not in sentences, "what its people do in other markets"
    assert "elsewhere" not in sentences
    assert "Energy" not in sentences
    assert "unborn" not in sentences
    assert "show" not in sentences, "it begins later"
    later = told(signals(world.on_day("2027-02"), "KR", "2026-08").began)
    assert later == [
        "unborn was founded in 2027.", "Since 2027: busan is a partner of friend.",
    ]  # fmt: skip
    over = told(signals(world.on_day("2027-02"), "KR", "2026-08").ended)
    assert over == ["show (event) took place in 2026-09."], "what is over again is told once"


def test_an_outsider_and_where_there_is_nothing(world: Snapshot) -> None:
    answer = signals(world.on_day(), "KR", "2025", Outsider("NO", knows=("stranger",)))
    assert "stranger" in behind(world, answer.began[0])
    assert answer.asker is None
    nothing = signals(world.on_day(), "JP", "2026-02", "me")
    assert (nothing.began, nothing.ended) == ([], [])
    assert nothing.nothing == "Nothing that concerns it is dated since then."


def test_what_came_and_went_is_told_once(tmp_path: Path) -> None:
    """And what recurs is not over with its last known one; what is for one year alone is."""
    contexts = [
        context("talks", "event", country="KR", start="2026-01-05", end="2026-01-05"),
        context("week", "event", country="KR", start="2026-02-01", end="2026-02-06"),
        context("fair", "event", country="KR", start="2026-03", end="2026-03", cadence="annual"),
        context("series", "event", country="KR", start="2026-04", cadence="annual"),
        context("closed-fair", "event", country="KR", end="2026-05", cadence="annual", status="closed"),
        context("help", "programme", countries="KR", start="2026-01", end="2026-04"),
        context("lasting", "programme", countries="KR", start="2020", end="2026-04"),
        context("long", "programme", countries="KR", start="2026-01", end="2028"),
    ]
    answer = signals(snapshot_of({"contexts": contexts}, tmp_path, DAY).on_day(), "KR", "2026")
    assert told(answer.began) == ["series (event) began in 2026-04.", "long (programme) began in 2026-01."]
    assert told(answer.ended) == [
        "closed-fair (event) took place in 2026-05.", "help (programme) ran from 2026-01 until 2026-04.",
        "lasting (programme) ended in 2026-04.", "week (event) took place from 2026-02-01 until 2026-02-06.",
        "talks (event) took place on 2026-01-05.",
    ]  # fmt: skip


def test_a_plan_is_not_told_beside_what_is_done(tmp_path: Path) -> None:
    """From the same day on, or until the same day; an earlier plan, or that of somebody else, is."""
    plan = {"role": "seeks_market_entry"}
    relations = [
        relation("serves", "a", "KR", since="2025"), relation("interested_in", "a", "KR", since="2025", **plan),
        relation("active_in", "b", "KR", since="2026"), relation("interested_in", "b", "KR", since="2025-02", **plan),
        relation("serves", "c", "KR", until="2025"), relation("interested_in", "c", "KR", until="2025", **plan),
    ]  # fmt: skip
    rows = {"organisations": [cluster(one, "DK") for one in "abc"], "relations": relations}
    answer = signals(snapshot_of(rows, tmp_path, DAY).on_day(), "KR", "2025")
    assert told(answer.began) == [
        "Since 2026: b is active in South Korea.", "Since 2025-02: b is interested in South Korea.",
        "Since 2025: a serves South Korea.",
    ]  # fmt: skip
    assert told(answer.ended) == ["c was of service in South Korea until 2025."]
    assert (answer.began_count, answer.ended_count) == (3, 1)


def test_one_that_does_the_same_to_many_is_one_signal(tmp_path: Path) -> None:
    offices = [{"id": f"office-{at}", "kind": "trade_office", "name": f"office-{at}", "country": "KR"} for at in "ab"]
    organisations = [{"id": "agency", "kind": "trade_agency", "name": "agency", "country": "DK"}, *offices]
    relations = [relation("operates", "agency", f"office-{at}", since="2026") for at in "ab"]
    rows = {"organisations": organisations, "relations": relations}
    answer = signals(snapshot_of(rows, tmp_path, DAY).on_day(), "KR", "2026")
    assert told(answer.began) == ["Since 2026: agency runs office-a, and 1 more likewise."]


def test_of_equally_near_ones_those_of_the_askers_sectors_first(tmp_path: Path) -> None:
    organisations = [cluster("old", "DK", sectors="energy"), cluster("new", "DK")]
    relations = [relation("serves", "old", "KR", since="2025"), relation("serves", "new", "KR", since="2026")]
    rows = {"sectors": ROWS["sectors"], "organisations": organisations, "relations": relations}
    day = snapshot_of(rows, tmp_path, DAY).on_day()
    assert told(signals(day, "KR", "2025", Outsider("NO", sectors=("energy",))).began)[0] == (
        "Since 2025: old serves South Korea."
    )
    assert told(signals(day, "KR", "2025", Outsider("NO")).began)[0] == "Since 2026: new serves South Korea."


@pytest.mark.parametrize(
    ("market", "since", "asker", "code"),
    [
        ("Atlantis", "2025", None, "unknown_market"), ("KR", "lately", None, "bad_date"),
        ("KR", "2026-07-02", None, "since_after_day"), ("KR", "2025", "frend", "unknown_organisation"),
    ],
)  # fmt: skip
def test_what_is_refused(world: Snapshot, market: str, since: str, asker: str | None, code: str) -> None:
    with pytest.raises(InputError) as refused:
        signals(world.on_day(), market, since, asker)
    assert refused.value.code == code


Fact = tuple[str, int, int, str, str]
PLACES = ("DK", "KR", "KR", "NO", "DK")


def concerns(kind: str, source: str, target: str) -> bool:
    if target == "KR":
        return True
    at = {f"o{place}": country for place, country in enumerate(PLACES)}
    return kind not in ("serves",) and "KR" in (at.get(source), at.get(target))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("partner_of", "member_of", "serves", "interested_in")),
            st.integers(0, 4), st.integers(0, 4),
            st.sampled_from(("", "2019", "2024", "2025-03", "2026-01-01")),
            st.sampled_from(("", "", "2025", "2026-02")),
        ),
        max_size=12, unique_by=lambda fact: fact[:3],
    )
)  # fmt: skip
@settings(max_examples=draws(60), deadline=None)
def test_all_that_is_new_and_nothing_else(drawn: list[Fact]) -> None:
    """Counted again over the rows, relation by relation."""
    rows, new, ended, undated = [], set(), set(), 0
    seen, dated = set(), dict[tuple[str, ...], tuple[str, str]]()
    for kind, one, other, since, until in drawn:
        source = f"o{one}"
        target = PLACES[other] if kind in ("serves", "interested_in") else f"o{other}"
        if source == target or (since and until and until < since):
            continue
        ends = tuple(sorted((source, target))) if kind == "partner_of" else (source, target)
        if (kind, ends) in seen:
            continue
        seen.add((kind, ends))
        rows.append(relation(kind, source, target, since=since, until=until))
        dated[kind, source, target] = (since, until)
        if concerns(kind, source, target):
            over = until == "2025"
            ended |= {(kind, *ends)} if over else set()
            undated += not since and not over
            new |= {(kind, *ends)} if not over and since >= "2024-06" else set()
    for told_of, at in ((new, 0), (ended, 1)):
        told_of -= {
            key for key in told_of if key[0] == "interested_in" and ("serves", *key[1:]) in told_of
            and dated[key][at] == dated["serves", *key[1:]][at]
        }  # fmt: skip
    organisations = [cluster(f"o{at}", country) for at, country in enumerate(PLACES)]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of({"organisations": organisations, "relations": rows}, Path(folder))
        answer = signals(snapshot.on_day(), "KR", "2024-06", "o0")
        unasked = signals(snapshot.on_day(), "KR", "2024-06")
        for expected, found, count in ((new, unasked.began, unasked.began_count), (ended, unasked.ended, None)):
            event(f"found: {len(found)}")
            assert {key for signal in found for key in keys(snapshot, signal)} == expected
            assert count in (None, len(found))
        assert answer.undated_count == undated
        mine = {key for key in new | ended if "o0" in key}
        told_me = {key for signal in (*answer.began, *answer.ended) for key in keys(snapshot, signal)}
        assert told_me == (new | ended) - mine
        assert answer.own_count == len(mine)
        assert [one.cost for one in answer.began] == sorted(one.cost for one in answer.began)
        check_groups(snapshot, unasked)


def keys(snapshot: Snapshot, signal: Signal) -> set[tuple[str, ...]]:
    return {(one.kind, snapshot.id_of(one.source), snapshot.id_of(one.target)) for one in signal.relations}


def check_groups(snapshot: Snapshot, answer: SignalsAnswer) -> None:
    """One signal for each kind, other end and day."""
    seen = defaultdict(list)
    for signal in answer.began:
        for kind, source, target in keys(snapshot, signal):
            seen[kind, target, signal.when, source if kind == "partner_of" else ""].append(signal)
    assert all(len({id(one) for one in some}) == 1 for some in seen.values())
