"""A corridor: its markets in order, who bridges it, and its gaps; the legs against brute force."""

import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError, LimitError
from graph.snapshot.snapshot import Snapshot
from queries.questions.corridor import corridor
from tests.profiles import draws
from tests.worlds import Row, organisation, relation, snapshot_of

ROWS: dict[str, list[Row]] = {
    "corridors": [
        {"id": "road", "kind": "transport_corridor", "name": "road"},
        {"id": "bloc", "kind": "trade_bloc", "name": "bloc", "markets": "SE|DK"},
        {"id": "listed", "kind": "economic_corridor", "name": "listed", "markets": "SE|DK|DE"},
        {"id": "empty", "kind": "supra_market", "name": "empty"},
    ],
    "organisations": [
        organisation("fi", "FI"), organisation("se", "SE"), organisation("dk", "DK"), organisation("de", "DE"),
        organisation("closed", "DE", status="closed"), organisation("agency", "US", "trade_agency"),
        organisation("office-fi", "FI", "trade_office"), organisation("office-se", "SE", "trade_office"),
        organisation("bridge", "FI"), organisation("mid", "NO"),
    ],
    "relations": [
        relation("lies_on", "DE", "road", order="4", name="Hamburg"),
        relation("lies_on", "FI", "road", order="1", name="Helsinki"),
        relation("lies_on", "SE", "road", order="2", name="Malmö"),
        relation("lies_on", "SE", "road", order="7", name="Back again"),
        relation("lies_on", "DK", "road", order="3"),
        relation("lies_on", "NO", "road"),
        relation("lies_on", "AT", "road", order="5", since="2027"),
        relation("lies_on", "de", "road", name="Hamburg"),
        relation("lies_on", "agency", "road"),
        relation("lies_on", "fi", "road"),
        relation("serves", "bridge", "DE", status="current"),
        relation("serves", "bridge", "SE", status="current"),
        relation("serves", "dk", "DE", status="current"),
        relation("partner_of", "se", "dk", status="current"),
        relation("partner_of", "fi", "se", since="2015", until="2019"),
        relation("partner_of", "fi", "mid", status="current"),
        relation("partner_of", "mid", "de", status="current"),
        relation("operates", "agency", "office-fi"),
        relation("operates", "agency", "office-se"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot_of(ROWS, tmp_path_factory.mktemp("corridor"))


def test_markets_in_order_with_what_they_hold(world: Snapshot) -> None:
    answer = corridor(world.on_day(), "road")
    said = [(world.id_of(one.market), one.order, one.name) for one in answer.markets]
    assert said == [
        ("FI", 1.0, "Helsinki"), ("SE", 2.0, "Malmö; Back again"), ("DK", 3.0, None), ("DE", 4.0, "Hamburg"),
        ("NO", None, None),
    ]  # fmt: skip
    finland, germany = answer.markets[0], answer.markets[3]
    assert [(one.kind, one.located) for one in finland.counts] == [("cluster", 2), ("trade_office", 1)]
    (clusters,) = germany.counts
    assert (clusters.kind, clusters.located) == ("cluster", 1), "a closed one is not located anywhere"
    assert clusters.present == 3
    assert len(answer.markets[1].relations) == 2


def test_blocs_have_no_order_whatever_is_listed_first(world: Snapshot) -> None:
    bloc = corridor(world.on_day(), "bloc")
    assert ([world.id_of(one.market) for one in bloc.markets], bloc.ordered, bloc.legs) == (["DK", "SE"], False, [])
    assert (bloc.bridges, bloc.end_ties) == ([], [])
    listed = corridor(world.on_day(), "listed")
    assert ([world.id_of(one.market) for one in listed.markets], listed.ordered) == (["SE", "DK", "DE"], True)
    assert corridor(world.on_day(), "empty").markets == []


def test_a_market_joins_when_its_source_says_so(world: Snapshot) -> None:
    later = corridor(world.on_day("2027"), "road")
    assert [world.id_of(one.market) for one in later.markets if one.order is not None][-1] == "AT"


def test_organisations_on_it_along_it(world: Snapshot) -> None:
    answer = corridor(world.on_day(), "road")
    assert [world.id_of(one.organisation) for one in answer.lying] == ["fi", "de", "agency"]
    assert answer.lying[1].relations[0].said("name") == "Hamburg"


def test_active_in_several_and_bridging_the_ends(world: Snapshot) -> None:
    answer = corridor(world.on_day(), "road")
    said = [
        (world.id_of(one.organisation), [world.id_of(there.market) for there in one.markets]) for one in answer.active
    ]
    assert said == [("bridge", ["FI", "SE", "DE"]), ("dk", ["DK", "DE"])]
    best = answer.active[0]
    assert best.best == pytest.approx(0.75)
    assert best.reasons[0].reason == "located"
    assert [world.id_of(one.organisation) for one in answer.bridges] == ["bridge"]
    through = [
        (world.id_of(one.one), one.partner and world.id_of(one.partner), world.id_of(one.other))
        for one in answer.end_ties
    ]
    assert through == [("fi", "mid", "de")]
    assert len(answer.end_ties[0].steps) == 2
    assert answer.direct_end_ties == 0


def test_legs_and_gaps(world: Snapshot) -> None:
    answer = corridor(world.on_day(), "road")
    said = [
        (world.id_of(one.from_), world.id_of(one.to), one.organisations, one.ties, one.operators) for one in answer.legs
    ]
    # the tie of fi and se has ended; the agency has an office in both, which is no bridge
    assert said == [("FI", "SE", 1, 0, 1), ("SE", "DK", 0, 1, 0), ("DK", "DE", 1, 0, 0)]
    assert answer.gaps == []
    assert [leg.gap for leg in corridor(world.on_day(), "listed").legs] == [False, False]


def test_what_is_refused(world: Snapshot) -> None:
    for id_, code in (("roads", "unknown_corridor"), ("fi", "not_a_corridor")):
        with pytest.raises(InputError) as refused:
            corridor(world.on_day(), id_)
        assert refused.value.code == code
    with pytest.raises(LimitError):
        corridor(world.on_day(), "road", first=0)
    assert len(corridor(world.on_day(), "road", first=1).active) == 1


MARKETS = ("FI", "SE", "DK", "DE")


@given(
    st.lists(st.sampled_from(MARKETS), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from((*MARKETS, *range(8))), st.booleans()), max_size=14),
)
@settings(max_examples=draws(80))
def test_legs_against_brute_force(homes: list[str], said: list[tuple[int, str | int, bool]]) -> None:
    """A pair of markets is bridged by who is in both, and by living ties between those located there."""
    ids = [f"o{at}" for at in range(len(homes))]
    located = dict(zip(ids, homes, strict=True))
    present = {id_: {home} for id_, home in located.items()}
    ties: set[tuple[str, str]] = set()
    relations = []
    for one, what, alive in said:
        source = ids[one % len(ids)]
        state = {"status": "current"} if alive else {"since": "2015", "until": "2019"}
        if isinstance(what, str):
            relations.append(relation("serves", source, what, **state))
            if alive:  # an ended one is past
                present[source].add(what)
        elif ids[what % len(ids)] != source:
            target = ids[what % len(ids)]
            relations.append(relation("partner_of", source, target, **state))
            if alive:
                ties |= {(source, target), (target, source)}
    rows = {
        "corridors": [{"id": "road", "kind": "economic_corridor", "name": "road", "markets": "|".join(MARKETS)}],
        "organisations": [organisation(id_, home) for id_, home in located.items()],
        "relations": relations,
    }
    with tempfile.TemporaryDirectory() as folder:
        world = snapshot_of(rows, Path(folder))
        answer = corridor(world.on_day(), "road", first=100)
        for leg, (one_market, other_market) in zip(answer.legs, pairwise(MARKETS), strict=True):
            assert leg.organisations == sum({one_market, other_market} <= where for where in present.values())
            across = {pair for pair in ties if (located[pair[0]], located[pair[1]]) == (one_market, other_market)}
            assert leg.ties == len(across)
            assert leg.gap == (not leg.organisations and not across)
        several = {id_ for id_, where in present.items() if len(where) > 1}
        assert {world.id_of(one.organisation) for one in answer.active} == several
        ends = {id_ for id_, where in present.items() if {"FI", "DE"} <= where}
        assert {world.id_of(one.organisation) for one in answer.bridges} == ends
