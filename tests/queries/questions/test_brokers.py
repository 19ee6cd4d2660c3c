"""Brokers: who is ranked, by what, and what is said of each. Both measures are tested where they are made."""

from pathlib import Path

import pytest

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.brokers import BROKER_MEASURES, Broker, BrokerMeasure, Brokers, brokers
from queries.reading import betweenness
from tests.worlds import Row, organisation, relation, snapshot_of


def tied(one: str, *others: str) -> list[Row]:
    return [relation("partner_of", one, other, status="current") for other in others]


ROWS: dict[str, list[Row]] = {
    "sectors": [{"id": "energy", "name": "Energy"}],
    "organisations": [
        *(organisation(id_) for id_ in ("d1", "d2", "d3", "d4")), organisation("d5", sectors="energy"),
        organisation("dk"), organisation("bridge", "US", sectors="energy"),
        organisation("se", "SE"), organisation("s1", "SE"), organisation("no", "NO"),
        organisation("firm", "SE", kind="company"), organisation("ended", "SE"),
    ],
    "relations": [
        *tied("dk", "d1", "d2", "d3", "d4", "d5", "bridge", "firm"), *tied("bridge", "se", "no"),
        *tied("se", "s1", "no"),
        relation("partner_of", "dk", "ended", status="ended", until="2025"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("brokers"))


def ids(world: Snapshot, answer: Brokers) -> list[str]:
    return [world.id_of(one.organisation) for one in answer.brokers]


def of(world: Snapshot, id_: str) -> Broker:
    return next(one for one in brokers(world.on_day()).brokers if world.id_of(one.organisation) == id_)


def test_by_betweenness(world: Snapshot) -> None:
    """Ten clusters are joined, 90 ordered pairs. dk stands between its five, 20 pairs, and between each of these and
    the four others, 40; the bridge between six and three, 36; se between s1 and eight."""
    answer = brokers(world.on_day())
    assert (answer.clusters, answer.pairs, answer.exact, answer.drawn) == (10, 90, True, None)
    assert ids(world, answer) == ["dk", "bridge", "se"]
    assert [one.share * 90 for one in answer.brokers] == pytest.approx([60, 36, 16])
    assert [one.rank for one in answer.brokers] == [1, 2, 3]
    assert all(one.margin == 0 for one in answer.brokers)


def test_by_borders(world: Snapshot) -> None:
    """dk brings its five Danes to the bridge. The bridge could bring dk to se and to no; these two are tied. se joins
    s1 with both its partners abroad."""
    answer = brokers(world.on_day(), by=BrokerMeasure.BORDERS)
    assert [(world.id_of(one.organisation), one.from_home, one.of_others) for one in answer.brokers] == [
        ("dk", 5, 0), ("bridge", 0, 2), ("se", 2, 0),
    ]  # fmt: skip
    assert [one.border_pairs for one in answer.brokers] == [5, 2, 2]


def test_the_two_measures_need_not_agree(tmp_path: Path) -> None:
    """Another Swede around se brings it before the bridge across borders, and not in between."""
    rows = {
        "organisations": [*ROWS["organisations"], organisation("s2", "SE")],
        "relations": [*ROWS["relations"], *tied("se", "s2")],
    }
    day = snapshot_of(ROWS | rows, tmp_path).on_day()
    assert [day.snapshot.id_of(one.organisation) for one in brokers(day).brokers] == ["dk", "bridge", "se"]
    across = brokers(day, by=BrokerMeasure.BORDERS).brokers
    assert [day.snapshot.id_of(one.organisation) for one in across] == ["dk", "se", "bridge"]
    assert [one.border_pairs for one in across] == [5, 4, 2]


def test_equal_ones_by_the_other_measure(world: Snapshot) -> None:
    """Both the bridge and se have two pairs; the bridge comes first, which it would by its id as well."""
    by_pairs = brokers(world.on_day(), by=BrokerMeasure.BORDERS).brokers
    assert by_pairs[1].border_pairs == by_pairs[2].border_pairs
    assert by_pairs[1].share > by_pairs[2].share


def test_a_market_and_a_sector_say_who_is_ranked(world: Snapshot) -> None:
    """They lie between the same as before; d5 works in energy and lies between nobody."""
    whole = {one.organisation: one.share for one in brokers(world.on_day()).brokers}
    sweden, energy = brokers(world.on_day(), market="Sweden"), brokers(world.on_day(), sector="energy")
    assert (ids(world, sweden), ids(world, energy)) == (["se"], ["bridge"])
    assert (sweden.count, energy.count) == (1, 1)
    assert {one.organisation: one.share for one in (*sweden.brokers, *energy.brokers)}.items() <= whole.items()
    assert brokers(world.on_day(), market="SE", sector="energy").nothing is not None
    assert brokers(world.on_day(), market="IS").count == 0


def test_companies_and_what_has_ended_do_not_count(world: Snapshot) -> None:
    dk = of(world, "dk")
    assert (dk.partners, dk.abroad, dk.countries) == (6, 1, 2)
    assert [world.id_of(tie.organisation) for tie in dk.ties] == ["bridge"]
    assert all(tie.relations for tie in dk.ties)


def test_ones_own_house_is_no_tie_abroad(tmp_path: Path) -> None:
    """An agency's offices are itself, and an office's operator is its own house: neither is whom it knows abroad."""
    rows = {
        "organisations": [
            organisation("agency", kind="trade_agency"), organisation("agency--se", "SE", kind="trade_office"),
            organisation("home"), organisation("far", "NO"), organisation("swede", "SE"),
        ],
        "relations": [
            relation("operates", "agency", "agency--se"), *tied("agency", "home", "far"), *tied("agency--se", "swede"),
        ],
    }  # fmt: skip
    snapshot = snapshot_of(ROWS | rows, tmp_path)
    of_each = {snapshot.id_of(one.organisation): one for one in brokers(snapshot.on_day()).brokers}
    assert [snapshot.id_of(tie.organisation) for tie in of_each["agency"].ties] == ["far"]
    assert (of_each["agency--se"].ties, of_each["agency--se"].partners) == ([], 1)
    assert of_each["agency--se"].sentence.endswith("Its one partner is at home.")


def test_sentences(world: Snapshot) -> None:
    assert of(world, "dk").sentence == (
        "It lies on the strongest chain of 66.7% of the pairs of clusters that any chain of ties joins. "
        "Its 6 partners in 2 countries make 5 pairs across a border without a tie of their own, one of each in Denmark."
    )
    assert of(world, "bridge").sentence.endswith(
        "Its 3 partners in 3 countries make 2 pairs across a border without a tie of their own, none of them in the "
        "United States."
    )


def test_some_of_many_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(betweenness, "EXACT_AT_MOST", 10)
    answer = brokers(snapshot_of(ROWS, tmp_path).on_day())
    assert not answer.exact
    assert answer.drawn is not None
    assert answer.drawn.startswith(
        "Of 90 pairs of clusters some were drawn, always the same; of these 1,200 are joined."
    )
    assert abs(answer.brokers[0].share - 60 / 90) <= answer.brokers[0].margin
    assert f"of about {answer.brokers[0].share:.1%} (± {answer.brokers[0].margin:.1%}) of" in answer.brokers[0].sentence


def test_so_many_only(world: Snapshot) -> None:
    assert ids(world, brokers(world.on_day(), first=1)) == ["dk"]
    assert brokers(world.on_day(), first=1).count == 3
    for first in (0, 101):
        with pytest.raises(LimitError):
            brokers(world.on_day(), first=first)


def test_what_is_refused(world: Snapshot) -> None:
    with pytest.raises(InputError) as refused:
        brokers(world.on_day(), sector="enrgy")
    assert (refused.value.code, refused.value.where, list(refused.value.nearest)) == (
        "unknown_sector", "sector", ["energy"],
    )  # fmt: skip
    with pytest.raises(InputError, match="Swedn"):
        brokers(world.on_day(), market="Swedn")


def test_every_measure_is_described() -> None:
    assert set(BROKER_MEASURES) == set(BrokerMeasure)
