"""Take stock: what is on record, past and present apart; lacks against a plain recount; what is not known."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.take_stock import StockGroup, TakeStock, take_stock
from queries.reading.not_known import NotKnownWord
from tests.profiles import draws
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

PEERS = [f"peer-{at}" for at in range(6)]
ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": id_, "name": id_.capitalize()} for id_ in ("energy", "food", "cross-sector")],
    "corridors": [
        {"id": "nordic", "kind": "trade_bloc", "name": "Nordic", "markets": "DK|SE"},
        {"id": "eu", "kind": "trade_bloc", "name": "EU", "markets": "DK|SE|DE"},
        {"id": "road", "kind": "transport_corridor", "name": "Road", "markets": "DK|KR"},
    ],
    "contexts": [
        {"id": "programme", "kind": "programme", "name": "A Programme"},
        {"id": "project", "kind": "project", "name": "A Project", "start": "2020", "end": "2022"},
        {"id": "fair", "kind": "event", "name": "A Fair", "start": "2019-05", "end": "2019-05"},
    ],
    "services": [
        {"id": f"svc-{id_}", "organisation": id_, "service": "matchmaking"} for id_ in ("peer-0", "peer-1", "peer-3")
    ],
    "organisations": [
        organisation("me", sectors="energy|cross-sector", region="DK-84", lat="55", lon="12", founded="2010"),
        cluster("old", status="merged"),
        organisation("peer-0", sectors="energy"),
        organisation("peer-1", "DE", sectors="energy"),
        organisation("peer-2", "SE", sectors="energy|food"),
        organisation("peer-3", "KR", sectors="energy"),
        organisation("peer-4", "KR", sectors="energy"),
        organisation("peer-5", "DK", sectors="food|energy"),
        organisation("blank", sectors="energy"),
        organisation("closed", sectors="energy", status="closed"),
        organisation("maker", kind="company", sectors="energy"),
        organisation("none", "FI"),
        cluster("hidden", "IS", status="unknown", confidence="recalled"),
        *(organisation(id_, "BE", form="network") for id_ in ("network", "left", "far", "abroad")),
        organisation("gone", "BE", status="closed"),
    ],
    "relations": [
        relation("merged_into", "old", "me", since="2021"),
        relation("member_of", "me", "network", since="2012", status="current"),
        relation("member_of", "me", "left", since="2011", until="2015"),
        relation("member_of", "me", "gone", since="2011"),
        relation("member_of", "old", "far", since="2000", confidence="recalled"),
        relation("board_seat", "maker", "me", since="2018", until="2019", confidence="recalled"),
        relation("board_seat", "maker", "me", since="2024", status="current"),
        relation("partner_of", "me", "peer-2"),
        relation("participates_in", "me", "project", role="coordinator"),
        relation("participates_in", "me", "project", role="participant", since="2030"),
        relation("serves", "me", "SE", since="2024", until="2030"),
        relation("serves", "me", "KR", since="2010", until="2012"),
        relation("active_in", "me", "DE", since="2013"),
        relation("serves", "me", "DE", since="2001", until="2003"),
        relation("mou_with", "me", "gone", since="2030"),
        relation("attends", "me", "fair"),
        relation("takes_place_in", "fair", "JP"),
        *(relation("member_of", id_, "left", status="current") for id_ in ("peer-0", "peer-1", "peer-4")),
        *(relation("member_of", id_, "far", status="current") for id_ in ("peer-1", "peer-3", "peer-4")),
        *(relation("funds", "programme", id_, status="current") for id_ in ("peer-0", "peer-2")),
        *(relation("serves", id_, "US", status="current") for id_ in ("peer-1", "peer-2", "peer-5")),
        *(relation("member_of", id_, "abroad", status="current") for id_ in ("peer-1", "peer-3")),
        relation("serves", "peer-3", "DK", status="current"),
        relation("interested_in", "peer-3", "energy"),
        relation("interested_in", "peer-4", "energy"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("world"))


@pytest.fixture
def day(world: Snapshot) -> Day:
    return world.on_day()


def ids(day: Day, nodes: list[int]) -> list[str]:
    return [day.snapshot.id_of(node) for node in nodes]


def group(answer: TakeStock, what: str) -> StockGroup:
    return next(one for one in answer.groups if one.what == what)


def lacks(day: Day, answer: TakeStock) -> dict[tuple[str, str], int]:
    return {
        (one.what, str(one.service) if one.subject is None else day.snapshot.id_of(one.subject)): one.count
        for one in answer.lacks
    }


class TestOnRecord:
    def test_past_and_present_are_apart(self, day: Day) -> None:
        members = group(take_stock(day, "me"), "member_of")
        assert ids(day, [one.other for one in members.entries]) == ["far", "network"], "known latest first, then by id"
        assert ids(day, [one.other for one in members.past]) == ["gone", "left"]
        assert (members.count, members.past_count) == (2, 2)
        assert [one.sentence for one in members.past] == [
            "me was a member of gone.",
            "me was a member of left until 2015.",
        ]

    def test_one_other_end_is_one_entry_while_anything_of_it_holds(self, day: Day) -> None:
        (seat,) = group(take_stock(day, "me"), "has_on_board").entries
        assert (len(seat.relations), seat.since, seat.over) == (2, "2024", False)
        assert seat.sentence == "maker sits on the board of me."

    def test_what_a_predecessor_hands_over(self, day: Day) -> None:
        inherited = group(take_stock(day, "old"), "member_of").entries[0]
        assert inherited.inherited_from == day.snapshot.find("old")
        assert inherited.sentence == "old is a member of far (recalled, unconfirmed)."
        assert take_stock(day, "old").asked_as == "old"
        assert take_stock(day, "me").asked_as is None

    def test_what_is_undated_says_so(self, day: Day) -> None:
        (partner,) = group(take_stock(day, "me"), "partner_of").entries
        assert partner.undated
        assert partner.sentence == "me is a partner of peer-2 (undated)."
        assert partner.inherited_from is None
        took = group(take_stock(day, "me"), "participates_in").past[0]
        assert (took.undated, took.sentence) == (False, "me took part in A Project until 2022."), "dated by its project"

    def test_what_has_not_begun_is_not_there(self, day: Day) -> None:
        answer = take_stock(day, "me")
        assert [(one.role, one.count, one.past_count) for one in answer.roles] == [("coordinator", 0, 1)]
        assert all(one.what not in ("absorbed", "merged_into", "mou_with") for one in answer.groups)

    def test_on_another_day(self, world: Snapshot) -> None:
        then = world.on_day("2014")
        members = group(take_stock(then, "me"), "member_of")
        assert ids(then, [one.other for one in members.entries]) == ["left", "network"]
        assert take_stock(then, "me").as_of == "2014-12-31"

    def test_markets_freshest_first_and_those_of_the_past(self, day: Day) -> None:
        answer = take_stock(day, "me")
        assert ids(day, [one.market for one in answer.markets]) == ["DK", "SE", "DE"]
        assert [one.sentence for one in answer.markets] == [
            "me is located in Denmark.", "me serves Sweden.", "me is active in Germany (last known in 2013).",
        ]  # fmt: skip
        assert [one.freshness for one in answer.markets] == sorted(
            (one.freshness for one in answer.markets), reverse=True
        )
        past = {day.snapshot.id_of(one.market): one for one in answer.past_markets}
        assert list(past) == ["JP", "KR"], "the latest first"
        assert past["KR"].sentence == "me was of service in South Korea until 2012."
        assert past["JP"].sentence.startswith("me was at A Fair")
        assert all(one.over and not one.freshness for one in answer.past_markets)


class TestPeers:
    def test_nearest_first_and_who_is_none(self, day: Day) -> None:
        """Own country, then Sweden, which shares both blocs, then Germany; a road makes nobody a neighbour."""
        comparison = take_stock(day, "me").comparison
        assert ids(day, comparison.peers) == ["peer-0", "peer-5", "peer-2", "peer-1", "peer-3", "peer-4"]
        assert (comparison.basis, comparison.count, comparison.blank) == ("sector", 7, 1)
        assert (comparison.own_country, comparison.near, comparison.compared) == (2, 2, 6)
        assert (
            "2 of its own country, 2 of countries that share a bloc or region with it, 2 of others"
            in comparison.sentence
        )

    def test_without_a_sector_by_form(self, day: Day) -> None:
        comparison = take_stock(day, "network").comparison
        assert (comparison.basis, comparison.count, comparison.enough) == ("form", 3, False)
        assert "With fewer than 5" in comparison.sentence

    def test_what_it_lacks(self, day: Day) -> None:
        """Not the network abroad, whose members are of Germany and Korea only; not Denmark nor energy, where it is; the
        programme funds somebody of Denmark.
        """
        answer = take_stock(day, "me")
        assert lacks(day, answer) == {
            ("member_of", "left"): 3, ("present_in", "US"): 3, ("offers", "matchmaking"): 3,
            ("funded_by", "programme"): 2,
        }  # fmt: skip
        assert [one.count for one in answer.lacks] == [3, 3, 3, 2]
        left = next(one for one in answer.lacks if one.what == "member_of")
        assert (left.had, left.share) == (True, 0.5)
        assert ids(day, left.examples) == ["peer-0", "peer-1", "peer-4"]
        assert left.sentence == (
            "3 of 6 peers are on record with “member of: left”, such as peer-0; peer-1; peer-4. It is not any more."
        )
        assert [one.what for one in answer.blanks] == ["offers", "funded_by", "interested_in"]
        assert "anything under “funded by”" in answer.blanks[1].sentence

    def test_the_share(self, day: Day) -> None:
        answer = take_stock(day, "me", share=0.6)
        assert (answer.lack_count, answer.blanks) == (0, [])
        assert take_stock(day, "me", share=0.5).lack_count == 3


def test_nobody_lacks_the_agency_of_others(tmp_path: Path) -> None:
    """Offices in Seoul are run by one agency, and members of one house: that of another lacks the house alone."""
    offices = [organisation(f"o{at}", "KR", "trade_office") for at in range(7)]
    agencies = [organisation(id_, "DK", "trade_agency") for id_ in ("theirs", "mine", "house")]
    relations = [relation("operates", "theirs", f"o{at}", status="current") for at in range(1, 7)]
    relations += [relation("member_of", f"o{at}", "house", status="current") for at in range(1, 7)]
    relations.append(relation("operates", "mine", "o0", status="current"))
    day = snapshot_of({"organisations": [*offices, *agencies], "relations": relations}, tmp_path).on_day()
    answer = take_stock(day, "o0")
    assert set(lacks(day, answer)) == {("member_of", "house")}
    assert [one.what for one in answer.blanks] == ["member_of"]


def test_what_is_of_another_region_is_no_lack(tmp_path: Path) -> None:
    """A club of Funen has members of Funen: nobody of Jutland lacks it, until one of Jutland is a member."""
    people = [organisation(f"o{at}", kind="company", sectors="energy", region="DK-83") for at in range(6)]
    me = organisation("me", kind="company", sectors="energy", region="DK-82")
    mate = organisation("mate", kind="company", sectors="food", region="DK-82")
    clubs = [organisation("club", region="DK-83"), organisation("unsaid")]
    joined = [relation("member_of", one["id"], club, status="current") for one in people for club in ("club", "unsaid")]
    rows = {"sectors": ROWS["sectors"], "organisations": [*people, me, mate, *clubs]}
    for folder, more, found in (
        ("without", [], {"unsaid"}),
        ("with", [relation("member_of", "mate", "club", status="current")], {"club", "unsaid"}),
    ):
        (tmp_path / folder).mkdir()
        day = snapshot_of(rows | {"relations": [*joined, *more]}, tmp_path / folder).on_day()
        assert {other for _, other in lacks(day, take_stock(day, "me"))} == found


def test_peers_that_are_far_are_said_to_be(tmp_path: Path) -> None:
    people = [organisation(f"o{at}", "KR", sectors="energy") for at in range(6)]
    network = organisation("network", "KR", form="network")
    joined = [relation("member_of", one["id"], "network", status="current") for one in people]
    rows = {"sectors": ROWS["sectors"], "relations": joined}
    for folder, country in (("far", "DK"), ("near", "KR")):
        (tmp_path / folder).mkdir()
        me = organisation("me", country, sectors="energy")
        day = snapshot_of(rows | {"organisations": [*people, me, network]}, tmp_path / folder).on_day()
        told = take_stock(day, "me").comparison.sentence
        assert told.endswith("what they have may not be open to it.") is (folder == "far")


def test_a_kind_is_blank_from_a_quarter_of_the_peers_on(tmp_path: Path) -> None:
    peers = [f"p{at}" for at in range(9)]
    rows: dict[str, list[Row]] = {"sectors": ROWS["sectors"]}
    rows["organisations"] = [organisation(id_, sectors="energy") for id_ in ("me", *peers)]
    rows["relations"] = [relation("serves", id_, "US", status="current") for id_ in peers]
    rows["relations"] += [relation("board_seat", id_, "p8", status="current") for id_ in peers[:2]]
    answer = take_stock(snapshot_of(rows, tmp_path).on_day(), "me")
    assert [(one.what, one.count) for one in answer.lacks] == [("present_in", 9), ("board_seat", 2)]
    assert [one.what for one in answer.blanks] == ["present_in"]


def test_what_is_not_known(day: Day) -> None:
    known = {one.what: one for one in take_stock(day, "me").not_known}
    assert list(known) == [
        NotKnownWord.DATES, NotKnownWord.CONFIRMATION, NotKnownWord.WEBSITE, NotKnownWord.LANGUAGES,
        NotKnownWord.COMPETENCES,
    ]  # fmt: skip
    dates, sure = known[NotKnownWord.DATES], known[NotKnownWord.CONFIRMATION]
    assert (dates.count, dates.of, sure.count, sure.of) == (1, 13, 2, 13)
    assert dates.sentence == "Of 1 of its 13 relations nobody says when they began or ended (8%)."
    hidden = [one.what for one in take_stock(day, "hidden").not_known]
    assert hidden[:4] == ["sectors", "status", "ties", "place_confirmation"]
    assert NotKnownWord.SIZE in [one.what for one in take_stock(day, "maker").not_known]


def test_what_is_refused(day: Day) -> None:
    for id_, code in (("mee", "unknown_organisation"), ("closed", "organisation_gone"), ("DK", "not_a_organisation")):
        with pytest.raises(InputError) as refused:
            take_stock(day, id_)
        assert (refused.value.code, refused.value.where) == (code, "id")
    for share in (0.0, 1.01, float("nan")):
        with pytest.raises(InputError) as refused:
            take_stock(day, "me", share=share)
        assert refused.value.code == "bad_share"
    for first in (0, 1001):
        with pytest.raises(LimitError):
            take_stock(day, "me", first=first)
    answer = take_stock(day, "me", first=1)
    assert [len(some) for some in (answer.markets, answer.lacks, group(answer, "member_of").entries)] == [1, 1, 1]
    assert (answer.market_count, answer.lack_count, group(answer, "member_of").count) == (3, 4, 2)


COUNTRIES = ("DK", "SE", "KR")
Drawn = tuple[str, str, str]


@given(
    st.lists(
        st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(("energy", "food", "energy|food", "")),
                  st.sampled_from(("active", "active", "closed"))),
        min_size=4, max_size=12,
    ),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 2), st.booleans()), max_size=30),
    st.lists(st.tuples(st.integers(0, 11), st.sampled_from((*COUNTRIES, "US"))), max_size=12),
    st.sampled_from((0.1, 0.3, 0.5)),
)  # fmt: skip
@settings(max_examples=draws(60))
def test_lacks_against_a_recount(
    drawn: list[Drawn], joined: list[tuple[int, int, bool]], served: list[tuple[int, str]], share: float
) -> None:
    """Counted again over the rows, by what the definition says."""
    rows: dict[str, list[Row]] = {"sectors": ROWS["sectors"], "relations": []}
    rows["organisations"] = [
        organisation(f"o{at:02}", country, sectors=sectors, status=status)
        for at, (country, sectors, status) in enumerate(drawn)
    ] + [organisation(f"net-{at}", "BE", kind="trade_agency") for at in range(3)]
    has: dict[int, set[tuple[str, str]]] = {at: set() for at in range(len(drawn))}
    ever = set()
    for at, net, ended in joined:
        if at < len(drawn) and (at, net) not in ever:
            ever.add((at, net))
            rows["relations"].append(
                relation(
                    "member_of", f"o{at:02}", f"net-{net}", **({"until": "2020"} if ended else {"status": "current"})
                )
            )
            if not ended:
                has[at].add(("member_of", f"net-{net}"))
    for at, market in {one for one in served if one[0] < len(drawn)}:
        rows["relations"].append(relation("active_in", f"o{at:02}", market, status="current"))
        if market != drawn[at][0]:
            has[at].add(("present_in", market))
    me = next((at for at, one in enumerate(drawn) if one[2] == "active" and one[1]), None)
    if me is None:
        return
    mine = set(drawn[me][1].split("|"))
    peers = [
        at for at, one in enumerate(drawn)
        if at != me and one[2] == "active" and mine & set(one[1].split("|")) - {""}
    ]  # fmt: skip
    compared = [at for at in peers if has[at]]
    with tempfile.TemporaryDirectory() as folder:
        day = snapshot_of(rows, Path(folder)).on_day()
        answer = take_stock(day, f"o{me:02}", share=share)
        assert (answer.comparison.count, answer.comparison.blank) == (len(peers), len(peers) - len(compared))
        counted = Counter(one for at in compared for one in has[at])
        country = drawn[me][0]
        in_reach = {
            one for at, said in enumerate(drawn) if said[2] == "active" and said[0] == country for one in has[at]
        }
        expected = {
            one: count
            for one, count in counted.items()
            if count >= 2 and count / len(compared) >= share and one not in has[me] and one[1] != country
            and (one[0] != "member_of" or one in in_reach)
        }  # fmt: skip
        assert lacks(day, answer) == (expected if len(compared) >= 5 else {})
