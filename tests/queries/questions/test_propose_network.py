"""Networks that reach most together: what counts, what is best, and what they lack; beside all sets of clusters."""

from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.on_day import Day
from graph.snapshot.snapshot import Snapshot
from queries.questions.door_openers import door_openers
from queries.questions.propose_network import ProposedNetwork, propose_network
from queries.reading.pairs import alive
from queries.reading.presence import presences_of
from tests.worlds import Row, cluster, organisation, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "sectors": [
        {"id": "energy", "name": "Energy", "near": "water"}, {"id": "food", "name": "Food"},
        {"id": "water", "name": "Water"}, {"id": "cross-sector", "name": "All"},
    ],
    "corridors": [{"id": "bloc", "kind": "trade_bloc", "name": "bloc", "markets": "KR|JP"}],
    "organisations": [
        cluster("d1", "DK", "energy"), cluster("d2", "DK", "energy|water"), cluster("f1", "FI", "energy"),
        cluster("s1", "SE", "energy"), cluster("s2", "SE", "water|energy"), cluster("cook", "NO", "food"),
        cluster("k-old", "DK", "energy", status="closed"),
        cluster("k1", "KR", "energy"), cluster("k2", "KR", "energy"), cluster("k3", "KR", "energy"),
        cluster("k-food", "KR", "food"), cluster("j1", "JP", "energy"),
        organisation("firm", "SE", "company"), organisation("lab", "FI", "research_organisation"),
        organisation("old-firm", "DK", "investor"),
        organisation("nor", "NO", "trade_agency", form="trade_promotion"),
        organisation("nor--seoul", "KR", "trade_office", form="trade"),
        organisation("nor--busan", "KR", "trade_office", form="trade"),
        organisation("swede", "SE", "trade_agency", form="trade_promotion"),
        organisation("swede--seoul", "KR", "trade_office", form="trade"),
        organisation("dane", "DK", "trade_agency", form="trade_promotion"),
        organisation("dane--seoul", "KR", "trade_office", form="trade"),
        organisation("dane--busan", "KR", "trade_office", form="trade"),
        organisation("host", "KR", "trade_agency", form="investment_promotion"),
        organisation("host--helsinki", "FI", "trade_office", form="trade"),
    ],
    "relations": [
        relation("mandated_for", "dane", "DK", role="home"), relation("promotes", "host", "KR"),
        *(relation("operates", "dane", f"dane--{city}") for city in ("seoul", "busan")),
        relation("operates", "host", "host--helsinki"), relation("mandated_for", "host--helsinki", "FI", role="host"),
        *(relation("partner_of", *pair, status="current") for pair in (
            ("d1", "k1"), ("s1", "k1"), ("s1", "k2"), ("f1", "k3"), ("d2", "k-food"), ("cook", "k-food"),
            ("d1", "f1"), ("s2", "j1"),
        )),
        relation("partner_of", "s1", "d1", until="2024"), relation("member_of", "old-firm", "d1", until="2024"),
        *(relation("operates", "nor", f"nor--{city}") for city in ("seoul", "busan")),
        relation("partner_of", "s1", "nor--seoul", status="current"),
        relation("partner_of", "f1", "nor--busan", status="current"),
        relation("operates", "swede", "swede--seoul"),
        relation("partner_of", "s2", "swede--seoul", status="current"),
        relation("partner_of", "s1", "host", status="current"),
        relation("partner_of", "d2", "dane--seoul", status="current"),
        relation("serves", "s2", "KR", status="current"),
        relation("member_of", "firm", "s2", status="current"), relation("member_of", "lab", "f1", status="current"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("propose_network"))


def names(world: Snapshot, answer: ProposedNetwork) -> list[str]:
    return [world.id_of(one.organisation) for one in answer.members]


Rows = dict[str, dict[tuple[str, str], float]]


def rows(day: Day, ids: list[str], market: str, sector: str, sectors: set[str]) -> Rows:
    """What each cluster brings, recomputed from answers of ``door_openers`` and from records."""
    snapshot = day.snapshot
    home = {row: int(day.facts.country[day.node(row, "organisation", "id")]) for row in ids}
    table: Rows = {}
    for id_ in ids:
        node, found = day.node(id_, "organisation", "id"), dict[tuple[str, str], float]()
        for one in door_openers(day, [id_], market=market, sector=sector, first=12).openers:
            at_home = one.operator is not None and int(day.facts.country[one.operator]) == home[id_]
            official = one.how in ("own_mandate", "desk") or (one.how == "own_network" and at_home)
            own = one.how == "own_network" and one.sector_fit > 0.5 and one.operator is None
            if not official and (not own or snapshot.id_of(one.node) == "host"):
                continue
            key = ("official", str(home[id_])) if official else ("door", snapshot.id_of(one.node))
            if one.score >= 0.1:
                found[key] = max(found.get(key, 0.0), one.score)
        for present in presences_of(day, node, market):
            if present.value >= 0.1:
                found["door", id_] = present.value
        found["country", str(home[id_])] = 0.05
        works = {snapshot.id_of(one) for one in day.on.sectors_of(node).tolist()}
        found |= {("sector", one): 0.05 for one in works & sectors}
        ties = day.on.ties
        span = slice(int(ties.ptr[node]), int(ties.ptr[node + 1]))
        tied = ties.neighbour[span][alive(day)[ties.hop_tie[span]]].tolist()
        kinds = {day.record(other)["kind"] for other in tied}
        roles = kinds & {"company", "research_organisation", "public_body", "investor"}
        table[id_] = found | {("role", kind): 0.05 for kind in roles}
    return table


def worth(table: Rows, some: tuple[str, ...]) -> float:
    columns = {column for id_ in some for column in table[id_]}
    return sum(max(table[id_].get(column, 0.0) for id_ in some) for column in columns)


@pytest.mark.parametrize("members", [2, 3, 4])
def test_no_set_is_worth_more(world: Snapshot, members: int) -> None:
    day = world.on_day()
    table = rows(day, ["d1", "d2", "f1", "j1", "s1", "s2"], "KR", "energy", {"energy", "water"})
    answer = propose_network(day, market="KR", sector="energy", members=members)
    best = max(worth(table, some) for some in combinations(table, members))
    assert answer.worth == pytest.approx(best, abs=1e-4)
    assert answer.worth == pytest.approx(worth(table, tuple(names(world, answer))), abs=1e-4)
    assert answer.worth == pytest.approx(sum(one.adds for one in answer.members), abs=1e-9)
    assert (answer.exact, answer.at_least, answer.compared, answer.left_out) == (True, 1.0, 6, 0)


def test_the_best_set_is_not_the_best_singles(world: Snapshot) -> None:
    """d1 and d2 bring the same office of Denmark; it counts once, so the second one is from elsewhere."""
    answer = propose_network(world.on_day(), market="KR", sector="energy", members=2)
    assert len({world.facts.country[one.organisation] for one in answer.members}) == 2


def test_who_is_asked_for_is_in_it_and_its_sectors_count(world: Snapshot) -> None:
    answer = propose_network(world.on_day(), market="KR", including=["cook"], members=3)
    assert names(world, answer) == ["cook"]
    assert (answer.members[0].given, answer.fewer) == (True, "No other cluster of this kind is known.")
    assert [world.id_of(one) for one in answer.members[0].sectors] == ["food"]
    with_d1 = propose_network(world.on_day(), market="KR", including=["d1"], members=2)
    assert names(world, with_d1)[0] == "d1"
    assert with_d1.members[1].given is False


def test_what_members_bring_is_told(world: Snapshot) -> None:
    answer = propose_network(world.on_day(), market="KR", sector="energy", members=4)
    told = {world.id_of(one.organisation): one for one in answer.members}
    assert "It is there itself." in told["s2"].sentence
    assert "with ties to companies" in told["s2"].sentence
    assert told["s2"].present == pytest.approx(0.6)
    assert "k2" in [world.id_of(door.organisation) for door in told["s1"].doors]
    assert "The only one from Finland" in told["f1"].sentence
    assert "host--helsinki" in [world.id_of(door.organisation) for door in told["f1"].doors]


def test_an_agency_at_home_is_no_door(world: Snapshot) -> None:
    """Whoever knows it: its job is to bring its own out, and nobody is there."""
    relations = [
        relation("mandated_for", "dane", "DK", role="home"), relation("partner_of", "d1", "dane", status="current"),
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        day = snapshot_of(ROWS | {"relations": relations}, Path(folder)).on_day()
        assert [day.snapshot.id_of(one.node) for one in door_openers(day, ["d1"], market="KR").openers] == ["dane"]
        answer = propose_network(day, market="KR", sector="energy", members=2)
        assert [door for one in answer.members for door in one.doors] == []
        assert answer.no_door is not None
    assert propose_network(world.on_day(), market="KR", sector="energy", members=2).no_door is None


def test_ties_that_it_has_and_lacks(world: Snapshot) -> None:
    """d1 and f1 are partners; d1 and s1 were until 2024; s2 knows none of them."""
    answer = propose_network(world.on_day(), market="KR", including=["d1", "f1", "s1", "s2"], members=4)
    assert [(world.id_of(tie.source or 0), world.id_of(tie.target)) for tie in answer.ties] == [("d1", "f1")]
    missing = {(world.id_of(one.one), world.id_of(one.other)): one for one in answer.missing}
    assert answer.missing_count == len(missing) == 5
    assert (missing["d1", "s1"].ended, missing["d1", "s1"].sentence) == (True, "Their tie is over: renew it.")
    assert missing["f1", "s1"].sentence == "No tie is recorded: d1 can introduce the one to the other."
    assert missing["d1", "s2"].route is None
    assert "no chain of at most 3" in missing["d1", "s2"].sentence


def test_countries_and_corridors(world: Snapshot) -> None:
    day = world.on_day()
    nordic = propose_network(day, market="KR", sector="energy", members=4, countries=["Sweden", "FI"])
    assert {world.market_code(int(world.facts.country[one.organisation])) for one in nordic.members} == {"SE", "FI"}
    bloc = propose_network(day, corridor="bloc", sector="energy", members=5)
    doors = {world.id_of(door.organisation) for one in bloc.members for door in one.doors}
    assert {"j1", "k1", "k3"} <= doors
    assert (bloc.market, world.id_of(bloc.corridor or 0)) == (None, "bloc")


def test_only_some_are_compared_and_that_is_said(world: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each country the best tied first, so that no country is left out before a second one of another."""
    monkeypatch.setattr("queries.questions.propose_network.COMPARED_AT_MOST", 3)
    answer = propose_network(world.on_day(), market="KR", sector="energy", members=4)
    assert (answer.compared, answer.left_out, answer.exact) == (3, 3, False)
    assert set(names(world, answer)) == {"d1", "f1", "s1"}


def test_nobody_and_what_is_refused(world: Snapshot) -> None:
    day = world.on_day()
    nobody = propose_network(day, market="IS", sector="food", countries=["IT"])
    assert (nobody.members, nobody.worth, nobody.fewer) == ([], 0.0, "No other cluster of this kind is known.")
    for members in (1, 11):
        with pytest.raises(LimitError) as limit:
            propose_network(day, market="KR", members=members)
        assert limit.value.where == "members"
    with pytest.raises(LimitError):
        propose_network(day, market="KR", members=2, including=["d1", "d2", "f1"])
    with pytest.raises(InputError) as refused:
        propose_network(day, market="KR", including=["dane"])
    assert refused.value.code == "not_a_cluster"
    with pytest.raises(InputError) as target:
        propose_network(day)
    assert target.value.code == "no_target"
