"""Betweenness against every simple chain of small random worlds; what is drawn of large ones; what is kept."""

import tempfile
from collections.abc import Iterator
from itertools import combinations, pairwise, permutations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import StoppedError
from graph.snapshot.snapshot import Snapshot
from graph.work import Stop, Work, underway
from queries.reading import betweenness as module
from queries.reading.betweenness import betweenness
from tests import reference
from tests.profiles import draws
from tests.reference.world import World
from tests.worlds import Row, organisation, relation, snapshot_of

DAY = "2026-01-01"
KINDS = ("cluster", "cluster", "cluster", "trade_agency", "company")
STATES = ({"status": "current"}, {"status": "current"}, {"status": "current"}, {"status": "ended", "until": "2025"})


@st.composite
def rows(draw: st.DrawFn) -> dict[str, list[Row]]:
    ids = "abcdefg"[: draw(st.integers(2, 7))]
    organisations = [organisation(id_, "DK", draw(st.sampled_from(KINDS))) for id_ in ids]
    relations = []
    for one, other in draw(st.lists(st.sampled_from(list(permutations(ids, 2))), max_size=12, unique=True)):
        kind = draw(st.sampled_from(("partner_of", "member_of")))
        relations.append(relation(kind, one, other, **draw(st.sampled_from(STATES))))
    return {"organisations": organisations, "relations": relations}


def costs(rows: dict[str, list[Row]]) -> dict[tuple[str, str], int]:
    """What each step costs between those who are no companies, where any relation of the two has not ended."""
    living = {frozenset((one["source"], one["target"])) for one in rows["relations"] if one["status"] == "current"}
    companies = {one["id"] for one in rows["organisations"] if one["kind"] == "company"}
    return {
        (one, other): reference.cost(strength)
        for (one, other), strength in reference.ties(World(rows), DAY).items()
        if frozenset((one, other)) in living and not {one, other} & companies
    }


def chains(step: dict[tuple[str, str], int], start: str, end: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every simple chain from one to another, with its cost."""
    nodes = sorted({one for pair in step for one in pair} - {start, end})
    for length in range(len(nodes) + 1):
        for between in permutations(nodes, length):
            chain = (start, *between, end)
            steps = list(pairwise(chain))
            if all(pair in step for pair in steps):
                yield sum(step[pair] for pair in steps), between


@settings(max_examples=draws(200))
@given(rows())
def test_it_is_that_of_all_chains(rows: dict[str, list[Row]]) -> None:
    step = costs(rows)
    clusters = sorted({one["id"] for one in rows["organisations"] if one["kind"] == "cluster"})
    shares, joined = dict.fromkeys((one["id"] for one in rows["organisations"]), 0.0), 0
    for start, end in permutations(clusters, 2):
        every = list(chains(step, start, end))
        best = [between for cost, between in every if cost == min(every)[0]]
        joined += bool(best)
        for between in best:
            for node in between:
                shares[node] += 1 / len(best)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(rows, Path(folder))
        found = betweenness(snapshot.on_day())
        told = {snapshot.id_of(at): share for at, share in enumerate(found.share.tolist())}
    assert (found.pairs, found.exact) == (joined, True)
    assert told == pytest.approx({id_: share / max(1, joined) for id_, share in shares.items()})
    assert not found.margin.any()


def star(members: int) -> dict[str, list[Row]]:
    """Two hubs of so many clusters each, tied by an agency."""
    organisations = [organisation("agency", kind="trade_agency"), organisation("one"), organisation("other")]
    relations = [relation("partner_of", hub, "agency", status="current") for hub in ("one", "other")]
    for hub in ("one", "other"):
        for at in range(members):
            organisations.append(organisation(f"{hub}-{at:02}"))
            relations.append(relation("member_of", f"{hub}-{at:02}", hub, status="current"))
    return {"organisations": organisations, "relations": relations}


@pytest.fixture
def hubs(tmp_path: Path) -> Snapshot:
    return snapshot_of(star(20), tmp_path)


def share(snapshot: Snapshot, id_: str) -> float:
    return float(betweenness(snapshot.on_day()).share[snapshot.node(id_, "organisation", "id")])


def test_what_lies_between_two_hubs(hubs: Snapshot) -> None:
    """Of 42 × 41 pairs the agency joins 21 × 21 each way; each hub its 20 with each other and with the 21 beyond."""
    assert share(hubs, "agency") == pytest.approx(2 * 21 * 21 / (42 * 41))
    assert share(hubs, "one") == pytest.approx((20 * 19 + 2 * 20 * 21) / (42 * 41))
    assert share(hubs, "one-00") == 0


def test_of_a_large_graph_pairs_are_drawn(hubs: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = betweenness(hubs.on_day())
    monkeypatch.setattr(module, "EXACT_AT_MOST", 100)
    (tmp_path / "again").mkdir()
    drawn = betweenness(snapshot_of(star(20), tmp_path / "again").on_day())
    assert (drawn.exact, drawn.clusters, drawn.pairs) == (False, 42, 1200)
    assert (np.abs(drawn.share - exact.share) <= drawn.margin).all()
    assert 0.02 < drawn.margin.max() < 0.03
    assert (drawn.margin > 0).all(), "that it was on none of those drawn is no proof"


def test_nobody_is_joined(tmp_path: Path) -> None:
    found = betweenness(snapshot_of({"organisations": [organisation("a"), organisation("b")]}, tmp_path).on_day())
    assert (found.clusters, found.pairs, found.exact) == (0, 0, True)
    assert not found.share.any()


def test_what_is_done_is_not_done_again_after_a_stop(hubs: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is stopped on the way leaves its parts to the next one."""
    monkeypatch.setattr(module, "SOURCES_A_PART", 10)
    made: list[list[int]] = []
    whole = nx.betweenness_centrality_subset
    work = Work()

    def counted(graph: object, sources: list[int], *given: object, **more: object) -> object:
        made.append(sources)
        if len(made) == 2:
            work.stop(Stop.GONE)
        return whole(graph, sources, *given, **more)

    monkeypatch.setattr(nx, "betweenness_centrality_subset", counted)
    with underway(work), pytest.raises(StoppedError):
        betweenness(hubs.on_day())
    assert len(made) == 2
    betweenness(hubs.on_day())
    betweenness(hubs.on_day())
    assert len(made) == 5
    assert not any(set(one) & set(other) for one, other in combinations(made, 2))


def test_where_a_tie_leads_one_way_only(tmp_path: Path) -> None:
    """A membership that was last read 153 years ago is worth .00011 on the way to the hub, and nothing on the way back:
    whoever gets to the hub gets no further."""
    members = [relation("member_of", id_, "hub", retrieved="1872-08") for id_ in "abc"]
    rows = {"organisations": [organisation(id_) for id_ in ("a", "b", "c", "hub")], "relations": members}
    found = betweenness(snapshot_of(rows, tmp_path).on_day())
    assert (found.clusters, found.pairs) == (4, 3)
    assert not found.share.any()
