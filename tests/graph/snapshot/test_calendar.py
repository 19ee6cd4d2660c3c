"""No date within the calendar stops a build or a question: of statements, of things, of the day that is asked about."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.relations import NOTHING, RELATION_KINDS, Carries
from graph.snapshot.day.worth import INFINITE
from graph.snapshot.snapshot import Snapshot
from queries.compile import told
from queries.questions.corridor import corridor
from queries.questions.cross_cluster_links import cross_cluster_links
from queries.questions.door_openers import door_openers
from queries.questions.introductions import introductions
from queries.questions.strategy_match import strategy_match
from queries.questions.supercluster import supercluster
from tests.profiles import draws
from tests.worlds import Row, snapshot_of

ODD = ("0001", "0001-01", "0001-01-01", "0001-12-31", "0400-02-29", "1582-10-10", "1700", "1753-01-01", "1900-02-28",
       "2026-01-01", "2200", "9999", "9999-02", "9999-12-31")  # fmt: skip
LAST, FIRST = "9999-12-31", "0001-01-01"

calendar = st.one_of(
    st.sampled_from(ODD),
    st.dates(date.min, date.max).map(lambda day: day.isoformat()),
    st.dates(date.min, date.max).map(lambda day: day.isoformat()[:7]),
    st.dates(date.min, date.max).map(lambda day: day.isoformat()[:4]),
)
maybe = st.one_of(st.just(""), calendar)


def organisation(id_: str, kind: str, country: str, **more: str) -> Row:
    return {"id": id_, "kind": kind, "name": id_, "country": country, "sectors": "energy", **more}


def world(dates: list[str], retrieved: str, state: str) -> dict[str, list[Row]]:
    """A world in which every kind of relation occurs, with some dates all over it."""
    at = cycle(dates)
    things = {
        "cluster": "a", "trade_agency": "t", "trade_office": "f", "project": "p", "event": "e", "programme": "m",
        "market": "KR", "corridor": "k", "sector": "energy", "priority": "y", "service": "s",
    }  # fmt: skip
    rows: list[Row] = []
    for kind in RELATION_KINDS.values():
        source = next(things[one] for one in things if one in kind.sources)
        target = next(things[one] for one in reversed(things) if one in kind.targets)
        if target == source:
            target = "b"
        if kind.carries is Carries.IDENTITY:
            source, target = "d", "c"
        since, until = next(at), next(at)
        if since and until:
            since, until = sorted((since, until))
        row = {"kind": kind.name, "source": source, "target": target, "since": since, "until": until}
        rows.append({**row, "retrieved": next(at), "status": state, "role": kind.roles[0] if kind.roles else ""})
    rows += [{"kind": "partner_of", "source": "a", "target": "b"}, {"kind": "partner_of", "source": "b", "target": "c"}]
    founded, dissolved, start, deadline = next(at), next(at), next(at), next(at)
    return {
        "sectors": [{"id": "energy", "name": "Energy"}],
        "corridors": [{"id": "k", "kind": "trade_bloc", "name": "K", "markets": "KR|DE", "since": next(at)}],
        "organisations": [
            organisation("a", "cluster", "DK", founded=founded),
            organisation("b", "cluster", "DE"),
            organisation("c", "cluster", "KR"),
            organisation("d", "cluster", "KR", founded=founded, dissolved=dissolved),
            organisation("t", "trade_agency", "KR", form="trade_and_investment"),
            organisation("f", "trade_office", "DK"),
        ],
        "contexts": [
            {"id": "p", "kind": "project", "name": "P", "start": start},
            {"id": "e", "kind": "event", "name": "E", "end": start, "deadline": deadline},
            {"id": "m", "kind": "programme", "name": "M", "deadline": deadline},
        ],
        "priorities": [{"id": "y", "organisation": "c", "name": "Y", "sectors": "energy", "since": next(at)}],
        "services": [{"id": "s", "organisation": "c", "service": "training"}],
        "relations": rows,
    }


def everything_is_answered(snapshot: Snapshot, as_of: str) -> None:
    """Whatever is asked about a day is answered, or refused in our own words: somebody is not there on it."""
    day = snapshot.on_day(as_of)
    asks: list[Callable[[], object]] = [
        partial(cross_cluster_links, day, sector="energy"),
        partial(corridor, day, "k"),
    ]
    for asker in ("a", "b", "f"):
        asks += [
            partial(door_openers, day, [asker], market="KR"),
            partial(door_openers, day, [asker], corridor="k"),
            partial(introductions, day, asker, "c"),
            partial(strategy_match, day, asker),
            partial(supercluster, day, asker),
        ]
    for ask in asks:
        with suppress(InputError):
            told(ask())
    on = snapshot.standing(snapshot.day_of(as_of))
    strengths, costs = on.ties.strength, on.ties.cost
    assert np.isfinite(strengths).all()
    assert (strengths >= NOTHING).all(), "what is worth less is nothing"
    assert ((costs > 0) & (costs < INFINITE)).all()


@settings(max_examples=draws(15))
@given(
    dates=st.lists(maybe, min_size=1, max_size=12),
    retrieved=st.dates(date.min, date.max).map(lambda day: day.isoformat()),
    state=st.sampled_from(("", "current", "ended", "unknown")),
    built=calendar,
    asked=calendar,
)
@example(dates=["", FIRST, ""], retrieved=FIRST, state="", built=LAST, asked=FIRST)
@example(dates=["", FIRST, ""], retrieved=LAST, state="ended", built=FIRST, asked=LAST)
@example(dates=[FIRST], retrieved=FIRST, state="unknown", built="2026-01-01", asked="2200")
@example(dates=["1753-01-01", "1700", ""], retrieved="2026-01-01", state="", built="2026-01-01", asked=LAST)
@example(dates=[LAST], retrieved=LAST, state="current", built=LAST, asked=LAST)
def test_odd_dates_stop_nothing(dates: list[str], retrieved: str, state: str, built: str, asked: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(world(dates, retrieved, state), Path(folder) / "s", as_of=built, retrieved=retrieved)
        assert snapshot.manifest.left_out == 0, snapshot.manifest.left_out_named
        for as_of in (built, asked):
            everything_is_answered(snapshot, as_of)


@pytest.mark.parametrize("until", [FIRST, "1700-01-01", "1500", "1300"])
@pytest.mark.parametrize("kind", sorted(RELATION_KINDS))
def test_a_relation_that_ended_long_ago_leaves_the_rest_as_it_was(tmp_path: Path, kind: str, until: str) -> None:
    """Of whatever kind: its worth is nothing, and the answers are those without it."""
    rows = world([""], "2026-01-01", "current")
    ancient = {**next(row for row in rows["relations"] if row["kind"] == kind), "until": until, "status": "ended"}
    others = [row for row in rows["relations"] if row["kind"] != kind]
    found = []
    for number, relations in enumerate(([*others, ancient], others)):
        snapshot = snapshot_of({**rows, "relations": relations}, tmp_path / str(number))
        answer = door_openers(snapshot.on_day(), ["a"], market="KR")
        found.append([(snapshot.id_of(one.node), one.total) for one in answer.openers])
    if kind not in ("merged_into", "succeeded_by", "operates", "works_in"):  # these also say who is there, and in what
        assert found[0] == found[1]
